//! The matcher: one term in the texts of one case. Kinds of matches and their scores stand in [`super::rank`].

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use super::align::Aligner;
use super::automaton::Automaton;
use super::pattern::{Anchor, Pattern, Run};
use super::rank::{Completeness, MIN_INITIALS_IN_TEXT, MatchKind, min_score, score, score_in_text};
use super::term::{FieldText, MatchMode, Occurrence, Term, TermMatch};
use super::text_field::TextField;
use super::tokens::{TokenId, TokenKind, TokenTable};

/// Matches one term in texts of one token table.
pub(crate) struct Matcher<'a> {
    pub(crate) term: &'a Term,
    pub(crate) characters: Vec<char>,
    pub(crate) tokens: &'a TokenTable,
    /// `None` for a term without a pattern.
    pub(crate) automaton: Option<Arc<Automaton<'a>>>,
    pub(crate) aligner: RefCell<Aligner>,
}

/// How well a term matches a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fit {
    pub kind: MatchKind,
    pub merit: i64,
    pub completeness: Completeness,
}

impl Fit {
    /// The score in a field.
    pub fn score(&self, field: TextField) -> u32 {
        score(self.kind, field, self.merit, self.completeness)
    }

    /// Whether it scores more than another in one field.
    pub fn is_better(&self, other: &Self) -> bool {
        let rank = |fit: &Self| fit.score(TextField::Id);
        rank(self) > rank(other)
    }
}

impl<'a> Matcher<'a> {
    /// A matcher with an automaton of its own.
    pub fn new(term: &'a Term, tokens: &'a TokenTable) -> Self {
        let pattern = term.pattern.as_ref();
        let automaton = pattern.map(|pattern| Arc::new(Automaton::new(pattern, tokens)));
        Self::of(term, tokens, automaton)
    }

    /// A matcher with an automaton that is shared with others.
    pub fn of(
        term: &'a Term,
        tokens: &'a TokenTable,
        automaton: Option<Arc<Automaton<'a>>>,
    ) -> Self {
        Self {
            term,
            characters: term.text.chars().collect(),
            tokens,
            automaton,
            aligner: RefCell::default(),
        }
    }

    /// The best match among the texts of a case. Each kind is tried only where there is no better one, since
    /// the kind outweighs all else; of equals the first text counts.
    pub fn find(&self, targets: &[FieldText]) -> Option<TermMatch> {
        let all = || {
            targets
                .iter()
                .enumerate()
                .filter(|(_, target)| target.field.is_in(self.term.scope))
        };
        let names: Vec<(usize, &FieldText)> =
            all().filter(|(_, target)| target.field.is_name()).collect();
        let texts = all().filter(|(_, target)| !target.field.is_name());
        let run = self.find_run(&names);
        let run = match run {
            Some(run) if run.score >= min_score(MatchKind::Spelled, TextField::Id) => Some(run),
            run => best(run.into_iter().chain(self.find_abbreviation(&names))),
        };
        run.or_else(|| self.find_split(&names))
            .or_else(|| self.find_in_texts(texts))
            .or_else(|| self.find_scattered(&names))
    }

    /// The characters of a text that an occurrence matches, in ascending order.
    pub fn positions(&self, text: &[TokenId], occurrence: &Occurrence) -> Vec<usize> {
        match (occurrence, &self.automaton) {
            (Occurrence::Run(run, term), Some(automaton)) => {
                automaton.positions(text, run, term.clone())
            }
            (Occurrence::Run(..), None) => Vec::new(),
            (Occurrence::Characters(positions), _) => positions.clone(),
        }
    }

    /// The best name that the term spells or abbreviates, or contains literally if the mode asks for that.
    fn find_run(&self, names: &[(usize, &FieldText)]) -> Option<TermMatch> {
        let found = names.iter().filter_map(|(at, target)| {
            let (fit, occurrence) = self.fit_run(target.text)?;
            Some(TermMatch {
                score: fit.score(target.field),
                occurrences: vec![(*at, occurrence)],
            })
        });
        best(found)
    }

    /// How well the term is spelled or abbreviated in a name at best.
    pub fn fit_run(&self, text: &[TokenId]) -> Option<(Fit, Occurrence)> {
        let whole = 0..self.term.length();
        let literal = self.literal(text).into_iter();
        let literal = literal.map(|occurrence| (MatchKind::Spelled, occurrence));
        let automaton = self
            .automaton
            .iter()
            .filter(|automaton| automaton.may_start_in(text));
        let runs = automaton.flat_map(|automaton| automaton.runs(text, self.term.anchor()));
        let runs = runs.filter(|run| {
            // The last word may be unfinished, unless the end of the name is asked for.
            let latin = self.kind(text, run.tokens.end.saturating_sub(1)) != TokenKind::Han;
            (run.spelled || self.term.mode != MatchMode::Exact)
                && !(self.term.anchor().end && latin)
        });
        let runs = runs.map(|run| (run.kind(), Occurrence::Run(run, whole.clone())));
        let mut occurrences: Vec<(MatchKind, Occurrence)> = runs.chain(literal).collect();
        // Merit only decides among equal kinds.
        let highest = occurrences.iter().map(|(kind, _)| *kind).max()?;
        occurrences.retain(|(kind, _)| *kind == highest);
        let mut characters = Vec::new();
        self.tokens.characters(text, &mut characters);
        let fits = occurrences.into_iter().map(|(kind, occurrence)| {
            let fit = self.fit(kind, text, &characters, &occurrence);
            (fit, occurrence)
        });
        let better = |best: &(Fit, Occurrence), next: &(Fit, Occurrence)| next.0.is_better(&best.0);
        fits.reduce(|best, next| if better(&best, &next) { next } else { best })
    }

    /// How well an occurrence in a text with these characters matches.
    fn fit(
        &self,
        kind: MatchKind,
        text: &[TokenId],
        characters: &[char],
        occurrence: &Occurrence,
    ) -> Fit {
        let pinyin = self.automaton.as_deref().map(Automaton::pattern);
        let merit = if pinyin.is_some_and(Pattern::is_pinyin) {
            let positions = self.positions(text, occurrence).into_iter();
            let matched = positions.filter_map(|at| characters.get(at).copied());
            self.merit(characters, &matched.collect::<Vec<_>>())
        } else {
            // Without pinyin the term's characters are the matched ones.
            self.merit(characters, &self.characters)
        };
        let whole = match occurrence {
            Occurrence::Run(run, _) => run.tokens == (0..text.len()),
            Occurrence::Characters(positions) => positions.len() == characters.len(),
        };
        let completeness = Completeness::whole_if(whole);
        Fit {
            kind,
            merit,
            completeness,
        }
    }

    /// The merit of these characters of a text.
    pub(crate) fn merit(&self, characters: &[char], matched: &[char]) -> i64 {
        let alignment = self.aligner.borrow_mut().align(characters, matched);
        alignment.map_or(0, |alignment| alignment.merit(matched.len()))
    }

    /// Where the term occurs literally in a name, as the mode asks.
    fn literal(&self, text: &[TokenId]) -> Option<Occurrence> {
        if self.term.mode == MatchMode::Fuzzy {
            return None;
        }
        let text = self.tokens.text(text);
        let term = self.term.text.as_str();
        let begins = text.len() - text.trim_start().len();
        let byte = match self.term.mode {
            // A fuzzy term spells the beginning of a Latin word, and inside one it is scattered.
            MatchMode::Fuzzy => None,
            MatchMode::Exact => text.find(term),
            MatchMode::Prefix => text.trim_start().starts_with(term).then_some(begins),
            MatchMode::Suffix => text.trim_end().strip_suffix(term).map(str::len),
            MatchMode::Whole => (text.trim() == term).then_some(begins),
        }?;
        let from = text.get(..byte)?.chars().count();
        Some(Occurrence::Characters(
            (from..from + self.term.length()).collect(),
        ))
    }

    /// The running text of the most weight that contains the term.
    fn find_in_texts<'t>(
        &self,
        texts: impl Iterator<Item = (usize, &'t FieldText<'t>)>,
    ) -> Option<TermMatch> {
        if !matches!(self.term.mode, MatchMode::Fuzzy | MatchMode::Exact) {
            return None;
        }
        let found = texts.filter_map(|(at, target)| {
            let occurrence = self.in_text(target.text).into_iter().next()?;
            Some(TermMatch {
                score: score_in_text(target.field),
                occurrences: vec![(at, occurrence)],
            })
        });
        best(found)
    }

    /// All occurrences in a running text, in order.
    pub fn in_text(&self, text: &[TokenId]) -> Vec<Occurrence> {
        let whole = 0..self.term.length();
        let automaton = self
            .automaton
            .iter()
            .filter(|automaton| automaton.may_start_in(text));
        let runs = automaton.flat_map(|automaton| {
            let runs = automaton.runs(text, Anchor::default()).into_iter();
            runs.filter(|run| self.counts_in_text(automaton, text, run))
        });
        let mut occurrences: Vec<Occurrence> = runs
            .map(|run| Occurrence::Run(run, whole.clone()))
            .collect();
        if self.automaton.is_none() || self.term.mode == MatchMode::Exact {
            occurrences.extend(
                self.occurrences(text)
                    .map(|range| Occurrence::Characters(range.collect())),
            );
        }
        occurrences
    }

    /// Whether a running text contains the term.
    pub fn is_in_text(&self, text: &[TokenId]) -> bool {
        !self.in_text(text).is_empty()
    }

    /// Whether a run in running text is no chance: whole words or syllables, of pinyin at least two Han
    /// characters or a word, or enough initials.
    fn counts_in_text(&self, automaton: &Automaton, text: &[TokenId], run: &Run) -> bool {
        let han = automaton.han(text, run.tokens.clone());
        let latin = run
            .tokens
            .clone()
            .any(|at| matches!(self.kind(text, at), TokenKind::Latin | TokenKind::Number));
        match (run.spelled, automaton.pattern().is_pinyin()) {
            (true, true) => latin || han >= 2,
            (true, false) => true,
            (false, _) => {
                self.term.mode == MatchMode::Fuzzy && !latin && han >= MIN_INITIALS_IN_TEXT
            }
        }
    }

    /// The literal occurrences, as ranges of characters.
    fn occurrences(&self, text: &[TokenId]) -> impl Iterator<Item = Range<usize>> {
        let text = self.tokens.text(text);
        let length = self.term.length();
        let bytes: Vec<usize> = text
            .match_indices(&self.term.text)
            .map(|(at, _)| at)
            .collect();
        bytes.into_iter().map(move |byte| {
            let from = text.get(..byte).map_or(0, |before| before.chars().count());
            from..from + length
        })
    }

    fn kind(&self, text: &[TokenId], at: usize) -> TokenKind {
        text.get(at)
            .map_or(TokenKind::Space, |id| self.tokens.kind(*id))
    }
}

/// The best match; of equals the first.
pub(crate) fn best(found: impl IntoIterator<Item = TermMatch>) -> Option<TermMatch> {
    let better =
        |best: TermMatch, next: TermMatch| if next.score > best.score { next } else { best };
    found.into_iter().reduce(better)
}
