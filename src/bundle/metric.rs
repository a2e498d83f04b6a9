//! Metrics, their points, and the change from the first point to the last.

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
    /// Whether a lower or a higher value is better, if that is clear.
    pub better: Option<Better>,
    /// The time that the figures cover, in the document's own words and in English.
    pub period: Option<Bilingual>,
    /// The id of the indicator by which it may be compared with metrics of other cases.
    pub indicator: Option<Text>,
    /// The values, in the order in which they are shown.
    pub points: Vec<Point>,
}

impl Metric {
    /// The point that stands for the metric in comparisons with other cases: the only one, the latest, or the total.
    /// `None` if there is no such point.
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

    /// The change from the first point to the last. `None` unless the points are values of one quantity over time, and
    /// both ends are known and the first is not 0.
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
            // From 112 to at most 30 is a fall of at least 73 %.
            (Bound::Exact, Bound::AtMost) if percent < 0.0 => Bound::AtLeast,
            (Bound::Exact, Bound::AtLeast | Bound::MoreThan) if percent > 0.0 => Bound::AtLeast,
            _ => Bound::About,
        };
        Some(Change { percent, bound })
    }
}

/// Relative change of a metric.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// In percent of the first point; negative for a fall.
    pub percent: f64,
    /// How exact the size of the percentage is, given the bounds of the two points.
    pub bound: Bound,
}

/// One value of a metric.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Which of the metric's values it is; null if it is the only one.
    pub label: Option<Bilingual>,
    /// Its role in the metric.
    pub role: Role,
    /// The number, with 万 and 亿 multiplied out and money in 元; null if the document masks it.
    pub value: Option<Quantity>,
    /// How exact the number is.
    pub bound: Bound,
    /// The figure as printed.
    pub figure: Text,
    /// Position of the figure in the document, in characters.
    pub at: u32,
}

#[cfg(test)]
impl Point {
    /// A point without a label, with the value and bound that this figure reads as.
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
    /// A quantity; `None` if the number is NaN or infinite.
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
        /// 2^53. Below it every whole number is exact as a 64-bit float, and fits in `i64`.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if self.0.fract() == 0.0 && self.0.abs() < EXACT {
            #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}
