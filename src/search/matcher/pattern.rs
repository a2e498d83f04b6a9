//! How units spell a word.
//!
//! ```text
//! units   深│化│合│法│性│审│查│ │in│ │2023
//! word        hefaxingshencha          whole syllables
//!             hfxsc                    initials; `zh`, `ch` and `sh` are initials of their own
//!             he法xing审cha             Han characters stand for themselves
//! ```
//!
//! A *run* is a stretch of units that follow each other and spell the word to its end: a Han character by itself,
//! by a whole reading or by its initial, a Latin word by any beginning of it, a number by itself. What is
//! typed last may be unfinished. Marks and blanks between units need not be typed.
//!
//! [`Run::spelled`] tells whole syllables and words from initials: 审批 is spelled by `shenpi` and, while it is being
//! typed, by `shenp`; `sp` only abbreviates it. Initials abbreviate characters that nothing parts.

use std::ops::Range;

use super::rank::MatchKind;
use super::tokens::{Token, TokenKind};
use crate::search::bits::bit;

/// The longest word, in characters, that is read in this way: an offset in it is a bit of a mask. Nobody types
/// as much; what is longer was pasted, and is looked for as it stands.
const LONGEST: usize = 63;

/// A word as it is held against units.
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

/// The offsets of a word that are reached, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct StateSet {
    /// By whole syllables and words only.
    pub whole: u64,
    /// With initials among them.
    pub abbreviated: u64,
}

impl StateSet {
    /// In any way.
    pub fn any(self) -> u64 {
        self.whole | self.abbreviated
    }

    /// Takes in what is reached otherwise.
    pub fn join(&mut self, other: Self) {
        self.whole |= other.whole;
        self.abbreviated |= other.abbreviated;
    }
}

/// A stretch of units that spells a word, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    /// The units.
    pub tokens: Range<usize>,
    /// Whether it is spelled in whole syllables and words.
    pub spelled: bool,
}

impl Run {
    /// How the word is found by it.
    pub fn kind(&self) -> MatchKind {
        if self.spelled {
            MatchKind::Spelled
        } else {
            MatchKind::Abbreviated
        }
    }
}

/// Which end of a text a run must touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Anchor {
    pub start: bool,
    pub end: bool,
}

impl Pattern {
    /// The spelling of a folded word; none if it is empty or too long.
    pub fn new(word: &str, pinyin: Pinyin) -> Option<Self> {
        let chars: Vec<char> = word.chars().collect();
        let pinyin = pinyin == Pinyin::Allowed && chars.iter().any(char::is_ascii_lowercase);
        (1..=LONGEST)
            .contains(&chars.len())
            .then_some(Self { chars, pinyin })
    }

    /// How many characters the word has.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character at an offset.
    pub fn at(&self, offset: usize) -> Option<char> {
        self.chars.get(offset).copied()
    }

    /// Whether all of it is letters, any of which may be an initial.
    pub fn is_letters(&self) -> bool {
        self.pinyin && self.chars.iter().all(char::is_ascii_lowercase)
    }

    /// Whether letters in it may stand for Han characters.
    pub fn is_pinyin(&self) -> bool {
        self.pinyin
    }

    /// The offsets that are reached if a unit begins at an offset of the word.
    pub fn advance(&self, token: &Token, from: usize) -> StateSet {
        let typed = self.chars.get(from..).unwrap_or_default();
        match token.kind {
            TokenKind::Han => self.step_han(token, typed, from),
            TokenKind::Latin | TokenKind::Number | TokenKind::Symbol | TokenKind::Space => {
                step_latin(token, typed, from)
            }
        }
    }

    fn step_han(&self, token: &Token, typed: &[char], from: usize) -> StateSet {
        let mut reached = StateSet::default();
        if typed.first().copied() == token.text.chars().next() {
            reached.whole |= bit(from + 1);
        }
        if !self.pinyin || !typed.first().is_some_and(char::is_ascii_lowercase) {
            return reached;
        }
        for (at, reading) in token.readings.iter().enumerate() {
            let shared = reading.shared(typed);
            if shared == reading.letters() && at < token.common {
                reached.whole |= bit(from + shared);
            } else if shared == reading.letters() {
                reached.abbreviated |= bit(from + shared);
            }
            if shared == 0 || at >= token.common {
                continue;
            }
            if shared == typed.len() && from > 0 {
                // The last syllable is still being typed.
                reached.whole |= bit(from + shared);
            } else if shared == typed.len() {
                reached.abbreviated |= bit(from + shared);
            }
            reached.abbreviated |= bit(from + 1);
            let double = reading.double_initial();
            if let Some(letters) = double.filter(|letters| shared >= *letters) {
                reached.abbreviated |= bit(from + letters);
            }
        }
        reached
    }
}

/// A Latin word is spelled by any beginning of it, a number or a mark only as a whole, unless it is typed last.
fn step_latin(token: &Token, typed: &[char], from: usize) -> StateSet {
    let mut reached = StateSet::default();
    let letters = token.text.chars().zip(typed);
    let shared = letters.take_while(|(one, other)| one == *other).count();
    if shared > 0 && (shared == token.length || shared == typed.len()) {
        reached.whole |= bit(from + shared);
    }
    if token.kind == TokenKind::Latin {
        for letters in 1..=shared {
            reached.abbreviated |= bit(from + letters);
        }
    }
    reached
}
