//! The world around the app: the terminal, its keys, signals, and the loop.
//!
//! ```text
//! keys ──────▶ reading thread ──┐
//! signals ───▶ watching thread ─┼─▶ one channel ─▶ App::update ─▶ effects ─▶ one frame
//! hang-up ───▶                  │                  (all that has arrived)   │
//! answers ───▶ worker ──────────┘◀───────────────────── questions ──────────┘
//! cases ─────▶    ▲
//!              the thread that reads the rest of a large bundle
//! ```
//!
//! All pending events are taken in before a frame is drawn, so a slow line never lags behind the keys.
//! While nothing happens, nothing runs and nothing is written.
//!
//! However the program ends, the terminal is left as it was found: at the end of [`browse`], in a panic,
//! after a signal. The watching thread is there because crossterm's reader does not notice that a
//! terminal is gone (crossterm #793), and because the main thread may be stuck writing to it.

use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};
use std::{io, thread};

use crossterm::cursor::{Hide, Show};
use crossterm::event::{self as keys, DisableBracketedPaste, EnableBracketedPaste, KeyEventKind};
use crossterm::terminal::{
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use rustix::event::{PollFd, PollFlags, poll};

use super::searcher::Searcher;
use crate::bundle::{CaseStore, OpenBundle, Source, Stream};
use crate::catalogue::Catalogue;
use crate::session::History;
use crate::tui::backend::compact::CompactBackend;
use crate::tui::draw::screen::render;
use crate::tui::input::effect::Question;
use crate::tui::input::event::{Event, Size};
use crate::tui::input::key::Chord;
use crate::tui::state::app::{App, Start};

use super::documents::Documents;
use super::loader::progress;
use super::perform::{End, World, perform};
use super::search_worker::{SearchWorker, answer_within_grace};
use super::tty::Tty;

/// After a signal the program has this long to end by itself; then the watching thread ends it.
const PATIENCE: Duration = Duration::from_millis(1500);
/// Then the terminal has this long to take what gives it back; both together are less than two seconds.
const LAST_PATIENCE: Duration = Duration::from_millis(300);
/// Events that come one after the other are drawn together, unless it takes longer than this to take them in.
const LONGEST_WITHOUT_FRAME: Duration = Duration::from_millis(40);
/// The exit code of a program that was interrupted.
const INTERRUPTED: i32 = 130;

/// Browses a bundle on a terminal, until the user quits. What of it is still to be read is read meanwhile.
///
/// # Errors
///
/// If the terminal cannot be set up or written to, or the bundle can no longer be read.
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
    let session = Session::enter(tty)?;
    let (sender, events) = channel();
    watch(sender.clone(), session.restorer())?;
    let size = start.size;
    let mut catalogue = Catalogue::new(store.sources(), store.indicators());
    for case in &first {
        catalogue.add(case);
    }
    let (mut app, effects) = App::new(catalogue, start);
    let mut world = Outside {
        screen: Screen::new(tty, size, app.ambiguous_wide())?,
        // The first frame waits for no thread: what is asked before it is answered here.
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
    // The first case is on the screen; the rest has time.
    read_keys(sender.clone(), tty.clone(), size)?;
    world.search = world.search.on_a_thread(stream, sender)?;
    run(app, world, &events)
}

/// The terminal while the browser has it; dropping it gives the terminal back.
pub struct Session(Restorer);

impl Session {
    /// Takes the terminal: raw mode, the alternate screen, bracketed paste, no cursor. From now on a panic
    /// gives it back before it says what happened.
    ///
    /// # Errors
    ///
    /// If the terminal cannot be set up.
    pub fn enter(tty: &Tty) -> io::Result<Self> {
        let restorer = Restorer {
            tty: tty.clone(),
            restored: Arc::new(AtomicBool::new(false)),
        };
        // Of the terminal that keys come from, which is standard input or else the one of the process.
        enable_raw_mode()?;
        let session = Self(restorer);
        let in_panic = session.restorer();
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            in_panic.restore();
            report(panic);
        }));
        execute!(
            tty.clone(),
            EnterAlternateScreen,
            EnableBracketedPaste,
            Hide
        )?;
        Ok(session)
    }

    fn restorer(&self) -> Restorer {
        self.0.clone()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.0.restore();
    }
}

/// Restores the terminal once, on the first call from any thread.
#[derive(Clone)]
struct Restorer {
    tty: Tty,
    restored: Arc<AtomicBool>,
}

impl Restorer {
    fn restore(&self) {
        if self.restored.swap(true, Ordering::SeqCst) {
            return;
        }
        // Nothing can be done, and nobody told, if the terminal is gone. Its modes come first, since writing
        // may take for ever.
        let _ = disable_raw_mode();
        let mut sequence = Vec::new();
        let _ = queue!(
            sequence,
            EndSynchronizedUpdate,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            Show
        );
        let _ = rustix::io::write(&self.tty, b"\x1b[0m");
        let _ = rustix::io::write(&self.tty, &sequence);
    }
}

/// Sends what is typed to the channel, for as long as the program runs; and the terminal's size, if it is
/// no longer the one for which the first frame was drawn.
fn read_keys(sender: Sender<Event>, tty: Tty, drawn_for: Size) -> io::Result<()> {
    spawn("keys", move || {
        // From the first poll on, crossterm notices a change of size.
        let _ = keys::poll(Duration::ZERO);
        if tty.size() != drawn_for {
            let _ = sender.send(Event::Resize(tty.size()));
        }
        loop {
            let event = match keys::read() {
                Ok(keys::Event::Key(key)) if key.kind != KeyEventKind::Release => {
                    Event::Key(Chord::from(key))
                }
                Ok(keys::Event::Paste(text)) => Event::Paste(text),
                Ok(keys::Event::Resize(..)) => Event::Resize(tty.size()),
                Ok(_) => continue,
                Err(_) => Event::Interrupted,
            };
            let last = event == Event::Interrupted;
            if sender.send(event).is_err() || last {
                return;
            }
        }
    })
}

/// Waits for a signal or for the terminal to go away; says so, and ends the program if it does not end.
fn watch(sender: Sender<Event>, restorer: Restorer) -> io::Result<()> {
    let (signals, signalled) = UnixStream::pair()?;
    for signal in [
        signal_hook::consts::SIGTERM,
        signal_hook::consts::SIGINT,
        signal_hook::consts::SIGHUP,
    ] {
        signal_hook::low_level::pipe::register(signal, signalled.try_clone()?)?;
    }
    spawn("watch", move || {
        // The terminal is polled for a hang-up only, which poll always reports.
        let terminal = restorer.tty.clone();
        let mut waited_for = [
            PollFd::from_borrowed_fd(signals.as_fd(), PollFlags::IN),
            PollFd::from_borrowed_fd(terminal.as_fd(), PollFlags::empty()),
        ];
        while let Err(rustix::io::Errno::INTR) = poll(&mut waited_for, None) {}
        let _ = sender.send(Event::Interrupted);
        thread::sleep(PATIENCE);
        // A terminal that takes no more output would hold whoever writes to it, so somebody else does.
        let _ = spawn("restore", move || restorer.restore());
        thread::sleep(LAST_PATIENCE);
        std::process::exit(INTERRUPTED);
    })
}

fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> io::Result<()> {
    /// Neither of these threads does more than wait and pass on.
    const STACK_BYTES: usize = 256 << 10;
    thread::Builder::new()
        .name(name.to_owned())
        .stack_size(STACK_BYTES)
        .spawn(body)
        .map(|_| ())
}

/// Takes events until browsing ends, and draws a frame when no more have arrived.
fn run(mut app: App, mut world: Outside, events: &Receiver<Event>) -> io::Result<End> {
    // The senders live as long as the program, so there is always another event to come.
    while let Ok(event) = events.recv() {
        let since = Instant::now();
        let mut next = Some(event);
        while let Some(event) = next {
            let effects = app.update(event);
            if let Some(end) = perform(&mut app, effects, &mut world) {
                return Ok(end);
            }
            // However many events come, what they do is seen.
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

/// The terminal, the search and the files of this process.
struct Outside<'a> {
    screen: Screen,
    search: Search,
    store: Arc<CaseStore>,
    documents: &'a Documents,
    history: &'a mut History,
}

/// Where questions are answered: here until the first frame, then on a thread.
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
            Self::OnThread(finder) => Self::OnThread(finder),
        })
    }
}

impl World for Outside<'_> {
    fn ask(&mut self, question: Question) -> Option<Event> {
        match &self.search {
            Search::Here(searcher) => Some(searcher.answer(question)),
            Search::OnThread(finder) => {
                finder.ask(question);
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

/// What the app is drawn on.
struct Screen {
    terminal: Terminal<CompactBackend<Tty>>,
    /// The screen is to be painted as a whole.
    repaint: bool,
}

impl Screen {
    fn new(tty: &Tty, size: Size, ambiguous_wide: bool) -> io::Result<Self> {
        let viewport = Viewport::Fixed(area(size));
        let painter = CompactBackend::new(tty.clone(), size).with_ambiguous_wide(ambiguous_wide);
        let terminal = Terminal::with_options(painter, TerminalOptions { viewport })?;
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
