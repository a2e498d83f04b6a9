//! Whether the original passage is open, and where closing it leads.

use super::layout::Pane;

/// An original passage that is open.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Original {
    /// Where closing it goes back to; nowhere once the user has gone to another pane.
    pub back_to: Option<Pane>,
    /// Whether the figures of the selected metric stand out even if the filter asks for none: it was opened from the
    /// metrics, or the metrics had the focus since.
    pub marks_metric: bool,
}
