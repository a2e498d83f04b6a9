//! Comparing marked cases: which they are, and what the view's keys do.

use crate::bundle::Case;
use crate::present::{Labels, MOST_COMPARED, compare};
use crate::tui::input::action::Action;
use crate::tui::input::keymap::Mode;
use crate::tui::state::app::App;
use crate::tui::state::compare::Beside;

impl App {
    /// Marks cases, forgets marks, or opens and closes the view of marked cases beside each other.
    pub(crate) fn compared(&mut self, action: Action) {
        match action {
            Action::Mark => self.mark(),
            Action::Unmark => self.unmark(),
            Action::Compare => self.open_comparison(),
            _ => self.mode = Mode::Browse,
        }
    }

    /// Compares the marked cases, with the one under the cursor if only one other is marked; says what is missing if
    /// these are not two to four.
    fn open_comparison(&mut self) {
        let mut cases = self.marks.in_order();
        if let (1, Some(case)) = (cases.len(), self.selected_index()) {
            cases.push(case);
        }
        cases.dedup();
        if (2..=MOST_COMPARED).contains(&cases.len()) {
            self.choose_selected();
            self.comparison.set_cases(cases);
            self.mode = Mode::Compare;
        } else {
            let marked = self.marks.count();
            self.said = Some((Labels::of(self.lang).mark_two_to_four)(marked));
        }
    }

    /// Makes what the view shows, unless it is there.
    pub(crate) fn lay_out_comparison(&mut self) {
        let cases = self.comparison.cases().iter().copied();
        let at_hand = cases.filter(|case| self.at_hand.get(*case).is_some());
        let beside: Beside = (at_hand.collect(), self.writing(), self.help_size());
        if self.comparison.is_made_for(&beside) {
            return;
        }
        let cases = beside.0.iter().filter_map(|case| self.at_hand.get(*case));
        let cases = cases.map(|case| (&**case, self.catalogue.source_of(case)));
        let cases: Vec<(&Case, _)> = cases.collect();
        let titles = cases.iter();
        let titles = titles.map(|(case, _)| case.title.get(self.lang).to_owned());
        let titles: Vec<String> = titles.collect();
        let rows = compare(&cases, self.catalogue.indicators(), self.writing());
        self.comparison.lay_out(&titles, &rows, beside);
    }
}
