//! State of an open passage: where closing it leads, and whether it highlights a metric.

use super::layout::Pane;

/// An original passage that is open.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Original {
    /// The pane that closing it returns to; `None` once the focus has moved.
    pub back_to: Option<Pane>,
    /// Whether the figures of the selected metric are highlighted even if the filter asks for none: the passage was opened
    /// from the metrics, or they had the focus since.
    pub marks_metric: bool,
}
