//! Per-query memo: what a term scores in each dictionary text, that is, in each text which cases share.
//!
//! Small dictionaries are scored at once, so that one without any match is left out; a text of a large one is scored
//! when the first case that has it comes up. All threads share the memo.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::search::bits::{BATCH, ones};
use crate::search::index::corpus::years;
use crate::search::index::dictionary::DictionaryField;
use crate::search::index::encoded::{Code, code_of, is_half};
use crate::search::matcher::matcher::Matcher;
use crate::search::matcher::pattern::Pattern;
use crate::search::matcher::rank::{MIN_INITIALS, MatchKind, max_score, score_in_text};
use crate::search::matcher::term::{FieldText, MatchMode};
use crate::search::matcher::text_field::{Scope, TextField};
use crate::search::mechanisms::{Mechanism, Without};

use super::batch::Scored;
use super::paths::Extent;
use super::scattered::ScatterFilter;
use super::scorer::Scorer;

/// Scores of a term in the texts of some dictionaries, for one kind of match.
#[derive(Debug, Default)]
pub(crate) struct DictionaryScores {
    search: Search,
    /// The dictionaries that may match, in the order in which equals count.
    dictionaries: Vec<FieldScores>,
}

/// Which texts match.
#[derive(Debug, Default)]
enum Search {
    /// Names that the term spells or abbreviates.
    Names(AbbreviationEnds),
    /// Running texts that contain it.
    #[default]
    Texts,
    /// Names over which its characters are scattered, and which it does not spell according to the scores of names.
    Scattered(Arc<ScatterFilter>, Arc<DictionaryScores>),
}

/// Scores of the texts of one dictionary.
#[derive(Debug)]
struct FieldScores {
    field: DictionaryField,
    /// The score of each text by its number: 0 for no match, or [`UNKNOWN`].
    scores: Vec<AtomicU32>,
}

/// Dictionaries of at most this many texts are scored at once: it takes as long as to scan some hundred cases.
const FEW: usize = 512;
/// In large collections, those with at most one text for this many cases.
const CASES_A_TEXT: usize = 16;
/// The score of a text that was not looked at yet.
const UNKNOWN: u32 = u32::MAX;

impl DictionaryScores {
    /// Scores of names that the term spells or abbreviates.
    pub fn of_names(scorer: &Scorer) -> Self {
        let wanted = scorer.matcher.term.scope == Scope::Everything;
        let ends = AbbreviationEnds::new(&scorer.matcher, scorer.prepared.without);
        Self::new(Search::Names(ends), scorer, wanted)
    }

    /// Scores of running texts.
    pub fn of_texts(scorer: &Scorer) -> Self {
        Self::new(Search::Texts, scorer, scorer.looks_in_texts())
    }

    /// Scores of names with the term's characters scattered over them.
    pub fn of_scattered(filter: Arc<ScatterFilter>, names: Arc<Self>, scorer: &Scorer) -> Self {
        let term = scorer.matcher.term;
        let wanted = term.scope == Scope::Everything && term.mode == MatchMode::Fuzzy;
        Self::new(Search::Scattered(filter, names), scorer, wanted)
    }

    fn new(search: Search, scorer: &Scorer, wanted: bool) -> Self {
        let fields = search.fields();
        let mut memo = Self {
            search,
            dictionaries: Vec::new(),
        };
        let few = (scorer.prepared.corpus.len() / CASES_A_TEXT).max(FEW);
        for field in fields.iter().filter(|_| wanted) {
            let dictionary = FieldScores::new(*field, scorer);
            let count = dictionary.scores.len();
            let matches = |text| memo.score(&dictionary, text, scorer) > 0;
            if count > few
                || !scorer.prepared.without.uses(Mechanism::EmptyDictionaries)
                || (0..count).any(matches)
            {
                memo.dictionaries.push(dictionary);
            }
        }
        memo
    }

    /// The best dictionary text of each case of the batch that begins with `first`: of the cases `left`, as bits, that
    /// are also `candidates`.
    pub fn of_batch(
        &self,
        first: usize,
        left: u64,
        candidates: u64,
        scorer: &Scorer,
    ) -> [Scored; BATCH] {
        let mut best = [Scored::default(); BATCH];
        for dictionary in &self.dictionaries {
            // Signatures do not tell which names are abbreviated by characters with gaps.
            let asked = if self.search.may_abbreviate(dictionary.field) {
                left
            } else {
                left & candidates
            };
            self.best_of(dictionary, first, asked, scorer, &mut best);
        }
        best
    }

    fn best_of(
        &self,
        dictionary: &FieldScores,
        first: usize,
        asked: u64,
        scorer: &Scorer,
        best: &mut [Scored; BATCH],
    ) {
        let (corpus, columns) = (scorer.prepared.corpus, scorer.prepared.columns);
        let entries = corpus.entries(dictionary.field, columns);
        let found = Scored::at(0, dictionary.field.text_field());
        let max_score = max_score(dictionary.field.text_field());
        for at in ones(asked) {
            let best = &mut best[at];
            for text in entries.of(first + at) {
                if best.score >= max_score {
                    break;
                }
                let score = self.score(dictionary, text as usize, scorer);
                if score > best.score {
                    *best = Scored { score, ..found };
                }
            }
        }
        if dictionary.field == DictionaryField::Year {
            // Earlier years score like the latest, but are not shown in the list.
            let years_of = (first..).zip(best);
            for (case, best) in years_of.filter(|(_, best)| best.fields == found.fields) {
                let of = |text: u32| self.score(dictionary, text as usize, scorer);
                let year = years(columns, case).find(|(_, text)| of(*text) == best.score);
                *best = Scored::at(best.score, year.map_or(TextField::Year, |(field, _)| field));
            }
        }
    }

    fn score(&self, dictionary: &FieldScores, text: usize, scorer: &Scorer) -> u32 {
        let known = dictionary.scores.get(text);
        match known.map_or(0, |score| score.load(Ordering::Relaxed)) {
            UNKNOWN => self.work_out(dictionary, text, scorer),
            score => score,
        }
    }

    #[cold]
    fn work_out(&self, dictionary: &FieldScores, text: usize, scorer: &Scorer) -> u32 {
        let score = match &self.search {
            Search::Names(ends) => dictionary.in_name(text, ends, scorer),
            Search::Texts => dictionary.in_text(text, scorer),
            Search::Scattered(filter, names) => dictionary.scattered(text, filter, names, scorer),
        };
        if let Some(known) = dictionary
            .scores
            .get(text)
            .filter(|_| scorer.prepared.without.uses(Mechanism::DictionaryMemo))
        {
            // Two threads that both work it out store the same, so no order is needed.
            known.store(score, Ordering::Relaxed);
        }
        score
    }

    /// The score of a text of a dictionary.
    fn score_of(&self, field: DictionaryField, text: usize, scorer: &Scorer) -> u32 {
        let mut dictionaries = self.dictionaries.iter();
        let dictionary = dictionaries.find(|dictionary| dictionary.field == field);
        dictionary.map_or(0, |dictionary| self.score(dictionary, text, scorer))
    }
}

impl Search {
    /// The dictionaries that are searched, in the order in which equals count.
    fn fields(&self) -> &'static [DictionaryField] {
        match self {
            Self::Names(_) | Self::Scattered(..) => &DictionaryField::NAMES,
            Self::Texts => &DictionaryField::TEXTS,
        }
    }

    /// Whether the term may abbreviate names of a dictionary.
    fn may_abbreviate(&self, field: DictionaryField) -> bool {
        match self {
            Self::Names(ends) => ends.may_abbreviate(field),
            Self::Texts | Self::Scattered(..) => false,
        }
    }
}

impl FieldScores {
    /// The texts of a dictionary, not scored yet.
    fn new(field: DictionaryField, scorer: &Scorer) -> Self {
        let texts = 0..scorer.prepared.corpus.dictionary(field).len();
        let unknown = texts.map(|_| AtomicU32::new(UNKNOWN));
        Self {
            field,
            scores: unknown.collect(),
        }
    }

    /// The score of a name that the term spells or abbreviates.
    fn in_name(&self, text: usize, ends: &AbbreviationEnds, scorer: &Scorer) -> u32 {
        let dictionary = scorer.prepared.corpus.dictionary(self.field);
        let codes = dictionary.codes(text);
        let field = self.field.text_field();
        let fit = scorer.fit(codes, Extent::Run);
        let score = fit.map_or(0, |fit| fit.score(field));
        // Only a name that is not spelled may be abbreviated.
        if fit.is_some_and(|fit| fit.kind == MatchKind::Spelled) || !ends.may_end(self.field, codes)
        {
            return score;
        }
        let abbreviated = scorer.with_tokens(codes, |text| {
            scorer.matcher.fit_abbreviation(&FieldText { field, text })
        });
        abbreviated.map_or(score, |(fit, _)| score.max(fit.score(field)))
    }

    /// The score of a running text.
    fn in_text(&self, text: usize, scorer: &Scorer) -> u32 {
        let dictionary = scorer.prepared.corpus.dictionary(self.field);
        if scorer.is_in_text(dictionary.codes(text)) {
            let field = self.field.text_field();
            score_in_text(field)
        } else {
            0
        }
    }

    /// The score of a name with the term's characters scattered over it.
    fn scattered(
        &self,
        text: usize,
        filter: &ScatterFilter,
        names: &DictionaryScores,
        scorer: &Scorer,
    ) -> u32 {
        let texts = scorer.prepared.corpus.dictionary(self.field);
        // A case with a name that the term spells has matched before.
        let spelled = names.score_of(self.field, text, scorer) > 0;
        let wordless = scorer.prepared.without.uses(Mechanism::WordlessNames)
            && scorer.matcher.term.text.is_ascii()
            && !texts.has_words(text);
        if spelled || wordless {
            return 0;
        }
        let fit = filter.fit(texts.codes(text), scorer);
        fit.map_or(0, |fit| fit.score(self.field.text_field()))
    }
}

/// How names end that a term may abbreviate with gaps: the term's last character is the name's.
#[derive(Debug)]
struct AbbreviationEnds {
    names: Abbreviated,
    /// Whether a token is what the term ends with, by its code.
    last: Vec<bool>,
    /// The codes of 委员会, which abbreviations shorten to its first character.
    committee: Vec<Code>,
    /// Whether the ends are looked at, or any name may be abbreviated.
    rules_out: bool,
}

/// The names that a term may abbreviate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Abbreviated {
    /// None: the term is not fuzzy, or too short.
    Nothing,
    /// It consists of letters.
    Organs,
    OrgansAndTags,
}

impl AbbreviationEnds {
    fn new(matcher: &Matcher, without: Without) -> Self {
        let fuzzy = matcher.term.mode == MatchMode::Fuzzy;
        let long = fuzzy && matcher.characters.len() >= MIN_INITIALS;
        let pattern = matcher.term.pattern.as_ref();
        let names = match (long, pattern.is_some_and(Pattern::is_letters)) {
            (false, _) => Abbreviated::Nothing,
            (true, true) => Abbreviated::Organs,
            (true, false) => Abbreviated::OrgansAndTags,
        };
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
            names,
            last,
            committee: committee.map(code_of).collect(),
            rules_out: without.uses(Mechanism::AbbreviationEnds),
        }
    }

    /// Whether the term may abbreviate names of a dictionary.
    fn may_abbreviate(&self, field: DictionaryField) -> bool {
        match field {
            DictionaryField::Organ => self.names != Abbreviated::Nothing,
            DictionaryField::Tag => self.names == Abbreviated::OrgansAndTags,
            _ => false,
        }
    }

    /// Whether a name ends as it must for the term to abbreviate it.
    fn may_end(&self, field: DictionaryField, codes: &[Code]) -> bool {
        // Half codes cannot be compared.
        if !self.rules_out || self.committee.iter().any(|code| is_half(*code)) {
            return self.may_abbreviate(field);
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
        self.may_abbreviate(field) && last.is_some_and(is_last)
    }
}
