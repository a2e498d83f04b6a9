//! What a word scores in each of the texts that cases share.

use super::corpus::{Columns, Corpus, Shared, Values, years};
use super::group::Scored;
use super::pairs::AT_ONCE;
use super::paths::Reach;
use super::place::{Place, Scope};
use super::rank::{LEAST_INITIALS, Manner, score};
use super::seek::{Fit, Seeker};
use super::spelling::Spelling;
use super::sweep::Looking;
use super::texts::{Code, code_of, is_rare};
use super::word::{Form, Target};

/// The score of each text by its number, 0 where the word is not found; nothing if it is found in none.
type Scores = Vec<u32>;

/// What a word scores in the texts that cases share, in one manner or another.
#[derive(Debug, Clone, Default)]
pub(super) struct Keys {
    /// Of the kinds of texts in which it is found, in the order in which equals count.
    found: Vec<(Shared, Scores)>,
}

impl Keys {
    /// What it scores in names where it is spelled or abbreviated.
    pub fn of_names(looking: &Looking) -> Self {
        let wanted = looking.seeker.word.scope == Scope::Everything;
        Self::new(&Shared::NAMES, wanted, |shared| in_names(looking, shared))
    }

    /// What it scores in running texts.
    pub fn of_texts(looking: &Looking) -> Self {
        Self::new(&Shared::TEXTS, looking.looks_in_texts(), |shared| {
            in_texts(looking, shared)
        })
    }

    /// What it scores in names over which it is scattered, but for those in which it is spelled.
    pub fn of_scattered(looking: &Looking) -> Self {
        let word = looking.seeker.word;
        let wanted = word.scope == Scope::Everything && word.form == Form::Fuzzy;
        Self::new(&Shared::NAMES, wanted, |shared| scattered(looking, shared))
    }

    fn new(kinds: &[Shared], wanted: bool, scores: impl Fn(Shared) -> Scores) -> Self {
        let kinds = kinds.iter().filter(|_| wanted);
        let found = kinds.map(|shared| (*shared, scores(*shared)));
        Self {
            found: found.filter(|(_, scores)| !scores.is_empty()).collect(),
        }
    }

    /// What a text of a kind scores.
    pub fn score(&self, shared: Shared, text: usize) -> u32 {
        let of_kind = self.found.iter().find(|(kind, _)| *kind == shared);
        let score = of_kind.and_then(|(_, scores)| scores.get(text));
        score.copied().unwrap_or(0)
    }

    /// The best of what each case of a group has, of which this is the first.
    pub fn of_group(&self, first: usize, corpus: &Corpus, columns: &Columns) -> [Scored; AT_ONCE] {
        let mut best = [Scored::default(); AT_ONCE];
        for (shared, scores) in &self.found {
            let found = Scored::at(0, shared.place());
            let lists = corpus.lists(*shared, columns);
            lists.each(first..first + AT_ONCE, |at, number| {
                let score = scores.get(number as usize).copied().unwrap_or(0);
                if score > best[at].score {
                    best[at] = Scored { score, ..found };
                }
            });
            if *shared == Shared::Year {
                // Earlier years score like the latest, but are not shown.
                for (case, best) in (first..)
                    .zip(&mut best)
                    .filter(|(_, best)| best.places == found.places)
                {
                    let of_year = |number: u32| scores.get(number as usize) == Some(&best.score);
                    let year = years(columns, case).find(|(_, number)| of_year(*number));
                    *best = Scored::at(best.score, year.map_or(Place::Year, |(place, _)| place));
                }
            }
        }
        best
    }
}

/// Scores for each text that a function finds a fit in.
fn scores(values: &Values, mut of: impl FnMut(usize) -> u32) -> Scores {
    let mut scores = Vec::new();
    for text in 0..values.texts.len() {
        let score = of(text);
        if score > 0 {
            scores.resize(values.texts.len(), 0);
        }
        if let Some(place) = scores.get_mut(text) {
            *place = score;
        }
    }
    scores
}

/// The texts of a kind that may hold the word, of each group those that may by one unit and by several.
fn candidates(looking: &Looking, values: &Values) -> Vec<(u64, u64)> {
    let groups = values.texts.len().div_ceil(AT_ONCE);
    let mut reach = Reach::default();
    let of = |group| {
        let paths = looking.sweep.paths()?;
        let found = paths.candidates(&values.pairs.row(group), false, &mut reach);
        Some((found.single, found.run))
    };
    (0..groups).map(of).map(Option::unwrap_or_default).collect()
}

fn in_names(looking: &Looking, shared: Shared) -> Scores {
    let values = looking.sweep.corpus().shared(shared);
    let candidates = candidates(looking, values);
    let place = shared.place();
    let shortening = Shortening::new(&looking.seeker);
    scores(values, |text| {
        let codes = values.texts.codes(text);
        let (single, run) = candidates.get(text / AT_ONCE).copied().unwrap_or_default();
        let is_set = |mask: u64| mask & 1 << (text % AT_ONCE) != 0;
        let fit = (is_set(single) || is_set(run)).then(|| looking.fit(codes, is_set(run)));
        let fit: Option<Fit> = fit.flatten();
        let score = fit.map_or(0, |fit| fit.score(place));
        // Only what is not spelled may be shortened.
        if fit.is_some_and(|fit| fit.manner == Manner::Spelled)
            || looking.seeker.word.form != Form::Fuzzy
            || !shortening.may_end(shared, codes)
        {
            return score;
        }
        let shortened = looking.with_units(codes, |text| {
            looking.seeker.fit_shortened(&Target { place, text })
        });
        shortened.map_or(score, |(fit, _)| score.max(fit.score(place)))
    })
}

/// How the names end that a word may shorten.
struct Shortening {
    /// Whether the word is letters, which shorten organs only; none if it is too short.
    letters: Option<bool>,
    /// Whether a unit is what the word ends with, by its code.
    last: Vec<bool>,
    /// 委员会, of which only the first character is said.
    committee: Vec<Code>,
}

impl Shortening {
    fn new(seeker: &Seeker) -> Self {
        let long = seeker.characters.len() >= LEAST_INITIALS;
        let spelling = seeker.word.spelling.as_ref();
        let letters = spelling.is_some_and(Spelling::is_letters);
        let committee = "委员会".chars().filter_map(|c| seeker.units.of_char(c));
        let mut last = Vec::new();
        let typed = seeker.characters.last().copied().filter(|_| long);
        let ids = typed.map_or(&[][..], |typed| seeker.units.beginning(typed));
        for id in ids {
            let code = usize::from(code_of(*id));
            last.resize(last.len().max(code + 1), false);
            last[code] = true;
        }
        Self {
            letters: long.then_some(letters),
            last,
            committee: committee.map(code_of).collect(),
        }
    }

    /// Whether a name ends as a word must that shortens it.
    fn may_end(&self, shared: Shared, codes: &[Code]) -> bool {
        let may = match (shared, self.letters) {
            (Shared::Organ, letters) => letters.is_some(),
            (Shared::Tag, letters) => letters == Some(false),
            _ => false,
        };
        let last = if self.committee.len() == 3 && codes.ends_with(&self.committee) {
            self.committee.first()
        } else {
            codes.last()
        };
        let is_last = |code: &Code| {
            let known = self.last.get(usize::from(*code)).copied();
            known.unwrap_or(false) || is_rare(*code)
        };
        may && last.is_some_and(is_last)
    }
}

fn in_texts(looking: &Looking, shared: Shared) -> Scores {
    let values = looking.sweep.corpus().shared(shared);
    let candidates = candidates(looking, values);
    let found = score(Manner::InText, shared.place(), 0, false);
    scores(values, |text| {
        let codes = values.texts.codes(text);
        let (single, run) = candidates.get(text / AT_ONCE).copied().unwrap_or_default();
        let may = (single | run) & 1 << (text % AT_ONCE) != 0;
        if may && looking.is_in_text(codes) {
            found
        } else {
            0
        }
    })
}

fn scattered(looking: &Looking, shared: Shared) -> Scores {
    let values = looking.sweep.corpus().shared(shared);
    let ascii = looking.seeker.word.text.is_ascii();
    scores(values, |text| {
        // Whoever has a name in which the word is spelled is found already.
        let found = looking.sweep.names().score(shared, text) > 0;
        if found || ascii && !values.texts.has_words(text) {
            return 0;
        }
        let fit = looking
            .sweep
            .scatter()
            .fit(values.texts.codes(text), looking);
        fit.map_or(0, |fit| fit.score(shared.place()))
    })
}
