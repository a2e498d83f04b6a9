//! Scores texts of a corpus, for one thread.

use std::cell::RefCell;
use std::sync::Arc;

use super::paths::{PathBuffers, PathFilter};
use super::prefilter::{Prefilter, Verdict, fit_run};
use crate::search::index::corpus::{Columns, Corpus};
use crate::search::index::encoded::{Code, read};
use crate::search::matcher::automaton::Automaton;
use crate::search::matcher::matcher::{Fit, Matcher};
use crate::search::matcher::pattern::Anchor;
use crate::search::matcher::term::{MatchMode, Term};
use crate::search::matcher::text_field::Scope;
use crate::search::matcher::tokens::TokenId;

/// A word that is looked for in a corpus, with all that is worked out once.
pub(crate) struct PreparedTerm<'a> {
    term: &'a Term,
    automaton: Option<Arc<Automaton<'a>>>,
    pub corpus: &'a Corpus,
    pub columns: &'a Columns,
    /// None if every case must be looked at as a whole.
    pub paths: Option<PathFilter>,
    pub prefilter: Prefilter<'a>,
}

impl<'a> PreparedTerm<'a> {
    pub fn new(term: &'a Term, corpus: &'a Corpus, columns: &'a Columns) -> Self {
        let matcher = Matcher::new(term, &corpus.tokens);
        let paths = matcher
            .automaton
            .as_ref()
            .filter(|_| is_found_by_tokens(term));
        let within = term.may_match_inside_token();
        let paths = paths.map(|automaton| PathFilter::new(automaton, &corpus.tokens, within));
        let prefilter = Prefilter::new(&matcher);
        Self {
            term,
            automaton: matcher.automaton,
            corpus,
            columns,
            paths,
            prefilter,
        }
    }
}

/// Whether a word is found only where units spell it that codes tell, or within one of them: other words that count as they
/// stand may begin within a Latin word and go on behind it, and a blank between two words has no code.
fn is_found_by_tokens(term: &Term) -> bool {
    let han = term.text.chars().all(|c| !c.is_ascii());
    if term.text.contains(' ') {
        return false;
    }
    match term.mode {
        MatchMode::Fuzzy | MatchMode::Prefix | MatchMode::Whole => true,
        MatchMode::Exact | MatchMode::Suffix => han || term.may_match_inside_token(),
    }
}

/// Scores texts of a corpus, for one thread.
pub(crate) struct Scorer<'a> {
    pub prepared: &'a PreparedTerm<'a>,
    pub matcher: Matcher<'a>,
    ids: RefCell<Vec<TokenId>>,
    characters: RefCell<Vec<char>>,
    /// Buffers of [`PathFilter`].
    pub buffers: RefCell<PathBuffers>,
}

impl<'a> Scorer<'a> {
    pub fn new(prepared: &'a PreparedTerm<'a>) -> Self {
        let tokens = &prepared.corpus.tokens;
        Self {
            prepared,
            matcher: Matcher::of(prepared.term, tokens, prepared.automaton.clone()),
            ids: RefCell::default(),
            characters: RefCell::default(),
            buffers: RefCell::default(),
        }
    }

    /// Whether the word is looked for in running texts.
    pub fn looks_in_texts(&self) -> bool {
        let term = self.matcher.term;
        matches!(term.mode, MatchMode::Fuzzy | MatchMode::Exact) && term.scope != Scope::Titles
    }

    /// How well the word is spelled or abbreviated in a text, by one unit or, if that may be, by several.
    pub fn fit(&self, codes: &[Code], run: bool) -> Option<Fit> {
        // A glance does not see the ends of a text.
        let anywhere = self.matcher.term.anchor() == Anchor::default();
        if !run && anywhere {
            match self
                .prepared
                .prefilter
                .fit(codes, &self.prepared.corpus.tokens)
            {
                Verdict::Fits(fit) => return Some(fit),
                Verdict::NoMatch => return None,
                Verdict::Unknown => {}
            }
        }
        if !self.prepared.prefilter.may_be_spelled_in(codes) {
            return None;
        }
        let automaton = self.matcher.automaton.as_deref();
        if let Some(automaton) = automaton.filter(|_| self.matcher.term.mode == MatchMode::Fuzzy) {
            match fit_run(codes, automaton, &self.prepared.corpus.tokens) {
                Verdict::Fits(fit) => return Some(fit),
                Verdict::NoMatch => return None,
                Verdict::Unknown => {}
            }
        }
        self.with_tokens(codes, |ids| self.matcher.fit_run(ids).map(|(fit, _)| fit))
    }

    /// The units of codes.
    pub fn with_tokens<T>(&self, codes: &[Code], see: impl FnOnce(&[TokenId]) -> T) -> T {
        let mut ids = self.ids.borrow_mut();
        ids.clear();
        read(&self.prepared.corpus.tokens, codes, &mut ids);
        see(&ids)
    }

    /// The characters of codes.
    pub fn with_characters<T>(&self, codes: &[Code], see: impl FnOnce(&[char]) -> T) -> T {
        let mut characters = self.characters.borrow_mut();
        characters.clear();
        self.with_tokens(codes, |ids| {
            self.prepared.corpus.tokens.characters(ids, &mut characters);
        });
        see(&characters)
    }

    /// Whether the word is found in a running text.
    pub fn is_in_text(&self, codes: &[Code]) -> bool {
        self.with_tokens(codes, |ids| self.matcher.is_in_text(ids))
    }
}
