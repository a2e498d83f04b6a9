//! What stands beside the list: the text of the case, its original passage, its metrics.

use super::metrics::MetricsPane;
use super::original::Original;
use super::passage::PassagePane;
use super::reader::ReaderPane;

/// The panes that show the case under the cursor.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reading {
    pub reader: ReaderPane,
    pub passage: PassagePane,
    /// The original passage, while it is open in the reader's place.
    pub original: Option<Original>,
    pub metrics: MetricsPane,
}
