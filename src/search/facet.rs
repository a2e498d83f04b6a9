//! Facets: the values of a few fields with how many cases each would leave, and the query with each turned on or
//! off.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::bundle::Lang;

use crate::search::index::columns::{Column, Value, ValueId};
use crate::search::index::index::Index;
use crate::search::query::ast::{Clause, Predicate, Query, Reason};
use crate::search::query::filters::Field;

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

/// A value with those that are within it.
type Outer = (ValueId, BTreeSet<ValueId>);

/// The values that are asked for once another is turned on, or off: a value within another is asked for instead of it.
fn toggled(id: ValueId, on: &BTreeSet<ValueId>, outer: &[Outer]) -> BTreeSet<ValueId> {
    let mut toggled = on.clone();
    if !toggled.remove(&id) {
        for (other, _) in outer.iter().filter(|(_, within)| within.contains(&id)) {
            toggled.remove(other);
        }
        toggled.insert(id);
    }
    toggled
}

impl Index {
    /// The facets of what was typed. A value that no case of the bundle has is left out.
    #[must_use]
    pub fn facets(&self, typed: &str, lang: Lang) -> Vec<Facet> {
        let typed = &closed(typed);
        let query = Query::new(typed);
        // What the query finds is the same for all fields that it does not ask for.
        let found = OnceCell::new();
        let found = || -> &[usize] { found.get_or_init(|| self.cases(&query)) };
        let facet = |field| self.facet((typed, &query), &found, field, lang);
        FACETS.into_iter().map(facet).collect()
    }

    fn facet<'a>(
        &'a self,
        (typed, query): (&str, &Query),
        found: &dyn Fn() -> &'a [usize],
        field: Field,
        lang: Lang,
    ) -> Facet {
        let column = self.column(field);
        let (mut on, mut spans) = (BTreeSet::new(), Vec::new());
        let mut without = query.clone();
        without.groups.retain(|group| match group.as_slice() {
            [term] if !term.negated => self.takes(term, field, &mut on, &mut spans),
            _ => true,
        });
        let counts = if without.groups.is_empty() {
            Cow::Borrowed(column.counts())
        } else if spans.is_empty() {
            Cow::Owned(self.counts(found(), field))
        } else {
            Cow::Owned(self.counts(&self.cases(&without), field))
        };
        let rewriting = FilterRewrite {
            typed,
            field,
            column,
            spans,
            lang,
        };
        let outer = on.iter().map(|id| (*id, column.within(*id)));
        let outer: Vec<Outer> = outer
            .map(|(id, within)| (id, within.iter().copied().collect()))
            .collect();
        let ever = |id: &ValueId| {
            column
                .counts()
                .get(*id as usize)
                .is_some_and(|count| *count > 0)
        };
        let in_order = column.in_order().iter().copied().filter(ever);
        let values = in_order.filter_map(|id| {
            let value = column.value(id)?;
            Some(FacetValue {
                name: value.name(lang).to_owned(),
                depth: value.depth(),
                count: counts.get(id as usize).map_or(0, |count| *count as usize),
                on: on.contains(&id),
                toggled: rewriting.with(&toggled(id, &on, &outer)),
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
        term: &Clause,
        field: Field,
        on: &mut BTreeSet<ValueId>,
        spans: &mut Vec<Range<usize>>,
    ) -> bool {
        match &term.predicate {
            Predicate::Filter(of, wanted) if *of == field => {
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

    /// How many of these cases have each value of a field.
    pub(super) fn counts(&self, cases: &[usize], field: Field) -> Vec<u32> {
        let column = self.column(field);
        if cases.len() == self.len() {
            return column.counts().to_vec();
        }
        let mut counts = vec![0; column.values.len()];
        for case in cases {
            for value in column.of(*case) {
                counts[value as usize] += 1;
            }
        }
        counts
    }
}

/// A query behind which another term can stand: with its quotation closed, and without a bar that joins nothing.
pub(super) fn closed(typed: &str) -> String {
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
struct FilterRewrite<'a> {
    typed: &'a str,
    field: Field,
    column: &'a Column,
    /// Where the terms stand, in bytes.
    spans: Vec<Range<usize>>,
    lang: Lang,
}

impl FilterRewrite<'_> {
    /// The query that asks for these values, where the first of the terms stood or at the end.
    fn with(&self, values: &BTreeSet<ValueId>) -> String {
        let values = values.iter().filter_map(|id| self.column.value(*id));
        let mut values: Vec<&Value> = values.collect();
        values.sort_by_key(|value| value.order());
        let names: Vec<String> = values
            .into_iter()
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
