//! Seed files: the only place where a person edits content, and how they become a bundle.
//!
//! ```text
//! seeds/bundle.toml               what the collection is called
//! seeds/indicators.toml           by what metrics of different cases may be compared
//! seeds/<source>/source.toml      one published document, and which of its numbers are no figures
//! seeds/<source>/01-name.toml     one case: its text, its metrics, every figure with its position
//! ```
//!
//! [`build`] reads them all and gives either a bundle or every problem, each with file, line, column and
//! remedy; [`Seeds`] also holds them against the published documents. What it is not: it writes no file.
//!
//! Invariants: the same seeds give the same bundle on every machine; a field that a seed may not have is
//! a problem, never ignored.

mod build;

mod case;
mod indicator;
mod source;

mod arithmetic;
mod check;

mod account;
mod explanation;

mod fields;

pub use account::Account;
pub use arithmetic::{Sum, Verdict};
pub use build::{Seeds, build};
pub use check::SumKind;
