//! The full-screen view of a metric: opening it, and what its keys do.

use ratatui::layout::Rect;

use crate::present::Standing;
use crate::tui::input::action::Action;
use crate::tui::input::effect::Effect;
use crate::tui::input::event::Size;
use crate::tui::input::mode::Mode;
use crate::tui::state::app::App;
use crate::tui::state::layout::{Pane, content};
use crate::tui::state::metric_view::Viewed;
use crate::tui::state::overlay::Overlay;

impl App {
    /// Does what an action asks of the view.
    pub(crate) fn viewed(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::ViewMetric => self.open_view(),
            // A group has no metric, so there is the table alone.
            Action::NextMetric | Action::PreviousMetric | Action::TurnView
                if self.results.selected().is_none() => {}
            Action::NextMetric | Action::PreviousMetric => {
                let forward = action == Action::NextMetric;
                self.overlays.metric.turn_to_ranking(false);
                // In another case the metric is known, and its indicator shown, when that is laid out.
                if self.reading.metrics.turn(forward) || !self.go_on(forward) {
                    self.show_indicator_of_metric();
                }
            }
            Action::TurnView => self.turn_view(),
            Action::NextIndicator if !self.overlays.metric.is_on_ranking() => self.turn_view(),
            Action::NextIndicator => self
                .overlays
                .metric
                .ranking
                .show_next(self.library.standings.all().len()),
            Action::OrderBy => self.overlays.metric.ranking.order_by_next(),
            Action::ReverseOrder => self.overlays.metric.ranking.reverse(),
            Action::OpenRanked => self.open_ranked(),
            Action::ViewSource => {
                self.open_ranked();
                if self.mode() == Mode::Browse {
                    self.derive();
                    if !self.sees_passage() {
                        self.toggle_passage();
                    }
                }
            }
            _ => self.browse(),
        }
        Vec::new()
    }

    /// Opens the view on the selected metric; where no case is under the cursor, on the indicators of those in the list.
    fn open_view(&mut self) {
        self.results.choose_selected();
        self.overlays.metric.turn_to_ranking(false);
        if self.results.selected().is_some() {
            self.show_indicator_of_metric();
            self.overlays.open = Some(Overlay::Metric);
        } else if !self.results.hits.is_empty() {
            self.turn_view();
            if self.overlays.metric.is_on_ranking() {
                self.overlays.open = Some(Overlay::Metric);
            }
        }
    }

    /// Behind the last metric of a case comes the first of the next one, and before the first the last of the one before.
    /// Tells whether there is such a case.
    fn go_on(&mut self, forward: bool) -> bool {
        let before = self.results.selected();
        self.step_case(forward);
        let is_other = self.results.selected() != before;
        if is_other {
            self.reading
                .metrics
                .select_next(if forward { 0 } else { usize::MAX });
        }
        is_other
    }

    /// Lets the table show the indicator of the selected metric, if that has one, with the cursor on its case.
    fn show_indicator_of_metric(&mut self) {
        let case = self.results.selected();
        let wanted = self.standing_of_metric().map(|one| &one.indicator.id);
        let mut all = self.library.standings.all().iter();
        let at = wanted.and_then(|id| all.position(|one| one.indicator.id == *id));
        if let Some(at) = at {
            self.overlays.metric.ranking.show(at);
            self.overlays.metric.ranking.seek(case);
        }
    }

    /// Lets keys act on the table, or on the chart again. What is compared with none gives way to some that are.
    fn turn_view(&mut self) {
        let all = self.library.standings.all();
        let on_ranking = !self.overlays.metric.is_on_ranking() && !all.is_empty();
        if on_ranking && self.standing_of_metric().is_none() {
            let has_cases = |one: &Standing| !one.ranking.measurements().is_empty();
            let at = all.iter().position(has_cases);
            let shown = self
                .overlays
                .metric
                .ranking
                .standing(&self.library.standings);
            if let Some(at) = at.filter(|_| !shown.is_some_and(has_cases)) {
                self.overlays.metric.ranking.show(at);
            }
        }
        self.overlays.metric.turn_to_ranking(on_ranking);
    }

    /// Goes to the case under the cursor of the table, and there to its metric.
    fn open_ranked(&mut self) {
        if !self.overlays.metric.is_on_ranking() {
            self.browse();
            self.go_to(Pane::Metrics);
            return;
        }
        if let Some(measure) = self.overlays.metric.ranking.selected().copied() {
            self.browse();
            self.results.chosen = Some(measure.case);
            self.unfold_around(measure.case);
            self.reading.metrics.select_next(measure.metric);
            self.go_to(Pane::Metrics);
        }
    }

    /// Makes what the view shows.
    pub(crate) fn lay_out_view(&mut self) {
        let index = self.results.selected();
        let case = index
            .and_then(|index| self.library.cases.get(index))
            .cloned();
        let case = index.zip(case.as_deref());
        let (metric, writing) = (self.reading.metrics.selected(), self.writing());
        let place = case.map(|(index, _)| (index, metric));
        // Beside the chart of another case's metric stands the table of that.
        if !self.overlays.metric.is_on_ranking() && self.overlays.metric.shows_other_than(place) {
            self.show_indicator_of_metric();
        }
        let [chart, _, ranking] = self.metric_areas(self.ui.body());
        let [chart, ranking] = [chart, ranking].map(|area| {
            let Rect { width, height, .. } = content(area);
            Size { width, height }
        });
        let viewed = Viewed {
            case,
            source: case.and_then(|(_, case)| self.library.catalogue.source_of(case)),
            metric,
            standings: &self.library.standings,
            passage: &self.reading.passage,
        };
        self.overlays.metric.lay_out(&viewed, writing, chart);
        if ranking.height > 0 {
            self.overlays.metric.ranking.lay_out(
                &self.library.standings,
                &self.library.catalogue,
                writing,
                ranking,
            );
        }
    }

    /// The rows of what the view's keys act on.
    pub(crate) fn view_rows(&self) -> usize {
        let [chart, _, ranking] = self.metric_areas(self.ui.body());
        let area = if self.overlays.metric.is_on_ranking() {
            ranking
        } else {
            chart
        };
        usize::from(content(area).height)
    }

    /// The cases that the table shows.
    pub(crate) fn ranked_cases(&self) -> Vec<usize> {
        let [_, _, ranking] = self.metric_areas(self.ui.body());
        let rows = usize::from(content(ranking).height);
        self.overlays.metric.ranking.in_view(rows).collect()
    }
}
