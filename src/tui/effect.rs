//! What the browser asks of the world.

use std::cell::OnceCell;
use std::sync::Arc;

use crate::bundle::{Bundle, Case, Lang, Source};
use crate::search::{Depth, Index, Query, SearchResult, unranked_hits};

use super::event::Event;

/// Something the browser asks for. The answer, if there is one, is an [`Event`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Answer a question about the bundle.
    Ask(Question),
    /// Read a source's document; answered by [`Event::Document`].
    ReadDocument(Source),
    /// Read these cases, by their places in the bundle; answered by [`Event::Cases`] before the next frame is drawn.
    ReadCases(Vec<usize>),
    /// Put a text on the clipboard of the user's terminal.
    Copy(String),
    /// Remember what was looked for, for later runs.
    Remember(String),
    /// Forget what the screen shows and paint all of it.
    Repaint,
    /// End the program with these cases picked, by their places in the bundle; with none if nothing matched.
    Pick(Vec<usize>),
    /// End the program.
    Quit {
        /// Whether it was interrupted rather than asked to end.
        interrupted: bool,
    },
}

/// What is asked about a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// What meets what was typed? Answered by [`Event::Found`].
    Search(String),
    /// What completes the word before the caret? Answered by [`Event::Completes`].
    Complete {
        /// What was typed.
        typed: String,
        /// Where the caret is, in bytes.
        caret: usize,
        /// In which language it is completed.
        lang: Lang,
    },
    /// How many cases has each value of the facets? Answered by [`Event::Facets`].
    CountFacets {
        /// What was typed.
        typed: String,
        /// In which language they are named.
        lang: Lang,
    },
}

impl Question {
    /// Whether this event is the answer; a first answer is not.
    pub(super) fn is_answered_by(&self, event: &Event) -> bool {
        match (self, event) {
            (Self::Search(typed), Event::Found { query, depth, .. }) => {
                typed == query && *depth == Depth::All
            }
            (Self::Complete { typed, .. }, Event::Completes { typed: of, .. })
            | (Self::CountFacets { typed, .. }, Event::Facets { typed: of, .. }) => typed == of,
            _ => false,
        }
    }
}

/// Answers questions about the cases of a bundle that it has taken in.
pub struct Searcher {
    sources: Vec<Source>,
    first: Vec<Arc<Case>>,
    /// Made for the first search, so that the first frame does not wait for it.
    index: OnceCell<Index>,
    /// How many cases were taken in.
    count: usize,
}

impl Searcher {
    /// A searcher of a bundle.
    #[must_use]
    pub fn new(bundle: Arc<Bundle>) -> Self {
        let bundle = Arc::unwrap_or_clone(bundle);
        let cases = bundle.cases.into_iter().map(Arc::new);
        Self::of_first(bundle.sources, cases.collect())
    }

    /// A searcher of the first cases of a bundle.
    #[must_use]
    pub fn of_first(sources: Vec<Source>, first: Vec<Arc<Case>>) -> Self {
        Self {
            sources,
            count: first.len(),
            first,
            index: OnceCell::new(),
        }
    }

    /// Takes in the next cases of the bundle.
    pub fn take_in(&mut self, cases: &[Case]) {
        self.prepare();
        if let Some(index) = self.index.get_mut() {
            for case in cases {
                index.add(case);
            }
            self.count += cases.len();
        }
    }

    /// Makes ready for the first search.
    pub fn prepare(&self) {
        self.index();
    }

    /// Answers a question.
    #[must_use]
    pub fn answer(&self, question: Question) -> Event {
        self.answer_while(question, &|| true, None)
            .unwrap_or(Event::Interrupted)
    }

    /// How many cases were taken in.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// A first answer to a question: what is found in names, if texts may give more.
    #[must_use]
    pub fn first_answer(&self, question: Question) -> Option<Event> {
        let mut told = None;
        let mut tell = |event| told = Some(event);
        // The answer itself is not asked for.
        let _ = self.answer_while(question, &|| true, Some(&mut tell));
        told
    }

    /// Answers a question as long as the answer is wanted; none if that ends before. What is known sooner is told, if
    /// somebody wants to be told.
    pub(super) fn answer_while(
        &self,
        question: Question,
        wanted: &(dyn Fn() -> bool + Sync),
        tell: Option<&mut dyn FnMut(Event)>,
    ) -> Option<Event> {
        Some(match question {
            Question::Search(typed) => return self.search(&typed, wanted, tell),
            Question::Complete { typed, caret, lang } => {
                let completion = self.index().complete(&typed, caret, lang);
                Event::Completes { typed, completion }
            }
            Question::CountFacets { typed, lang } => {
                let facets = self.index().facets(&typed, lang);
                Event::Facets { typed, facets }
            }
        })
    }

    fn search(
        &self,
        typed: &str,
        wanted: &(dyn Fn() -> bool + Sync),
        tell: Option<&mut dyn FnMut(Event)>,
    ) -> Option<Event> {
        let event = |findings, depth| Event::Found {
            query: typed.to_owned(),
            findings,
            depth,
        };
        // Nothing typed needs no index.
        let findings = if typed.trim().is_empty() {
            SearchResult {
                hits: unranked_hits(0..self.count).collect(),
                mistakes: Vec::new(),
            }
        } else {
            let query = Query::new(typed);
            match tell {
                Some(tell) => {
                    let mut tell = |findings| tell(event(findings, Depth::Names));
                    self.index().search_names_first(&query, wanted, &mut tell)?
                }
                None => self.index().search_while(&query, wanted)?,
            }
        };
        Some(event(findings, Depth::All))
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let mut index = Index::of_sources(self.sources.clone());
            for case in &self.first {
                index.add(case);
            }
            index
        })
    }
}
