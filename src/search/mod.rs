//! Finding cases: a query, the searchable text of each case, and the order of what is found.
//!
//! What it is not: it neither reads files nor draws; it gives indices of cases and byte ranges of texts.
//!
//! Invariants: everything here is a pure function of the bundle and the query, so the same query gives
//! the same list in the same order on every machine; an empty query finds every case in the bundle's order.

mod query;

mod index;

mod fuzzy;
mod highlight;

pub use highlight::{highlight, occurrences};
pub use index::{Hit, Index, all};
pub use query::Query;
