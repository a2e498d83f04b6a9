//! The panes beside the list: the text of the case, its original passage, its metrics.

use super::layout::Pane;
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

impl Reading {
    /// Closes the original passage if it is open. Returns the pane that this leads back to, if any.
    pub fn close_passage(&mut self) -> Option<Pane> {
        let original = self.original.take()?;
        self.passage.close();
        original.back_to
    }
}
