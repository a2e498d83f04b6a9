//! The event loop, with the threads and effects around it.
//!
//! ```text
//! keys ──────▶ reading thread ──┐
//! signals ───▶ watching thread ─┼─▶ one channel ─▶ App::update ─▶ effects ─▶ one frame
//! hang-up ───▶                  │                  (all that has arrived)   │
//! answers ───▶ worker ──────────┘◀───────────────────── questions ──────────┘
//! cases ─────▶    ▲
//!              thread that loads the rest of a large bundle
//! ```
//!
//! All pending events are handled before a frame is drawn, so on a slow line the screen keeps up with the keys. An idle
//! program runs nothing and writes nothing.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

use crate::bundle::{CaseStore, OpenBundle, Source, Stream};
use crate::catalogue::Catalogue;
use crate::session::History;
use crate::tui::backend::compact::CompactBackend;
use crate::tui::draw::screen::render;
use crate::tui::input::effect::Question;
use crate::tui::input::event::{Event, Size};
use crate::tui::state::app::{App, Start};

use super::documents::Documents;
use super::keys::read_keys;
use super::loader::progress;
use super::perform::{End, World, perform};
use super::search_worker::{SearchWorker, answer_within_grace};
use super::searcher::Searcher;
use super::signals::watch;
use super::terminal_guard::TerminalGuard;
use super::tty::Tty;

/// Pending events share one frame, unless it takes longer than this to handle them.
const LONGEST_WITHOUT_FRAME: Duration = Duration::from_millis(40);

/// Browses a bundle on a terminal until the user quits. The rest of the bundle is loaded in the background.
///
/// # Errors
///
/// If the terminal cannot be set up or written to, the first cases cannot be read, or a thread cannot be started.
pub fn browse(
    tty: &Tty,
    mut opened: OpenBundle,
    documents: &Documents,
    history: &mut History,
    mut start: Start,
) -> io::Result<End> {
    let first = opened.first_cases().map_err(io::Error::other)?;
    let OpenBundle { store, stream } = opened;
    start.progress = stream.as_ref().map(progress);
    let guard = TerminalGuard::enter(tty)?;
    let (sender, events) = channel();
    watch(sender.clone(), guard.restorer())?;
    let size = start.size;
    let mut catalogue = Catalogue::new(store.sources(), store.indicators());
    for case in &first {
        catalogue.add(case);
    }
    let (mut app, effects) = App::new(catalogue, start);
    let mut world = Outside {
        screen: Screen::new(tty, size, app.ambiguous_wide())?,
        // The first frame waits for no thread: questions asked before it are answered on this one.
        search: Search::Here(Box::new(Searcher::of_first(
            store.sources().to_vec(),
            first,
        ))),
        store,
        documents,
        history,
    };
    if let Some(end) = perform(&mut app, effects, &mut world) {
        return Ok(end);
    }
    world.screen.draw(&app)?;
    // The first case is on the screen; the rest can wait until now.
    read_keys(sender.clone(), tty.clone(), size)?;
    world.search = world.search.on_a_thread(stream, sender)?;
    run(app, world, &events)
}

/// Handles events until browsing ends; draws a frame when no more are pending.
fn run(mut app: App, mut world: Outside, events: &Receiver<Event>) -> io::Result<End> {
    // The senders live as long as the program, so `recv` does not fail.
    while let Ok(event) = events.recv() {
        let since = Instant::now();
        let mut next = Some(event);
        while let Some(event) = next {
            let effects = app.update(event);
            if let Some(end) = perform(&mut app, effects, &mut world) {
                return Ok(end);
            }
            // A steady stream of events must not keep the screen from being drawn.
            let is_late = since.elapsed() >= LONGEST_WITHOUT_FRAME;
            let arrived = (!is_late).then(|| events.try_recv().ok()).flatten();
            next = match arrived {
                None if app.awaits_answer() => answer_within_grace(events, since),
                arrived => arrived,
            };
        }
        world.screen.draw(&app)?;
    }
    Ok(End::Interrupted)
}

/// The world of a real process: terminal, search, files.
struct Outside<'a> {
    screen: Screen,
    search: Search,
    store: Arc<CaseStore>,
    documents: &'a Documents,
    history: &'a mut History,
}

/// Where questions are answered: on this thread until the first frame, then on the search thread.
enum Search {
    Here(Box<Searcher>),
    OnThread(SearchWorker),
}

impl Search {
    fn on_a_thread(self, stream: Option<Stream>, answers: Sender<Event>) -> io::Result<Self> {
        Ok(match self {
            Self::Here(searcher) => {
                Self::OnThread(SearchWorker::start(*searcher, stream, answers)?)
            }
            Self::OnThread(worker) => Self::OnThread(worker),
        })
    }
}

impl World for Outside<'_> {
    fn ask(&mut self, question: Question) -> Option<Event> {
        match &self.search {
            Search::Here(searcher) => Some(searcher.answer(question)),
            Search::OnThread(worker) => {
                worker.ask(question);
                None
            }
        }
    }

    /// Cases that cannot be read are left out.
    fn read_cases(&mut self, cases: &[usize]) -> Event {
        let read = cases
            .iter()
            .map(|case| Some((*case, self.store.case(*case).ok()?)));
        Event::Cases(read.flatten().collect())
    }

    fn read_document(&mut self, source: &Source) -> Event {
        self.documents.answer(source)
    }

    fn copy(&mut self, text: String) {
        self.screen.terminal.backend_mut().copy(&text);
    }

    fn remember(&mut self, filter: String) {
        self.history.add(&filter);
    }

    fn repaint(&mut self) {
        self.screen.repaint = true;
    }
}

/// The screen that the app is drawn on.
struct Screen {
    terminal: Terminal<CompactBackend<Tty>>,
    /// Whether the next frame repaints the whole screen.
    repaint: bool,
}

impl Screen {
    fn new(tty: &Tty, size: Size, ambiguous_wide: bool) -> io::Result<Self> {
        let viewport = Viewport::Fixed(area(size));
        let backend = CompactBackend::new(tty.clone(), size).with_ambiguous_wide(ambiguous_wide);
        let terminal = Terminal::with_options(backend, TerminalOptions { viewport })?;
        Ok(Self {
            terminal,
            repaint: false,
        })
    }

    fn draw(&mut self, app: &App) -> io::Result<()> {
        if std::mem::take(&mut self.repaint) {
            let size = app.size();
            self.terminal.backend_mut().resize(size);
            self.terminal.resize(area(size))?;
        }
        self.terminal.draw(|frame| render(app, frame))?;
        Ok(())
    }
}

fn area(size: Size) -> Rect {
    Rect::new(0, 0, size.width, size.height)
}
