//! State to restore if the full answer never comes.

use crate::search::{Hit, Mistake, Query};
use crate::tui::state::folds::Shape;
use crate::tui::state::list::ListPane;
use crate::tui::state::metrics::MetricsPane;
use crate::tui::state::passage::PassagePane;
use crate::tui::state::reader::ReaderPane;

/// What a first answer changes, as it was before.
#[derive(Debug, Clone)]
pub(crate) struct Aside {
    pub(crate) query: Query,
    pub(crate) answered: Option<String>,
    pub(crate) hits: Vec<Hit>,
    pub(crate) in_text: usize,
    pub(crate) mistakes: Vec<Mistake>,
    pub(crate) shape: Shape,
    pub(crate) list: ListPane,
    pub(crate) reader: ReaderPane,
    pub(crate) passage: PassagePane,
    pub(crate) metrics: MetricsPane,
}
