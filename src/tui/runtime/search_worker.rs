//! Answers questions about the bundle on a thread, so that typing never waits.
//!
//! ```text
//! App ─ Ask(question) ─▶ worker ─▶ [ thread: Searcher ] ─ answer, an event ─▶ the one channel ─▶ App
//! ```
//!
//! A newer search supersedes an older one, waiting or running. In many cases, names are searched first, and if the rest
//! takes long, the matches in names are sent before all matches. While a large bundle is loaded, the thread indexes its
//! cases (`loader`) between questions.
//!
//! The event loop waits briefly for an answer before it draws, so that a key in a small bundle costs one frame, not
//! two.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use std::{io, thread};

use super::searcher::Searcher;
use crate::bundle::Stream;
use crate::tui::input::effect::Question;
use crate::tui::input::event::Event;

use super::loader::Loader;

/// How long the event loop waits for an answer before it draws: too short to notice.
const ANSWER_GRACE: Duration = Duration::from_millis(15);

/// Names are searched first from this many cases on. With fewer, the full answer comes before it could be late.
const NAMES_FIRST_FROM: usize = 20_000;

/// A names-first answer is sent if the full one takes this much longer. Sooner, it would only delay the full one, since
/// both are listed and drawn.
const FIRST_ANSWER_AFTER: Duration = Duration::from_millis(30);

/// While the loader is full: how long the thread waits for a question before it checks whether the app has taken the
/// cases.
const IDLE_WAIT: Duration = Duration::from_millis(10);

/// Handle of the search thread.
pub(crate) struct SearchWorker {
    questions: Sender<Request>,
    /// The number of the latest search.
    latest: Arc<AtomicUsize>,
}

/// A question, and the number of searches asked up to then, itself included.
struct Request {
    question: Question,
    number: usize,
}

impl SearchWorker {
    /// Starts the thread, which sends its answers to `answers`.
    ///
    /// # Errors
    ///
    /// If a thread cannot be started.
    pub fn start(
        searcher: Searcher,
        stream: Option<Stream>,
        answers: Sender<Event>,
    ) -> io::Result<Self> {
        let (questions, requests) = channel();
        let loader = stream.map(Loader::start).transpose()?;
        let latest = Arc::new(AtomicUsize::new(0));
        let seen = Arc::clone(&latest);
        thread::Builder::new()
            .name("search".to_owned())
            .spawn(move || {
                searcher.prepare();
                let mut thread = WorkerThread {
                    searcher,
                    requests,
                    latest: seen,
                    answers: AnswerSender(answers),
                    names_first_from: NAMES_FIRST_FROM,
                    first_answer_after: FIRST_ANSWER_AFTER,
                    last_search: String::new(),
                };
                if let Some(loader) = loader
                    && !thread.load(loader)
                {
                    return;
                }
                thread.answer_all();
            })?;
        Ok(Self { questions, latest })
    }

    /// Asks; the answer comes as an event.
    pub fn ask(&self, question: Question) {
        let is_search = matches!(question, Question::Search(_));
        let number = self.latest.load(Ordering::Relaxed) + usize::from(is_search);
        self.latest.store(number, Ordering::Relaxed);
        // Sending fails only if the thread panicked; `AnswerSender` has then ended the browser.
        let _ = self.questions.send(Request { question, number });
    }
}

/// The next event, if it arrives within the grace period. `since` is when the loop took the first of the pending
/// events.
pub(crate) fn answer_within_grace(events: &Receiver<Event>, since: Instant) -> Option<Event> {
    let left = ANSWER_GRACE.saturating_sub(since.elapsed());
    if left.is_zero() {
        return None;
    }
    events.recv_timeout(left).ok()
}

/// Sends answers. If the thread panics, it ends the browser, which would otherwise wait forever.
struct AnswerSender(Sender<Event>);

impl Drop for AnswerSender {
    fn drop(&mut self) {
        if thread::panicking() {
            let _ = self.0.send(Event::Interrupted);
        }
    }
}

/// The state of the search thread.
struct WorkerThread {
    searcher: Searcher,
    requests: Receiver<Request>,
    /// The number of the latest search.
    latest: Arc<AtomicUsize>,
    answers: AnswerSender,
    /// [`NAMES_FIRST_FROM`].
    names_first_from: usize,
    /// [`FIRST_ANSWER_AFTER`].
    first_answer_after: Duration,
    /// The last query. When it is repeated for cases loaded since, its hits are already on the screen, so no names-first
    /// answer is sent.
    last_search: String,
}

impl WorkerThread {
    /// Loads the bundle and answers questions between batches, each about the cases loaded so far. Returns false if the
    /// app is gone.
    fn load(&mut self, mut loader: Loader) -> bool {
        loop {
            let question = if loader.is_full() {
                // The app either takes the unsent cases or asks a question about them.
                self.requests.recv_timeout(IDLE_WAIT)
            } else {
                self.requests.try_recv().map_err(|error| match error {
                    TryRecvError::Empty => RecvTimeoutError::Timeout,
                    TryRecvError::Disconnected => RecvTimeoutError::Disconnected,
                })
            };
            match question {
                Ok(request) => {
                    loader.send(&self.answers.0);
                    if !self.answer(request) {
                        return false;
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return false,
                Err(RecvTimeoutError::Timeout) => {
                    if !loader.is_full() && !loader.receive(|cases| self.searcher.add_cases(cases))
                    {
                        loader.finish(&self.answers.0);
                        return true;
                    }
                    loader.send_if_due(&self.answers.0);
                }
            }
        }
    }

    fn answer_all(&mut self) {
        while let Ok(request) = self.requests.recv() {
            if !self.answer(request) {
                return;
            }
        }
    }

    /// Answers a question. Returns false if the app is gone.
    fn answer(&mut self, Request { question, number }: Request) -> bool {
        let is_search = matches!(question, Question::Search(_));
        let mut names_first = false;
        if let Question::Search(typed) = &question {
            names_first =
                self.searcher.count() >= self.names_first_from && *typed != self.last_search;
            self.last_search.clone_from(typed);
        }
        let first = FirstAnswer {
            after: self.first_answer_after,
            answers: &self.answers.0,
            held_back: Mutex::default(),
        };
        let latest = &self.latest;
        let wanted = || {
            let is_wanted = !is_search || latest.load(Ordering::Relaxed) == number;
            if is_wanted {
                first.send_if_due();
            }
            is_wanted
        };
        let mut hold_back = |event| first.hold_back(event);
        let on_first = names_first.then_some(&mut hold_back as &mut dyn FnMut(Event));
        let answer = self.searcher.answer_while(question, &wanted, on_first);
        answer.is_none_or(|answer| self.answers.0.send(answer).is_ok())
    }
}

/// A names-first answer, held back until the full answer is late.
struct FirstAnswer<'a> {
    after: Duration,
    answers: &'a Sender<Event>,
    /// The answer, and when it is due.
    held_back: Mutex<Option<(Event, Instant)>>,
}

impl FirstAnswer<'_> {
    fn hold_back(&self, event: Event) {
        if let Ok(mut held_back) = self.held_back.lock() {
            *held_back = Some((event, Instant::now() + self.after));
        }
    }

    /// Called by all threads that search, about every millisecond.
    fn send_if_due(&self) {
        let Ok(mut held_back) = self.held_back.try_lock() else {
            return;
        };
        if let Some((event, _)) = held_back.take_if(|(_, due)| *due <= Instant::now()) {
            // If the app is gone, sending the full answer fails too.
            let _ = self.answers.send(event);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::{Bundle, Lang, parse_text};
    use crate::search::Depth;

    fn searcher() -> Searcher {
        let bundle: Bundle =
            parse_text(include_str!("../../../data/cases.json"), "shipped").expect("sound");
        Searcher::new(Arc::new(bundle))
    }

    #[test]
    fn the_latest_search_is_answered_and_older_ones_may_not_be() {
        let (sender, events) = channel();
        let worker = SearchWorker::start(searcher(), None, sender).expect("a thread");
        let typed = ["审", "审批", "审批 泸", "审批 泸州"];
        for typed in typed {
            worker.ask(Question::Search(typed.to_owned()));
        }
        loop {
            let event = events.recv().expect("the last is answered");
            let Event::Found {
                typed: answered,
                result,
                ..
            } = event
            else {
                panic!("nothing else was asked");
            };
            if answered == *typed.last().expect("some were typed") {
                assert!(!result.hits.is_empty());
                break;
            }
        }
        assert_eq!(answer_within_grace(&events, Instant::now()), None);
    }

    #[test]
    fn a_search_that_is_superseded_is_given_up() {
        let question = || Question::Search("审批".to_owned());
        assert_eq!(searcher().answer_while(question(), &|| false, None), None);
        assert!(
            searcher()
                .answer_while(question(), &|| true, None)
                .is_some()
        );
    }

    #[test]
    fn a_names_first_answer_comes_once_if_there_are_many_cases_and_the_full_one_is_late() {
        const AT_ONCE: Duration = Duration::ZERO;
        for (many, after, typed, depths) in [
            (
                83,
                AT_ONCE,
                "审批",
                &[Depth::Names, Depth::All, Depth::All][..],
            ),
            (
                83,
                Duration::from_hours(1),
                "审批",
                &[Depth::All, Depth::All],
            ),
            (84, AT_ONCE, "审批", &[Depth::All, Depth::All]),
            (83, AT_ONCE, "", &[Depth::All, Depth::All]),
            (83, AT_ONCE, "年份:2022", &[Depth::All, Depth::All]),
            (83, AT_ONCE, "^泸州", &[Depth::All, Depth::All]),
            (83, AT_ONCE, "正文:审批", &[Depth::All, Depth::All]),
        ] {
            let (sender, events) = channel();
            let mut thread = WorkerThread {
                searcher: searcher(),
                requests: channel().1,
                latest: Arc::default(),
                answers: AnswerSender(sender),
                names_first_from: many,
                first_answer_after: after,
                last_search: String::new(),
            };
            for _ in 0..2 {
                let question = Question::Search(typed.to_owned());
                let number = 0;
                assert!(thread.answer(Request { question, number }));
            }
            drop(thread);
            let answers = events.iter().map(|event| match event {
                Event::Found { depth, .. } => depth,
                other => panic!("{other:?}"),
            });
            assert_eq!(answers.collect::<Vec<_>>(), depths, "{typed}");
        }
    }

    #[test]
    fn other_questions_are_answered_each() {
        let (sender, events) = channel();
        let worker = SearchWorker::start(searcher(), None, sender).expect("a thread");
        let lang = Lang::Zh;
        worker.ask(Question::CountFacets {
            typed: String::new(),
            lang,
        });
        worker.ask(Question::Search("审批".to_owned()));
        worker.ask(Question::Complete {
            typed: "kin".to_owned(),
            caret: 3,
            lang,
        });
        let answers: Vec<Event> = events.iter().take(3).collect();
        assert!(matches!(answers[0], Event::Facets { .. }));
        assert!(matches!(answers[1], Event::Found { .. }));
        assert!(matches!(answers[2], Event::Completes { .. }));
    }
}
