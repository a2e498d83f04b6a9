//! The bundle file: opening it, reading it whole or a batch of cases at a time, and reporting what is wrong with it.
//!
//! | file is | read by | cases are |
//! | --- | --- | --- |
//! | below 4 MiB, or not one case a line | `parse` | in memory, all checked before anything is shown |
//! | one case a line, as `casebook build` writes it | `stream` | read again from the file when needed |
//!
//! Both read one line with `lines`, which tries the exact layout of our own writer (`canonical`) before `serde_json`.
//! Only if something is wrong does `diagnose` read the text again, slowly, to report every problem with its line and
//! column.
//!
//! What it is not: it neither defines what a case is nor which cases are valid; that is the rest of the room.
//!
//! Invariants: every case it gives has passed every check; a line that holds no valid case costs no other case.

pub(super) mod open;

pub(super) mod canonical;
pub(super) mod lines;

pub(super) mod diagnose;
pub(super) mod parse;

pub(super) mod rejected;
pub(super) mod store;
pub(super) mod stream;
