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
//! [`MatchKind`]: crate::search::matcher::rank::MatchKind
//! [`Matcher::find`]: crate::search::matcher::matcher::Matcher::find

use std::sync::{Arc, OnceLock};

use crate::search::bits::BATCH;
use crate::search::index::columns::Columns;
use crate::search::index::corpus::Corpus;
use crate::search::index::encoded::Code;
use crate::search::matcher::automaton::Automaton;
use crate::search::matcher::rank::{max_score, score_in_text};
use crate::search::matcher::term::{FieldText, MatchMode, Term, TermMatch};
use crate::search::matcher::text_field::{Depth, Scope, TextField};
use crate::search::mechanisms::{Mechanism, Without};

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
    pub fn new(term: &'a Term, corpus: &'a Corpus, columns: &'a Columns, without: Without) -> Self {
        let prepared = PreparedTerm::new(term, corpus, columns, without);
        let names = match &prepared.paths {
            Some(_) => DictionaryScores::of_names(&Scorer::new(&prepared)),
            None => DictionaryScores::default(),
        };
        Self {
            prepared,
            names: Arc::new(names),
            split: OnceLock::new(),
            texts: OnceLock::new(),
            scattered: OnceLock::new(),
        }
    }

    /// A scanner for one thread.
    pub fn scanner(&self, pass: Pass) -> TermScanner<'_> {
        TermScanner {
            scan: self,
            pass,
            scorer: Scorer::new(&self.prepared),
        }
    }
}

/// Which kinds of matches a scan tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pass {
    /// In names. Scattered characters are left to the rest, if the term has signatures.
    Names,
    /// The others. The caller leaves out the cases that [`Pass::Names`] found.
    Rest,
    /// Both in one pass.
    All,
}

/// Scans batches for a term, on one thread.
pub(crate) struct TermScanner<'a> {
    scan: &'a TermScan<'a>,
    pass: Pass,
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
        let without = self.scan.prepared.without;
        let by_names = without.uses(Mechanism::NameSignatures);
        if self.pass != Pass::Rest {
            let candidates = if by_names {
                paths.candidates(&signatures, &mut buffers())
            } else {
                Candidates::UNKNOWN
            };
            self.in_names(&candidates, batch);
            if batch.left != 0 && fuzzy_in_names {
                let split = if by_names {
                    paths.split_candidates(&signatures, &mut buffers())
                } else {
                    u64::MAX
                };
                batch.take(split, |case, _| self.split(case));
            }
        }
        if self.pass == Pass::Names {
            return;
        }
        if batch.left != 0 && self.scorer.looks_in_texts() {
            let texts = &self.scan.texts;
            let texts = texts.get_or_init(|| DictionaryScores::of_texts(&self.scorer));
            let shared = texts.of_batch(batch.first, batch.left, batch.left, &self.scorer);
            batch.take(matched(&shared), |_, at| shared[at]);
            let signatures = corpus.body_signatures.block(batch.first / BATCH);
            let bodies = if without.uses(Mechanism::TextSignatures) {
                paths.in_texts(&signatures, &mut buffers())
            } else {
                u64::MAX
            };
            batch.take(bodies, |case, _| self.in_body(case));
        }
        if batch.left != 0 && fuzzy_in_names {
            let (filter, scores) = self.scattered_names();
            let own = if by_names {
                filter.candidates(&signatures)
            } else {
                u64::MAX
            };
            let shared = scores.of_batch(batch.first, batch.left, own, &self.scorer);
            batch.take(own, |case, at| self.scattered(filter, case, shared[at]));
        }
    }

    fn scattered_names(&self) -> &(Arc<ScatterFilter>, DictionaryScores) {
        let TermScan {
            scattered, names, ..
        } = self.scan;
        scattered.get_or_init(|| {
            let filter = Arc::new(ScatterFilter::new(
                &self.scorer.matcher,
                self.scan.prepared.without,
            ));
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
        let depth = match self.pass {
            Pass::Names => Depth::Names,
            Pass::Rest | Pass::All => Depth::All,
        };
        let texts = corpus.targets(case, columns, depth);
        let targets = texts.targets();
        scored(&targets, self.scorer.matcher.find(&targets))
    }

    /// Scores names that the term spells or abbreviates. Of equals titles come before shared names, and these before ids.
    fn in_names(&self, candidates: &Candidates, batch: &mut Batch) {
        let own = candidates.all();
        let names = &self.scan.names;
        let shared = names.of_batch(batch.first, batch.left, own, &self.scorer);
        batch.take(own | matched(&shared), |case, at| {
            let Some(extent) = candidates.extent(at) else {
                return shared[at];
            };
            let [zh, en, id] = self.corpus().own(case);
            let titles = self.in_own(zh, extent).or_better(self.in_own(en, extent));
            let best = titles.or_better(shared[at]);
            if best.score < max_score(TextField::Id) {
                best.or_better(self.in_own(id, extent))
            } else {
                best
            }
        });
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
            if !self.scan.prepared.without.uses(Mechanism::SplitPrefilter) {
                return true;
            }
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
        let wordless = self.scan.prepared.without.uses(Mechanism::WordlessNames)
            && term.text.is_ascii()
            && !corpus.has_words_in_chinese(case);
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
