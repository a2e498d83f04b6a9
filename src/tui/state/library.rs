//! The collection of cases: its catalogue, the cases in memory, how far it is loaded, how cases rank.

use crate::bundle::Case;
use crate::catalogue::Catalogue;
use crate::tui::state::standings::Standings;

use super::case_cache::CaseCache;
use super::loading::Loading;

/// The collection that is browsed.
#[derive(Debug, Clone)]
pub(crate) struct Library {
    /// Groups and counts of all cases loaded so far.
    pub catalogue: Catalogue,
    pub cases: CaseCache,
    pub loading: Loading,
    pub standings: Standings,
}

impl Library {
    /// A case by its index in the bundle, if it is in memory and could be read.
    pub fn case(&self, index: usize) -> Option<&Case> {
        self.cases.get(index).map(|case| &**case)
    }
}
