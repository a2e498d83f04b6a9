//! The overview: opening it, counting its groups, narrowing the filter to one of them.

use crate::search::{Hit, narrow_query, query_for_group};
use crate::tui::input::action::Action;
use crate::tui::input::effect::Effect;
use crate::tui::state::app::App;
use crate::tui::state::layout::Pane;
use crate::tui::state::overlay::Overlay;
use crate::tui::state::overview::{OverviewPane, Stop};
use crate::tui::state::prompt::Prompt;
use crate::tui::state::scroll::Direction;

impl App {
    /// Performs an action on the overview, or opens it.
    pub(crate) fn overview_action(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Overview => {
                self.overlays.open = Some(Overlay::Overview);
                self.overlays.overview = OverviewPane::default();
                self.count_groups();
            }
            Action::Narrow => return self.narrow(),
            Action::NextSection => self.overlays.overview.step_section(Direction::Forward),
            Action::PreviousSection => self.overlays.overview.step_section(Direction::Back),
            _ => self.close_overview(),
        }
        Vec::new()
    }

    /// Counts the hits by group. A million cases take some hundredths of a second, so this runs only when the hits
    /// changed.
    pub(crate) fn count_groups(&mut self) {
        let cases = self.results.hits.iter().map(Hit::case);
        self.overlays
            .overview
            .set(self.library.catalogue.breakdown(cases));
    }

    /// Lays out the overview for the size of the window.
    pub(crate) fn lay_out_overview(&mut self) {
        let (writing, size) = (self.writing(), self.ui.page_size());
        self.overlays
            .overview
            .lay_out(&self.library.catalogue, writing, size);
    }

    /// Closes the overview and drops its state.
    fn close_overview(&mut self) {
        self.browse();
        self.overlays.overview = OverviewPane::default();
    }

    /// Closes the overview and narrows the filter to the cases that the row under the cursor counts.
    fn narrow(&mut self) -> Vec<Effect> {
        let Some(stop) = self.overlays.overview.selected().cloned() else {
            return Vec::new();
        };
        let (all, lang) = (self.results.hits.len(), self.ui.lang);
        // `needless`: terms of the outer groups, which the new term implies.
        let (term, needless) = match stop {
            Stop::Group(_, tally) if tally.count == all => (None, Vec::new()),
            Stop::Group(by, tally) => {
                let groups = self.library.catalogue.groups(by);
                let term = |group| query_for_group(&self.library.catalogue, by, group, lang);
                let outer = std::iter::successors(tally.group, |group| groups.parent(*group));
                let needless = outer.skip(1).map(|group| term(Some(group))).collect();
                (Some(term(tally.group)), needless)
            }
            Stop::Fact(_, fact) => (fact.term, Vec::new()),
        };
        self.close_overview();
        self.go_to(Pane::List);
        let Some(term) = term else {
            return Vec::new();
        };
        self.input.prompt = Prompt::new(&narrow_query(self.input.prompt.text(), &term, &needless));
        vec![self.search()]
    }
}
