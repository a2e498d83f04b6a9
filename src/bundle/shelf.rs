//! Where the cases of a bundle are: in memory.
//!
//! Whoever needs a case asks for it by its index, so that nobody else need hold all of them.

use std::sync::Arc;

use super::{Bilingual, Bundle, Case, Problem, Source};

/// The cases of a bundle, to be read one by one, and its sources.
#[derive(Debug)]
pub struct Shelf(Arc<Bundle>);

impl Shelf {
    /// The shelf of a bundle that is in memory.
    #[must_use]
    pub fn of(bundle: Arc<Bundle>) -> Self {
        Self(bundle)
    }

    /// What the collection is called.
    #[must_use]
    pub fn title(&self) -> &Bilingual {
        &self.0.title
    }

    /// The published documents.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.0.sources
    }

    /// The source a case was drawn from.
    #[must_use]
    pub fn source_of(&self, case: &Case) -> Option<&Source> {
        self.0.source_of(case)
    }

    /// How many cases there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.cases.len()
    }

    /// Whether there are no cases.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.cases.is_empty()
    }

    /// The case at an index.
    ///
    /// # Errors
    ///
    /// If there is no such case.
    pub fn case(&self, index: usize) -> Result<Arc<Case>, Problem> {
        let case = self.0.cases.get(index).cloned();
        case.map(Arc::new).ok_or_else(|| {
            let message = format!("there is no case {}", index + 1);
            Problem::in_file("bundle", message, "open it again")
        })
    }
}
