//! Marking cases, and ending `casebook pick` with them.

use crate::search::Hit;
use crate::tui::input::action::Action;
use crate::tui::input::effect::Effect;
use crate::tui::state::app::App;
use crate::tui::state::layout::Pane;
use crate::tui::state::marks::Marks;
use crate::tui::state::outline::Row;
use crate::tui::state::scroll::Step;

impl App {
    /// Checks which folded groups in view have all of their cases marked.
    pub(crate) fn check_marked_groups(&mut self) {
        if self.results.marks.count() == 0 {
            return;
        }
        for row in self.results.list.in_view(self.ui.rows(Pane::List)) {
            let Row::Group(group) = row else { continue };
            if group.folded {
                let (list, hits) = (&self.results.list, &self.results.hits);
                let first = group.places.start;
                let cases = group
                    .places
                    .map(|place| hits.get(list.hit(place)?).map(Hit::case));
                self.results.marks.check_group(first, cases);
            }
        }
    }

    /// Toggles the mark of the case under the cursor, or of all cases of the folded group there, and moves down one row.
    pub(crate) fn toggle_mark(&mut self) {
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
        self.update_marks_column(had_column);
        self.step_list(Step::By(1));
    }

    /// Clears all marks.
    pub(crate) fn clear_marks(&mut self) {
        let had_column = self.marks_cases();
        self.results.marks = Marks::default();
        self.update_marks_column(had_column);
    }

    /// Rebuilds the list's rows if the column of marks appeared or disappeared.
    fn update_marks_column(&mut self, had_column: bool) {
        if self.marks_cases() != had_column {
            self.results.choose_selected();
            self.outline();
        }
    }

    /// Ends the program with the marked cases; without marks, with the case under the cursor; with no case if the list is
    /// empty. A folded group under the cursor is unfolded instead.
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
            self.remember_filter()
        };
        effects.push(Effect::Pick(cases));
        effects
    }
}
