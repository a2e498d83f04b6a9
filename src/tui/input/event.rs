//! Events: everything that happens to the browser.

use std::sync::Arc;

use crate::bundle::{Case, Document, DocumentError, Text};
use crate::search::{Completion, Depth, Facet, Query, SearchResult};

use super::key::Chord;

/// Input, an answer to an effect, or progress of loading.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A key was pressed.
    Key(Chord),
    /// Text was pasted.
    Paste(String),
    /// The terminal's new size.
    Resize(Size),
    /// An answer to `Question::Search`. With many cases, a names-first answer may come before the full one.
    Found {
        /// The text of the query.
        typed: String,
        /// The query parsed from it.
        query: Query,
        /// The hits, and what of the query was ignored.
        result: SearchResult,
        /// Whether names or all texts were searched.
        depth: Depth,
    },
    /// The answer to `Question::Complete`.
    Completes {
        /// The text of the prompt.
        typed: String,
        /// The candidates.
        completion: Completion,
    },
    /// The answer to `Question::CountFacets`.
    Facets {
        /// The text of the query.
        typed: String,
        /// The facets with their counts.
        facets: Vec<Facet>,
    },
    /// The answer to `Effect::ReadDocument`.
    Document {
        /// The id of the source.
        source: Text,
        /// The document, or why there is none.
        document: Answer,
    },
    /// The answer to `Effect::ReadCases`: the cases that could be read, each with its index in the bundle.
    Cases(Vec<(usize, Arc<Case>)>),
    /// The next cases of a bundle that is being loaded.
    Loaded {
        /// The cases that follow those loaded before, in the order of the bundle.
        cases: Arc<[Case]>,
        /// The progress, these cases included.
        progress: Progress,
    },
    /// The bundle is loaded.
    LoadedAll {
        /// The number of rejected cases, which are left out.
        unreadable: usize,
        /// Whether the rest of the file could not be read: it is truncated, or changed while it was loaded.
        ends_early: bool,
    },
    /// The process received a signal, or the terminal is gone.
    Interrupted,
}

/// The answer to `Effect::ReadDocument`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The document.
    Document(Document),
    /// No folder of documents was given.
    NotGiven,
    /// The document cannot be used; why.
    Unusable(DocumentError),
}

/// How far a bundle is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read so far.
    pub done: u64,
    /// Bytes in all.
    pub total: u64,
}

/// The size of a terminal in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Width in cells.
    pub width: u16,
    /// Height in rows.
    pub height: u16,
}
