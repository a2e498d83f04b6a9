//! Loads the rest of a large bundle on a thread, while its first cases are already on the screen.
//!
//! ```text
//! [ thread: Stream ] ─ batches, a few ahead ─▶ search worker: into the index ─ Loaded, ten a second ─▶ App
//! ```
//!
//! The search worker indexes new cases and sends them to the app before it answers a question about them, so no answer
//! names a case that the app does not have.
//!
//! Memory is bounded however slow the terminal is: nothing more is sent before the app has taken the last cases, and
//! nothing more is read before that.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, sync_channel};
use std::time::{Duration, Instant};
use std::{io, thread};

use crate::bundle::{Case, Stream};
use crate::tui::input::event::{Event, Progress};

/// How often new cases are sent to the app. Each time it rebuilds its list and draws a frame.
const SEND_PERIOD: Duration = Duration::from_millis(100);

/// The most cases sent at once. Each takes the app about a microsecond, and some kilobytes of memory.
const MAX_UNSENT: usize = 5_000;

/// Batches read ahead: the next is read while one is indexed.
const QUEUED_BATCHES: usize = 2;

/// The batches of a bundle, and what of them the app does not have yet.
pub(crate) struct Loader {
    batches: Receiver<LoadedBatch>,
    /// Cases not sent to the app yet.
    unsent: Vec<Case>,
    progress: Progress,
    left_out: usize,
    ends_early: bool,
    sent_at: Instant,
    /// The cases sent last, until the app has taken them. Keeping them here frees them on this thread, not on the one
    /// that draws; freeing takes longer than taking.
    in_flight: Option<Arc<[Case]>>,
}

/// A batch of cases, with the progress after it, the number of rejected lines so far, and whether the file ends early.
struct LoadedBatch {
    cases: Vec<Case>,
    progress: Progress,
    left_out: usize,
    ends_early: bool,
}

impl Loader {
    /// Starts the thread that reads.
    ///
    /// # Errors
    ///
    /// If the thread cannot be started.
    pub fn start(mut stream: Stream) -> io::Result<Self> {
        let (parts, batches) = sync_channel(QUEUED_BATCHES);
        let loader = Self {
            batches,
            unsent: Vec::new(),
            progress: progress(&stream),
            left_out: stream.rejected(),
            ends_early: stream.missing_end().is_some(),
            sent_at: Instant::now(),
            in_flight: None,
        };
        thread::Builder::new()
            .name("load".to_owned())
            .spawn(move || {
                while let Some(batch) = stream.next() {
                    let part = LoadedBatch {
                        ends_early: batch.is_err() || stream.missing_end().is_some(),
                        cases: batch.map(|batch| batch.cases).unwrap_or_default(),
                        progress: progress(&stream),
                        left_out: stream.rejected(),
                    };
                    // Nobody waits for it any more.
                    if parts.send(part).is_err() {
                        return;
                    }
                }
            })?;
        Ok(loader)
    }

    /// Whether nothing is taken in until the app has taken in what there is.
    pub fn is_full(&self) -> bool {
        self.unsent.len() >= MAX_UNSENT
    }

    /// Waits for the next cases and gives them to `take`; whether there were any.
    pub fn receive(&mut self, take: impl FnOnce(&[Case])) -> bool {
        let Ok(part) = self.batches.recv() else {
            return false;
        };
        take(&part.cases);
        self.unsent.extend(part.cases);
        self.progress = part.progress;
        self.left_out = part.left_out;
        self.ends_early = part.ends_early;
        true
    }

    /// Tells the app of new cases if it is time, and it has taken in the last.
    pub fn send_if_due(&mut self, app: &Sender<Event>) {
        // Whatever the app has taken in is nobody else's any more.
        self.in_flight
            .take_if(|cases| Arc::strong_count(cases) == 1);
        if self.sent_at.elapsed() >= SEND_PERIOD && self.in_flight.is_none() {
            self.send(app);
        }
    }

    /// Tells the app of new cases.
    pub fn send(&mut self, app: &Sender<Event>) {
        if self.unsent.is_empty() {
            return;
        }
        let cases: Arc<[Case]> = std::mem::take(&mut self.unsent).into();
        self.in_flight = Some(Arc::clone(&cases));
        self.sent_at = Instant::now();
        let progress = self.progress;
        // Without the app, nobody is there to be told.
        let _ = app.send(Event::Loaded { cases, progress });
    }

    /// Tells the app that there is no more.
    pub fn finish(mut self, app: &Sender<Event>) {
        self.send(app);
        let end = Event::LoadedAll {
            unreadable: self.left_out,
            ends_early: self.ends_early,
        };
        let _ = app.send(end);
    }
}

/// How far a bundle is read.
pub(crate) fn progress(stream: &Stream) -> Progress {
    let (done, total) = stream.bytes();
    Progress { done, total }
}
