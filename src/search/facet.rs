//! Facets: the values of a few fields, each with the number of cases it would leave, and the query with it toggled.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::bundle::Lang;
use crate::search::index::columns::{Column, ValueId};
use crate::search::index::index::Index;
use crate::search::index::value::Value;
use crate::search::query::ast::{Clause, Predicate, Query, Reason};
use crate::search::query::filters::Field;

/// The fields with a facet, in the order in which they are shown.
const FACETS: [Field; 5] = [
    Field::Topic,
    Field::Region,
    Field::Level,
    Field::Year,
    Field::Source,
];

/// A field with its values and their counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// The field.
    pub field: Field,
    /// In the order of the column, without values that no case of the bundle has.
    pub values: Vec<FacetValue>,
}

/// A value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// Its name.
    pub name: String,
    /// How many values it is within, as a county is within its prefecture and province.
    pub depth: usize,
    /// How many cases have it and meet the rest of the query, without filters on this field.
    pub count: usize,
    /// Whether the query filters by it.
    pub on: bool,
    /// The query with it toggled.
    pub toggled: String,
}

/// A value, and those within it.
type Outer = (ValueId, BTreeSet<ValueId>);

/// The selected values after one is toggled. A value takes the place of those it is within.
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
    /// The facets of a query.
    #[must_use]
    pub fn facets(&self, typed: &str, lang: Lang) -> Vec<Facet> {
        let typed = &closed(typed);
        let query = Query::new(typed);
        // Most fields are not in the query, and share its result.
        let found = OnceCell::new();
        let found = || -> &[usize] { found.get_or_init(|| self.cases(&query)) };
        let facet = |field| self.facet(typed, &query, &found, field, lang);
        FACETS.into_iter().map(facet).collect()
    }

    fn facet<'a>(
        &'a self,
        typed: &str,
        query: &Query,
        found: &dyn Fn() -> &'a [usize],
        field: Field,
        lang: Lang,
    ) -> Facet {
        let column = self.column(field);
        let (mut on, mut spans) = (BTreeSet::new(), Vec::new());
        let mut without = query.clone();
        without.groups.retain(|group| match group.as_slice() {
            [clause] if !clause.negated => self.takes(clause, field, &mut on, &mut spans),
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

    /// Notes the values if a clause filters by `field`; returns false for such a clause and true for others.
    fn takes(
        &self,
        clause: &Clause,
        field: Field,
        on: &mut BTreeSet<ValueId>,
        spans: &mut Vec<Range<usize>>,
    ) -> bool {
        match &clause.predicate {
            Predicate::Filter(of, listed) if *of == field => {
                on.extend(
                    self.values(field, listed, &mut Vec::new())
                        .unwrap_or_default(),
                );
                spans.push(clause.span.clone());
                false
            }
            _ => true,
        }
    }

    /// For each value of a field the number of these cases that have it.
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

/// A query to which a clause can be appended: its quotation closed, and without a bar at the end.
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

/// A query whose filters on a field are to be replaced by one.
struct FilterRewrite<'a> {
    typed: &'a str,
    field: Field,
    column: &'a Column,
    /// Where they stand, in bytes.
    spans: Vec<Range<usize>>,
    lang: Lang,
}

impl FilterRewrite<'_> {
    /// The query with a filter by these values, where the first one stood or at the end.
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
        // The space separates what is typed next.
        parts.push("");
        parts.join(" ")
    }
}
