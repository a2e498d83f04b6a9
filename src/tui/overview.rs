//! The overview: opened, counted anew while more is found, and closed with the filter narrowed to a group.

use crate::search::{Hit, narrow_query, query_for_group};

use super::action::Action;
use super::app::App;
use super::effect::Effect;
use super::keymap::Mode;
use super::layout::Pane;
use crate::tui::panes::overview::{OverviewPane, Stop};
use crate::tui::panes::prompt::Prompt;

impl App {
    /// Does what an action asks of the overview.
    pub(super) fn overviewed(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Overview => {
                self.mode = Mode::Overview;
                self.overview = OverviewPane::default();
                self.count_groups();
            }
            Action::Narrow => return self.narrow(),
            Action::NextSection => self.overview.step_section(true),
            Action::PreviousSection => self.overview.step_section(false),
            _ => self.close_overview(),
        }
        Vec::new()
    }

    /// Counts what was found by group. With a million cases this takes some hundredths of a second, so it is done only
    /// when something else was found.
    pub(super) fn count_groups(&mut self) {
        let cases = self.hits.iter().map(Hit::case);
        self.overview.set(self.catalogue.breakdown(cases));
    }

    /// Lays it out for the size of the window.
    pub(super) fn lay_out_overview(&mut self) {
        let (writing, size) = (self.writing(), self.help_size());
        self.overview.lay_out(&self.catalogue, writing, size);
    }

    /// Whether it is open, be it behind help.
    pub(super) fn has_overview(&self) -> bool {
        match self.mode {
            Mode::Help => self.behind_help == Mode::Overview,
            mode => mode == Mode::Overview,
        }
    }

    /// Nothing of it is kept while it is closed.
    fn close_overview(&mut self) {
        self.mode = Mode::Browse;
        self.overview = OverviewPane::default();
    }

    /// Goes back to the list, in which only the cases are left that the row under the cursor counts.
    fn narrow(&mut self) -> Vec<Effect> {
        let Some(stop) = self.overview.selected().cloned() else {
            return Vec::new();
        };
        let (all, lang) = (self.hits.len(), self.lang);
        let (term, needless) = match stop {
            Stop::Group(_, tally) if tally.count == all => (None, Vec::new()),
            Stop::Group(by, tally) => {
                let groups = self.catalogue.groups(by);
                let term = |group| query_for_group(&self.catalogue, by, group, lang);
                let outer = std::iter::successors(tally.group, |group| groups.around(*group));
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
        self.prompt = Prompt::new(&narrow_query(self.prompt.text(), &term, &needless));
        vec![self.search()]
    }
}
