//! Indicators: what metrics of different cases may honestly be compared by.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::lang::Bilingual;
use super::metric::Quantity;
use super::text::Text;
use super::vocabulary::Better;

/// What metrics of different cases share if they may honestly be compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// The key that metrics refer to.
    pub id: Text,
    /// What is compared.
    pub label: Bilingual,
    /// The unit of all its metrics.
    pub unit: Text,
    /// Whether a lower or a higher value is better, if that is clear.
    pub better: Option<Better>,
    /// The largest possible value, such as 100 for a percentage.
    pub most: Option<Quantity>,
    /// What may be compared, per what, and with what reservation.
    pub rule: Bilingual,
    /// Whether values of different cases may be added.
    pub sums: Additivity,
}

/// Whether values of different cases may be added.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Additivity {
    /// Whether they may.
    pub may: bool,
    /// Why they may, or may not.
    pub why: Bilingual,
}

impl Indicator {
    /// The part of a full bar that a value fills, from 0 to 1. A full bar is the largest possible value or, if there is
    /// none, the largest one present.
    #[must_use]
    pub fn part(&self, value: f64, largest: f64) -> f64 {
        let full = self.most.map_or(largest, Quantity::get);
        if full > 0.0 {
            (value / full).clamp(0.0, 1.0)
        } else {
            0.0
        }
    }
}
