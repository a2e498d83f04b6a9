//! The units of texts: Han characters, Latin words, numbers, marks and blanks, each known by a number.
//!
//! ```text
//! text     深化合法性审查 in 2023
//! units    深│化│合│法│性│审│查│ │in│ │2023
//! ```
//!
//! The same unit has the same number wherever it stands. So what a word makes of a unit is found once, however many
//! texts it stands in, and a text is a list of numbers.

use std::collections::HashMap;

use super::pinyin::{Reading, is_common, readings};
use super::slot::{Slot, classes};
use crate::search::interner::{HashIndex, KeyHash};

/// A unit's number in its table.
pub(crate) type TokenId = u32;

/// The blank, which every table has first.
pub(crate) const SPACE: TokenId = 0;

/// Every unit of some texts.
#[derive(Debug, Clone)]
pub(crate) struct TokenTable {
    all: Vec<Token>,
    kinds: Vec<TokenKind>,
    /// Which letters are in each.
    letters: Vec<u32>,
    starts: Vec<TokenStart>,
    ids: HashIndex,
    /// The numbers of single characters in the blocks that nearly all of a text is made of, by their code: for many
    /// texts, which are worth a table of this size.
    cache: Option<Vec<Option<TokenId>>>,
    /// The units that a word may begin with, by the word's first character.
    by_first: HashMap<char, Vec<TokenId>>,
}

/// How a unit begins.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TokenStart {
    /// As bits.
    pub classes: u32,
    /// The slot of how a Latin word or a number begins.
    pub slot: Option<Slot>,
}

/// A part of a folded text that is spelled as one.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub text: Box<str>,
    /// How many characters it has.
    pub length: usize,
    pub kind: TokenKind,
    /// How a Han character is read, each way once, the common ones first.
    pub readings: Box<[Reading]>,
    /// How it may begin, as bits.
    pub classes: u32,
    /// How many of the readings are common; what is not typed in full stands for these only, and a rare one is as
    /// good as an initial.
    pub common: usize,
}

impl Token {
    /// Whether it is a Latin word or a number.
    pub fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Latin | TokenKind::Number)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A character that is spelled by itself: nearly always Han.
    Han,
    /// A word of Latin letters.
    Latin,
    Number,
    /// A sign, which need not be typed.
    Symbol,
    /// What parts others.
    Space,
}

impl TokenKind {
    fn of(c: char) -> Self {
        match c {
            c if c.is_whitespace() => Self::Space,
            c if c.is_ascii_digit() => Self::Number,
            c if c.is_ascii_alphabetic() => Self::Latin,
            c if c.is_alphanumeric() => Self::Han,
            _ => Self::Symbol,
        }
    }

    /// Whether it stands between others and need not be typed.
    pub fn is_separator(self) -> bool {
        matches!(self, Self::Symbol | Self::Space)
    }
}

impl Default for TokenTable {
    fn default() -> Self {
        let mut tokens = Self {
            all: Vec::new(),
            kinds: Vec::new(),
            letters: Vec::new(),
            starts: Vec::new(),
            ids: HashIndex::default(),
            cache: None,
            by_first: HashMap::new(),
        };
        let blank = tokens.id(" ", TokenKind::Space);
        debug_assert_eq!(blank, SPACE, "the first unit is the blank");
        tokens
    }
}

impl TokenTable {
    /// A table for many texts.
    pub fn for_many_texts() -> Self {
        Self {
            cache: Some(vec![None; CACHE_SIZE]),
            ..Self::default()
        }
    }

    /// Whether a unit is a Latin word or a number.
    pub fn is_word(&self, id: TokenId) -> bool {
        matches!(self.kind(id), TokenKind::Latin | TokenKind::Number)
    }

    /// The units of a folded text, appended to `ids`.
    pub fn read(&mut self, folded: &str, ids: &mut Vec<TokenId>) {
        // A unit has two bytes or more, nearly always.
        ids.reserve(folded.len() / 2);
        let mut rest = folded;
        while let Some(c) = rest.chars().next() {
            let length = match c {
                'a'..='z' | 'A'..='Z' => run(rest, u8::is_ascii_alphabetic),
                '0'..='9' => run(rest, u8::is_ascii_digit),
                c => c.len_utf8(),
            };
            let (text, behind) = rest.split_at(length);
            rest = behind;
            // Nearly all of a Chinese text is characters that were met before.
            let offset = cache_slot(c).filter(|_| length == c.len_utf8());
            let known = offset.and_then(|offset| *self.cache.as_ref()?.get(offset)?);
            ids.push(known.unwrap_or_else(|| {
                let id = self.id(text, TokenKind::of(c));
                let cache = offset.and_then(|offset| self.cache.as_mut()?.get_mut(offset));
                if let Some(cache) = cache {
                    *cache = Some(id);
                }
                id
            }));
        }
    }

    /// A unit by its number.
    pub fn get(&self, id: TokenId) -> Option<&Token> {
        self.all.get(id as usize)
    }

    /// Of what kind a unit is; what is no unit parts others.
    pub fn kind(&self, id: TokenId) -> TokenKind {
        let kind = self.kinds.get(id as usize).copied();
        kind.unwrap_or(TokenKind::Space)
    }

    /// Which letters of the alphabet are in a unit, as bits.
    pub fn letters(&self, id: TokenId) -> u32 {
        self.letters.get(id as usize).copied().unwrap_or(0)
    }

    /// How a unit begins.
    pub fn start(&self, id: TokenId) -> Option<TokenStart> {
        self.starts.get(id as usize).copied()
    }

    /// The unit of a single character, if it is known.
    pub fn of_char(&self, c: char) -> Option<TokenId> {
        let mut bytes = [0; 4];
        let text: &str = c.encode_utf8(&mut bytes);
        self.find(self.ids.hash(&[text]), text)
    }

    /// All units with their numbers.
    pub fn all(&self) -> impl Iterator<Item = (TokenId, &Token)> {
        (0..).zip(&self.all)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The units that a word may begin with.
    pub fn starting_with(&self, first: char) -> &[TokenId] {
        self.by_first.get(&first).map_or(&[], Vec::as_slice)
    }

    /// The text of units.
    pub fn text(&self, ids: &[TokenId]) -> String {
        ids.iter()
            .filter_map(|id| self.get(*id))
            .map(|token| &*token.text)
            .collect()
    }

    /// The characters of units, appended.
    pub fn characters(&self, ids: &[TokenId], characters: &mut Vec<char>) {
        let tokens = ids.iter().filter_map(|id| self.get(*id));
        for token in tokens {
            characters.extend(token.text.chars());
        }
    }

    /// The character at which each of these units begins.
    pub fn offsets(&self, ids: &[TokenId]) -> Vec<usize> {
        let mut at = 0;
        let lengths = ids
            .iter()
            .map(|id| self.get(*id).map_or(0, |token| token.length));
        lengths
            .map(|length| {
                at += length;
                at - length
            })
            .collect()
    }

    fn id(&mut self, text: &str, kind: TokenKind) -> TokenId {
        let hash = self.ids.hash(&[text]);
        if let Some(id) = self.find(hash, text) {
            return id;
        }
        let id = TokenId::try_from(self.all.len()).unwrap_or(TokenId::MAX);
        let first = text.chars().next();
        let mut read: Vec<Reading> = Vec::new();
        let mut common = 0;
        if let Some(c) = first.filter(|_| kind == TokenKind::Han) {
            let all = readings(c);
            for (at, reading) in all.enumerate() {
                // Readings that differ by tone only are one.
                if read.contains(&reading) {
                    continue;
                }
                if is_common(c, reading, at) {
                    read.insert(common, reading);
                    common += 1;
                } else {
                    read.push(reading);
                }
            }
        }
        let classes = classes(first, read.iter().filter_map(|reading| reading.initial()));
        let mut firsts: Vec<char> = read
            .iter()
            .filter_map(|reading| reading.initial())
            .collect();
        firsts.extend(first);
        firsts.sort_unstable();
        firsts.dedup();
        for first in firsts {
            self.by_first.entry(first).or_default().push(id);
        }
        self.kinds.push(kind);
        self.letters.push(letters(text.chars()));
        self.starts.push(TokenStart {
            classes,
            slot: slot_of(kind, text),
        });
        self.all.push(Token {
            text: text.into(),
            length: text.chars().count(),
            kind,
            classes,
            readings: read.into(),
            common,
        });
        self.ids.push(hash);
        id
    }

    fn find(&self, hash: KeyHash, text: &str) -> Option<TokenId> {
        let is_meant = |id| self.get(id).is_some_and(|token| *token.text == *text);
        self.ids.find(hash, is_meant)
    }
}

/// The slot of how a Latin word or a number begins.
fn slot_of(kind: TokenKind, text: &str) -> Option<Slot> {
    let mut letters = text.chars();
    match kind {
        TokenKind::Latin => Some(Slot::of_letters(letters.next()?, letters.next()?)),
        TokenKind::Number => Slot::of_digits(text),
        TokenKind::Han | TokenKind::Symbol | TokenKind::Space => None,
    }
}

/// How many bytes that are such a text begins with.
fn run(text: &str, is_such: impl Fn(&u8) -> bool) -> usize {
    let mut bytes = text.bytes();
    let other = bytes.position(|byte| !is_such(&byte));
    other.unwrap_or(text.len())
}

/// Which letters of the alphabet are among characters, as bits.
pub(crate) fn letters(characters: impl Iterator<Item = char>) -> u32 {
    let letters = characters.filter(char::is_ascii_lowercase);
    letters.fold(0, |all, c| all | 1 << (u32::from(c) - u32::from('a')))
}

/// How many characters of ASCII come first in the quick table, and how many there are with the Han characters.
const ASCII: usize = 0x80;
const CACHE_SIZE: usize = ASCII + 0x5200;

/// Where the number of a character is kept that stands in texts again and again: ASCII, then the Han characters of the
/// basic block.
fn cache_slot(c: char) -> Option<usize> {
    match c {
        '\0'..='\x7f' => Some(c as usize),
        '\u{4e00}'..='\u{9fff}' => Some(c as usize - 0x4e00 + ASCII),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_its_units_and_the_same_unit_has_the_same_number() {
        let mut tokens = TokenTable::default();
        let mut ids = Vec::new();
        for text in ["深化ab 12年", "a-b 2023/01%", "", "年年  😀é"] {
            ids.clear();
            tokens.read(text, &mut ids);
            assert_eq!(tokens.text(&ids), text);
        }
        ids.clear();
        tokens.read("年ab年", &mut ids);
        assert_eq!(ids[0], ids[2]);
        assert_eq!(tokens.offsets(&ids), [0, 1, 3]);
    }
}
