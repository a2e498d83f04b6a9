//! What the browser asks of the world.

use crate::bundle::{Lang, Source};
use crate::search::Depth;

use super::event::Event;

/// Something the browser asks for. The answer, if there is one, is an [`Event`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Answer a question about the bundle.
    Ask(Question),
    /// Read a source's document; answered by [`Event::Document`].
    ReadDocument(Source),
    /// Read these cases, by their places in the bundle; answered by [`Event::Cases`] before the next frame is drawn.
    ReadCases(Vec<usize>),
    /// Put a text on the clipboard of the user's terminal.
    Copy(String),
    /// Remember what was looked for, for later runs.
    Remember(String),
    /// Forget what the screen shows and paint all of it.
    Repaint,
    /// End the program with these cases picked, by their indices in the bundle; empty if nothing matched.
    Pick(Vec<usize>),
    /// End the program.
    Quit {
        /// Whether it was interrupted rather than asked to end.
        interrupted: bool,
    },
}

/// What is asked about a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// What meets what was typed? Answered by [`Event::Found`].
    Search(String),
    /// What completes the word before the caret? Answered by [`Event::Completes`].
    Complete {
        /// What was typed.
        typed: String,
        /// Where the caret is, in bytes.
        caret: usize,
        /// In which language it is completed.
        lang: Lang,
    },
    /// How many cases has each value of the facets? Answered by [`Event::Facets`].
    CountFacets {
        /// What was typed.
        typed: String,
        /// In which language they are named.
        lang: Lang,
    },
}

impl Question {
    /// Whether this event is the answer; a first answer is not.
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
