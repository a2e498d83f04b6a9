//! Progress of loading a bundle, and the questions that are repeated for its new cases.

use crate::tui::input::effect::Question;
use crate::tui::input::event::{Event, Progress};

/// How far the bundle is loaded.
#[derive(Debug, Clone, Default)]
pub(crate) struct Loading {
    /// `None` when loading is done.
    pub(crate) progress: Option<Progress>,
    /// The number of cases that could not be read; known when loading is done.
    unreadable: usize,
    /// Whether the bundle is truncated.
    ends_early: bool,
    /// The number of cases when questions were last repeated.
    pub(crate) asked_of: usize,
    /// Repeated questions that have no answer yet.
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

    /// The number of cases that could not be read; 0 until loading is done.
    pub fn unreadable(&self) -> usize {
        self.unreadable
    }

    /// Whether the bundle is truncated; false until loading is done.
    pub fn ends_early(&self) -> bool {
        self.ends_early
    }

    /// Ends loading.
    pub fn end(&mut self, unreadable: usize, ends_early: bool) {
        self.progress = None;
        self.unreadable = unreadable;
        self.ends_early = ends_early;
    }

    /// Removes the repeated question that an event answers, if it answers one.
    pub fn note_answer(&mut self, event: &Event) {
        self.asked
            .retain(|question| !question.is_answered_by(event));
    }

    /// Drops a repeated search, which a newer search supersedes.
    pub fn forget_search(&mut self) {
        self.asked
            .retain(|question| !matches!(question, Question::Search(_)));
    }
}
