//! One term scanned for in all cases, a batch of 64 at a time: what [`Matcher::find`] returns for each case, in a
//! fraction of the time.
//!
//! ```text
//! names' signatures ─ paths ─▶ candidates ┬ one token         prefilter: a flag per token of the titles
//!                                         ├ several tokens    the automaton runs over the encoded titles
//!                                         └ split             split: are there pieces in its names? then all are read
//! texts that cases share ──────────────── dictionary_scores: each text once, when a case that has it comes up
//! bodies, then scattered characters ───── the cases without any better match
//! ```
//!
//! Kinds of matches are tried from the best to the worst ([`MatchKind`]), and a case is done with its first match.
//!
//! Invariant: a case is skipped only if it cannot match. The oracle compares the scores with [`Matcher::find`].
//!
//! [`Matcher::find`]: crate::search::matcher::matcher::Matcher::find

use std::sync::{Arc, OnceLock};

use crate::bundle::Lang;
use crate::search::bits::{BATCH, bit, ones};
use crate::search::index::columns::Columns;
use crate::search::index::corpus::Corpus;
use crate::search::index::dictionary::DictionaryField;
use crate::search::index::encoded::Code;
use crate::search::matcher::automaton::Automaton;
use crate::search::matcher::rank::{MatchKind, max_score, min_score, score_in_text};
use crate::search::matcher::term::{FieldText, MatchMode, Term, TermMatch};
use crate::search::matcher::text_field::{Depth, Scope, TextField};

use super::batch::{Batch, Scored, matched};
use super::dictionary_scores::DictionaryScores;
use super::paths::{Candidates, Extent, PathFilter};
use super::scattered::ScatterFilter;
use super::scorer::{PreparedTerm, Scorer};
use super::split::SplitPrefilter;

/// A term to be scanned for, with what all threads share. What later kinds of matches need is worked out when the
/// first case gets that far.
pub(crate) struct TermScan<'a> {
    prepared: PreparedTerm<'a>,
    /// The highest score of any name that cases share.
    max_shared: u32,
    /// Scores of spelled and abbreviated shared names.
    names: Arc<DictionaryScores>,
    split: OnceLock<SplitPrefilter>,
    /// Scores of shared running texts.
    texts: OnceLock<DictionaryScores>,
    /// The filter of names with scattered characters, and the scores of the shared ones.
    scattered: OnceLock<(Arc<ScatterFilter>, DictionaryScores)>,
}

impl<'a> TermScan<'a> {
    /// Prepares a term; this takes time in proportion to the tokens and dictionaries, not to the cases.
    pub fn new(term: &'a Term, corpus: &'a Corpus, columns: &'a Columns) -> Self {
        let prepared = PreparedTerm::new(term, corpus, columns);
        let names = match &prepared.paths {
            Some(_) => DictionaryScores::of_names(&Scorer::new(&prepared)),
            None => DictionaryScores::default(),
        };
        let max_shared = DictionaryField::NAMES.map(|names| max_score(names.text_field()));
        Self {
            prepared,
            max_shared: max_shared.into_iter().max().unwrap_or(0),
            names: Arc::new(names),
            split: OnceLock::new(),
            texts: OnceLock::new(),
            scattered: OnceLock::new(),
        }
    }

    /// A scanner for one thread.
    pub fn scanner(&self, depth: Depth) -> TermScanner<'_> {
        TermScanner {
            scan: self,
            depth,
            scorer: Scorer::new(&self.prepared),
        }
    }
}

/// Scans batches for a term, on one thread.
pub(crate) struct TermScanner<'a> {
    scan: &'a TermScan<'a>,
    depth: Depth,
    scorer: Scorer<'a>,
}

impl TermScanner<'_> {
    /// Scores the `wanted` cases of a batch.
    pub fn batch(&self, batch: usize, wanted: u64, scores: &mut [Scored; BATCH]) {
        let mut batch = Batch {
            first: batch * BATCH,
            left: wanted,
            scores,
        };
        match &self.scan.prepared.paths {
            Some(paths) => self.kind_by_kind(paths, &mut batch),
            None => batch.take(u64::MAX, |case, _| self.whole(case)),
        }
    }

    /// Tries each kind of match on the cases without any better one.
    fn kind_by_kind(&self, paths: &PathFilter, batch: &mut Batch) {
        let (corpus, term) = (self.corpus(), self.scorer.matcher.term);
        let fuzzy_in_names = term.mode == MatchMode::Fuzzy && term.scope != Scope::Texts;
        let buffers = || self.scorer.buffers.borrow_mut();
        let signatures = corpus.name_signatures.block(batch.first / BATCH);
        let candidates = paths.candidates(&signatures, &mut buffers());
        self.in_names(&candidates, batch);
        if batch.left != 0 && fuzzy_in_names {
            let split = paths.split_candidates(&signatures, &mut buffers());
            batch.take(split, |case, _| self.split(case));
        }
        if self.depth == Depth::Names {
            return;
        }
        if batch.left != 0 && self.scorer.looks_in_texts() {
            let texts = &self.scan.texts;
            let texts = texts.get_or_init(|| DictionaryScores::of_texts(&self.scorer));
            let shared = texts.of_batch(batch.first, batch.left, batch.left, &self.scorer);
            batch.take(matched(&shared), |_, at| shared[at]);
            let signatures = corpus.body_signatures.block(batch.first / BATCH);
            let bodies = paths.in_texts(&signatures, &mut buffers());
            batch.take(bodies, |case, _| self.in_body(case));
        }
        if batch.left != 0 && fuzzy_in_names {
            let (filter, scores) = self.scattered_names();
            let own = filter.candidates(&signatures);
            let shared = scores.of_batch(batch.first, batch.left, own, &self.scorer);
            batch.take(own, |case, at| self.scattered(filter, case, shared[at]));
        }
    }

    fn scattered_names(&self) -> &(Arc<ScatterFilter>, DictionaryScores) {
        let TermScan {
            scattered, names, ..
        } = self.scan;
        scattered.get_or_init(|| {
            let filter = Arc::new(ScatterFilter::new(&self.scorer.matcher));
            let scores =
                DictionaryScores::of_scattered(filter.clone(), names.clone(), &self.scorer);
            (filter, scores)
        })
    }

    fn corpus(&self) -> &Corpus {
        self.scan.prepared.corpus
    }

    /// The score of a case whose texts are decoded and matched one by one, for terms without signatures.
    fn whole(&self, case: usize) -> Scored {
        let PreparedTerm {
            corpus, columns, ..
        } = &self.scan.prepared;
        let texts = corpus.targets(case, columns, self.depth);
        let targets = texts.targets();
        scored(&targets, self.scorer.matcher.find(&targets))
    }

    /// Scores names that the term spells or abbreviates: titles, then shared names where these can score more, then
    /// ids.
    fn in_names(&self, candidates: &Candidates, batch: &mut Batch) {
        let (corpus, names) = (self.corpus(), &self.scan.names);
        let prefilter = &self.scan.prepared.prefilter;
        let own = candidates.all();
        let mut titles = [Scored::default(); BATCH];
        // The cases whose own names may match, and those whose titles outscore every shared name.
        let (mut may_match, mut done) = (0, 0);
        for at in ones(batch.left & own) {
            let case = batch.first + at;
            if let Some(extent) = candidates.extent(at)
                && prefilter.may_be_spelled_in(corpus.whole_own(case))
            {
                may_match |= bit(at);
                titles[at] = self.in_titles(case, extent);
                if titles[at].score > self.scan.max_shared {
                    done |= bit(at);
                }
            }
        }
        let shared = names.of_batch(batch.first, batch.left & !done, own, &self.scorer);
        batch.take(may_match | matched(&shared), |case, at| {
            let best = titles[at].or_better(shared[at]);
            let extent = candidates.extent(at).filter(|_| may_match & bit(at) != 0);
            match extent.filter(|_| best.score < max_score(TextField::Id)) {
                Some(extent) => {
                    let [.., id] = corpus.own(case);
                    best.or_better(self.in_own(id, extent))
                }
                None => best,
            }
        });
    }

    /// The better of the two titles of a case.
    fn in_titles(&self, case: usize, extent: Extent) -> Scored {
        let PreparedTerm {
            corpus, prefilter, ..
        } = &self.scan.prepared;
        let [zh, en, _] = corpus.own(case);
        // A Chinese title without Latin words or numbers can only be abbreviated by such a term, so it need not be
        // read if the English one is spelled.
        if prefilter.is_spelled_by_words() && !corpus.has_words_in_chinese(case) {
            let spelled = self.in_own(en, extent);
            let english = TextField::Title(Lang::En);
            let least = min_score(MatchKind::Spelled, english);
            if spelled.score >= least {
                return spelled;
            }
        }
        self.in_own(zh, extent).or_better(self.in_own(en, extent))
    }

    fn in_own(&self, (field, codes): (TextField, &[Code]), extent: Extent) -> Scored {
        let wanted = field.is_in(self.scorer.matcher.term.scope);
        let fit = wanted.then(|| self.scorer.fit(codes, extent)).flatten();
        let found = fit.map(|fit| Scored::at(fit.score(field), field));
        found.unwrap_or_default()
    }

    /// The score of a case by pieces of the term in its names.
    fn split(&self, case: usize) -> Scored {
        let PreparedTerm {
            corpus, columns, ..
        } = &self.scan.prepared;
        let scope = self.scorer.matcher.term.scope;
        let may_match = |automaton: &Automaton| {
            let split = self.scan.split.get_or_init(|| SplitPrefilter::new(corpus));
            split.may_match(case, automaton, corpus, columns)
        };
        let automaton = self.scorer.matcher.automaton.as_deref();
        if !automaton.is_some_and(may_match) {
            return Scored::default();
        }
        let texts = corpus.targets(case, columns, Depth::Names);
        let targets = texts.targets();
        let names = targets.iter().enumerate();
        // Each name keeps its index among all targets.
        let names: Vec<(usize, &FieldText)> = names
            .filter(|(_, target)| target.field.is_in(scope))
            .collect();
        scored(&targets, self.scorer.matcher.find_split(&names))
    }

    /// The score of the first of a case's own running texts that matches; the summary comes before the sections,
    /// which score less.
    fn in_body(&self, case: usize) -> Scored {
        let PreparedTerm {
            corpus, prefilter, ..
        } = &self.scan.prepared;
        if !prefilter.may_be_found_in(corpus.whole_body(case)) {
            return Scored::default();
        }
        let mut texts = corpus.body(case);
        let found = texts
            .find(|(_, codes)| prefilter.may_be_found_in(codes) && self.scorer.is_in_text(codes));
        let found = found.map(|(field, _)| {
            let score = score_in_text(field);
            Scored::at(score, field)
        });
        found.unwrap_or_default()
    }

    /// The best of a case's own names with the term's characters scattered over them, and of the `shared` ones.
    fn scattered(&self, filter: &ScatterFilter, case: usize, shared: Scored) -> Scored {
        let (corpus, term) = (self.corpus(), self.scorer.matcher.term);
        let fit = |codes: &[Code], field: TextField| match filter.fit(codes, &self.scorer) {
            Some(fit) => Scored::at(fit.score(field), field),
            None => Scored::default(),
        };
        let mut best = Scored::default();
        // Letters and digits are scattered over words and numbers only.
        let wordless = term.text.is_ascii() && !corpus.has_words_in_chinese(case);
        let own = corpus.own(case).into_iter().skip(usize::from(wordless));
        for (field, codes) in own.filter(|(field, _)| field.is_in(term.scope)) {
            // Of equals a shared name comes before the id.
            if field == TextField::Id {
                best = best.or_better(shared);
            }
            best = best.or_better(fit(codes, field));
        }
        best
    }
}

/// The score of a match among targets, and the texts it is in.
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
