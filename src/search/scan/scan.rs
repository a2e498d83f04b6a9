//! A word looked for in all cases at once: what [`Seeker::find`] finds in each, found in a fraction of the time.
//!
//! ```text
//! slots of names ─ paths ─▶ candidates ┬ by one unit      a glance at the codes of the titles (`glance`)
//! 64 cases at a time                   ├ by several       the codes are held against the word (`steps`)
//!                                      └ in parts         if such parts are in its names (`leads`), all are read (`parts`)
//! texts that cases share ─────────────── each once, at the latest when a case that has it is looked at (`keys`)
//! bodies, then scattered characters ──── of the cases that nothing better was found in
//! ```
//!
//! What words in parts, bodies and scattered characters add cannot be better than what was found before, so a case is looked
//! at only until something is found. Whatever is skipped is skipped because it cannot match; a property test holds the
//! outcome to what `Seeker::find` says of every case.

use std::sync::{Arc, OnceLock};

use crate::bundle::Lang;

use super::batch::{Group, Scored, found_in};
use super::dictionary_scores::Keys;
use super::paths::{Candidates, Paths};
use super::scattered::Scatter;
use super::scorer::{Prepared, Scorer};
use super::split::Leads;
use crate::search::bits::{AT_ONCE, bits_of};
use crate::search::index::corpus::{Columns, Corpus};
use crate::search::index::dictionary::Shared;
use crate::search::index::encoded::Code;
use crate::search::index::signature::Row;
use crate::search::matcher::automaton::Steps;
use crate::search::matcher::rank::{Manner, most, score};
use crate::search::matcher::term::{Form, Found, Target, Word};
use crate::search::matcher::text_field::{Depth, Place, Scope};

/// A word that is looked for in all cases, and all that need not be found out again for each.
pub(crate) struct Sweep<'a> {
    prepared: Prepared<'a>,
    /// The most that a name scores which cases share.
    most_shared: u32,
    /// What it scores in the names that cases share; and once somebody asks, where parts of it are in names, what it scores in
    /// running texts, over which names it may be scattered, and what it scores there.
    names: Arc<Keys>,
    leads: OnceLock<Leads>,
    texts: OnceLock<Keys>,
    scattered: OnceLock<(Arc<Scatter>, Keys)>,
}

impl<'a> Sweep<'a> {
    pub fn new(word: &'a Word, corpus: &'a Corpus, columns: &'a Columns) -> Self {
        let prepared = Prepared::new(word, corpus, columns);
        let names = match &prepared.paths {
            Some(_) => Keys::of_names(&Scorer::new(&prepared)),
            None => Keys::default(),
        };
        Self {
            prepared,
            most_shared: Shared::NAMES
                .map(|shared| most(shared.place()))
                .into_iter()
                .max()
                .unwrap_or(0),
            names: Arc::new(names),
            leads: OnceLock::new(),
            texts: OnceLock::new(),
            scattered: OnceLock::new(),
        }
    }

    /// One who looks; each thread has one.
    pub fn looking(&self, depth: Depth) -> Looking<'_> {
        Looking {
            sweep: self,
            depth,
            scorer: Scorer::new(&self.prepared),
        }
    }
}

/// One who looks for a word.
pub(crate) struct Looking<'a> {
    sweep: &'a Sweep<'a>,
    depth: Depth,
    scorer: Scorer<'a>,
}

impl Looking<'_> {
    fn scattered_in(&self) -> &(Arc<Scatter>, Keys) {
        let Sweep {
            scattered, names, ..
        } = self.sweep;
        scattered.get_or_init(|| {
            let scatter = Arc::new(Scatter::new(&self.scorer.seeker));
            let keys = Keys::of_scattered(scatter.clone(), names.clone(), &self.scorer);
            (scatter, keys)
        })
    }

    /// What up to sixty-four cases score, of those that are `wanted`.
    pub fn group(&self, group: usize, wanted: u64, found: &mut [Scored; AT_ONCE]) {
        let mut group = Group {
            first: group * AT_ONCE,
            left: wanted,
            found,
        };
        match &self.sweep.prepared.paths {
            Some(paths) => self.manner_by_manner(paths, &mut group),
            None => group.take(u64::MAX, |case, _| self.whole(case)),
        }
    }

    /// Looks for each manner in those cases in which no better one was found.
    fn manner_by_manner(&self, paths: &Paths, group: &mut Group) {
        let (corpus, word) = (self.corpus(), self.scorer.seeker.word);
        let row = corpus.names.row(group.first / AT_ONCE);
        let candidates = self.candidates(paths, &row);
        self.in_names(&candidates, group);
        group.take(candidates.pieces, |case, _| self.in_pieces(case));
        if self.depth == Depth::Names {
            return;
        }
        if group.left != 0 && self.scorer.looks_in_texts() {
            let texts = self
                .sweep
                .texts
                .get_or_init(|| Keys::of_texts(&self.scorer));
            let shared = texts.of_group(group.first, (group.left, group.left), &self.scorer);
            group.take(found_in(&shared), |_, at| shared[at]);
            let row = corpus.in_bodies.row(group.first / AT_ONCE);
            let bodies = paths.in_texts(&row, &mut self.scorer.reach.borrow_mut());
            group.take(bodies, |case, _| self.in_body(case));
        }
        if group.left != 0 && word.form == Form::Fuzzy && word.scope != Scope::Texts {
            let (scatter, keys) = self.scattered_in();
            let own = scatter.candidates(&row);
            let shared = keys.of_group(group.first, (group.left, own), &self.scorer);
            group.take(own, |case, at| self.scattered(scatter, case, shared[at]));
        }
    }

    fn corpus(&self) -> &Corpus {
        self.sweep.prepared.corpus
    }

    fn candidates(&self, paths: &Paths, row: &Row) -> Candidates {
        let pieces = self.scorer.seeker.word.form == Form::Fuzzy
            && self.scorer.seeker.word.scope != Scope::Texts;
        paths.candidates(row, pieces, &mut self.scorer.reach.borrow_mut())
    }

    /// What a case scores that is looked at as a whole.
    fn whole(&self, case: usize) -> Scored {
        let Prepared {
            corpus, columns, ..
        } = &self.sweep.prepared;
        let texts = corpus.targets(case, columns, self.depth == Depth::All);
        let targets = texts.targets();
        scored(&targets, self.scorer.seeker.find(&targets))
    }

    /// Looks for the best of the names in which the word is spelled or abbreviated: in titles, in those that cases share where
    /// these can score more, and in ids.
    fn in_names(&self, candidates: &Candidates, group: &mut Group) {
        let (corpus, names) = (self.corpus(), &self.sweep.names);
        let own = candidates.single | candidates.run;
        let mut titles = [Scored::default(); AT_ONCE];
        // Those whose own names may hold the word, and those whose titles score more than any name that is shared.
        let (mut may_hold, mut best) = (0, 0);
        for at in bits_of(group.left & own) {
            let (case, bit) = (group.first + at, 1 << at);
            if self
                .sweep
                .prepared
                .glancer
                .may_be_spelled_in(corpus.whole_own(case))
            {
                may_hold |= bit;
                titles[at] = self.in_titles(case, candidates.run & bit != 0);
                best |= if titles[at].score > self.sweep.most_shared {
                    bit
                } else {
                    0
                };
            }
        }
        let shared = names.of_group(group.first, (group.left & !best, own), &self.scorer);
        group.take(may_hold | found_in(&shared), |case, at| {
            let best = titles[at].or_better(shared[at]);
            let is_set = |mask: u64| mask & 1 << at != 0;
            if !is_set(may_hold) || best.score >= most(Place::Id) {
                return best;
            }
            let [.., id] = corpus.own(case);
            best.or_better(self.in_own(id, is_set(candidates.run)))
        });
    }

    /// The better of the titles of a case, in which the word is found by one unit or, if that may be, by several.
    fn in_titles(&self, case: usize, run: bool) -> Scored {
        let Prepared {
            corpus, glancer, ..
        } = &self.sweep.prepared;
        let [zh, en, _] = corpus.own(case);
        // A title without words only abbreviates such a word, so it need not be read if the other spells it.
        if glancer.is_spelled_by_words() && !corpus.has_words_in_chinese(case) {
            let spelled = self.in_own(en, run);
            if spelled.score >= score(Manner::Spelled, Place::Title(Lang::En), i64::MIN, false) {
                return spelled;
            }
        }
        self.in_own(zh, run).or_better(self.in_own(en, run))
    }

    fn in_own(&self, (place, codes): (Place, &[Code]), run: bool) -> Scored {
        let wanted = place.is_in(self.scorer.seeker.word.scope);
        let fit = wanted.then(|| self.scorer.fit(codes, run)).flatten();
        let found = fit.map(|fit| Scored::at(fit.score(place), place));
        found.unwrap_or_default()
    }

    fn in_pieces(&self, case: usize) -> Scored {
        let Prepared {
            corpus, columns, ..
        } = &self.sweep.prepared;
        let word = self.scorer.seeker.word;
        let may_be_in = |steps: &Steps| {
            let leads = self.sweep.leads.get_or_init(|| Leads::new(corpus));
            leads.may_be_in(case, steps, (corpus, columns))
        };
        if !self.scorer.seeker.steps.as_deref().is_some_and(may_be_in) {
            return Scored::default();
        }
        let texts = corpus.targets(case, columns, false);
        let targets = texts.targets();
        let names = targets.iter().enumerate();
        let names: Vec<(usize, &Target)> = names
            .filter(|(_, target)| target.place.is_in(word.scope))
            .collect();
        // Each name has its place among all targets with it.
        scored(&targets, self.scorer.seeker.find_pieces(&names))
    }

    /// The first of its own running texts in which the word is found: the summary counts before the sections.
    fn in_body(&self, case: usize) -> Scored {
        let Prepared {
            corpus, glancer, ..
        } = &self.sweep.prepared;
        if !glancer.may_be_found_in(corpus.whole_body(case)) {
            return Scored::default();
        }
        let mut texts = corpus.body(case);
        let found = texts
            .find(|(_, codes)| glancer.may_be_found_in(codes) && self.scorer.is_in_text(codes));
        let scored =
            found.map(|(place, _)| Scored::at(score(Manner::InText, place, 0, false), place));
        scored.unwrap_or_default()
    }

    /// The best of the names over which the word is scattered: its own, and what was found in those that it shares.
    fn scattered(&self, scatter: &Scatter, case: usize, shared: Scored) -> Scored {
        let (corpus, word) = (self.corpus(), self.scorer.seeker.word);
        let fit = |codes: &[Code], place: Place| match scatter.fit(codes, &self.scorer) {
            Some(fit) => Scored::at(fit.score(place), place),
            None => Scored::default(),
        };
        let mut best = Scored::default();
        // Letters and digits are scattered over words only.
        let wordless = word.text.is_ascii() && !corpus.has_words_in_chinese(case);
        let own = corpus.own(case).into_iter().skip(usize::from(wordless));
        for (place, codes) in own.filter(|(place, _)| place.is_in(word.scope)) {
            // Of equals what is shared counts before the id.
            if place == Place::Id {
                best = best.or_better(shared);
            }
            best = best.or_better(fit(codes, place));
        }
        best
    }
}

/// What was found among targets.
fn scored(targets: &[Target], found: Option<Found>) -> Scored {
    let Some(found) = found else {
        return Scored::default();
    };
    let ways = found.ways.iter();
    let places = ways.filter_map(|(at, _)| Some(targets.get(*at)?.place));
    Scored {
        score: found.score,
        places: places.collect(),
    }
}
