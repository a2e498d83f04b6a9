//! Events into the model: `App::update` takes one event, changes the state, and returns the effects it asks for.

use crate::catalogue::Catalogue;
use crate::text::one_line;
use crate::tui::input::effect::{Effect, Question};
use crate::tui::input::event::Event;
use crate::tui::input::key::Chord;
use crate::tui::input::keymap::Resolved;
use crate::tui::input::mode::Mode;
use crate::tui::state::app::{App, Start};

impl App {
    /// A browser of the cases of a catalogue, and its first effects.
    #[must_use]
    pub fn new(catalogue: Catalogue, start: Start) -> (Self, Vec<Effect>) {
        let filter = one_line(&start.filter);
        let mut app = Self::start(catalogue, start, &filter);
        app.derive();
        let effects = vec![app.search()];
        (app, effects)
    }

    /// Takes one event and returns the effects that it asks for. Keys that must wait for an answer are taken with it.
    #[must_use]
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        if self.puts_off(&event) {
            return Vec::new();
        }
        let mut effects = self.take(event);
        while let Some(event) = self.next_put_off() {
            effects.extend(self.take(event));
        }
        effects
    }

    fn take(&mut self, event: Event) -> Vec<Effect> {
        self.note_answer(&event);
        let is_about_cases = matches!(event, Event::Found { .. } | Event::Loaded { .. });
        let mut effects = self.react(event);
        if is_about_cases && self.overlays.has_overview() {
            self.count_groups();
        }
        effects.extend(self.ask_again());
        effects.extend(self.wanted_document());
        self.derive();
        effects.extend(self.wanted_cases());
        effects
    }

    fn react(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Key(chord) => return self.key(chord),
            Event::Paste(text) => return self.paste(&text),
            Event::Resize(size) => {
                self.ui.size = size;
                // What the rows of the list show depends on its columns.
                self.outline();
                // Even at the same size: a resize may have disturbed what the terminal shows.
                return vec![Effect::Repaint];
            }
            Event::Found {
                typed,
                query,
                findings,
                depth,
            } => self.found(typed, query, findings, depth),
            Event::Cases(cases) => self.library.cases.take(cases),
            Event::Loaded { cases, progress } => self.loaded(&cases, progress),
            Event::LoadedAll {
                unreadable,
                ends_early,
            } => self.library.loading.end(unreadable, ends_early),
            Event::Completes { typed, completion } => return self.completes(&typed, completion),
            Event::Facets { typed, facets } => {
                if typed == self.input.prompt.text() {
                    self.overlays.facets.set(facets);
                }
            }
            Event::Document { source, document } => self.reading.passage.take(&source, document),
            Event::Interrupted => return vec![Effect::Quit { interrupted: true }],
        }
        Vec::new()
    }

    fn key(&mut self, chord: Chord) -> Vec<Effect> {
        self.ui.message = None;
        let mut chords = std::mem::take(&mut self.input.chords);
        // A key that the candidates do not have goes on from the chosen one.
        if self.mode() == Mode::Complete && self.resolve(&chords, chord) == Resolved::Nothing {
            self.close_candidates();
        }
        // A key that types nothing, such as Ctrl-C, means what it always means; but Esc forgets what was begun.
        let forgets = chord.typed().is_some() || chord.is_escape();
        if self.resolve(&chords, chord) == Resolved::Nothing && !forgets {
            chords.clear();
        }
        match (self.resolve(&chords, chord), self.mode(), chord.typed()) {
            (Resolved::Action(action), _, _) => self.act(action),
            (Resolved::Begun, _, _) => {
                self.input.chords = chords;
                self.input.chords.push(chord);
                Vec::new()
            }
            (Resolved::Nothing, Mode::Filter, Some(c)) => self.type_char(c),
            (Resolved::Nothing, _, _) => Vec::new(),
        }
    }

    /// What a chord asks for now, typed after the `pending` ones.
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
        // A blank before what is pasted parts it from what was typed.
        let blank = if text.starts_with(char::is_whitespace) {
            " "
        } else {
            ""
        };
        self.type_text(&format!("{blank}{}", one_line(text)))
    }

    pub(crate) fn search(&mut self) -> Effect {
        self.ask(Question::Search(self.input.prompt.text().to_owned()))
    }
}
