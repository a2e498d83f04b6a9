//! Performs the effects of the model, in any [`World`].

use std::collections::VecDeque;

use crate::bundle::Source;
use crate::tui::input::effect::{Effect, Question};
use crate::tui::input::event::Event;
use crate::tui::state::app::App;

/// How browsing ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// The user quit.
    Quit,
    /// The user picked these cases, by their indices in the bundle; empty if nothing matched.
    Picked(Vec<usize>),
    /// Interrupted by Ctrl-C, by a signal, or because the terminal is gone.
    Interrupted,
}

/// What is outside the model: search, files, terminal.
pub trait World {
    /// Asks a question. Returns the answer if it is known at once; otherwise it arrives as an event.
    fn ask(&mut self, question: Question) -> Option<Event>;

    /// Reads cases by their indices in the bundle; returns [`Event::Cases`].
    fn read_cases(&mut self, cases: &[usize]) -> Event;

    /// Reads the document of a source; returns [`Event::Document`].
    fn read_document(&mut self, source: &Source) -> Event;

    /// Puts a text on the clipboard of the user's terminal.
    fn copy(&mut self, text: String);

    /// Adds a filter to the history.
    fn remember(&mut self, filter: String);

    /// Repaints the whole screen with the next frame.
    fn repaint(&mut self);
}

/// Performs effects, and the effects that follow from their answers. Returns how browsing ended, if it did.
pub fn perform(app: &mut App, effects: Vec<Effect>, world: &mut impl World) -> Option<End> {
    let mut effects = VecDeque::from(effects);
    while let Some(effect) = effects.pop_front() {
        let answer = match effect {
            Effect::Ask(question) => world.ask(question),
            Effect::ReadCases(cases) => Some(world.read_cases(&cases)),
            Effect::ReadDocument(source) => Some(world.read_document(&source)),
            Effect::Copy(text) => {
                world.copy(text);
                None
            }
            Effect::Remember(filter) => {
                world.remember(filter);
                None
            }
            Effect::Repaint => {
                world.repaint();
                None
            }
            Effect::Pick(cases) => return Some(End::Picked(cases)),
            Effect::Quit => return Some(End::Quit),
            Effect::Interrupt => return Some(End::Interrupted),
        };
        if let Some(answer) = answer {
            effects.extend(app.update(answer));
        }
    }
    None
}
