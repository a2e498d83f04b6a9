//! The command line: one file for each command.
//!
//! `run` only dispatches. `context` opens the bundle and the documents and knows the exit codes; `find` runs a query over a
//! bundle. What it is not: nothing is decided here about cases, queries or screens.
//!
//! Invariants: outside the browser, only this room writes to standard output; exit codes are those of fzf: 0 done,
//! 1 nothing matched, 2 error, 130 interrupted.

mod args;
mod run;

mod context;

mod by_id;
mod find;

mod browse;
mod compare;
mod indicators;
mod list;
mod metrics;
mod notices;
mod overview;
mod show;

mod build;
mod check;
mod completions;
mod schema;

mod csv;
mod plain;

pub use context::Outcome;
pub use run::run;
