//! The full-screen view of a metric: its chart, and the ranking of its indicator; side by side if there is room, else one
//! at a time.
//!
//! ```text
//!  指标 6/83                   1/5 │ 矛盾纠纷化解率                4/4 按数值
//!  矛盾纠纷化解率  99.5%           │>    1  99.5%  █████████  自贡市   2020
//!  ████████████████████            │ ◆   2  99.4%  ████████▉  漳州市   2022
//!  原文                            │
//!  …… the sentences quoted         │  the ranking, drawn by `ranking`
//!  the other metrics of the case   │
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line as Drawn;

use crate::present::Labels;
use crate::tui::chart::line::drawn;
use crate::tui::state::app::App;
use crate::tui::state::layout::content;
use crate::tui::state::scroll::percent;

use super::counts::with_position;
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
        left: &with_position(labels.metric, app),
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
