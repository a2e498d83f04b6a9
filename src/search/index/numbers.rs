//! Numeric columns: the figures of metrics, for comparisons such as `化解率>=98`.
//!
//! Of a change or a series the last point counts, of any other metric every point. A comparison only holds where the
//! figure leaves no doubt: `30个工作日以内` is at most 30, so it passes `<=30`, but not `>=30`; 98%以上 passes `>=98`; a
//! masked figure passes nothing.

use crate::bundle::{Bound, Case, Metric, Point, Relation};
use crate::search::query::ast::Operator;

use super::columns::{Column, ValueId};
use super::packed::{Offsets, PackedInts};

/// The final points of the metrics of all cases.
#[derive(Debug, Clone, Default)]
pub(crate) struct MetricNumbers {
    /// For each case the end of its metrics.
    ends: Offsets,
    /// For each metric its label, as a value of the column of metrics.
    labels: PackedInts,
    /// For each metric its unit, as a value of the column of units.
    units: PackedInts,
    /// For each metric the end of its points.
    points: Offsets,
    values: Decimals,
    bounds: Vec<Bound>,
}

/// Decimal numbers, nearly all of which have few digits.
#[derive(Debug, Clone, Default)]
struct Decimals {
    /// The digits of each number as an integer, or its position in `others`.
    digits: PackedInts,
    /// The number of digits after the point, or [`OTHER`].
    places: Vec<u8>,
    others: Vec<f64>,
}

/// The powers of ten that make numbers whole.
const POWERS: [f64; 4] = [1.0, 10.0, 100.0, 1000.0];
const OTHER: u8 = 4;

impl Decimals {
    fn len(&self) -> usize {
        self.places.len()
    }

    fn push(&mut self, number: f64) {
        let written = (0..OTHER).zip(POWERS).find_map(|(places, power)| {
            let digits = (number * power).round();
            let fits = (0.0..f64::from(u32::MAX)).contains(&digits);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "it is whole and fits"
            )]
            let digits = if fits { digits as u32 } else { 0 };
            let same = (f64::from(digits) / power).to_bits() == number.to_bits();
            same.then_some((digits, places))
        });
        let (digits, places) = written.unwrap_or_else(|| {
            self.others.push(number);
            let last = u32::try_from(self.others.len() - 1).unwrap_or(u32::MAX);
            (last, OTHER)
        });
        self.digits.push(digits);
        self.places.push(places);
    }

    fn get(&self, at: usize) -> Option<f64> {
        let digits = self.digits.get(at);
        match POWERS.get(usize::from(*self.places.get(at)?)) {
            Some(power) => Some(f64::from(digits) / power),
            None => self.others.get(digits as usize).copied(),
        }
    }
}

/// A comparison whose label and unit are resolved: a flag for each value of the two columns.
#[derive(Debug, Clone)]
pub(crate) struct NumberTest {
    pub labels: Vec<bool>,
    pub units: Vec<bool>,
    pub operator: Operator,
    pub number: f64,
}

impl MetricNumbers {
    /// Adds the metrics of the next case, whose columns must have been added before.
    pub fn add(&mut self, case: &Case, labels: &Column, units: &Column) {
        for metric in &case.metrics {
            let points = final_points(metric).iter();
            let stated = points.filter_map(|point| Some((point.value?.get(), point.bound)));
            for (value, bound) in stated {
                self.values.push(value);
                self.bounds.push(bound);
            }
            if let Some((label, unit)) = labels.metric(metric).zip(units.unit(metric)) {
                self.labels.push(label);
                self.units.push(unit);
                self.points.push(self.values.len());
            }
        }
        self.ends.push(self.labels.len());
    }

    /// Whether a case has a metric that certainly passes.
    pub fn meet(&self, case: usize, test: &NumberTest) -> bool {
        self.ends.range(case).any(|at| {
            is_set(&test.labels, self.labels.get(at))
                && is_set(&test.units, self.units.get(at))
                && self.points.range(at).any(|at| self.certainly(at, test))
        })
    }

    /// The units of metrics with these labels.
    pub fn units_of(&self, labels: &[bool]) -> Vec<ValueId> {
        let metrics = 0..self.labels.len();
        let called = metrics.filter(|at| is_set(labels, self.labels.get(*at)));
        let mut units: Vec<ValueId> = called.map(|at| self.units.get(at)).collect();
        units.sort_unstable();
        units.dedup();
        units
    }

    fn certainly(&self, at: usize, test: &NumberTest) -> bool {
        let point = self.values.get(at).zip(self.bounds.get(at));
        point.is_some_and(|(value, bound)| test.is_met_by(value, *bound))
    }
}

impl NumberTest {
    /// The first point of a metric with these values that certainly passes, if any.
    pub fn met_by<'a>(
        &self,
        metric: &'a Metric,
        label: ValueId,
        unit: ValueId,
    ) -> Option<&'a Point> {
        let applies = is_set(&self.labels, label) && is_set(&self.units, unit);
        let mut points = final_points(metric).iter().filter(|_| applies);
        points.find(|point| {
            let value = point.value;
            value.is_some_and(|value| self.is_met_by(value.get(), point.bound))
        })
    }

    fn is_met_by(&self, value: f64, bound: Bound) -> bool {
        certainly(value, bound, self.operator, self.number)
    }
}

/// Whether the flag of a value is set.
pub(crate) fn is_set(flags: &[bool], id: ValueId) -> bool {
    flags.get(id as usize).copied().unwrap_or(false)
}

/// The points that count in comparisons.
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

/// Whether a figure of this value and bound certainly compares so with a number.
fn certainly(value: f64, bound: Bound, operator: Operator, number: f64) -> bool {
    use Operator::{AtLeast, AtMost, Equal, Less, More};
    match (bound, operator) {
        (Bound::Exact | Bound::About | Bound::AtMost, Less) => value < number,
        (Bound::Exact | Bound::About | Bound::AtMost, AtMost) => value <= number,
        (Bound::MoreThan, More) => value >= number,
        (Bound::Exact | Bound::About | Bound::AtLeast, More) => value > number,
        (Bound::Exact | Bound::About | Bound::AtLeast | Bound::MoreThan, AtLeast) => {
            value >= number
        }
        // Equality asks for the number that is printed, whatever its bound.
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
    fn decimals_read_back_bit_for_bit() {
        let mut decimals = Decimals::default();
        let numbers = [
            0.0, 98.7, 0.05, 12.345, 0.1234, -3.5, 4e9, 5e9, 1e-9, 99.99, -0.0,
        ];
        for number in numbers {
            decimals.push(number);
        }
        for (at, number) in numbers.iter().enumerate() {
            let kept = decimals.get(at).map(f64::to_bits);
            assert_eq!(kept, Some(number.to_bits()), "{number}");
        }
        assert_eq!(
            decimals.others.len(),
            5,
            "those of few digits are not kept whole"
        );
    }

    #[test]
    fn a_comparison_only_holds_where_the_figure_leaves_no_doubt() {
        use Operator::{AtLeast, AtMost, Equal, Less, More};
        let rows = [
            (Bound::Exact, [false, true, true, true, false]),
            (Bound::About, [false, true, true, true, false]),
            (Bound::AtMost, [false, true, true, false, false]),
            (Bound::AtLeast, [false, false, true, true, false]),
            (Bound::MoreThan, [false, false, true, true, true]),
        ];
        for (bound, expected) in rows {
            let met = [Less, AtMost, Equal, AtLeast, More]
                .map(|operator| certainly(30.0, bound, operator, 30.0));
            assert_eq!(met, expected, "{bound:?} 30");
        }
        assert!(certainly(29.0, Bound::AtMost, Less, 30.0));
        assert!(!certainly(31.0, Bound::AtMost, Less, 30.0));
    }
}
