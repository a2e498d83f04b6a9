//! The published documents, where somebody has them at hand.

use std::path::PathBuf;

use crate::bundle::{Document, DocumentError, Source};

use super::event::Event;

/// The folder of the published documents, if there is one.
#[derive(Debug, Clone, Default)]
pub struct Documents {
    folder: Option<PathBuf>,
}

/// What came of asking for a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It is this.
    Document(Document),
    /// No folder of documents was given.
    NotGiven,
    /// It cannot be used, for this reason.
    Unusable(DocumentError),
}

impl Documents {
    /// The documents of a folder.
    #[must_use]
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder }
    }

    /// Reads a source's document.
    #[must_use]
    pub fn answer(&self, source: &Source) -> Event {
        let document = match &self.folder {
            None => Answer::NotGiven,
            Some(folder) => {
                Document::read(folder, source).map_or_else(Answer::Unusable, Answer::Document)
            }
        };
        Event::Document {
            source: source.id.clone(),
            document,
        }
    }
}
