//! Search: from what is typed to a ranked list of cases, with highlights, facets and completion.
//!
//! ```text
//! bundle ─▶ index: texts, dictionaries, columns, numbers
//!                    │
//! typed ─▶ query ─▶ scan: plan, then 64 cases at a time ─▶ hits, ranked
//!                    │
//!                    └ matcher: one term in one text, its score and the matched characters
//! ```
//!
//! | folder | what it is | may import |
//! | --- | --- | --- |
//! | `matcher` | one term against one text | neither of the others |
//! | `query` | text to syntax tree, and the table of filters | `matcher` |
//! | `index` | storage of all that is searched | `query`, `matcher` |
//! | `scan` | execution of a query on an index | all |
//!
//! It neither reads files nor draws: it returns positions of cases in the bundle and byte ranges of texts.
//!
//! Invariants: results are a pure function of the bundle and the query, so the same query gives the same list in the
//! same order on every machine; an empty query finds every case in the bundle's order; what is wrong with a query is
//! reported as a [`Mistake`], and the rest of it counts.

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
mod mechanisms;

#[cfg(test)]
mod oracle;

pub use complete::{Candidate, Completion};
pub use facet::{Facet, FacetValue};
pub use highlight::{NameHighlighter, Snippet, TextHighlighter};
pub use index::index::Index;
pub use matcher::text_field::{Depth, TextField};
#[cfg(feature = "ablation")]
pub use mechanisms::{Mechanism, Without};
pub use metric_match::MetricMatch;
pub use query::ast::{Mistake, Query, Reason};
pub use query::filters::{FILTERS, Feature, Field, FilterEntry, query_table};
pub use rewrite::{narrow_query, query_for_feature, query_for_group, query_for_indicator};
pub use scan::hit::{Hit, SearchResult, TextFieldSet, unranked_hits};
