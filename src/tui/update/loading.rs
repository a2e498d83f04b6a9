//! A bundle that is being loaded: the cases so far can be used while more arrive.
//!
//! ```text
//! Loaded ─▶ catalogue ─▶ no query: the list grows, and the cursor stays on its case
//!                     └▶ else the query is repeated, once no other answer is awaited
//! ```
//!
//! No key waits for these questions: an answer stays until a newer one comes.

use crate::bundle::Case;
use crate::search::unranked_hits;
use crate::tui::input::effect::{Effect, Question};
use crate::tui::input::event::Progress;
use crate::tui::input::mode::Mode;
use crate::tui::state::app::App;

impl App {
    /// Adds the next cases of the bundle to the catalogue, and to the list if there is no query.
    pub(crate) fn loaded(&mut self, cases: &[Case], progress: Progress) {
        let before = self.library.catalogue.len();
        for case in cases {
            self.library.catalogue.add(case);
        }
        self.library.loading.progress = Some(progress);
        if self.results.answered.is_some() && self.results.query.is_empty() {
            self.results
                .hits
                .extend(unranked_hits(before..self.library.catalogue.len()));
            // The cursor stays on its case, even if the user did not choose it.
            let place = self.results.list.under_cursor();
            self.outline_around(place.and_then(|place| self.results.case_at(place)));
        }
    }

    /// Repeats the questions whose answers are on the screen if the bundle has grown by more than a quarter since they
    /// were asked, or is loaded, and no answer is awaited. Repeating them after every batch would take longer than
    /// loading.
    pub(crate) fn ask_again(&mut self) -> Vec<Effect> {
        /// A quarter more makes some thirty questions (1.25³¹ ≈ 1000) from the first thousand cases to the millionth.
        const PART: usize = 4;
        let (cases, asked_of) = (self.library.catalogue.len(), self.library.loading.asked_of);
        let more = cases - asked_of;
        let is_worth_it = match self.library.loading.progress {
            Some(_) => more > asked_of / PART,
            None => more > 0,
        };
        if !is_worth_it || self.awaits_answer() || !self.library.loading.asked.is_empty() {
            return Vec::new();
        }
        self.library.loading.asked_of = cases;
        let typed = self.input.prompt.text().to_owned();
        let mut questions = Vec::new();
        if !self.results.query.is_empty() {
            questions.push(Question::Search(typed.clone()));
        }
        if self.mode() == Mode::Facets {
            let lang = self.ui.lang;
            questions.push(Question::CountFacets { typed, lang });
        }
        self.library.loading.asked.clone_from(&questions);
        questions.into_iter().map(Effect::Ask).collect()
    }
}
