//! The overview: opened, counted anew while more is found, and closed with the filter narrowed to a group.

use crate::search::{Hit, narrow_query, query_for_group};
use crate::tui::input::action::Action;
use crate::tui::input::effect::Effect;
use crate::tui::state::app::App;
use crate::tui::state::layout::Pane;
use crate::tui::state::overlay::Overlay;
use crate::tui::state::overview::{OverviewPane, Stop};
use crate::tui::state::prompt::Prompt;

impl App {
    /// Does what an action asks of the overview.
    pub(crate) fn overviewed(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Overview => {
                self.overlays.open = Some(Overlay::Overview);
                self.overlays.overview = OverviewPane::default();
                self.count_groups();
            }
            Action::Narrow => return self.narrow(),
            Action::NextSection => self.overlays.overview.step_section(true),
            Action::PreviousSection => self.overlays.overview.step_section(false),
            _ => self.close_overview(),
        }
        Vec::new()
    }

    /// Counts what was found by group. With a million cases this takes some hundredths of a second, so it is done only
    /// when something else was found.
    pub(crate) fn count_groups(&mut self) {
        let cases = self.results.hits.iter().map(Hit::case);
        self.overlays
            .overview
            .set(self.library.catalogue.breakdown(cases));
    }

    /// Lays it out for the size of the window.
    pub(crate) fn lay_out_overview(&mut self) {
        let (writing, size) = (self.writing(), self.ui.page_size());
        self.overlays
            .overview
            .lay_out(&self.library.catalogue, writing, size);
    }

    /// Nothing of it is kept while it is closed.
    fn close_overview(&mut self) {
        self.browse();
        self.overlays.overview = OverviewPane::default();
    }

    /// Goes back to the list, in which only the cases are left that the row under the cursor counts.
    fn narrow(&mut self) -> Vec<Effect> {
        let Some(stop) = self.overlays.overview.selected().cloned() else {
            return Vec::new();
        };
        let (all, lang) = (self.results.hits.len(), self.ui.lang);
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
