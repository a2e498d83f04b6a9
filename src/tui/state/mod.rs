//! The state of the browser as plain data: what is shown, and how it is laid out.
//!
//! [`App`](app::App) is six structs: `Library` (cases), `Ui` (appearance), `Input` (keyboard and prompt), `Results` (hits and
//! their list), `Reading` (the panes beside the list), `Overlays` (what covers the panes).
//!
//! What it is not: it handles no events and draws nothing. It imports neither `update`, `draw` nor `runtime`; a method here
//! needs one of the six structs only, and what joins several is in `update`.
//!
//! Invariants: no files, clocks, threads or statics. Cases are named by their index in the bundle; a *place* is a position
//! in the list as if no group were folded. What is expensive to lay out is kept in a [`Memo`](memo::Memo) with the key that
//! it depends on.

pub mod app;

pub mod case_cache;
pub mod library;
pub mod loading;
pub mod standings;

pub mod layout;
pub mod ui;

pub mod input;
pub mod input_history;
pub mod prompt;

pub mod folds;
pub mod list;
pub mod list_columns;
pub mod marks;
pub mod matches;
pub mod outline;
pub mod results;

pub mod metrics;
pub mod original;
pub mod passage;
pub mod reader;
pub mod reading;

pub mod compare;
pub mod completion;
pub mod facets;
pub mod help;
pub mod metric_view;
pub mod overlay;
pub mod overview;
pub mod ranking;

pub mod memo;
pub mod scroll;
