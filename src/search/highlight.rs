//! Where a query matches in the texts that are on the screen.

use std::ops::Range;

use crate::text::Folded;

use super::Query;
use super::fuzzy::Fuzzy;

/// The byte ranges to highlight in each of several texts that stand side by side, such as the columns
/// of a row. Each word is shown where it matches best, and only there.
#[must_use]
pub fn highlight(texts: &[&str], query: &Query) -> Vec<Vec<Range<usize>>> {
    let mut ranges = vec![Vec::new(); texts.len()];
    if query.is_empty() {
        return ranges;
    }
    let fuzzy = Fuzzy::new();
    let folded: Vec<Folded> = texts.iter().map(|text| Folded::new(text)).collect();
    for word in query.words() {
        let matches = folded
            .iter()
            .enumerate()
            .filter_map(|(at, text)| Some((at, fuzzy.find(&text.text, word)?)));
        // Of equal scores the first text's counts, hence the index in the key.
        let best = matches.max_by_key(|(at, found)| (found.score, std::cmp::Reverse(*at)));
        if let Some((at, found)) = best
            && let (Some(text), Some(ranges)) = (folded.get(at), ranges.get_mut(at))
        {
            ranges.extend(text.shown(found.positions));
        }
    }
    for ranges in &mut ranges {
        ranges.sort_by_key(|range| range.start);
    }
    ranges
}

/// The byte ranges in which the words of a query occur in a text, in order and apart.
#[must_use]
pub fn occurrences(text: &str, query: &Query) -> Vec<Range<usize>> {
    if query.is_empty() {
        return Vec::new();
    }
    let folded = Folded::new(text);
    let mut ranges: Vec<Range<usize>> = query
        .words()
        .flat_map(|word| folded.occurrences(word))
        .collect();
    crate::text::join(&mut ranges);
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown<'a>(text: &'a str, ranges: &[Range<usize>]) -> Vec<&'a str> {
        ranges
            .iter()
            .filter_map(|range| text.get(range.clone()))
            .collect()
    }

    #[test]
    fn a_word_is_highlighted_where_it_matches_best() {
        let texts = ["全面推行“三段式”并联极速审批改革", "泸州市"];
        let ranges = highlight(&texts, &Query::new("审批 泸"));
        assert_eq!(shown(texts[0], &ranges[0]), ["审批"]);
        assert_eq!(shown(texts[1], &ranges[1]), ["泸"]);
    }

    #[test]
    fn occurrences_are_exact_and_joined() {
        let text = "审批审批，Ａ审";
        assert_eq!(
            shown(text, &occurrences(text, &Query::new("审批 a"))),
            ["审批审批", "Ａ"]
        );
    }
}
