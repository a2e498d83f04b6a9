//! Reads published documents from the folder that `--sources` names, if one was given.

use std::path::PathBuf;

use crate::bundle::{Document, Source};
use crate::tui::input::event::{Answer, Event};

/// The folder of published documents, if one was given.
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
