//! Scores texts of a corpus, for one thread.

use std::cell::RefCell;
use std::sync::Arc;

use super::paths::{Paths, Reach};
use super::prefilter::{Glance, Glancer, fit_run};
use crate::search::index::corpus::{Columns, Corpus};
use crate::search::index::encoded::{Code, read};
use crate::search::matcher::automaton::Steps;
use crate::search::matcher::matcher::{Fit, Seeker};
use crate::search::matcher::pattern::Anchor;
use crate::search::matcher::term::{Form, Word};
use crate::search::matcher::text_field::Scope;
use crate::search::matcher::tokens::UnitId;

/// A word that is looked for in a corpus, with all that is worked out once.
pub(crate) struct Prepared<'a> {
    word: &'a Word,
    steps: Option<Arc<Steps<'a>>>,
    pub corpus: &'a Corpus,
    pub columns: &'a Columns,
    /// None if every case must be looked at as a whole.
    pub paths: Option<Paths>,
    pub glancer: Glancer<'a>,
}

impl<'a> Prepared<'a> {
    pub fn new(word: &'a Word, corpus: &'a Corpus, columns: &'a Columns) -> Self {
        let seeker = Seeker::new(word, &corpus.units);
        let paths = seeker.steps.as_ref().filter(|_| is_told_by_units(word));
        let within = word.may_be_within();
        let paths = paths.map(|steps| Paths::new(steps, &corpus.units, within));
        let glancer = Glancer::new(&seeker);
        Self {
            word,
            steps: seeker.steps,
            corpus,
            columns,
            paths,
            glancer,
        }
    }
}

/// Whether a word is found only where units spell it that codes tell, or within one of them: other words that count as they
/// stand may begin within a Latin word and go on behind it, and a blank between two words has no code.
fn is_told_by_units(word: &Word) -> bool {
    let han = word.text.chars().all(|c| !c.is_ascii());
    if word.text.contains(' ') {
        return false;
    }
    match word.form {
        Form::Fuzzy | Form::First | Form::Whole => true,
        Form::Exact | Form::Last => han || word.may_be_within(),
    }
}

/// Scores texts of a corpus, for one thread.
pub(crate) struct Scorer<'a> {
    pub prepared: &'a Prepared<'a>,
    pub seeker: Seeker<'a>,
    ids: RefCell<Vec<UnitId>>,
    characters: RefCell<Vec<char>>,
    /// Buffers of [`Paths`].
    pub reach: RefCell<Reach>,
}

impl<'a> Scorer<'a> {
    pub fn new(prepared: &'a Prepared<'a>) -> Self {
        let units = &prepared.corpus.units;
        Self {
            prepared,
            seeker: Seeker::of(prepared.word, units, prepared.steps.clone()),
            ids: RefCell::default(),
            characters: RefCell::default(),
            reach: RefCell::default(),
        }
    }

    /// Whether the word is looked for in running texts.
    pub fn looks_in_texts(&self) -> bool {
        let word = self.seeker.word;
        matches!(word.form, Form::Fuzzy | Form::Exact) && word.scope != Scope::Titles
    }

    /// How well the word is spelled or abbreviated in a text, by one unit or, if that may be, by several.
    pub fn fit(&self, codes: &[Code], run: bool) -> Option<Fit> {
        // A glance does not see the ends of a text.
        let anywhere = self.seeker.word.anchor() == Anchor::default();
        if !run && anywhere {
            match self
                .prepared
                .glancer
                .fit(codes, &self.prepared.corpus.units)
            {
                Glance::Fits(fit) => return Some(fit),
                Glance::FitsNot => return None,
                Glance::Unclear => {}
            }
        }
        if !self.prepared.glancer.may_be_spelled_in(codes) {
            return None;
        }
        let steps = self.seeker.steps.as_deref();
        if let Some(steps) = steps.filter(|_| self.seeker.word.form == Form::Fuzzy) {
            match fit_run(codes, steps, &self.prepared.corpus.units) {
                Glance::Fits(fit) => return Some(fit),
                Glance::FitsNot => return None,
                Glance::Unclear => {}
            }
        }
        self.with_units(codes, |ids| self.seeker.fit_run(ids).map(|(fit, _)| fit))
    }

    /// The units of codes.
    pub fn with_units<T>(&self, codes: &[Code], see: impl FnOnce(&[UnitId]) -> T) -> T {
        let mut ids = self.ids.borrow_mut();
        ids.clear();
        read(&self.prepared.corpus.units, codes, &mut ids);
        see(&ids)
    }

    /// The characters of codes.
    pub fn with_characters<T>(&self, codes: &[Code], see: impl FnOnce(&[char]) -> T) -> T {
        let mut characters = self.characters.borrow_mut();
        characters.clear();
        self.with_units(codes, |ids| {
            self.prepared.corpus.units.characters(ids, &mut characters);
        });
        see(&characters)
    }

    /// Whether the word is found in a running text.
    pub fn is_in_text(&self, codes: &[Code]) -> bool {
        self.with_units(codes, |ids| self.seeker.is_in_text(ids))
    }
}
