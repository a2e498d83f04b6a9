//! Breaking paragraphs into lines: UAX #14 and the Chinese rules for line edges (避头尾).
//!
//! ICU tells where a line may break. Three things are ours: a closing mark never starts a line and an
//! opening mark never ends one, whatever ICU says; a curly quotation mark is told apart into opening and
//! closing, so that a line may break before `“` and after `”` in Han text; and a piece without any break
//! that is wider than the line is cut between graphemes, still minding the marks where it can.

use std::ops::Range;

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

use super::width;
use super::width::{graphemes, prefix};

/// Whether no line may start with a character.
const fn is_closing(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '）'
            | '》'
            | '」'
            | '』'
            | '”'
            | '’'
            | '〉'
            | '】'
            | '〕'
            | '〗'
            | '｝'
            | '］'
            | '…'
            | '—'
            | '·'
            | '％'
            | '°'
            | '℃'
            | ','
            | '.'
            | ';'
            | ':'
            | '?'
            | '!'
            | ')'
            | ']'
            | '}'
            | '%'
    )
}

/// Whether no line may end with a character.
const fn is_opening(c: char) -> bool {
    matches!(
        c,
        '（' | '《'
            | '「'
            | '『'
            | '“'
            | '‘'
            | '〈'
            | '【'
            | '〔'
            | '〖'
            | '｛'
            | '［'
            | '￥'
            | '('
            | '['
            | '{'
            | '$'
            | '#'
    )
}

/// The lines of a text, as byte ranges, none wider than `cells` cells.
///
/// A line break in the text ends a line; an empty paragraph is an empty line. Spaces at the end of a
/// line belong to no line. Only a single grapheme that is itself wider than `cells` makes a wider line.
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

/// Pushes as many whole lines of a piece as it fills and gives what remains as the next line's start.
fn cut_piece(
    text: &str,
    mut rest: Range<usize>,
    cells: usize,
    offset: usize,
    lines: &mut Vec<Range<usize>>,
) -> Range<usize> {
    // Not by the width of all that is left: a text without any break may be very long.
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

/// Where to cut a text without breaks, in bytes: at most `cells` cells, at least one grapheme, not
/// before a closing nor after an opening mark unless there is no other place.
fn cut(text: &str, cells: usize) -> usize {
    let mut used = 0;
    let mut last = None;
    let mut last_good = None;
    let mut previous = "";
    for (at, grapheme, cell_count) in graphemes(text) {
        if at > 0 {
            last = Some(at);
            if may_part(previous, grapheme) {
                last_good = last;
            }
        }
        used += cell_count;
        if used > cells && at > 0 {
            break;
        }
        previous = grapheme;
    }
    // A cut that gives up more than half of the line for the sake of a mark is worse than the mark.
    last_good
        .filter(|good| 2 * width(slice(text, 0..*good)) >= cells)
        .or(last)
        .unwrap_or(text.len())
}

/// The pieces between the places where a line may break, as byte ranges; together they are the text.
fn pieces(text: &str) -> impl Iterator<Item = Range<usize>> {
    const SEGMENTER: icu_segmenter::LineSegmenterBorrowed<'static> =
        LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let mut places: Vec<usize> = SEGMENTER
        .segment_str(text)
        .filter(|at| *at > 0 && *at < text.len())
        .filter(|at| {
            let before = slice(text, 0..*at).chars().next_back();
            let after = slice(text, *at..text.len()).chars().next();
            let opening_before = before.is_some_and(is_opening);
            let closing_after = after.is_some_and(is_closing);
            !opening_before && !closing_after
        })
        .collect();
    places.extend(quote_places(text));
    places.sort_unstable();
    places.dedup();
    places.push(text.len());
    let mut start = 0;
    places
        .into_iter()
        .map(move |end| std::mem::replace(&mut start, end)..end)
}

/// The places around curly quotation marks where Han text may break though UAX #14 forbids it: it cannot
/// tell an opening mark from a closing one, and so glues both to both sides.
fn quote_places(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices()
        .zip(text.char_indices().skip(1))
        .filter_map(|((_, before), (at, after))| {
            let opens = matches!(after, '“' | '‘') && is_wide(before);
            let closes = matches!(before, '”' | '’') && is_wide(after);
            let forbidden = is_opening(before) || is_closing(after);
            ((opens || closes) && !forbidden).then_some(at)
        })
}

/// Whether a character is Han, kana or full-width: whether Chinese rules, not those of words, apply.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

fn may_part(before: &str, after: &str) -> bool {
    !before.chars().next_back().is_some_and(is_opening)
        && !after.chars().next().is_some_and(is_closing)
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
