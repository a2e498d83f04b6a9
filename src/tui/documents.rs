//! The published documents, where somebody has them at hand.

use std::path::PathBuf;

use crate::bundle::{Document, Source};

use super::event::Event;

/// The folder of the published documents, if there is one.
#[derive(Debug, Clone, Default)]
pub struct Documents {
    folder: Option<PathBuf>,
}

/// Why a document cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoDocument {
    /// No folder of documents was given.
    NotGiven,
    /// What is wrong with it, in words.
    Unreadable(String),
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
            None => Err(NoDocument::NotGiven),
            Some(folder) => Document::read(folder, source)
                .map_err(|problem| NoDocument::Unreadable(problem.to_string())),
        };
        Event::Document {
            source: source.id.clone(),
            document,
        }
    }
}
