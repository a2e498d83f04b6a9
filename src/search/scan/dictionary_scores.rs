//! What a word scores in each of the texts that cases share: of few texts found out at once, of many when a case that has one is
//! first looked at, and known to all threads from then on.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::batch::Scored;
use super::paths::PathBuffers;
use super::scattered::ScatterFilter;
use super::scorer::Scorer;
use crate::search::bits::{BATCH, ones};
use crate::search::index::corpus::years;
use crate::search::index::dictionary::DictionaryField;
use crate::search::index::encoded::{Code, code_of, is_half};
use crate::search::matcher::matcher::Matcher;
use crate::search::matcher::pattern::Pattern;
use crate::search::matcher::rank::{MIN_INITIALS, MatchKind, max_score, score};
use crate::search::matcher::term::{FieldText, MatchMode};
use crate::search::matcher::text_field::{Place, Scope};

/// What a word scores in the texts that cases share, in one manner or another.
#[derive(Debug, Default)]
pub(crate) struct DictionaryScores {
    search: Search,
    /// The kinds of texts in which it may be found, in the order in which equals count.
    of_fields: Vec<FieldScores>,
}

/// What is looked for.
#[derive(Debug, Default)]
enum Search {
    /// Names in which the word is spelled or abbreviated.
    Names(AbbreviationEnds),
    /// Running texts that hold it.
    #[default]
    Texts,
    /// Names over which it is scattered, but for those in which it is spelled.
    Scattered(Arc<ScatterFilter>, Arc<DictionaryScores>),
}

#[derive(Debug)]
struct FieldScores {
    shared: DictionaryField,
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

impl DictionaryScores {
    /// What a word scores in names where it is spelled or abbreviated.
    pub fn of_names(scorer: &Scorer) -> Self {
        let wanted = scorer.matcher.term.scope == Scope::Everything;
        let shortening = AbbreviationEnds::new(&scorer.matcher);
        Self::new(Search::Names(shortening), scorer, wanted)
    }

    /// What it scores in running texts.
    pub fn of_texts(scorer: &Scorer) -> Self {
        Self::new(Search::Texts, scorer, scorer.looks_in_texts())
    }

    /// What it scores in names over which it is scattered.
    pub fn of_scattered(scatter: Arc<ScatterFilter>, names: Arc<Self>, scorer: &Scorer) -> Self {
        let term = scorer.matcher.term;
        let wanted = term.scope == Scope::Everything && term.mode == MatchMode::Fuzzy;
        Self::new(Search::Scattered(scatter, names), scorer, wanted)
    }

    fn new(search: Search, scorer: &Scorer, wanted: bool) -> Self {
        let of_fields = search.of_fields();
        let mut keys = Self {
            search,
            of_fields: Vec::new(),
        };
        let few = (scorer.prepared.corpus.len() / SHARED_BY).max(FEW);
        for shared in of_fields.iter().filter(|_| wanted) {
            let Some(of_field) = FieldScores::new(*shared, &keys.search, scorer) else {
                continue;
            };
            let count = of_field.scores.len();
            let found = |text| keys.score(&of_field, text, scorer) > 0;
            if count > few || (0..count).any(found) {
                keys.of_fields.push(of_field);
            }
        }
        keys
    }

    /// The best of what cases of a group have, of which this is the first: of those that are `left`, as bits, and of which these
    /// may hold the word.
    pub fn of_batch(
        &self,
        first: usize,
        (left, may_hold): (u64, u64),
        scorer: &Scorer,
    ) -> [Scored; BATCH] {
        let mut best = [Scored::default(); BATCH];
        for of_field in &self.of_fields {
            // A name that is shortened is not told by its pairs.
            let asked = if self.search.may_shorten(of_field.shared) {
                left
            } else {
                left & may_hold
            };
            self.of_kind(of_field, (first, asked), scorer, &mut best);
        }
        best
    }

    fn of_kind(
        &self,
        of_field: &FieldScores,
        (first, asked): (usize, u64),
        scorer: &Scorer,
        best: &mut [Scored; BATCH],
    ) {
        /// Below so many cases it takes longer to pass over the others.
        const MANY: u32 = 16;
        let (corpus, columns) = (scorer.prepared.corpus, scorer.prepared.columns);
        let lists = corpus.lists(of_field.shared, columns);
        let found = Scored::at(0, of_field.shared.text_field());
        let max_score = max_score(of_field.shared.text_field());
        let mut see = |at: usize, number: u32| {
            if asked & 1 << at == 0 || best[at].score >= max_score {
                return;
            }
            let score = self.score(of_field, number as usize, scorer);
            if score > best[at].score {
                best[at] = Scored { score, ..found };
            }
        };
        if asked.count_ones() < MANY {
            for at in ones(asked) {
                lists.of(first + at).for_each(|number| see(at, number));
            }
        } else {
            lists.each(first..first + BATCH, see);
        }
        if of_field.shared == DictionaryField::Year {
            // Earlier years score like the latest, but are not shown.
            let years_of = (first..).zip(best);
            for (case, best) in years_of.filter(|(_, best)| best.fields == found.fields) {
                let of = |number: u32| self.score(of_field, number as usize, scorer);
                let year = years(columns, case).find(|(_, number)| of(*number) == best.score);
                *best = Scored::at(best.score, year.map_or(Place::Year, |(field, _)| field));
            }
        }
    }

    fn score(&self, of_field: &FieldScores, text: usize, scorer: &Scorer) -> u32 {
        let known = of_field.scores.get(text);
        match known.map_or(0, |score| score.load(Ordering::Relaxed)) {
            UNKNOWN => self.find_out(of_field, text, scorer),
            score => score,
        }
    }

    #[cold]
    fn find_out(&self, of_field: &FieldScores, text: usize, scorer: &Scorer) -> u32 {
        let score = match &self.search {
            Search::Names(shortening) => of_field.in_names(text, shortening, scorer),
            Search::Texts => of_field.in_texts(text, scorer),
            Search::Scattered(scatter, names) => of_field.scattered(text, scatter, names, scorer),
        };
        if let Some(known) = of_field.scores.get(text) {
            // Whoever looks finds the same, so it does no harm if two do.
            known.store(score, Ordering::Relaxed);
        }
        score
    }

    /// What a text of a kind scores.
    fn score_of(&self, shared: DictionaryField, text: usize, scorer: &Scorer) -> u32 {
        let of_field = self
            .of_fields
            .iter()
            .find(|of_field| of_field.shared == shared);
        of_field.map_or(0, |of_field| self.score(of_field, text, scorer))
    }
}

impl Search {
    /// The kinds of texts in which that is looked for, in the order in which equals count.
    fn of_fields(&self) -> &'static [DictionaryField] {
        match self {
            Self::Names(_) | Self::Scattered(..) => &DictionaryField::NAMES,
            Self::Texts => &DictionaryField::TEXTS,
        }
    }

    /// Whether names of a kind may be shortened by the word.
    fn may_shorten(&self, shared: DictionaryField) -> bool {
        match self {
            Self::Names(shortening) => shortening.may_shorten(shared),
            Self::Texts | Self::Scattered(..) => false,
        }
    }
}

impl FieldScores {
    /// The texts of a kind; none if the word can be in none of them.
    fn new(shared: DictionaryField, search: &Search, scorer: &Scorer) -> Option<Self> {
        let values = scorer.prepared.corpus.shared(shared);
        let texts = 0..values.texts.len();
        let unknown = texts.map(|_| AtomicU32::new(UNKNOWN)).collect();
        let mut of_field = Self {
            shared,
            candidates: Vec::new(),
            scores: unknown,
        };
        // Scattered characters are not told by pairs.
        if matches!(search, Search::Scattered(..)) {
            return Some(of_field);
        }
        let paths = scorer.prepared.paths.as_ref()?;
        let mut buffers = PathBuffers::default();
        let batches = 0..values.texts.len().div_ceil(BATCH);
        let of = |batch| {
            let found = paths.candidates(&values.pairs.block(batch), false, &mut buffers);
            (found.single, found.run)
        };
        of_field.candidates = batches.map(of).collect();
        (of_field.has_candidates() || search.may_shorten(shared)).then_some(of_field)
    }

    fn has_candidates(&self) -> bool {
        let mut batches = self.candidates.iter();
        batches.any(|(single, run)| single | run != 0)
    }

    /// Whether a text may hold the word by one unit, and by several.
    fn may_hold(&self, text: usize) -> (bool, bool) {
        let batch = self.candidates.get(text / BATCH).copied();
        let (single, run) = batch.unwrap_or_default();
        let is_set = |mask: u64| mask & 1 << (text % BATCH) != 0;
        (is_set(single), is_set(run))
    }

    fn in_names(&self, text: usize, shortening: &AbbreviationEnds, scorer: &Scorer) -> u32 {
        let codes = scorer.prepared.corpus.shared(self.shared).texts.codes(text);
        let field = self.shared.text_field();
        let fit = match self.may_hold(text) {
            (false, false) => None,
            (_, run) => scorer.fit(codes, run),
        };
        let score = fit.map_or(0, |fit| fit.score(field));
        // Only what is not spelled may be shortened.
        if fit.is_some_and(|fit| fit.manner == MatchKind::Spelled)
            || !shortening.may_end(self.shared, codes)
        {
            return score;
        }
        let shortened = scorer.with_tokens(codes, |text| {
            scorer.matcher.fit_abbreviation(&FieldText { field, text })
        });
        shortened.map_or(score, |(fit, _)| score.max(fit.score(field)))
    }

    fn in_texts(&self, text: usize, scorer: &Scorer) -> u32 {
        let codes = scorer.prepared.corpus.shared(self.shared).texts.codes(text);
        let may_hold = self.may_hold(text) != (false, false);
        if may_hold && scorer.is_in_text(codes) {
            score(MatchKind::InText, self.shared.text_field(), 0, false)
        } else {
            0
        }
    }

    fn scattered(
        &self,
        text: usize,
        scatter: &ScatterFilter,
        names: &DictionaryScores,
        scorer: &Scorer,
    ) -> u32 {
        let texts = &scorer.prepared.corpus.shared(self.shared).texts;
        // Whoever has a name in which the word is spelled is found already.
        let found = names.score_of(self.shared, text, scorer) > 0;
        if found || scorer.matcher.term.text.is_ascii() && !texts.has_words(text) {
            return 0;
        }
        let fit = scatter.fit(texts.codes(text), scorer);
        fit.map_or(0, |fit| fit.score(self.shared.text_field()))
    }
}

/// How the names end that a word may shorten.
#[derive(Debug)]
struct AbbreviationEnds {
    /// Whether the word is letters, which shorten organs only; none if it is too short.
    letters: Option<bool>,
    /// Whether a unit is what the word ends with, by its code.
    last: Vec<bool>,
    /// 委员会, of which only the first character is said.
    committee: Vec<Code>,
}

impl AbbreviationEnds {
    fn new(matcher: &Matcher) -> Self {
        let fuzzy = matcher.term.mode == MatchMode::Fuzzy;
        let long = fuzzy && matcher.characters.len() >= MIN_INITIALS;
        let pattern = matcher.term.pattern.as_ref();
        let letters = pattern.is_some_and(Pattern::is_letters);
        let committee = "委员会".chars().filter_map(|c| matcher.tokens.of_char(c));
        let mut last = Vec::new();
        let typed = matcher.characters.last().copied().filter(|_| long);
        let ids = typed.map_or(&[][..], |typed| matcher.tokens.starting_with(typed));
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
    fn may_shorten(&self, shared: DictionaryField) -> bool {
        match (shared, self.letters) {
            (DictionaryField::Organ, letters) => letters.is_some(),
            (DictionaryField::Tag, letters) => letters == Some(false),
            _ => false,
        }
    }

    /// Whether a name ends as a word must that shortens it.
    fn may_end(&self, shared: DictionaryField, codes: &[Code]) -> bool {
        // Codes that are halves are not compared.
        if self.committee.iter().any(|code| is_half(*code)) {
            return self.may_shorten(shared);
        }
        let last = if self.committee.len() == 3 && codes.ends_with(&self.committee) {
            self.committee.first()
        } else {
            codes.last()
        };
        let is_last = |code: &Code| {
            let known = self.last.get(usize::from(*code)).copied();
            known.unwrap_or(false) || is_half(*code)
        };
        self.may_shorten(shared) && last.is_some_and(is_last)
    }
}
