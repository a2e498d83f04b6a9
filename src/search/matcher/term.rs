//! One word that is looked for, and what it means to be found.

use std::ops::Range;

use super::pattern::{Anchor, Run, Spelling};
use super::text_field::{Place, Scope};
use super::tokens::UnitId;

/// How a word is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) enum Form {
    /// `word`: in any manner.
    #[default]
    Fuzzy,
    /// `'word`, `"two words"`: as it stands, or spelled out.
    Exact,
    /// `^word`: at the beginning of a name.
    First,
    /// `word$`: at the end of a name.
    Last,
    /// `^word$`: all of a name.
    Whole,
}

/// A word that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Folded, and not empty.
    pub text: String,
    pub form: Form,
    pub scope: Scope,
    /// None for a word that is too long to be spelled.
    pub spelling: Option<Spelling>,
}

/// A text in which words are looked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Target<'a> {
    pub place: Place,
    pub text: &'a [UnitId],
}

/// Where a word was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub score: u32,
    /// In which texts, by their index, and how.
    pub ways: Vec<(usize, Way)>,
}

/// How a word, or a part of it, was found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Way {
    /// By units that spell a part of the word, which is given in characters.
    Run(Run, Range<usize>),
    /// By these characters of the text.
    Characters(Vec<usize>),
}

impl Word {
    /// A word as it was folded; capitals among the letters that were typed forbid pinyin.
    pub fn new(text: &str, form: Form, scope: Scope, capitals: bool) -> Self {
        Self {
            text: text.to_owned(),
            form,
            scope,
            spelling: Spelling::new(text, !capitals),
        }
    }

    /// The same word, to be found only as it stands: what a word that must not be there is held to.
    pub fn exactly(mut self) -> Self {
        if self.form == Form::Fuzzy {
            self.form = Form::Exact;
        }
        self
    }

    /// How many characters it has.
    pub fn length(&self) -> usize {
        self.text.chars().count()
    }

    /// Whether it may be found beyond names: in a running text, or scattered over a name.
    pub fn may_be_beyond_names(&self) -> bool {
        match self.form {
            Form::Fuzzy => true,
            Form::Exact => self.scope != Scope::Titles,
            Form::First | Form::Last | Form::Whole => false,
        }
    }

    /// Whether it is letters or digits that count as they stand, also within a longer word or number.
    pub fn may_be_within(&self) -> bool {
        let all = |is_such: fn(&char) -> bool| self.text.chars().all(|c| is_such(&c));
        let as_it_stands = matches!(self.form, Form::Exact | Form::Last);
        as_it_stands && (all(char::is_ascii_alphabetic) || all(char::is_ascii_digit))
    }

    /// Which ends of a name it must touch.
    pub fn anchor(&self) -> Anchor {
        Anchor {
            start: matches!(self.form, Form::First | Form::Whole),
            end: matches!(self.form, Form::Last | Form::Whole),
        }
    }
}
