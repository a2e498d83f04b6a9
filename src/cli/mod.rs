//! The door: what the program does for each way of calling it.
//!
//! What it is not: nothing is decided here about cases, queries or screens; each command is a few lines
//! that put the rooms together.
//!
//! Invariants: only this room and the panics of a bug write to standard output outside the browser; exit
//! codes are those of fzf: 0 done, 1 nothing matched, 2 error, 130 interrupted.

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
