//! The entry point: `App::update` takes one event, changes the state, and returns the effects that it asks for.

use crate::catalogue::Catalogue;
use crate::text::one_line;
use crate::tui::input::effect::{Effect, Question};
use crate::tui::input::event::Event;
use crate::tui::input::key::Chord;
use crate::tui::input::keymap::Resolved;
use crate::tui::input::mode::Mode;
use crate::tui::state::app::{App, Start};

impl App {
    /// A browser over a catalogue, and its first effects.
    #[must_use]
    pub fn new(catalogue: Catalogue, start: Start) -> (Self, Vec<Effect>) {
        let filter = one_line(&start.filter);
        let mut app = Self::start(catalogue, start, &filter);
        app.derive();
        let effects = vec![app.search()];
        (app, effects)
    }

    /// Takes one event and returns the effects that it asks for. A key that depends on an answer is deferred and taken
    /// together with that answer.
    #[must_use]
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        if self.defer(&event) {
            return Vec::new();
        }
        let mut effects = self.process(event);
        while let Some(event) = self.next_deferred() {
            effects.extend(self.process(event));
        }
        effects
    }

    /// Handles one event that need not wait. What follows from the state is derived once, after all changes.
    fn process(&mut self, event: Event) -> Vec<Effect> {
        self.note_answer(&event);
        let is_about_cases = matches!(event, Event::Found { .. } | Event::Loaded { .. });
        let mut effects = self.handle(event);
        if is_about_cases && self.overlays.has_overview() {
            self.count_groups();
        }
        effects.extend(self.ask_again());
        effects.extend(self.request_document());
        self.derive();
        effects.extend(self.request_cases());
        effects
    }

    fn handle(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Key(chord) => return self.key(chord),
            Event::Paste(text) => return self.paste(&text),
            Event::Resize(size) => {
                self.ui.size = size;
                // Which rows have a snippet depends on the columns of the list.
                self.outline();
                // Even at the same size, since a resize may have garbled the terminal.
                return vec![Effect::Repaint];
            }
            Event::Found {
                typed,
                query,
                result,
                depth,
            } => self.found(typed, query, result, depth),
            Event::Cases(cases) => self.library.cases.store(cases),
            Event::Loaded { cases, progress } => self.loaded(&cases, progress),
            Event::LoadedAll {
                unreadable,
                ends_early,
            } => self.library.loading.end(unreadable, ends_early),
            Event::Completes { typed, completion } => {
                return self.show_candidates(&typed, completion);
            }
            Event::Facets { typed, facets } => {
                if typed == self.input.prompt.text() {
                    self.overlays.facets.set(facets);
                }
            }
            Event::Document { source, document } => self.reading.passage.store(&source, document),
            Event::Interrupted => return vec![Effect::Interrupt],
        }
        Vec::new()
    }

    fn key(&mut self, chord: Chord) -> Vec<Effect> {
        self.ui.message = None;
        let mut chords = std::mem::take(&mut self.input.chords);
        // A key that is not bound in the list of candidates accepts the chosen one and acts on the prompt.
        if self.mode() == Mode::Complete && self.resolve(&chords, chord) == Resolved::Nothing {
            self.close_candidates();
        }
        // After an unfinished chord, an unbound key that types nothing, such as Ctrl-C, has its usual meaning; Esc and
        // characters only cancel the chord.
        let cancels = chord.typed().is_some() || chord.is_escape();
        if self.resolve(&chords, chord) == Resolved::Nothing && !cancels {
            chords.clear();
        }
        match (self.resolve(&chords, chord), self.mode(), chord.typed()) {
            (Resolved::Action(action), _, _) => self.run_action(action),
            (Resolved::Begun, _, _) => {
                self.input.chords = chords;
                self.input.chords.push(chord);
                Vec::new()
            }
            (Resolved::Nothing, Mode::Filter, Some(c)) => self.type_char(c),
            (Resolved::Nothing, _, _) => Vec::new(),
        }
    }

    /// What a chord means in the current mode, after the `pending` chords.
    pub(crate) fn resolve(&self, pending: &[Chord], chord: Chord) -> Resolved {
        let keymap = &self.input.keymap;
        keymap.resolve(self.situation(), pending, chord)
    }

    fn paste(&mut self, text: &str) -> Vec<Effect> {
        match self.mode() {
            Mode::Filter => {}
            Mode::Complete => self.close_candidates(),
            _ => return Vec::new(),
        }
        // Leading white space of the paste stays as one blank, so that it begins a new word.
        let blank = if text.starts_with(char::is_whitespace) {
            " "
        } else {
            ""
        };
        self.type_text(&format!("{blank}{}", one_line(text)))
    }

    /// Searches for the filter in the prompt.
    pub(crate) fn search(&mut self) -> Effect {
        self.ask(Question::Search(self.input.prompt.text().to_owned()))
    }
}
