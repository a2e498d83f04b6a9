//! A line of a chart as pieces of text with tones. A tone is what a piece means; the theme decides how it looks.

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::{Line as Drawn, Span};

use crate::tui::theme::Theme;

/// A line as pieces of text, each with its tone.
pub(crate) type Line = Vec<(String, Tone)>;

/// The meaning of a piece of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Plain,
    Label,
    /// A part of a label that matches the query.
    Hit,
    Value,
    Good,
    Bad,
    Remark,
    Bar,
    /// The current case among others.
    Own,
    Heading,
    Notice,
}

impl Tone {
    pub(crate) fn style(self, theme: &Theme) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Label | Self::Value => theme.title,
            Self::Hit => theme.title.patch(theme.hit),
            Self::Good => theme.good,
            Self::Bad => theme.bad,
            Self::Remark => theme.dim,
            Self::Bar => theme.bar,
            Self::Heading => theme.heading,
            Self::Own => theme.current_hit,
            Self::Notice => theme.notice,
        }
    }
}

/// Styles a line for drawing.
pub(crate) fn drawn<'a>(line: &'a Line, theme: &Theme) -> Drawn<'a> {
    let spans = line.iter();
    let spans = spans.map(|(text, tone)| Span::styled(text.as_str(), tone.style(theme)));
    Drawn::from(spans.collect::<Vec<_>>())
}

/// Splits a byte range of a text into hits, with [`Tone::Hit`], and the rest, with `tone`.
pub(crate) fn parted(text: &str, range: Range<usize>, hits: &[Range<usize>], tone: Tone) -> Line {
    let mut at = range.start;
    let mut line = Vec::new();
    let mut push = |part: Range<usize>, tone: Tone| {
        let part = text.get(part).filter(|part| !part.is_empty());
        line.extend(part.map(|part| (part.to_owned(), tone)));
    };
    for hit in hits {
        let (start, end) = (hit.start.max(at), hit.end.min(range.end));
        if start < end {
            push(at..start, tone);
            push(start..end, Tone::Hit);
            at = end;
        }
    }
    push(at..range.end, tone);
    line
}
