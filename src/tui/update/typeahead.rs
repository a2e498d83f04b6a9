//! Keys that come before the answers they depend on.
//!
//! Typing never waits: the prompt takes every key at once, whatever is still being searched. But a key that acts on
//! what is found, such as Enter, means what all of the typed text finds, however fast it was pressed. So it is put off
//! until the answer is there, and so is every key behind it. Esc forgets what was put off; Ctrl-C never waits.

use crate::tui::input::action::Action;
use crate::tui::input::effect::{Effect, Question};
use crate::tui::input::event::Event;
use crate::tui::input::keymap::Resolved;
use crate::tui::input::mode::{Mode, Situation};
use crate::tui::state::app::App;

impl App {
    /// Asks a question, and knows that it is asked.
    pub(crate) fn ask(&mut self, question: Question) -> Effect {
        if let Question::Search(_) = question {
            let is_search = |question: &Question| matches!(question, Question::Search(_));
            self.input
                .queue
                .asked
                .retain(|question| !is_search(question));
            self.library.loading.forget_search();
        }
        self.input.queue.asked.push(question.clone());
        Effect::Ask(question)
    }

    /// Takes note of an event, which may be an answer.
    pub(crate) fn note_answer(&mut self, event: &Event) {
        self.input
            .queue
            .asked
            .retain(|question| !question.is_answered_by(event));
        self.library.loading.note_answer(event);
    }

    /// Puts an event off if it must wait; whether it did.
    pub(crate) fn puts_off(&mut self, event: &Event) -> bool {
        if self.is_key(event, Action::Leave) || !matches!(event, Event::Key(_) | Event::Paste(_)) {
            return false;
        }
        if matches!(event, Event::Key(chord) if chord.is_escape()) {
            self.input.queue.events.clear();
            return false;
        }
        let waits = !self.input.queue.events.is_empty() || self.must_wait(event);
        if waits {
            self.input.queue.events.push_back(event.clone());
        }
        waits
    }

    /// What was put off and need not wait any longer.
    pub(crate) fn next_put_off(&mut self) -> Option<Event> {
        let event = self.input.queue.events.front()?;
        if self.must_wait(event) {
            return None;
        }
        self.input.queue.events.pop_front()
    }

    /// Whether an event depends on an answer that is not there yet.
    fn must_wait(&self, event: &Event) -> bool {
        let searches = self
            .input
            .queue
            .asked
            .iter()
            .all(|question| matches!(question, Question::Search(_)));
        let waits = self.awaits_answer() && !(searches && self.types(event));
        waits || self.library.cases.waits()
    }

    /// Whether an event only changes the prompt.
    fn types(&self, event: &Event) -> bool {
        if !matches!(self.mode(), Mode::Filter | Mode::Complete) {
            return false;
        }
        let Event::Key(chord) = event else {
            return true;
        };
        let resolved = match self.resolve(&self.input.chords, *chord) {
            // What is no key of the candidates is one of the prompt behind them.
            Resolved::Nothing => {
                let prompt = Situation {
                    mode: Mode::Filter,
                    ..self.situation()
                };
                self.input
                    .keymap
                    .resolve(prompt, &self.input.chords, *chord)
            }
            resolved => resolved,
        };
        match resolved {
            Resolved::Action(action) => action.types(),
            Resolved::Begun => false,
            Resolved::Nothing => true,
        }
    }

    fn is_key(&self, event: &Event, action: Action) -> bool {
        matches!(event, Event::Key(chord) if self.resolve(&[], *chord) == Resolved::Action(action))
    }
}
