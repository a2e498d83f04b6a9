//! Keys, actions, events and effects: the vocabulary of the browser.
//!
//! Nothing here changes state: a chord becomes an [`Action`](action::Action) here and is carried out in `update`.
//!
//! Invariants: every binding stands in one table, from which help, hints and documents are made; no key has two
//! meanings in one situation; only `key` names crossterm.

pub mod action;
pub mod bindings;
pub mod effect;
pub mod event;
pub mod key;
pub mod keymap;
pub mod mode;
