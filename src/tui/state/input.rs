//! What the keys act on: the prompt, the pane with the focus, chords of an unfinished key, keys that wait.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::tui::input::effect::Question;
use crate::tui::input::event::Event;
use crate::tui::input::key::Chord;
use crate::tui::input::keymap::Keymap;

use super::input_history::InputHistory;
use super::layout::Pane;
use super::prompt::Prompt;

/// The state of the keyboard and the prompt.
#[derive(Debug, Clone)]
pub(crate) struct Input {
    /// What the keys mean.
    pub keymap: Arc<Keymap>,
    /// Whether a filter is being typed.
    pub is_typing: bool,
    /// Chords typed so far of a multi-chord binding.
    pub chords: Vec<Chord>,
    /// The pane that keys act on.
    pub focus: Pane,
    /// The filter as typed. The list answers `Results::query`, which may be older.
    pub prompt: Prompt,
    pub history: InputHistory,
    pub queue: Queue,
}

/// Questions without an answer, and the keys that wait for the answers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Queue {
    pub asked: Vec<Question>,
    pub events: VecDeque<Event>,
}

impl Queue {
    /// Whether a question has no answer yet.
    pub fn awaits_answer(&self) -> bool {
        !self.asked.is_empty()
    }
}
