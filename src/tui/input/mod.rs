//! Keys, actions, events and effects: the vocabulary of the browser.
//!
//! Nothing here changes state: a chord is resolved to an [`Action`](action::Action) here and performed in `update`.
//!
//! Invariants: every binding is in one table, from which help, hints and documents are generated; no key has two
//! meanings in one situation; only `key` names crossterm.

pub mod action;
pub mod bindings;
pub mod effect;
pub mod event;
pub mod key;
pub mod keymap;
pub mod mode;
