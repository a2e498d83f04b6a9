//! Rankings: the values of an indicator in order, and the rank of each case.
//!
//! ```text
//!  90%以上        ├─────────┤  1 to 3   at least 90, at most 100
//!  99.9%                   │   2 or 3
//!  100%                     │  1
//! ```
//!
//! A rank is as exact as the figures, so it is a range of ranks.
//!
//! What it is not: it does not judge whether the figures may be compared; the author of the bundle did by giving them
//! one indicator.
//!
//! Invariants: a masked value has no rank and does not affect others; equal values share theirs.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::RangeInclusive;

use crate::text::trim_float_error;

use crate::bundle::{Better, Bound, Case, Indicator, Interval, Metric, Quantity};

/// The value of an indicator in a case.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measurement {
    /// The index of the case in the bundle.
    pub case: usize,
    /// The index of the metric in the case.
    pub metric: usize,
    /// How exact the figure is.
    pub bound: Bound,
    /// What the figure allows the true value to be; `None` if it is masked.
    pub interval: Option<Interval>,
}

impl Measurement {
    /// The measurement of a metric, given the largest possible value if there is one. `None` if no point stands for the
    /// metric.
    fn new(case: usize, metric: usize, of: &Metric, most: Option<Quantity>) -> Option<Self> {
        let point = of.compared_point()?;
        let mut interval = Interval::as_printed(point);
        if let (Some(interval), Some(most)) = (&mut interval, most) {
            interval.high = interval.high.min(most.get()).max(interval.value);
        }
        Some(Self {
            case,
            metric,
            bound: point.bound,
            interval,
        })
    }

    /// The printed value; `None` if it is masked.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        self.interval.map(|interval| interval.value)
    }
}

/// The measurements of each indicator of a bundle, in the order of its cases.
#[derive(Debug, Clone, Default)]
pub(crate) struct MeasurementTable {
    indicators: Vec<Indicator>,
    /// Index of each indicator by its id.
    indices: HashMap<String, usize>,
    /// The measurements of each indicator.
    of: Vec<Vec<Measurement>>,
}

impl MeasurementTable {
    /// A table without measurements yet.
    pub fn new(indicators: &[Indicator]) -> Self {
        let indices = indicators.iter().enumerate();
        Self {
            indicators: indicators.to_vec(),
            indices: indices
                .map(|(at, one)| (one.id.as_str().to_owned(), at))
                .collect(),
            of: vec![Vec::new(); indicators.len()],
        }
    }

    /// Adds the next case of the bundle, which has this index.
    pub fn add(&mut self, index: usize, case: &Case) {
        // Saves a pass over the metrics of a large bundle without indicators.
        if self.indicators.is_empty() {
            return;
        }
        for (at, metric) in case.metrics.iter().enumerate() {
            let Some(position) = metric.indicator.as_ref().and_then(|id| self.index(id)) else {
                continue;
            };
            let most = self.indicators.get(position).and_then(|of| of.most);
            let measurements = self.of.get_mut(position);
            if let (Some(all), Some(one)) =
                (measurements, Measurement::new(index, at, metric, most))
            {
                all.push(one);
            }
        }
    }

    /// The indicators, in the bundle's order.
    pub fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    /// The measurements of an indicator, given by id.
    pub fn of(&self, indicator: &str) -> &[Measurement] {
        let index = self.index(indicator);
        index.and_then(|at| self.of.get(at)).map_or(&[], |of| of)
    }

    fn index(&self, indicator: &str) -> Option<usize> {
        self.indices.get(indicator).copied()
    }
}

/// The cases in the order of their values of an indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// The best first, masked ones last.
    measurements: Vec<Measurement>,
    /// Case and position in `measurements`, sorted by case.
    of_cases: Vec<(usize, usize)>,
    /// The lower ends of all intervals, sorted, so that a rank is found by binary search.
    lows: Vec<f64>,
    /// The upper ends, sorted.
    highs: Vec<f64>,
    lower_is_better: bool,
}

impl Ranking {
    /// The ranking of measurements of an indicator, at most one per case and in the bundle's order. The largest value
    /// is first unless lower is better; equal values keep the bundle's order.
    #[must_use]
    pub fn of(indicator: &Indicator, measurements: impl Iterator<Item = Measurement>) -> Self {
        let lower_is_better = indicator.better == Some(Better::Lower);
        let mut measurements: Vec<Measurement> = measurements.collect();
        measurements.sort_by(|one, other| match (one.value(), other.value()) {
            (Some(one), Some(other)) if lower_is_better => compare(one, other),
            (Some(one), Some(other)) => compare(other, one),
            (one, other) => other.is_some().cmp(&one.is_some()),
        });
        let places = measurements.iter().enumerate();
        let mut of_cases: Vec<(usize, usize)> = places.map(|(at, one)| (one.case, at)).collect();
        of_cases.sort_unstable();
        let in_order = |end: fn(&Interval) -> f64| {
            let intervals = measurements.iter().filter_map(|one| one.interval.as_ref());
            let mut ends: Vec<f64> = intervals.map(end).collect();
            ends.sort_unstable_by(|one, other| compare(*one, *other));
            ends
        };
        let (lows, highs) = (in_order(|of| of.low), in_order(|of| of.high));
        Self {
            measurements,
            of_cases,
            lows,
            highs,
            lower_is_better,
        }
    }

    /// The measurements, the best first, masked ones last.
    #[must_use]
    pub fn measurements(&self) -> &[Measurement] {
        &self.measurements
    }

    /// The number of cases with a value.
    #[must_use]
    pub fn known(&self) -> usize {
        self.lows.len()
    }

    /// The ranks, 1-based, that a case may have among those with a value. `None` if it has no value.
    #[must_use]
    pub fn rank(&self, case: usize) -> Option<RangeInclusive<usize>> {
        let index = self.of_cases.binary_search_by_key(&case, |of| of.0).ok()?;
        let (_, position) = self.of_cases.get(index)?;
        let own = self.measurements.get(*position)?.interval?;
        let below = |ends: &[f64], than: f64| ends.partition_point(|end| *end < than);
        let up_to = |ends: &[f64], most: f64| ends.partition_point(|end| *end <= most);
        // Those that are certainly better, and those that certainly are not; an exact value is among the latter itself.
        let (ahead, not_ahead) = if self.lower_is_better {
            let ahead = below(&self.highs, own.low);
            (ahead, self.known() - below(&self.lows, own.high))
        } else {
            let ahead = self.known() - up_to(&self.lows, own.high);
            (ahead, up_to(&self.highs, own.low))
        };
        let itself = usize::from(own.low >= own.high);
        Some(1 + ahead..=self.known() + itself - not_ahead)
    }

    /// The measurement with the least printed value.
    #[must_use]
    pub fn min(&self) -> Option<&Measurement> {
        if self.lower_is_better {
            self.with_value().first()
        } else {
            self.with_value().last()
        }
    }

    /// The measurement with the largest printed value.
    #[must_use]
    pub fn max(&self) -> Option<&Measurement> {
        if self.lower_is_better {
            self.with_value().last()
        } else {
            self.with_value().first()
        }
    }

    /// The median of the printed values; its bound is `About` if the figures' bounds allow another median.
    #[must_use]
    pub fn median(&self) -> Option<(f64, Bound)> {
        let value = middle(self.with_value(), |of| of.value().unwrap_or_default())?;
        // A median grows with each value, so the true one lies between the medians of the lower and of the upper ends.
        let is_certain = middle(&self.lows, |low| *low) == middle(&self.highs, |high| *high);
        Some((
            value,
            if is_certain {
                Bound::Exact
            } else {
                Bound::About
            },
        ))
    }

    fn with_value(&self) -> &[Measurement] {
        self.measurements.get(..self.known()).unwrap_or_default()
    }
}

/// The middle value of a sorted list, or halfway between the two in the middle.
fn middle<T>(in_order: &[T], value: impl Fn(&T) -> f64) -> Option<f64> {
    let upper = value(in_order.get(in_order.len() / 2)?);
    let lower = value(in_order.get((in_order.len() - 1) / 2)?);
    let is_one = lower.total_cmp(&upper).is_eq();
    Some(if is_one {
        upper
    } else {
        trim_float_error(f64::midpoint(lower, upper))
    })
}

/// The order of two numbers. No number of a bundle is NaN.
fn compare(one: f64, other: f64) -> Ordering {
    one.partial_cmp(&other).unwrap_or(Ordering::Equal)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::bundle::{Additivity, Bilingual, Text};

    fn indicator(better: Option<Better>) -> Indicator {
        let said = Bilingual {
            zh: Text::from("率"),
            en: Text::from("rate"),
        };
        Indicator {
            id: Text::from("rate"),
            label: said.clone(),
            unit: Text::from("%"),
            better,
            most: Quantity::new(100.0),
            rule: said.clone(),
            sums: Additivity {
                may: false,
                why: said,
            },
        }
    }

    fn measure(case: usize, interval: Option<Interval>) -> Measurement {
        Measurement {
            case,
            metric: 0,
            bound: Bound::Exact,
            interval,
        }
    }

    fn between(low: f64, value: f64, high: f64) -> Interval {
        Interval { low, value, high }
    }

    fn ranking(better: Option<Better>, intervals: &[Option<Interval>]) -> Ranking {
        let measurements = intervals.iter().enumerate();
        let measurements = measurements.map(|(case, interval)| measure(case, *interval));
        Ranking::of(&indicator(better), measurements)
    }

    fn order(ranking: &Ranking) -> Vec<usize> {
        ranking.measurements().iter().map(|one| one.case).collect()
    }

    #[test]
    fn a_floor_may_be_anywhere_above_it() {
        let ranking = ranking(
            Some(Better::Higher),
            &[
                Some(between(90.0, 90.0, 100.0)),
                None,
                Some(Interval::exact(99.9)),
                Some(Interval::exact(100.0)),
            ],
        );
        assert_eq!(order(&ranking), [3, 2, 0, 1]);
        assert_eq!(ranking.known(), 3);
        let ranks = [0, 1, 2, 3, 4].map(|case| ranking.rank(case));
        assert_eq!(ranks, [Some(1..=3), None, Some(2..=3), Some(1..=1), None]);
        assert_eq!(ranking.median(), Some((99.9, Bound::About)));
        let value = |measure: Option<&Measurement>| measure.and_then(Measurement::value);
        assert_eq!(value(ranking.min()), Some(90.0));
        assert_eq!(value(ranking.max()), Some(100.0));
    }

    #[test]
    fn a_bound_that_cannot_reach_the_middle_does_not_move_the_median() {
        let values = [
            Some(between(90.0, 90.0, 95.0)),
            Some(Interval::exact(96.0)),
            Some(Interval::exact(98.0)),
        ];
        let ranking = ranking(None, &values);
        assert_eq!(ranking.median(), Some((96.0, Bound::Exact)));
        assert_eq!(ranking.rank(0), Some(3..=3));
    }

    #[test]
    fn a_median_has_no_more_digits_than_it_needs() {
        for (values, median) in [
            (vec![357_406_690_236_217.0], 357_406_690_236_217.0),
            (vec![1e304, 3e304], 2e304),
            (vec![99.4, 98.0], 98.7),
            (vec![0.1, 0.2], 0.15),
        ] {
            let values: Vec<_> = values
                .into_iter()
                .map(|of| Some(Interval::exact(of)))
                .collect();
            let ranking = ranking(None, &values);
            assert_eq!(ranking.median(), Some((median, Bound::Exact)));
        }
    }

    #[test]
    fn without_values_there_is_neither_median_nor_rank() {
        for values in [vec![], vec![None, None]] {
            let ranking = ranking(None, &values);
            assert_eq!(ranking.known(), 0);
            assert_eq!((ranking.min(), ranking.max()), (None, None));
            assert_eq!((ranking.median(), ranking.rank(0)), (None, None));
            assert_eq!(order(&ranking), (0..values.len()).collect::<Vec<_>>());
        }
    }

    #[test]
    fn equal_values_share_a_rank_and_keep_their_order() {
        let values = [3.0, 5.0, 3.0, 5.0].map(|value| Some(Interval::exact(value)));
        for (better, first, last) in [
            (Some(Better::Lower), [0, 2, 1, 3], 3..=3),
            (Some(Better::Higher), [1, 3, 0, 2], 1..=1),
            (None, [1, 3, 0, 2], 1..=1),
        ] {
            let ranking = ranking(better, &values);
            assert_eq!(order(&ranking), first);
            assert_eq!(ranking.rank(1), Some(last.clone()));
            assert_eq!(ranking.rank(3), Some(last));
        }
    }

    fn any_interval() -> impl Strategy<Value = Interval> {
        // Few values, so that some are equal.
        let parts = (0..20u8, 0..5u8, 0..5u8, any::<bool>());
        parts.prop_map(|(value, below, above, open)| {
            let value = f64::from(value);
            let high = if open {
                f64::INFINITY
            } else {
                value + f64::from(above)
            };
            between(value - f64::from(below), value, high)
        })
    }

    fn any_better() -> impl Strategy<Value = Option<Better>> {
        prop::sample::select(vec![None, Some(Better::Lower), Some(Better::Higher)])
    }

    proptest! {
        #[test]
        fn a_rank_is_among_the_known_values(
            better in any_better(),
            values in prop::collection::vec(prop::option::of(any_interval()), 0..12),
        ) {
            let ranking = ranking(better, &values);
            prop_assert_eq!(ranking.known(), values.iter().flatten().count());
            for (case, value) in values.iter().enumerate() {
                let place = ranking.rank(case);
                prop_assert_eq!(place.is_some(), value.is_some());
                if let Some(place) = place {
                    prop_assert!(1 <= *place.start() && place.start() <= place.end());
                    prop_assert!(*place.end() <= ranking.known());
                }
            }
        }

        #[test]
        fn a_rank_is_that_of_pairwise_comparison(
            better in any_better(),
            values in prop::collection::vec(prop::option::of(any_interval()), 0..12),
        ) {
            let ranking = ranking(better, &values);
            for (case, own) in values.iter().enumerate() {
                let others = values.iter().enumerate().filter(|(other, _)| *other != case);
                let others: Vec<Interval> = others.filter_map(|(_, other)| *other).collect();
                let lower = better == Some(Better::Lower);
                let ahead = |other: &Interval, own: &Interval| {
                    if lower { other.high < own.low } else { other.low > own.high }
                };
                let behind = |other: &Interval, own: &Interval| {
                    if lower { other.low >= own.high } else { other.high <= own.low }
                };
                let place = own.map(|own| {
                    let first = 1 + others.iter().filter(|other| ahead(other, &own)).count();
                    let last = 1 + others.iter().filter(|other| !behind(other, &own)).count();
                    first..=last
                });
                prop_assert_eq!(ranking.rank(case), place);
            }
        }

        #[test]
        fn the_true_order_is_within_the_ranks(
            better in any_better(),
            values in prop::collection::vec((any_interval(), 0.0..1.0), 1..10),
        ) {
            let intervals: Vec<_> = values.iter().map(|(interval, _)| Some(*interval)).collect();
            let ranking = ranking(better, &intervals);
            let truth: Vec<f64> = values
                .iter()
                .map(|(of, part)| of.low + (of.high.min(1e6) - of.low) * part)
                .collect();
            for (case, own) in truth.iter().enumerate() {
                let ahead = truth.iter().filter(|other| match better {
                    Some(Better::Lower) => *other < own,
                    Some(Better::Higher) | None => *other > own,
                });
                let place = 1 + ahead.count();
                prop_assert!(ranking.rank(case).is_some_and(|range| range.contains(&place)));
            }
        }

        #[test]
        fn distinct_exact_values_have_the_ranks_of_their_order(
            better in any_better(),
            values in prop::collection::hash_set(0..1000u16, 0..12),
        ) {
            let values: Vec<_> = values
                .into_iter()
                .map(|value| Some(Interval::exact(f64::from(value))))
                .collect();
            let ranking = ranking(better, &values);
            for (at, case) in order(&ranking).into_iter().enumerate() {
                prop_assert_eq!(ranking.rank(case), Some(at + 1..=at + 1));
            }
            prop_assert!(ranking.median().is_none_or(|(_, bound)| bound == Bound::Exact));
        }

        #[test]
        fn a_larger_value_never_has_a_lower_rank(
            better in any_better(),
            values in prop::collection::vec(any_interval(), 1..12),
            which in any::<prop::sample::Index>(),
            more in 1..9u8,
        ) {
            let case = which.index(values.len());
            let mut intervals: Vec<_> = values.into_iter().map(Some).collect();
            let before = ranking(better, &intervals).rank(case).expect("a place");
            if let Some(Some(of)) = intervals.get_mut(case) {
                let more = f64::from(more);
                *of = between(of.low + more, of.value + more, of.high + more);
            }
            let after = ranking(better, &intervals).rank(case).expect("a place");
            let (worse, is) = match better {
                Some(Better::Lower) => (before, after),
                Some(Better::Higher) | None => (after, before),
            };
            prop_assert!(worse.start() <= is.start() && worse.end() <= is.end());
        }

        #[test]
        fn the_median_is_between_the_least_and_the_largest(
            better in any_better(),
            values in prop::collection::vec(any_interval(), 1..12),
        ) {
            let values: Vec<_> = values.into_iter().map(Some).collect();
            let ranking = ranking(better, &values);
            let of = |measure: Option<&Measurement>| measure.and_then(Measurement::value).expect("a value");
            let (median, _) = ranking.median().expect("a median");
            prop_assert!(of(ranking.min()) <= median && median <= of(ranking.max()));
        }
    }
}
