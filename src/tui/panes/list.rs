//! The list: one row a case.
//!
//! ```text
//! >!“三化”统管助推街镇合法性审查全覆盖   江阳区  2023  泸州市江阳区人民政府
//! ││└ title, with what matches           └ as room allows: region, latest year, organ
//! │└ the case has notices
//! └ the case under the cursor
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::bundle::Case;
use crate::search::highlight;
use crate::text::{fit, width};
use crate::tui::App;
use crate::tui::keymap::Mode;
use crate::tui::labels::Labels;
use crate::tui::layout::{Pane, content};
use crate::tui::theme::{NOTICE_MARK, SELECTED_MARK, Theme};

use super::scroll::{Step, top_for};
use super::spans::{Title, highlighted, put};

/// Which row is selected and which is the first in view, as positions in the list of hits.
#[derive(Debug, Clone, Default)]
pub(in crate::tui) struct ListPane {
    pub selected: usize,
    top: usize,
}

impl ListPane {
    pub fn step(&mut self, step: Step, count: usize, rows: usize) {
        self.selected = step.from(self.selected, count, rows);
    }

    pub fn select(&mut self, position: usize) {
        self.selected = position;
    }

    pub fn keep_in_view(&mut self, count: usize, rows: usize) {
        self.selected = self.selected.min(count.saturating_sub(1));
        self.top = top_for(self.top, self.selected..self.selected + 1, count, rows);
    }
}

/// The cells of the columns beside the title; 0 for one that has no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Columns {
    title: usize,
    region: usize,
    year: usize,
    organ: usize,
}

/// The cells of the marks before a title.
const MARKS: usize = 2;
/// The blank cells behind a row.
const END: usize = 1;
/// A title is not cut below this many cells for the sake of another column.
const TITLE_LEAST: usize = 24;
/// Most titles are whole in this many cells; the organ comes only after that.
const TITLE_WHOLE: usize = 40;
const REGION: usize = 8;
const YEAR: usize = 4;
const ORGAN: usize = 22;

impl Columns {
    fn of(cells: usize) -> Self {
        let mut title = cells.saturating_sub(MARKS + END);
        let mut give = |cells: usize, title_least: usize| {
            // One cell more parts the column from what is to its left.
            if title > title_least + cells {
                title -= cells + 1;
                cells
            } else {
                0
            }
        };
        let region = give(REGION, TITLE_LEAST);
        let year = if region > 0 {
            give(YEAR, TITLE_LEAST)
        } else {
            0
        };
        let organ = if year > 0 {
            give(ORGAN, TITLE_WHOLE)
        } else {
            0
        };
        Self {
            title,
            region,
            year,
            organ,
        }
    }
}

/// Draws the list.
pub(in crate::tui) fn render(app: &App, area: Rect, buf: &mut Buffer) {
    let labels = Labels::of(app.lang);
    let focused = app.focus == Pane::List && app.mode != Mode::Help;
    let count = format!(
        "{} {}/{}",
        labels.cases,
        app.hits.len(),
        app.bundle.cases.len()
    );
    let filter = if app.prompt.is_empty() {
        String::new()
    } else {
        format!("/{}", app.prompt.text())
    };
    Title {
        left: &count,
        right: &filter,
        focused,
    }
    .render(&app.theme, area, buf);
    let rows = content(area);
    if app.hits.is_empty() {
        render_empty(app, labels, rows, buf);
        return;
    }
    let columns = Columns::of(usize::from(rows.width));
    let shown = app.hits.iter().enumerate().skip(app.list.top);
    for ((position, hit), row) in shown.zip(0..rows.height) {
        let Some(case) = app.bundle.cases.get(hit.case) else {
            continue;
        };
        let selected = position == app.list.selected;
        let style = match (selected, focused) {
            (true, true) => app.theme.selected,
            (true, false) => app.theme.remembered,
            (false, _) => Style::new(),
        };
        let texts = texts(app, case, columns);
        let mut spans = vec![
            Span::raw(if selected { SELECTED_MARK } else { " " }),
            notice_mark(case, style, &app.theme),
        ];
        spans.extend(column_spans(app, &texts, columns, style));
        put(&Line::from(spans).style(style), rows, row, buf);
    }
}

fn render_empty(app: &App, labels: &Labels, rows: Rect, buf: &mut Buffer) {
    if app.bundle.cases.is_empty() {
        put(
            &Line::from(format!("  {}", labels.empty_bundle)),
            rows,
            1,
            buf,
        );
    } else if !app.query.is_empty() {
        put(
            &Line::from(format!("  {}", labels.nothing_found)),
            rows,
            1,
            buf,
        );
        put(
            &Line::styled(format!("  {}", labels.clear_hint), app.theme.dim),
            rows,
            2,
            buf,
        );
    }
}

/// The columns of a row, each cut to its cells.
fn texts(app: &App, case: &Case, columns: Columns) -> [String; 4] {
    let year = case
        .years
        .iter()
        .max()
        .map_or_else(String::new, u16::to_string);
    [
        fit(case.title.get(app.lang), columns.title),
        fit(case.region.short(), columns.region),
        fit(&year, columns.year),
        fit(&case.organ, columns.organ),
    ]
    .map(std::borrow::Cow::into_owned)
}

fn notice_mark(case: &Case, style: Style, theme: &Theme) -> Span<'static> {
    let mark = if case.notices.is_empty() {
        " "
    } else {
        NOTICE_MARK
    };
    Span::styled(mark, style.patch(theme.notice))
}

/// The columns of a row in their widths, with what matches the query highlighted.
fn column_spans<'a>(
    app: &App,
    texts: &'a [String; 4],
    columns: Columns,
    style: Style,
) -> Vec<Span<'a>> {
    let hits = highlight(&texts.each_ref().map(String::as_str), &app.query);
    let widths = [columns.title, columns.region, columns.year, columns.organ];
    let mut spans = Vec::new();
    for (at, ((text, cells), hits)) in texts.iter().zip(widths).zip(&hits).enumerate() {
        if cells == 0 {
            continue;
        }
        if at > 0 {
            spans.push(Span::raw(" "));
        }
        let base = if at == 0 {
            style
        } else {
            app.theme.dim.patch(style)
        };
        spans.extend(highlighted(text, 0..text.len(), hits, base, app.theme.hit));
        spans.push(Span::raw(" ".repeat(cells.saturating_sub(width(text)))));
    }
    spans
}
