//! The type-ahead queue: keys that are deferred until the answers they depend on.
//!
//! Typing never waits: the prompt takes every key at once, even while a search runs. A key that acts on the results, such
//! as Enter, refers to the results of all that was typed, however fast it was pressed. It is deferred until the answer
//! comes, and so is every key after it. Esc drops the deferred keys; Ctrl-C never waits.

use crate::tui::input::action::Action;
use crate::tui::input::effect::{Effect, Question};
use crate::tui::input::event::Event;
use crate::tui::input::keymap::Resolved;
use crate::tui::input::mode::{Mode, Situation};
use crate::tui::state::app::App;

impl App {
    /// Asks a question and notes that its answer is awaited.
    pub(crate) fn ask(&mut self, question: Question) -> Effect {
        if let Question::Search(_) = question {
            self.library.loading.forget_search();
        }
        self.input.queue.ask(question.clone());
        Effect::Ask(question)
    }

    /// Notes the answer to a question, if the event is one.
    pub(crate) fn note_answer(&mut self, event: &Event) {
        self.input.queue.note_answer(event);
        self.library.loading.note_answer(event);
    }

    /// Defers an event if it must wait. Returns whether it did.
    pub(crate) fn defer(&mut self, event: &Event) -> bool {
        if self.means(event, Action::Leave) || !matches!(event, Event::Key(_) | Event::Paste(_)) {
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

    /// The next deferred event, if it need not wait any longer.
    pub(crate) fn next_deferred(&mut self) -> Option<Event> {
        let event = self.input.queue.events.front()?;
        if self.must_wait(event) {
            return None;
        }
        self.input.queue.events.pop_front()
    }

    /// Whether an event depends on an answer that has not come yet.
    fn must_wait(&self, event: &Event) -> bool {
        let searches = self.input.queue.awaits_only_search();
        let waits = self.awaits_answer() && !(searches && self.only_edits_prompt(event));
        waits || self.library.cases.is_waiting()
    }

    /// Whether an event only changes the prompt.
    fn only_edits_prompt(&self, event: &Event) -> bool {
        if !matches!(self.mode(), Mode::Filter | Mode::Complete) {
            return false;
        }
        let Event::Key(chord) = event else {
            return true;
        };
        let resolved = match self.resolve(&self.input.chords, *chord) {
            // A key that is not bound in the list of candidates acts on the prompt under it.
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

    /// Whether an event is the key of an action in the present mode.
    fn means(&self, event: &Event, action: Action) -> bool {
        matches!(event, Event::Key(chord) if self.resolve(&[], *chord) == Resolved::Action(action))
    }
}
