//! Finding cases: a query, the searchable text of each case, and the order of what is found.
//!
//! ```text
//! case  ─ index ─▶ corpus (texts of units), columns, numbers
//! typed ─ parse ─▶ Query ─ index ─▶ Plan ─ answer ─▶ each condition, sixty-four cases at a time ─▶ hits, in order
//!                                                      └ a word: sweep ┬ pairs, paths, glance, leads, scatter   may it be there?
//!                                                                      ├ keys                      in what cases share
//!                                                                      └ seek, parts, align ─▶ rank    how well it fits
//! ```
//!
//! What it is not: it neither reads files nor draws; it gives indices of cases and byte ranges of texts.
//!
//! Invariants: everything here is a pure function of the bundle and the query, so the same query gives
//! the same list in the same order on every machine; an empty query finds every case in the bundle's order;
//! what is wrong in a query is told, and never keeps the rest from counting.

mod interner;

mod query;

mod matcher;

mod index;

mod paths;

mod answer;
mod hit;
mod plan;

mod glance;
mod group;
mod keys;
mod leads;
mod scatter;
mod scorer;
mod sweep;

mod bits;

mod asked;
mod complete;
mod facet;
mod highlight;
mod member;

#[cfg(test)]
mod brute;

pub use asked::AskedFor;
pub use complete::{Candidate, Completion};
pub use facet::{Facet, FacetValue};
pub use highlight::{Marker, Snippet, Sought};
pub use hit::{Findings, Hit, Places, all};
pub use index::index::Index;
pub use matcher::text_field::{Depth, Place};
pub use member::{finding_group, finding_having, finding_measured, narrowed};
pub use query::ast::{Mistake, Query, Reason};
pub use query::filters::{FILTERS, Field, FilterEntry, Having, query_table};
