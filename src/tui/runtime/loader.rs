//! The cases of a large bundle, read on a thread of their own while the first are already on the screen.
//!
//! ```text
//! [ thread: Stream ] ─ a batch, a few at most ahead ─▶ finder: into the index ─ Loaded, some a second ─▶ App
//! ```
//!
//! The finder takes in what comes and tells the model before it answers anything about it, so no answer is about a case
//! that the model does not know.
//!
//! Memory stays small however slowly a terminal takes its frames: the model is told no more until it has taken in what it
//! was told before, and then no more is read.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, sync_channel};
use std::time::{Duration, Instant};
use std::{io, thread};

use crate::bundle::{Case, Stream};
use crate::tui::input::event::{Event, Progress};

/// The model is told of new cases so often. Each time it makes its list anew, and the screen changes.
const PERIOD: Duration = Duration::from_millis(100);

/// The model is told of so many cases at a time, of which each takes a microsecond and some kilobytes.
const MOST_AT_ONCE: usize = 5_000;

/// So many batches may wait: as one is taken in, the next is read.
const AHEAD: usize = 2;

/// What comes of the bundle.
pub(crate) struct Feed {
    batches: Receiver<Part>,
    /// What the model was not told of yet.
    untold: Vec<Case>,
    progress: Progress,
    left_out: usize,
    ends_early: bool,
    told: Instant,
    /// What it was told of last, until it has taken that in. So it is here that thousands of cases are freed, which takes
    /// longer than to take them in, and not where frames are drawn.
    last: Option<Arc<[Case]>>,
}

/// Some cases of the bundle, how far it is read with them, how many were left out so far, and whether it cannot be read to
/// its end.
struct Part {
    cases: Vec<Case>,
    progress: Progress,
    left_out: usize,
    ends_early: bool,
}

impl Feed {
    /// Starts the thread that reads.
    ///
    /// # Errors
    ///
    /// If there can be no thread.
    pub fn start(mut stream: Stream) -> io::Result<Self> {
        let (parts, batches) = sync_channel(AHEAD);
        let feed = Self {
            batches,
            untold: Vec::new(),
            progress: progress(&stream),
            left_out: stream.rejected(),
            ends_early: stream.missing_end().is_some(),
            told: Instant::now(),
            last: None,
        };
        thread::Builder::new()
            .name("load".to_owned())
            .spawn(move || {
                while let Some(batch) = stream.next() {
                    let part = Part {
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
        Ok(feed)
    }

    /// Whether nothing is taken in until the model has taken in what there is.
    pub fn is_full(&self) -> bool {
        self.untold.len() >= MOST_AT_ONCE
    }

    /// Waits for the next cases and gives them to `take`; whether there were any.
    pub fn next(&mut self, take: impl FnOnce(&[Case])) -> bool {
        let Ok(part) = self.batches.recv() else {
            return false;
        };
        take(&part.cases);
        self.untold.extend(part.cases);
        self.progress = part.progress;
        self.left_out = part.left_out;
        self.ends_early = part.ends_early;
        true
    }

    /// Tells the model of new cases if it is time, and it has taken in the last.
    pub fn tell_in_time(&mut self, model: &Sender<Event>) {
        // Whatever the model has taken in is nobody else's any more.
        self.last.take_if(|cases| Arc::strong_count(cases) == 1);
        if self.told.elapsed() >= PERIOD && self.last.is_none() {
            self.tell(model);
        }
    }

    /// Tells the model of new cases.
    pub fn tell(&mut self, model: &Sender<Event>) {
        if self.untold.is_empty() {
            return;
        }
        let cases: Arc<[Case]> = std::mem::take(&mut self.untold).into();
        self.last = Some(Arc::clone(&cases));
        self.told = Instant::now();
        let progress = self.progress;
        // Without the model, nobody is there to be told.
        let _ = model.send(Event::Loaded { cases, progress });
    }

    /// Tells the model that there is no more.
    pub fn end(mut self, model: &Sender<Event>) {
        self.tell(model);
        let end = Event::LoadedAll {
            unreadable: self.left_out,
            ends_early: self.ends_early,
        };
        let _ = model.send(end);
    }
}

/// How far a bundle is read.
pub(crate) fn progress(stream: &Stream) -> Progress {
    let (done, total) = stream.bytes();
    Progress { done, total }
}
