//! What happens to the browser.

use std::sync::Arc;

use crate::bundle::{Case, Document, DocumentError, Text};
use crate::search::{Completion, Depth, Facet, Query, SearchResult};

use super::key::Chord;

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A key was pressed.
    Key(Chord),
    /// Text was pasted.
    Paste(String),
    /// The terminal has this size now.
    Resize(Size),
    /// The answer to `Question::Search`; in many cases a first answer comes before, of what is found in names.
    Found {
        /// The text of the search.
        typed: String,
        /// The query parsed from it.
        query: Query,
        /// What was found.
        findings: SearchResult,
        /// In what of the cases it was looked for.
        depth: Depth,
    },
    /// The answer to `Question::Complete`.
    Completes {
        /// What was typed.
        typed: String,
        /// What completes it.
        completion: Completion,
    },
    /// The answer to `Question::CountFacets`.
    Facets {
        /// What was typed.
        typed: String,
        /// The facets.
        facets: Vec<Facet>,
    },
    /// The answer to `Effect::ReadDocument`.
    Document {
        /// The id of the source whose document it is.
        source: Text,
        /// The document, or why there is none.
        document: Answer,
    },
    /// The answer to `Effect::ReadCases`: those that could be read, each with its place in the bundle.
    Cases(Vec<(usize, Arc<Case>)>),
    /// The next cases of a bundle that is being loaded.
    Loaded {
        /// The cases, behind those that came before.
        cases: Arc<[Case]>,
        /// How far it is loaded with them.
        progress: Progress,
    },
    /// The bundle is loaded.
    LoadedAll {
        /// How many of its cases could not be read, and are left out.
        unreadable: usize,
        /// Whether what follows them could not be read either: the file was cut short, or changed.
        ends_early: bool,
    },
    /// The process received a signal, or the terminal is gone.
    Interrupted,
}

/// The answer to a request for a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It is this.
    Document(Document),
    /// No folder of documents was given.
    NotGiven,
    /// It cannot be used, for this reason.
    Unusable(DocumentError),
}

/// How far a bundle is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The bytes that were read.
    pub done: u64,
    /// The bytes of all of it.
    pub total: u64,
}

/// The size of a terminal in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Cells in a row.
    pub width: u16,
    /// Rows.
    pub height: u16,
}
