//! Text with highlights as ratatui draws it, and the title row that every pane has.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::present::ParagraphKind;
use crate::text::{ELLIPSIS, fit, pad, prefix, view as view_of, width};
use crate::tui::theme::Theme;

/// The part `range` of a text as spans: what lies in `hits` in the style `hit`, the rest in `base`.
/// `hits` are byte ranges of the whole text, in order.
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

/// The part `range` of a text as spans: each of `marks`, which are byte ranges of the whole text in order, in
/// its style, the rest in `base`.
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

/// A text in so many cells, filled up, with what lies in `hits` in view and in a style of its own. `base` is the
/// style of the rest. Of a name so much of the beginning stays in view as tells which it is.
pub(crate) fn viewed_name(
    text: &str,
    hits: &[Range<usize>],
    cells: usize,
    styles: (Style, Style),
) -> Vec<Span<'static>> {
    /// A third of the cells tells which text it is; less than this tells nothing.
    const LEAST: usize = 6;
    let seen = hits.first().cloned().unwrap_or(0..0);
    let beginning = cells / 3;
    if beginning < LEAST || !view_of(text, seen, cells).cut_before {
        return viewed(text, hits, cells, styles);
    }
    let beginning = prefix(text, beginning).trim_end();
    let mut spans = vec![Span::styled(beginning.to_owned(), styles.0)];
    spans.extend(viewed(text, hits, cells - width(beginning), styles));
    spans
}

/// The same, but only what is around the first hit stays in view.
pub(crate) fn viewed(
    text: &str,
    hits: &[Range<usize>],
    cells: usize,
    (base, hit): (Style, Style),
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
    /// What the pane is.
    pub left: &'a str,
    /// Where one is in it.
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
        // What the pane is and how much it holds goes before the rest.
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

/// What is left of an area without so many columns at its left and rows at its top.
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

/// Draws a line in a row of an area, counted from its top; nothing outside of the area or the buffer.
pub(crate) fn put(line: &Line, area: Rect, row: u16, buf: &mut Buffer) {
    let area = area.intersection(*buf.area());
    if row < area.height {
        buf.set_line(area.x, area.y + row, line, area.width);
    }
}

/// How a paragraph looks.
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
