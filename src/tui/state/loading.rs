//! How far a large bundle is loaded, and which questions were asked again for its new cases.

use crate::tui::input::effect::Question;
use crate::tui::input::event::{Event, Progress};

/// How far the bundle is loaded, and what is to be asked again for it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Loading {
    /// None when all is there.
    pub(crate) progress: Option<Progress>,
    /// How many cases could not be read.
    unreadable: usize,
    /// Whether there was more that could not be read.
    ends_early: bool,
    /// How many cases there were when what is on the screen was asked again.
    pub(crate) asked_of: usize,
    /// What was asked again and is not answered yet.
    pub(crate) asked: Vec<Question>,
}

impl Loading {
    pub fn new(progress: Option<Progress>) -> Self {
        Self {
            progress,
            ..Self::default()
        }
    }

    pub fn progress(&self) -> Option<Progress> {
        self.progress
    }

    /// How many cases could not be read, which is known when all is loaded.
    pub fn unreadable(&self) -> usize {
        self.unreadable
    }

    /// Whether the bundle could not be read to its end.
    pub fn ends_early(&self) -> bool {
        self.ends_early
    }

    /// All is loaded that can be.
    pub fn end(&mut self, unreadable: usize, ends_early: bool) {
        self.progress = None;
        self.unreadable = unreadable;
        self.ends_early = ends_early;
    }

    /// Takes note of an event, which may be an answer.
    pub fn note_answer(&mut self, event: &Event) {
        self.asked
            .retain(|question| !question.is_answered_by(event));
    }

    /// A search that was asked for again is superseded by a newer one.
    pub fn forget_search(&mut self) {
        self.asked
            .retain(|question| !matches!(question, Question::Search(_)));
    }
}
