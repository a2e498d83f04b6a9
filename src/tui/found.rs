//! What was found: first in names, if there are many cases, then in all texts.
//!
//! ```text
//! Found in names ─▶ shown, and what was shown before is set aside
//! Found in all ───▶ what was set aside is taken back, and this is shown in its place
//! ```
//!
//! So a first answer is seen, and leaves no trace: whatever follows from the answer to all that was typed is as if there
//! had been no other. Keys that act on what is found wait for that answer (`wait`).

use crate::search::{Depth, Hit, Mistake, Query, SearchResult, unranked_hits};

use super::app::App;
use super::shape::Shape;
use crate::tui::panes::list::ListPane;
use crate::tui::panes::metrics::MetricsPane;
use crate::tui::panes::passage::PassagePane;
use crate::tui::panes::reader::ReaderPane;

/// What a first answer changes, as it was before.
#[derive(Debug, Clone)]
pub(super) struct Aside {
    query: Query,
    answered: Option<String>,
    hits: Vec<Hit>,
    in_text: usize,
    mistakes: Vec<Mistake>,
    shape: Shape,
    list: ListPane,
    reader: ReaderPane,
    passage: PassagePane,
    metrics: MetricsPane,
}

impl App {
    /// Takes in what was found, unless something else was typed meanwhile.
    pub(super) fn found(&mut self, typed: &str, findings: SearchResult, depth: Depth) {
        if typed != self.prompt.text() {
            return;
        }
        let query = Query::new(typed);
        let was_first = self.take_back();
        if depth == Depth::Names {
            // All that this finds was listed before it, or is.
            if query == self.query {
                if was_first {
                    self.outline_around(self.chosen);
                }
                return;
            }
            self.set_aside();
        }
        self.answered = Some(typed.to_owned());
        let same = query == self.query;
        if !same {
            // Whatever was folded, a filter shows what it finds.
            self.shape.folds_mut(true).set_all(false);
        }
        // What was found stays in view when the filter is cleared.
        let cleared = self.prompt.is_empty() && !self.query.is_empty();
        let found = cleared && self.selected_index().is_some();
        self.query = query;
        self.hits = findings.hits;
        // What came after the answer was made is found by an empty query as well.
        if self.query.is_empty() {
            let more = self.hits.len()..self.catalogue.len();
            self.hits.extend(unranked_hits(more));
        }
        self.in_text = self.hits.iter().filter(|hit| hit.fields.in_text()).count();
        self.mistakes = findings.mistakes;
        if same {
            self.outline_around(self.chosen);
        } else {
            self.outline();
        }
        if found {
            self.reveal();
        }
    }

    /// Whether the list shows a first answer, and texts are still being searched.
    pub(super) fn shows_names_only(&self) -> bool {
        self.aside.is_some()
    }

    /// Sets aside what the list shows.
    fn set_aside(&mut self) {
        self.aside = Some(Box::new(Aside {
            query: self.query.clone(),
            answered: self.answered.clone(),
            hits: std::mem::take(&mut self.hits),
            in_text: self.in_text,
            mistakes: self.mistakes.clone(),
            shape: self.shape.clone(),
            list: std::mem::take(&mut self.list),
            reader: self.reader.clone(),
            passage: self.passage.clone(),
            metrics: self.metrics.clone(),
        }));
    }

    /// Takes back what was set aside; whether anything was.
    fn take_back(&mut self) -> bool {
        let Some(aside) = self.aside.take() else {
            return false;
        };
        self.query = aside.query;
        self.answered = aside.answered;
        self.hits = aside.hits;
        self.in_text = aside.in_text;
        self.mistakes = aside.mistakes;
        self.shape = aside.shape;
        self.list = aside.list;
        self.reader = aside.reader;
        self.passage = aside.passage;
        self.metrics = aside.metrics;
        true
    }
}
