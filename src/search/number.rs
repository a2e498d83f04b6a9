//! Conditions on the numbers of metrics: `化解率>=98`.
//!
//! A metric is held to what it says in the end: of a change or a series its last point, of anything else any of its
//! points. A condition is met only where the figure leaves no doubt. What is printed as `30个工作日以内` is at most 30, so
//! it meets `<=30`, but not `>=30`; `>98%` meets `>98`; a masked figure meets nothing.

use crate::bundle::{Bound, Case, Metric, Point, Relation};

use super::column::{Column, ValueId};
use super::query::Comparison;

/// The numbers of the metrics of all cases.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbers {
    /// For each case where its metrics end.
    ends: Vec<u32>,
    metrics: Vec<Counted>,
    values: Vec<f64>,
    bounds: Vec<Bound>,
}

/// A metric.
#[derive(Debug, Clone, Copy)]
struct Counted {
    /// What is counted, by its number in the column of metrics.
    label: ValueId,
    /// By its number in the column of units.
    unit: ValueId,
    /// Where its points end.
    end: u32,
}

/// What a condition asks of metrics: the labels and the units that it means.
#[derive(Debug, Clone)]
pub(super) struct Meant {
    pub labels: Vec<bool>,
    pub units: Vec<bool>,
    pub comparison: Comparison,
    pub number: f64,
}

impl Numbers {
    /// Takes in the metrics of the next case, which the columns have taken in.
    pub fn add(&mut self, case: &Case, labels: &Column, units: &Column) {
        let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        for metric in &case.metrics {
            let points = final_points(metric).iter();
            let stated = points.filter_map(|point| Some((point.value?.get(), point.bound)));
            for (value, bound) in stated {
                self.values.push(value);
                self.bounds.push(bound);
            }
            let numbers = labels.metric(metric).zip(units.unit(metric));
            self.metrics.extend(numbers.map(|(label, unit)| Counted {
                label,
                unit,
                end: small(self.values.len()),
            }));
        }
        self.ends.push(small(self.metrics.len()));
    }

    /// Whether a case has a metric that certainly meets a condition.
    pub fn meet(&self, case: usize, meant: &Meant) -> bool {
        let end = |case: usize| self.ends.get(case).map_or(0, |end| *end as usize);
        let mut metrics = case.checked_sub(1).map_or(0, end)..end(case);
        metrics.any(|at| {
            let Some(metric) = self.metrics.get(at) else {
                return false;
            };
            let before = at.checked_sub(1).and_then(|at| self.metrics.get(at));
            let begin = before.map_or(0, |metric| metric.end as usize);
            let mut points = begin..metric.end as usize;
            is_set(&meant.labels, metric.label)
                && is_set(&meant.units, metric.unit)
                && points.any(|at| self.certainly(at, meant))
        })
    }

    /// The units in which metrics of these labels count, by their numbers.
    pub fn units_of(&self, labels: &[bool]) -> Vec<ValueId> {
        let metrics = self.metrics.iter();
        let called = metrics.filter(|metric| is_set(labels, metric.label));
        let mut units: Vec<ValueId> = called.map(|metric| metric.unit).collect();
        units.sort_unstable();
        units.dedup();
        units
    }

    fn certainly(&self, at: usize, meant: &Meant) -> bool {
        let point = self.values.get(at).zip(self.bounds.get(at));
        point
            .is_some_and(|(value, bound)| certainly(*value, *bound, meant.comparison, meant.number))
    }
}

/// Whether a value is among those that are flagged.
pub(super) fn is_set(flags: &[bool], id: ValueId) -> bool {
    flags.get(id as usize).copied().unwrap_or(false)
}

/// The points that a metric says in the end.
fn final_points(metric: &Metric) -> &[Point] {
    match metric.relation {
        Relation::Change | Relation::OverTime => {
            metric.points.last().map_or(&[], std::slice::from_ref)
        }
        Relation::Single | Relation::Parts | Relation::Subset | Relation::SideBySide => {
            &metric.points
        }
    }
}

/// Whether a figure that says `value`, or a bound of it, compares so with a number.
fn certainly(value: f64, bound: Bound, comparison: Comparison, number: f64) -> bool {
    use Comparison::{AtLeast, AtMost, Equal, Less, More};
    match (bound, comparison) {
        (Bound::Exact | Bound::About | Bound::AtMost, Less) => value < number,
        (Bound::Exact | Bound::About | Bound::AtMost, AtMost) => value <= number,
        (Bound::MoreThan, More) => value >= number,
        (Bound::Exact | Bound::About | Bound::AtLeast, More) => value > number,
        (Bound::Exact | Bound::About | Bound::AtLeast | Bound::MoreThan, AtLeast) => {
            value >= number
        }
        // Whoever looks for a number looks for the one that is printed.
        #[expect(
            clippy::float_cmp,
            reason = "both are the same decimal as it was written"
        )]
        (_, Equal) => value == number,
        (Bound::AtMost, AtLeast | More) | (Bound::AtLeast | Bound::MoreThan, AtMost | Less) => {
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_is_met_only_where_the_figure_leaves_no_doubt() {
        use Comparison::{AtLeast, AtMost, Equal, Less, More};
        let rows = [
            (Bound::Exact, [false, true, true, true, false]),
            (Bound::About, [false, true, true, true, false]),
            (Bound::AtMost, [false, true, true, false, false]),
            (Bound::AtLeast, [false, false, true, true, false]),
            (Bound::MoreThan, [false, false, true, true, true]),
        ];
        for (bound, expected) in rows {
            let met = [Less, AtMost, Equal, AtLeast, More]
                .map(|comparison| certainly(30.0, bound, comparison, 30.0));
            assert_eq!(met, expected, "{bound:?} 30");
        }
        assert!(certainly(29.0, Bound::AtMost, Less, 30.0));
        assert!(!certainly(31.0, Bound::AtMost, Less, 30.0));
    }
}
