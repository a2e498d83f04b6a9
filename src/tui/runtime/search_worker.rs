//! Questions about the bundle, answered on a thread of their own, so that typing never waits.
//!
//! ```text
//! App ─ Ask(question) ─▶ finder ─▶ [ thread: Searcher ] ─ answer, an event ─▶ the one channel ─▶ App
//! ```
//!
//! A newer search supersedes an older one, whether that waits or is under way: nobody needs what was typed before.
//!
//! Of many cases what names give is told first, and then what all texts give.
//!
//! While a large bundle is loaded, the thread takes in its cases (`feed`) between the questions.
//!
//! A small bundle is searched before the screen could be drawn twice. So whoever draws waits a little for the
//! answer, and a key costs one frame; only where it takes longer, what was typed is seen before what it finds, with what
//! was found in names by then.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::time::{Duration, Instant};
use std::{io, thread};

use super::searcher::Searcher;
use crate::bundle::Stream;
use crate::tui::input::effect::Question;
use crate::tui::input::event::Event;

use super::loader::Feed;

/// An answer that comes within this time is drawn together with what was typed. Less than a person sees.
const SOON: Duration = Duration::from_millis(15);

/// In fewer cases most searches are answered soon, and a first answer would only put the other off: that comes by a fifth
/// to a third later for it.
const MANY: usize = 20_000;

/// So long the thread waits for a question where it has nothing else to do, before it looks whether it has.
const A_MOMENT: Duration = Duration::from_millis(10);

/// The thread that answers.
pub(crate) struct Finder {
    questions: Sender<Asked>,
    /// The number of the latest search.
    latest: Arc<AtomicUsize>,
}

/// A question, and how many searches had been asked for by then, itself among them.
struct Asked {
    question: Question,
    number: usize,
}

impl Finder {
    /// Starts the thread, which answers to this channel.
    ///
    /// # Errors
    ///
    /// If there can be no thread.
    pub fn start(
        searcher: Searcher,
        stream: Option<Stream>,
        answers: Sender<Event>,
    ) -> io::Result<Self> {
        let (questions, asked) = channel();
        let feed = stream.map(Feed::start).transpose()?;
        let latest = Arc::new(AtomicUsize::new(0));
        let seen = Arc::clone(&latest);
        thread::Builder::new()
            .name("search".to_owned())
            .spawn(move || {
                searcher.prepare();
                let mut thread = Answering {
                    searcher,
                    asked,
                    latest: seen,
                    answers: Answers(answers),
                    many: MANY,
                    searched: String::new(),
                };
                if let Some(feed) = feed
                    && !thread.take_in(feed)
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
        // Without the thread there is no answer; it has said so itself.
        let _ = self.questions.send(Asked { question, number });
    }
}

/// The next event, if it comes soon; `since` is when the last key was taken in.
pub(crate) fn soon(events: &Receiver<Event>, since: Instant) -> Option<Event> {
    let left = SOON.saturating_sub(since.elapsed());
    if left.is_zero() {
        return None;
    }
    events.recv_timeout(left).ok()
}

/// Where answers go. If the thread ends in a panic, the browser is told to end: it would wait for ever.
struct Answers(Sender<Event>);

impl Drop for Answers {
    fn drop(&mut self) {
        if thread::panicking() {
            let _ = self.0.send(Event::Interrupted);
        }
    }
}

/// What the thread has.
struct Answering {
    searcher: Searcher,
    asked: Receiver<Asked>,
    /// The number of the latest search.
    latest: Arc<AtomicUsize>,
    answers: Answers,
    /// In so many cases a search has a first answer.
    many: usize,
    /// What was searched for last. If it is searched for again, for cases that came since, what it found is seen by then.
    searched: String,
}

impl Answering {
    /// Takes in what comes of the bundle. Questions come first, and each is about what is there by then. Whether there
    /// may be more of them.
    fn take_in(&mut self, mut feed: Feed) -> bool {
        loop {
            let question = if feed.is_full() {
                // The model will take in what there is, or has a question about it.
                self.asked.recv_timeout(A_MOMENT)
            } else {
                self.asked.try_recv().map_err(|error| match error {
                    TryRecvError::Empty => RecvTimeoutError::Timeout,
                    TryRecvError::Disconnected => RecvTimeoutError::Disconnected,
                })
            };
            match question {
                Ok(asked) => {
                    feed.tell(&self.answers.0);
                    if !self.answer(asked) {
                        return false;
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return false,
                Err(RecvTimeoutError::Timeout) => {
                    if !feed.is_full() && !feed.next(|cases| self.searcher.take_in(cases)) {
                        feed.end(&self.answers.0);
                        return true;
                    }
                    feed.tell_in_time(&self.answers.0);
                }
            }
        }
    }

    fn answer_all(&mut self) {
        while let Ok(asked) = self.asked.recv() {
            if !self.answer(asked) {
                return;
            }
        }
    }

    /// Answers a question; whether there may be more.
    fn answer(&mut self, Asked { question, number }: Asked) -> bool {
        let is_search = matches!(question, Question::Search(_));
        let latest = &self.latest;
        let wanted = || !is_search || latest.load(Ordering::Relaxed) == number;
        let mut tells = false;
        if let Question::Search(typed) = &question {
            tells = self.searcher.count() >= self.many && *typed != self.searched;
            self.searched.clone_from(typed);
        }
        let answers = &self.answers.0;
        let mut tell = |first| {
            // Without the model, the answer is not taken in either.
            let _ = answers.send(first);
        };
        let tell = tells.then_some(&mut tell as &mut dyn FnMut(Event));
        let answer = self.searcher.answer_while(question, &wanted, tell);
        answer.is_none_or(|answer| self.answers.0.send(answer).is_ok())
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
        let finder = Finder::start(searcher(), None, sender).expect("a thread");
        let typed = ["审", "审批", "审批 泸", "审批 泸州"];
        for typed in typed {
            finder.ask(Question::Search(typed.to_owned()));
        }
        loop {
            let event = events.recv().expect("the last is answered");
            let Event::Found {
                typed: answered,
                findings,
                ..
            } = event
            else {
                panic!("nothing else was asked");
            };
            if answered == *typed.last().expect("some were typed") {
                assert!(!findings.hits.is_empty());
                break;
            }
        }
        assert_eq!(soon(&events, Instant::now()), None);
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
    fn what_names_give_comes_first_once_if_there_are_many_cases_and_texts_may_give_more() {
        for (many, typed, depths) in [
            (83, "审批", &[Depth::Names, Depth::All, Depth::All][..]),
            (84, "审批", &[Depth::All, Depth::All]),
            (83, "", &[Depth::All, Depth::All]),
            (83, "年份:2022", &[Depth::All, Depth::All]),
            (83, "^泸州", &[Depth::All, Depth::All]),
            (83, "正文:审批", &[Depth::All, Depth::All]),
        ] {
            let (sender, events) = channel();
            let mut thread = Answering {
                searcher: searcher(),
                asked: channel().1,
                latest: Arc::default(),
                answers: Answers(sender),
                many,
                searched: String::new(),
            };
            for _ in 0..2 {
                let question = Question::Search(typed.to_owned());
                let number = 0;
                assert!(thread.answer(Asked { question, number }));
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
        let finder = Finder::start(searcher(), None, sender).expect("a thread");
        let lang = Lang::Zh;
        finder.ask(Question::CountFacets {
            typed: String::new(),
            lang,
        });
        finder.ask(Question::Search("审批".to_owned()));
        finder.ask(Question::Complete {
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
