//! Choosing cases for somebody else: which are marked, and which are given.

use std::collections::HashMap;

use super::action::Action;
use super::app::App;
use super::effect::Effect;
use super::keymap::Purpose;
use super::outline::Row;
use super::panes::Step;
use super::theme::PICK_MARK;

/// Marked cases, by their positions in the bundle; so marks stay whatever the list shows.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    /// Each with how many had been marked before it.
    cases: HashMap<usize, usize>,
    /// How many have ever been marked.
    made: usize,
}

impl Marks {
    pub fn count(&self) -> usize {
        self.cases.len()
    }

    fn contains(&self, case: usize) -> bool {
        self.cases.contains_key(&case)
    }

    /// Marks these cases; if all of them are marked, takes their marks away.
    fn toggle(&mut self, cases: &[usize]) {
        if cases.iter().all(|case| self.contains(*case)) {
            for case in cases {
                self.cases.remove(case);
            }
            return;
        }
        for case in cases {
            self.cases.entry(*case).or_insert(self.made);
            self.made += 1;
        }
    }

    /// The cases in the order in which they were marked.
    fn in_order(&self) -> Vec<usize> {
        let mut cases: Vec<(usize, usize)> = self.cases.iter().map(|(a, b)| (*b, *a)).collect();
        cases.sort_unstable();
        cases.into_iter().map(|(_, case)| case).collect()
    }
}

impl App {
    /// Whether cases can be marked.
    pub(super) fn marks_cases(&self) -> bool {
        self.purpose == Purpose::Pick { multi: true }
    }

    /// The mark of a row of the list, where cases can be marked: of a case that is, and of a folded group all of
    /// whose cases are.
    pub(super) fn mark_of(&self, row: &Row) -> &'static str {
        let marked = |hit: &usize| {
            self.case_of(Some(*hit))
                .is_some_and(|case| self.marks.contains(case))
        };
        let is_marked = match row {
            Row::Case(entry) | Row::Snippet(entry) => marked(&entry.hit),
            Row::Group(group) => group.folded && group.hits.iter().all(marked),
        };
        match self.marks_cases() {
            true if is_marked => PICK_MARK,
            true => " ",
            false => "",
        }
    }

    /// Marks what is under the cursor, or takes its mark away, and goes one down. Of a folded group that is all
    /// of its cases.
    pub(super) fn mark(&mut self) {
        let hits = match self.list.selected() {
            Some(Row::Case(entry) | Row::Snippet(entry)) => vec![entry.hit],
            Some(Row::Group(group)) => group.hits.clone(),
            None => return,
        };
        let cases: Vec<usize> = hits
            .into_iter()
            .filter_map(|hit| self.case_of(Some(hit)))
            .collect();
        self.marks.toggle(&cases);
        self.step_list(Step::By(1));
    }

    /// Ends with the marked cases, or else with the one under the cursor, or with none where nothing matches. A
    /// folded group under the cursor is unfolded instead.
    pub(super) fn pick(&mut self) -> Vec<Effect> {
        if let Some(Row::Group(_)) = self.list.selected() {
            self.arrange(Action::Unfold);
            return Vec::new();
        }
        let cases = if self.marks.count() > 0 {
            self.marks.in_order()
        } else {
            self.selected_index().into_iter().collect()
        };
        let ids = cases.iter().filter_map(|case| self.bundle.cases.get(*case));
        let ids: Vec<_> = ids.map(|case| case.id.clone()).collect();
        let mut effects = if ids.is_empty() {
            Vec::new()
        } else {
            self.remember()
        };
        effects.push(Effect::Pick(ids));
        effects
    }

    /// Whether picking would end with nothing picked.
    pub(super) fn has_none_to_pick(&self) -> bool {
        self.marks.count() == 0 && self.list.selected().is_none()
    }
}
