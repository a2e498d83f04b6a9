//! Answers the model's questions about the cases of a bundle, from an index.

use std::cell::OnceCell;
use std::sync::Arc;

use crate::bundle::{Bundle, Case, Source};
use crate::search::{Depth, Index, Query, SearchResult, unranked_hits};
use crate::tui::input::effect::Question;
use crate::tui::input::event::Event;

/// Answers questions about the cases added so far.
pub struct Searcher {
    sources: Vec<Source>,
    first: Vec<Arc<Case>>,
    /// Built for the first search, so that the first frame does not wait for it.
    index: OnceCell<Index>,
    /// The number of cases added so far.
    count: usize,
}

impl Searcher {
    /// A searcher over a bundle.
    #[must_use]
    pub fn new(bundle: Arc<Bundle>) -> Self {
        let bundle = Arc::unwrap_or_clone(bundle);
        let cases = bundle.cases.into_iter().map(Arc::new);
        Self::of_first(bundle.sources, cases.collect())
    }

    /// A searcher over the first cases of a bundle.
    #[must_use]
    pub fn of_first(sources: Vec<Source>, first: Vec<Arc<Case>>) -> Self {
        Self {
            sources,
            count: first.len(),
            first,
            index: OnceCell::new(),
        }
    }

    /// Adds the next cases of the bundle.
    pub fn add_cases(&mut self, cases: &[Case]) {
        self.prepare();
        if let Some(index) = self.index.get_mut() {
            for case in cases {
                index.add(case);
            }
            self.count += cases.len();
        }
    }

    /// Builds the index, so that the first search does not wait for it.
    pub fn prepare(&self) {
        self.index();
    }

    /// Answers a question.
    #[must_use]
    pub fn answer(&self, question: Question) -> Event {
        self.answer_while(question, &|| true, None)
            .unwrap_or(Event::Interrupted)
    }

    /// The number of cases added so far.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// The names-first answer to a question, if other texts may match too.
    #[must_use]
    pub fn first_answer(&self, question: Question) -> Option<Event> {
        let mut first = None;
        let mut keep = |event| first = Some(event);
        // Only the names-first answer is wanted.
        let _ = self.answer_while(question, &|| true, Some(&mut keep));
        first
    }

    /// Answers a question while `wanted` holds; `None` if it stopped holding first. A names-first answer goes to `on_first`,
    /// if one is given.
    pub(crate) fn answer_while(
        &self,
        question: Question,
        wanted: &(dyn Fn() -> bool + Sync),
        on_first: Option<&mut dyn FnMut(Event)>,
    ) -> Option<Event> {
        Some(match question {
            Question::Search(typed) => return self.search(&typed, wanted, on_first),
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
        on_first: Option<&mut dyn FnMut(Event)>,
    ) -> Option<Event> {
        let query = Query::new(typed);
        let event = |result, depth| Event::Found {
            typed: typed.to_owned(),
            query: query.clone(),
            result,
            depth,
        };
        // An empty query needs no index.
        let result = if typed.trim().is_empty() {
            SearchResult {
                hits: unranked_hits(0..self.count).collect(),
                mistakes: Vec::new(),
            }
        } else {
            match on_first {
                Some(on_first) => {
                    let mut tell = |result| on_first(event(result, Depth::Names));
                    self.index().search_names_first(&query, wanted, &mut tell)?
                }
                None => self.index().search_while(&query, wanted)?,
            }
        };
        Some(event(result, Depth::All))
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
