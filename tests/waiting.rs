//! Keys that are pressed faster than searches are answered do what they do when they are not.

use std::collections::VecDeque;
use std::sync::Arc;

use casebook::bundle::{Bundle, CaseStore, Lang};
use casebook::catalogue::Catalogue;
use casebook::tui::{App, Chord, Effect, Event, Purpose, Question, Searcher, Start, Theme, render};
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::support::{ids, plain_start, read_cases, story_cases};

/// A browser whose questions wait until somebody has them answered.
pub struct Slow {
    app: App,
    searcher: Searcher,
    store: CaseStore,
    asked: VecDeque<Question>,
    picked: Option<Vec<String>>,
}

impl Slow {
    pub fn new(bundle: Bundle, start: Start) -> Self {
        let bundle = Arc::new(bundle);
        let searcher = Searcher::new(Arc::clone(&bundle));
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
        let mut pending = VecDeque::from(effects);
        while let Some(effect) = pending.pop_front() {
            match effect {
                Effect::Ask(question) => self.asked.push_back(question),
                // Cases are there before anything else happens.
                Effect::ReadCases(cases) => {
                    pending.extend(self.app.update(read_cases(&self.store, &cases)));
                }
                Effect::Pick(cases) => self.picked = Some(ids(&self.store, &cases)),
                _ => {}
            }
        }
    }

    fn press(&mut self, chord: Chord) {
        self.happens(Event::Key(chord));
    }

    pub fn type_keys(&mut self, keys: &str) {
        for chord in Chord::sequence(keys) {
            self.press(chord);
        }
    }

    pub fn happens(&mut self, event: Event) {
        let effects = self.app.update(event);
        self.perform(effects);
    }

    /// How many questions are not answered.
    pub fn asked(&self) -> usize {
        self.asked.len()
    }

    /// Has the oldest question answered, unless it is a search that a newer one supersedes.
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

    /// Gives a first answer to the oldest question that no newer one supersedes, which is then still not answered;
    /// whether there is one.
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

fn start(purpose: Purpose) -> Start {
    let mut start = plain_start((80, 24), Lang::Zh, Theme::colour());
    start.purpose = purpose;
    start
}

#[test]
fn what_is_typed_before_enter_is_what_enter_means() {
    let mut slow = Slow::new(story_cases(), start(Purpose::Pick { multi: false }));
    for chord in Chord::sequence("泰山石<Enter>") {
        slow.press(chord);
    }
    assert_eq!(slow.picked, None);
    slow.answer_all();
    assert_eq!(
        slow.picked.as_deref(),
        Some(&["national-2021-exemplars/05".to_owned()][..])
    );
}

#[test]
fn typing_is_seen_at_once_and_escape_forgets_what_waits() {
    let mut slow = Slow::new(story_cases(), start(Purpose::Pick { multi: false }));
    for chord in Chord::sequence("泰山石") {
        slow.press(chord);
        assert!(slow.app.awaits_answer());
    }
    assert!(slow.screen().contains("/泰山石"));
    for chord in Chord::sequence("<Enter><Esc>") {
        slow.press(chord);
    }
    slow.answer_all();
    assert_eq!(slow.picked, None);
    assert!(!slow.app.awaits_answer());
}

#[test]
fn control_c_never_waits() {
    let mut slow = Slow::new(story_cases(), start(Purpose::Browse));
    for chord in Chord::sequence("/泰山石<Enter>") {
        slow.press(chord);
    }
    let effects = slow.app.update(Event::Key(Chord::sequence("<C-c>")[0]));
    assert_eq!(effects, [Effect::Quit { interrupted: true }]);
}

#[test]
fn what_names_give_is_seen_first_and_keys_that_act_on_what_is_found_wait_for_the_rest() {
    let mut slow = Slow::new(story_cases(), start(Purpose::Pick { multi: false }));
    slow.type_keys("审");
    assert!(slow.answer_first());
    let first = slow.screen();
    assert!(first.contains("案例 2…/6  名称 2 内容 …"), "{first}");
    assert!(slow.app.awaits_answer());
    // The last of all that is found is found in a text.
    slow.type_keys("<Down><Down><Enter>");
    assert_eq!((slow.screen(), &slow.picked), (first, &None));
    slow.answer_all();
    assert_eq!(
        slow.picked.as_deref(),
        Some(&["national-2021-exemplars/05".to_owned()][..])
    );
}

#[test]
fn a_first_answer_leaves_no_trace() {
    let mut slow = Slow::new(story_cases(), start(Purpose::Browse));
    slow.type_keys("jljj");
    let before = slow.screen();
    slow.type_keys("/审");
    assert!(slow.answer_first());
    let first = slow.screen();
    assert_ne!(first, before);
    // What it found is still seen while more is typed.
    slow.type_keys("批");
    assert_eq!(slow.screen().lines().nth(3), first.lines().nth(3));
    assert!(slow.answer_first());
    slow.type_keys("<BS><BS><Enter>l");
    slow.answer_all();
    assert_eq!(slow.screen(), before);
}

#[test]
fn a_first_answer_hides_nothing_that_was_found_before() {
    let mut slow = Slow::new(story_cases(), start(Purpose::Browse));
    slow.type_keys("/审批");
    slow.answer_all();
    // Not the title and the prompt, which show what is typed.
    let list = |slow: &Slow| {
        let screen = slow.screen();
        let lines = screen.lines().skip(1).take(22).map(str::to_owned);
        lines.collect::<Vec<String>>()
    };
    let all = list(&slow);
    slow.type_keys("<Space>");
    assert!(slow.answer_first());
    assert_eq!(list(&slow), all);
    // Neither when one of something else has come between.
    slow.type_keys("<BS>法");
    slow.type_keys("<BS><BS>");
    assert!(slow.answer_first());
    assert_ne!(list(&slow), all);
    slow.type_keys("批");
    assert!(slow.answer_first());
    assert_eq!(list(&slow), all);
}

/// The screen without the text, which begins at its top wherever another case was shown between: that may be skipped.
fn list_of(screen: &str) -> String {
    let lines = screen.lines().map(|line| {
        let list = line.split_once('│').map_or(line, |(list, _)| list);
        format!("{list}\n")
    });
    lines.collect()
}

/// Keys that do not fold: which groups are folded when a filter is cleared depends on what was seen before.
fn keys() -> impl Strategy<Value = Vec<&'static str>> {
    let key = prop::sample::select(vec![
        "/", "l", "z", "s", "p", "审", "批", "市", "<Space>", "<BS>", "<Enter>", "<Tab>",
        "<S-Tab>", "<Down>", "<Up>", "j", "k", "f", "n", "N", "}", "J", "gg", "gr", "<C-t>",
        "<C-u>", "地区:", "L", "h", "?",
    ]);
    prop::collection::vec(key, 1..24)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn slow_answers_change_nothing(keys in keys(), answered in prop::collection::vec(0..4, 24), multi in any::<bool>()) {
        let purpose = if multi { Purpose::Pick { multi } } else { Purpose::Browse };
        let mut prompt = Slow::new(story_cases(), start(purpose));
        let mut slow = Slow::new(story_cases(), start(purpose));
        for (key, answered) in keys.iter().zip(&answered) {
            for chord in Chord::sequence(key) {
                prompt.press(chord);
                prompt.answer_all();
                slow.press(chord);
            }
            match answered {
                0 => slow.answer_one(),
                1 => _ = slow.answer_first(),
                _ => {}
            }
            if prompt.picked.is_some() {
                break;
            }
        }
        slow.answer_all();
        prop_assert_eq!(&slow.picked, &prompt.picked, "{:?}", keys);
        if prompt.picked.is_none() {
            prop_assert_eq!(list_of(&slow.screen()), list_of(&prompt.screen()), "{:?}", keys);
        }
    }

    #[test]
    fn first_answers_leave_no_trace(keys in keys(), answered in prop::collection::vec((any::<bool>(), any::<bool>()), 24)) {
        let mut without = Slow::new(story_cases(), start(Purpose::Browse));
        let mut with = Slow::new(story_cases(), start(Purpose::Browse));
        for (key, (first, all)) in keys.iter().zip(&answered) {
            without.type_keys(key);
            with.type_keys(key);
            if *first {
                with.answer_first();
            }
            if *all {
                without.answer_all();
                with.answer_all();
                prop_assert_eq!(with.screen(), without.screen(), "{:?}", keys);
            }
        }
    }
}
