//! Two to four cases beside each other; where there is no room for columns, one below the other.
//!
//! ```text
//!  对比                                                          60%
//!             A 商业区矛盾纠纷多元化解…   B 打造法律服务综合体…
//!  ≠ 机关      龙马潭区委政法委            古蔺县司法局
//!  = 类别      案例                        案例
//!  参与单位数  14 个                       14 个
//!              ██████████                  ██████████
//!              相差 0 个
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::present::{Glyphs, Labels, Row, RowKind, Writing};
use crate::text::{fit, pad, width, wrap};
use crate::tui::input::event::Size;
use crate::tui::state::app::App;
use crate::tui::state::layout::content;

use super::spans::{Title, offset, put};
use crate::tui::chart::metric_block::{Line, Tone, drawn};
use crate::tui::chart::sparkline::along;
use crate::tui::state::scroll::{Step, percent};

/// Cases beside each other, laid out.
#[derive(Debug, Clone, Default)]
pub(crate) struct ComparePane {
    cases: Vec<usize>,
    /// What stays while the rest is scrolled.
    head: Vec<Line>,
    lines: Vec<Line>,
    top: usize,
    made_for: Option<Beside>,
}

/// What a layout depends on: which of the cases are at hand, how they are written, and how much room there is.
pub(crate) type Beside = (Vec<usize>, Writing, Size);

/// A column of fewer cells than this would break every name.
const NARROWEST: usize = 22;
/// The cells before a label: whether cases differ.
const MARK: usize = 2;
/// A label takes no more than this beside columns.
const LABEL: usize = 16;
/// A bar takes no more than this.
const BAR: usize = 12;

impl ComparePane {
    pub fn cases(&self) -> &[usize] {
        &self.cases
    }

    pub fn set_cases(&mut self, cases: Vec<usize>) {
        (self.cases, self.top) = (cases, 0);
    }

    pub fn step(&mut self, step: Step, rows: usize) {
        let rows = rows.saturating_sub(self.head.len());
        self.top = step.scrolled(self.top, self.lines.len(), rows);
    }

    /// Whether it is laid out for this.
    pub fn is_made_for(&self, beside: &Beside) -> bool {
        self.made_for.as_ref() == Some(beside)
    }

    /// Lays rows of cases with these titles out.
    pub fn lay_out(&mut self, titles: &[String], rows: &[Row], beside: Beside) {
        let (_, Writing { glyphs, .. }, size) = beside;
        let cells = usize::from(size.width).saturating_sub(2);
        let labels = rows.iter().filter(|row| !row.cells.is_empty());
        let label = labels.map(|row| width(&row.label)).max().unwrap_or(0);
        let label = label.min(LABEL) + MARK + 2;
        let column = cells.saturating_sub(label) / titles.len().max(1);
        let columns = Columns { label, column };
        let head = titles.iter().enumerate();
        let head = head.map(|(at, title)| format!("{} {title}", letter(at)));
        let head: Vec<String> = head.collect();
        (self.head, self.lines) = if column >= NARROWEST {
            let mut line = vec![(pad("", label), Tone::Plain)];
            let titles = head
                .iter()
                .map(|title| pad(&fit(title, column - 2), column));
            line.extend(titles.map(|title| (title, Tone::Label)));
            let lines = rows
                .iter()
                .flat_map(|row| columns.lines(row, glyphs, cells));
            (vec![line], lines.collect())
        } else {
            let titles = head.iter();
            let titles = titles.map(|title| vec![(fit(title, cells).into_owned(), Tone::Label)]);
            let lines = rows.iter().flat_map(|row| stacked(row, glyphs, cells));
            (titles.collect(), lines.collect())
        };
        let rows = usize::from(size.height).saturating_sub(self.head.len());
        self.top = self.top.min(self.lines.len().saturating_sub(rows));
        self.made_for = Some(beside);
    }
}

/// By what a case is called beside others.
fn letter(at: usize) -> char {
    ['A', 'B', 'C', 'D'].get(at).copied().unwrap_or('?')
}

/// Whether a row says the same of all cases, as a tone.
fn tone(kind: &RowKind) -> Tone {
    match kind {
        RowKind::Same => Tone::Remark,
        RowKind::Different | RowKind::Text | RowKind::Heading => Tone::Plain,
        RowKind::Compared(..) => Tone::Value,
    }
}

/// A bar for a part of the largest.
fn bar(row: &Row, at: usize, glyphs: Glyphs, cells: usize) -> Option<String> {
    let RowKind::Compared(parts, _) = &row.kind else {
        return None;
    };
    let part = parts.get(at).copied().flatten()?;
    #[expect(clippy::cast_precision_loss, reason = "a dozen cells")]
    let cells = cells as f64;
    Some(along(glyphs, 0.0, part * cells))
}

/// The lines of a text, each of its own lines wrapped.
fn wrapped(text: &str, cells: usize) -> Vec<String> {
    let lines = text.lines();
    let parts = lines.flat_map(|line| {
        let ranges = wrap(line, cells).into_iter();
        ranges.map(move |range| line.get(range).unwrap_or_default().to_owned())
    });
    parts.collect()
}

fn heading(row: &Row) -> Vec<Line> {
    vec![Vec::new(), vec![(row.label.clone(), Tone::Heading)]]
}

/// By how much compared values differ, behind so many cells.
fn difference(row: &Row, before: usize) -> Option<Line> {
    match &row.kind {
        RowKind::Compared(_, difference) => Some(vec![
            (pad("", before), Tone::Plain),
            (difference.clone(), Tone::Remark),
        ]),
        RowKind::Same | RowKind::Different | RowKind::Text | RowKind::Heading => None,
    }
}

/// A text with what it means.
type Piece = (String, Tone);

/// The columns: the labels, and one for each case.
struct Columns {
    label: usize,
    column: usize,
}

impl Columns {
    fn lines(&self, row: &Row, glyphs: Glyphs, cells: usize) -> Vec<Line> {
        if row.kind == RowKind::Heading {
            return heading(row);
        }
        if row.cells.is_empty() {
            let lines = wrapped(&row.label, cells).into_iter();
            return lines.map(|line| vec![(line, Tone::Remark)]).collect();
        }
        let tone = tone(&row.kind);
        let labels = wrapped(&row.label, self.label - MARK - 2);
        let texts = row.cells.iter().enumerate().map(|(at, cell)| {
            let mut lines: Vec<Piece> = wrapped(cell, self.column - 2)
                .into_iter()
                .map(|line| (line, tone))
                .collect();
            let room = (self.column - 2).min(BAR);
            lines.extend(bar(row, at, glyphs, room).map(|bar| (bar, Tone::Bar)));
            lines
        });
        let texts: Vec<Vec<Piece>> = texts.collect();
        let count = texts.iter().map(Vec::len).chain([labels.len()]).max();
        let line = |at: usize| {
            let label = labels.get(at).map_or("", String::as_str);
            let mark = if at == 0 { mark(row, glyphs) } else { "" };
            let mut line = vec![
                (pad(mark, MARK), label_tone(row)),
                (pad(label, self.label - MARK), label_tone(row)),
            ];
            line.extend(texts.iter().map(|lines| {
                let (text, tone) = lines.get(at).cloned().unwrap_or((String::new(), tone));
                (pad(&text, self.column), tone)
            }));
            line
        };
        let mut lines: Vec<Line> = (0..count.unwrap_or(0)).map(line).collect();
        lines.extend(difference(row, self.label));
        lines
    }
}

/// What differs stands out.
fn label_tone(row: &Row) -> Tone {
    match row.kind {
        RowKind::Different => Tone::Label,
        RowKind::Same | RowKind::Compared(..) | RowKind::Text | RowKind::Heading => Tone::Remark,
    }
}

/// Whether cases differ.
fn mark(row: &Row, glyphs: Glyphs) -> &'static str {
    let [same, differs] = glyphs.signs().same;
    match row.kind {
        RowKind::Same => same,
        RowKind::Different => differs,
        RowKind::Compared(..) | RowKind::Text | RowKind::Heading => "",
    }
}

/// The cells one below the other.
fn stacked(row: &Row, glyphs: Glyphs, cells: usize) -> Vec<Line> {
    if row.kind == RowKind::Heading {
        return heading(row);
    }
    let tone = tone(&row.kind);
    let label = format!("{} {}", mark(row, glyphs), row.label);
    let labels = wrapped(label.trim_start(), cells).into_iter();
    let labels = labels.map(|line| vec![(line, label_tone(row))]);
    let mut lines: Vec<Line> = labels.collect();
    let same = row.kind == RowKind::Same;
    let shown = if same { 1 } else { row.cells.len() };
    for (at, cell) in row.cells.iter().enumerate().take(shown) {
        for (line, text) in wrapped(cell, cells.saturating_sub(4))
            .into_iter()
            .enumerate()
        {
            let before = match (line, same) {
                (0, false) => format!("  {} ", letter(at)),
                _ => "    ".to_owned(),
            };
            let mut pieces = vec![(before, Tone::Plain), (text.clone(), tone)];
            let room = cells.saturating_sub(5 + width(&text)).min(BAR);
            let bar = bar(row, at, glyphs, room).filter(|_| line == 0);
            pieces.extend(bar.map(|bar| (format!(" {bar}"), Tone::Bar)));
            lines.push(pieces);
        }
    }
    lines.extend(difference(row, 4));
    lines
}

/// Draws the cases over the whole area.
pub(crate) fn render(app: &App, area: Rect, buf: &mut Buffer) {
    let pane = &app.comparison;
    let rows = content(area);
    let seen = usize::from(rows.height).saturating_sub(pane.head.len());
    let percent = percent(pane.top, pane.lines.len(), seen);
    Title {
        left: Labels::of(app.lang).compare,
        right: &percent,
        focused: true,
    }
    .render(&app.theme, area, buf);
    let inside = offset(rows, 1, 0);
    let lines = pane.head.iter().chain(pane.lines.iter().skip(pane.top));
    for (row, line) in (0..inside.height).zip(lines) {
        put(&drawn(line, &app.theme), inside, row, buf);
    }
}
