//! Cache of the cases that the screen shows: filled on request, bounded, whatever the size of the bundle.

use std::collections::HashMap;
use std::sync::Arc;

use crate::bundle::Case;

/// Cases by their places in the bundle. One that could not be read is there as none.
#[derive(Debug, Clone, Default)]
pub(crate) struct CaseCache {
    pub(crate) cases: HashMap<usize, Option<Arc<Case>>>,
    /// What was asked for and is not there yet.
    pub(crate) asked: Vec<usize>,
}

impl CaseCache {
    /// More than any screen shows; what is seen again soon need not be read again.
    pub(crate) const MOST: usize = 2000;

    /// A case, if it is there and could be read.
    pub fn get(&self, case: usize) -> Option<&Arc<Case>> {
        self.cases.get(&case)?.as_ref()
    }

    /// Whether a case is there, or it is known that it cannot be read.
    pub fn knows(&self, case: usize) -> bool {
        self.cases.contains_key(&case)
    }

    /// Whether cases were asked for that are not there yet.
    pub fn waits(&self) -> bool {
        !self.asked.is_empty()
    }

    /// Takes in cases that were asked for; of those that are not among them it is known that they cannot be read.
    pub fn take(&mut self, cases: Vec<(usize, Arc<Case>)>) {
        let asked = self.asked.drain(..);
        self.cases.extend(asked.map(|case| (case, None)));
        let cases = cases.into_iter();
        self.cases.extend(cases.map(|(at, case)| (at, Some(case))));
    }
}
