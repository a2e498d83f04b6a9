//! Comparison of two to four cases as lines: columns side by side, or stacked if there is no room.

use crate::present::{Glyphs, Row, RowKind};
use crate::text::{fit, pad, width, wrap};

use super::line::{Line, Tone};
use super::sparkline::along;

/// Fewest cells of a column; in fewer, every name would wrap.
const NARROWEST: usize = 22;
/// Cells before a label, for the sign that says whether cases differ.
const MARK: usize = 2;
/// Most cells of a label beside columns.
const LABEL: usize = 16;
/// Longest bar, in cells.
const BAR: usize = 12;

/// A comparison as lines of at most `cells` cells: the head, which does not scroll, and the rest, which does.
pub(crate) fn comparison_table(
    titles: &[String],
    rows: &[Row],
    glyphs: Glyphs,
    cells: usize,
) -> (Vec<Line>, Vec<Line>) {
    let labels = rows.iter().filter(|row| !row.cells.is_empty());
    let label = labels.map(|row| width(&row.label)).max().unwrap_or(0);
    let label = label.min(LABEL) + MARK + 2;
    let column = cells.saturating_sub(label) / titles.len().max(1);
    let columns = ComparisonColumns { label, column };
    let head = titles.iter().enumerate();
    let head = head.map(|(at, title)| format!("{} {title}", letter(at)));
    if column < NARROWEST {
        let titles = head.map(|title| vec![(fit(&title, cells).into_owned(), Tone::Label)]);
        let lines = rows.iter().flat_map(|row| stacked(row, glyphs, cells));
        return (titles.collect(), lines.collect());
    }
    let mut line = vec![(pad("", label), Tone::Plain)];
    line.extend(head.map(|title| (pad(&fit(&title, column - 2), column), Tone::Label)));
    let lines = rows
        .iter()
        .flat_map(|row| columns.lines(row, glyphs, cells));
    (vec![line], lines.collect())
}

/// The letter that stands for a case.
fn letter(at: usize) -> char {
    ['A', 'B', 'C', 'D'].get(at).copied().unwrap_or('?')
}

/// Tone of a row's cells; facts that are the same for all cases are dim.
fn tone(kind: &RowKind) -> Tone {
    match kind {
        RowKind::Same => Tone::Remark,
        RowKind::Different | RowKind::Text | RowKind::Heading => Tone::Plain,
        RowKind::Compared(..) => Tone::Value,
    }
}

/// The bar of case `at`, at most `cells` cells long; `None` unless the row is compared and the value known.
fn bar(row: &Row, at: usize, glyphs: Glyphs, cells: usize) -> Option<String> {
    let RowKind::Compared(parts, _) = &row.kind else {
        return None;
    };
    let part = parts.get(at).copied().flatten()?;
    #[expect(clippy::cast_precision_loss, reason = "a dozen cells")]
    let cells = cells as f64;
    Some(along(glyphs, 0.0, part * cells))
}

/// Wraps each line of a text to `cells` cells.
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

/// The difference of compared values as a line, after `before` cells.
fn difference(row: &Row, before: usize) -> Option<Line> {
    match &row.kind {
        RowKind::Compared(_, difference) => Some(vec![
            (pad("", before), Tone::Plain),
            (difference.clone(), Tone::Remark),
        ]),
        RowKind::Same | RowKind::Different | RowKind::Text | RowKind::Heading => None,
    }
}

/// A text with its tone.
type Piece = (String, Tone);

/// Column widths, in cells: the labels, and each case.
struct ComparisonColumns {
    label: usize,
    column: usize,
}

impl ComparisonColumns {
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

/// Tone of a row's label; facts that differ stand out.
fn label_tone(row: &Row) -> Tone {
    match row.kind {
        RowKind::Different => Tone::Label,
        RowKind::Same | RowKind::Compared(..) | RowKind::Text | RowKind::Heading => Tone::Remark,
    }
}

/// The sign before a row that says whether cases differ.
fn mark(row: &Row, glyphs: Glyphs) -> &'static str {
    let [same, differs] = glyphs.signs().same;
    match row.kind {
        RowKind::Same => same,
        RowKind::Different => differs,
        RowKind::Compared(..) | RowKind::Text | RowKind::Heading => "",
    }
}

/// A row with its cases one below the other.
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
