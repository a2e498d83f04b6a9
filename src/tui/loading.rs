//! A bundle that is being loaded: what has come is there to be used, and more comes.
//!
//! ```text
//! Loaded ─▶ catalogue ─▶ nothing is looked for: the list grows, and the cursor stays on its case
//!                     └▶ else what is looked for is asked again, when the last answer is there
//! ```
//!
//! Nothing waits for these questions: the answers that are there stand until newer ones come.

use crate::bundle::Case;
use crate::search::unranked_hits;

use super::app::App;
use super::effect::{Effect, Question};
use super::event::{Event, Progress};
use super::keymap::Mode;

/// How far the bundle is loaded, and what is to be asked again for it.
#[derive(Debug, Clone, Default)]
pub(super) struct Loading {
    /// None when all is there.
    progress: Option<Progress>,
    /// How many cases could not be read.
    unreadable: usize,
    /// Whether there was more that could not be read.
    ends_early: bool,
    /// How many cases there were when what is on the screen was asked again.
    asked_of: usize,
    /// What was asked again and is not answered yet.
    asked: Vec<Question>,
}

impl Loading {
    pub fn new(progress: Option<Progress>) -> Self {
        Self {
            progress,
            ..Self::default()
        }
    }

    pub fn progress(&self) -> Option<Progress> {
        self.progress
    }

    /// How many cases could not be read, which is known when all is loaded.
    pub fn unreadable(&self) -> usize {
        self.unreadable
    }

    /// Whether the bundle could not be read to its end.
    pub fn ends_early(&self) -> bool {
        self.ends_early
    }

    /// All is loaded that can be.
    pub fn end(&mut self, unreadable: usize, ends_early: bool) {
        self.progress = None;
        self.unreadable = unreadable;
        self.ends_early = ends_early;
    }

    /// Takes note of an event, which may be an answer.
    pub fn note_answer(&mut self, event: &Event) {
        self.asked
            .retain(|question| !question.is_answered_by(event));
    }

    /// A search that was asked for again is superseded by a newer one.
    pub fn forget_search(&mut self) {
        self.asked
            .retain(|question| !matches!(question, Question::Search(_)));
    }
}

impl App {
    /// Takes in the next cases of the bundle.
    pub(super) fn loaded(&mut self, cases: &[Case], progress: Progress) {
        let before = self.catalogue.len();
        for case in cases {
            self.catalogue.add(case);
        }
        self.loading.progress = Some(progress);
        if self.answered.is_some() && self.query.is_empty() {
            self.hits
                .extend(unranked_hits(before..self.catalogue.len()));
            // The cursor stays on its case, even if that was not chosen.
            let place = self.list.under_cursor();
            self.outline_around(place.and_then(|place| self.case_at(place)));
        }
    }

    /// Asks again what is on the screen, if the bundle has grown by a good part since it was asked, or is there at last,
    /// and no answer is awaited. To ask about every few cases would take longer than to load them.
    pub(super) fn ask_anew(&mut self) -> Vec<Effect> {
        /// A quarter more is worth a question, so there are some twenty from the first thousand cases to the millionth.
        const PART: usize = 4;
        let (cases, asked_of) = (self.catalogue.len(), self.loading.asked_of);
        let more = cases - asked_of;
        let is_worth_it = match self.loading.progress {
            Some(_) => more > asked_of / PART,
            None => more > 0,
        };
        if !is_worth_it || self.awaits_answer() || !self.loading.asked.is_empty() {
            return Vec::new();
        }
        self.loading.asked_of = cases;
        let typed = self.prompt.text().to_owned();
        let mut questions = Vec::new();
        if !self.query.is_empty() {
            questions.push(Question::Search(typed.clone()));
        }
        if self.mode == Mode::Facets {
            let lang = self.lang;
            questions.push(Question::CountFacets { typed, lang });
        }
        self.loading.asked.clone_from(&questions);
        questions.into_iter().map(Effect::Ask).collect()
    }
}
