//! Collections of cases: groups, counts by group, and rankings by indicator.
//!
//! A [`Catalogue`] keeps a few numbers for each case, so that a list of a million needs no case itself. A [`Breakdown`]
//! counts some of its cases by group and sums their figures where that is allowed. A [`Ranking`] orders the values of
//! one indicator as far as their bounds allow.
//!
//! What it is not: it reads no file, knows no query and draws nothing.
//!
//! Invariants: figures are added only where their indicator allows it; a masked value is never taken for 0.

mod breakdown;
mod groups;
mod ranking;

pub use breakdown::{Breakdown, IndicatorTotal, Tally};
pub use groups::{Catalogue, GroupId, Grouping, Groups, Totals};
pub use ranking::{Measurement, Ranking};
