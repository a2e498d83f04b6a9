//! A key press with its modifiers, and its notations.
//!
//! Chords are written in Vim notation: `j`, `<C-d>`, `<PageDown>`, `<Esc>`. The tests use the same notation.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::text::ascii_equivalent;

/// One key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Chord {
    code: KeyCode,
    control: bool,
    shift: bool,
    /// Alt, or another modifier that no binding uses: such a key triggers nothing and types nothing.
    other: bool,
}

/// Named keys: the name in bindings, the name shown to people, the key code.
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
    /// Parses the first chord of a text such as `<C-d>` or `j`. Returns it with the rest of the text.
    pub(crate) fn read(text: &str) -> Option<(Self, &str)> {
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

    /// Parses a text such as `/审批<Enter>j` into chords.
    #[must_use]
    pub fn sequence(mut text: &str) -> Vec<Self> {
        let mut chords = Vec::new();
        while let Some((chord, rest)) = Self::read(text) {
            chords.push(chord);
            text = rest;
        }
        chords
    }

    /// The character that the key types, if any.
    pub(crate) fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.control && !self.other => Some(c),
            _ => None,
        }
    }

    /// Whether it is Esc.
    pub(crate) fn is_escape(self) -> bool {
        self.code == KeyCode::Esc
    }

    /// The same key with a character of an input method replaced by the ASCII one on that key: `/` for `、`.
    pub(crate) fn ascii_equivalent(self) -> Self {
        match self.code {
            KeyCode::Char(c) => Self {
                code: KeyCode::Char(ascii_equivalent(c)),
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
            // A character has shift applied already: `J`, not Shift-j.
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
    /// As shown to people: `j`, `Ctrl-D`, `PgDn`.
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
