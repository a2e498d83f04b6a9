//! From events to effects: `App::update` takes one event, changes the state, and returns the effects that follow. One
//! file per feature; each adds the methods of `App` that join several parts of the state.
//!
//! ```text
//! event ─▶ typeahead (defer?) ─▶ event ─▶ action ─▶ a feature ─▶ derive ─▶ effects
//! ```
//!
//! What it is not: it performs no effect and draws nothing. What concerns one part of the state is a method in `state`.
//!
//! Invariants: `update` is total and reads nothing but the state and the event. [`derive`] runs once per event, after all
//! other changes; before it, layouts are those of the last event.

pub mod action;
pub mod event;
pub mod typeahead;

pub mod complete;
pub mod filter;
pub mod list;
pub mod loading;
pub mod marks;
pub mod results;

pub mod copy;
pub mod focus;
pub mod passage;

pub mod compare;
pub mod facets;
pub mod metric_view;
pub mod overview;

pub mod cases;
pub mod derive;
pub mod matches;
