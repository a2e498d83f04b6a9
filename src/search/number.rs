//! Conditions on the numbers of metrics: `化解率>=98`.
//!
//! A metric is held to what it says in the end: of a change or a series its last point, of anything else any of its
//! points. A condition is met only where the figure leaves no doubt. What is printed as `30个工作日以内` is at most 30, so
//! it meets `<=30`, but not `>=30`; `>98%` meets `>98`; a masked figure meets nothing.

use crate::bundle::{Bound, Case, Metric, Point, Relation};
use crate::text::fold;

use super::query::Comparison;

/// The numbers of a metric.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Numbers {
    /// The label in both languages and the indicator, folded.
    labels: Vec<String>,
    indicator: Option<String>,
    pub unit: String,
    points: Vec<(f64, Bound)>,
}

impl Numbers {
    /// The numbers of the metrics of a case.
    pub fn of(case: &Case) -> Vec<Self> {
        case.metrics.iter().map(Self::of_metric).collect()
    }

    fn of_metric(metric: &Metric) -> Self {
        let points: &[Point] = match metric.relation {
            Relation::Change | Relation::OverTime => {
                metric.points.last().map_or(&[], std::slice::from_ref)
            }
            Relation::Single | Relation::Parts | Relation::Subset | Relation::SideBySide => {
                &metric.points
            }
        };
        let points = points.iter();
        Self {
            labels: vec![fold(&metric.label.zh), fold(&metric.label.en)],
            indicator: metric.indicator.as_ref().map(|indicator| fold(indicator)),
            unit: metric.unit.as_str().to_owned(),
            points: points
                .filter_map(|point| Some((point.value?.get(), point.bound)))
                .collect(),
        }
    }

    /// Whether this is what a condition calls its metric: part of the label, or the indicator.
    pub fn is_called(&self, name: &str) -> bool {
        self.indicator.as_deref() == Some(name)
            || self.labels.iter().any(|label| label.contains(name))
    }

    /// Whether one of the numbers certainly compares so.
    pub fn meets(&self, comparison: Comparison, number: f64) -> bool {
        self.points
            .iter()
            .any(|(value, bound)| certainly(*value, *bound, comparison, number))
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
