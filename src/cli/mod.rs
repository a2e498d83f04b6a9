//! The door: what the program does for each way of calling it.
//!
//! What it is not: nothing is decided here about cases, queries or screens; each command is a few lines
//! that put the rooms together.
//!
//! Invariants: only this room and the panics of a bug write to standard output outside the browser; exit
//! codes are those of fzf: 0 done, 1 nothing matched, 2 error, 130 interrupted.

mod args;
mod run;

mod browse;
mod find;
mod indicators;
mod overview;

mod csv;
mod plain;

pub use run::{Outcome, run};
