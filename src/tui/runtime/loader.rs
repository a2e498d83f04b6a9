//! Loads the rest of a large bundle on a thread, while its first cases are already on the screen.
//!
//! ```text
//! [ thread: Stream ] ─ batches, a few ahead ─▶ search worker: into the index ─ Loaded, ten a second ─▶ App
//! ```
//!
//! The search worker indexes new cases and sends them to the app before it answers a question about them, so no answer
//! names a case that the app does not have.
//!
//! Memory is bounded however slow the terminal is: the app takes the last cases before it is sent more, and reading
//! pauses at `MAX_UNSENT` unsent cases.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, sync_channel};
use std::time::{Duration, Instant};
use std::{io, thread};

use crate::bundle::{Case, Stream};
use crate::tui::input::event::{Event, Progress};

/// How often new cases are sent to the app. Each time it rebuilds its list and draws a frame.
const SEND_PERIOD: Duration = Duration::from_millis(100);

/// Reading pauses at this many unsent cases. Each takes the app about a microsecond and some kilobytes of memory.
const MAX_UNSENT: usize = 5_000;

/// Batches read ahead: the next is read while one is indexed.
const QUEUED_BATCHES: usize = 2;

/// The batches of a bundle, and the cases that the app does not have yet.
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
    /// Starts the loading thread.
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
                    // The loader was dropped.
                    if parts.send(part).is_err() {
                        return;
                    }
                }
            })?;
        Ok(loader)
    }

    /// Whether reading pauses until the app has taken the unsent cases.
    pub fn is_full(&self) -> bool {
        self.unsent.len() >= MAX_UNSENT
    }

    /// Waits for the next batch and passes its cases to `take`. Returns false at the end of the bundle.
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

    /// Sends the unsent cases if [`SEND_PERIOD`] has passed and the app has taken the last ones.
    pub fn send_if_due(&mut self, app: &Sender<Event>) {
        // The app has dropped its reference, so it has taken the cases.
        self.in_flight
            .take_if(|cases| Arc::strong_count(cases) == 1);
        if self.sent_at.elapsed() >= SEND_PERIOD && self.in_flight.is_none() {
            self.send(app);
        }
    }

    /// Sends the unsent cases, if there are any.
    pub fn send(&mut self, app: &Sender<Event>) {
        if self.unsent.is_empty() {
            return;
        }
        let cases: Arc<[Case]> = std::mem::take(&mut self.unsent).into();
        self.in_flight = Some(Arc::clone(&cases));
        self.sent_at = Instant::now();
        let progress = self.progress;
        // Sending fails only if the app is gone.
        let _ = app.send(Event::Loaded { cases, progress });
    }

    /// Sends the unsent cases, and that there are no more.
    pub fn finish(mut self, app: &Sender<Event>) {
        self.send(app);
        let end = Event::LoadedAll {
            unreadable: self.left_out,
            ends_early: self.ends_early,
        };
        let _ = app.send(end);
    }
}

/// How far a bundle is loaded.
pub(crate) fn progress(stream: &Stream) -> Progress {
    let (done, total) = stream.bytes();
    Progress { done, total }
}
