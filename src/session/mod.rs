//! Per-user files: where they are, and the history of filters.
//!
//! What it is not: it keeps nothing of a collection, and browsing does not need it. Without a writable folder the
//! program works the same, but forgets.

mod history;
mod paths;

pub use history::History;
pub(crate) use history::{LONGEST_FILTER, MOST_FILTERS};
pub use paths::history_file;
