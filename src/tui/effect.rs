//! What the browser asks of the world.

use std::cell::OnceCell;
use std::sync::Arc;

use crate::bundle::{Bundle, Source, Text};
use crate::search::{Findings, Index, Query, all};

use super::event::Event;

/// Something the browser asks for. The answer, if there is one, is an [`Event`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Search for what was typed; answered by [`Event::Found`].
    Search(String),
    /// Read a source's document; answered by [`Event::Document`].
    ReadDocument(Source),
    /// Remember what was looked for, for later runs.
    Remember(String),
    /// Forget what the screen shows and paint all of it.
    Repaint,
    /// End the program with these cases picked, by their ids; with none if nothing matched.
    Pick(Vec<Text>),
    /// End the program.
    Quit {
        /// Whether it was interrupted rather than asked to end.
        interrupted: bool,
    },
}

/// Answers searches over one bundle.
pub struct Searcher {
    bundle: Arc<Bundle>,
    /// Made for the first search, so that the first frame does not wait for it.
    index: OnceCell<Index>,
}

impl Searcher {
    /// A searcher of a bundle.
    #[must_use]
    pub fn new(bundle: Arc<Bundle>) -> Self {
        Self {
            bundle,
            index: OnceCell::new(),
        }
    }

    /// Makes ready for the first search.
    pub fn prepare(&self) {
        self.index();
    }

    /// Searches for what was typed.
    #[must_use]
    pub fn answer(&self, typed: String) -> Event {
        let query = Query::new(&typed);
        // Nothing typed needs no index.
        let findings = if typed.trim().is_empty() {
            Findings {
                hits: all(&self.bundle),
                mistakes: Vec::new(),
            }
        } else {
            self.index().search(&query)
        };
        Event::Found {
            query: typed,
            findings,
        }
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(&self.bundle))
    }
}
