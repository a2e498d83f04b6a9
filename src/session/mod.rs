//! Files a user's runs share: the history of filters.
//!
//! What it is not: nothing of a collection is kept here, and nothing here is needed to browse; without a writable
//! folder the program works the same and forgets.

mod history;

pub use history::History;
pub(crate) use history::{LONGEST_FILTER, MOST_FILTERS};
