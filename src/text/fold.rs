//! Folding text for matching, with a map back to the original text.
//!
//! Folded text is never shown. It is in NFKC and lower case, and each run of punctuation and white space is one space,
//! so that `（２０２３）` matches `(2023)` and no query fails on a quotation mark. Folding may change the number of
//! characters; each folded character keeps the byte range of the original that it came from.
//!
//! ```text
//! text     ２０２３年，ﬁ       bytes 0 3 6 9 12 15 18
//! folded   2 0 2 3 年 ␣ f i    one character each; the last two both map to bytes 18..21
//! ```

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::clean::half_width;
use super::width::{graphemes, lone_width};

/// A folded text, and the byte range of the original that each of its characters came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each character of `text`, its byte range in the original.
    origin: Vec<Range<usize>>,
}

impl Folded {
    /// Folds a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut folded = Self {
            text: String::with_capacity(text.len()),
            origin: Vec::new(),
        };
        fold_each(text, |c, range| {
            if c == ' ' && folded.text.ends_with(' ') {
                return;
            }
            folded.text.push(c);
            folded.origin.push(range);
        });
        folded
    }

    /// The byte ranges of the original for these character positions of the folded text, sorted, with adjacent ranges
    /// merged. Positions past the end are ignored.
    #[must_use]
    pub fn shown(&self, positions: impl IntoIterator<Item = usize>) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = positions
            .into_iter()
            .filter_map(|position| self.origin.get(position).cloned())
            .collect();
        merge_ranges(&mut ranges);
        ranges
    }

    /// The byte ranges of the original in which a folded word occurs.
    #[must_use]
    pub fn occurrences(&self, word: &str) -> Vec<Range<usize>> {
        if word.is_empty() {
            return Vec::new();
        }
        let length = word.chars().count();
        let mut position = 0; // in characters, of the byte offset `reached`
        let mut reached = 0;
        let mut found = Vec::new();
        for (byte, _) in self.text.match_indices(word) {
            position += self
                .text
                .get(reached..byte)
                .map_or(0, |between| between.chars().count());
            reached = byte;
            found.extend(self.shown(position..position + length));
        }
        merge_ranges(&mut found);
        found
    }
}

/// The folded form of a text, without a map back.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let (unchanged, after) = rest.split_at(unchanged_prefix(rest.as_bytes()));
        folded.push_str(unchanged);
        let Some(c) = after.chars().next() else {
            return folded;
        };
        let Some(simple) = fold_simple(c) else {
            // The character before may combine with what follows, so it is folded again.
            let before = text.len() - after.len();
            let joined = text.get(..before).and_then(|text| text.chars().next_back());
            if joined.is_some_and(|c| fold_simple(c) != Some(' ')) {
                folded.pop();
            }
            let joined = joined.map_or(0, char::len_utf8);
            let complex = text.get(before - joined..).unwrap_or_default();
            fold_each(complex, |c, _| push(&mut folded, c));
            return folded;
        };
        push(&mut folded, simple);
        rest = after.get(c.len_utf8()..).unwrap_or_default();
    }
}

/// Adds a character, unless it is a second space in a row.
fn push(folded: &mut String, c: char) {
    if c != ' ' || !folded.ends_with(' ') {
        folded.push(c);
    }
}

/// The number of bytes at the start of a text that folding does not change: Han characters, lower-case letters, digits,
/// and single spaces between them. This is nearly all of a text.
fn unchanged_prefix(text: &[u8]) -> usize {
    let mut at = 0;
    let mut after_space = true;
    while let Some(byte) = text.get(at) {
        at += match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'/' | b'%' => 1,
            // From U+5000 to U+9FFF, and from U+4E00 on.
            0xe5..=0xe9 => 3,
            0xe4 if text.get(at + 1).is_some_and(|second| *second >= 0xb8) => 3,
            b' ' if !after_space => 1,
            _ => break,
        };
        after_space = *byte == b' ';
    }
    at
}

/// Sorts ranges and merges those that touch or overlap.
pub fn merge_ranges(ranges: &mut Vec<Range<usize>>) {
    ranges.sort_by_key(|range| (range.start, range.end));
    ranges.dedup_by(|next, last| {
        let touching = next.start <= last.end;
        if touching {
            last.end = last.end.max(next.end);
        }
        touching
    });
}

/// Calls `give` with each folded character and the byte range it came from.
///
/// Nearly all characters of a Chinese text fold by themselves; only the stretches between them need the tables of
/// Unicode.
fn fold_each(text: &str, mut give: impl FnMut(char, Range<usize>)) {
    // The last character that folds by itself, as start, folded form and end. A combining mark may still follow it.
    let mut pending: Option<(usize, char, usize)> = None;
    let mut stretch: Option<usize> = None;
    for (at, c) in text.char_indices() {
        if let Some(folded) = fold_simple(c) {
            if let Some((before, c, end)) = pending {
                if let Some(start) = stretch.take() {
                    fold_stretch(text, start..before, &mut give);
                }
                give(c, before..end);
            }
            pending = Some((at, folded, at + c.len_utf8()));
        } else {
            let joined = pending.take().map(|(before, _, _)| before);
            stretch = stretch.or(joined).or(Some(at));
        }
    }
    let end = pending.map_or(text.len(), |(before, _, _)| before);
    if let Some(start) = stretch {
        fold_stretch(text, start..end, &mut give);
    }
    if let Some((before, c, end)) = pending {
        give(c, before..end);
    }
}

/// Folds a byte range of a text grapheme by grapheme.
fn fold_stretch(text: &str, part: Range<usize>, give: &mut impl FnMut(char, Range<usize>)) {
    let start = part.start;
    for (at, grapheme, _) in graphemes(text.get(part).unwrap_or_default()) {
        let range = start + at..start + at + grapheme.len();
        for c in grapheme.nfkc() {
            if is_separator(c) {
                give(' ', range.clone());
            } else {
                c.to_lowercase().for_each(|c| give(c, range.clone()));
            }
        }
    }
}

/// The folded form of a character that folds by itself if its neighbours do; `None` for any other.
fn fold_simple(c: char) -> Option<char> {
    match c {
        // First, because it settles nearly every character.
        '\u{4e00}'..='\u{9fff}' | 'a'..='z' | '0'..='9' | ' ' => Some(c),
        'A'..='Z' => Some(c.to_ascii_lowercase()),
        '\n' | '—' | '〈'..='】' | '〔' | '〕' => Some(' '),
        c => {
            lone_width(c)?;
            let c = half_width(c);
            Some(if is_separator(c) {
                ' '
            } else {
                c.to_ascii_lowercase()
            })
        }
    }
}

/// Whether a character separates words: white space and punctuation. Not all of ASCII punctuation, which ids and
/// figures contain.
fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(c,
            '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3020}'
            | '·' | ',' | ';' | ':' | '?' | '!' | '(' | ')' | '"' | '\'')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_and_punctuation_do_not_matter() {
        for (text, folded) in [
            ("泸州市", "泸州市"),
            ("（２０２３）", " 2023 "),
            ("“三段式”并联", " 三段式 并联"),
            ("RULE of Law", "rule of law"),
            ("泸州，审批", "泸州 审批"),
            ("法治，“最后一公里”", "法治 最后一公里 "),
            ("luzhou-2023/01", "luzhou-2023/01"),
        ] {
            assert_eq!(fold(text), folded);
            assert_eq!(Folded::new(text).text, folded);
        }
    }

    #[test]
    fn a_text_folds_the_same_with_and_without_the_map() {
        let parts = [
            "审", "批", "a", "B", "7", " ", "  ", "，", "\n", "—", "〔", "…", "é", "e\u{301}",
            "\u{301}", "ﬁ", "㎡", "Ⅳ", "%", "\u{200d}", "😀", "\r\n", "(", "丨", "䶵", "鿿", "ꀀ",
        ];
        for first in parts {
            for second in parts {
                for third in parts {
                    for text in [
                        [first, second, third].concat(),
                        ["x", first, second, "审", third, "y"].concat(),
                    ] {
                        assert_eq!(fold(&text), Folded::new(&text).text, "{text:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_position_maps_to_bytes_of_the_original() {
        let folded = Folded::new("２０ﬁ审批");
        assert_eq!(folded.text, "20fi审批");
        let shown = |positions: &[usize]| folded.shown(positions.iter().copied());
        let check =
            |positions: &[usize], range: Range<usize>| assert_eq!(shown(positions), vec![range]);
        check(&[0], 0..3);
        check(&[2, 3], 6..9);
        check(&[5, 4], 9..15);
        assert!(shown(&[99]).is_empty());
        assert_eq!(folded.occurrences("审"), vec![9..12]);
        assert_eq!(Folded::new("审批与审批").occurrences("审批"), [0..6, 9..15]);
    }
}
