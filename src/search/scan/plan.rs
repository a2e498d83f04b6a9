//! What a query means in a bundle.

use std::collections::BTreeSet;

use crate::bundle::Lang;

use super::scan::TermScan;
use crate::search::index::columns::{Value, ValueId};
use crate::search::index::index::Index;
use crate::search::index::numbers::NumberTest;
use crate::search::query::ast::{
    Clause, Comparison, FilterValue, Literal, Mistake, Predicate, Query, Reason,
};
use crate::search::query::filters::{Field, Having};

/// A query as a bundle understands it: what cannot be met by any case for a wrong name is left out.
pub(crate) struct Plan<'a> {
    pub groups: Vec<Vec<(&'a Clause, Condition<'a>)>>,
    pub mistakes: Vec<Mistake>,
}

/// What a case must meet.
pub(crate) enum Condition<'a> {
    Term(Box<TermScan<'a>>),
    /// One of the values of a field that are flagged.
    Filter(Field, Vec<bool>),
    Comparison(NumberTest),
}

impl Condition<'_> {
    /// Whether every case that meets it has a metric that does.
    pub fn is_met_by_metrics(&self) -> bool {
        match self {
            Self::Comparison(_) | Self::Filter(Field::Metric | Field::Unit, _) => true,
            // A notice need not be about a metric, and to have any says nothing of one.
            Self::Filter(Field::Has, wanted) => Having::among(wanted)
                .all(|having| matches!(having, Having::Change | Having::Masked)),
            Self::Term(_) | Self::Filter(..) => false,
        }
    }
}

impl Index {
    /// What a query means here.
    pub(crate) fn plan<'a>(&'a self, query: &'a Query) -> Plan<'a> {
        let mut mistakes = query.mistakes.clone();
        let mut groups = Vec::new();
        for group in &query.groups {
            let conditions = group.iter().filter_map(|term| {
                let condition = match &term.what {
                    Predicate::Term(term) => {
                        let term_scan = TermScan::new(term, &self.corpus, &self.columns);
                        Condition::Term(Box::new(term_scan))
                    }
                    Predicate::Filter(field, wanted) => {
                        let values = self.values(*field, wanted, &mut mistakes)?;
                        Condition::Filter(*field, self.flags(*field, values))
                    }
                    Predicate::Comparison(number) => {
                        Condition::Comparison(self.compile_comparison(number, &mut mistakes)?)
                    }
                };
                Some((term, condition))
            });
            let conditions: Vec<_> = conditions.collect();
            if !conditions.is_empty() {
                groups.push(conditions);
            }
        }
        // What costs least leaves the fewest cases to the rest; in what order is asked, the answer is the same.
        groups.sort_by_key(|group| {
            let mut conditions = group.iter();
            conditions.any(|(_, condition)| matches!(condition, Condition::Term(_)))
        });
        mistakes.sort_by_key(|mistake| mistake.span.start);
        Plan { groups, mistakes }
    }

    fn flags(&self, field: Field, values: impl IntoIterator<Item = ValueId>) -> Vec<bool> {
        let mut flags = vec![false; self.column(field).values.len()];
        for value in values {
            if let Some(flag) = flags.get_mut(value as usize) {
                *flag = true;
            }
        }
        flags
    }

    /// The values that a filter means; none if there are none.
    pub(crate) fn values(
        &self,
        field: Field,
        wanted: &[FilterValue],
        mistakes: &mut Vec<Mistake>,
    ) -> Option<BTreeSet<ValueId>> {
        let mut values = BTreeSet::new();
        let mut any = false;
        for one in wanted {
            let matching = self.column(field).matching(&one.value);
            let is_range = matches!(one.value, Literal::Range(..));
            any |= is_range;
            // No case is of that year: that is an answer.
            if matching.is_empty() && !is_range {
                mistakes.push(Mistake {
                    span: one.span.clone(),
                    reason: Reason::NoSuchValue(field, one.text.clone()),
                });
            }
            values.extend(matching);
        }
        (any || !values.is_empty()).then_some(values)
    }

    /// Of which metrics a condition speaks, and in which units; none if there are no such metrics.
    fn compile_comparison(
        &self,
        condition: &Comparison,
        mistakes: &mut Vec<Mistake>,
    ) -> Option<NumberTest> {
        let labels = self.column(Field::Metric).values.iter();
        let called = |value: &Value| {
            value
                .aliases()
                .iter()
                .any(|alias| alias.contains(&condition.label))
        };
        let labels: Vec<bool> = labels.map(called).collect();
        if !labels.contains(&true) {
            mistakes.push(Mistake {
                span: condition.label_span.clone(),
                reason: Reason::NoSuchMetric(condition.label.clone()),
            });
            return None;
        }
        let column = self.column(Field::Unit);
        let units = match &condition.unit {
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
                        span: condition.number_span.clone(),
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
            operator: condition.operator,
            number: condition.number,
        })
    }
}
