//! Drawing: the state as cells of a ratatui buffer. One file a pane; each opens with a picture of what it draws.
//!
//! What it is not: it lays out no text and finds no matches, which `update::derive` has done before. Charts are lines made by
//! `chart`; words come from `present`.
//!
//! Invariants: it reads the state and changes nothing. Nothing is drawn outside of the frame, whatever size the state was
//! laid out for. A cursor or mark is a character as well as a style, so that the screen can be read without colours.

pub mod screen;

pub mod list;
pub mod metrics;
pub mod passage;
pub mod reader;
pub mod snippet;

pub mod candidates;
pub mod prompt_line;
pub mod status;

pub mod compare;
pub mod facets;
pub mod help;
pub mod metric_view;
pub mod overview;
pub mod ranking;

pub mod counts;
pub mod spans;
