//! Overlays, which cover the panes: which one is open, and the state of each.

use crate::tui::input::mode::Mode;

use super::compare::ComparePane;
use super::completion::Completion;
use super::facets::FacetsPane;
use super::help::HelpPane;
use super::metric_view::MetricView;
use super::overview::OverviewPane;

/// What covers the panes; at most one at a time.
#[derive(Debug, Clone)]
pub(crate) enum Overlay {
    /// Candidates above the prompt.
    Completion(Completion),
    Facets,
    /// The full-screen view of a metric.
    Metric,
    /// Marked cases side by side.
    Compare,
    Overview,
    /// Help; `back` is the overlay that closing it returns to.
    Help {
        back: Option<Box<Overlay>>,
    },
}

impl Overlay {
    /// The mode in which keys are looked up.
    pub fn mode(&self) -> Mode {
        match self {
            Self::Completion(_) => Mode::Complete,
            Self::Facets => Mode::Facets,
            Self::Metric => Mode::Metric,
            Self::Compare => Mode::Compare,
            Self::Overview => Mode::Overview,
            Self::Help { .. } => Mode::Help,
        }
    }
}

/// The open overlay, and the state of each overlay.
#[derive(Debug, Clone, Default)]
pub(crate) struct Overlays {
    pub open: Option<Overlay>,
    pub facets: FacetsPane,
    pub metric: MetricView,
    pub comparison: ComparePane,
    pub overview: OverviewPane,
    pub help: HelpPane,
}

impl Overlays {
    /// Whether the overview is open, possibly under help.
    pub fn has_overview(&self) -> bool {
        match &self.open {
            Some(Overlay::Help { back: Some(back) }) => matches!(**back, Overlay::Overview),
            open => matches!(open, Some(Overlay::Overview)),
        }
    }

    /// The open completion.
    pub fn completion(&self) -> Option<&Completion> {
        match &self.open {
            Some(Overlay::Completion(completion)) => Some(completion),
            _ => None,
        }
    }
}
