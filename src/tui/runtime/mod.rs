//! Threads, the terminal and files: everything around the pure model.
//!
//! It decides nothing about what is shown: it passes events to `App::update` and performs the effects that come back.
//!
//! Invariants: one channel carries all events; the main thread alone draws; the terminal is restored however the
//! program ends.

pub mod browse;
pub mod perform;

pub mod keys;
pub mod signals;
pub mod terminal_guard;
pub mod tty;

pub mod loader;
pub mod search_worker;
pub mod searcher;

pub mod documents;
