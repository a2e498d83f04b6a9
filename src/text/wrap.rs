//! Wrapping paragraphs into lines, by the line breaking rules of Unicode (UAX #14) and of Chinese typesetting (避头尾).
//!
//! ICU finds the places where a line may break; its strict rules, the default, keep closing marks off the start of a
//! line and opening marks off its end. Three things are ours:
//!
//! - ICU cannot tell an opening curly quotation mark from a closing one and forbids breaks on both sides. Next to Han
//!   text the shape of the mark decides, so ICU is given a corner bracket in its place.
//! - No line starts with `—` or `·`.
//! - A piece without a break that is wider than the line is cut between graphemes, if possible between letters or
//!   digits.

use std::borrow::Cow;
use std::ops::Range;

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

use super::width::{graphemes, prefix, width};

/// The lines of a text, as byte ranges, none wider than `cells` cells.
///
/// A line break in the text ends a line; an empty paragraph is an empty line. Spaces at the end of a line are not part
/// of it. A line is wider only if it is a single grapheme that is itself wider than `cells`.
#[must_use]
pub fn wrap(text: &str, cells: usize) -> Vec<Range<usize>> {
    if cells == 0 {
        return Vec::new();
    }
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph, cells, start, &mut lines);
        start += paragraph.len() + 1;
    }
    lines
}

/// Wraps a text without line breaks that begins at byte `offset` of the whole text.
fn wrap_paragraph(text: &str, cells: usize, offset: usize, lines: &mut Vec<Range<usize>>) {
    let mut line = 0..0;
    let mut used = 0; // in cells, with the spaces that end the line so far
    for piece in pieces(text) {
        let whole = slice(text, piece.clone());
        let shown = whole.trim_end();
        let (shown_cells, whole_cells) = (width(shown), width(whole));
        let shown = piece.start..piece.start + shown.len();
        if used + shown_cells > cells {
            if line.end > line.start {
                lines.push(offset + line.start..offset + line.end);
            }
            line = cut_piece(text, shown, cells, offset, lines);
            used = width(slice(text, line.clone())) + (whole_cells - shown_cells);
        } else {
            if !shown.is_empty() {
                line.end = shown.end;
            }
            used += whole_cells;
        }
    }
    lines.push(offset + line.start..offset + line.end);
}

/// Cuts a piece into lines, pushes all but the last, and gives that as the start of the next line.
fn cut_piece(
    text: &str,
    mut rest: Range<usize>,
    cells: usize,
    offset: usize,
    lines: &mut Vec<Range<usize>>,
) -> Range<usize> {
    // Measuring all that is left would be quadratic: a text without any break may be very long.
    while prefix(slice(text, rest.clone()), cells).len() < rest.len() {
        let end = rest.start + cut(slice(text, rest.clone()), cells);
        if end == rest.end {
            break; // a single grapheme, wider than the line
        }
        lines.push(offset + rest.start..offset + end);
        rest.start = end;
    }
    rest
}

/// Where to cut a text without breaks, in bytes: after at most `cells` cells and at least one grapheme, between letters
/// or digits if that leaves the line at least half full.
fn cut(text: &str, cells: usize) -> usize {
    let mut used = 0;
    let mut last = None;
    let mut last_in_word = None;
    let mut is_after_word = false;
    for (at, grapheme, cell_count) in graphemes(text) {
        let is_word = grapheme.starts_with(char::is_alphanumeric);
        if at > 0 {
            last = Some(at);
            if is_word && is_after_word {
                last_in_word = last;
            }
        }
        used += cell_count;
        if used > cells && at > 0 {
            break;
        }
        is_after_word = is_word;
    }
    last_in_word
        .filter(|at| 2 * width(slice(text, 0..*at)) >= cells)
        .or(last)
        .unwrap_or(text.len())
}

/// The pieces between the places where a line may break, as byte ranges; together they are the text.
fn pieces(text: &str) -> impl Iterator<Item = Range<usize>> {
    const SEGMENTER: LineSegmenterBorrowed<'static> =
        LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let mut breaks: Vec<usize> = SEGMENTER
        .segment_str(&with_directed_quotes(text))
        .filter(|at| *at > 0 && *at < text.len())
        .filter(|at| !slice(text, *at..text.len()).starts_with(['—', '·']))
        .collect();
    breaks.push(text.len());
    let mut start = 0;
    breaks
        .into_iter()
        .map(move |end| std::mem::replace(&mut start, end)..end)
}

/// The text with corner brackets for curly quotation marks that open after or close before Han text. All of these have
/// three bytes in UTF-8, so byte offsets stay valid.
fn with_directed_quotes(text: &str) -> Cow<'_, str> {
    const QUOTES: [char; 4] = ['“', '‘', '”', '’'];
    if !text.contains(QUOTES) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut is_after_wide = false;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let is_before_wide = rest.peek().copied().is_some_and(is_wide);
        out.push(match c {
            '“' | '‘' if is_after_wide => '「',
            '”' | '’' if is_before_wide => '」',
            c => c,
        });
        is_after_wide = is_wide(c);
    }
    Cow::Owned(out)
}

/// Whether a character is Han, kana or full-width, so that the rules of Chinese apply to it.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

/// A slice at byte offsets that are known to be character boundaries.
fn slice(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, cells: usize, expected: &[&str]) {
        let lines: Vec<&str> = wrap(text, cells)
            .into_iter()
            .map(|line| slice(text, line))
            .collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn han_text_breaks_anywhere_but_at_its_marks() {
        check("审批时间压缩", 8, &["审批时间", "压缩"]);
        check("审批时间，压缩", 8, &["审批时", "间，压缩"]);
        check("推行（三段式）审批", 6, &["推行", "（三段", "式）审", "批"]);
        check("推行“三段式”审批", 5, &["推行", "“三段", "式”审", "批"]);
        check("压减70%以上", 8, &["压减70%", "以上"]);
        check("优化 business 环境", 10, &["优化", "business", "环境"]);
    }

    #[test]
    fn a_word_longer_than_the_line_is_cut_between_graphemes() {
        check("abcdefghij", 4, &["abcd", "efgh", "ij"]);
        check("审", 1, &["审"]);
        check("审批", 1, &["审", "批"]);
    }

    #[test]
    fn line_breaks_and_empty_lines_are_kept() {
        check("甲\n\n乙", 8, &["甲", "", "乙"]);
        check("", 8, &[""]);
        check("甲 ", 2, &["甲"]);
        check("甲", 0, &[]);
    }
}
