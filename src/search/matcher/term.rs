//! One word that is looked for, and what it means to be found.

use std::ops::Range;

use super::pattern::{Anchor, Pattern, Pinyin, Run};
use super::text_field::{Place, Scope};
use super::tokens::TokenId;

/// How a word is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) enum MatchMode {
    /// `word`: in any manner.
    #[default]
    Fuzzy,
    /// `'word`, `"two terms"`: as it stands, or spelled out.
    Exact,
    /// `^word`: at the beginning of a name.
    Prefix,
    /// `word$`: at the end of a name.
    Suffix,
    /// `^word$`: all of a name.
    Whole,
}

/// A word that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Term {
    /// Folded, and not empty.
    pub text: String,
    pub mode: MatchMode,
    pub scope: Scope,
    /// None for a word that is too long to be spelled.
    pub pattern: Option<Pattern>,
}

/// A text in which words are looked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FieldText<'a> {
    pub field: Place,
    pub text: &'a [TokenId],
}

/// Where a word was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TermMatch {
    pub score: u32,
    /// In which texts, by their index, and how.
    pub occurrences: Vec<(usize, Occurrence)>,
}

/// How a word, or a part of it, was found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Occurrence {
    /// By units that spell a part of the word, which is given in characters.
    Run(Run, Range<usize>),
    /// By these characters of the text.
    Characters(Vec<usize>),
}

impl Term {
    /// A word as it was folded; capitals among the letters that were typed forbid pinyin.
    pub fn new(text: &str, mode: MatchMode, scope: Scope, pinyin: Pinyin) -> Self {
        Self {
            text: text.to_owned(),
            mode,
            scope,
            pattern: Pattern::new(text, pinyin),
        }
    }

    /// The same word, to be found only as it stands: what a word that must not be there is held to.
    pub fn exact(mut self) -> Self {
        if self.mode == MatchMode::Fuzzy {
            self.mode = MatchMode::Exact;
        }
        self
    }

    /// How many characters it has.
    pub fn length(&self) -> usize {
        self.text.chars().count()
    }

    /// Whether it may be found beyond names: in a running text, or scattered over a name.
    pub fn may_match_beyond_names(&self) -> bool {
        match self.mode {
            MatchMode::Fuzzy => true,
            MatchMode::Exact => self.scope != Scope::Titles,
            MatchMode::Prefix | MatchMode::Suffix | MatchMode::Whole => false,
        }
    }

    /// Whether it is letters or digits that count as they stand, also within a longer word or number.
    pub fn may_match_inside_token(&self) -> bool {
        let all = |is_such: fn(&char) -> bool| self.text.chars().all(|c| is_such(&c));
        let as_it_stands = matches!(self.mode, MatchMode::Exact | MatchMode::Suffix);
        as_it_stands && (all(char::is_ascii_alphabetic) || all(char::is_ascii_digit))
    }

    /// Which ends of a name it must touch.
    pub fn anchor(&self) -> Anchor {
        Anchor {
            start: matches!(self.mode, MatchMode::Prefix | MatchMode::Whole),
            end: matches!(self.mode, MatchMode::Suffix | MatchMode::Whole),
        }
    }
}
