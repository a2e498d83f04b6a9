//! Highlighting: where a query matches in the texts on the screen, in bytes.

use std::ops::Range;

use crate::bundle::{Case, Lang};
use crate::search::matcher::matcher::Matcher;
use crate::search::matcher::term::{FieldText, Term};
use crate::search::matcher::text_field::{TextField, texts};
use crate::search::matcher::tokens::{TokenId, TokenTable};
use crate::search::query::ast::Query;
use crate::search::scan::hit::TextFieldSet;
use crate::text::{Folded, merge_ranges};

/// Highlights names of many cases. It keeps their tokens, since the names have most characters in common.
pub struct NameHighlighter {
    tokens: TokenTable,
}

impl Default for NameHighlighter {
    fn default() -> Self {
        Self {
            tokens: TokenTable::for_many_texts(),
        }
    }
}

impl NameHighlighter {
    /// The byte ranges that match in each of several names shown side by side. A term is only highlighted where
    /// it matches best.
    #[must_use]
    pub fn highlight(
        &mut self,
        names: &[(TextField, &str)],
        query: &Query,
    ) -> Vec<Vec<Range<usize>>> {
        let mut ranges = vec![Vec::new(); names.len()];
        if !query.is_ranked() {
            return ranges;
        }
        let texts = TokenizedTexts::new(names.iter().copied(), &mut self.tokens);
        for (at, positions) in query.terms().flat_map(|term| texts.find(term)) {
            if let (Some(text), Some(ranges)) = (texts.folded.get(at), ranges.get_mut(at)) {
                ranges.extend(text.shown(positions));
            }
        }
        ranges.iter_mut().for_each(merge_ranges);
        ranges
    }

    /// The best match in a text that is not `seen`, if the index `found` one. Texts in the other language are
    /// only considered if those in `lang` do not match.
    #[must_use]
    pub fn snippet(
        &mut self,
        case: &Case,
        query: &Query,
        found: TextFieldSet,
        seen: TextFieldSet,
        lang: Lang,
    ) -> Option<Snippet> {
        let of_lang = |field: &TextField| match field {
            TextField::Title(of) | TextField::Summary(of) | TextField::Metric(of) => *of == lang,
            _ => true,
        };
        let mut all = texts(case);
        // If every term matches in a name, no running text scores more.
        all.retain(|(field, _)| field.is_name() || found.in_text());
        let mut shown = all.clone();
        shown.retain(|(field, _)| of_lang(field));
        let snippet = self.snippet_of(&shown, query, seen);
        snippet.or_else(|| self.snippet_of(&all, query, seen))
    }

    fn snippet_of(
        &mut self,
        shown: &[(TextField, String)],
        query: &Query,
        seen: TextFieldSet,
    ) -> Option<Snippet> {
        let texts = shown.iter().map(|(field, text)| (*field, text.as_str()));
        let texts = TokenizedTexts::new(texts, &mut self.tokens);
        let marks = query.terms().flat_map(|term| texts.find(term));
        let unseen = marks.filter_map(|(at, positions)| {
            let (field, text) = shown.get(at)?;
            let beyond = [*field].into_iter().collect::<TextFieldSet>().beyond(seen);
            beyond.then_some((at, *field, text, positions))
        });
        // Where a case is from says least about why it matches.
        let telling = |field: &TextField| {
            !matches!(
                field,
                TextField::Area | TextField::Region | TextField::Organ
            )
        };
        let said = |field: &TextField| (telling(field), *field == TextField::Organ);
        let best = unseen.reduce(|best, next| {
            if said(&next.1) > said(&best.1) {
                next
            } else {
                best
            }
        });
        let (at, field, text, positions) = best?;
        Some(Snippet {
            field,
            text: text.clone(),
            ranges: texts.folded.get(at)?.shown(positions),
        })
    }
}

/// Some tokenized texts, with the way back to the bytes shown.
struct TokenizedTexts<'a> {
    folded: Vec<Folded>,
    tokens: &'a TokenTable,
    read: Vec<(TextField, Vec<TokenId>)>,
}

impl<'a> TokenizedTexts<'a> {
    fn new<'t>(
        texts: impl Iterator<Item = (TextField, &'t str)>,
        tokens: &'a mut TokenTable,
    ) -> Self {
        let mut folded = Vec::new();
        let read = texts.map(|(field, text)| {
            let text = Folded::new(text);
            let mut ids = Vec::new();
            tokens.tokenize(&text.text, &mut ids);
            folded.push(text);
            (field, ids)
        });
        let read = read.collect();
        Self {
            folded,
            tokens,
            read,
        }
    }

    /// The best match of a term: text positions, each with the characters that match.
    fn find(&self, term: &Term) -> Vec<(usize, Vec<usize>)> {
        let matcher = Matcher::new(term, self.tokens);
        let targets = self.read.iter().map(|(field, text)| FieldText {
            field: *field,
            text,
        });
        let found = matcher.find(&targets.collect::<Vec<_>>());
        let occurrences = found.into_iter().flat_map(|found| found.occurrences);
        let marks = occurrences.filter_map(|(at, occurrence)| {
            let (_, text) = self.read.get(at)?;
            Some((at, matcher.positions(text, &occurrence)))
        });
        marks.collect()
    }

    /// All byte ranges in which a term occurs in a running text.
    fn occurrences(&self, at: usize, term: &Term) -> Vec<Range<usize>> {
        let (Some((_, text)), Some(folded)) = (self.read.get(at), self.folded.get(at)) else {
            return Vec::new();
        };
        let matcher = Matcher::new(term, self.tokens);
        let occurrences = matcher.in_text(text).into_iter();
        occurrences
            .flat_map(|occurrence| folded.shown(matcher.positions(text, &occurrence)))
            .collect()
    }
}

/// Highlights running text: a query's terms, and the words of the case's names that they stand for. If `hfxsc`
/// matches 合法性审查 in the title, 合法性审查 is highlighted wherever it occurs in the text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TextHighlighter {
    terms: Vec<Term>,
    /// Words of names, folded.
    stand_ins: Vec<String>,
    /// The names that match, with the byte ranges.
    names: Vec<(String, Vec<Range<usize>>)>,
}

impl TextHighlighter {
    /// For the texts of a case, or for any text without one.
    #[must_use]
    pub fn new(query: &Query, case: Option<&Case>) -> Self {
        let mut highlighter = Self {
            terms: query.terms().cloned().collect(),
            stand_ins: Vec::new(),
            names: Vec::new(),
        };
        let Some(case) = case.filter(|_| !highlighter.terms.is_empty()) else {
            return highlighter;
        };
        let mut names = texts(case);
        names.retain(|(field, _)| field.is_name());
        let mut tokens = TokenTable::default();
        let of_names = names.iter().map(|(field, text)| (*field, text.as_str()));
        let found = TokenizedTexts::new(of_names, &mut tokens);
        for (at, positions) in highlighter.terms.iter().flat_map(|term| found.find(term)) {
            let (Some((_, name)), Some(folded)) = (names.get(at), found.folded.get(at)) else {
                continue;
            };
            highlighter
                .stand_ins
                .extend(stretches(&folded.text, &positions));
            highlighter
                .names
                .push((name.clone(), folded.shown(positions)));
        }
        highlighter.stand_ins.sort_unstable();
        highlighter.stand_ins.dedup();
        highlighter
    }

    /// The byte ranges to highlight in each text, sorted and not adjacent.
    #[must_use]
    pub fn occurrences(&self, shown: &[&str]) -> Vec<Vec<Range<usize>>> {
        if self.terms.is_empty() {
            return vec![Vec::new(); shown.len()];
        }
        // One table of tokens for all texts.
        let mut tokens = TokenTable::for_many_texts();
        let running = shown.iter().map(|text| (TextField::Section(0), *text));
        let texts = TokenizedTexts::new(running, &mut tokens);
        let shown = shown.iter().enumerate();
        shown
            .map(|(at, text)| {
                let terms = self.terms.iter();
                let terms = terms.flat_map(|term| texts.occurrences(at, term));
                let names = self.names.iter().filter(|(name, _)| name == text);
                let names = names.flat_map(|(_, ranges)| ranges.iter().cloned());
                let mut ranges: Vec<Range<usize>> = terms.chain(names).collect();
                if let Some(folded) = texts.folded.get(at) {
                    let stand_ins = self.stand_ins.iter();
                    ranges.extend(stand_ins.flat_map(|word| folded.occurrences(word)));
                }
                merge_ranges(&mut ranges);
                ranges
            })
            .collect()
    }
}

/// The stretches of adjacent characters at these positions; only those of two or more that are not all Latin,
/// since the others mean little.
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

/// A match in a text that is not shown otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// Which text it is.
    pub field: TextField,
    /// The whole text.
    pub text: String,
    /// The byte ranges that match, sorted and not adjacent; at least one.
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
    fn a_term_is_highlighted_where_it_matches_best() {
        let texts = ["全面推行“三段式”并联极速审批改革", "泸州市"];
        let names = [
            (TextField::Title(Lang::Zh), texts[0]),
            (TextField::Region, texts[1]),
        ];
        for query in ["审批 泸", "luz 审pi", "luzhoushenpi", "lzsp"] {
            let ranges = NameHighlighter::default().highlight(&names, &Query::new(query));
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
        let highlighter = TextHighlighter::new(&Query::new("审批 a"), None);
        let found = highlighter.occurrences(&["批", text]);
        assert_eq!(shown("批", &found[0]), [""; 0]);
        assert_eq!(shown(text, &found[1]), ["审批审批", "Ａ"]);
    }
}
