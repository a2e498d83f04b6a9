//! Looking for a word in the texts of a case. What counts for how much stands in `rank`.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use super::align::{Aligner, merit};
use super::automaton::Steps;
use super::pattern::{Anchor, Run, Spelling};
use super::rank::{LEAST_IN_TEXT, Manner, score};
use super::term::{Form, Found, Target, Way, Word};
use super::text_field::Place;
use super::tokens::{UnitId, UnitKind, Units};

/// Looks for a word in many texts of the same units.
pub(crate) struct Seeker<'a> {
    pub(crate) word: &'a Word,
    pub(crate) characters: Vec<char>,
    pub(crate) units: &'a Units,
    /// None for a word that is too long to be spelled.
    pub(crate) steps: Option<Arc<Steps<'a>>>,
    pub(crate) aligner: RefCell<Aligner>,
}

/// How well a word fits a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fit {
    pub manner: Manner,
    pub merit: i64,
    /// Whether it is all of the text.
    pub all: bool,
}

impl Fit {
    /// What it scores in a place.
    pub fn score(&self, place: Place) -> u32 {
        score(self.manner, place, self.merit, self.all)
    }

    /// Whether it counts more, wherever that is.
    pub fn is_better(&self, other: &Self) -> bool {
        let rank = |fit: &Self| fit.score(Place::Id);
        rank(self) > rank(other)
    }
}

impl<'a> Seeker<'a> {
    pub fn new(word: &'a Word, units: &'a Units) -> Self {
        let spelling = word.spelling.as_ref();
        let steps = spelling.map(|spelling| Arc::new(Steps::new(spelling, units)));
        Self::of(word, units, steps)
    }

    /// One who looks with steps that are known.
    pub fn of(word: &'a Word, units: &'a Units, steps: Option<Arc<Steps<'a>>>) -> Self {
        Self {
            word,
            characters: word.text.chars().collect(),
            units,
            steps,
            aligner: RefCell::default(),
        }
    }

    /// Where the word is found best among texts that belong together. Each manner is tried only where no better one
    /// was found, since a manner counts before all else; of equals the first text counts.
    pub fn find(&self, targets: &[Target]) -> Option<Found> {
        let all = || {
            targets
                .iter()
                .enumerate()
                .filter(|(_, target)| target.place.is_in(self.word.scope))
        };
        let names: Vec<(usize, &Target)> =
            all().filter(|(_, target)| target.place.is_name()).collect();
        let texts = all().filter(|(_, target)| !target.place.is_name());
        let run = self.find_run(&names);
        let run = match run {
            Some(run) if run.score >= score(Manner::Spelled, Place::Id, i64::MIN, false) => {
                Some(run)
            }
            run => best(run.into_iter().chain(self.find_shortened(&names))),
        };
        run.or_else(|| self.find_pieces(&names))
            .or_else(|| self.find_in_texts(texts))
            .or_else(|| self.find_scattered(&names))
    }

    /// The characters that match, in order, in a text where the word was found so.
    pub fn positions(&self, text: &[UnitId], way: &Way) -> Vec<usize> {
        match (way, &self.steps) {
            (Way::Run(run, word), Some(steps)) => steps.positions(text, run, word.clone()),
            (Way::Run(..), None) => Vec::new(),
            (Way::Characters(positions), _) => positions.clone(),
        }
    }

    /// The best run of units that spells or abbreviates the word; or the word as it stands, if that is asked for.
    fn find_run(&self, names: &[(usize, &Target)]) -> Option<Found> {
        let found = names.iter().filter_map(|(at, target)| {
            let (fit, way) = self.fit_run(target.text)?;
            Some(Found {
                score: fit.score(target.place),
                ways: vec![(*at, way)],
            })
        });
        best(found)
    }

    /// How well a name is spelled or abbreviated by the word at best.
    pub fn fit_run(&self, text: &[UnitId]) -> Option<(Fit, Way)> {
        let whole = 0..self.word.length();
        let literal = self.literally(text).into_iter();
        let literal = literal.map(|way| (Manner::Spelled, way));
        let steps = self.steps.iter().filter(|steps| steps.may_begin(text));
        let runs = steps.flat_map(|steps| steps.runs(text, self.word.anchor()));
        let runs = runs.filter(|run| {
            // What is typed of the last word may be unfinished, but not where its end is asked for.
            let latin = self.kind(text, run.units.end.saturating_sub(1)) != UnitKind::Han;
            (run.spelled || self.word.form != Form::Exact) && !(self.word.anchor().end && latin)
        });
        let runs = runs.map(|run| (run.manner(), Way::Run(run, whole.clone())));
        let mut ways: Vec<(Manner, Way)> = runs.chain(literal).collect();
        // Merit is asked for only where the manner leaves it open.
        let highest = ways.iter().map(|(manner, _)| *manner).max()?;
        ways.retain(|(manner, _)| *manner == highest);
        let mut characters = Vec::new();
        self.units.characters(text, &mut characters);
        let fits = ways.into_iter().map(|(manner, way)| {
            let fit = self.fit(manner, text, &characters, &way);
            (fit, way)
        });
        let better = |best: &(Fit, Way), next: &(Fit, Way)| next.0.is_better(&best.0);
        fits.reduce(|best, next| if better(&best, &next) { next } else { best })
    }

    /// How well a text, which has these characters, fits a word that was found so.
    fn fit(&self, manner: Manner, text: &[UnitId], characters: &[char], way: &Way) -> Fit {
        let pinyin = self.steps.as_deref().map(Steps::spelling);
        let merit = if pinyin.is_some_and(Spelling::is_pinyin) {
            let positions = self.positions(text, way).into_iter();
            let matched = positions.filter_map(|at| characters.get(at).copied());
            self.merit(characters, &matched.collect::<Vec<_>>())
        } else {
            // Every character stands for itself.
            self.merit(characters, &self.characters)
        };
        let all = match way {
            Way::Run(run, _) => run.units == (0..text.len()),
            Way::Characters(positions) => positions.len() == characters.len(),
        };
        Fit { manner, merit, all }
    }

    /// What it merits that these characters of a text match.
    pub(crate) fn merit(&self, characters: &[char], matched: &[char]) -> i64 {
        let alignment = self.aligner.borrow_mut().align(characters, matched);
        alignment.map_or(0, |alignment| merit(&alignment, matched.len()))
    }

    /// Where the word stands in a name as the form asks.
    fn literally(&self, text: &[UnitId]) -> Option<Way> {
        if self.word.form == Form::Fuzzy {
            return None;
        }
        let text = self.units.text(text);
        let word = self.word.text.as_str();
        let begins = text.len() - text.trim_start().len();
        let byte = match self.word.form {
            // A beginning of a Latin word is spelled; what stands within one is scattered.
            Form::Fuzzy => None,
            Form::Exact => text.find(word),
            Form::First => text.trim_start().starts_with(word).then_some(begins),
            Form::Last => text.trim_end().strip_suffix(word).map(str::len),
            Form::Whole => (text.trim() == word).then_some(begins),
        }?;
        let from = text.get(..byte)?.chars().count();
        Some(Way::Characters((from..from + self.word.length()).collect()))
    }

    /// The word in the running text that counts most.
    fn find_in_texts<'t>(
        &self,
        texts: impl Iterator<Item = (usize, &'t Target<'t>)>,
    ) -> Option<Found> {
        if !matches!(self.word.form, Form::Fuzzy | Form::Exact) {
            return None;
        }
        let found = texts.filter_map(|(at, target)| {
            let way = self.in_text(target.text).into_iter().next()?;
            Some(Found {
                score: score(Manner::InText, target.place, 0, false),
                ways: vec![(at, way)],
            })
        });
        best(found)
    }

    /// Where the word is found in a running text: every place, in order.
    pub fn in_text(&self, text: &[UnitId]) -> Vec<Way> {
        let whole = 0..self.word.length();
        let steps = self.steps.iter().filter(|steps| steps.may_begin(text));
        let runs = steps.flat_map(|steps| {
            let runs = steps.runs(text, Anchor::default()).into_iter();
            runs.filter(|run| self.counts_in_text(steps, text, run))
        });
        let mut ways: Vec<Way> = runs.map(|run| Way::Run(run, whole.clone())).collect();
        if self.steps.is_none() || self.word.form == Form::Exact {
            ways.extend(
                self.occurrences(text)
                    .map(|range| Way::Characters(range.collect())),
            );
        }
        ways
    }

    /// Whether the word is found in a running text.
    pub fn is_in_text(&self, text: &[UnitId]) -> bool {
        !self.in_text(text).is_empty()
    }

    /// Whether a run in a running text is no chance.
    fn counts_in_text(&self, steps: &Steps, text: &[UnitId], run: &Run) -> bool {
        let han = steps.han(text, run.units.clone());
        let latin = run
            .units
            .clone()
            .any(|at| matches!(self.kind(text, at), UnitKind::Latin | UnitKind::Number));
        match (run.spelled, steps.spelling().is_pinyin()) {
            (true, true) => latin || han >= 2,
            (true, false) => true,
            (false, _) => self.word.form == Form::Fuzzy && !latin && han >= LEAST_IN_TEXT,
        }
    }

    /// Where the word stands as it is, in characters.
    fn occurrences(&self, text: &[UnitId]) -> impl Iterator<Item = Range<usize>> {
        let text = self.units.text(text);
        let length = self.word.length();
        let bytes: Vec<usize> = text
            .match_indices(&self.word.text)
            .map(|(at, _)| at)
            .collect();
        bytes.into_iter().map(move |byte| {
            let from = text.get(..byte).map_or(0, |before| before.chars().count());
            from..from + length
        })
    }

    fn kind(&self, text: &[UnitId], at: usize) -> UnitKind {
        text.get(at)
            .map_or(UnitKind::Blank, |id| self.units.kind(*id))
    }
}

/// The best of those that were found; of equals the first.
pub(crate) fn best(found: impl IntoIterator<Item = Found>) -> Option<Found> {
    let better = |best: Found, next: Found| if next.score > best.score { next } else { best };
    found.into_iter().reduce(better)
}
