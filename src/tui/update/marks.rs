//! Choosing cases for somebody else: which are marked, and which are given.

use crate::tui::input::action::Action;
use crate::tui::input::effect::Effect;
use crate::tui::state::app::App;
use crate::tui::state::layout::Pane;
use crate::tui::state::marks::Marks;
use crate::tui::state::outline::Row;
use crate::tui::state::scroll::Step;

impl App {
    /// Sees which of the folded groups in view have all of their cases marked.
    pub(crate) fn see_marked_groups(&mut self) {
        if self.results.marks.count == 0 {
            return;
        }
        for row in self.results.list.in_view(self.ui.rows(Pane::List)) {
            let Row::Group(group) = row else { continue };
            let first = group.places.start;
            if group.folded && !self.results.marks.groups.contains_key(&first) {
                let mut cases = group.places.map(|place| self.results.case_at(place));
                let all =
                    cases.all(|case| case.is_some_and(|case| self.results.marks.contains(case)));
                self.results.marks.groups.insert(first, all);
            }
        }
    }

    /// Marks what is under the cursor, or takes its mark away, and goes one down. Of a folded group that is all
    /// of its cases.
    pub(crate) fn mark(&mut self) {
        let places = match self.results.list.selected() {
            Some(Row::Case(place) | Row::Snippet(place)) => place..place + 1,
            Some(Row::Group(group)) => group.places,
            None => return,
        };
        let cases: Vec<usize> = places
            .filter_map(|place| self.results.case_at(place))
            .collect();
        let had_column = self.marks_cases();
        self.results.marks.toggle(&cases);
        self.see_column(had_column);
        self.step_list(Step::By(1));
    }

    /// Takes all marks away.
    pub(crate) fn unmark(&mut self) {
        let had_column = self.marks_cases();
        self.results.marks = Marks::default();
        self.see_column(had_column);
    }

    /// Makes the list's rows anew if the column of marks came or went.
    fn see_column(&mut self, had_column: bool) {
        if self.marks_cases() != had_column {
            self.results.choose_selected();
            self.outline();
        }
    }

    /// Ends with the marked cases, or else with the one under the cursor, or with none where nothing matches. A
    /// folded group under the cursor is unfolded instead.
    pub(crate) fn pick(&mut self) -> Vec<Effect> {
        if let Some(Row::Group(_)) = self.results.list.selected() {
            self.arrange(Action::Unfold);
            return Vec::new();
        }
        let cases = if self.results.marks.count() > 0 {
            self.results.marks.in_order()
        } else {
            self.results.selected().into_iter().collect()
        };
        let mut effects = if cases.is_empty() {
            Vec::new()
        } else {
            self.remember()
        };
        effects.push(Effect::Pick(cases));
        effects
    }
}
