//! Answers to a search. With many cases, a names-first answer may come before the full one.
//!
//! ```text
//! Found in names ─▶ the state so far is set aside, and these hits are shown
//! Found in all ───▶ the state set aside is restored, and these hits are shown instead
//! ```
//!
//! So a names-first answer leaves no trace: after the full answer, the state is as if that had been the only one. Keys
//! that act on the hits wait for the full answer (`typeahead`).

use crate::search::{Depth, Query, SearchResult, unranked_hits};
use crate::tui::state::app::App;
use crate::tui::state::results::{Aside, Results};

impl App {
    /// Shows what a search found, unless the prompt has changed since.
    pub(crate) fn found(
        &mut self,
        typed: String,
        query: Query,
        result: SearchResult,
        depth: Depth,
    ) {
        if typed != self.input.prompt.text() {
            return;
        }
        let was_first = self.take_back();
        if depth == Depth::Names {
            // The full answer to this query is listed already.
            if query == self.results.query {
                if was_first {
                    self.outline_around(self.results.chosen);
                }
                return;
            }
            self.set_aside();
        }
        self.results.answered = Some(typed);
        let same = query == self.results.query;
        if !same {
            // A new filter shows all that it finds, whatever was folded.
            self.results.shape.folds_mut(true).set_all(false);
        }
        // When the filter is cleared, the chosen case stays in view.
        let cleared = self.input.prompt.is_empty() && !self.results.query.is_empty();
        let found = cleared && self.results.selected().is_some();
        self.results.query = query;
        self.results.hits = result.hits;
        // An empty query also matches the cases loaded since the answer was made.
        if self.results.query.is_empty() {
            let more = self.results.hits.len()..self.library.catalogue.len();
            self.results.hits.extend(unranked_hits(more));
        }
        self.results.in_text = self
            .results
            .hits
            .iter()
            .filter(|hit| hit.fields.in_text())
            .count();
        self.results.mistakes = result.mistakes;
        if same {
            self.outline_around(self.results.chosen);
        } else {
            self.outline();
        }
        if found {
            self.reveal();
        }
    }

    /// Sets aside what the list and the panes beside it show.
    fn set_aside(&mut self) {
        let now = &mut self.results;
        let next = Results {
            query: now.query.clone(),
            answered: now.answered.clone(),
            mistakes: now.mistakes.clone(),
            in_text: now.in_text,
            shape: now.shape.clone(),
            chosen: now.chosen,
            marks: std::mem::take(&mut now.marks),
            ..Results::default()
        };
        self.aside = Some(Box::new(Aside {
            results: std::mem::replace(now, next),
            reading: self.reading.clone(),
        }));
    }

    /// Restores what was set aside, and returns whether anything was. What the user chose or marked since is kept.
    fn take_back(&mut self) -> bool {
        let Some(aside) = self.aside.take() else {
            return false;
        };
        let first = std::mem::replace(&mut self.results, aside.results);
        self.results.chosen = first.chosen;
        self.results.marks = first.marks;
        let original = self.reading.original;
        self.reading = aside.reading;
        self.reading.original = original;
        true
    }
}
