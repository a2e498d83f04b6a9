//! Looking for a word in the texts of a case. What counts for how much stands in `rank`.

use std::ops::Range;

use super::fuzzy::Fuzzy;
use super::place::Place;
use super::rank::{LEAST_IN_TEXT, Manner, score, weight};
use super::spelling::{Anchor, Run};
use super::steps::Steps;
use super::units::{UnitId, UnitKind, Units};
use super::word::{Form, Found, Target, Way, Word};

/// Looks for a word in many texts of the same units.
pub(super) struct Seeker<'a> {
    pub(super) word: &'a Word,
    pub(super) units: &'a Units,
    /// None for a word that is too long to be spelled.
    pub(super) steps: Option<Steps<'a>>,
    pub(super) fuzzy: &'a Fuzzy,
}

impl<'a> Seeker<'a> {
    pub fn new(word: &'a Word, units: &'a Units, fuzzy: &'a Fuzzy) -> Self {
        let steps = word
            .spelling
            .as_ref()
            .map(|spelling| Steps::new(spelling, units));
        Self {
            word,
            units,
            steps,
            fuzzy,
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
        let whole = 0..self.word.length();
        let mut ways: Vec<(Manner, usize, &Target, Way)> = Vec::new();
        for (at, target) in names {
            let literal = self.literally(target.text).into_iter();
            let literal = literal.map(|way| (Manner::Spelled, *at, *target, way));
            let runs = self
                .steps
                .iter()
                .filter(|steps| steps.may_begin(target.text));
            let runs = runs.flat_map(|steps| steps.runs(target.text, self.word.anchor()));
            let runs = runs.filter(|run| {
                // What is typed of the last word may be unfinished, but not where its end is asked for.
                let latin =
                    self.kind(target.text, run.units.end.saturating_sub(1)) != UnitKind::Han;
                (run.spelled || self.word.form != Form::Exact) && !(self.word.anchor().end && latin)
            });
            let runs = runs.map(|run| {
                let manner = if run.spelled {
                    Manner::Spelled
                } else {
                    Manner::Abbreviated
                };
                (manner, *at, *target, Way::Run(run, whole.clone()))
            });
            ways.extend(runs);
            ways.extend(literal);
        }
        // Merit is asked for only where manner and place leave it open.
        let rank = |(manner, _, target, _): &(Manner, usize, &Target, Way)| {
            (*manner, weight(target.place))
        };
        let highest = ways.iter().map(rank).max()?;
        ways.retain(|way| rank(way) == highest);
        let scored = ways.into_iter().map(|(manner, at, target, way)| Found {
            score: self.score(manner, target, &way),
            ways: vec![(at, way)],
        });
        best(scored)
    }

    /// What a word scores that was found so in a name.
    fn score(&self, manner: Manner, target: &Target, way: &Way) -> u32 {
        let text = self.units.text(target.text);
        let positions = self.positions(target.text, way);
        let merit = self.fuzzy.merit(&text, &characters(&text, &positions));
        let all = match way {
            Way::Run(run, _) => run.units == (0..target.text.len()),
            Way::Characters(positions) => positions.len() == text.chars().count(),
        };
        score(manner, target.place, merit, all)
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
pub(super) fn best(found: impl IntoIterator<Item = Found>) -> Option<Found> {
    let better = |best: Found, next: Found| if next.score > best.score { next } else { best };
    found.into_iter().reduce(better)
}

/// The characters at these positions of a text.
pub(super) fn characters(text: &str, positions: &[usize]) -> String {
    let characters: Vec<char> = text.chars().collect();
    positions
        .iter()
        .filter_map(|at| characters.get(*at))
        .collect()
}
