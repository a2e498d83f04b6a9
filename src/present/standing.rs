//! Standing of a case in an indicator: its rank among the cases that match the filter, and their median.

use std::ops::RangeInclusive;

use crate::bundle::{Indicator, Lang};
use crate::catalogue::{Catalogue, Measurement, Ranking};

use super::format::Formatter;

/// An indicator with the ranking of the matching cases.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The indicator.
    pub indicator: Indicator,
    /// The matching cases that have it, ranked.
    pub ranking: Ranking,
    /// The number of cases in the bundle that have it, matching or not.
    pub in_bundle: usize,
}

impl Standing {
    /// Ranks the `wanted` cases of an indicator.
    #[must_use]
    pub fn new(
        catalogue: &Catalogue,
        indicator: &Indicator,
        wanted: impl Fn(&Measurement) -> bool,
    ) -> Self {
        let measures = catalogue.measurements(&indicator.id);
        let found = measures.iter().copied().filter(wanted);
        Self {
            ranking: Ranking::of(indicator, found),
            indicator: indicator.clone(),
            in_bundle: measures.len(),
        }
    }
}

impl Formatter {
    /// A measurement of an indicator with bound and unit.
    #[must_use]
    pub fn measure(self, indicator: &Indicator, measure: &Measurement) -> String {
        self.quantity(measure.bound, measure.value(), &indicator.unit)
    }

    /// A rank, or a range of ranks if bounds leave it open: `2`, `1–3`.
    #[must_use]
    pub fn place(self, place: &RangeInclusive<usize>) -> String {
        let (first, last) = (place.start(), place.end());
        if first == last {
            return first.to_string();
        }
        format!("{first}{}{last}", self.glyphs.signs().to)
    }

    /// The standing of a case in pieces: rank and number of cases with a value, median, number masked, number filtered
    /// out. `None` if fewer than two cases have a value.
    #[must_use]
    pub fn standing(self, standing: &Standing, case: usize) -> Option<Vec<String>> {
        let Standing {
            indicator,
            ranking,
            in_bundle,
        } = standing;
        let known = ranking.known();
        let (median, bound) = ranking.median().filter(|_| known > 1)?;
        let median = self.quantity(bound, Some(median), &indicator.unit);
        let place = ranking.rank(case);
        let place = place.map(|place| self.place(&place));
        // Without a better direction, the first is the largest, not the best.
        let by_size = indicator.better.is_none();
        let others = in_bundle.saturating_sub(ranking.measurements().len());
        let masked = ranking.measurements().len() - known;
        let mut parts = Vec::new();
        match self.lang {
            Lang::Zh => {
                parts.push(match (place, by_size) {
                    (Some(place), false) => format!("第 {place} 位，共 {known}"),
                    (Some(place), true) => format!("从大到小第 {place}，共 {known}"),
                    (None, _) => format!("共 {known} 个案例"),
                });
                parts.push(format!("中位数 {median}"));
                parts.extend((masked > 0).then(|| format!("{masked} 个被遮盖")));
                parts.extend((others > 0).then(|| format!("筛选外 {others}")));
            }
            Lang::En => {
                parts.push(match (place, by_size) {
                    (Some(place), false) => format!("rank {place} of {known}"),
                    (Some(place), true) => format!("{place} of {known} by size"),
                    (None, _) => format!("{known} cases"),
                });
                parts.push(format!("median {median}"));
                parts.extend((masked > 0).then(|| format!("{masked} masked")));
                parts.extend((others > 0).then(|| format!("{others} filtered out")));
            }
        }
        Some(parts)
    }
}
