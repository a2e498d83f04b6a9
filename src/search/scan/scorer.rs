//! Scores one encoded text for a term: by its codes alone where these tell, else by the matcher on its tokens.

use std::cell::RefCell;
use std::sync::Arc;

use crate::search::index::columns::Columns;
use crate::search::index::corpus::Corpus;
use crate::search::index::encoded::{Code, decode};
use crate::search::matcher::automaton::Automaton;
use crate::search::matcher::matcher::{Fit, Matcher};
use crate::search::matcher::pattern::Anchor;
use crate::search::matcher::term::{MatchMode, Term};
use crate::search::matcher::text_field::Scope;
use crate::search::matcher::tokens::TokenId;
use crate::search::mechanisms::{Mechanism, Without};

use super::paths::{Extent, PathBuffers, PathFilter};
use super::prefilter::{Prefilter, Verdict, fit_run};

/// A term with what is worked out once for a corpus and shared by all threads.
pub(crate) struct PreparedTerm<'a> {
    term: &'a Term,
    automaton: Option<Arc<Automaton<'a>>>,
    pub corpus: &'a Corpus,
    pub columns: &'a Columns,
    /// `None` if signatures tell nothing, so that every case must be decoded and matched as a whole.
    pub paths: Option<PathFilter>,
    pub prefilter: Prefilter<'a>,
    pub without: Without,
}

impl<'a> PreparedTerm<'a> {
    /// Prepares a term.
    pub fn new(term: &'a Term, corpus: &'a Corpus, columns: &'a Columns, without: Without) -> Self {
        let matcher = Matcher::new(term, &corpus.tokens);
        let paths = matcher
            .automaton
            .as_ref()
            .filter(|_| is_found_by_tokens(term));
        let paths =
            paths.map(|automaton| PathFilter::new(term, automaton, &corpus.tokens, without));
        let prefilter = Prefilter::new(&matcher, without);
        Self {
            term,
            automaton: matcher.automaton,
            corpus,
            columns,
            paths,
            prefilter,
            without,
        }
    }
}

/// Whether every match of a term is a run of whole tokens, or lies inside one. An exact term may else begin inside a
/// Latin word and go on after it, and a space between two words has no code.
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

/// Scores texts for a term, on one thread; owns the buffers.
pub(crate) struct Scorer<'a> {
    pub prepared: &'a PreparedTerm<'a>,
    pub matcher: Matcher<'a>,
    ids: RefCell<Vec<TokenId>>,
    characters: RefCell<Vec<char>>,
    /// Buffers of [`PathFilter`].
    pub buffers: RefCell<PathBuffers>,
}

impl<'a> Scorer<'a> {
    /// A scorer for one thread.
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

    /// Whether the term is looked for in running text.
    pub fn looks_in_texts(&self) -> bool {
        let term = self.matcher.term;
        matches!(term.mode, MatchMode::Fuzzy | MatchMode::Exact) && term.scope != Scope::Titles
    }

    /// How well the term is spelled or abbreviated in a name, if it is.
    pub fn fit(&self, codes: &[Code], extent: Extent) -> Option<Fit> {
        // The prefilter does not check anchors.
        let anywhere = self.matcher.term.anchor() == Anchor::default();
        if extent == Extent::Single && anywhere && self.prepared.without.uses(Mechanism::TokenFit) {
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
        let automaton = self.matcher.automaton.as_deref();
        if let Some(automaton) = automaton.filter(|_| {
            self.matcher.term.mode == MatchMode::Fuzzy
                && self.prepared.without.uses(Mechanism::RunFit)
        }) {
            match fit_run(codes, automaton, &self.prepared.corpus.tokens) {
                Verdict::Fits(fit) => return Some(fit),
                Verdict::NoMatch => return None,
                Verdict::Unknown => {}
            }
        }
        self.with_tokens(codes, |ids| self.matcher.fit_run(ids).map(|(fit, _)| fit))
    }

    /// Calls `see` with the decoded tokens of a text.
    pub fn with_tokens<T>(&self, codes: &[Code], see: impl FnOnce(&[TokenId]) -> T) -> T {
        let mut ids = self.ids.borrow_mut();
        ids.clear();
        decode(&self.prepared.corpus.tokens, codes, &mut ids);
        see(&ids)
    }

    /// Calls `see` with the characters of a text.
    pub fn with_characters<T>(&self, codes: &[Code], see: impl FnOnce(&[char]) -> T) -> T {
        let mut characters = self.characters.borrow_mut();
        characters.clear();
        self.with_tokens(codes, |ids| {
            self.prepared.corpus.tokens.characters(ids, &mut characters);
        });
        see(&characters)
    }

    /// Whether a running text contains the term.
    pub fn is_in_text(&self, codes: &[Code]) -> bool {
        self.with_tokens(codes, |ids| self.matcher.is_in_text(ids))
    }
}
