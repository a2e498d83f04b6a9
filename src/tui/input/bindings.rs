//! The table of key bindings. Help, hints and the key lists in the documents are generated from it.
//!
//! Keys are written in Vim notation: `j`, `<C-d>`, `gg`. To add a key, add a row here; if it triggers something new,
//! also add an [`Action`] with its descriptions. The tests report what is still missing.

use super::action::Action;
use super::mode::{Mode, Purpose, Situation};

/// Keys bound to an action, in some modes and for some purposes.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// The modes in which it is active.
    pub modes: &'static [Mode],
    /// The purposes for which it is active.
    pub purposes: &'static [Purpose],
    /// The keys, each of one or more chords; hints show the first key.
    pub keys: &'static [&'static str],
    /// The action that they trigger.
    pub action: Action,
}

const BROWSE: &[Mode] = &[Mode::Browse];
const FILTER: &[Mode] = &[Mode::Filter];
const COMPLETE: &[Mode] = &[Mode::Complete];
const FACETS: &[Mode] = &[Mode::Facets];
const METRIC: &[Mode] = &[Mode::Metric];
const OVERVIEW: &[Mode] = &[Mode::Overview];
const READING: &[Mode] = &[
    Mode::Browse,
    Mode::Facets,
    Mode::Metric,
    Mode::Compare,
    Mode::Overview,
    Mode::Help,
];
const OPENED: &[Mode] = &[Mode::Browse, Mode::Metric, Mode::Compare, Mode::Help];
const WALKING: &[Mode] = &[Mode::Browse, Mode::Metric];
const MOVING: &[Mode] = &[Mode::Browse, Mode::Filter];
const ALWAYS: &[Mode] = Mode::ALL;

const BROWSING: &[Purpose] = &[Purpose::Browse];
const PICKING: &[Purpose] = &[
    Purpose::Pick { multi: false },
    Purpose::Pick { multi: true },
];
const COMPARING: &[Purpose] = &[Purpose::Browse, Purpose::Pick { multi: true }];
const MARKING: &[Purpose] = &[Purpose::Pick { multi: true }];

/// Every key binding of the program.
pub const BINDINGS: &[Binding] = &[
    bind(READING, &["j", "<Down>", "<C-n>"], Action::Down),
    bind(READING, &["k", "<Up>", "<C-p>"], Action::Up),
    bind(FILTER, &["<Down>"], Action::Down),
    bind(FILTER, &["<Up>"], Action::Up),
    bind(READING, &["<C-d>"], Action::HalfPageDown),
    bind(READING, &["<C-u>"], Action::HalfPageUp),
    bind(READING, &["<PageDown>", "<C-f>"], Action::PageDown),
    bind(OPENED, &["<Space>"], Action::PageDown),
    bind(OVERVIEW, &["<Space>"], Action::PageDown),
    bind(READING, &["<PageUp>", "<C-b>"], Action::PageUp),
    bind(FILTER, &["<PageDown>"], Action::PageDown),
    bind(FILTER, &["<PageUp>"], Action::PageUp),
    bind(READING, &["gg", "<Home>"], Action::Top),
    bind(READING, &["G", "<End>"], Action::Bottom),
    bind(WALKING, &["J"], Action::NextCase),
    bind(WALKING, &["K"], Action::PreviousCase),
    bind(BROWSE, &["<Tab>"], Action::NextPane),
    bind(BROWSE, &["<S-Tab>"], Action::PreviousPane),
    bind(BROWSE, &["<Enter>"], Action::Open).only(BROWSING),
    bind(BROWSE, &["l", "<Right>"], Action::Open),
    bind(BROWSE, &["h", "<Left>"], Action::ToList),
    bind(&[Mode::Browse, Mode::Help], &["q"], Action::Back),
    bind(BROWSE, &["o"], Action::OpenSource),
    bind(WALKING, &["y"], Action::Copy),
    bind(BROWSE, &["gs"], Action::GroupBySource),
    bind(BROWSE, &["gr"], Action::GroupByRegion),
    bind(BROWSE, &["gt"], Action::GroupByTopic),
    bind(BROWSE, &["gy"], Action::GroupByYear),
    bind(BROWSE, &["gl"], Action::GroupByLevel),
    bind(BROWSE, &["gn"], Action::GroupByNothing),
    bind(BROWSE, &["}"], Action::NextGroup),
    bind(BROWSE, &["{"], Action::PreviousGroup),
    bind(BROWSE, &["za"], Action::ToggleFold),
    bind(BROWSE, &["zc"], Action::Fold),
    bind(BROWSE, &["zo"], Action::Unfold),
    bind(BROWSE, &["zM"], Action::FoldAll),
    bind(BROWSE, &["zR"], Action::UnfoldAll),
    bind(BROWSE, &["/"], Action::Filter),
    bind(BROWSE, &["n"], Action::NextHit),
    bind(BROWSE, &["N"], Action::PreviousHit),
    bind(BROWSE, &["f"], Action::Facets),
    bind(FACETS, &["<Space>", "<Enter>"], Action::ToggleValue),
    bind(FACETS, &["}", "<Tab>"], Action::NextFacet),
    bind(FACETS, &["{", "<S-Tab>"], Action::PreviousFacet),
    bind(FACETS, &["f", "<Esc>", "q"], Action::CloseFacets),
    bind(BROWSE, &["M"], Action::ViewMetric),
    bind(METRIC, &["l", "<Right>"], Action::NextMetric),
    bind(METRIC, &["h", "<Left>"], Action::PreviousMetric),
    bind(METRIC, &["<Tab>", "<S-Tab>"], Action::TurnView),
    bind(METRIC, &["i"], Action::NextIndicator),
    bind(METRIC, &["s"], Action::OrderBy),
    bind(METRIC, &["S"], Action::ReverseOrder),
    bind(METRIC, &["<Enter>"], Action::OpenRanked),
    bind(METRIC, &["o"], Action::ViewSource),
    bind(METRIC, &["M", "<Esc>", "q"], Action::CloseView),
    bind(BROWSE, &["O"], Action::Overview),
    bind(OVERVIEW, &["<Enter>"], Action::Narrow),
    bind(OVERVIEW, &["}", "<Tab>"], Action::NextSection),
    bind(OVERVIEW, &["{", "<S-Tab>"], Action::PreviousSection),
    bind(OVERVIEW, &["<Esc>", "O", "q"], Action::CloseOverview),
    bind(MOVING, &["<Esc>"], Action::ClearFilter),
    bind(FILTER, &["<Enter>"], Action::KeepFilter).only(BROWSING),
    bind(FILTER, &["<C-o>"], Action::OpenFound),
    bind(FILTER, &["<Tab>"], Action::Complete),
    bind(COMPLETE, &["<Tab>", "<Down>"], Action::NextCandidate),
    bind(COMPLETE, &["<S-Tab>", "<Up>"], Action::PreviousCandidate),
    bind(COMPLETE, &["<Enter>"], Action::TakeCandidate),
    bind(COMPLETE, &["<Esc>"], Action::LeaveCandidates),
    bind(FILTER, &["<C-p>"], Action::OlderFilter),
    bind(FILTER, &["<C-n>"], Action::NewerFilter),
    bind(FILTER, &["<Left>"], Action::CaretLeft),
    bind(FILTER, &["<Right>"], Action::CaretRight),
    bind(FILTER, &["<Home>", "<C-a>"], Action::CaretHome),
    bind(FILTER, &["<End>", "<C-e>"], Action::CaretEnd),
    bind(FILTER, &["<BS>", "<C-h>"], Action::DeleteBefore),
    bind(FILTER, &["<Del>"], Action::DeleteAfter),
    bind(FILTER, &["<C-w>"], Action::DeleteWord),
    bind(FILTER, &["<C-u>"], Action::DeleteLine),
    bind(MOVING, &["<Enter>"], Action::Pick).only(PICKING),
    bind(MOVING, &["<C-t>"], Action::Mark).only(MARKING),
    bind(BROWSE, &["v"], Action::Mark).only(COMPARING),
    bind(BROWSE, &["V"], Action::Unmark).only(COMPARING),
    bind(BROWSE, &["="], Action::Compare).only(COMPARING),
    bind(
        &[Mode::Compare],
        &["=", "<Esc>", "q", "<Enter>"],
        Action::CloseComparison,
    ),
    bind(READING, &["L"], Action::SwitchLanguage),
    bind(WALKING, &["?", "<F1>"], Action::Help),
    bind(
        &[Mode::Compare, Mode::Overview],
        &["?", "<F1>"],
        Action::Help,
    ),
    bind(
        &[Mode::Help],
        &["<Esc>", "<Enter>", "?", "<F1>"],
        Action::CloseHelp,
    ),
    bind(ALWAYS, &["<C-l>"], Action::Redraw),
    bind(ALWAYS, &["<C-c>"], Action::Leave),
];

const fn bind(modes: &'static [Mode], keys: &'static [&'static str], action: Action) -> Binding {
    Binding {
        modes,
        purposes: Purpose::ALL,
        keys,
        action,
    }
}

impl Binding {
    /// Restricts the binding to some purposes.
    const fn only(self, purposes: &'static [Purpose]) -> Self {
        Self { purposes, ..self }
    }

    /// Whether the binding is active in a situation.
    pub fn holds_in(&self, situation: Situation) -> bool {
        self.modes.contains(&situation.mode) && self.purposes.contains(&situation.purpose)
    }
}
