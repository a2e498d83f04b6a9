//! What a key means depends on the mode and on the purpose of the browser.

/// What the keys act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Moving about.
    Browse,
    /// Typing a filter.
    Filter,
    /// Choosing what completes a filter.
    Complete,
    /// Turning the values of facets on and off.
    Facets,
    /// Looking at a metric over the whole screen.
    Metric,
    /// Looking at several cases beside each other.
    Compare,
    /// Reading how what was found falls into groups.
    Overview,
    /// Reading help.
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

/// What the browser was opened for; keys depend on this too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Reading.
    Browse,
    /// Choosing cases whose ids are printed.
    Pick {
        /// Whether several may be marked.
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

/// Mode and purpose together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Situation {
    pub mode: Mode,
    pub purpose: Purpose,
}
