//! The whole screen: panes, the overlay that covers them, and the status row.
//!
//! ```text
//!  案例 83/83            龙马潭区 │ 正文 6/83                      60%
//! ▾ 泸州市首届法治政府建设…   12 │ “三化”统管助推街镇合法性审查…
//! >  “三化”统管助推街镇…  江阳区 │ ……                                  list │ reader or passage
//!    商业区矛盾纠纷多元化…  龙马潭区 │ ────────────────────────────
//! ▸ 自贡市……                  18 │ 指标                            1/5
//!                                 │ 参与单位数                    14 个    metrics
//!  / 筛选  Enter 打开  ? 帮助                                            status or prompt
//! ```
//!
//! A narrow window shows one pane. Metric view, comparison, overview and help cover all panes; facets cover reader and
//! metrics; candidates cover rows above the prompt.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::present::Labels;
use crate::tui::input::mode::Mode;
use crate::tui::state::app::App;
use crate::tui::state::layout::Layout;

use super::candidates::render as render_candidates;
use super::compare::render as render_comparison;
use super::facets::render as render_facets;
use super::help::render as render_help;
use super::list::render as render_list;
use super::metric_view::render as render_metric_view;
use super::metrics::render as render_metrics;
use super::overview::render as render_overview;
use super::passage::render as render_passage;
use super::reader::render as render_reader;
use super::status::render as render_status;

/// The function that draws a pane.
type Render = fn(&App, Rect, &mut Buffer);

/// Draws the browser.
pub fn render(app: &App, frame: &mut Frame) {
    let Some(layout) = app.ui.layout else {
        let line = Line::from(Labels::of(app.ui.lang).too_small);
        let area = frame.area();
        if !area.is_empty() {
            frame
                .buffer_mut()
                .set_line(area.x, area.y, &line, area.width);
        }
        return;
    };
    // The terminal may have shrunk since the last resize event.
    let seen = frame.area();
    let body = app.ui.body().intersection(seen);
    if app.mode() == Mode::Help {
        render_help(app, body, frame.buffer_mut());
    } else if app.mode() == Mode::Metric {
        render_metric_view(app, body, frame.buffer_mut());
    } else if app.mode() == Mode::Compare {
        render_comparison(app, body, frame.buffer_mut());
    } else if app.mode() == Mode::Overview {
        render_overview(app, body, frame.buffer_mut());
    } else {
        render_panes(app, &layout, seen, frame.buffer_mut());
    }
    let status = layout.status.intersection(seen);
    if !status.is_empty() {
        render_status(app, status, frame);
    }
}

/// Draws the panes, or list and facets while the facets are open.
fn render_panes(app: &App, layout: &Layout, seen: Rect, buf: &mut Buffer) {
    let panes: [(Rect, Render); 3] = [
        (layout.list, render_list),
        (
            layout.reader,
            if app.reads_passage() {
                render_passage
            } else {
                render_reader
            },
        ),
        (layout.metrics, render_metrics),
    ];
    let facets: [(Rect, Render); 2] = [
        (layout.list_beside_facets(), render_list),
        (layout.facets(), render_facets),
    ];
    let panes = if app.mode() == Mode::Facets {
        facets.as_slice()
    } else {
        panes.as_slice()
    };
    for (area, render) in panes {
        let area = area.intersection(seen);
        if !area.is_empty() {
            render(app, area, buf);
        }
    }
    let divider = layout.divider.intersection(seen);
    for row in divider.rows() {
        buf.set_string(
            row.x,
            row.y,
            app.ui.theme.glyphs.signs().divider,
            app.ui.theme.dim,
        );
    }
    if app.mode() == Mode::Complete {
        render_candidates(app, layout.body().intersection(seen), buf);
    }
}
