//! A story presses keys and looks at the screen: `story.press("/审批<Enter>j").screen()`.

use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

use casebook::bundle::{Bundle, CaseStore, Lang, Source};
use casebook::catalogue::Catalogue;
use casebook::text;
use casebook::tui::{
    App, Chord, Documents, Effect, End, Event, Progress, Purpose, Question, Searcher, Size, Start,
    Theme, World, perform, render,
};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use super::{collection, few, minimal, relations};

/// Starts a browser without a filter or a history.
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

/// A browser whose effects are performed at once.
pub struct Story {
    app: App,
    searcher: Rc<Searcher>,
    store: CaseStore,
    bundle: Arc<Bundle>,
    /// Number of cases loaded.
    loaded: usize,
    documents: Documents,
    pub end: Option<bool>,
    /// The ids picked, if it ended so.
    pub picked: Option<Vec<String>>,
    /// Filters added to the history.
    pub remembered: Vec<String>,
    /// Texts copied to the clipboard.
    pub copied: Vec<String>,
    pub repaints: usize,
}

impl Story {
    /// Opens the frozen cases.
    pub fn collection(size: (u16, u16), lang: Lang) -> Self {
        Self::of(collection(), size, lang, Theme::colour())
    }

    /// Opens six of the frozen cases, which fit on one screen.
    pub fn few(size: (u16, u16), lang: Lang) -> Self {
        Self::of(few(), size, lang, Theme::colour())
    }

    /// Opens the few cases to pick from them, filtered.
    pub fn pick(size: (u16, u16), lang: Lang, multi: bool, filter: &str) -> Self {
        let mut start = plain_start(size, lang, Theme::colour());
        start.purpose = Purpose::Pick { multi };
        filter.clone_into(&mut start.filter);
        Self::start(few(), start)
    }

    /// Opens the few cases with these filters in the history.
    pub fn after(filters: &[&str]) -> Self {
        let mut start = plain_start((80, 24), Lang::Zh, Theme::colour());
        start.history = filters.iter().map(|one| (*one).to_owned()).collect();
        Self::start(few(), start)
    }

    /// Opens the one case whose document is part of the package, with the document.
    pub fn minimal(size: (u16, u16), lang: Lang) -> Self {
        Self::of(minimal(), size, lang, Theme::colour())
            .with_documents(super::root("tests/fixtures/documents"))
    }

    /// Opens one case for each way in which a metric is drawn.
    pub fn relations(size: (u16, u16), lang: Lang) -> Self {
        Self::of(relations(), size, lang, Theme::colour())
    }

    /// Sets the folder of published documents.
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

    /// Opens a bundle of which `count` cases are loaded.
    pub fn loading(count: usize, bundle: Bundle, size: (u16, u16), lang: Lang) -> Self {
        let mut start = plain_start(size, lang, Theme::colour());
        start.progress = Some(progress(count, &bundle));
        Self::start_with(count, bundle, start)
    }

    fn start_with(count: usize, bundle: Bundle, start: Start) -> Self {
        let bundle = Arc::new(bundle);
        let loaded = Arc::new(first(count, &bundle));
        let searcher = searcher(&loaded);
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

    /// Loads cases up to `count`.
    pub fn load(&mut self, count: usize) -> &mut Self {
        let progress = progress(count, &self.bundle);
        let cases = self.bundle.cases[self.loaded..count].into();
        self.loaded = count;
        self.searcher = searcher(&Arc::new(first(count, &self.bundle)));
        self.happens(Event::Loaded { cases, progress })
    }

    /// Ends loading; this many cases were unreadable.
    pub fn end_loading(&mut self, unreadable: usize) -> &mut Self {
        self.happens(Event::LoadedAll {
            unreadable,
            ends_early: false,
        })
    }

    /// Presses keys, written as in the key bindings.
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

    /// Id of the case under the cursor, or "".
    pub fn selected(&self) -> &str {
        self.app.selected_case().map_or("", |case| case.id.as_str())
    }

    /// The screen as text, without trailing blanks.
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

    /// Runs of underlined text: matches, and figures in a passage.
    pub fn highlights(&self) -> Vec<String> {
        self.runs(Modifier::UNDERLINED)
    }

    /// Runs of bold underlined text: figures of the selected metric.
    pub fn strong_highlights(&self) -> Vec<String> {
        self.runs(Modifier::UNDERLINED | Modifier::BOLD)
    }

    /// Underlined text in the list, row by row.
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

    /// The current match in the text.
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

    /// Column and row of the terminal's cursor, if it is shown.
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

    /// Draws on a terminal whose size is not the one in the model.
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
        let mut world = AtOnce {
            searcher: &self.searcher,
            store: &self.store,
            documents: &self.documents,
            remembered: &mut self.remembered,
            copied: &mut self.copied,
            repaints: &mut self.repaints,
        };
        match perform(&mut self.app, effects, &mut world) {
            Some(End::Picked(cases)) => self.picked = Some(ids(&self.store, &cases)),
            Some(End::Quit) => self.end = Some(false),
            Some(End::Interrupted) => self.end = Some(true),
            None => {}
        }
    }
}

/// Answers at once, and keeps what would go to the terminal or to a file.
struct AtOnce<'a> {
    searcher: &'a Searcher,
    store: &'a CaseStore,
    documents: &'a Documents,
    remembered: &'a mut Vec<String>,
    copied: &'a mut Vec<String>,
    repaints: &'a mut usize,
}

impl World for AtOnce<'_> {
    fn ask(&mut self, question: Question) -> Option<Event> {
        Some(self.searcher.answer(question))
    }

    fn read_cases(&mut self, cases: &[usize]) -> Event {
        read_cases(self.store, cases)
    }

    fn read_document(&mut self, source: &Source) -> Event {
        self.documents.answer(source)
    }

    fn copy(&mut self, text: String) {
        self.copied.push(text);
    }

    fn remember(&mut self, filter: String) {
        self.remembered.push(filter);
    }

    fn repaint(&mut self) {
        *self.repaints += 1;
    }
}

/// The searcher of a bundle. Indexing takes longer than a story, so each thread keeps its latest searcher.
pub fn searcher(bundle: &Arc<Bundle>) -> Rc<Searcher> {
    thread_local! {
        static LATEST: RefCell<Option<(Arc<Bundle>, Rc<Searcher>)>> = const { RefCell::new(None) };
    }
    LATEST.with_borrow_mut(|latest| match latest {
        Some((of, searcher)) if of == bundle => Rc::clone(searcher),
        _ => {
            let searcher = Rc::new(Searcher::new(Arc::clone(bundle)));
            *latest = Some((Arc::clone(bundle), Rc::clone(&searcher)));
            searcher
        }
    })
}

/// The bundle with its first `count` cases.
fn first(count: usize, bundle: &Bundle) -> Bundle {
    let mut bundle = bundle.clone();
    bundle.cases.truncate(count);
    bundle
}

/// Loading progress at `count` cases, at a thousand bytes each.
fn progress(count: usize, bundle: &Bundle) -> Progress {
    let bytes = |cases: usize| u64::try_from(1000 * cases).expect("small");
    Progress {
        done: bytes(count),
        total: bytes(bundle.cases.len()),
    }
}

/// The answer to `Effect::ReadCases`; unreadable cases are left out.
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

/// The symbols of each row with their modifiers, without the second halves of wide glyphs.
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
