//! Per-user files: where they are, and the history of filters.
//!
//! What it is not: nothing of a collection is kept here, and nothing here is needed to browse; without a writable
//! folder the program works the same and forgets.

mod history;
mod paths;

pub use history::History;
pub(crate) use history::{LONGEST_FILTER, MOST_FILTERS};
pub use paths::history_file;
