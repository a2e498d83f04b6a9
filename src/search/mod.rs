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

mod query;

mod matcher;

mod index;

mod scan;

mod complete;
mod facet;
mod highlight;
mod metric_match;
mod rewrite;

mod bits;
mod interner;

#[cfg(test)]
mod oracle;

pub use complete::{Candidate, Completion};
pub use facet::{Facet, FacetValue};
pub use highlight::{Marker, Snippet, Sought};
pub use index::index::Index;
pub use matcher::text_field::{Depth, Place};
pub use metric_match::AskedFor;
pub use query::ast::{Mistake, Query, Reason};
pub use query::filters::{FILTERS, Field, FilterEntry, Having, query_table};
pub use rewrite::{finding_group, finding_having, finding_measured, narrowed};
pub use scan::hit::{Findings, Hit, Places, all};
