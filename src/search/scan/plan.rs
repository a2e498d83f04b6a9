//! A query planned on an index: names resolved to values, labels and units, terms prepared for scanning.

use std::collections::BTreeSet;

use crate::bundle::Lang;
use crate::search::index::columns::ValueId;
use crate::search::index::index::Index;
use crate::search::index::numbers::NumberTest;
use crate::search::index::value::Value;
use crate::search::query::ast::{
    Clause, Comparison, FilterValue, Literal, Mistake, Predicate, Query, Reason,
};
use crate::search::query::filters::{Feature, Field};

use super::scan::TermScan;

/// A query on an index. Clauses with names that the index does not know are left out and become mistakes, so that a
/// typing error does not empty the list.
pub(crate) struct Plan<'a> {
    /// Conjunction of disjunctions; cheap groups come first.
    pub groups: Vec<Vec<(&'a Clause, Condition<'a>)>>,
    /// In the order of the query.
    pub mistakes: Vec<Mistake>,
}

/// A resolved predicate.
pub(crate) enum Condition<'a> {
    Term(Box<TermScan<'a>>),
    /// A field, and a flag for each value in its column: the case must have one that is set.
    Filter(Field, Vec<bool>),
    Comparison(NumberTest),
}

impl Condition<'_> {
    /// Whether every case that meets it has a metric that does.
    pub fn is_met_by_metrics(&self) -> bool {
        match self {
            Self::Comparison(_) => true,
            // A notice need not be about a metric, and to have any metric picks none.
            Self::Filter(Field::Has, wanted) => Feature::among(wanted)
                .all(|feature| matches!(feature, Feature::Change | Feature::Masked)),
            Self::Filter(field, _) => field.entry().selects_metrics(),
            Self::Term(_) => false,
        }
    }
}

impl Index {
    /// Plans a query.
    pub(crate) fn plan<'a>(&'a self, query: &'a Query) -> Plan<'a> {
        let mut mistakes = query.mistakes.clone();
        let mut groups = Vec::new();
        for group in &query.groups {
            let conditions = group.iter().filter_map(|clause| {
                let condition = match &clause.predicate {
                    Predicate::Term(term) => {
                        let term_scan =
                            TermScan::new(term, &self.corpus, &self.columns, self.without);
                        Condition::Term(Box::new(term_scan))
                    }
                    Predicate::Filter(field, listed) => {
                        let values = self.values(*field, listed, &mut mistakes)?;
                        Condition::Filter(*field, self.flags(*field, values))
                    }
                    Predicate::Comparison(comparison) => {
                        Condition::Comparison(self.number_test(comparison, &mut mistakes)?)
                    }
                };
                Some((clause, condition))
            });
            let conditions: Vec<_> = conditions.collect();
            if !conditions.is_empty() {
                groups.push(conditions);
            }
        }
        // Filters are cheap and leave fewer cases to the terms; the order does not change the answer.
        groups.sort_by_key(|group| {
            let mut conditions = group.iter();
            conditions.any(|(_, condition)| matches!(condition, Condition::Term(_)))
        });
        mistakes.sort_by_key(|mistake| mistake.span.start);
        Plan { groups, mistakes }
    }

    /// A flag for each value in the column of a field.
    fn flags(&self, field: Field, values: impl IntoIterator<Item = ValueId>) -> Vec<bool> {
        let mut flags = vec![false; self.column(field).values.len()];
        for value in values {
            if let Some(flag) = flags.get_mut(value as usize) {
                *flag = true;
            }
        }
        flags
    }

    /// The values that a filter lists; `None` if the index knows none of them.
    pub(crate) fn values(
        &self,
        field: Field,
        listed: &[FilterValue],
        mistakes: &mut Vec<Mistake>,
    ) -> Option<BTreeSet<ValueId>> {
        let mut values = BTreeSet::new();
        let mut has_range = false;
        for one in listed {
            let matching = self.column(field).matching(&one.literal);
            let is_range = matches!(one.literal, Literal::Range(..));
            has_range |= is_range;
            // That no case is of these years is an answer, not a mistake.
            if matching.is_empty() && !is_range {
                mistakes.push(Mistake {
                    span: one.span.clone(),
                    reason: Reason::NoSuchValue(field, one.text.clone()),
                });
            }
            values.extend(matching);
        }
        (has_range || !values.is_empty()).then_some(values)
    }

    /// A comparison with its label and unit resolved; `None` if no metric has such a label, or such a unit with it.
    fn number_test(
        &self,
        comparison: &Comparison,
        mistakes: &mut Vec<Mistake>,
    ) -> Option<NumberTest> {
        let labels = self.column(Field::Metric).values.iter();
        let called = |value: &Value| {
            value
                .aliases()
                .iter()
                .any(|alias| alias.contains(&comparison.label))
        };
        let labels: Vec<bool> = labels.map(called).collect();
        if !labels.contains(&true) {
            mistakes.push(Mistake {
                span: comparison.label_span.clone(),
                reason: Reason::NoSuchMetric(comparison.label.clone()),
            });
            return None;
        }
        let column = self.column(Field::Unit);
        let units = match &comparison.unit {
            None => vec![true; column.values.len()],
            Some(unit) => {
                let named = column.matching(&Literal::Name(unit.clone()));
                let used = self.numbers.units_of(&labels);
                if !used.iter().any(|unit| named.contains(unit)) {
                    let used = used.iter().filter_map(|id| column.value(*id));
                    let mut used: Vec<String> =
                        used.map(|value| value.name(Lang::Zh).to_owned()).collect();
                    used.sort_unstable();
                    mistakes.push(Mistake {
                        span: comparison.number_span.clone(),
                        reason: Reason::OtherUnit(unit.clone(), used),
                    });
                    return None;
                }
                self.flags(Field::Unit, named)
            }
        };
        Some(NumberTest {
            labels,
            units,
            operator: comparison.operator,
            number: comparison.number,
        })
    }
}
