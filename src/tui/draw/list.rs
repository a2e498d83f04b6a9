//! The list: one row a case, under the headings of its groups.
//!
//! ```text
//! ▾ 泸州市首届法治政府建设创新实践案例                                                12
//! >!“三化”统管助推街镇合法性审查全覆盖   江阳区  2023  泸州市江阳区人民政府
//! ││└ title, with what matches           └ as room allows: region, latest year, organ
//! │└ the case has notices
//! └ the cursor; the column of marks follows, if there is one
//!     正文：……实现合法性审查全覆盖……                       a snippet, if the row does not show what matched
//! ▸ 自贡市……                                                                          18
//! └ a folded group, where the cursor stops
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::bundle::Case;
use crate::present::Labels;
use crate::text::{fit, pad, width};
use crate::tui::input::mode::Mode;
use crate::tui::state::app::App;
use crate::tui::state::layout::{Pane, content};
use crate::tui::state::list_columns::{Columns, END, MARKS, names};
use crate::tui::state::outline::{Group, Row};
use crate::tui::theme::{NOTICE_MARK, SELECTED_MARK, Theme};

use super::counts::count;
use super::snippet::render_snippet;
use super::spans::{Title, clipped_name, offset, put};

/// Draws the list.
pub(crate) fn render(app: &App, area: Rect, buf: &mut Buffer) {
    let labels = Labels::of(app.ui.lang);
    let focused = app.input.focus == Pane::List && app.mode() != Mode::Help;
    let right = if app.input.prompt.is_empty() {
        let group = app.results.list.group_above();
        group.map_or_else(String::new, |group| app.group_title(group))
    } else {
        format!("/{}", app.input.prompt.text())
    };
    let cells = usize::from(area.width).saturating_sub(2);
    Title {
        left: &count(app, labels, cells),
        right: &right,
        focused,
    }
    .render(&app.ui.theme, area, buf);
    let rows = content(area);
    if app.results.hits.is_empty() {
        render_empty(app, labels, rows, buf);
        return;
    }
    // The column of marks, if there is one, is taken from the cells of the others.
    let cells = usize::from(rows.width).saturating_sub(usize::from(app.marks_cases()));
    let columns = Columns::of(cells);
    for (row, at) in (0..rows.height).zip(app.results.list.top..) {
        let Some(item) = app.results.list.outline.row(at) else {
            break;
        };
        let selected = app.results.list.selected == at;
        let style = match (selected, focused) {
            (true, true) => app.ui.theme.selected,
            (true, false) => app.ui.theme.remembered,
            (false, _) => Style::new(),
        };
        let mark = if selected { SELECTED_MARK } else { " " };
        let mark = Span::raw(format!("{mark}{}", app.mark_of(&item)));
        let spans = match &item {
            Row::Group(group) => {
                let heading = heading(app, group, cells.saturating_sub(1 + END));
                vec![mark, Span::styled(heading, app.ui.theme.heading)]
            }
            Row::Case(place) => {
                let depth = app.results.list.outline.depth(at);
                let mut spans = vec![mark];
                spans.extend(case_spans(app, *place, depth, columns, style));
                spans
            }
            Row::Snippet(place) => {
                let indent = width(&indent(app.results.list.outline.depth(at))) + MARKS;
                render_snippet(app, *place, offset(rows, indent, usize::from(row)), buf);
                continue;
            }
        };
        put(&Line::from(spans).style(style), rows, row, buf);
    }
}

/// The indent of a row within `depth` groups.
fn indent(depth: usize) -> String {
    const CELLS: usize = 2;
    /// Deeper groups are indented no further, so that titles keep their room.
    const DEEPEST: usize = 4;
    pad("", depth.min(DEEPEST) * CELLS)
}

/// The heading of a group in `cells` cells: the fold sign, its title, and the number of hits in it.
fn heading(app: &App, group: &Group, cells: usize) -> String {
    let count = format!(" {}", group.places.len());
    let signs = app.ui.theme.glyphs.signs();
    let fold = if group.folded {
        signs.folded
    } else {
        signs.unfolded
    };
    let title = format!("{}{fold}{}", indent(group.depth), app.group_title(group));
    let room = cells.saturating_sub(width(&count));
    pad(&fit(&title, room), room) + &count
}

/// Draws why the list is empty.
fn render_empty(app: &App, labels: &Labels, rows: Rect, buf: &mut Buffer) {
    if app.library.catalogue.is_empty() && app.library.loading.progress().is_some() {
        // The title shows the progress.
    } else if app.library.catalogue.is_empty() {
        put(
            &Line::from(format!("  {}", labels.empty_bundle)),
            rows,
            1,
            buf,
        );
    } else if !app.results.query.is_empty() {
        put(
            &Line::from(format!("  {}", labels.nothing_found)),
            rows,
            1,
            buf,
        );
        put(
            &Line::styled(format!("  {}", labels.clear_hint), app.ui.theme.dim),
            rows,
            2,
            buf,
        );
    }
}

fn notice_mark(case: &Case, style: Style, theme: &Theme) -> Span<'static> {
    let mark = if case.notices.is_empty() {
        " "
    } else {
        NOTICE_MARK
    };
    Span::styled(mark, style.patch(theme.notice))
}

/// The row of a case: the mark of notices and the columns, matches highlighted. A title that is too long shows its
/// beginning and its first match.
fn case_spans(
    app: &App,
    place: usize,
    depth: usize,
    columns: Columns,
    style: Style,
) -> Vec<Span<'static>> {
    let indent = indent(depth.saturating_sub(1));
    let columns = Columns {
        title: columns.title.saturating_sub(width(&indent)),
        ..columns
    };
    let case = app
        .results
        .case_at(place)
        .and_then(|case| app.library.cases.get(case));
    let Some(case) = case else {
        let label = Labels::of(app.ui.lang).unreadable_case;
        return vec![Span::raw(format!("{indent} {label}"))];
    };
    let mut spans = vec![Span::raw(indent), notice_mark(case, style, &app.ui.theme)];
    let names = names(case, app.ui.lang);
    let matches = app.results.matches.get(&place);
    for (at, ((_, text), cells)) in names.iter().zip(columns.cells()).enumerate() {
        if cells == 0 {
            continue;
        }
        if at > 0 {
            spans.push(Span::raw(" "));
        }
        let base = if at == 0 {
            style
        } else {
            app.ui.theme.dim.patch(style)
        };
        let hits = matches.and_then(|matches| matches.columns.get(at));
        let hits = hits.map_or(&[][..], Vec::as_slice);
        spans.extend(clipped_name(text, hits, cells, base, app.ui.theme.hit));
    }
    spans
}
