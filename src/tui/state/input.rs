//! The state of the keyboard: keymap, unfinished chords, focus, prompt, queued keys.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::text::one_line;
use crate::tui::input::effect::Question;
use crate::tui::input::event::Event;
use crate::tui::input::key::Chord;
use crate::tui::input::keymap::Keymap;

use super::input_history::InputHistory;
use super::layout::Pane;
use super::prompt::Prompt;
use super::scroll::Direction;

/// The state of the keyboard and the prompt.
#[derive(Debug, Clone)]
pub(crate) struct Input {
    /// The bindings.
    pub keymap: Arc<Keymap>,
    /// Whether a filter is being typed.
    pub is_typing: bool,
    /// Chords typed so far of a multi-chord binding.
    pub chords: Vec<Chord>,
    /// The pane that keys act on.
    pub focus: Pane,
    /// The filter as typed. `Results::query`, which the list answers, may be older.
    pub prompt: Prompt,
    pub history: InputHistory,
    /// Keys typed ahead of answers.
    pub queue: Queue,
}

impl Input {
    /// Puts an older or a newer filter into the prompt; the history keeps what was typed. Returns whether there was one.
    pub fn recall(&mut self, direction: Direction) -> bool {
        let filter = self.history.step(direction, self.prompt.text());
        if let Some(filter) = &filter {
            self.prompt = Prompt::new(filter);
        }
        filter.is_some()
    }

    /// Adds the filter to the history. Returns it unless it is empty or was the newest already.
    pub fn remember(&mut self) -> Option<String> {
        let filter = one_line(self.prompt.text());
        self.history.add(&filter).then_some(filter)
    }
}

/// Questions without an answer, and the keys that wait for the answers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Queue {
    /// Questions that have no answer yet, oldest first.
    pub asked: Vec<Question>,
    /// Deferred keys and pastes, oldest first.
    pub events: VecDeque<Event>,
}

impl Queue {
    /// Whether a question has no answer yet.
    pub fn awaits_answer(&self) -> bool {
        !self.asked.is_empty()
    }

    /// Notes a question that is about to be asked. A search supersedes an earlier one, whose answer is not awaited.
    pub fn ask(&mut self, question: Question) {
        if let Question::Search(_) = question {
            self.asked
                .retain(|asked| !matches!(asked, Question::Search(_)));
        }
        self.asked.push(question);
    }

    /// Removes the question that an event answers, if it answers one.
    pub fn note_answer(&mut self, event: &Event) {
        self.asked
            .retain(|question| !question.is_answered_by(event));
    }

    /// Whether every awaited answer is that of a search.
    pub fn awaits_only_search(&self) -> bool {
        let mut asked = self.asked.iter();
        asked.all(|question| matches!(question, Question::Search(_)))
    }
}
