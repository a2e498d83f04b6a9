//! The one table of keys, and what a key means.
//!
//! Help, the status line's hints and the README's list of keys are all made from [`BINDINGS`].
//!
//! A chord is written as in Vim: `j`, `<C-d>`, `<PageDown>`, `<Esc>`; the same notation serves the tests.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::bundle::Lang;
use crate::text::ascii_twin;

use super::action::{Action, Category};

/// What keys mean depends on this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Moving about.
    Browse,
    /// Typing a filter.
    Filter,
    /// Reading help.
    Help,
}

impl Mode {
    /// Every mode.
    pub const ALL: &[Self] = &[Self::Browse, Self::Filter, Self::Help];
}

/// In these modes, these chords ask for this action.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// The modes.
    pub modes: &'static [Mode],
    /// The chords, the one that hints show first.
    pub chords: &'static [&'static str],
    /// The action.
    pub action: Action,
}

const BROWSE: &[Mode] = &[Mode::Browse];
const FILTER: &[Mode] = &[Mode::Filter];
const READING: &[Mode] = &[Mode::Browse, Mode::Help];
const ALWAYS: &[Mode] = Mode::ALL;

/// Every key of the program.
pub const BINDINGS: &[Binding] = &[
    bind(READING, &["j", "<Down>", "<C-n>"], Action::Down),
    bind(READING, &["k", "<Up>", "<C-p>"], Action::Up),
    bind(FILTER, &["<Down>", "<C-n>"], Action::Down),
    bind(FILTER, &["<Up>", "<C-p>"], Action::Up),
    bind(READING, &["<C-d>"], Action::HalfPageDown),
    bind(READING, &["<C-u>"], Action::HalfPageUp),
    bind(
        READING,
        &["<PageDown>", "<C-f>", "<Space>"],
        Action::PageDown,
    ),
    bind(READING, &["<PageUp>", "<C-b>"], Action::PageUp),
    bind(FILTER, &["<PageDown>"], Action::PageDown),
    bind(FILTER, &["<PageUp>"], Action::PageUp),
    bind(READING, &["g", "<Home>"], Action::Top),
    bind(READING, &["G", "<End>"], Action::Bottom),
    bind(BROWSE, &["J"], Action::NextCase),
    bind(BROWSE, &["K"], Action::PreviousCase),
    bind(BROWSE, &["<Tab>"], Action::NextPane),
    bind(BROWSE, &["<S-Tab>"], Action::PreviousPane),
    bind(BROWSE, &["<Enter>", "l", "<Right>"], Action::Open),
    bind(BROWSE, &["h", "<Left>"], Action::ToList),
    bind(READING, &["q"], Action::Back),
    bind(BROWSE, &["/"], Action::Filter),
    bind(
        &[Mode::Browse, Mode::Filter],
        &["<Esc>"],
        Action::ClearFilter,
    ),
    bind(FILTER, &["<Enter>"], Action::KeepFilter),
    bind(FILTER, &["<Left>"], Action::CaretLeft),
    bind(FILTER, &["<Right>"], Action::CaretRight),
    bind(FILTER, &["<Home>", "<C-a>"], Action::CaretHome),
    bind(FILTER, &["<End>", "<C-e>"], Action::CaretEnd),
    bind(FILTER, &["<BS>", "<C-h>"], Action::DeleteBefore),
    bind(FILTER, &["<Del>"], Action::DeleteAfter),
    bind(FILTER, &["<C-w>"], Action::DeleteWord),
    bind(FILTER, &["<C-u>"], Action::DeleteLine),
    bind(READING, &["L"], Action::SwitchLanguage),
    bind(BROWSE, &["?", "<F1>"], Action::Help),
    bind(
        &[Mode::Help],
        &["<Esc>", "<Enter>", "?", "<F1>"],
        Action::CloseHelp,
    ),
    bind(ALWAYS, &["<C-l>"], Action::Redraw),
    bind(ALWAYS, &["<C-c>"], Action::Leave),
];

const fn bind(modes: &'static [Mode], chords: &'static [&'static str], action: Action) -> Binding {
    Binding {
        modes,
        chords,
        action,
    }
}

/// One key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Chord {
    code: KeyCode,
    control: bool,
    shift: bool,
    /// Alt or another modifier that nothing is bound to; such a key means nothing and types nothing.
    other: bool,
}

/// The keys that are written by name: in bindings, and as people read them.
const NAMED: &[(&str, &str, KeyCode)] = &[
    ("Enter", "Enter", KeyCode::Enter),
    ("Esc", "Esc", KeyCode::Esc),
    ("Tab", "Tab", KeyCode::Tab),
    ("BS", "Backspace", KeyCode::Backspace),
    ("Del", "Delete", KeyCode::Delete),
    ("Space", "Space", KeyCode::Char(' ')),
    ("Up", "Up", KeyCode::Up),
    ("Down", "Down", KeyCode::Down),
    ("Left", "Left", KeyCode::Left),
    ("Right", "Right", KeyCode::Right),
    ("Home", "Home", KeyCode::Home),
    ("End", "End", KeyCode::End),
    ("PageUp", "PgUp", KeyCode::PageUp),
    ("PageDown", "PgDn", KeyCode::PageDown),
    ("F1", "F1", KeyCode::F(1)),
];

impl Chord {
    /// Reads one chord as bindings write it, `<C-d>` or `j`, and gives the rest of the text.
    fn read(text: &str) -> Option<(Self, &str)> {
        if let Some((name, rest)) = text
            .strip_prefix('<')
            .and_then(|inner| inner.split_once('>'))
            && let Some(chord) = Self::named(name)
        {
            return Some((chord, rest));
        }
        let c = text.chars().next()?;
        Some((
            Self {
                code: KeyCode::Char(c),
                control: false,
                shift: false,
                other: false,
            },
            text.get(c.len_utf8()..)?,
        ))
    }

    fn named(name: &str) -> Option<Self> {
        if let Some(letter) = name.strip_prefix("C-") {
            return Some(Self {
                code: KeyCode::Char(letter.chars().next()?),
                control: true,
                shift: false,
                other: false,
            });
        }
        let (shift, name) = name
            .strip_prefix("S-")
            .map_or((false, name), |name| (true, name));
        let (_, _, code) = NAMED.iter().find(|(written, _, _)| *written == name)?;
        Some(Self {
            code: *code,
            control: false,
            shift,
            other: false,
        })
    }

    /// The chords of a text such as `/审批<Enter>j`.
    #[must_use]
    pub fn sequence(mut text: &str) -> Vec<Self> {
        let mut chords = Vec::new();
        while let Some((chord, rest)) = Self::read(text) {
            chords.push(chord);
            text = rest;
        }
        chords
    }

    /// The character that the key types, if it types one.
    pub(super) fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.control && !self.other => Some(c),
            _ => None,
        }
    }

    /// The key as an input method would send it, as the key that was meant.
    fn ascii_twin(self) -> Self {
        match self.code {
            KeyCode::Char(c) => Self {
                code: KeyCode::Char(ascii_twin(c)),
                ..self
            },
            _ => self,
        }
    }
}

impl From<KeyEvent> for Chord {
    fn from(event: KeyEvent) -> Self {
        let has = |modifier| event.modifiers.contains(modifier);
        let (code, shift) = match event.code {
            KeyCode::BackTab => (KeyCode::Tab, true),
            // The shift of a character is in the character.
            KeyCode::Char(c) => (KeyCode::Char(c), false),
            code => (code, has(KeyModifiers::SHIFT)),
        };
        let known = KeyModifiers::CONTROL | KeyModifiers::SHIFT;
        let other = !(event.modifiers - known).is_empty();
        Self {
            code,
            control: has(KeyModifiers::CONTROL),
            shift,
            other,
        }
    }
}

impl fmt::Display for Chord {
    /// As people read it: `j`, `Ctrl-D`, `PgDn`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.control {
            f.write_str("Ctrl-")?;
        }
        if self.shift {
            f.write_str("Shift-")?;
        }
        match (
            NAMED.iter().find(|(_, _, code)| *code == self.code),
            self.code,
        ) {
            (Some((_, shown, _)), _) => f.write_str(shown),
            (None, KeyCode::Char(c)) if self.control => write!(f, "{}", c.to_ascii_uppercase()),
            (None, KeyCode::Char(c)) => write!(f, "{c}"),
            (None, code) => write!(f, "{code:?}"),
        }
    }
}

/// What a key asks for in a mode.
///
/// Where text is typed, only keys that type nothing are looked up as they are; elsewhere an input method
/// may be on, so the full-width form of a key counts as the key.
#[must_use]
pub(super) fn resolve(mode: Mode, chord: Chord) -> Option<Action> {
    let chord = match mode {
        Mode::Filter => chord,
        Mode::Browse | Mode::Help => chord.ascii_twin(),
    };
    bindings_of(mode)
        .find(|(chords, _)| chords.contains(&chord))
        .map(|(_, action)| action)
}

/// The chords and actions of a mode, in the order of the table.
pub fn bindings_of(mode: Mode) -> impl Iterator<Item = (Vec<Chord>, Action)> {
    BINDINGS
        .iter()
        .filter(move |binding| binding.modes.contains(&mode))
        .map(|binding| {
            let chords = binding
                .chords
                .iter()
                .filter_map(|written| Some(Chord::read(written)?.0))
                .collect();
            (chords, binding.action)
        })
}

/// The chord that hints name for an action in a mode.
pub(super) fn hint_for(mode: Mode, action: Action) -> Option<Chord> {
    bindings_of(mode)
        .find(|(_, bound)| *bound == action)
        .and_then(|(chords, _)| chords.first().copied())
}

/// All keys for people to read: for each category its heading, then a row for each action with its keys
/// and what it does. Keys of one action in several modes are one row.
#[must_use]
pub fn key_table(lang: Lang) -> Vec<(&'static str, Vec<(String, &'static str)>)> {
    let rows = |category: Category| {
        Action::ALL
            .iter()
            .filter(move |action| action.category() == category)
            .map(move |action| {
                let mut keys: Vec<String> = Vec::new();
                for binding in BINDINGS.iter().filter(|binding| binding.action == *action) {
                    for (chord, _) in binding
                        .chords
                        .iter()
                        .filter_map(|written| Chord::read(written))
                    {
                        let shown = chord.to_string();
                        if !keys.contains(&shown) {
                            keys.push(shown);
                        }
                    }
                }
                (keys.join("  "), action.description(lang))
            })
    };
    Category::ALL
        .iter()
        .map(|category| (category.name(lang), rows(*category).collect()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_binding_is_written_so_that_it_can_be_read() {
        for written in BINDINGS.iter().flat_map(|binding| binding.chords) {
            let (_, rest) = Chord::read(written).expect("a chord");
            assert_eq!(rest, "", "{written} is more than one chord");
        }
    }

    #[test]
    fn no_chord_means_two_things_in_one_mode() {
        for mode in Mode::ALL {
            let mut seen = Vec::new();
            for chord in bindings_of(*mode).flat_map(|(chords, _)| chords) {
                assert!(!seen.contains(&chord), "{chord} is bound twice in {mode:?}");
                seen.push(chord);
            }
        }
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
        let resolved = |key| resolve(Mode::Browse, Chord::sequence(key)[0]);
        assert_eq!(resolved("、"), Some(Action::Filter));
        assert_eq!(resolved("？"), Some(Action::Help));
        assert_eq!(resolved("ｊ"), Some(Action::Down));
        assert_eq!(resolve(Mode::Filter, Chord::sequence("、")[0]), None);
    }
}
