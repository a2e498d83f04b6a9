//! The full-screen view of a metric: its chart, and the table of cases that its indicator compares; side by side where
//! there is room, else one after the other. Below the chart stands what the document says, and what else was counted.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line as Drawn;

use crate::present::Labels;
use crate::tui::chart::line::drawn;
use crate::tui::state::app::App;
use crate::tui::state::layout::content;
use crate::tui::state::scroll::percent;

use super::counts::with_place;
use super::ranking::render as render_ranking;
use super::spans::{Title, put};

/// Draws the view.
pub(crate) fn render(app: &App, area: Rect, buf: &mut Buffer) {
    let [chart, divider, ranking] = app.metric_areas(area);
    if !chart.is_empty() {
        render_chart(app, chart, buf);
    }
    for row in divider.rows() {
        let divider = app.ui.theme.glyphs.signs().divider;
        buf.set_string(row.x, row.y, divider, app.ui.theme.dim);
    }
    if !ranking.is_empty() {
        render_ranking(app, ranking, buf);
    }
}

fn render_chart(app: &App, area: Rect, buf: &mut Buffer) {
    let labels = Labels::of(app.ui.lang);
    let count = app.selected_case().map_or(0, |case| case.metrics.len());
    let rows = content(area);
    let seen = percent(
        app.overlays.metric.top,
        app.overlays.metric.page.len(),
        usize::from(rows.height),
    );
    let place = match (count, seen.as_str()) {
        (0, _) => String::new(),
        (_, "") => format!("{}/{count}", app.reading.metrics.selected() + 1),
        (_, seen) => format!("{}/{count} {seen}", app.reading.metrics.selected() + 1),
    };
    Title {
        left: &with_place(labels.metric, app),
        right: &place,
        focused: !app.overlays.metric.on_ranking,
    }
    .render(&app.ui.theme, area, buf);
    if count == 0 {
        let line = Drawn::styled(format!(" {}", labels.no_metrics), app.ui.theme.dim);
        put(&line, rows, 0, buf);
    }
    let inside = super::spans::offset(rows, 1, 0);
    for (row, line) in (0..rows.height).zip(
        app.overlays
            .metric
            .page
            .iter()
            .skip(app.overlays.metric.top),
    ) {
        put(&drawn(line, &app.ui.theme), inside, row, buf);
    }
}
