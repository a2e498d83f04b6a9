//! Comparing marked cases: which they are, and what the view's keys do.

use crate::bundle::Case;
use crate::present::{Labels, MOST_COMPARED, compare};
use crate::tui::input::action::Action;
use crate::tui::state::app::App;
use crate::tui::state::compare::Beside;
use crate::tui::state::overlay::Overlay;

impl App {
    /// Marks cases, forgets marks, or opens and closes the view of marked cases beside each other.
    pub(crate) fn compared(&mut self, action: Action) {
        match action {
            Action::Mark => self.mark(),
            Action::Unmark => self.unmark(),
            Action::Compare => self.open_comparison(),
            _ => self.browse(),
        }
    }

    /// Compares the marked cases, with the one under the cursor if only one other is marked; says what is missing if
    /// these are not two to four.
    fn open_comparison(&mut self) {
        let mut cases = self.results.marks.in_order();
        if let (1, Some(case)) = (cases.len(), self.results.selected()) {
            cases.push(case);
        }
        cases.dedup();
        if (2..=MOST_COMPARED).contains(&cases.len()) {
            self.results.choose_selected();
            self.overlays.comparison.set_cases(cases);
            self.overlays.open = Some(Overlay::Compare);
        } else {
            let marked = self.results.marks.count();
            self.ui.message = Some((Labels::of(self.ui.lang).mark_two_to_four)(marked));
        }
    }

    /// Makes what the view shows, unless it is there.
    pub(crate) fn lay_out_comparison(&mut self) {
        let cases = self.overlays.comparison.cases().iter().copied();
        let at_hand = cases.filter(|case| self.library.cases.get(*case).is_some());
        let beside: Beside = (at_hand.collect(), self.writing(), self.ui.page_size());
        if self.overlays.comparison.is_made_for(&beside) {
            return;
        }
        let cases = beside
            .0
            .iter()
            .filter_map(|case| self.library.cases.get(*case));
        let cases = cases.map(|case| (&**case, self.library.catalogue.source_of(case)));
        let cases: Vec<(&Case, _)> = cases.collect();
        let titles = cases.iter();
        let titles = titles.map(|(case, _)| case.title.get(self.ui.lang).to_owned());
        let titles: Vec<String> = titles.collect();
        let rows = compare(&cases, self.library.catalogue.indicators(), self.writing());
        self.overlays.comparison.lay_out(&titles, &rows, beside);
    }
}
