//! Cache of the highlights of the list's rows, filled when rows come into view.

use std::collections::HashMap;
use std::ops::Range;

use crate::search::Snippet;

/// The highlights of rows, by the place of their case in the list.
pub(crate) type Matches = HashMap<usize, RowMatches>;

/// The highlights of a case.
#[derive(Debug, Clone, Default)]
pub(crate) struct RowMatches {
    /// For each column, the byte ranges that matched.
    pub columns: Vec<Vec<Range<usize>>>,
    /// The text of its snippet row, if it has one.
    pub snippet: Option<Snippet>,
}
