//! Completion of the word at the caret: filters, their values and metrics, each with the number of cases it would leave.

use std::ops::Range;

use crate::bundle::Lang;
use crate::search::index::columns::{Column, ValueId, contains};
use crate::search::index::index::Index;
use crate::search::index::value::{Value, quoted};
use crate::search::matcher::automaton::match_name;
use crate::search::matcher::pattern::{Anchor, Pattern, Pinyin};
use crate::search::query::ast::{Literal, Query};
use crate::search::query::filters::{FILTERS, Field, FilterEntry, Listing, filter_named};
use crate::text::{fold, half_width};

/// The candidates for the word at the caret.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completion {
    /// What a candidate replaces, in bytes of the query.
    pub span: Range<usize>,
    /// The likeliest first; at most 200.
    pub candidates: Vec<Candidate>,
}

/// A candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The text to insert.
    pub text: String,
    /// Its name or description, if that says more than the text.
    pub name: String,
    /// How many cases the query would find with it.
    pub count: usize,
}

/// The most candidates; typing on narrows them.
const MOST: usize = 200;
/// The most metrics, whose labels are long.
const MOST_METRICS: usize = 8;
/// Fields whose values are offered for a word that is no filter.
const LIKELY: [Field; 5] = [
    Field::Region,
    Field::Topic,
    Field::Organ,
    Field::Tag,
    Field::Source,
];

/// The word at the caret.
#[derive(Clone)]
struct AtCaret<'a> {
    span: Range<usize>,
    /// Without a negation.
    text: &'a str,
}

impl Index {
    /// The candidates for the word before the caret, which is given in bytes.
    #[must_use]
    pub fn complete(&self, typed: &str, caret: usize, lang: Lang) -> Completion {
        let at = word_at(typed, caret);
        let rest = [typed.get(..at.span.start), typed.get(at.span.end..)];
        // A negation left by itself means nothing.
        let rest = rest.map(|part| part.unwrap_or_default().trim_end_matches(['!', '！']));
        // The cases that the rest of the query finds.
        let others = self.cases(&Query::new(&rest.join(" ")));
        let colon = at.text.char_indices().find(|(_, c)| half_width(*c) == ':');
        let named = colon.and_then(|(colon, c)| {
            let entry = filter_named(at.text.get(..colon)?)?;
            Some((entry, colon + c.len_utf8()))
        });
        let mut completion = match named {
            Some((entry, from)) => self.values_for(entry, &at, from, &others, lang),
            None => Completion {
                candidates: self.names_for(at.text, &others, lang),
                span: at.span,
            },
        };
        completion.candidates.truncate(MOST);
        completion
    }

    /// The candidates for the last value after a colon, which ends at `from` in the word.
    fn values_for(
        &self,
        entry: &FilterEntry,
        at: &AtCaret,
        from: usize,
        others: &[usize],
        lang: Lang,
    ) -> Completion {
        let Some(field) = entry.field() else {
            return Completion::default();
        };
        let values = at.text.get(from..).unwrap_or_default();
        let last = last_value(values);
        let begun = values.get(last..).unwrap_or_default();
        let listed = format!(
            "{}:{}",
            field.name(Lang::En),
            values.get(..last).unwrap_or_default()
        );
        let listed = Query::new(&listed);
        let span = at.span.start + from + last..at.span.end;
        let listed = self.listed(&listed);
        let column = self.column(field);
        let wanted = TypedPrefix::new(begun.trim_matches(['"', '“', '”']));
        let left = self.left(others, field, &listed);
        let values = column.in_order().iter().copied();
        let values = values.filter(|id| !listed.contains(id));
        let mut values = fitting(column, values, &left, &wanted);
        sort_and_cut(field, &mut values);
        let candidates: Vec<Candidate> = values
            .into_iter()
            .map(|(value, count)| candidate(value, String::new(), count, lang))
            .collect();
        if candidates.is_empty() && !begun.is_empty() {
            // Nothing begins so, so all values are offered.
            let all = AtCaret {
                text: at.text.get(..from + last).unwrap_or_default(),
                span: at.span.clone(),
            };
            let all = self.values_for(entry, &all, from, others, lang);
            return Completion { span, ..all };
        }
        Completion { span, candidates }
    }

    /// The values that a query of one filter lists.
    fn listed(&self, query: &Query) -> Vec<ValueId> {
        let terms = query.groups.iter().flatten();
        let values = terms.filter_map(|term| match &term.predicate {
            crate::search::query::ast::Predicate::Filter(field, wanted) => {
                self.values(*field, wanted, &mut Vec::new())
            }
            _ => None,
        });
        values.flatten().collect()
    }

    /// For each value of a field the number of these cases that have it, or any of those `listed`.
    fn left(&self, cases: &[usize], field: Field, listed: &[ValueId]) -> Vec<u32> {
        if listed.is_empty() {
            return self.counts(cases, field);
        }
        let column = self.column(field);
        let mut counts = vec![0; column.values.len()];
        let mut with_listed = 0;
        for case in cases {
            if column.of(*case).any(|value| listed.contains(&value)) {
                with_listed += 1;
            } else {
                column
                    .of(*case)
                    .for_each(|value| counts[value as usize] += 1);
            }
        }
        for count in &mut counts {
            *count += with_listed;
        }
        counts
    }

    /// How many of these cases have any value of a field.
    fn filled(&self, cases: &[usize], field: Field) -> usize {
        let column = self.column(field);
        if cases.len() == self.len() {
            return column.filled();
        }
        let filled = cases.iter().filter(|case| column.of(**case).len() > 0);
        filled.count()
    }

    /// The filters with a name that begins so, then values and metrics that contain it.
    fn names_for(&self, begun: &str, others: &[usize], lang: Lang) -> Vec<Candidate> {
        let begun = TypedPrefix::new(begun);
        let wanted = begun.folded.as_str();
        let every = others.len();
        let entries = FILTERS.iter().filter_map(|entry| {
            let mut names = entry.all_names().filter(|name| begins(name, &begun));
            let name = if wanted.is_empty() {
                entry.name(lang)
            } else {
                names.next()?
            };
            let count = entry
                .field()
                .map_or(every, |field| self.filled(others, field));
            Some(Candidate {
                text: format!("{name}:"),
                // A description that repeats the name is left out.
                name: Some(entry.description(lang))
                    .filter(|description| *description != entry.name(lang))
                    .unwrap_or_default()
                    .to_owned(),
                count,
            })
        });
        let mut candidates: Vec<Candidate> = entries.collect();
        // If a filter's name begins so, the filter is meant.
        let named = FILTERS.iter().flat_map(FilterEntry::all_names);
        if wanted.is_empty() || named.into_iter().any(|name| name.starts_with(wanted)) {
            return candidates;
        }
        for field in LIKELY {
            let column = self.column(field);
            let left = self.left(others, field, &[]);
            let ids = (0..).take(column.values.len());
            let mut values = fitting(column, ids, &left, &begun);
            sort_and_cut(field, &mut values);
            candidates.extend(values.into_iter().map(|(value, count)| {
                let before = format!("{}:", field.name(lang));
                candidate(value, before, count, lang)
            }));
        }
        candidates.extend(self.metrics_for(wanted, others, lang));
        candidates
    }

    /// The metrics whose label contains `wanted`, ready to be compared.
    fn metrics_for(&self, wanted: &str, others: &[usize], lang: Lang) -> Vec<Candidate> {
        let column: &Column = self.column(Field::Metric);
        let meant = column.matching(&Literal::Name(wanted.to_owned()));
        let left = self.left(others, Field::Metric, &[]);
        let counted = meant.into_iter().map(|id| (id, left[id as usize]));
        let counted = counted.filter(|(_, count)| *count > 0);
        let values = counted.filter_map(|(id, count)| Some((column.value(id)?, count)));
        let candidates = values.map(|(value, count)| Candidate {
            text: format!("{}>=", quoted(value.name(lang))),
            name: String::new(),
            count: count as usize,
        });
        candidates.take(MOST_METRICS).collect()
    }
}

fn candidate(value: &Value, before: String, count: u32, lang: Lang) -> Candidate {
    let query = value.in_query(lang);
    let name = value.name(lang);
    Candidate {
        name: if query == name {
            String::new()
        } else {
            name.to_owned()
        },
        text: before + &query,
        count: count as usize,
    }
}

/// Sorts values as the filter lists them, and keeps [`MOST`].
fn sort_and_cut(field: Field, values: &mut Vec<(&Value, u32)>) {
    if field.entry().listing() == Listing::ByCount {
        values.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    }
    values.truncate(MOST);
}

/// The beginning of a name, to be compared with many.
struct TypedPrefix {
    folded: String,
    /// Its pattern, if it may be pinyin.
    pattern: Option<Pattern>,
}

impl TypedPrefix {
    fn new(text: &str) -> Self {
        let folded = fold(text).trim().to_owned();
        let pattern = Pattern::new(&folded, Pinyin::Allowed).filter(Pattern::is_pinyin);
        Self { folded, pattern }
    }

    /// Whether it may stand for a name.
    fn fits(&self, alias: &str) -> bool {
        contains(alias, &self.folded) || self.spells(alias)
    }

    /// Whether the letters spell the beginning of a name.
    fn spells(&self, text: &str) -> bool {
        let anchor = Anchor {
            start: true,
            end: false,
        };
        let pattern = self.pattern.as_ref().filter(|_| !text.is_ascii());
        pattern.is_some_and(|pattern| match_name(text, pattern, anchor).is_some())
    }
}

/// The values that may be meant and that some cases have, with the number of cases.
fn fitting<'a>(
    column: &'a Column,
    ids: impl Iterator<Item = ValueId>,
    left: &[u32],
    begun: &TypedPrefix,
) -> Vec<(&'a Value, u32)> {
    let counted = ids.filter_map(|id| Some((column.value(id)?, *left.get(id as usize)?)));
    let counted = counted.filter(|(_, count)| *count > 0);
    counted
        .filter(|(value, _)| value.aliases().iter().any(|alias| begun.fits(alias)))
        .collect()
}

fn begins(name: &str, begun: &TypedPrefix) -> bool {
    name.starts_with(&begun.folded) || begun.spells(name)
}

/// The word at the caret: between the last space before it that is not quoted, and the caret.
fn word_at(typed: &str, caret: usize) -> AtCaret<'_> {
    let before = typed.get(..caret).unwrap_or(typed);
    let mut quoted = false;
    let mut start = 0;
    for (at, c) in before.char_indices() {
        if matches!(c, '"' | '“' | '”' | '＂') {
            quoted = !quoted;
        } else if c.is_whitespace() && !quoted {
            start = at + c.len_utf8();
        }
    }
    let text = before.get(start..).unwrap_or_default();
    let bare = text.trim_start_matches(['!', '！']);
    AtCaret {
        span: start + text.len() - bare.len()..before.len(),
        text: bare,
    }
}

/// The byte position where the last of several values begins.
fn last_value(values: &str) -> usize {
    let mut quoted = false;
    let mut last = 0;
    for (at, c) in values.char_indices() {
        match c {
            '"' | '“' | '”' | '＂' => quoted = !quoted,
            ',' | '，' | '、' if !quoted => last = at + c.len_utf8(),
            _ => {}
        }
    }
    last
}
