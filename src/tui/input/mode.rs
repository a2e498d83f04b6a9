//! Mode and purpose of the browser: together they decide what a key means.

/// What the keys act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Moving among panes and cases.
    Browse,
    /// Typing a filter.
    Filter,
    /// Choosing a completion candidate.
    Complete,
    /// Toggling facet values.
    Facets,
    /// Viewing a metric full screen.
    Metric,
    /// Viewing marked cases side by side.
    Compare,
    /// Viewing the matches counted by group.
    Overview,
    /// Viewing help.
    Help,
}

impl Mode {
    /// Every mode.
    pub const ALL: &[Self] = &[
        Self::Browse,
        Self::Filter,
        Self::Complete,
        Self::Facets,
        Self::Metric,
        Self::Compare,
        Self::Overview,
        Self::Help,
    ];
}

/// What the browser was opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Reading cases.
    Browse,
    /// Picking cases, whose ids are then printed.
    Pick {
        /// Whether several cases may be marked.
        multi: bool,
    },
}

impl Purpose {
    /// Every purpose.
    pub const ALL: &[Self] = &[
        Self::Browse,
        Self::Pick { multi: false },
        Self::Pick { multi: true },
    ];
}

/// Mode and purpose, which decide on the active bindings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Situation {
    pub mode: Mode,
    pub purpose: Purpose,
}
