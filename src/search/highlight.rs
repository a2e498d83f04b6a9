//! Where a query matches in the texts that are on the screen.

use std::ops::Range;

use crate::bundle::{Case, Lang};
use crate::text::{Folded, join};

use crate::search::matcher::matcher::Seeker;
use crate::search::matcher::term::{Target, Word};
use crate::search::matcher::text_field::{Place, texts};
use crate::search::matcher::tokens::{UnitId, Units};
use crate::search::query::ast::Query;
use crate::search::scan::hit::Places;

/// Marks where a query matches in the texts of many cases, which have most of their characters in common: what these are is found
/// once for all of them.
pub struct Marker {
    units: Units,
}

impl Default for Marker {
    fn default() -> Self {
        Self {
            units: Units::of_many(),
        }
    }
}

impl Marker {
    /// The byte ranges to highlight in each of several names that stand side by side, such as the columns
    /// of a row. Each word is shown where it matches best, and only there.
    #[must_use]
    pub fn highlight(&mut self, names: &[(Place, &str)], query: &Query) -> Vec<Vec<Range<usize>>> {
        let mut ranges = vec![Vec::new(); names.len()];
        if !query.is_ranked() {
            return ranges;
        }
        let texts = Texts::new(names.iter().copied(), &mut self.units);
        for (at, positions) in query.words().flat_map(|word| texts.find(word)) {
            if let (Some(text), Some(ranges)) = (texts.folded.get(at), ranges.get_mut(at)) {
                ranges.extend(text.shown(positions));
            }
        }
        ranges.iter_mut().for_each(join);
        ranges
    }

    /// Where a query was found in none of the places that are seen, if the index `found` it in these: of several the one that
    /// says most. What is written in the other language is shown only where nothing in `lang` is to be shown.
    #[must_use]
    pub fn snippet(
        &mut self,
        case: &Case,
        query: &Query,
        (found, seen): (Places, Places),
        lang: Lang,
    ) -> Option<Snippet> {
        let of_lang = |place: &Place| match place {
            Place::Title(of) | Place::Summary(of) | Place::Metric(of) => *of == lang,
            _ => true,
        };
        let mut all = texts(case);
        // Where every word was found in a name, no text was worth more.
        all.retain(|(place, _)| place.is_name() || found.in_text());
        let mut shown = all.clone();
        shown.retain(|(place, _)| of_lang(place));
        let snippet = self.snippet_of(&shown, query, seen);
        snippet.or_else(|| self.snippet_of(&all, query, seen))
    }

    fn snippet_of(
        &mut self,
        shown: &[(Place, String)],
        query: &Query,
        seen: Places,
    ) -> Option<Snippet> {
        let texts = shown.iter().map(|(place, text)| (*place, text.as_str()));
        let texts = Texts::new(texts, &mut self.units);
        let marks = query.words().flat_map(|word| texts.find(word));
        let unseen = marks.filter_map(|(at, positions)| {
            let (place, text) = shown.get(at)?;
            let beyond = [*place].into_iter().collect::<Places>().beyond(seen);
            beyond.then_some((at, *place, text, positions))
        });
        // Where a case is says least of why it was found.
        let telling = |place: &Place| !matches!(place, Place::Area | Place::Region | Place::Organ);
        let said = |place: &Place| (telling(place), *place == Place::Organ);
        let best = unseen.reduce(|best, next| {
            if said(&next.1) > said(&best.1) {
                next
            } else {
                best
            }
        });
        let (at, place, text, positions) = best?;
        Some(Snippet {
            place,
            text: text.clone(),
            ranges: texts.folded.get(at)?.shown(positions),
        })
    }
}

/// A few texts in which words are found, with the way back to the bytes that are shown.
struct Texts<'a> {
    folded: Vec<Folded>,
    units: &'a Units,
    read: Vec<(Place, Vec<UnitId>)>,
}

impl<'a> Texts<'a> {
    fn new<'t>(texts: impl Iterator<Item = (Place, &'t str)>, units: &'a mut Units) -> Self {
        let mut folded = Vec::new();
        let read = texts.map(|(place, text)| {
            let text = Folded::new(text);
            let mut ids = Vec::new();
            units.read(&text.text, &mut ids);
            folded.push(text);
            (place, ids)
        });
        let read = read.collect();
        Self {
            folded,
            units,
            read,
        }
    }

    /// The texts in which a word is found best, by their index, each with the characters that match.
    fn find(&self, word: &Word) -> Vec<(usize, Vec<usize>)> {
        let seeker = Seeker::new(word, self.units);
        let targets = self.read.iter().map(|(place, text)| Target {
            place: *place,
            text,
        });
        let found = seeker.find(&targets.collect::<Vec<_>>());
        let ways = found.into_iter().flat_map(|found| found.ways);
        let marks = ways.filter_map(|(at, way)| {
            let (_, text) = self.read.get(at)?;
            Some((at, seeker.positions(text, &way)))
        });
        marks.collect()
    }

    /// The byte ranges in which a word occurs in the running text at an index.
    fn occurrences(&self, at: usize, word: &Word) -> Vec<Range<usize>> {
        let (Some((_, text)), Some(folded)) = (self.read.get(at), self.folded.get(at)) else {
            return Vec::new();
        };
        let seeker = Seeker::new(word, self.units);
        let ways = seeker.in_text(text).into_iter();
        ways.flat_map(|way| folded.shown(seeker.positions(text, &way)))
            .collect()
    }
}

/// What a query looks for in the text of a case: its words, and what they stand for in the case's names.
///
/// `hfxsc` that found 合法性审查 in a title is shown as 合法性审查 wherever it stands in the text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sought {
    words: Vec<Word>,
    /// Folded.
    meant: Vec<String>,
    /// The case's names in which they were found, with the byte ranges that match.
    names: Vec<(String, Vec<Range<usize>>)>,
}

impl Sought {
    /// What a query looks for in a case, or in any text if there is no case.
    #[must_use]
    pub fn new(query: &Query, case: Option<&Case>) -> Self {
        let mut sought = Self {
            words: query.words().cloned().collect(),
            meant: Vec::new(),
            names: Vec::new(),
        };
        let Some(case) = case.filter(|_| !sought.words.is_empty()) else {
            return sought;
        };
        let mut names = texts(case);
        names.retain(|(place, _)| place.is_name());
        let mut units = Units::default();
        let of_names = names.iter().map(|(place, text)| (*place, text.as_str()));
        let found = Texts::new(of_names, &mut units);
        for (at, positions) in sought.words.iter().flat_map(|word| found.find(word)) {
            let (Some((_, name)), Some(folded)) = (names.get(at), found.folded.get(at)) else {
                continue;
            };
            sought.meant.extend(stretches(&folded.text, &positions));
            sought.names.push((name.clone(), folded.shown(positions)));
        }
        sought.meant.sort_unstable();
        sought.meant.dedup();
        sought
    }

    /// The byte ranges of each text in which it occurs, in order and apart.
    #[must_use]
    pub fn occurrences(&self, shown: &[&str]) -> Vec<Vec<Range<usize>>> {
        if self.words.is_empty() {
            return vec![Vec::new(); shown.len()];
        }
        // All texts are read with one table of units.
        let mut units = Units::of_many();
        let running = shown.iter().map(|text| (Place::Section(0), *text));
        let texts = Texts::new(running, &mut units);
        let shown = shown.iter().enumerate();
        shown
            .map(|(at, text)| {
                let words = self.words.iter();
                let words = words.flat_map(|word| texts.occurrences(at, word));
                let names = self.names.iter().filter(|(name, _)| name == text);
                let names = names.flat_map(|(_, ranges)| ranges.iter().cloned());
                let mut ranges: Vec<Range<usize>> = words.chain(names).collect();
                if let Some(folded) = texts.folded.get(at) {
                    let meant = self.meant.iter();
                    ranges.extend(meant.flat_map(|meant| folded.occurrences(meant)));
                }
                join(&mut ranges);
                ranges
            })
            .collect()
    }
}

/// The characters of a text at these positions, those that follow each other together; only such of two characters
/// or more, none of them Latin letters, which mean little by themselves.
fn stretches(text: &str, positions: &[usize]) -> Vec<String> {
    let mut stretches: Vec<String> = Vec::new();
    let mut last = None;
    let characters = text
        .chars()
        .enumerate()
        .filter(|(at, _)| positions.contains(at));
    for (at, c) in characters {
        match (stretches.last_mut(), last) {
            (Some(stretch), Some(before)) if before + 1 == at => stretch.push(c),
            _ => stretches.push(c.to_string()),
        }
        last = Some(at);
    }
    stretches.retain(|stretch| stretch.chars().count() > 1 && !stretch.is_ascii());
    stretches
}

/// Where in a case a word was found that is not seen otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The place.
    pub place: Place,
    /// The text there.
    pub text: String,
    /// The byte ranges of it that match, in order and apart; at least one.
    pub ranges: Vec<Range<usize>>,
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
        let names = [
            (Place::Title(Lang::Zh), texts[0]),
            (Place::Region, texts[1]),
        ];
        for query in ["审批 泸", "luz 审pi", "luzhoushenpi", "lzsp"] {
            let ranges = Marker::default().highlight(&names, &Query::new(query));
            assert_eq!(shown(texts[0], &ranges[0]), ["审批"], "{query}");
            let region = if query.contains("泸") {
                "泸"
            } else {
                "泸州"
            };
            assert_eq!(shown(texts[1], &ranges[1]), [region], "{query}");
        }
    }

    #[test]
    fn occurrences_are_exact_and_joined() {
        let text = "审批审批，Ａ审";
        let sought = Sought::new(&Query::new("审批 a"), None);
        let found = sought.occurrences(&["批", text]);
        assert_eq!(shown("批", &found[0]), [""; 0]);
        assert_eq!(shown(text, &found[1]), ["审批审批", "Ａ"]);
    }
}
