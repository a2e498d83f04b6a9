//! Which metrics of a case a query asks for, so that they can be shown.
//!
//! A case that is found by `unit:万元` or `化解率>=98` has such a metric; which one is looked for anew in those few cases
//! that are on the screen. What the bundle's index found a case by, an index of that case alone finds too.

use crate::bundle::{Case, Point};

use super::Query;
use super::answer::Condition;
use super::field::Field;
use super::index::Index;
use super::number::is_set;

/// A metric that is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AskedFor<'a> {
    /// Its index in its case.
    pub metric: usize,
    /// The point that says why: the first that meets a condition, or else that which stands for the metric, if one does.
    pub point: Option<&'a Point>,
}

impl Query {
    /// Whether it asks for metrics by their labels, their units or their numbers.
    #[must_use]
    pub fn asks_for_metrics(&self) -> bool {
        let terms = self.groups.iter().flatten();
        terms
            .filter(|term| !term.negated)
            .any(|term| term.what.is_of_metrics())
    }

    /// The metrics of a case, which it finds, that it asks for so: in the order of its terms, each once.
    #[must_use]
    pub fn metrics_of<'a>(&self, case: &'a Case) -> Vec<AskedFor<'a>> {
        let mut found: Vec<AskedFor> = Vec::new();
        if !self.asks_for_metrics() {
            return found;
        }
        let mut asking = self.clone();
        for group in &mut asking.groups {
            group.retain(|term| !term.negated && term.what.is_of_metrics());
        }
        let index = Index::of_metrics(case);
        for (_, condition) in index.plan(&asking).groups.iter().flatten() {
            for (at, metric) in case.metrics.iter().enumerate() {
                let label = index.column(Field::Metric).metric(metric);
                let unit = index.column(Field::Unit).unit(metric);
                let Some(values) = label.zip(unit) else {
                    continue;
                };
                let (is_asked_for, point) = match condition {
                    Condition::Among(Field::Metric, wanted) => {
                        (is_set(wanted, values.0), metric.compared())
                    }
                    Condition::Among(Field::Unit, wanted) => {
                        (is_set(wanted, values.1), metric.compared())
                    }
                    Condition::Number(meant) => {
                        let point = meant.met_by(metric, values);
                        (point.is_some(), point)
                    }
                    Condition::Among(..) | Condition::Word(_) => (false, None),
                };
                if is_asked_for && found.iter().all(|one| one.metric != at) {
                    found.push(AskedFor { metric: at, point });
                }
            }
        }
        found
    }
}
