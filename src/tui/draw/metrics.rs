//! The metrics of the case under the cursor, one block of lines a metric, drawn by `chart`.
//!
//! ```text
//!  指标                                 1/5
//!  参与单位数                         14 个     the selected metric
//!  矛盾纠纷化解率  98.1% → 99.4%     +1.3
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::present::Labels;
use crate::tui::input::mode::Mode;
use crate::tui::state::app::App;
use crate::tui::state::layout::{Pane, content};

use super::spans::{Title, put};

/// Draws the metrics.
pub(crate) fn render(app: &App, area: Rect, buf: &mut Buffer) {
    let labels = Labels::of(app.ui.lang);
    let focused = app.input.focus == Pane::Metrics && app.mode() == Mode::Browse;
    let pane = &app.reading.metrics;
    let count = pane.layout.blocks.len();
    let place = if count == 0 {
        String::new()
    } else {
        format!("{}/{count}", pane.selected + 1)
    };
    Title {
        left: labels.metrics,
        right: &place,
        focused,
    }
    .render(&app.ui.theme, area, buf);
    let rows = content(area);
    if count == 0 && app.selected_case().is_some() {
        put(
            &Line::styled(format!(" {}", labels.no_metrics), app.ui.theme.dim),
            rows,
            0,
            buf,
        );
    }
    // The metric that the query is about is marked even without the focus.
    let marked = match (focused, pane.layout.looked_for.first().is_some()) {
        (true, _) => Some(app.ui.theme.selected),
        (false, true) => Some(app.ui.theme.title),
        (false, false) => None,
    };
    let blocks = pane.layout.blocks.iter().enumerate();
    let lines = blocks.flat_map(|(at, block)| {
        let marked = marked.filter(|_| at == pane.selected);
        (0..block.height()).map(move |row| block.line(row, marked, &app.ui.theme))
    });
    for (row, line) in (0..rows.height).zip(lines.skip(pane.top)) {
        put(&line, rows, row, buf);
    }
}
