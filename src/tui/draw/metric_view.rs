//! The full-screen view of a metric: its chart, and the table of cases that its indicator compares; side by side where
//! there is room, else one after the other. Below the chart stands what the document says, and what else was counted.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line as Drawn;

use crate::bundle::{Case, Source};
use crate::present::{Labels, Standings, Writing};
use crate::tui::input::event::Size;
use crate::tui::state::app::App;
use crate::tui::state::layout::{WIDE, content};

use super::passage::PassagePane;
use super::ranking::{RankingPane, render as render_ranking};
use super::reader::with_place;
use super::spans::{Title, put};
use crate::tui::chart::metric_block::{Line, drawn};
use crate::tui::chart::metric_page::page;
use crate::tui::chart::{metric_list as siblings, quotation};
use crate::tui::state::scroll::{Step, percent};

/// The rows that a chart takes of its page, at least and at most.
const CHART_ROWS: (usize, usize) = (4, 14);

/// The metric of a case, by their indices; none if there is none.
pub(crate) type Place = Option<(usize, usize)>;

/// The state of the view.
#[derive(Debug, Clone, Default)]
pub(crate) struct MetricView {
    /// Whether keys act on the table.
    on_ranking: bool,
    page: Vec<Line>,
    top: usize,
    pub ranking: RankingPane,
    made_for: Option<(Place, bool, u64, Writing, Size)>,
}

/// What is shown of the model.
pub(crate) struct Viewed<'a> {
    /// The case under the cursor, with its index.
    pub case: Option<(usize, &'a Case)>,
    /// Its source.
    pub source: Option<&'a Source>,
    /// The index of its metric.
    pub metric: usize,
    pub standings: &'a Standings,
    /// Where the source's document is, if it is at hand.
    pub passage: &'a PassagePane,
}

impl MetricView {
    /// Whether keys act on the table.
    pub fn is_on_ranking(&self) -> bool {
        self.on_ranking
    }

    /// Lets keys act on the table, or on the chart.
    pub fn turn_to_ranking(&mut self, on_ranking: bool) {
        self.on_ranking = on_ranking;
    }

    /// Moves in the table, or scrolls the chart's page.
    pub fn step(&mut self, step: Step, rows: usize) {
        if self.on_ranking {
            self.ranking.step(step, rows);
        } else {
            self.top = step.scrolled(self.top, self.page.len(), rows);
        }
    }

    /// Whether the page is of another metric than this, or of none.
    pub fn shows_other_than(&self, place: Place) -> bool {
        self.made_for.as_ref().map(|(made, ..)| *made) != Some(place)
    }

    /// Makes the page of a metric; keeps what of it is in view unless that was another one's.
    pub fn lay_out(&mut self, viewed: &Viewed, writing: Writing, size: Size) {
        let Viewed {
            case,
            source,
            metric,
            standings,
            passage,
        } = *viewed;
        let place = case.map(|(index, _)| (index, metric));
        let is_read = source.is_some_and(|source| passage.is_of(&source.id));
        let wanted = (place, is_read, standings.version(), writing, size);
        if self.made_for.as_ref() == Some(&wanted) {
            return;
        }
        if self.shows_other_than(place) {
            self.top = 0;
        }
        self.made_for = Some(wanted);
        self.page.clear();
        let (least, most) = CHART_ROWS;
        let rows = (usize::from(size.height) * 2 / 5).clamp(least, most);
        let cells = usize::from(size.width).saturating_sub(2);
        let shown = case.and_then(|(index, case)| Some((index, case, case.metrics.get(metric)?)));
        if let Some((index, case, of)) = shown {
            let standing = standings.of(of).map(|one| (one, index));
            self.page = page((case, of), standing, (cells, rows), writing);
            if let Some(source) = source {
                let quoted = passage.quotations((case, source), metric, writing.lang);
                self.page
                    .extend(quotation::lines(&quoted, cells, writing.lang));
            }
            self.page
                .extend(siblings::lines(case, metric, cells, writing));
        }
        let rows = usize::from(size.height);
        self.top = self.top.min(self.page.len().saturating_sub(rows));
    }
}

/// The areas of chart and table in an area, with what is between them.
pub(crate) fn areas(app: &App, area: Rect) -> [Rect; 3] {
    // A group has no metric that there could be a chart of.
    if app.selected_index().is_none() {
        return [Rect::ZERO, Rect::ZERO, area];
    }
    // A metric that is compared with none does not share the screen, unless somebody wants to see the others.
    if !app.view.on_ranking && app.standing_of_metric().is_none() {
        return [area, Rect::ZERO, Rect::ZERO];
    }
    if area.width < WIDE {
        return if app.view.on_ranking {
            [Rect::ZERO, Rect::ZERO, area]
        } else {
            [area, Rect::ZERO, Rect::ZERO]
        };
    }
    let chart = area.width * 11 / 20;
    let at = |x: u16, width: u16| Rect {
        x: area.x + x,
        width,
        ..area
    };
    [
        at(0, chart),
        at(chart, 1),
        at(chart + 1, area.width - chart - 1),
    ]
}

/// Draws the view.
pub(crate) fn render(app: &App, area: Rect, buf: &mut Buffer) {
    let [chart, divider, ranking] = areas(app, area);
    if !chart.is_empty() {
        render_chart(app, chart, buf);
    }
    for row in divider.rows() {
        let divider = app.theme.glyphs.signs().divider;
        buf.set_string(row.x, row.y, divider, app.theme.dim);
    }
    if !ranking.is_empty() {
        render_ranking(app, ranking, buf);
    }
}

fn render_chart(app: &App, area: Rect, buf: &mut Buffer) {
    let labels = Labels::of(app.lang);
    let count = app.selected_case().map_or(0, |case| case.metrics.len());
    let rows = content(area);
    let seen = percent(app.view.top, app.view.page.len(), usize::from(rows.height));
    let place = match (count, seen.as_str()) {
        (0, _) => String::new(),
        (_, "") => format!("{}/{count}", app.metrics.selected() + 1),
        (_, seen) => format!("{}/{count} {seen}", app.metrics.selected() + 1),
    };
    Title {
        left: &with_place(labels.metric, app),
        right: &place,
        focused: !app.view.on_ranking,
    }
    .render(&app.theme, area, buf);
    if count == 0 {
        let line = Drawn::styled(format!(" {}", labels.no_metrics), app.theme.dim);
        put(&line, rows, 0, buf);
    }
    let inside = super::spans::offset(rows, 1, 0);
    for (row, line) in (0..rows.height).zip(app.view.page.iter().skip(app.view.top)) {
        put(&drawn(line, &app.theme), inside, row, buf);
    }
}
