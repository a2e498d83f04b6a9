//! Prefilter for scattered matches: which names are worth an alignment.

use crate::search::index::encoded::{Code, CodeTable, code_of, is_half, token_of};
use crate::search::index::signature::SignatureBlock;
use crate::search::matcher::matcher::{Fit, Matcher};
use crate::search::matcher::slot::Slot;
use crate::search::matcher::tokens::{TokenId, TokenKind, TokenTable, letters};
use crate::search::mechanisms::{Mechanism, Without};

use super::scorer::Scorer;

/// What a name must contain for a term's characters to be scattered over it.
#[derive(Debug, Clone)]
pub(crate) enum ScatterFilter {
    /// No name matches.
    Never,
    /// Tokens that signatures must have, and the codes of all tokens in their order.
    Tokens(Vec<TokenId>, Vec<Code>),
    /// All of these letters, near each other.
    Letters(LetterFilter),
    /// A token that contains the term, by code: digits and few letters must be adjacent.
    Within(CodeTable<bool>),
    /// Nothing is known; every name is aligned.
    Unknown,
}

impl ScatterFilter {
    /// The filter of a term.
    pub fn new(matcher: &Matcher, without: Without) -> Self {
        if !without.uses(Mechanism::ScatterFilter) {
            return Self::Unknown;
        }
        let (term, characters) = (matcher.term.text.as_str(), &matcher.characters);
        let all = |test: fn(&char) -> bool| characters.iter().all(test);
        if !term.is_ascii() {
            // A single character is spelled wherever it occurs.
            let one = characters.len() == 1 && term.chars().all(char::is_alphanumeric);
            return if one {
                Self::Never
            } else {
                Self::of_tokens(matcher, without)
            };
        }
        let adjacent = matcher.max_spread() == characters.len();
        if adjacent && (all(char::is_ascii_lowercase) || all(char::is_ascii_digit)) {
            let mut within = CodeTable::new(false, true);
            for (id, token) in matcher.tokens.all() {
                if token.text.contains(term) {
                    within.set(code_of(id), true);
                }
            }
            return Self::Within(within);
        }
        if all(char::is_ascii_lowercase) {
            return Self::Letters(LetterFilter::new(matcher, without));
        }
        Self::Unknown
    }

    fn of_tokens(matcher: &Matcher, without: Without) -> Self {
        let tokens = matcher.tokens;
        let ids = matcher.characters.iter().map(|c| tokens.of_char(*c));
        let Some(ids) = ids.collect::<Option<Vec<TokenId>>>() else {
            // A character that is a token by itself, but not in the table, is in no text.
            let alone = |c: &char| !c.is_ascii();
            let missing = matcher
                .characters
                .iter()
                .any(|c| alone(c) && tokens.of_char(*c).is_none());
            return if missing { Self::Never } else { Self::Unknown };
        };
        let plain = |id: &TokenId| {
            let own = token_of(code_of(*id)).is_some();
            own && tokens.kind(*id) == TokenKind::Han
        };
        if ids.iter().all(plain) {
            let codes = ids.iter().map(|id| code_of(*id)).collect();
            let in_signatures = if without.uses(Mechanism::CharacterSlots) {
                ids
            } else {
                Vec::new()
            };
            Self::Tokens(in_signatures, codes)
        } else {
            Self::Unknown
        }
    }

    /// The cases of a block that may have such a name, as bits.
    pub fn candidates(&self, block: &SignatureBlock) -> u64 {
        match self {
            Self::Never => 0,
            Self::Tokens(ids, _) => ids
                .iter()
                .fold(u64::MAX, |all, id| all & block.with_character(*id)),
            Self::Letters(letters) => letters.candidates(block),
            Self::Within(_) | Self::Unknown => u64::MAX,
        }
    }

    /// How well the term's characters lie scattered in a name.
    pub fn fit(&self, codes: &[Code], scorer: &Scorer) -> Option<Fit> {
        let worth_it = match self {
            Self::Never => false,
            Self::Tokens(_, wanted) => occur_in_order(wanted, codes),
            Self::Letters(letters) => letters.may_match(codes, scorer.matcher.tokens),
            Self::Within(within) => codes.iter().any(|code| within.get(*code)),
            Self::Unknown => true,
        };
        if !worth_it {
            return None;
        }
        scorer.with_characters(codes, |text| scorer.matcher.fit_scattered(text))
    }
}

fn occur_in_order(wanted: &[Code], codes: &[Code]) -> bool {
    let mut codes = codes.iter();
    wanted.iter().all(|wanted| codes.any(|code| code == wanted))
}

/// Filter for letters near each other, the first of which begins a word, or all of which are in one word.
#[derive(Debug, Clone)]
pub(crate) struct LetterFilter {
    /// All letters, as bits.
    all: u32,
    /// The slots of the rare ones.
    rare: Vec<Slot>,
    /// How many characters they may spread over.
    spread: usize,
    begins: CodeTable<bool>,
    contains: CodeTable<bool>,
}

impl LetterFilter {
    fn new(matcher: &Matcher, without: Without) -> Self {
        let characters = &matcher.characters;
        let rare = characters.iter().filter_map(|c| Slot::of_letter(*c));
        let mut found = Self {
            all: letters(characters.iter().copied()),
            rare: rare
                .filter(|_| without.uses(Mechanism::LetterSlots))
                .collect(),
            spread: matcher.max_spread(),
            begins: CodeTable::new(false, true),
            contains: CodeTable::new(false, true),
        };
        for (id, token) in matcher.tokens.all() {
            if token.text.chars().next() == characters.first().copied() {
                found.begins.set(code_of(id), true);
            }
            if token.text.contains(&matcher.term.text) {
                found.contains.set(code_of(id), true);
            }
        }
        found
    }

    fn candidates(&self, block: &SignatureBlock) -> u64 {
        let rare = self.rare.iter();
        rare.fold(u64::MAX, |all, slot| all & block.with_slot(*slot))
    }

    fn may_match(&self, codes: &[Code], tokens: &TokenTable) -> bool {
        codes.iter().enumerate().any(|(at, code)| {
            let rest = codes.get(at..).unwrap_or_default();
            self.contains.get(*code) || self.begins.get(*code) && self.letters_follow(rest, tokens)
        })
    }

    /// Whether all letters are among the first characters of these codes.
    fn letters_follow(&self, codes: &[Code], tokens: &TokenTable) -> bool {
        let (mut there, mut passed) = (0, 0);
        for code in codes {
            if passed >= self.spread {
                break;
            }
            let id = match token_of(*code) {
                Some(id) => id,
                None if is_half(*code) => return true,
                None => continue,
            };
            there |= tokens.letters(id);
            passed += tokens.get(id).map_or(0, |token| token.length);
        }
        there & self.all == self.all
    }
}
