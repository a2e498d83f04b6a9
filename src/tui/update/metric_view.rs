//! The full-screen view of a metric: opening it, its keys, laying it out.

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
use crate::tui::state::scroll::Direction;

impl App {
    /// Performs an action on the view, or opens it.
    pub(crate) fn metric_view_action(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::ViewMetric => self.open_metric_view(),
            // On a group there is no metric, and the table is all there is.
            Action::NextMetric | Action::PreviousMetric | Action::TurnView
                if self.results.selected().is_none() => {}
            Action::NextMetric => self.step_metric(Direction::Forward),
            Action::PreviousMetric => self.step_metric(Direction::Back),
            Action::TurnView => self.toggle_ranking(),
            Action::NextIndicator if !self.overlays.metric.is_on_ranking() => self.toggle_ranking(),
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
                if self.mode() == Mode::Browse && !self.sees_passage() {
                    self.toggle_passage();
                }
            }
            _ => self.browse(),
        }
        Vec::new()
    }

    /// Opens the view of the selected metric; if no case is under the cursor, of the indicators of the cases in the list.
    fn open_metric_view(&mut self) {
        self.results.choose_selected();
        self.overlays.metric.focus_ranking(false);
        if self.results.selected().is_some() {
            self.show_indicator_of_metric();
            self.overlays.open = Some(Overlay::Metric);
        } else if !self.results.hits.is_empty() {
            self.toggle_ranking();
            if self.overlays.metric.is_on_ranking() {
                self.overlays.open = Some(Overlay::Metric);
            }
        }
    }

    /// Goes to the next metric, or to the one before; past the last or first of a case, on to the neighbouring case.
    fn step_metric(&mut self, direction: Direction) {
        self.overlays.metric.focus_ranking(false);
        // The metrics of another case are not known yet; the layout shows the indicator of its metric.
        if self.reading.metrics.select_adjacent(direction) || !self.enter_next_case(direction) {
            self.show_indicator_of_metric();
        }
    }

    /// Goes to the first metric of the next case, or to the last of the case before. Returns whether there was one.
    fn enter_next_case(&mut self, direction: Direction) -> bool {
        let before = self.results.selected();
        self.step_case(direction);
        let is_other = self.results.selected() != before;
        if is_other {
            self.reading.metrics.select_next(match direction {
                Direction::Forward => 0,
                Direction::Back => usize::MAX,
            });
        }
        is_other
    }

    /// Shows the indicator of the selected metric in the table, if it has one, with the cursor on its case.
    fn show_indicator_of_metric(&mut self) {
        let case = self.results.selected();
        let wanted = self.standing_of_metric().map(|one| &one.indicator.id);
        let mut all = self.library.standings.all().iter();
        let at = wanted.and_then(|id| all.position(|one| one.indicator.id == *id));
        if let Some(at) = at {
            self.overlays.metric.ranking.show(at);
            self.overlays.metric.ranking.select_case(case);
        }
    }

    /// Moves the focus between chart and table. For a metric without an indicator, an empty table gives way to the first
    /// one that has cases.
    fn toggle_ranking(&mut self) {
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
        self.overlays.metric.focus_ranking(on_ranking);
    }

    /// Closes the view and goes to the metric under the cursor: of the table, or of the chart.
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

    /// Lays out the chart and the table.
    pub(crate) fn lay_out_metric_view(&mut self) {
        let index = self.results.selected();
        let case = index
            .and_then(|index| self.library.cases.get(index))
            .cloned();
        let case = index.zip(case.as_deref());
        let (metric, writing) = (self.reading.metrics.selected(), self.writing());
        let place = case.map(|(index, _)| (index, metric));
        // The table follows the metric of the chart.
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

    /// The rows of the part that keys act on, below its title.
    pub(crate) fn metric_view_rows(&self) -> usize {
        let [chart, _, ranking] = self.metric_areas(self.ui.body());
        let area = if self.overlays.metric.is_on_ranking() {
            ranking
        } else {
            chart
        };
        usize::from(content(area).height)
    }

    /// The cases in view in the table, by their index in the bundle.
    pub(crate) fn ranked_cases(&self) -> Vec<usize> {
        let [_, _, ranking] = self.metric_areas(self.ui.body());
        let rows = usize::from(content(ranking).height);
        self.overlays.metric.ranking.in_view(rows).collect()
    }
}
