//! The full-screen view of a metric: opening it, and what its keys do.

use ratatui::layout::Rect;

use crate::bundle::Case;

use super::action::Action;
use super::app::App;
use super::effect::Effect;
use super::event::Size;
use super::keymap::Mode;
use super::layout::{Pane, content};
use super::standing::Standing;
use crate::tui::panes::metric_view::{Viewed, areas as metric_areas};

impl App {
    /// Does what an action asks of the view.
    pub(super) fn viewed(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::ViewMetric => self.open_view(),
            // A group has no metric, so there is the table alone.
            Action::NextMetric | Action::PreviousMetric | Action::TurnView
                if self.selected_index().is_none() => {}
            Action::NextMetric | Action::PreviousMetric => {
                let forward = action == Action::NextMetric;
                self.view.turn_to_ranking(false);
                // In another case the metric is known, and its indicator shown, when that is laid out.
                if self.metrics.turn(forward) || !self.go_on(forward) {
                    self.show_indicator_of_metric();
                }
            }
            Action::TurnView => self.turn_view(),
            Action::NextIndicator if !self.view.is_on_ranking() => self.turn_view(),
            Action::NextIndicator => self.view.ranking.show_next(self.standings.all().len()),
            Action::OrderBy => self.view.ranking.order_by_next(),
            Action::ReverseOrder => self.view.ranking.reverse(),
            Action::OpenRanked => self.open_ranked(),
            Action::ViewSource => {
                self.open_ranked();
                if self.mode == Mode::Browse {
                    self.refresh();
                    if !self.sees_passage() {
                        self.toggle_passage();
                    }
                }
            }
            _ => self.mode = Mode::Browse,
        }
        Vec::new()
    }

    /// Opens the view on the selected metric; where no case is under the cursor, on the indicators of those in the list.
    fn open_view(&mut self) {
        self.choose_selected();
        self.view.turn_to_ranking(false);
        if self.selected_index().is_some() {
            self.show_indicator_of_metric();
            self.mode = Mode::Metric;
        } else if !self.hits.is_empty() {
            self.turn_view();
            if self.view.is_on_ranking() {
                self.mode = Mode::Metric;
            }
        }
    }

    /// Behind the last metric of a case comes the first of the next one, and before the first the last of the one before.
    /// Tells whether there is such a case.
    fn go_on(&mut self, forward: bool) -> bool {
        let before = self.selected_index();
        self.step_case(forward);
        let is_other = self.selected_index() != before;
        if is_other {
            self.metrics
                .select_next(if forward { 0 } else { usize::MAX });
        }
        is_other
    }

    /// The metric that keys act on, with its case: in the table that under its cursor, else the selected one.
    pub(super) fn viewed_metric(&self) -> Option<(&Case, usize)> {
        if self.mode == Mode::Metric && self.view.is_on_ranking() {
            let measure = self.view.ranking.selected()?;
            return Some((self.at_hand.get(measure.case)?, measure.metric));
        }
        Some((self.selected_case()?, self.metrics.selected()))
    }

    /// How the selected metric stands beside those of other cases, if it is compared with them.
    pub(super) fn standing_of_metric(&self) -> Option<&Standing> {
        let metrics = &self.selected_case()?.metrics;
        self.standings.of(metrics.get(self.metrics.selected())?)
    }

    /// Lets the table show the indicator of the selected metric, if that has one, with the cursor on its case.
    fn show_indicator_of_metric(&mut self) {
        let case = self.selected_index();
        let wanted = self.standing_of_metric().map(|one| &one.indicator.id);
        let mut all = self.standings.all().iter();
        let at = wanted.and_then(|id| all.position(|one| one.indicator.id == *id));
        if let Some(at) = at {
            self.view.ranking.show(at);
            self.view.ranking.seek(case);
        }
    }

    /// Lets keys act on the table, or on the chart again. What is compared with none gives way to some that are.
    fn turn_view(&mut self) {
        let all = self.standings.all();
        let on_ranking = !self.view.is_on_ranking() && !all.is_empty();
        if on_ranking && self.standing_of_metric().is_none() {
            let has_cases = |one: &Standing| !one.ranking.measurements().is_empty();
            let at = all.iter().position(has_cases);
            let shown = self.view.ranking.standing(&self.standings);
            if let Some(at) = at.filter(|_| !shown.is_some_and(has_cases)) {
                self.view.ranking.show(at);
            }
        }
        self.view.turn_to_ranking(on_ranking);
    }

    /// Goes to the case under the cursor of the table, and there to its metric.
    fn open_ranked(&mut self) {
        if !self.view.is_on_ranking() {
            self.mode = Mode::Browse;
            self.go_to(Pane::Metrics);
            return;
        }
        if let Some(measure) = self.view.ranking.selected().copied() {
            self.mode = Mode::Browse;
            self.chosen = Some(measure.case);
            self.unfold_around(measure.case);
            self.metrics.select_next(measure.metric);
            self.go_to(Pane::Metrics);
        }
    }

    /// Makes what the view shows.
    pub(super) fn lay_out_view(&mut self) {
        let index = self.selected_index();
        let case = index.and_then(|index| self.at_hand.get(index)).cloned();
        let case = index.zip(case.as_deref());
        let (metric, writing) = (self.metrics.selected(), self.writing());
        let place = case.map(|(index, _)| (index, metric));
        // Beside the chart of another case's metric stands the table of that.
        if !self.view.is_on_ranking() && self.view.shows_other_than(place) {
            self.show_indicator_of_metric();
        }
        let [chart, _, ranking] = metric_areas(self, self.body());
        let [chart, ranking] = [chart, ranking].map(|area| {
            let Rect { width, height, .. } = content(area);
            Size { width, height }
        });
        let viewed = Viewed {
            case,
            source: case.and_then(|(_, case)| self.catalogue.source_of(case)),
            metric,
            standings: &self.standings,
            passage: &self.passage,
        };
        self.view.lay_out(&viewed, writing, chart);
        if ranking.height > 0 {
            self.view
                .ranking
                .lay_out(&self.standings, &self.catalogue, writing, ranking);
        }
    }

    /// Whether the view has room for the table, and one to show.
    pub(super) fn shows_ranking(&self) -> bool {
        let [_, _, ranking] = metric_areas(self, self.body());
        !ranking.is_empty() && !self.standings.all().is_empty()
    }

    /// The rows of what the view's keys act on.
    pub(super) fn view_rows(&self) -> usize {
        let [chart, _, ranking] = metric_areas(self, self.body());
        let area = if self.view.is_on_ranking() {
            ranking
        } else {
            chart
        };
        usize::from(content(area).height)
    }

    /// The cases that the table shows.
    pub(super) fn ranked_cases(&self) -> Vec<usize> {
        let [_, _, ranking] = metric_areas(self, self.body());
        let rows = usize::from(content(ranking).height);
        self.view.ranking.in_view(rows).collect()
    }
}
