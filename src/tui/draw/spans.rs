//! Highlighted text as spans of ratatui, and the title row that every pane has.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::present::ParagraphKind;
use crate::text::{ELLIPSIS, fit, pad, prefix, view as view_of, width};
use crate::tui::theme::Theme;

/// The byte range `range` of a text as spans: `hits` in the style `hit`, the rest in `base`. `hits` are byte ranges of
/// the whole text, in order.
pub(crate) fn highlighted<'a>(
    text: &'a str,
    range: Range<usize>,
    hits: &[Range<usize>],
    base: Style,
    hit: Style,
) -> Vec<Span<'a>> {
    let marks = hits.iter().map(|found| (found.clone(), hit));
    marked(text, range, marks, base)
}

/// The byte range `range` of a text as spans: each of `marks` in its own style, the rest in `base`. `marks` are byte
/// ranges of the whole text, in order; of overlapping ones the first wins.
pub(crate) fn marked(
    text: &str,
    range: Range<usize>,
    marks: impl IntoIterator<Item = (Range<usize>, Style)>,
    base: Style,
) -> Vec<Span<'_>> {
    let mut spans = Vec::new();
    let mut at = range.start;
    let mut push = |part: Range<usize>, style: Style| {
        if let Some(part) = text.get(part).filter(|part| !part.is_empty()) {
            spans.push(Span::styled(part, style));
        }
    };
    for (found, style) in marks {
        let (start, end) = (
            found.start.clamp(at, range.end),
            found.end.clamp(at, range.end),
        );
        if start < end {
            push(at..start, base);
            push(start..end, base.patch(style));
            at = end;
        }
    }
    push(at..range.end, base);
    spans
}

/// A name in exactly `cells` cells, padded, with its first hit in view and hits in the style `hit`. If it is too long, a
/// third of the cells shows its beginning, so that it can be recognised.
pub(crate) fn clipped_name(
    text: &str,
    hits: &[Range<usize>],
    cells: usize,
    base: Style,
    hit: Style,
) -> Vec<Span<'static>> {
    /// A shorter beginning, in cells, would identify nothing.
    const LEAST: usize = 6;
    let seen = hits.first().cloned().unwrap_or(0..0);
    let beginning = cells / 3;
    if beginning < LEAST || !view_of(text, seen, cells).cut_before {
        return clipped(text, hits, cells, base, hit);
    }
    let beginning = prefix(text, beginning).trim_end();
    let mut spans = vec![Span::styled(beginning.to_owned(), base)];
    spans.extend(clipped(text, hits, cells - width(beginning), base, hit));
    spans
}

/// A text in exactly `cells` cells, padded, with its first hit in view and hits in the style `hit`. `…` stands for what
/// is cut at either end.
pub(crate) fn clipped(
    text: &str,
    hits: &[Range<usize>],
    cells: usize,
    base: Style,
    hit: Style,
) -> Vec<Span<'static>> {
    let seen = hits.first().cloned().unwrap_or(0..0);
    let mut spans = Vec::new();
    let view = view_of(text, seen, cells);
    if view.cut_before {
        spans.push(Span::styled(ELLIPSIS, base));
    }
    let part = highlighted(text, view.range.clone(), hits, base, hit);
    spans.extend(
        part.into_iter()
            .map(|span| Span::styled(span.content.into_owned(), span.style)),
    );
    if view.cut_after {
        spans.push(Span::styled(ELLIPSIS, base));
    }
    let used: usize = spans.iter().map(|span| width(&span.content)).sum();
    spans.push(Span::raw(" ".repeat(cells.saturating_sub(used))));
    spans
}

/// The title row of a pane.
pub(crate) struct Title<'a> {
    /// The name of the pane, with counts.
    pub left: &'a str,
    /// The position in the pane; cut first if both do not fit.
    pub right: &'a str,
    pub focused: bool,
}

impl Title<'_> {
    pub fn render(&self, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let style = if self.focused {
            theme.focused
        } else {
            theme.pane
        };
        let cells = usize::from(area.width);
        let left = format!(" {} ", self.left);
        let room = cells.saturating_sub(width(&left) + 1);
        let right = if self.right.is_empty() {
            String::new()
        } else {
            format!("{} ", fit(self.right, room))
        };
        let text = pad(&left, cells.saturating_sub(width(&right))) + &right;
        put(&Line::styled(text, style), area, 0, buf);
    }
}

/// An area without its first `columns` cells at the left and `rows` rows at the top.
pub(crate) fn offset(area: Rect, columns: usize, rows: usize) -> Rect {
    let columns = u16::try_from(columns).unwrap_or(u16::MAX).min(area.width);
    let rows = u16::try_from(rows).unwrap_or(u16::MAX).min(area.height);
    Rect::new(
        area.x + columns,
        area.y + rows,
        area.width - columns,
        area.height - rows,
    )
}

/// Draws a line in row `row` of an area, counted from 0, clipped to the area and the buffer.
pub(crate) fn put(line: &Line, area: Rect, row: u16, buf: &mut Buffer) {
    let area = area.intersection(*buf.area());
    if row < area.height {
        buf.set_line(area.x, area.y + row, line, area.width);
    }
}

/// The style of a paragraph.
pub(crate) fn style_of(kind: ParagraphKind, theme: &Theme) -> Style {
    match kind {
        ParagraphKind::Title => theme.title,
        ParagraphKind::Subtitle => theme.dim,
        ParagraphKind::Heading => theme.heading,
        ParagraphKind::Notice => theme.notice,
        ParagraphKind::Fact | ParagraphKind::Body | ParagraphKind::Item | ParagraphKind::Gap => {
            Style::new()
        }
    }
}
