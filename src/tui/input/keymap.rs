//! Resolves keys to actions: the bindings, parsed once, and lookups over them.
//!
//! A key is one chord or a sequence of chords such as `gg`. The chords of an unfinished sequence are *pending*.

use crate::bundle::Lang;

use super::action::{Action, Category};
use super::bindings::{BINDINGS, Binding};
use super::key::Chord;
use super::mode::{Mode, Purpose, Situation};

/// The bindings with their chords parsed.
#[derive(Debug, Clone)]
pub struct Keymap {
    bound: Vec<BoundKey>,
}

/// One key of a binding, as chords.
#[derive(Debug, Clone)]
struct BoundKey {
    binding: Binding,
    chords: Vec<Chord>,
}

/// What the chords typed so far resolve to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Resolved {
    /// An action.
    Action(Action),
    /// The beginning of a longer key.
    Begun,
    /// No binding.
    Nothing,
}

/// Keys for display, by category: heading, then the keys and the description of each action.
pub type KeyTable = Vec<(&'static str, Vec<(String, &'static str)>)>;

impl Default for Keymap {
    fn default() -> Self {
        let keys = BINDINGS
            .iter()
            .flat_map(|binding| binding.keys.iter().map(move |key| (binding, key)));
        let bound = keys.map(|(binding, key)| BoundKey {
            binding: *binding,
            chords: Chord::sequence(key),
        });
        Self {
            bound: bound.collect(),
        }
    }
}

impl Keymap {
    /// Resolves a chord in a situation, after the `pending` ones.
    ///
    /// Outside the prompt an input method may be on, so full-width characters and Chinese punctuation count as the
    /// ASCII key.
    pub(crate) fn resolve(
        &self,
        situation: Situation,
        pending: &[Chord],
        chord: Chord,
    ) -> Resolved {
        let narrow = |chord: &Chord| match situation.mode {
            Mode::Filter | Mode::Complete => *chord,
            Mode::Browse
            | Mode::Facets
            | Mode::Metric
            | Mode::Compare
            | Mode::Overview
            | Mode::Help => chord.ascii_equivalent(),
        };
        let typed: Vec<Chord> = pending.iter().chain([&chord]).map(narrow).collect();
        let mut begun = false;
        for key in self.in_situation(situation) {
            if key.chords == typed {
                return Resolved::Action(key.binding.action);
            }
            begun |= key.chords.starts_with(&typed);
        }
        if begun {
            Resolved::Begun
        } else {
            Resolved::Nothing
        }
    }

    /// The first key of an action in a situation, for hints.
    pub(crate) fn hint_for(&self, situation: Situation, action: Action) -> Option<String> {
        let mut keys = self.in_situation(situation);
        let key = keys.find(|key| key.binding.action == action)?;
        Some(key_shown(&key.chords))
    }

    /// For each key that begins with the `pending` chords: the chords that are left to type, and the action.
    pub(crate) fn continuations(
        &self,
        situation: Situation,
        pending: &[Chord],
    ) -> Vec<(String, Action)> {
        let narrow: Vec<Chord> = pending
            .iter()
            .map(|chord| chord.ascii_equivalent())
            .collect();
        self.in_situation(situation)
            .filter_map(|key| {
                let rest = key.chords.strip_prefix(narrow.as_slice())?;
                Some((key_shown(rest), key.binding.action))
            })
            .collect()
    }

    /// The keys for some purposes, by category. Keys of one action in several modes share a row.
    #[must_use]
    pub fn table(&self, lang: Lang, purposes: &[Purpose]) -> KeyTable {
        let keys_of = |action: Action| {
            let mut keys: Vec<String> = Vec::new();
            for key in &self.bound {
                let shown = key_shown(&key.chords);
                let of_purpose = |purpose| key.binding.purposes.contains(purpose);
                let is_wanted = key.binding.action == action && purposes.iter().any(of_purpose);
                if is_wanted && !keys.contains(&shown) {
                    keys.push(shown);
                }
            }
            keys.join("  ")
        };
        let rows = |category: Category| {
            Action::ALL
                .iter()
                .filter(move |action| action.category() == category)
                .map(|action| (keys_of(*action), action.description(lang)))
                .filter(|(keys, _)| !keys.is_empty())
                .collect::<Vec<_>>()
        };
        Category::ALL
            .iter()
            .map(|category| (category.name(lang), rows(*category)))
            .filter(|(_, rows)| !rows.is_empty())
            .collect()
    }

    /// The keys that are active in a situation, in the order of the table.
    fn in_situation(&self, situation: Situation) -> impl Iterator<Item = &BoundKey> {
        let bound = self.bound.iter();
        bound.filter(move |key| key.binding.holds_in(situation))
    }
}

/// A key as shown to people: `j`, `Ctrl-D`, `gg`.
fn key_shown(chords: &[Chord]) -> String {
    chords.iter().map(Chord::to_string).collect()
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
        let keymap = Keymap::default();
        for situation in every_situation() {
            let mut seen: Vec<Vec<Chord>> = Vec::new();
            for BoundKey { chords, .. } in keymap.in_situation(situation) {
                let clash = seen
                    .iter()
                    .find(|other| other.starts_with(chords) || chords.starts_with(other));
                assert_eq!(clash, None, "{} in {situation:?}", key_shown(chords));
                seen.push(chords.clone());
            }
        }
    }

    #[test]
    fn enter_means_something_whatever_the_browser_is_open_for() {
        let enter = Chord::sequence("<Enter>")[0];
        for situation in every_situation() {
            let resolved = Keymap::default().resolve(situation, &[], enter);
            let picks = resolved == Resolved::Action(Action::Pick);
            let is_picking = situation.purpose != Purpose::Browse
                && matches!(situation.mode, Mode::Browse | Mode::Filter);
            assert_eq!(picks, is_picking, "{situation:?}");
            assert!(matches!(resolved, Resolved::Action(_)), "{situation:?}");
        }
    }

    #[test]
    fn help_tells_the_keys_that_hold_and_no_others() {
        let told = |purpose| {
            let table = Keymap::default().table(Lang::En, &[purpose]);
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
            Keymap::default().resolve(situation, pending, *last)
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
