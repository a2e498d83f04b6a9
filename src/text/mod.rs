//! The only room that measures, cuts, wraps, folds or cleans text.
//!
//! Three units must never be mixed: *bytes* (how Rust slices a string), *characters* (Unicode scalar values: positions
//! in documents, and what the fuzzy matcher gives) and *cells* (columns of a terminal; a Han glyph takes two). Each
//! function says which it takes and gives.
//!
//! What it is not: it knows no cases, colours or keys.
//!
//! Invariants: no function panics on any text or width; no function cuts a grapheme in two; a width in cells is what
//! ratatui draws.

mod clean;
mod fold;
mod join;
mod line_column;
mod number;
mod width;
mod wrap;

pub use clean::{
    ascii_equivalent, clean, half_width, is_clean, is_trivially_clean, one_line, single_line,
};
pub use fold::{Folded, fold, merge_ranges};
pub(crate) use join::in_lines;
pub use line_column::LineColumn;
pub use number::{decimal, grouped, in_millions, in_myriads, trim_float_error};
pub use width::{ELLIPSIS, View, fit, graphemes, is_ambiguous, pad, prefix, view, width};
pub use wrap::wrap;
