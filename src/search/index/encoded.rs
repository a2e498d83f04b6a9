//! Encoded texts: two bytes a token, and none for a space between two words.
//!
//! ```text
//! tokens   合│法│ │rule│ │of│ │law│2023│年
//! codes    合 法 ␣ rule  of  law J2023 年        J: no space between these two words
//! ```
//!
//! A code is the id of a token plus a few. Tokens that were met early, of which nearly all text consists, have one code;
//! later ones have two, a first and a second half, which never occur as anything else. So where a code occurs, its token
//! occurs.

use crate::search::matcher::automaton::TokenSequence;
use crate::search::matcher::tokens::{SPACE, TokenId, TokenTable};

/// A token, or half of one.
pub(crate) type Code = u16;

/// Between two words or numbers without a space: `law2023`.
pub(crate) const JOINED: Code = 0;
/// The end of a text among several that belong together.
pub(crate) const END: Code = 1;
/// The code of the first token.
const FIRST: u32 = 2;
/// Codes from here on are first halves, and from the next on second halves.
const FIRST_HALVES: u32 = 0xf000;
const SECOND_HALVES: u32 = 0xf800;
/// The number of codes of either kind, so that there are four million tokens with two codes: more than any
/// bundle has words.
const HALVES: u32 = 0x800;
/// The code of a token, or the first of its two.
pub(crate) fn code_of(id: TokenId) -> Code {
    let number = id.saturating_add(FIRST);
    let code = match number.checked_sub(FIRST_HALVES) {
        None => number,
        Some(beyond) => FIRST_HALVES + (beyond / HALVES).min(HALVES - 1),
    };
    Code::try_from(code).unwrap_or(Code::MAX)
}

/// The token of a code, unless it is half of one.
pub(crate) fn token_of(code: Code) -> Option<TokenId> {
    let number = u32::from(code);
    (FIRST..FIRST_HALVES)
        .contains(&number)
        .then(|| number - FIRST)
}

/// Whether a code is half of a token's.
pub(crate) fn is_half(code: Code) -> bool {
    u32::from(code) >= FIRST_HALVES
}

/// A small value for each token, by code: an array with an entry for every code, so that a look-up has no
/// branch.
#[derive(Debug, Clone)]
pub(crate) struct CodeTable<T>(Box<[T; CODES]>);

/// The number of codes.
const CODES: usize = 1 << Code::BITS;

impl<T: Copy> CodeTable<T> {
    /// The value `token` for every token with one code, and `half` for half codes.
    pub fn new(token: T, half: T) -> Self {
        let mut all = vec![token; CODES];
        for of_half in all.iter_mut().skip(FIRST_HALVES as usize) {
            *of_half = half;
        }
        // The boxed slice has the length of the array.
        let all = all.into_boxed_slice().try_into();
        Self(all.unwrap_or_else(|_| Box::new([token; CODES])))
    }

    /// The value of a code's token.
    pub fn get(&self, code: Code) -> T {
        self.0[usize::from(code)]
    }

    /// Sets the value of a code's token.
    pub fn set(&mut self, code: Code, value: T) {
        self.0[usize::from(code)] = value;
    }
}

/// Encoded texts, by number.
#[derive(Debug, Clone, Default)]
pub(crate) struct EncodedTexts {
    codes: Vec<Code>,
    /// The end of each text.
    ends: Vec<u32>,
    /// Which texts have Latin words or numbers before their first [`END`], as bits.
    worded: Vec<u64>,
}

impl EncodedTexts {
    /// The number of texts.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The codes of a text.
    pub fn codes(&self, text: usize) -> &[Code] {
        let end = |text: usize| self.ends.get(text).copied().unwrap_or(0) as usize;
        let begin = text.checked_sub(1).map_or(0, end);
        self.codes.get(begin..end(text)).unwrap_or_default()
    }

    /// Whether a text, or the first of several that belong together, has Latin words or numbers.
    pub fn has_words(&self, text: usize) -> bool {
        let bits = self.worded.get(text / 64).copied().unwrap_or(0);
        bits & 1 << (text % 64) != 0
    }

    /// Adds a text, or several that belong together.
    pub fn push<'a>(
        &mut self,
        tokens: &TokenTable,
        parts: impl IntoIterator<Item = &'a [TokenId]>,
    ) {
        let text = self.len();
        if text.is_multiple_of(64) {
            self.worded.push(0);
        }
        let mut worded = false;
        for (at, part) in parts.into_iter().enumerate() {
            if at > 0 {
                self.codes.push(END);
            }
            let has_words = self.push_part(tokens, part);
            worded |= at == 0 && has_words;
        }
        if let Some(bits) = self.worded.last_mut() {
            *bits |= u64::from(worded) << (text % 64);
        }
        let end = u32::try_from(self.codes.len()).unwrap_or(u32::MAX);
        self.ends.push(end);
    }

    /// Decodes a text; replaces what is in `ids`.
    pub fn decode(&self, tokens: &TokenTable, text: usize, ids: &mut Vec<TokenId>) {
        ids.clear();
        decode(tokens, self.codes(text), ids);
    }

    /// Adds the codes of a part; returns whether it has Latin words or numbers.
    fn push_part(&mut self, tokens: &TokenTable, ids: &[TokenId]) -> bool {
        self.codes.reserve(ids.len());
        let (mut worded, mut before) = (false, false);
        for (at, id) in ids.iter().enumerate() {
            if *id == SPACE && before && ids.get(at + 1).is_some_and(|next| tokens.is_word(*next)) {
                before = false;
                continue;
            }
            let is_word = tokens.is_word(*id);
            if before && is_word {
                self.codes.push(JOINED);
            }
            before = is_word;
            worded |= is_word;
            self.codes.push(code_of(*id));
            let number = id.saturating_add(FIRST);
            if let Some(beyond) = number.checked_sub(FIRST_HALVES) {
                let half = Code::try_from(SECOND_HALVES + beyond % HALVES);
                self.codes.push(half.unwrap_or(Code::MAX));
            }
        }
        worded
    }
}

/// An encoded text as tokens, without the spaces between words, which have no code: for terms without spaces.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EncodedText<'a>(pub &'a [Code]);

impl TokenSequence for EncodedText<'_> {
    fn len(self) -> usize {
        self.0.len()
    }

    fn token(self, at: usize) -> Option<(TokenId, usize)> {
        let number = u32::from(*self.0.get(at)?);
        match number {
            SECOND_HALVES.. => None,
            FIRST_HALVES.. => {
                let second = u32::from(*self.0.get(at + 1)?).checked_sub(SECOND_HALVES)?;
                Some((first_of(number) + second, at + 2))
            }
            FIRST.. => Some((number - FIRST, at + 1)),
            _ => None,
        }
    }
}

/// The first token whose first code is this.
fn first_of(first_half: u32) -> TokenId {
    FIRST_HALVES - FIRST + (first_half - FIRST_HALVES) * HALVES
}

/// Decodes codes and appends the tokens to `ids`.
pub(crate) fn decode(tokens: &TokenTable, codes: &[Code], ids: &mut Vec<TokenId>) {
    let mut word = false;
    let mut half = 0;
    for code in codes {
        let number = u32::from(*code);
        let id = match number {
            SECOND_HALVES.. => half + number - SECOND_HALVES,
            FIRST_HALVES.. => {
                half = first_of(number);
                continue;
            }
            FIRST.. => number - FIRST,
            _ => {
                word = false;
                continue;
            }
        };
        let is_word = tokens.is_word(id);
        if word && is_word {
            ids.push(SPACE);
        }
        ids.push(id);
        word = is_word;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_decode_to_what_was_encoded() {
        let mut tokens = TokenTable::for_many_texts();
        let mut texts = EncodedTexts::default();
        let all = [
            "合法 rule of law2023年",
            "",
            "a b1c  d",
            "2023 12 年",
            " a ",
            "a%b 3",
        ];
        let mut ids = Vec::new();
        for text in all {
            ids.clear();
            tokens.tokenize(text, &mut ids);
            texts.push(&tokens, [ids.as_slice()]);
        }
        for (at, text) in all.iter().enumerate() {
            texts.decode(&tokens, at, &mut ids);
            assert_eq!(tokens.text(&ids), *text);
        }
        assert_eq!(texts.codes(0).len(), 9, "no blanks between words");
    }

    #[test]
    fn a_token_of_two_codes_shares_neither_with_another_token() {
        let mut tokens = TokenTable::for_many_texts();
        let mut ids = Vec::new();
        for number in 0..70_000 {
            tokens.tokenize(&number.to_string(), &mut ids);
        }
        let mut texts = EncodedTexts::default();
        let last = &ids[69_998..];
        texts.push(&tokens, [last]);
        assert_eq!(
            texts.codes(0).len(),
            5,
            "two codes each, and what joins them"
        );
        assert!(texts.codes(0).iter().all(|code| token_of(*code).is_none()));
        let mut read = Vec::new();
        texts.decode(&tokens, 0, &mut read);
        assert_eq!(read, last);
    }
}
