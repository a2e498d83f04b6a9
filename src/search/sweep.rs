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

use std::cell::RefCell;
use std::sync::{Arc, OnceLock};

use crate::bundle::Lang;

use super::bits::{AT_ONCE, bits_of};
use super::corpus::{Columns, Corpus};
use super::glance::{Glance, Glancer, fit_run};
use super::group::{Group, Scored, found_in};
use super::keys::Keys;
use super::leads::Leads;
use super::pairs::Row;
use super::paths::{Candidates, Paths, Reach};
use super::place::{Depth, Place, Scope};
use super::rank::{Manner, most, score};
use super::scatter::Scatter;
use super::seek::{Fit, Seeker};
use super::shared::Shared;
use super::spelling::Anchor;
use super::steps::Steps;
use super::texts::{Code, read};
use super::units::UnitId;
use super::word::{Form, Found, Target, Word};

/// A word that is looked for in all cases, and all that need not be found out again for each.
pub(super) struct Sweep<'a> {
    word: &'a Word,
    steps: Option<Arc<Steps<'a>>>,
    corpus: &'a Corpus,
    columns: &'a Columns,
    /// None if every case must be looked at as a whole.
    paths: Option<Paths>,
    glancer: Glancer<'a>,
    /// The most that a name scores which cases share.
    most_shared: u32,
    /// What it scores in the names that cases share; and once somebody asks, where parts of it are in names, what it scores in
    /// running texts, over which names it may be scattered, and what it scores there.
    names: Keys,
    leads: OnceLock<Leads>,
    texts: OnceLock<Keys>,
    scatter: OnceLock<Scatter>,
    scattered: OnceLock<Keys>,
}

impl<'a> Sweep<'a> {
    pub fn new(word: &'a Word, corpus: &'a Corpus, columns: &'a Columns) -> Self {
        let seeker = Seeker::new(word, &corpus.units);
        let paths = seeker.steps.as_ref().filter(|_| is_told_by_units(word));
        let within = word.may_be_within();
        let paths = paths.map(|steps| Paths::new(steps, &corpus.units, within));
        let glancer = Glancer::new(&seeker);
        let mut sweep = Self {
            word,
            steps: seeker.steps,
            corpus,
            columns,
            paths,
            glancer,
            most_shared: Shared::NAMES
                .map(|shared| most(shared.place()))
                .into_iter()
                .max()
                .unwrap_or(0),
            names: Keys::default(),
            leads: OnceLock::new(),
            texts: OnceLock::new(),
            scatter: OnceLock::new(),
            scattered: OnceLock::new(),
        };
        if sweep.paths.is_some() {
            sweep.names = Keys::of_names(&sweep.looking(Depth::Names));
        }
        sweep
    }

    pub fn paths(&self) -> Option<&Paths> {
        self.paths.as_ref()
    }

    pub fn names(&self) -> &Keys {
        &self.names
    }

    pub fn corpus(&self) -> &Corpus {
        self.corpus
    }

    pub fn columns(&self) -> &Columns {
        self.columns
    }

    /// One who looks; each thread has one.
    pub fn looking(&self, depth: Depth) -> Looking<'_> {
        Looking {
            sweep: self,
            depth,
            seeker: Seeker::of(self.word, &self.corpus.units, self.steps.clone()),
            buffers: RefCell::default(),
            characters: RefCell::default(),
        }
    }
}

/// Whether a word is found only where units spell it that codes tell, or within one of them: other words that count as they
/// stand may begin within a Latin word and go on behind it, and a blank between two words has no code.
fn is_told_by_units(word: &Word) -> bool {
    let han = word.text.chars().all(|c| !c.is_ascii());
    if word.text.contains(' ') {
        return false;
    }
    match word.form {
        Form::Fuzzy | Form::First | Form::Whole => true,
        Form::Exact | Form::Last => han || word.may_be_within(),
    }
}

/// Buffers that are used again and again.
#[derive(Default)]
struct Buffers {
    ids: Vec<UnitId>,
    reach: Reach,
}

/// One who looks for a word.
pub(super) struct Looking<'a> {
    pub sweep: &'a Sweep<'a>,
    depth: Depth,
    pub seeker: Seeker<'a>,
    buffers: RefCell<Buffers>,
    characters: RefCell<Vec<char>>,
}

impl Looking<'_> {
    /// Over which names the word may be scattered.
    pub fn scatter(&self) -> &Scatter {
        let scatter = &self.sweep.scatter;
        scatter.get_or_init(|| Scatter::new(&self.seeker))
    }

    /// What up to sixty-four cases score, of those that are `wanted`.
    pub fn group(&self, group: usize, wanted: u64, found: &mut [Scored; AT_ONCE]) {
        let mut group = Group {
            first: group * AT_ONCE,
            left: wanted,
            found,
        };
        match &self.sweep.paths {
            Some(paths) => self.manner_by_manner(paths, &mut group),
            None => group.take(u64::MAX, |case, _| self.whole(case)),
        }
    }

    /// Looks for each manner in those cases in which no better one was found.
    fn manner_by_manner(&self, paths: &Paths, group: &mut Group) {
        let Sweep { corpus, word, .. } = self.sweep;
        let row = corpus.names.row(group.first / AT_ONCE);
        let candidates = self.candidates(paths, &row);
        self.in_names(&candidates, group);
        group.take(candidates.pieces, |case, _| self.in_pieces(case));
        if self.depth == Depth::Names {
            return;
        }
        if group.left != 0 && self.looks_in_texts() {
            let texts = self.sweep.texts.get_or_init(|| Keys::of_texts(self));
            let shared = texts.of_group(group.first, (group.left, group.left), self);
            group.take(found_in(&shared), |_, at| shared[at]);
            let row = corpus.in_bodies.row(group.first / AT_ONCE);
            let bodies = paths.in_texts(&row, &mut self.buffers.borrow_mut().reach);
            group.take(bodies, |case, _| self.in_body(case));
        }
        if group.left != 0 && word.form == Form::Fuzzy && word.scope != Scope::Texts {
            let keys = &self.sweep.scattered;
            let keys = keys.get_or_init(|| Keys::of_scattered(self));
            let own = self.scatter().candidates(&row);
            let shared = keys.of_group(group.first, (group.left, own), self);
            group.take(own, |case, at| self.scattered(case, shared[at]));
        }
    }

    /// Whether the word is looked for in running texts.
    pub fn looks_in_texts(&self) -> bool {
        let word = self.sweep.word;
        matches!(word.form, Form::Fuzzy | Form::Exact) && word.scope != Scope::Titles
    }

    fn candidates(&self, paths: &Paths, row: &Row) -> Candidates {
        let pieces = self.sweep.word.form == Form::Fuzzy && self.sweep.word.scope != Scope::Texts;
        paths.candidates(row, pieces, &mut self.buffers.borrow_mut().reach)
    }

    /// What a case scores that is looked at as a whole.
    fn whole(&self, case: usize) -> Scored {
        let Sweep {
            corpus, columns, ..
        } = self.sweep;
        let texts = corpus.targets(case, columns, self.depth == Depth::All);
        let targets = texts.targets();
        scored(&targets, self.seeker.find(&targets))
    }

    /// Looks for the best of the names in which the word is spelled or abbreviated: in titles, in those that cases share where
    /// these can score more, and in ids.
    fn in_names(&self, candidates: &Candidates, group: &mut Group) {
        let Sweep { corpus, names, .. } = self.sweep;
        let own = candidates.single | candidates.run;
        let mut titles = [Scored::default(); AT_ONCE];
        // Those whose own names may hold the word, and those whose titles score more than any name that is shared.
        let (mut may_hold, mut best) = (0, 0);
        for at in bits_of(group.left & own) {
            let (case, bit) = (group.first + at, 1 << at);
            if self.sweep.glancer.may_be_spelled_in(corpus.whole_own(case)) {
                may_hold |= bit;
                titles[at] = self.in_titles(case, candidates.run & bit != 0);
                best |= if titles[at].score > self.sweep.most_shared {
                    bit
                } else {
                    0
                };
            }
        }
        let shared = names.of_group(group.first, (group.left & !best, own), self);
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
        let Sweep {
            corpus, glancer, ..
        } = self.sweep;
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
        let wanted = place.is_in(self.sweep.word.scope);
        let fit = wanted.then(|| self.fit(codes, run)).flatten();
        let found = fit.map(|fit| Scored::at(fit.score(place), place));
        found.unwrap_or_default()
    }

    /// How well the word is spelled or abbreviated in a text, by one unit or, if that may be, by several.
    pub fn fit(&self, codes: &[Code], run: bool) -> Option<Fit> {
        // A glance does not see the ends of a text.
        let anywhere = self.sweep.word.anchor() == Anchor::default();
        if !run && anywhere {
            match self.sweep.glancer.fit(codes, &self.sweep.corpus.units) {
                Glance::Fits(fit) => return Some(fit),
                Glance::FitsNot => return None,
                Glance::Unclear => {}
            }
        }
        if !self.sweep.glancer.may_be_spelled_in(codes) {
            return None;
        }
        let steps = self.seeker.steps.as_deref();
        if let Some(steps) = steps.filter(|_| self.sweep.word.form == Form::Fuzzy) {
            match fit_run(codes, steps, &self.sweep.corpus.units) {
                Glance::Fits(fit) => return Some(fit),
                Glance::FitsNot => return None,
                Glance::Unclear => {}
            }
        }
        self.with_units(codes, |ids| self.seeker.fit_run(ids).map(|(fit, _)| fit))
    }

    /// The units of codes.
    pub fn with_units<T>(&self, codes: &[Code], see: impl FnOnce(&[UnitId]) -> T) -> T {
        let mut buffers = self.buffers.borrow_mut();
        buffers.ids.clear();
        read(&self.sweep.corpus.units, codes, &mut buffers.ids);
        see(&buffers.ids)
    }

    /// The characters of codes.
    pub fn with_characters<T>(&self, codes: &[Code], see: impl FnOnce(&[char]) -> T) -> T {
        let mut characters = self.characters.borrow_mut();
        characters.clear();
        self.with_units(codes, |ids| {
            self.sweep.corpus.units.characters(ids, &mut characters);
        });
        see(&characters)
    }

    fn in_pieces(&self, case: usize) -> Scored {
        let Sweep {
            corpus,
            columns,
            word,
            ..
        } = self.sweep;
        let may_be_in = |steps: &Steps| {
            let leads = self.sweep.leads.get_or_init(|| Leads::new(corpus));
            leads.may_be_in(case, steps, (corpus, columns))
        };
        if !self.seeker.steps.as_deref().is_some_and(may_be_in) {
            return Scored::default();
        }
        let texts = corpus.targets(case, columns, false);
        let targets = texts.targets();
        let names = targets.iter().enumerate();
        let names: Vec<(usize, &Target)> = names
            .filter(|(_, target)| target.place.is_in(word.scope))
            .collect();
        // Each name has its place among all targets with it.
        scored(&targets, self.seeker.find_pieces(&names))
    }

    /// The first of its own running texts in which the word is found: the summary counts before the sections.
    fn in_body(&self, case: usize) -> Scored {
        let Sweep {
            corpus, glancer, ..
        } = self.sweep;
        if !glancer.may_be_found_in(corpus.whole_body(case)) {
            return Scored::default();
        }
        let mut texts = corpus.body(case);
        let found =
            texts.find(|(_, codes)| glancer.may_be_found_in(codes) && self.is_in_text(codes));
        let scored =
            found.map(|(place, _)| Scored::at(score(Manner::InText, place, 0, false), place));
        scored.unwrap_or_default()
    }

    /// Whether the word is found in a running text.
    pub fn is_in_text(&self, codes: &[Code]) -> bool {
        self.with_units(codes, |ids| self.seeker.is_in_text(ids))
    }

    /// The best of the names over which the word is scattered: its own, and what was found in those that it shares.
    fn scattered(&self, case: usize, shared: Scored) -> Scored {
        let Sweep { corpus, word, .. } = self.sweep;
        let scatter = self.scatter();
        let fit = |codes: &[Code], place: Place| match scatter.fit(codes, self) {
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
