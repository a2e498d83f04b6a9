//! Facets: the values of a few fields with how many cases each would leave, and the query with each turned on or
//! off.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::bundle::Lang;

use super::column::{Column, ValueId};
use super::field::Field;
use super::index::Index;
use super::query::{Query, Reason, Term, What};

/// The fields that have a facet, in the order in which they are shown.
const FACETS: [Field; 5] = [
    Field::Topic,
    Field::Region,
    Field::Level,
    Field::Year,
    Field::Source,
];

/// A field with its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// The field.
    pub field: Field,
    /// Its values, in their own order.
    pub values: Vec<FacetValue>,
}

/// A value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// What it is called.
    pub name: String,
    /// How many values it is within, such as a county within its province.
    pub depth: usize,
    /// How many cases of the query have it, whatever else of its field is asked for.
    pub count: usize,
    /// Whether the query asks for it.
    pub on: bool,
    /// What the query is if it is turned on, or off.
    pub toggled: String,
}

impl Index {
    /// The facets of what was typed. A value that no case of the bundle has is left out.
    #[must_use]
    pub fn facets(&self, typed: &str, lang: Lang) -> Vec<Facet> {
        let typed = &closed(typed);
        let query = Query::new(typed);
        let facet = |field| self.facet(typed, &query, field, lang);
        FACETS.into_iter().map(facet).collect()
    }

    fn facet(&self, typed: &str, query: &Query, field: Field, lang: Lang) -> Facet {
        let column = self.column(field);
        let (mut on, mut spans) = (BTreeSet::new(), Vec::new());
        let mut without = query.clone();
        without.groups.retain(|group| match group.as_slice() {
            [term] if !term.negated => self.takes(term, field, &mut on, &mut spans),
            _ => true,
        });
        let rewriting = Rewriting {
            typed,
            field,
            column,
            spans,
            lang,
        };
        let counts = self.counts(&without, field);
        let ever = self.counts(&Query::default(), field);
        let values = column.in_order().into_iter().filter_map(|id| {
            let value = column.value(id)?;
            let mut toggled = on.clone();
            if !toggled.remove(&id) {
                // A value within another is asked for instead of it.
                toggled.retain(|other| !column.is_within(id, *other));
                toggled.insert(id);
            }
            ever.contains_key(&id).then(|| FacetValue {
                name: value.name(lang).to_owned(),
                depth: value.depth,
                count: counts.get(&id).copied().unwrap_or(0),
                on: on.contains(&id),
                toggled: rewriting.with(&toggled),
            })
        });
        Facet {
            field,
            values: values.collect(),
        }
    }

    /// Notes the values of a term that asks for a field; whether it is another sort of term, and stays.
    fn takes(
        &self,
        term: &Term,
        field: Field,
        on: &mut BTreeSet<ValueId>,
        spans: &mut Vec<Range<usize>>,
    ) -> bool {
        match &term.what {
            What::Among(of, wanted) if *of == field => {
                on.extend(
                    self.values(field, wanted, &mut Vec::new())
                        .unwrap_or_default(),
                );
                spans.push(term.span.clone());
                false
            }
            _ => true,
        }
    }

    /// How many cases that a query finds have each value of a field.
    fn counts(&self, query: &Query, field: Field) -> BTreeMap<ValueId, usize> {
        let column = self.column(field);
        let mut counts = BTreeMap::new();
        for case in self.cases(query) {
            for value in column.of(case) {
                *counts.entry(*value).or_insert(0) += 1;
            }
        }
        counts
    }
}

/// A query behind which another term can stand: with its quotation closed, and without a bar that joins nothing.
fn closed(typed: &str) -> String {
    let query = Query::new(typed);
    let open = |reason: &Reason| *reason == Reason::NoClosingQuote;
    if query.mistakes().iter().any(|mistake| open(&mistake.reason)) {
        return format!("{typed}\"");
    }
    typed
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '｜'))
        .to_owned()
}

/// A query whose terms for a field are to be replaced by one.
struct Rewriting<'a> {
    typed: &'a str,
    field: Field,
    column: &'a Column,
    /// Where the terms stand, in bytes.
    spans: Vec<Range<usize>>,
    lang: Lang,
}

impl Rewriting<'_> {
    /// The query that asks for these values, where the first of the terms stood or at the end.
    fn with(&self, values: &BTreeSet<ValueId>) -> String {
        let in_order = self.column.in_order().into_iter();
        let names: Vec<String> = in_order
            .filter(|id| values.contains(id))
            .filter_map(|id| self.column.value(id))
            .map(|value| value.in_query(self.lang))
            .collect();
        let term = if names.is_empty() {
            String::new()
        } else {
            format!("{}:{}", self.field.name(self.lang), names.join(","))
        };
        let mut parts = Vec::new();
        let mut from = 0;
        for (at, span) in self.spans.iter().enumerate() {
            parts.push(self.typed.get(from..span.start).unwrap_or_default().trim());
            if at == 0 {
                parts.push(&term);
            }
            from = span.end;
        }
        parts.push(self.typed.get(from..).unwrap_or_default().trim());
        if self.spans.is_empty() {
            parts.push(&term);
        }
        parts.retain(|part| !part.is_empty());
        // What is typed next is a word of its own.
        parts.push("");
        parts.join(" ")
    }
}
