//! A search term, and what it means that it matches.

use std::ops::Range;

use super::pattern::{Anchor, Pattern, Pinyin, Run};
use super::text_field::{Scope, TextField};
use super::tokens::TokenId;

/// How a term is to match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) enum MatchMode {
    /// `word`: any kind of match.
    #[default]
    Fuzzy,
    /// `'word`, `"two words"`: the exact characters, or whole syllables.
    Exact,
    /// `^word`: the beginning of a name.
    Prefix,
    /// `word$`: the end of a name.
    Suffix,
    /// `^word$`: a whole name.
    Whole,
}

/// A search term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Term {
    /// Folded; never empty.
    pub text: String,
    pub mode: MatchMode,
    pub scope: Scope,
    /// How tokens spell it; `None` if it is too long for a pattern and so only matches literally.
    pub pattern: Option<Pattern>,
}

/// A text of a case, as tokens.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FieldText<'a> {
    pub field: TextField,
    pub text: &'a [TokenId],
}

/// The best match of a term in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TermMatch {
    pub score: u32,
    /// The matched texts, by index, and how each matches; several if the term is split.
    pub occurrences: Vec<(usize, Occurrence)>,
}

/// How a term, or a piece of it, matches in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Occurrence {
    /// A run of tokens spells the piece, which is a range of the term's characters.
    Run(Run, Range<usize>),
    /// These characters of the text match, in ascending order.
    Characters(Vec<usize>),
}

impl Term {
    /// A term of folded `text`. Capital letters among those typed forbid pinyin.
    pub fn new(text: &str, mode: MatchMode, scope: Scope, pinyin: Pinyin) -> Self {
        Self {
            text: text.to_owned(),
            mode,
            scope,
            pattern: Pattern::new(text, pinyin),
        }
    }

    /// The same term without fuzzy matching: a negated term must be absent only as it stands.
    pub fn exact(mut self) -> Self {
        if self.mode == MatchMode::Fuzzy {
            self.mode = MatchMode::Exact;
        }
        self
    }

    /// Its length in characters.
    pub fn length(&self) -> usize {
        self.text.chars().count()
    }

    /// Whether it may match beyond names: in running text, or scattered over a name.
    pub fn may_match_beyond_names(&self) -> bool {
        match self.mode {
            MatchMode::Fuzzy => true,
            MatchMode::Exact => self.scope != Scope::Titles,
            MatchMode::Prefix | MatchMode::Suffix | MatchMode::Whole => false,
        }
    }

    /// Whether it may match inside a token: letters or digits that are to match exactly.
    pub fn may_match_inside_token(&self) -> bool {
        let all = |is_such: fn(&char) -> bool| self.text.chars().all(|c| is_such(&c));
        let as_it_stands = matches!(self.mode, MatchMode::Exact | MatchMode::Suffix);
        as_it_stands && (all(char::is_ascii_alphabetic) || all(char::is_ascii_digit))
    }

    /// The ends of a name it must touch.
    pub fn anchor(&self) -> Anchor {
        Anchor {
            start: matches!(self.mode, MatchMode::Prefix | MatchMode::Whole),
            end: matches!(self.mode, MatchMode::Suffix | MatchMode::Whole),
        }
    }
}
