//! What a word scores in each of the texts that cases share: of few texts found out at once, of many when a case that has one is
//! first looked at, and known to all threads from then on.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::batch::Scored;
use super::paths::Reach;
use super::scattered::Scatter;
use super::scorer::Scorer;
use crate::search::bits::{AT_ONCE, bits_of};
use crate::search::index::corpus::years;
use crate::search::index::dictionary::Shared;
use crate::search::index::encoded::{Code, code_of, is_rare};
use crate::search::matcher::matcher::Seeker;
use crate::search::matcher::pattern::Spelling;
use crate::search::matcher::rank::{LEAST_INITIALS, Manner, most, score};
use crate::search::matcher::term::{Form, Target};
use crate::search::matcher::text_field::{Place, Scope};

/// What a word scores in the texts that cases share, in one manner or another.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    search: Search,
    /// The kinds of texts in which it may be found, in the order in which equals count.
    kinds: Vec<Kind>,
}

/// What is looked for.
#[derive(Debug, Default)]
enum Search {
    /// Names in which the word is spelled or abbreviated.
    Names(Shortening),
    /// Running texts that hold it.
    #[default]
    Texts,
    /// Names over which it is scattered, but for those in which it is spelled.
    Scattered(Arc<Scatter>, Arc<Keys>),
}

#[derive(Debug)]
struct Kind {
    shared: Shared,
    /// The texts that may hold the word, of each group those that may by one unit and by several.
    candidates: Vec<(u64, u64)>,
    /// The score of each text by its number, 0 where the word is not found.
    scores: Vec<AtomicU32>,
}

/// So few texts of a kind are looked at at once, to leave it out if the word is in none of them: it takes as long as to look
/// through some hundred cases. Or as many as a sixteenth of the cases.
const FEW: usize = 512;
const SHARED_BY: usize = 16;
/// The score of a text that was not looked at yet.
const UNKNOWN: u32 = u32::MAX;

impl Keys {
    /// What a word scores in names where it is spelled or abbreviated.
    pub fn of_names(scorer: &Scorer) -> Self {
        let wanted = scorer.seeker.word.scope == Scope::Everything;
        let shortening = Shortening::new(&scorer.seeker);
        Self::new(Search::Names(shortening), scorer, wanted)
    }

    /// What it scores in running texts.
    pub fn of_texts(scorer: &Scorer) -> Self {
        Self::new(Search::Texts, scorer, scorer.looks_in_texts())
    }

    /// What it scores in names over which it is scattered.
    pub fn of_scattered(scatter: Arc<Scatter>, names: Arc<Self>, scorer: &Scorer) -> Self {
        let word = scorer.seeker.word;
        let wanted = word.scope == Scope::Everything && word.form == Form::Fuzzy;
        Self::new(Search::Scattered(scatter, names), scorer, wanted)
    }

    fn new(search: Search, scorer: &Scorer, wanted: bool) -> Self {
        let kinds = search.kinds();
        let mut keys = Self {
            search,
            kinds: Vec::new(),
        };
        let few = (scorer.prepared.corpus.len() / SHARED_BY).max(FEW);
        for shared in kinds.iter().filter(|_| wanted) {
            let Some(kind) = Kind::new(*shared, &keys.search, scorer) else {
                continue;
            };
            let count = kind.scores.len();
            let found = |text| keys.score(&kind, text, scorer) > 0;
            if count > few || (0..count).any(found) {
                keys.kinds.push(kind);
            }
        }
        keys
    }

    /// The best of what cases of a group have, of which this is the first: of those that are `left`, as bits, and of which these
    /// may hold the word.
    pub fn of_group(
        &self,
        first: usize,
        (left, may_hold): (u64, u64),
        scorer: &Scorer,
    ) -> [Scored; AT_ONCE] {
        let mut best = [Scored::default(); AT_ONCE];
        for kind in &self.kinds {
            // A name that is shortened is not told by its pairs.
            let asked = if self.search.may_shorten(kind.shared) {
                left
            } else {
                left & may_hold
            };
            self.of_kind(kind, (first, asked), scorer, &mut best);
        }
        best
    }

    fn of_kind(
        &self,
        kind: &Kind,
        (first, asked): (usize, u64),
        scorer: &Scorer,
        best: &mut [Scored; AT_ONCE],
    ) {
        /// Below so many cases it takes longer to pass over the others.
        const MANY: u32 = 16;
        let (corpus, columns) = (scorer.prepared.corpus, scorer.prepared.columns);
        let lists = corpus.lists(kind.shared, columns);
        let found = Scored::at(0, kind.shared.place());
        let most = most(kind.shared.place());
        let mut see = |at: usize, number: u32| {
            if asked & 1 << at == 0 || best[at].score >= most {
                return;
            }
            let score = self.score(kind, number as usize, scorer);
            if score > best[at].score {
                best[at] = Scored { score, ..found };
            }
        };
        if asked.count_ones() < MANY {
            for at in bits_of(asked) {
                lists.of(first + at).for_each(|number| see(at, number));
            }
        } else {
            lists.each(first..first + AT_ONCE, see);
        }
        if kind.shared == Shared::Year {
            // Earlier years score like the latest, but are not shown.
            let years_of = (first..).zip(best);
            for (case, best) in years_of.filter(|(_, best)| best.places == found.places) {
                let of = |number: u32| self.score(kind, number as usize, scorer);
                let year = years(columns, case).find(|(_, number)| of(*number) == best.score);
                *best = Scored::at(best.score, year.map_or(Place::Year, |(place, _)| place));
            }
        }
    }

    fn score(&self, kind: &Kind, text: usize, scorer: &Scorer) -> u32 {
        let known = kind.scores.get(text);
        match known.map_or(0, |score| score.load(Ordering::Relaxed)) {
            UNKNOWN => self.find_out(kind, text, scorer),
            score => score,
        }
    }

    #[cold]
    fn find_out(&self, kind: &Kind, text: usize, scorer: &Scorer) -> u32 {
        let score = match &self.search {
            Search::Names(shortening) => kind.in_names(text, shortening, scorer),
            Search::Texts => kind.in_texts(text, scorer),
            Search::Scattered(scatter, names) => kind.scattered(text, scatter, names, scorer),
        };
        if let Some(known) = kind.scores.get(text) {
            // Whoever looks finds the same, so it does no harm if two do.
            known.store(score, Ordering::Relaxed);
        }
        score
    }

    /// What a text of a kind scores.
    fn score_of(&self, shared: Shared, text: usize, scorer: &Scorer) -> u32 {
        let kind = self.kinds.iter().find(|kind| kind.shared == shared);
        kind.map_or(0, |kind| self.score(kind, text, scorer))
    }
}

impl Search {
    /// The kinds of texts in which that is looked for, in the order in which equals count.
    fn kinds(&self) -> &'static [Shared] {
        match self {
            Self::Names(_) | Self::Scattered(..) => &Shared::NAMES,
            Self::Texts => &Shared::TEXTS,
        }
    }

    /// Whether names of a kind may be shortened by the word.
    fn may_shorten(&self, shared: Shared) -> bool {
        match self {
            Self::Names(shortening) => shortening.may_shorten(shared),
            Self::Texts | Self::Scattered(..) => false,
        }
    }
}

impl Kind {
    /// The texts of a kind; none if the word can be in none of them.
    fn new(shared: Shared, search: &Search, scorer: &Scorer) -> Option<Self> {
        let values = scorer.prepared.corpus.shared(shared);
        let texts = 0..values.texts.len();
        let unknown = texts.map(|_| AtomicU32::new(UNKNOWN)).collect();
        let mut kind = Self {
            shared,
            candidates: Vec::new(),
            scores: unknown,
        };
        // Scattered characters are not told by pairs.
        if matches!(search, Search::Scattered(..)) {
            return Some(kind);
        }
        let paths = scorer.prepared.paths.as_ref()?;
        let mut reach = Reach::default();
        let groups = 0..values.texts.len().div_ceil(AT_ONCE);
        let of = |group| {
            let found = paths.candidates(&values.pairs.row(group), false, &mut reach);
            (found.single, found.run)
        };
        kind.candidates = groups.map(of).collect();
        (kind.has_candidates() || search.may_shorten(shared)).then_some(kind)
    }

    fn has_candidates(&self) -> bool {
        let mut groups = self.candidates.iter();
        groups.any(|(single, run)| single | run != 0)
    }

    /// Whether a text may hold the word by one unit, and by several.
    fn may_hold(&self, text: usize) -> (bool, bool) {
        let group = self.candidates.get(text / AT_ONCE).copied();
        let (single, run) = group.unwrap_or_default();
        let is_set = |mask: u64| mask & 1 << (text % AT_ONCE) != 0;
        (is_set(single), is_set(run))
    }

    fn in_names(&self, text: usize, shortening: &Shortening, scorer: &Scorer) -> u32 {
        let codes = scorer.prepared.corpus.shared(self.shared).texts.codes(text);
        let place = self.shared.place();
        let fit = match self.may_hold(text) {
            (false, false) => None,
            (_, run) => scorer.fit(codes, run),
        };
        let score = fit.map_or(0, |fit| fit.score(place));
        // Only what is not spelled may be shortened.
        if fit.is_some_and(|fit| fit.manner == Manner::Spelled)
            || !shortening.may_end(self.shared, codes)
        {
            return score;
        }
        let shortened = scorer.with_units(codes, |text| {
            scorer.seeker.fit_shortened(&Target { place, text })
        });
        shortened.map_or(score, |(fit, _)| score.max(fit.score(place)))
    }

    fn in_texts(&self, text: usize, scorer: &Scorer) -> u32 {
        let codes = scorer.prepared.corpus.shared(self.shared).texts.codes(text);
        let may_hold = self.may_hold(text) != (false, false);
        if may_hold && scorer.is_in_text(codes) {
            score(Manner::InText, self.shared.place(), 0, false)
        } else {
            0
        }
    }

    fn scattered(&self, text: usize, scatter: &Scatter, names: &Keys, scorer: &Scorer) -> u32 {
        let texts = &scorer.prepared.corpus.shared(self.shared).texts;
        // Whoever has a name in which the word is spelled is found already.
        let found = names.score_of(self.shared, text, scorer) > 0;
        if found || scorer.seeker.word.text.is_ascii() && !texts.has_words(text) {
            return 0;
        }
        let fit = scatter.fit(texts.codes(text), scorer);
        fit.map_or(0, |fit| fit.score(self.shared.place()))
    }
}

/// How the names end that a word may shorten.
#[derive(Debug)]
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
        let fuzzy = seeker.word.form == Form::Fuzzy;
        let long = fuzzy && seeker.characters.len() >= LEAST_INITIALS;
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

    /// Whether the word may shorten names of a kind.
    fn may_shorten(&self, shared: Shared) -> bool {
        match (shared, self.letters) {
            (Shared::Organ, letters) => letters.is_some(),
            (Shared::Tag, letters) => letters == Some(false),
            _ => false,
        }
    }

    /// Whether a name ends as a word must that shortens it.
    fn may_end(&self, shared: Shared, codes: &[Code]) -> bool {
        // Codes that are halves are not compared.
        if self.committee.iter().any(|code| is_rare(*code)) {
            return self.may_shorten(shared);
        }
        let last = if self.committee.len() == 3 && codes.ends_with(&self.committee) {
            self.committee.first()
        } else {
            codes.last()
        };
        let is_last = |code: &Code| {
            let known = self.last.get(usize::from(*code)).copied();
            known.unwrap_or(false) || is_rare(*code)
        };
        self.may_shorten(shared) && last.is_some_and(is_last)
    }
}
