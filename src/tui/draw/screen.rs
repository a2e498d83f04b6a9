//! The whole screen: the panes at their places. Draws the model and changes nothing.

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

/// What draws a pane.
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
    // The terminal may be smaller by now than the model has been told.
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

/// Draws the panes beside each other, or the facets in the place of some.
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
