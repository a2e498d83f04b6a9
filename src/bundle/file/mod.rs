//! The bundle file: opening it, reading it whole or streaming it, and reporting what is wrong with it.
//!
//! | file | read by | cases |
//! | --- | --- | --- |
//! | below 4 MiB, or not one case a line | `parse` | in memory, all checked before anything is shown |
//! | one case a line, as `casebook build` writes it | `stream` | read again from the file when needed |
//!
//! Both read a line with `lines`, which tries the exact layout of our own writer (`canonical`) before general JSON.
//! Only if something is wrong does `diagnose` parse the text again, slowly, to report every problem with its line and
//! column.
//!
//! What it is not: it defines neither what a case is nor when one is valid; that is the rest of the room.
//!
//! Invariants: every case that it gives has passed every check; a line without a valid case costs no other case.

mod framing;
pub(super) mod open;

mod canonical;
mod diagnose;
mod lines;
pub(super) mod parse;

pub(super) mod rejected;
pub(super) mod store;
pub(super) mod stream;
