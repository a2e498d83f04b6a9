//! Standings: the ranking of each indicator over the cases that the filter finds.

use crate::bundle::Metric;
use crate::catalogue::{Catalogue, Measurement};
use crate::present::Standing;
use crate::search::Hit;

use super::memo::Memo;

/// The standings over the hits, in the order of the bundle's indicators.
#[derive(Debug, Clone, Default)]
pub(crate) struct Standings {
    all: Memo<Found, Vec<Standing>>,
    /// Incremented whenever the standings change.
    version: u64,
}

/// Identifies the hits: the text of the query, the number of hits, the number of cases.
type Found = (Option<String>, usize, usize);

impl Standings {
    /// Ranks again if the hits changed. Costs nothing if the bundle has no indicators.
    pub fn update(&mut self, catalogue: &Catalogue, answered: Option<&String>, hits: &[Hit]) {
        let found = (answered.cloned(), hits.len(), catalogue.len());
        if catalogue.indicators().is_empty() || self.all.is_for(&found) {
            return;
        }
        let mut is_found = vec![false; catalogue.len()];
        for hit in hits {
            if let Some(is_found) = is_found.get_mut(hit.case()) {
                *is_found = true;
            }
        }
        let is_found = |measure: &Measurement| is_found.get(measure.case) == Some(&true);
        let indicators = catalogue.indicators().iter();
        let all = indicators.map(|one| Standing::new(catalogue, one, is_found));
        self.all.set(found, all.collect());
        self.version += 1;
    }

    /// All standings, in the order of the indicators.
    pub fn all(&self) -> &[Standing] {
        &self.all
    }

    /// The standing of a metric, if it has an indicator.
    pub fn of(&self, metric: &Metric) -> Option<&Standing> {
        let id = metric.indicator.as_ref()?;
        self.all.iter().find(|one| one.indicator.id == *id)
    }

    /// Changes with the standings; part of the key of whatever is laid out from them.
    pub fn version(&self) -> u64 {
        self.version
    }
}
