//! Cache of the cases that the screen shows, filled on request; its bound does not depend on the size of the bundle.

use std::collections::HashMap;
use std::sync::Arc;

use crate::bundle::Case;

/// Cases by their index in the bundle; `None` for a case that could not be read.
#[derive(Debug, Clone, Default)]
pub(crate) struct CaseCache {
    cases: HashMap<usize, Option<Arc<Case>>>,
    /// The indices of the cases that were requested and have not been read yet.
    requested: Vec<usize>,
}

impl CaseCache {
    /// The cache is cleared when it holds more cases than this: more than any screen shows, so that cases shown a moment
    /// ago need not be read again.
    const MOST: usize = 2000;

    /// A case, if it is in memory and could be read.
    pub fn get(&self, case: usize) -> Option<&Arc<Case>> {
        self.cases.get(&case)?.as_ref()
    }

    /// Whether a case is in memory, or known to be unreadable.
    pub fn knows(&self, case: usize) -> bool {
        self.cases.contains_key(&case)
    }

    /// Whether requested cases have not been read yet.
    pub fn is_waiting(&self) -> bool {
        !self.requested.is_empty()
    }

    /// Notes that cases are needed. Returns the indices to read, sorted; `None` if all of them are in memory.
    pub fn request(&mut self, mut cases: Vec<usize>) -> Option<Vec<usize>> {
        cases.sort_unstable();
        cases.dedup();
        if cases.iter().all(|case| self.knows(*case)) {
            return None;
        }
        if self.cases.len() > Self::MOST {
            self.cases.clear();
        }
        cases.retain(|case| !self.knows(*case));
        self.requested.clone_from(&cases);
        Some(cases)
    }

    /// Stores the cases that were read. Requested cases that are not among them are unreadable.
    pub fn store(&mut self, cases: Vec<(usize, Arc<Case>)>) {
        let requested = self.requested.drain(..);
        self.cases.extend(requested.map(|case| (case, None)));
        let cases = cases.into_iter();
        self.cases.extend(cases.map(|(at, case)| (at, Some(case))));
    }
}
