//! A story in which searches take time.

use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use casebook::bundle::{Bundle, CaseStore, Source};
use casebook::catalogue::Catalogue;
use casebook::tui::{
    App, Chord, Documents, Effect, End, Event, Question, Searcher, Start, World, perform, render,
};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::story::{ids, read_cases, searcher};

/// A browser whose searches are answered when the test says so.
pub struct SlowStory {
    app: App,
    searcher: Rc<Searcher>,
    store: CaseStore,
    asked: VecDeque<Question>,
    /// The ids picked, if it ended so.
    pub picked: Option<Vec<String>>,
}

impl SlowStory {
    pub fn new(bundle: Bundle, start: Start) -> Self {
        let bundle = Arc::new(bundle);
        let searcher = searcher(&bundle);
        let (app, effects) = App::new(Catalogue::from(&*bundle), start);
        let mut slow = Self {
            app,
            searcher,
            store: CaseStore::in_memory(Arc::unwrap_or_clone(bundle)),
            asked: VecDeque::new(),
            picked: None,
        };
        slow.perform(effects);
        slow.answer_all();
        slow
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        let mut world = Later {
            store: &self.store,
            asked: &mut self.asked,
        };
        if let Some(End::Picked(cases)) = perform(&mut self.app, effects, &mut world) {
            self.picked = Some(ids(&self.store, &cases));
        }
    }

    pub fn press(&mut self, keys: &str) {
        for chord in Chord::sequence(keys) {
            self.happens(Event::Key(chord));
        }
    }

    /// Presses keys and answers after each.
    pub fn press_and_answer(&mut self, keys: &str) {
        for chord in Chord::sequence(keys) {
            self.happens(Event::Key(chord));
            self.answer_all();
        }
    }

    /// Presses a key and returns its effects, without performing them.
    pub fn effects_of(&mut self, key: &str) -> Vec<Effect> {
        self.app.update(Event::Key(Chord::sequence(key)[0]))
    }

    pub fn happens(&mut self, event: Event) {
        let effects = self.app.update(event);
        self.perform(effects);
    }

    pub fn awaits_answer(&self) -> bool {
        self.app.awaits_answer()
    }

    /// Number of unanswered questions.
    pub fn asked(&self) -> usize {
        self.asked.len()
    }

    /// Answers the oldest question, or drops it if it is a search that a newer one supersedes.
    pub fn answer_one(&mut self) {
        let Some(question) = self.asked.pop_front() else {
            return;
        };
        let is_search = |question: &Question| matches!(question, Question::Search(_));
        if is_search(&question) && self.asked.iter().any(is_search) {
            return;
        }
        let effects = self.app.update(self.searcher.answer(question));
        self.perform(effects);
    }

    /// Gives the latest search its first answer, from names only; the full answer is still to come. False if the search has
    /// no first answer.
    pub fn answer_first(&mut self) -> bool {
        let is_search = |question: &&Question| matches!(question, Question::Search(_));
        let latest = self.asked.iter().rfind(is_search);
        let first = latest.and_then(|question| self.searcher.first_answer(question.clone()));
        let Some(first) = first else {
            return false;
        };
        self.happens(first);
        true
    }

    pub fn answer_all(&mut self) {
        while !self.asked.is_empty() {
            self.answer_one();
        }
    }

    pub fn screen(&self) -> String {
        let mut terminal = Terminal::new(TestBackend::new(80, 24)).expect("in memory");
        terminal
            .draw(|frame| render(&self.app, frame))
            .expect("drawn");
        terminal.backend().to_string()
    }
}

/// Keeps questions for later; cases are read at once.
struct Later<'a> {
    store: &'a CaseStore,
    asked: &'a mut VecDeque<Question>,
}

impl World for Later<'_> {
    fn ask(&mut self, question: Question) -> Option<Event> {
        self.asked.push_back(question);
        None
    }

    fn read_cases(&mut self, cases: &[usize]) -> Event {
        read_cases(self.store, cases)
    }

    fn read_document(&mut self, source: &Source) -> Event {
        Documents::default().answer(source)
    }

    fn copy(&mut self, _: String) {}

    fn remember(&mut self, _: String) {}

    fn repaint(&mut self) {}
}
