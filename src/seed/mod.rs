//! Seed files: the only place where a person edits content, and how they become a bundle.
//!
//! ```text
//! seeds/bundle.toml               the title of the collection
//! seeds/indicators.toml           what metrics of different cases may be compared by
//! seeds/<source>/source.toml      one published document, and which of its numbers are no figures
//! seeds/<source>/01-name.toml     one case: its text, its metrics, every figure with its position
//! ```
//!
//! [`build`] reads them all and gives either a bundle or every problem, each with file, line, column and remedy.
//! [`Seeds`] can also check that they cover every number of the published documents.
//!
//! What it is not: it writes no file.
//!
//! Invariants: the same seeds give the same bundle on every machine; an unknown field is a problem, never ignored.

mod build;

mod case;
mod indicator;
mod source;
mod toml_reader;

mod claim;
mod sums;

mod coverage;
mod exemption;

pub use build::{Seeds, build};
pub use claim::SumKind;
pub use coverage::Coverage;
pub use sums::{Sum, Verdict};
