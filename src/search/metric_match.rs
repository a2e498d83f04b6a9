//! Which metric of a case a query asks for, so that it can be shown.
//!
//! A case that is found by `unit:万元` or `化解率>=98` has such a metric; which one is looked for anew in those few cases
//! that are on the screen. What the bundle's index found a case by, an index of that case alone finds too.

use crate::bundle::{Case, Point};

use crate::search::index::index::Index;
use crate::search::index::numbers::is_set;
use crate::search::query::ast::Query;
use crate::search::query::filters::{Field, Having};
use crate::search::scan::plan::Condition;

/// A metric that is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AskedFor<'a> {
    /// Its index in its case.
    pub metric: usize,
    /// The point that says why: the first that meets a condition, or else that which stands for the metric, if one does.
    pub point: Option<&'a Point>,
}

impl Query {
    /// Whether it may ask for metrics by their labels, their units, their numbers, or something that they have.
    #[must_use]
    pub fn may_ask_for_metrics(&self) -> bool {
        let terms = self.groups.iter().flatten();
        terms
            .filter(|term| !term.negated)
            .any(|term| term.predicate.may_ask_for_metrics())
    }

    /// The first metric of a case, which it finds, that it asks for so.
    #[must_use]
    pub fn metric_of<'a>(&self, case: &'a Case) -> Option<AskedFor<'a>> {
        if !self.may_ask_for_metrics() {
            return None;
        }
        let mut asking = self.clone();
        for group in &mut asking.groups {
            group.retain(|term| !term.negated && term.predicate.may_ask_for_metrics());
        }
        let index = Index::of_metrics(case);
        let plan = index.plan(&asking);
        let mut conditions = plan.groups.iter().flatten();
        conditions.find_map(|(_, condition)| {
            let mut metrics = 0..case.metrics.len();
            metrics.find_map(|at| asked_for(condition, &index, case, at))
        })
    }
}

/// The metric at an index of a case, if a condition asks for it.
fn asked_for<'a>(
    condition: &Condition,
    index: &Index,
    case: &'a Case,
    at: usize,
) -> Option<AskedFor<'a>> {
    let metric = case.metrics.get(at)?;
    let label = index.column(Field::Metric).metric(metric)?;
    let unit = index.column(Field::Unit).unit(metric)?;
    let point = match condition {
        Condition::Filter(Field::Metric, wanted) if is_set(wanted, label) => metric.compared(),
        Condition::Filter(Field::Unit, wanted) if is_set(wanted, unit) => metric.compared(),
        Condition::Filter(Field::Has, wanted) => {
            match Having::among(wanted).find(|having| having.is_in(metric, case))? {
                Having::Masked => metric.points.iter().find(|point| point.value.is_none()),
                Having::Notice | Having::Metric | Having::Change => metric.compared(),
            }
        }
        Condition::Comparison(test) => Some(test.met_by(metric, (label, unit))?),
        Condition::Filter(..) | Condition::Term(_) => return None,
    };
    Some(AskedFor { metric: at, point })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::{Metric, Quantity, Relation, parse_text};
    use crate::search::scan::hit::Places;

    /// A query, and whether it asks for a metric, by the point that is given with it.
    type Row = (&'static str, fn(&Metric, Option<&Point>) -> bool);

    fn value(point: Option<&Point>) -> f64 {
        let value = point.and_then(|point| point.value);
        value.map_or(f64::NAN, Quantity::get)
    }

    #[test]
    fn every_case_that_is_found_has_a_metric_that_is_asked_for_and_no_other_is_shown() {
        let rows: [Row; 9] = [
            ("化解率>=98", |metric, point| {
                metric.label.zh.contains("化解率") && value(point) >= 98.0
            }),
            ("时间<=30个工作日", |metric, point| {
                metric.unit.as_str() == "工作日" && value(point) <= 30.0
            }),
            ("件数>1000 | 人数>1000", |_, point| {
                value(point) >= 1000.0
            }),
            ("unit:家", |metric, _| metric.unit.as_str() == "家"),
            ("metric:满意率,好评率", |metric, _| {
                ["满意率", "好评率"]
                    .iter()
                    .any(|name| metric.label.zh.contains(name))
            }),
            ("metric:dispute-settlement-rate", |metric, point| {
                metric.indicator.is_some() && point == metric.compared()
            }),
            ("has:change", |metric, point| {
                metric.relation == Relation::Change && point == metric.points.last()
            }),
            ("有:被遮盖的数字", |_, point| {
                point.is_some_and(|point| point.value.is_none())
            }),
            // What must not be there cannot be shown, and words ask for no metric.
            ("!unit:家 调解", |_, _| false),
        ];
        let bundle = parse_text(include_str!("../../data/cases.json"), "shipped").expect("sound");
        let index = Index::new(&bundle);
        for (typed, is_asked_for) in rows {
            let query = Query::new(typed);
            let hits = index.search(&query).hits;
            assert!(!hits.is_empty(), "{typed}");
            for hit in hits {
                let case = &bundle.cases[hit.case()];
                let found = query.metric_of(case);
                assert_eq!(
                    found.is_none(),
                    !query.may_ask_for_metrics(),
                    "{typed}: {}",
                    case.title.zh.as_str()
                );
                assert_eq!(
                    hit.places.beyond(Places::default()),
                    found.is_some() || typed.contains('调')
                );
                if let Some(one) = found {
                    let metric = &case.metrics[one.metric];
                    assert!(
                        is_asked_for(metric, one.point),
                        "{typed}: {}",
                        metric.label.zh.as_str()
                    );
                }
            }
        }
    }
}
