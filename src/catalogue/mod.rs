//! Collections of cases: what a list must know of every case, how cases fall into groups, and how figures rank.
//!
//! A [`Catalogue`] keeps a few numbers a case, so that a list of a million needs no case itself. A [`Breakdown`] counts
//! some of its cases by group and adds up what may be added. A [`Ranking`] puts the values of one indicator in order, as
//! far as their bounds allow one.
//!
//! What it is not: it reads no file, knows no query and draws nothing.

mod breakdown;
mod groups;
mod ranking;

pub use breakdown::{Breakdown, IndicatorTotal, Tally};
pub use groups::{Catalogue, GroupId, Grouping, Groups, Totals};
pub use ranking::{Measurement, Ranking};
