//! A word looked for in all cases at once: what [`Matcher::find`] finds in each, found in a fraction of the time.
//!
//! ```text
//! slots of names ─ paths ─▶ candidates ┬ by one unit      a glance at the codes of the titles (`glance`)
//! 64 cases at a time                   ├ by several       the codes are held against the word (`automaton`)
//!                                      └ in parts         if such parts are in its names (`split`), all are read (`parts`)
//! texts that cases share ─────────────── each once, at the latest when a case that has it is looked at (`keys`)
//! bodies, then scattered characters ──── of the cases that nothing better was found in
//! ```
//!
//! What words in parts, bodies and scattered characters add cannot be better than what was found before, so a case is looked
//! at only until something is found. Whatever is skipped is skipped because it cannot match; a property test holds the
//! outcome to what `Matcher::find` says of every case.

use std::sync::{Arc, OnceLock};

use crate::bundle::Lang;

use super::batch::{Batch, Scored, matched};
use super::dictionary_scores::DictionaryScores;
use super::paths::{Candidates, PathFilter};
use super::scattered::ScatterFilter;
use super::scorer::{PreparedTerm, Scorer};
use super::split::SplitPrefilter;
use crate::search::bits::{BATCH, ones};
use crate::search::index::corpus::{Columns, Corpus};
use crate::search::index::dictionary::DictionaryField;
use crate::search::index::encoded::Code;
use crate::search::index::signature::SignatureBlock;
use crate::search::matcher::automaton::Automaton;
use crate::search::matcher::rank::{MatchKind, max_score, score};
use crate::search::matcher::term::{FieldText, MatchMode, Term, TermMatch};
use crate::search::matcher::text_field::{Depth, Place, Scope};

/// A word that is looked for in all cases, and all that need not be found out again for each.
pub(crate) struct TermScan<'a> {
    prepared: PreparedTerm<'a>,
    /// The most that a name scores which cases share.
    max_shared: u32,
    /// What it scores in the names that cases share; and once somebody asks, where parts of it are in names, what it scores in
    /// running texts, over which names it may be scattered, and what it scores there.
    names: Arc<DictionaryScores>,
    split: OnceLock<SplitPrefilter>,
    texts: OnceLock<DictionaryScores>,
    scattered: OnceLock<(Arc<ScatterFilter>, DictionaryScores)>,
}

impl<'a> TermScan<'a> {
    pub fn new(term: &'a Term, corpus: &'a Corpus, columns: &'a Columns) -> Self {
        let prepared = PreparedTerm::new(term, corpus, columns);
        let names = match &prepared.paths {
            Some(_) => DictionaryScores::of_names(&Scorer::new(&prepared)),
            None => DictionaryScores::default(),
        };
        Self {
            prepared,
            max_shared: DictionaryField::NAMES
                .map(|shared| max_score(shared.text_field()))
                .into_iter()
                .max()
                .unwrap_or(0),
            names: Arc::new(names),
            split: OnceLock::new(),
            texts: OnceLock::new(),
            scattered: OnceLock::new(),
        }
    }

    /// One who looks; each thread has one.
    pub fn scanner(&self, depth: Depth) -> TermScanner<'_> {
        TermScanner {
            sweep: self,
            depth,
            scorer: Scorer::new(&self.prepared),
        }
    }
}

/// One who looks for a word.
pub(crate) struct TermScanner<'a> {
    sweep: &'a TermScan<'a>,
    depth: Depth,
    scorer: Scorer<'a>,
}

impl TermScanner<'_> {
    fn scattered_in(&self) -> &(Arc<ScatterFilter>, DictionaryScores) {
        let TermScan {
            scattered, names, ..
        } = self.sweep;
        scattered.get_or_init(|| {
            let scatter = Arc::new(ScatterFilter::new(&self.scorer.matcher));
            let keys = DictionaryScores::of_scattered(scatter.clone(), names.clone(), &self.scorer);
            (scatter, keys)
        })
    }

    /// What up to sixty-four cases score, of those that are `wanted`.
    pub fn batch(&self, batch: usize, wanted: u64, found: &mut [Scored; BATCH]) {
        let mut batch = Batch {
            first: batch * BATCH,
            left: wanted,
            found,
        };
        match &self.sweep.prepared.paths {
            Some(paths) => self.manner_by_manner(paths, &mut batch),
            None => batch.take(u64::MAX, |case, _| self.whole(case)),
        }
    }

    /// Looks for each manner in those cases in which no better one was found.
    fn manner_by_manner(&self, paths: &PathFilter, batch: &mut Batch) {
        let (corpus, term) = (self.corpus(), self.scorer.matcher.term);
        let block = corpus.names.block(batch.first / BATCH);
        let candidates = self.candidates(paths, &block);
        self.in_names(&candidates, batch);
        batch.take(candidates.pieces, |case, _| self.in_pieces(case));
        if self.depth == Depth::Names {
            return;
        }
        if batch.left != 0 && self.scorer.looks_in_texts() {
            let texts = self
                .sweep
                .texts
                .get_or_init(|| DictionaryScores::of_texts(&self.scorer));
            let shared = texts.of_batch(batch.first, (batch.left, batch.left), &self.scorer);
            batch.take(matched(&shared), |_, at| shared[at]);
            let block = corpus.in_bodies.block(batch.first / BATCH);
            let bodies = paths.in_texts(&block, &mut self.scorer.buffers.borrow_mut());
            batch.take(bodies, |case, _| self.in_body(case));
        }
        if batch.left != 0 && term.mode == MatchMode::Fuzzy && term.scope != Scope::Texts {
            let (scatter, keys) = self.scattered_in();
            let own = scatter.candidates(&block);
            let shared = keys.of_batch(batch.first, (batch.left, own), &self.scorer);
            batch.take(own, |case, at| self.scattered(scatter, case, shared[at]));
        }
    }

    fn corpus(&self) -> &Corpus {
        self.sweep.prepared.corpus
    }

    fn candidates(&self, paths: &PathFilter, block: &SignatureBlock) -> Candidates {
        let pieces = self.scorer.matcher.term.mode == MatchMode::Fuzzy
            && self.scorer.matcher.term.scope != Scope::Texts;
        paths.candidates(block, pieces, &mut self.scorer.buffers.borrow_mut())
    }

    /// What a case scores that is looked at as a whole.
    fn whole(&self, case: usize) -> Scored {
        let PreparedTerm {
            corpus, columns, ..
        } = &self.sweep.prepared;
        let texts = corpus.targets(case, columns, self.depth == Depth::All);
        let targets = texts.targets();
        scored(&targets, self.scorer.matcher.find(&targets))
    }

    /// Looks for the best of the names in which the word is spelled or abbreviated: in titles, in those that cases share where
    /// these can score more, and in ids.
    fn in_names(&self, candidates: &Candidates, batch: &mut Batch) {
        let (corpus, names) = (self.corpus(), &self.sweep.names);
        let own = candidates.single | candidates.run;
        let mut titles = [Scored::default(); BATCH];
        // Those whose own names may hold the word, and those whose titles score more than any name that is shared.
        let (mut may_hold, mut best) = (0, 0);
        for at in ones(batch.left & own) {
            let (case, bit) = (batch.first + at, 1 << at);
            if self
                .sweep
                .prepared
                .prefilter
                .may_be_spelled_in(corpus.whole_own(case))
            {
                may_hold |= bit;
                titles[at] = self.in_titles(case, candidates.run & bit != 0);
                best |= if titles[at].score > self.sweep.max_shared {
                    bit
                } else {
                    0
                };
            }
        }
        let shared = names.of_batch(batch.first, (batch.left & !best, own), &self.scorer);
        batch.take(may_hold | matched(&shared), |case, at| {
            let best = titles[at].or_better(shared[at]);
            let is_set = |mask: u64| mask & 1 << at != 0;
            if !is_set(may_hold) || best.score >= max_score(Place::Id) {
                return best;
            }
            let [.., id] = corpus.own(case);
            best.or_better(self.in_own(id, is_set(candidates.run)))
        });
    }

    /// The better of the titles of a case, in which the word is found by one unit or, if that may be, by several.
    fn in_titles(&self, case: usize, run: bool) -> Scored {
        let PreparedTerm {
            corpus, prefilter, ..
        } = &self.sweep.prepared;
        let [zh, en, _] = corpus.own(case);
        // A title without words only abbreviates such a word, so it need not be read if the other spells it.
        if prefilter.is_spelled_by_words() && !corpus.has_words_in_chinese(case) {
            let spelled = self.in_own(en, run);
            if spelled.score >= score(MatchKind::Spelled, Place::Title(Lang::En), i64::MIN, false) {
                return spelled;
            }
        }
        self.in_own(zh, run).or_better(self.in_own(en, run))
    }

    fn in_own(&self, (field, codes): (Place, &[Code]), run: bool) -> Scored {
        let wanted = field.is_in(self.scorer.matcher.term.scope);
        let fit = wanted.then(|| self.scorer.fit(codes, run)).flatten();
        let found = fit.map(|fit| Scored::at(fit.score(field), field));
        found.unwrap_or_default()
    }

    fn in_pieces(&self, case: usize) -> Scored {
        let PreparedTerm {
            corpus, columns, ..
        } = &self.sweep.prepared;
        let term = self.scorer.matcher.term;
        let may_match = |automaton: &Automaton| {
            let split = self.sweep.split.get_or_init(|| SplitPrefilter::new(corpus));
            split.may_match(case, automaton, (corpus, columns))
        };
        if !self
            .scorer
            .matcher
            .automaton
            .as_deref()
            .is_some_and(may_match)
        {
            return Scored::default();
        }
        let texts = corpus.targets(case, columns, false);
        let targets = texts.targets();
        let names = targets.iter().enumerate();
        let names: Vec<(usize, &FieldText)> = names
            .filter(|(_, target)| target.field.is_in(term.scope))
            .collect();
        // Each name has its place among all targets with it.
        scored(&targets, self.scorer.matcher.find_split(&names))
    }

    /// The first of its own running texts in which the word is found: the summary counts before the sections.
    fn in_body(&self, case: usize) -> Scored {
        let PreparedTerm {
            corpus, prefilter, ..
        } = &self.sweep.prepared;
        if !prefilter.may_be_found_in(corpus.whole_body(case)) {
            return Scored::default();
        }
        let mut texts = corpus.body(case);
        let found = texts
            .find(|(_, codes)| prefilter.may_be_found_in(codes) && self.scorer.is_in_text(codes));
        let scored =
            found.map(|(field, _)| Scored::at(score(MatchKind::InText, field, 0, false), field));
        scored.unwrap_or_default()
    }

    /// The best of the names over which the word is scattered: its own, and what was found in those that it shares.
    fn scattered(&self, scatter: &ScatterFilter, case: usize, shared: Scored) -> Scored {
        let (corpus, term) = (self.corpus(), self.scorer.matcher.term);
        let fit = |codes: &[Code], field: Place| match scatter.fit(codes, &self.scorer) {
            Some(fit) => Scored::at(fit.score(field), field),
            None => Scored::default(),
        };
        let mut best = Scored::default();
        // Letters and digits are scattered over words only.
        let wordless = term.text.is_ascii() && !corpus.has_words_in_chinese(case);
        let own = corpus.own(case).into_iter().skip(usize::from(wordless));
        for (field, codes) in own.filter(|(field, _)| field.is_in(term.scope)) {
            // Of equals what is shared counts before the id.
            if field == Place::Id {
                best = best.or_better(shared);
            }
            best = best.or_better(fit(codes, field));
        }
        best
    }
}

/// What was found among targets.
fn scored(targets: &[FieldText], found: Option<TermMatch>) -> Scored {
    let Some(found) = found else {
        return Scored::default();
    };
    let occurrences = found.occurrences.iter();
    let fields = occurrences.filter_map(|(at, _)| Some(targets.get(*at)?.field));
    Scored {
        score: found.score,
        fields: fields.collect(),
    }
}
