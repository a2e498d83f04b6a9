//! A pattern: how tokens spell a term.
//!
//! ```text
//! tokens  深│化│合│法│性│审│查│ │in│ │2023
//! term        hefaxingshencha          whole syllables
//!             hfxsc                    initials; `zh`, `ch` and `sh` are initials too
//!             he法xing审cha             Han characters stand for themselves
//! ```
//!
//! A *run* of adjacent tokens spells the term. A Han character stands for itself, for a whole reading or for its
//! initial, a Latin word for any prefix of it, a number for itself; the last syllable or word may be unfinished.
//! Separators between tokens need not be typed.
//!
//! [`Run::spelled`] tells whole syllables and words from initials: `shenpi` spells 审批, as does the unfinished `shenp`;
//! `sp` only abbreviates it. Initials abbreviate Han characters without separators between them.

use std::ops::Range;

use crate::search::bits::bit;

use super::rank::MatchKind;
use super::tokens::{Token, TokenKind};

/// The longest pattern, in characters: an offset is a bit of a `u64`. Nobody types as much; longer terms are
/// pasted, and match literally.
const MAX_LENGTH: usize = 63;

/// The characters of a term, to be spelled by tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pattern {
    chars: Vec<char>,
    /// Whether letters may stand for Han characters.
    pinyin: bool,
}

/// Whether lower-case letters may stand for Han characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pinyin {
    Allowed,
    Forbidden,
}

/// A set of offsets in the pattern, as bits: the states of the automaton after some tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct StateSet {
    /// Reached by whole syllables and words only.
    pub whole: u64,
    /// Reached with an initial among them.
    pub abbreviated: u64,
}

impl StateSet {
    /// All offsets.
    pub fn union(self) -> u64 {
        self.whole | self.abbreviated
    }

    /// Adds the offsets of another set.
    pub fn merge(&mut self, other: Self) {
        self.whole |= other.whole;
        self.abbreviated |= other.abbreviated;
    }
}

/// Adjacent tokens that spell the pattern, or a piece of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    /// The range of tokens.
    pub tokens: Range<usize>,
    /// Whether by whole syllables and words only; else it is abbreviated.
    pub spelled: bool,
}

impl Run {
    /// The kind of match.
    pub fn kind(&self) -> MatchKind {
        if self.spelled {
            MatchKind::Spelled
        } else {
            MatchKind::Abbreviated
        }
    }
}

/// The ends of a text that a run must touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Anchor {
    pub start: bool,
    pub end: bool,
}

impl Pattern {
    /// The pattern of a folded term; `None` if the term is empty or too long.
    pub fn new(term: &str, pinyin: Pinyin) -> Option<Self> {
        let chars: Vec<char> = term.chars().collect();
        let pinyin = pinyin == Pinyin::Allowed && chars.iter().any(char::is_ascii_lowercase);
        (1..=MAX_LENGTH)
            .contains(&chars.len())
            .then_some(Self { chars, pinyin })
    }

    /// Its length in characters.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character at an offset.
    pub fn at(&self, offset: usize) -> Option<char> {
        self.chars.get(offset).copied()
    }

    /// Whether it consists of letters, any of which may be an initial.
    pub fn is_letters(&self) -> bool {
        self.pinyin && self.chars.iter().all(char::is_ascii_lowercase)
    }

    /// Whether letters in it may stand for Han characters.
    pub fn is_pinyin(&self) -> bool {
        self.pinyin
    }

    /// The offsets that a token leads to from an offset.
    pub fn advance(&self, token: &Token, from: usize) -> StateSet {
        let typed = self.chars.get(from..).unwrap_or_default();
        match token.kind {
            TokenKind::Han => self.advance_han(token, typed, from),
            TokenKind::Latin | TokenKind::Number | TokenKind::Symbol | TokenKind::Space => {
                advance_other(token, typed, from)
            }
        }
    }

    fn advance_han(&self, token: &Token, typed: &[char], from: usize) -> StateSet {
        let mut states = StateSet::default();
        if typed.first().copied() == token.text.chars().next() {
            states.whole |= bit(from + 1);
        }
        if !self.pinyin || !typed.first().is_some_and(char::is_ascii_lowercase) {
            return states;
        }
        for (at, reading) in token.readings.iter().enumerate() {
            let shared = reading.shared(typed);
            if shared == reading.letters() && at < token.common {
                states.whole |= bit(from + shared);
            } else if shared == reading.letters() {
                states.abbreviated |= bit(from + shared);
            }
            if shared == 0 || at >= token.common {
                continue;
            }
            if shared == typed.len() && from > 0 {
                // The last syllable may be unfinished.
                states.whole |= bit(from + shared);
            } else if shared == typed.len() {
                states.abbreviated |= bit(from + shared);
            }
            states.abbreviated |= bit(from + 1);
            let double = reading.double_initial();
            if let Some(letters) = double.filter(|letters| shared >= *letters) {
                states.abbreviated |= bit(from + letters);
            }
        }
        states
    }
}

/// The same for other tokens: any prefix of a Latin word matches, but only all of a number or sign, unless the
/// pattern ends within it.
fn advance_other(token: &Token, typed: &[char], from: usize) -> StateSet {
    let mut states = StateSet::default();
    let letters = token.text.chars().zip(typed);
    let shared = letters.take_while(|(one, other)| one == *other).count();
    if shared > 0 && (shared == token.length || shared == typed.len()) {
        states.whole |= bit(from + shared);
    }
    if token.kind == TokenKind::Latin {
        for letters in 1..=shared {
            states.abbreviated |= bit(from + letters);
        }
    }
    states
}
