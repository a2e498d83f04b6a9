//! Metrics and their points, and what can be said of a change.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

use super::lang::Bilingual;
use super::text::Text;
use super::vocabulary::{Better, Bound, Relation, Role};

/// One thing counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Metric {
    /// The metric's key, unique in its case.
    pub id: Text,
    /// What is counted.
    pub label: Bilingual,
    /// The Chinese unit or measure word, without 万 or 亿.
    pub unit: Text,
    /// How the points belong together.
    pub relation: Relation,
    /// Which way is better, where that is plain.
    pub better: Option<Better>,
    /// The time the figures cover, in the document's own words and in English.
    pub period: Option<Bilingual>,
    /// The key of the metrics of other cases it may honestly be compared with.
    pub indicator: Option<Text>,
    /// The values, in the order in which they make sense.
    pub points: Vec<Point>,
}

impl Metric {
    /// The point that stands for the metric where it is compared with those of other cases: the only one, the last
    /// state, or the whole.
    #[must_use]
    pub fn compared_point(&self) -> Option<&Point> {
        match self.relation {
            Relation::Single | Relation::Change | Relation::OverTime => self.points.last(),
            Relation::Parts | Relation::Subset => {
                self.points.iter().find(|point| point.role == Role::Total)
            }
            Relation::SideBySide => None,
        }
    }

    /// The change from the first point to the last, where the points are states of one quantity.
    #[must_use]
    pub fn change(&self) -> Option<Change> {
        match self.relation {
            Relation::Change | Relation::OverTime => {}
            Relation::Single | Relation::Parts | Relation::Subset | Relation::SideBySide => {
                return None;
            }
        }
        let [first, .., last] = self.points.as_slice() else {
            return None;
        };
        let (before, after) = (first.value?.get(), last.value?.get());
        if before == 0.0 {
            return None;
        }
        let percent = (after - before) / before.abs() * 100.0;
        let bound = match (first.bound, last.bound) {
            (Bound::Exact, Bound::Exact) => Bound::Exact,
            // What ends at 30 or less has fallen by 73 % or more.
            (Bound::Exact, Bound::AtMost) if percent < 0.0 => Bound::AtLeast,
            (Bound::Exact, Bound::AtLeast | Bound::MoreThan) if percent > 0.0 => Bound::AtLeast,
            _ => Bound::About,
        };
        Some(Change { percent, bound })
    }
}

/// How far a metric moved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// From the first point to the last, in percent of the first; negative for a fall.
    pub percent: f64,
    /// What the bounds of the two points leave of the percentage, as to its size.
    pub bound: Bound,
}

/// One value of a metric.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Which of the metric's values it is; none if it is the only one.
    pub label: Option<Bilingual>,
    /// What part it plays in the metric.
    pub role: Role,
    /// The number, with 万 and 亿 multiplied out and money in 元; null if the document masks it.
    pub value: Option<Quantity>,
    /// How exact the number is.
    pub bound: Bound,
    /// The figure as printed.
    pub figure: Text,
    /// Where the figure begins in the document, in characters.
    pub at: u32,
}

#[cfg(test)]
impl Point {
    /// The only point of a metric, as this figure reads.
    pub(crate) fn printed(figure: &str) -> Self {
        let reading = super::figure::parse_figure(figure).expect("a figure");
        Self {
            label: None,
            role: Role::Value,
            value: reading.value.and_then(Quantity::new),
            bound: reading.bound,
            figure: Text::from(figure),
            at: 0,
        }
    }
}

/// A number as a document states it. Never NaN or infinite.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Quantity(f64);

impl Quantity {
    /// Makes a quantity of a finite number.
    #[must_use]
    pub fn new(value: f64) -> Option<Self> {
        value.is_finite().then_some(Self(value))
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl Serialize for Quantity {
    /// Whole numbers are written without a fraction, `112` and not `112.0`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// Below this every whole number has a 64-bit float of its own, and fits in `i64`.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if self.0.fract() == 0.0 && self.0.abs() < EXACT {
            #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}
