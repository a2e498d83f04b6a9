//! The searchable text of each case, folded once, and the search over it.

use crate::bundle::{Bundle, Case, Text};
use crate::text::fold;

use super::Query;
use super::fuzzy::Fuzzy;

/// A case that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The index of the case in the bundle.
    pub case: usize,
    /// How well it matches; more is better; 0 for an empty query.
    pub score: i64,
}

/// The folded text of every case of a bundle.
pub struct Index {
    entries: Vec<Entry>,
    fuzzy: Fuzzy,
}

struct Entry {
    /// Title in both languages, organ, region, tags, years, id: matched fuzzily.
    names: Vec<String>,
    /// Summary, sections and metric labels, one a line: matched exactly.
    body: String,
}

/// What a character of a word found in the body is worth: half of one that is found in a name
/// (fuzzy-matcher gives 16 and more), so that a name always comes before a body.
const BODY_SCORE: i64 = 8;

/// What an empty query finds: every case, in the bundle's order.
#[must_use]
pub fn all(bundle: &Bundle) -> Vec<Hit> {
    (0..bundle.cases.len())
        .map(|case| Hit { case, score: 0 })
        .collect()
}

impl Index {
    /// Folds the texts of a bundle.
    #[must_use]
    pub fn new(bundle: &Bundle) -> Self {
        Self {
            entries: bundle.cases.iter().map(Entry::new).collect(),
            fuzzy: Fuzzy::new(),
        }
    }

    /// The cases in which every word of the query occurs, the best first, equals in the bundle's order.
    #[must_use]
    pub fn search(&self, query: &Query) -> Vec<Hit> {
        let mut hits: Vec<Hit> = self
            .entries
            .iter()
            .enumerate()
            .filter_map(|(case, entry)| {
                Some(Hit {
                    case,
                    score: self.score(entry, query)?,
                })
            })
            .collect();
        hits.sort_by_key(|hit| (std::cmp::Reverse(hit.score), hit.case));
        hits
    }

    fn score(&self, entry: &Entry, query: &Query) -> Option<i64> {
        query.words().map(|word| self.score_word(entry, word)).sum()
    }

    fn score_word(&self, entry: &Entry, word: &str) -> Option<i64> {
        let in_name = entry
            .names
            .iter()
            .filter_map(|name| self.fuzzy.find(name, word))
            .map(|found| found.score)
            .max();
        let in_body = || {
            let length = i64::try_from(word.chars().count()).unwrap_or(i64::MAX);
            entry
                .body
                .contains(word)
                .then(|| BODY_SCORE.saturating_mul(length))
        };
        in_name.or_else(in_body)
    }
}

impl Entry {
    fn new(case: &Case) -> Self {
        let tags = case
            .tags
            .iter()
            .map(Text::as_str)
            .collect::<Vec<_>>()
            .join(" ");
        let years = case
            .years
            .iter()
            .map(u16::to_string)
            .collect::<Vec<_>>()
            .join(" ");
        let names = [&case.title.zh, &case.title.en, &case.organ, &case.id]
            .map(|text| fold(text))
            .into_iter()
            .chain([fold(&case.region.full()), fold(&tags), years])
            .collect();
        let summary = [fold(&case.summary.zh), fold(&case.summary.en)];
        let sections = case.sections.iter().map(|section| fold(&section.text));
        let labels = case
            .metrics
            .iter()
            .flat_map(|metric| [fold(&metric.label.zh), fold(&metric.label.en)]);
        let body = summary
            .into_iter()
            .chain(sections)
            .chain(labels)
            .collect::<Vec<_>>()
            .join("\n");
        Self { names, body }
    }
}
