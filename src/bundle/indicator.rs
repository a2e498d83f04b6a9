//! What of different cases may honestly be compared, and what a metric must be for that.
//!
//! Whoever writes a bundle decides which metrics share an indicator, and says in its rule with what reservation. The
//! checks here only make sure that such metrics can stand side by side: one figure each, in one unit.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::lang::Bilingual;
use super::metric::Quantity;
use super::text::Text;
use super::vocabulary::Better;

/// A key that metrics of different cases share which may honestly be compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// The key that metrics refer to.
    pub id: Text,
    /// What is compared.
    pub label: Bilingual,
    /// The unit of all its metrics.
    pub unit: Text,
    /// Which way is better, where that is plain.
    pub better: Option<Better>,
    /// The largest value there can be, such as 100 for a share.
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
    /// What part of a full bar a value is: of the largest value there can be, or else of the largest there is.
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
