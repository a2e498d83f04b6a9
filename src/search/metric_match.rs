//! Which metric of a case a query asks for, so that it can be shown.
//!
//! A hit of `unit:万元` or `化解率>=98` has such a metric. The index does not record which; it is found for the few cases on
//! the screen by planning the query on an index of the case's metrics alone, which resolves names as the whole index does.

use crate::bundle::{Case, Point};
use crate::search::index::index::Index;
use crate::search::index::numbers::is_set;
use crate::search::query::ast::Query;
use crate::search::query::filters::{Feature, Field};
use crate::search::scan::plan::Condition;

/// A metric that a query asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MetricMatch<'a> {
    /// Its position in the case.
    pub metric: usize,
    /// The point that meets the query, or else the one that stands for the metric, if any.
    pub point: Option<&'a Point>,
}

impl Query {
    /// Whether the query filters metrics by label, unit, number or feature.
    #[must_use]
    pub fn may_ask_for_metrics(&self) -> bool {
        let clauses = self.groups.iter().flatten();
        clauses
            .filter(|clause| !clause.negated)
            .any(|clause| clause.predicate.may_ask_for_metrics())
    }

    /// The first metric of a hit that meets a filter or comparison.
    #[must_use]
    pub fn metric_of<'a>(&self, case: &'a Case) -> Option<MetricMatch<'a>> {
        if !self.may_ask_for_metrics() {
            return None;
        }
        let mut asking = self.clone();
        for group in &mut asking.groups {
            group.retain(|clause| !clause.negated && clause.predicate.may_ask_for_metrics());
        }
        let index = Index::of_metrics(case);
        let plan = index.plan(&asking);
        let mut conditions = plan.groups.iter().flatten();
        conditions.find_map(|(_, condition)| {
            let mut metrics = 0..case.metrics.len();
            metrics.find_map(|at| match_of(condition, &index, case, at))
        })
    }
}

/// The metric at a position, if it meets a condition.
fn match_of<'a>(
    condition: &Condition,
    index: &Index,
    case: &'a Case,
    at: usize,
) -> Option<MetricMatch<'a>> {
    let metric = case.metrics.get(at)?;
    let label = index.column(Field::Metric).metric(metric)?;
    let unit = index.column(Field::Unit).unit(metric)?;
    let point = match condition {
        Condition::Filter(Field::Metric, wanted) if is_set(wanted, label) => {
            metric.compared_point()
        }
        Condition::Filter(Field::Unit, wanted) if is_set(wanted, unit) => metric.compared_point(),
        Condition::Filter(Field::Has, wanted) => {
            match Feature::among(wanted).find(|feature| feature.is_in(metric, case))? {
                Feature::Masked => metric.points.iter().find(|point| point.value.is_none()),
                Feature::Notice | Feature::Metric | Feature::Change => metric.compared_point(),
            }
        }
        Condition::Comparison(test) => Some(test.met_by(metric, label, unit)?),
        Condition::Filter(..) | Condition::Term(_) => return None,
    };
    Some(MetricMatch { metric: at, point })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::{Metric, Quantity, Relation, parse_text};
    use crate::search::scan::hit::TextFieldSet;

    /// A query, and a test of the metric and point it finds.
    type Row = (&'static str, fn(&Metric, Option<&Point>) -> bool);

    fn value(point: Option<&Point>) -> f64 {
        let value = point.and_then(|point| point.value);
        value.map_or(f64::NAN, Quantity::get)
    }

    #[test]
    fn every_hit_has_a_metric_that_the_query_asks_for() {
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
                metric.indicator.is_some() && point == metric.compared_point()
            }),
            ("has:change", |metric, point| {
                metric.relation == Relation::Change && point == metric.points.last()
            }),
            ("有:被遮盖的数字", |_, point| {
                point.is_some_and(|point| point.value.is_none())
            }),
            // What must be absent cannot be shown, and terms do not ask for metrics.
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
                    hit.fields.beyond(TextFieldSet::default()),
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
