//! Tokens: the Han characters, Latin words, numbers, signs and spaces of texts, each with an id.
//!
//! ```text
//! text     深化合法性审查 in 2023
//! tokens   深│化│合│法│性│审│查│ │in│ │2023
//! ```
//!
//! Equal tokens have equal ids, so what a term makes of a token is worked out once, and a text is a list of ids.

use std::collections::HashMap;

use crate::search::interner::{HashIndex, KeyHash};

use super::pinyin::{Reading, is_common, readings};
use super::slot::{Slot, classes};

/// The position of a token in its table.
pub(crate) type TokenId = u32;

/// The space, the first token of every table.
pub(crate) const SPACE: TokenId = 0;

/// All distinct tokens of some texts.
#[derive(Debug, Clone)]
pub(crate) struct TokenTable {
    all: Vec<Token>,
    kinds: Vec<TokenKind>,
    /// The letters in each token, as bits.
    letters: Vec<u32>,
    starts: Vec<TokenStart>,
    ids: HashIndex,
    /// The tokens of single ASCII and Han characters, by [`cache_slot`]: 84 KiB that spare most look-ups, which
    /// only pays for many texts.
    cache: Option<Vec<Option<TokenId>>>,
    /// The tokens that a term may begin with, by its first character: the token's own, or an initial of a
    /// reading.
    by_first: HashMap<char, Vec<TokenId>>,
}

/// How a token begins.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TokenStart {
    /// Its initial classes, as bits.
    pub classes: u32,
    /// The slot of the beginning of a Latin word or a number.
    pub slot: Option<Slot>,
}

/// A part of a folded text that is spelled as a whole.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub text: Box<str>,
    /// In characters.
    pub length: usize,
    pub kind: TokenKind,
    /// The toneless readings of a Han character without repetition, common ones first.
    pub readings: Box<[Reading]>,
    /// The initial classes, as bits.
    pub classes: u32,
    /// How many readings are common. An unfinished syllable only stands for these, and a rare reading counts as
    /// an initial.
    pub common: usize,
}

impl Token {
    /// Whether it is a Latin word or a number.
    pub fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Latin | TokenKind::Number)
    }
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A character that is spelled by itself; nearly always Han.
    Han,
    /// A word of Latin letters.
    Latin,
    Number,
    /// Punctuation or a sign, which need not be typed.
    Symbol,
    /// Whitespace, which need not be typed either.
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

    /// Whether it only separates other tokens and need not be typed.
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
        debug_assert_eq!(blank, SPACE, "the first token is the space");
        tokens
    }
}

impl TokenTable {
    /// A table with a cache, for many texts.
    pub fn for_many_texts() -> Self {
        Self {
            cache: Some(vec![None; CACHE_SIZE]),
            ..Self::default()
        }
    }

    /// Whether a token is a Latin word or a number.
    pub fn is_word(&self, id: TokenId) -> bool {
        matches!(self.kind(id), TokenKind::Latin | TokenKind::Number)
    }

    /// Splits a folded text and appends its tokens to `ids`.
    pub fn tokenize(&mut self, folded: &str, ids: &mut Vec<TokenId>) {
        // Nearly every token has two bytes or more.
        ids.reserve(folded.len() / 2);
        let mut rest = folded;
        while let Some(c) = rest.chars().next() {
            let length = match c {
                'a'..='z' | 'A'..='Z' => run(rest, u8::is_ascii_alphabetic),
                '0'..='9' => run(rest, u8::is_ascii_digit),
                c => c.len_utf8(),
            };
            let (text, after) = rest.split_at(length);
            rest = after;
            // Nearly all of a Chinese text is characters that are known.
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

    /// A token by id.
    pub fn get(&self, id: TokenId) -> Option<&Token> {
        self.all.get(id as usize)
    }

    /// The kind of a token; a space for an unknown one.
    pub fn kind(&self, id: TokenId) -> TokenKind {
        let kind = self.kinds.get(id as usize).copied();
        kind.unwrap_or(TokenKind::Space)
    }

    /// The letters in a token, as bits.
    pub fn letters(&self, id: TokenId) -> u32 {
        self.letters.get(id as usize).copied().unwrap_or(0)
    }

    /// How a token begins.
    pub fn start(&self, id: TokenId) -> Option<TokenStart> {
        self.starts.get(id as usize).copied()
    }

    /// The token of a single character, if it is known.
    pub fn of_char(&self, c: char) -> Option<TokenId> {
        let mut bytes = [0; 4];
        let text: &str = c.encode_utf8(&mut bytes);
        self.find(self.ids.hash(&[text]), text)
    }

    /// All tokens with their ids.
    pub fn all(&self) -> impl Iterator<Item = (TokenId, &Token)> {
        (0..).zip(&self.all)
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The tokens that a term may begin with whose first character is this.
    pub fn starting_with(&self, first: char) -> &[TokenId] {
        self.by_first.get(&first).map_or(&[], Vec::as_slice)
    }

    /// The text of tokens.
    pub fn text(&self, ids: &[TokenId]) -> String {
        ids.iter()
            .filter_map(|id| self.get(*id))
            .map(|token| &*token.text)
            .collect()
    }

    /// Appends the characters of tokens.
    pub fn characters(&self, ids: &[TokenId], characters: &mut Vec<char>) {
        let tokens = ids.iter().filter_map(|id| self.get(*id));
        for token in tokens {
            characters.extend(token.text.chars());
        }
    }

    /// The character offset of each of some adjacent tokens.
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
                // Readings that differ in tone only are the same here.
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

/// The slot of the beginning of a Latin word or a number.
fn slot_of(kind: TokenKind, text: &str) -> Option<Slot> {
    let mut letters = text.chars();
    match kind {
        TokenKind::Latin => Some(Slot::of_letters(letters.next()?, letters.next()?)),
        TokenKind::Number => Slot::of_digits(text),
        TokenKind::Han | TokenKind::Symbol | TokenKind::Space => None,
    }
}

/// The length of the longest prefix of such bytes.
fn run(text: &str, is_such: impl Fn(&u8) -> bool) -> usize {
    let mut bytes = text.bytes();
    let other = bytes.position(|byte| !is_such(&byte));
    other.unwrap_or(text.len())
}

/// The letters among characters, as bits.
pub(crate) fn letters(characters: impl Iterator<Item = char>) -> u32 {
    let letters = characters.filter(char::is_ascii_lowercase);
    letters.fold(0, |all, c| all | 1 << (u32::from(c) - u32::from('a')))
}

/// The number of ASCII characters, and with the Han characters that of all cached ones.
const ASCII: usize = 0x80;
const CACHE_SIZE: usize = ASCII + 0x5200;

/// The place in the cache of a character: ASCII, then the basic Han block.
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
    fn a_text_is_its_tokens_and_equal_tokens_have_equal_ids() {
        let mut tokens = TokenTable::default();
        let mut ids = Vec::new();
        for text in ["深化ab 12年", "a-b 2023/01%", "", "年年  😀é"] {
            ids.clear();
            tokens.tokenize(text, &mut ids);
            assert_eq!(tokens.text(&ids), text);
        }
        ids.clear();
        tokens.tokenize("年ab年", &mut ids);
        assert_eq!(ids[0], ids[2]);
        assert_eq!(tokens.offsets(&ids), [0, 1, 3]);
    }
}
