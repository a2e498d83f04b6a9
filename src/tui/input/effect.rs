//! Effects: what the model asks the runtime to do.

use crate::bundle::{Lang, Source};
use crate::search::Depth;

use super::event::Event;

/// A request to the runtime. Its answer, if it has one, arrives as an [`Event`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Answer a question about the bundle; each [`Question`] names the event that answers it.
    Ask(Question),
    /// Read a source's document; answered by [`Event::Document`].
    ReadDocument(Source),
    /// Read these cases, by index in the bundle; answered by [`Event::Cases`] before the next frame is drawn.
    ReadCases(Vec<usize>),
    /// Copy a text to the clipboard of the user's terminal.
    Copy(String),
    /// Add a filter to the history file.
    Remember(String),
    /// Repaint the whole screen, not only the cells that changed.
    Repaint,
    /// End the program with these cases picked, by index in the bundle; with no case if nothing matched.
    Pick(Vec<usize>),
    /// End the program.
    Quit,
    /// End the program as interrupted: by Ctrl-C, a signal or a lost terminal.
    Interrupt,
}

/// A question about the bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Which cases match this query? Answered by [`Event::Found`].
    Search(String),
    /// What completes the word at the caret? Answered by [`Event::Completes`].
    Complete {
        /// The text of the prompt.
        typed: String,
        /// The byte offset of the caret.
        caret: usize,
        /// The language of the candidates.
        lang: Lang,
    },
    /// How many cases does each facet value have? Answered by [`Event::Facets`].
    CountFacets {
        /// The text of the query.
        typed: String,
        /// The language of the value names.
        lang: Lang,
    },
}

impl Question {
    /// Whether an event is the full answer to this question; a names-first answer is not.
    pub(crate) fn is_answered_by(&self, event: &Event) -> bool {
        match (self, event) {
            (
                Self::Search(typed),
                Event::Found {
                    typed: of, depth, ..
                },
            ) => typed == of && *depth == Depth::All,
            (Self::Complete { typed, .. }, Event::Completes { typed: of, .. })
            | (Self::CountFacets { typed, .. }, Event::Facets { typed: of, .. }) => typed == of,
            _ => false,
        }
    }
}
