//! The published documents, where somebody has them at hand.

use std::path::PathBuf;

use crate::bundle::{Document, Source};

use super::event::Event;

/// The folder of the published documents, if there is one.
#[derive(Debug, Clone, Default)]
pub struct Documents {
    folder: Option<PathBuf>,
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
        let folder = self.folder.as_deref();
        Event::Document {
            source: source.id.clone(),
            document: folder.map(|folder| Document::read(folder, source)),
        }
    }
}
