//! Choosing cases for somebody else: which are marked, and which are given.

use std::collections::HashMap;

use crate::tui::input::action::Action;
use crate::tui::input::effect::Effect;
use crate::tui::input::keymap::Purpose;
use crate::tui::state::app::App;
use crate::tui::state::layout::Pane;
use crate::tui::state::outline::Row;
use crate::tui::state::scroll::Step;
use crate::tui::theme::PICK_MARK;

/// Marked cases, by their places in the bundle; so marks stay whatever the list shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Marks {
    /// For each case up to the last that was marked: the how manieth mark it has, from 1; 0 for none.
    numbers: Vec<u32>,
    /// How many cases are marked.
    count: usize,
    /// How many marks were ever made.
    made: u32,
    /// Of the folded groups that were seen, by their first places, whether all of their cases are marked.
    groups: HashMap<usize, bool>,
}

impl Marks {
    pub fn count(&self) -> usize {
        self.count
    }

    fn contains(&self, case: usize) -> bool {
        self.numbers.get(case).is_some_and(|number| *number > 0)
    }

    /// Forgets what was seen of groups, which may have changed.
    pub fn forget_groups(&mut self) {
        self.groups.clear();
    }

    /// Marks these cases; if all of them are marked, takes their marks away.
    fn toggle(&mut self, cases: &[usize]) {
        let off = cases.iter().all(|case| self.contains(*case));
        let last = cases.iter().max().map_or(0, |case| case + 1);
        if self.numbers.len() < last {
            self.numbers.resize(last, 0);
        }
        for case in cases {
            let Some(number) = self.numbers.get_mut(*case) else {
                continue;
            };
            if off {
                *number = 0;
                self.count -= 1;
            } else if *number == 0 {
                self.made += 1;
                *number = self.made;
                self.count += 1;
            }
        }
        self.forget_groups();
    }

    /// The cases in the order in which they were marked.
    pub fn in_order(&self) -> Vec<usize> {
        let numbers = self.numbers.iter().enumerate();
        let marked = numbers.filter(|(_, number)| **number > 0);
        let mut cases: Vec<(u32, usize)> = marked.map(|(case, number)| (*number, case)).collect();
        cases.sort_unstable();
        cases.into_iter().map(|(_, case)| case).collect()
    }
}

impl App {
    /// Whether the list has a column for marks: where several cases can be picked, and while some are marked.
    pub(crate) fn marks_cases(&self) -> bool {
        self.purpose == Purpose::Pick { multi: true } || self.marks.count > 0
    }

    /// The mark of a row of the list, where cases can be marked: of a case that is, and of a folded group all of
    /// whose cases are.
    pub(crate) fn mark_of(&self, row: &Row) -> &'static str {
        let is_marked = match row {
            Row::Case(place) | Row::Snippet(place) => {
                let case = self.case_at(*place);
                case.is_some_and(|case| self.marks.contains(case))
            }
            Row::Group(group) => {
                let seen = self.marks.groups.get(&group.places.start);
                group.folded && seen == Some(&true)
            }
        };
        match self.marks_cases() {
            true if is_marked => PICK_MARK,
            true => " ",
            false => "",
        }
    }

    /// Sees which of the folded groups in view have all of their cases marked.
    pub(crate) fn see_marked_groups(&mut self) {
        if self.marks.count == 0 {
            return;
        }
        for row in self.list.in_view(self.rows(Pane::List)) {
            let Row::Group(group) = row else { continue };
            let first = group.places.start;
            if group.folded && !self.marks.groups.contains_key(&first) {
                let mut cases = group.places.map(|place| self.case_at(place));
                let all = cases.all(|case| case.is_some_and(|case| self.marks.contains(case)));
                self.marks.groups.insert(first, all);
            }
        }
    }

    /// Marks what is under the cursor, or takes its mark away, and goes one down. Of a folded group that is all
    /// of its cases.
    pub(crate) fn mark(&mut self) {
        let places = match self.list.selected() {
            Some(Row::Case(place) | Row::Snippet(place)) => place..place + 1,
            Some(Row::Group(group)) => group.places,
            None => return,
        };
        let cases: Vec<usize> = places.filter_map(|place| self.case_at(place)).collect();
        let had_column = self.marks_cases();
        self.marks.toggle(&cases);
        self.see_column(had_column);
        self.step_list(Step::By(1));
    }

    /// Takes all marks away.
    pub(crate) fn unmark(&mut self) {
        let had_column = self.marks_cases();
        self.marks = Marks::default();
        self.see_column(had_column);
    }

    /// Makes the list's rows anew if the column of marks came or went.
    fn see_column(&mut self, had_column: bool) {
        if self.marks_cases() != had_column {
            self.choose_selected();
            self.outline();
        }
    }

    /// Ends with the marked cases, or else with the one under the cursor, or with none where nothing matches. A
    /// folded group under the cursor is unfolded instead.
    pub(crate) fn pick(&mut self) -> Vec<Effect> {
        if let Some(Row::Group(_)) = self.list.selected() {
            self.arrange(Action::Unfold);
            return Vec::new();
        }
        let cases = if self.marks.count() > 0 {
            self.marks.in_order()
        } else {
            self.selected_index().into_iter().collect()
        };
        let mut effects = if cases.is_empty() {
            Vec::new()
        } else {
            self.remember()
        };
        effects.push(Effect::Pick(cases));
        effects
    }

    /// Whether picking would end with nothing picked.
    pub(crate) fn has_none_to_pick(&self) -> bool {
        self.marks.count() == 0 && self.list.selected().is_none()
    }
}
