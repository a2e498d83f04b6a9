//! Comparing marked cases: marking them, opening the comparison, laying it out.

use crate::bundle::Case;
use crate::present::{Labels, MOST_COMPARED, compare};
use crate::tui::input::action::Action;
use crate::tui::state::app::App;
use crate::tui::state::compare::CompareKey;
use crate::tui::state::overlay::Overlay;

impl App {
    /// Performs an action on marks or on the comparison.
    pub(crate) fn compare_action(&mut self, action: Action) {
        match action {
            Action::Mark => self.toggle_mark(),
            Action::Unmark => self.clear_marks(),
            Action::Compare => self.open_comparison(),
            _ => self.browse(),
        }
    }

    /// Opens the comparison of the marked cases; if only one is marked, of that case and the one under the cursor.
    /// Shows a message instead if that is not two to four cases.
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

    /// Lays out the comparison, unless it is laid out for the same cases, language, glyphs and size.
    pub(crate) fn lay_out_comparison(&mut self) {
        let cases = self.overlays.comparison.cases().iter().copied();
        let in_memory = cases.filter(|case| self.library.cases.get(*case).is_some());
        let key: CompareKey = (in_memory.collect(), self.writing(), self.ui.page_size());
        if self.overlays.comparison.is_laid_out_for(&key) {
            return;
        }
        let cases = key
            .0
            .iter()
            .filter_map(|case| self.library.cases.get(*case));
        let cases = cases.map(|case| (&**case, self.library.catalogue.source_of(case)));
        let cases: Vec<(&Case, _)> = cases.collect();
        let titles = cases.iter();
        let titles = titles.map(|(case, _)| case.title.get(self.ui.lang).to_owned());
        let titles: Vec<String> = titles.collect();
        let rows = compare(&cases, self.library.catalogue.indicators(), self.writing());
        self.overlays.comparison.lay_out(&titles, &rows, key);
    }
}
