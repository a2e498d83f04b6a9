//! Cache of what matched in the rows of the list that were in view.

use std::collections::HashMap;
use std::ops::Range;

use crate::search::Snippet;

/// What matched in the rows that have been in view, by their places.
pub(crate) type Matches = HashMap<usize, RowMatches>;

/// What matched in the rows of a case.
#[derive(Debug, Clone, Default)]
pub(crate) struct RowMatches {
    /// In each of its columns, in bytes.
    pub columns: Vec<Vec<Range<usize>>>,
    /// In what its row does not show, if it has a row below it for that.
    pub snippet: Option<Snippet>,
}
