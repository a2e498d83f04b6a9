//! Choosing cases for somebody else: which are marked, and which are given.


use crate::tui::input::action::Action;
use crate::tui::input::effect::Effect;
use crate::tui::input::keymap::Purpose;
use crate::tui::state::app::App;
use crate::tui::state::layout::Pane;
use crate::tui::state::marks::Marks;
use crate::tui::state::outline::Row;
use crate::tui::state::scroll::Step;
use crate::tui::theme::PICK_MARK;

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
