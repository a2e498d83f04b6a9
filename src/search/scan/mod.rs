//! Query execution: plans a query on an index, scans all cases 64 at a time, and ranks the hits.
//!
//! ```text
//! Query ─ plan ─▶ conditions ─ execute ─▶ 64 cases at a time, on two threads ─▶ hits
//!                  └ a term: scan ┬ paths, scattered: which of 64 cases may match, by their signatures
//!                                 ├ prefilter, split: may this case match?
//!                                 ├ dictionary_scores: texts that cases share, once each
//!                                 └ scorer: how well one text matches
//! ```
//!
//! Invariants: every case that is skipped cannot match; scores equal those of the matcher on the whole case, which
//! the oracle proves.

pub mod execute;
pub mod hit;
pub mod plan;

pub mod batch;
pub mod scan;

pub mod dictionary_scores;
pub mod paths;
pub mod prefilter;
pub mod scattered;
pub mod scorer;
pub mod split;
