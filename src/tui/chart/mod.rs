//! Charts of metrics as lines of text: bars, sparklines, strip plots and tables.
//!
//! Charts know neither the app's state nor the screen: they take metrics and a width in cells, and return lines of text
//! with tones.
//!
//! Invariants: a line is at most as wide as the cells it was given; bars start at zero, and a value above zero is
//! visible; a masked value is drawn as unknown, never as zero.

pub mod axis;
pub mod bar_table;
pub mod comparison_table;
pub mod line;
pub mod metric_block;
pub mod metric_list;
pub mod metric_page;
pub mod sparkline;
pub mod strip_plot;
