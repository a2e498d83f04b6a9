//! The one table of keys, and what a key means.
//!
//! Help, the status line's hints and the README's list of keys are all made from [`BINDINGS`].
//!
//! Several chords typed one after the other are a key too: `gg`, `gs`. Which keys hold depends on the mode, and
//! on what the browser was opened for.

use crate::bundle::Lang;

use super::action::{Action, Category};
use super::chord::Chord;

/// What keys mean depends on this.
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
    /// Choosing cases for somebody else, who is told their ids.
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

/// In what keys are pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Situation {
    pub mode: Mode,
    pub purpose: Purpose,
}

/// In these modes and for these purposes, these keys ask for this action.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// The modes.
    pub modes: &'static [Mode],
    /// The purposes.
    pub purposes: &'static [Purpose],
    /// The keys, the one that hints show first; each is one chord or several.
    pub keys: &'static [&'static str],
    /// The action.
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

/// Every key of the program.
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
    /// The same for some purposes only.
    const fn only(self, purposes: &'static [Purpose]) -> Self {
        Self { purposes, ..self }
    }

    fn holds_in(&self, situation: Situation) -> bool {
        self.modes.contains(&situation.mode) && self.purposes.contains(&situation.purpose)
    }
}

/// What chords typed one after the other ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Resolved {
    /// This.
    Action(Action),
    /// Something, once more is typed.
    Begun,
    /// Nothing.
    Nothing,
}

/// What the chord asks for in a situation, typed after those in `pending`.
///
/// Where text is typed, only keys that type nothing are looked up as they are; elsewhere an input method
/// may be on, so the full-width form of a key counts as the key.
#[must_use]
pub(super) fn resolve(situation: Situation, pending: &[Chord], chord: Chord) -> Resolved {
    let twin = |chord: &Chord| match situation.mode {
        Mode::Filter | Mode::Complete => *chord,
        Mode::Browse
        | Mode::Facets
        | Mode::Metric
        | Mode::Compare
        | Mode::Overview
        | Mode::Help => chord.ascii_equivalent(),
    };
    let typed: Vec<Chord> = pending.iter().chain([&chord]).map(twin).collect();
    let mut begun = false;
    for (key, action) in keys_of(situation) {
        if key == typed {
            return Resolved::Action(action);
        }
        begun |= key.starts_with(&typed);
    }
    if begun {
        Resolved::Begun
    } else {
        Resolved::Nothing
    }
}

/// Every key of a situation, as chords, with its action, in the order of the table.
fn keys_of(situation: Situation) -> impl Iterator<Item = (Vec<Chord>, Action)> {
    BINDINGS
        .iter()
        .filter(move |binding| binding.holds_in(situation))
        .flat_map(|binding| {
            binding
                .keys
                .iter()
                .map(|written| (Chord::sequence(written), binding.action))
        })
}

/// A key as people read it: `j`, `Ctrl-D`, `gg`.
fn key_shown(chords: &[Chord]) -> String {
    chords.iter().map(Chord::to_string).collect()
}

/// The key that hints name for an action in a situation.
pub(super) fn hint_for(situation: Situation, action: Action) -> Option<String> {
    keys_of(situation)
        .find(|(_, bound)| *bound == action)
        .map(|(key, _)| key_shown(&key))
}

/// What may be typed after the chords in `pending`, and what that does.
pub(super) fn continuations(situation: Situation, pending: &[Chord]) -> Vec<(String, Action)> {
    let twins: Vec<Chord> = pending
        .iter()
        .map(|chord| chord.ascii_equivalent())
        .collect();
    keys_of(situation)
        .filter_map(|(key, action)| {
            let rest = key.strip_prefix(twins.as_slice())?;
            Some((key_shown(rest), action))
        })
        .collect()
}

/// The keys that hold for some of the purposes, for people to read: for each category its heading, then a row
/// for each action with its keys and what it does. Keys of one action in several modes are one row.
#[must_use]
pub fn key_table(
    lang: Lang,
    purposes: &[Purpose],
) -> Vec<(&'static str, Vec<(String, &'static str)>)> {
    let keys_of = |action: &Action| {
        let mut keys: Vec<String> = Vec::new();
        let holds = |binding: &&Binding| {
            binding.action == *action && purposes.iter().any(|one| binding.purposes.contains(one))
        };
        for written in BINDINGS.iter().filter(holds).flat_map(|one| one.keys) {
            let shown = key_shown(&Chord::sequence(written));
            if !keys.contains(&shown) {
                keys.push(shown);
            }
        }
        keys.join("  ")
    };
    let rows = |category: Category| {
        Action::ALL
            .iter()
            .filter(move |action| action.category() == category)
            .map(|action| (keys_of(action), action.description(lang)))
            .filter(|(keys, _)| !keys.is_empty())
            .collect::<Vec<_>>()
    };
    Category::ALL
        .iter()
        .map(|category| (category.name(lang), rows(*category)))
        .filter(|(_, rows)| !rows.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_binding_is_written_so_that_it_can_be_read() {
        for written in BINDINGS.iter().flat_map(|binding| binding.keys) {
            let mut rest = *written;
            while !rest.is_empty() {
                (_, rest) = Chord::read(rest).expect("a chord");
            }
        }
    }

    fn every_situation() -> impl Iterator<Item = Situation> {
        let of = |mode: &'static Mode| {
            Purpose::ALL.iter().map(|purpose| Situation {
                mode: *mode,
                purpose: *purpose,
            })
        };
        Mode::ALL.iter().flat_map(of)
    }

    #[test]
    fn no_key_means_two_things_or_begins_another_in_one_situation() {
        for situation in every_situation() {
            let mut seen: Vec<Vec<Chord>> = Vec::new();
            for (key, _) in keys_of(situation) {
                let clash = seen
                    .iter()
                    .find(|other| other.starts_with(&key) || key.starts_with(other));
                assert_eq!(clash, None, "{} in {situation:?}", key_shown(&key));
                seen.push(key);
            }
        }
    }

    #[test]
    fn enter_means_something_whatever_the_browser_is_open_for() {
        let enter = Chord::sequence("<Enter>")[0];
        for situation in every_situation() {
            let resolved = resolve(situation, &[], enter);
            let picks = resolved == Resolved::Action(Action::Pick);
            let is_picking =
                situation.purpose != Purpose::Browse && MOVING.contains(&situation.mode);
            assert_eq!(picks, is_picking, "{situation:?}");
            assert!(matches!(resolved, Resolved::Action(_)), "{situation:?}");
        }
    }

    #[test]
    fn help_tells_the_keys_that_hold_and_no_others() {
        let told = |purpose| {
            let table = key_table(Lang::En, &[purpose]);
            let rows = table.into_iter().flat_map(|(_, rows)| rows);
            rows.map(|(keys, what)| format!("{keys}: {what}"))
                .collect::<Vec<_>>()
        };
        for purpose in Purpose::ALL {
            let marks = *purpose == Purpose::Pick { multi: true };
            let keys = told(*purpose);
            assert_eq!(
                keys.iter().any(|key| key.starts_with("Ctrl-T")),
                marks,
                "{purpose:?}: {keys:?}"
            );
        }
        let open = |purpose| {
            told(purpose)
                .into_iter()
                .find(|row| row.ends_with(Action::Open.description(Lang::En)))
        };
        let shown = |keys: &str| Some(format!("{keys}: {}", Action::Open.description(Lang::En)));
        assert_eq!(open(Purpose::Browse), shown("Enter  l  Right"));
        assert_eq!(open(Purpose::Pick { multi: false }), shown("l  Right"));
    }

    #[test]
    fn every_action_has_a_key() {
        for action in Action::ALL {
            assert!(
                BINDINGS.iter().any(|binding| binding.action == *action),
                "{action:?}"
            );
        }
    }

    #[test]
    fn commands_work_while_an_input_method_is_on() {
        let resolved = |mode, keys: &str| {
            let chords = Chord::sequence(keys);
            let (last, pending) = chords.split_last().expect("a chord");
            let situation = Situation {
                mode,
                purpose: Purpose::Browse,
            };
            resolve(situation, pending, *last)
        };
        assert_eq!(
            resolved(Mode::Browse, "、"),
            Resolved::Action(Action::Filter)
        );
        assert_eq!(resolved(Mode::Browse, "？"), Resolved::Action(Action::Help));
        assert_eq!(resolved(Mode::Browse, "ｊ"), Resolved::Action(Action::Down));
        assert_eq!(resolved(Mode::Browse, "ｇ"), Resolved::Begun);
        assert_eq!(
            resolved(Mode::Browse, "ｇｒ"),
            Resolved::Action(Action::GroupByRegion)
        );
        assert_eq!(resolved(Mode::Filter, "、"), Resolved::Nothing);
        assert_eq!(resolved(Mode::Filter, "g"), Resolved::Nothing);
    }
}
