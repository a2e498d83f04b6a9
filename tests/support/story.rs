//! Telling what a person does and what the screen shows: `story.press("/审批<Enter>j")`.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use casebook::bundle::{Bundle, CaseStore, Lang, parse};
use casebook::catalogue::Catalogue;
use casebook::text;
use casebook::tui::{
    App, Chord, Documents, Effect, Event, Progress, Purpose, Searcher, Size, Start, Theme, render,
};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

/// The shipped bundle.
pub fn shipped() -> Bundle {
    parse(super::read("data/cases.json").as_bytes(), "data/cases.json")
        .expect("the shipped bundle is sound")
}

/// The cases of stories: one of each sort, so that a new case in the bundle changes no story.
const STORY_CASES: [&str; 6] = [
    "luzhou-2023-awards/01",
    "luzhou-2023-awards/06",
    "luzhou-2023-awards/07",
    "luzhou-2023-awards/09",
    "national-2021-exemplars/02",
    "national-2021-exemplars/05",
];

/// The bundle with the cases of stories only.
pub fn story_cases() -> Bundle {
    let mut bundle = shipped();
    bundle
        .cases
        .retain(|case| STORY_CASES.contains(&case.id.as_str()));
    assert_eq!(
        bundle.cases.len(),
        STORY_CASES.len(),
        "every case of the stories is shipped"
    );
    bundle
}

/// The cases of tests/golden/relations: one for each way in which a metric is drawn.
pub fn relations() -> Bundle {
    static BUILT: OnceLock<Bundle> = OnceLock::new();
    let seeds = super::root("tests/golden/relations");
    let build = || casebook::seed::build(&seeds).expect("the seeds of relations are sound");
    BUILT.get_or_init(build).clone()
}

/// The start of a browser that is opened to read, without anything else.
pub fn plain_start((width, height): (u16, u16), lang: Lang, theme: Theme) -> Start {
    Start {
        lang,
        theme,
        size: Size { width, height },
        filter: String::new(),
        history: Vec::new(),
        purpose: Purpose::Browse,
        progress: None,
    }
}

/// A browser with its effects performed at once.
pub struct Story {
    app: App,
    searcher: Searcher,
    store: CaseStore,
    bundle: Arc<Bundle>,
    /// How many of its cases are loaded.
    loaded: usize,
    documents: Documents,
    pub end: Option<bool>,
    /// The ids that it ended with.
    pub picked: Option<Vec<String>>,
    /// What it asked to remember.
    pub remembered: Vec<String>,
    /// What was copied.
    pub copied: Vec<String>,
    pub repaints: usize,
}

impl Story {
    /// Opens the cases of stories at this size.
    pub fn open(width: u16, height: u16, lang: Lang) -> Self {
        Self::of(story_cases(), (width, height), lang, Theme::colour())
    }

    /// Opens the cases of stories to pick from them, filtered.
    pub fn pick(size: (u16, u16), lang: Lang, multi: bool, filter: &str) -> Self {
        let mut start = plain_start(size, lang, Theme::colour());
        start.purpose = Purpose::Pick { multi };
        filter.clone_into(&mut start.filter);
        Self::start(story_cases(), start)
    }

    /// Opens the cases of stories after some filters were used before.
    pub fn after(filters: &[&str]) -> Self {
        let mut start = plain_start((80, 24), Lang::Zh, Theme::colour());
        start.history = filters.iter().map(|one| (*one).to_owned()).collect();
        Self::start(story_cases(), start)
    }

    /// Opens the seeds of tests/golden/minimal, whose document is at hand.
    pub fn minimal(width: u16, height: u16, lang: Lang) -> Self {
        let bundle = casebook::seed::build(&super::root("tests/golden/minimal"))
            .expect("the minimal seeds are sound");
        Self::of(bundle, (width, height), lang, Theme::colour())
            .with_documents(super::root("tests/golden/documents"))
    }

    /// The same with the published documents at hand.
    pub fn with_documents(mut self, folder: PathBuf) -> Self {
        self.documents = Documents::new(Some(folder));
        self
    }

    pub fn of(bundle: Bundle, size: (u16, u16), lang: Lang, theme: Theme) -> Self {
        Self::start(bundle, plain_start(size, lang, theme))
    }

    pub fn start(bundle: Bundle, start: Start) -> Self {
        let count = bundle.cases.len();
        Self::start_with(count, bundle, start)
    }

    /// Opens a bundle of which so many cases are loaded.
    pub fn loading(count: usize, bundle: Bundle, size: (u16, u16), lang: Lang) -> Self {
        let mut start = plain_start(size, lang, Theme::colour());
        start.progress = Some(progress(count, &bundle));
        Self::start_with(count, bundle, start)
    }

    fn start_with(count: usize, bundle: Bundle, start: Start) -> Self {
        let bundle = Arc::new(bundle);
        let loaded = Arc::new(first(count, &bundle));
        let searcher = Searcher::new(Arc::clone(&loaded));
        let (app, effects) = App::new(Catalogue::from(&*loaded), start);
        let mut story = Self {
            app,
            searcher,
            store: CaseStore::in_memory(Bundle::clone(&bundle)),
            bundle,
            loaded: count,
            documents: Documents::default(),
            end: None,
            picked: None,
            remembered: Vec::new(),
            copied: Vec::new(),
            repaints: 0,
        };
        story.perform(effects);
        story
    }

    /// The bundle is loaded up to so many cases.
    pub fn load(&mut self, count: usize) -> &mut Self {
        let progress = progress(count, &self.bundle);
        let cases = self.bundle.cases[self.loaded..count].into();
        self.loaded = count;
        self.searcher = Searcher::new(Arc::new(first(count, &self.bundle)));
        self.happens(Event::Loaded { cases, progress })
    }

    /// The bundle is loaded, but for so many cases.
    pub fn end_loading(&mut self, unreadable: usize) -> &mut Self {
        self.happens(Event::LoadedAll {
            unreadable,
            ends_early: false,
        })
    }

    /// Presses keys, written as in the table of keys.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for chord in Chord::sequence(keys) {
            self.happens(Event::Key(chord));
        }
        self
    }

    pub fn happens(&mut self, event: Event) -> &mut Self {
        let effects = self.app.update(event);
        self.perform(effects);
        self
    }

    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.happens(Event::Resize(Size { width, height }))
    }

    /// The id of the case under the cursor.
    pub fn selected(&self) -> &str {
        self.app.selected_case().map_or("", |case| case.id.as_str())
    }

    /// The rows of the screen as text, without blanks at their ends.
    pub fn screen(&self) -> String {
        let buffer = self.buffer();
        let rows: Vec<String> = rows(&buffer)
            .map(|row| {
                row.into_iter()
                    .map(|(symbol, _)| symbol)
                    .collect::<String>()
                    .trim_end()
                    .to_owned()
            })
            .collect();
        rows.join("\n")
    }

    /// Runs of underlined text on the screen, which is how matches are shown, and figures of a passage.
    pub fn highlights(&self) -> Vec<String> {
        self.runs(Modifier::UNDERLINED)
    }

    /// Runs of bold underlined text on the screen: of figures, those of the selected metric.
    pub fn strong_highlights(&self) -> Vec<String> {
        self.runs(Modifier::UNDERLINED | Modifier::BOLD)
    }

    /// Matches in the list.
    pub fn list_highlights(&self) -> Vec<String> {
        let buffer = self.buffer();
        let mut found = Vec::new();
        for row in rows(&buffer) {
            let list = row.iter().take_while(|(symbol, _)| symbol != "│");
            let marked = list.filter(|(_, modifier)| modifier.contains(Modifier::UNDERLINED));
            let marked: String = marked.map(|(symbol, _)| symbol.as_str()).collect();
            found.extend((!marked.is_empty()).then_some(marked));
        }
        found
    }

    /// The match at which the reader is.
    pub fn current_match(&self) -> String {
        let buffer = self.buffer();
        let mut found = String::new();
        for row in rows(&buffer).skip(1) {
            let marked = row.iter().filter(|(_, modifier)| {
                modifier.contains(Modifier::REVERSED | Modifier::BOLD)
                    && !modifier.contains(Modifier::UNDERLINED)
            });
            found.extend(marked.map(|(symbol, _)| symbol.as_str()));
        }
        found
    }

    fn runs(&self, style: Modifier) -> Vec<String> {
        let buffer = self.buffer();
        let mut found = Vec::new();
        for row in rows(&buffer) {
            let mut run = String::new();
            for (symbol, modifier) in row {
                if modifier.contains(style) {
                    run.push_str(&symbol);
                } else if !run.is_empty() {
                    found.push(std::mem::take(&mut run));
                }
            }
            found.extend((!run.is_empty()).then_some(run));
        }
        found
    }

    /// Where the terminal's cursor stands, if it is shown.
    pub fn cursor(&self) -> Option<(u16, u16)> {
        let mut terminal = self.terminal();
        terminal
            .draw(|frame| render(&self.app, frame))
            .expect("drawn in memory");
        let backend = terminal.backend_mut();
        let shown = backend.cursor_visible();
        let position = backend.cursor_position();
        shown.then_some((position.x, position.y))
    }

    pub fn buffer(&self) -> Buffer {
        let mut terminal = self.terminal();
        let drawn = terminal
            .draw(|frame| render(&self.app, frame))
            .expect("drawn in memory");
        drawn.buffer.clone()
    }

    /// Draws on a terminal of another size than the model knows of.
    pub fn draw_at(&self, width: u16, height: u16) {
        let mut terminal =
            Terminal::new(TestBackend::new(width, height)).expect("a terminal in memory");
        terminal
            .draw(|frame| render(&self.app, frame))
            .expect("drawn in memory");
    }

    fn terminal(&self) -> Terminal<TestBackend> {
        let Size { width, height } = self.app.size();
        Terminal::new(TestBackend::new(width, height)).expect("a terminal in memory")
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        let mut pending = VecDeque::from(effects);
        while let Some(effect) = pending.pop_front() {
            match effect {
                Effect::Ask(question) => {
                    pending.extend(self.app.update(self.searcher.answer(question)));
                }
                Effect::ReadDocument(source) => {
                    let answer = self.documents.answer(&source);
                    pending.extend(self.app.update(answer));
                }
                Effect::Copy(text) => self.copied.push(text),
                Effect::Remember(filter) => self.remembered.push(filter),
                Effect::ReadCases(cases) => {
                    pending.extend(self.app.update(read_cases(&self.store, &cases)));
                }
                Effect::Pick(cases) => self.picked = Some(ids(&self.store, &cases)),
                Effect::Repaint => self.repaints += 1,
                Effect::Quit { interrupted } => self.end = Some(interrupted),
            }
        }
    }
}

/// The bundle with its first cases only.
fn first(count: usize, bundle: &Bundle) -> Bundle {
    let mut bundle = bundle.clone();
    bundle.cases.truncate(count);
    bundle
}

/// How far a bundle is loaded with so many cases, as if each were a thousand bytes.
fn progress(count: usize, bundle: &Bundle) -> Progress {
    let bytes = |cases: usize| u64::try_from(1000 * cases).expect("small");
    Progress {
        done: bytes(count),
        total: bytes(bundle.cases.len()),
    }
}

/// The answer to `Effect::ReadCases`: those that can be read.
pub fn read_cases(store: &CaseStore, cases: &[usize]) -> Event {
    let read = cases
        .iter()
        .filter_map(|case| Some((*case, store.case(*case).ok()?)));
    Event::Cases(read.collect())
}

/// The ids of cases.
pub fn ids(store: &CaseStore, cases: &[usize]) -> Vec<String> {
    let cases = cases.iter().map(|case| store.case(*case).expect("a case"));
    cases.map(|case| case.id.as_str().to_owned()).collect()
}

/// The symbols of each row with their modifiers; the hidden half of a wide glyph is left out.
fn rows(buffer: &Buffer) -> impl Iterator<Item = Vec<(String, Modifier)>> + '_ {
    let area = buffer.area;
    (area.top()..area.bottom()).map(move |y| {
        let mut row = Vec::new();
        let mut x = area.left();
        while x < area.right() {
            let cell = &buffer[(x, y)];
            row.push((cell.symbol().to_owned(), cell.modifier));
            x += u16::try_from(text::width(cell.symbol()).max(1))
                .expect("a glyph is narrower than a screen");
        }
        row
    })
}
