//! The width of a text in terminal cells, and cutting it to a number of cells.
//!
//! The width of a grapheme is the one that ratatui draws it with: that of `unicode-width`, plus one cell for each
//! half-width katakana sound mark, which terminals draw in a cell of its own.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The mark for text that was cut off; one cell.
pub const ELLIPSIS: &str = "…";

/// The width of a text in cells.
#[must_use]
pub fn width(text: &str) -> usize {
    // Nearly all texts have only characters that never combine with another of them.
    let lone: Option<usize> = text.chars().map(lone_width).sum();
    lone.unwrap_or_else(|| graphemes(text).map(|(_, _, cells)| cells).sum())
}

/// Whether East Asian terminals may draw a text wider than it is measured here.
#[must_use]
pub fn is_ambiguous(text: &str) -> bool {
    text.width_cjk() != text.width()
}

/// The width in cells of printable ASCII, Han and the commonest Chinese punctuation; `None` for a character that must
/// be looked up or may combine with its neighbours.
pub(super) const fn lone_width(c: char) -> Option<usize> {
    match c {
        ' '..='~' | '·' | '\u{2018}'..='\u{201d}' => Some(1),
        '\u{4e00}'..='\u{9fff}' | '、' | '。' | '《' | '》' | '！'..='～' => Some(2),
        _ => None,
    }
}

/// The graphemes of a text, each with its byte offset and its width in cells.
#[must_use]
pub fn graphemes(text: &str) -> impl DoubleEndedIterator<Item = (usize, &str, usize)> {
    text.grapheme_indices(true)
        .map(|(at, grapheme)| (at, grapheme, grapheme_width(grapheme)))
}

/// The longest prefix of whole graphemes that takes at most `cells` cells.
#[must_use]
pub fn prefix(text: &str, cells: usize) -> &str {
    let mut used = 0;
    for (at, _, cell_count) in graphemes(text) {
        used += cell_count;
        if used > cells {
            return text.get(..at).unwrap_or_default();
        }
    }
    text
}

/// The text if it takes at most `cells` cells, otherwise a prefix of it with `…`, within the same width.
#[must_use]
pub fn fit(text: &str, cells: usize) -> Cow<'_, str> {
    if width(text) <= cells {
        return Cow::Borrowed(text);
    }
    if cells == 0 {
        return Cow::Borrowed("");
    }
    let kept = prefix(text, cells - 1).trim_end();
    Cow::Owned(format!("{kept}{ELLIPSIS}"))
}

/// The part of a text that is shown for lack of space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The part, in bytes.
    pub range: Range<usize>,
    /// Whether `…` stands for text before it.
    pub cut_before: bool,
    /// Whether `…` stands for text after it.
    pub cut_after: bool,
}

/// The part of a text to show in `cells` cells so that `seen`, a range of bytes, is visible: the beginning of the text
/// if possible.
#[must_use]
pub fn view(text: &str, seen: Range<usize>, cells: usize) -> View {
    let whole = width(text) <= cells;
    let room = cells.saturating_sub(usize::from(!whole));
    let first = prefix(text, room);
    let first = if whole { first } else { first.trim_end() }.len();
    if whole || seen.end <= first {
        return View {
            range: 0..first,
            cut_before: false,
            cut_after: !whole && cells > 0,
        };
    }
    // As much of the text before `seen` as fits, then `seen`, then what follows if it fits.
    let after = width(text.get(seen.end..).unwrap_or_default());
    let mut left = cells.saturating_sub(if after == 0 { 1 } else { 2 });
    let mut start = seen.end;
    for (at, _, of_grapheme) in graphemes(text.get(..seen.end).unwrap_or_default()).rev() {
        // Some context before `seen` is enough; what follows it is worth as much.
        if of_grapheme > left || (at < seen.start && left <= after.min(cells / 3)) {
            break;
        }
        left -= of_grapheme;
        start = at;
    }
    let rest = text.get(start..).unwrap_or_default();
    let fits = width(rest) < cells;
    let kept = prefix(rest, cells.saturating_sub(if fits { 1 } else { 2 }));
    View {
        range: start..start + kept.len(),
        cut_before: cells > 0,
        cut_after: !fits && cells > 1,
    }
}

/// The text in exactly `cells` cells: cut as by [`fit`], then padded with spaces on the right.
#[must_use]
pub fn pad(text: &str, cells: usize) -> String {
    let mut padded = fit(text, cells).into_owned();
    let missing = cells.saturating_sub(width(&padded));
    padded.extend(std::iter::repeat_n(' ', missing));
    padded
}

/// The width of a grapheme in cells.
fn grapheme_width(grapheme: &str) -> usize {
    // ratatui drops graphemes with a control character in them.
    if grapheme.contains(char::is_control) {
        return 0;
    }
    let sound_marks = grapheme
        .chars()
        .filter(|c| matches!(c, '\u{FF9E}' | '\u{FF9F}'))
        .count();
    grapheme.width() + if grapheme.len() == 1 { 0 } else { sound_marks }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_han_glyph_takes_two_cells_and_a_mark_none() {
        for (text, cells) in [
            ("", 0),
            ("abc", 3),
            ("泸州", 4),
            ("（2023）", 8),
            ("e\u{301}", 1),
            ("👨‍👩‍👧", 2),
            ("\u{7}", 0),
            ("ｶﾞ", 2),
        ] {
            assert_eq!(width(text), cells, "{text:?}");
        }
    }

    #[test]
    fn a_cut_text_never_ends_in_half_a_glyph() {
        for (text, cells, cut) in [
            ("泸州市", 6, "泸州市"),
            ("泸州市", 5, "泸州…"),
            ("泸州市", 4, "泸…"),
            ("泸州市", 1, "…"),
            ("泸州市", 0, ""),
            ("a b c", 4, "a b…"),
        ] {
            assert_eq!(fit(text, cells), cut);
        }
        assert_eq!(pad("泸州市", 4), "泸… ");
        assert_eq!(pad("泸", 4), "泸  ");
    }
}
