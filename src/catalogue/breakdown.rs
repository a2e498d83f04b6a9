//! A breakdown: some of a bundle's cases counted by group, and the sums of their figures.
//!
//! Invariants: in each grouping, the counts of the outermost groups and of the cases without a group add up to the
//! number of cases; the count of a group is at least that of the groups within it.

use std::collections::BTreeMap;

use crate::text::trim_float_error;

use super::groups::{Catalogue, GroupId, Grouping, Groups, Totals};
use super::ranking::Measurement;
use crate::bundle::{Bound, Indicator};

/// Cases, counted by group.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Breakdown {
    /// Their cases, metrics, points and notices in all.
    pub totals: Totals,
    /// For each indicator that any of them has a metric of, the sum of its values, in the bundle's order.
    pub measured: Vec<IndicatorTotal>,
    /// By grouping, in the order of [`Grouping::ALL`].
    tallies: [Vec<Tally>; Grouping::ALL.len()],
}

/// The values of an indicator among several cases.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IndicatorTotal {
    /// Index of the indicator in the catalogue.
    pub indicator: usize,
    /// Number of cases with a value.
    pub known: usize,
    /// Number of cases whose value is masked.
    pub masked: usize,
    /// The sum of the printed values, and how exact it is. `None` if no case has a value, or if there are several and
    /// they may not be added.
    pub sum: Option<(f64, Bound)>,
}

/// The number of cases in a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// `None` for the cases without a group.
    pub group: Option<GroupId>,
    /// Nesting depth; 0 for an outermost group.
    pub depth: usize,
    /// Number of cases in it.
    pub count: usize,
}

impl Breakdown {
    /// The groups that have any of the cases, in the catalogue's order, each after its parent. Sources come without
    /// their headings.
    #[must_use]
    pub fn tallies(&self, grouping: Grouping) -> &[Tally] {
        &self.tallies[grouping as usize]
    }
}

impl Catalogue {
    /// Counts these cases, given by index, by group.
    #[must_use]
    pub fn breakdown(&self, cases: impl Iterator<Item = usize>) -> Breakdown {
        let mut counts = Grouping::ALL.map(|by| vec![0; self.groups(by).len() + 1]);
        // Without indicators it does not matter which cases were chosen.
        let has_indicators = !self.indicators().is_empty();
        let mut chosen = vec![false; if has_indicators { self.len() } else { 0 }];
        let cases = cases.inspect(|case| {
            if let Some(chosen) = chosen.get_mut(*case) {
                *chosen = true;
            }
            for (by, counts) in Grouping::ALL.iter().zip(&mut counts) {
                let group = self.groups(*by).innermost(*case);
                counts[slot(group)] += 1;
            }
        });
        let totals = self.totals(cases);
        let tallies = Grouping::ALL.map(|by| {
            let max_depth = if by == Grouping::Source {
                0
            } else {
                usize::MAX
            };
            tallies(self.groups(by), &mut counts[by as usize], max_depth)
        });
        let is_chosen = |case: usize| chosen.get(case) == Some(&true);
        Breakdown {
            totals,
            measured: self.measured(is_chosen),
            tallies,
        }
    }
}

impl Catalogue {
    /// The values of each indicator that any chosen case has a metric of.
    fn measured(&self, is_chosen: impl Fn(usize) -> bool) -> Vec<IndicatorTotal> {
        let indicators = self.indicators().iter().enumerate();
        let measured = indicators.map(|(index, indicator)| {
            let all = self.measurements(&indicator.id).iter();
            IndicatorTotal::of(index, indicator, all.filter(|one| is_chosen(one.case)))
        });
        measured.filter(|one| one.known + one.masked > 0).collect()
    }
}

impl IndicatorTotal {
    fn of<'a>(
        index: usize,
        indicator: &Indicator,
        measurements: impl Iterator<Item = &'a Measurement>,
    ) -> Self {
        let mut together = Self {
            indicator: index,
            known: 0,
            masked: 0,
            sum: None,
        };
        for measure in measurements {
            let Some(value) = measure.value() else {
                together.masked += 1;
                continue;
            };
            together.known += 1;
            together.sum = Some(match together.sum {
                Some((sum, bound)) => (
                    trim_float_error(sum + value),
                    bound_of_sum(bound, measure.bound),
                ),
                None => (value, measure.bound),
            });
        }
        if !indicator.sums.may && together.known + together.masked > 1 {
            together.sum = None;
        }
        together
    }
}

/// The bound of the sum of two bounded numbers.
fn bound_of_sum(one: Bound, other: Bound) -> Bound {
    match (one, other) {
        (Bound::Exact, bound) | (bound, Bound::Exact) => bound,
        (Bound::MoreThan, Bound::AtLeast) | (Bound::AtLeast, Bound::MoreThan) => Bound::MoreThan,
        (one, other) if one == other => one,
        _ => Bound::About,
    }
}

/// The index of a group's count; that of the cases without a group is first.
fn slot(group: Option<GroupId>) -> usize {
    group.map_or(0, |group| group.index() + 1)
}

/// The groups that have any case, down to a depth. `counts` has for each [`slot`] the number of cases that are in this
/// group and in none within it; afterwards, the number of all cases in it.
fn tallies(groups: &Groups, counts: &mut [usize], max_depth: usize) -> Vec<Tally> {
    let mut children: BTreeMap<Option<GroupId>, Vec<GroupId>> = BTreeMap::new();
    let without = counts[0];
    // A parent comes before its children.
    for group in groups.all().rev() {
        let (count, parent) = (counts[slot(Some(group))], groups.parent(group));
        if count > 0 {
            counts[slot(parent)] += count;
            children.entry(parent).or_default().push(group);
        }
    }
    for siblings in children.values_mut() {
        siblings.sort_by_key(|group| (groups.order(*group), *group));
    }
    let mut tallies = Vec::new();
    let outermost = children.get(&None).cloned().unwrap_or_default();
    // A stack: the next group is last.
    let mut stack: Vec<(GroupId, usize)> =
        outermost.into_iter().rev().map(|one| (one, 0)).collect();
    while let Some((group, depth)) = stack.pop() {
        tallies.push(Tally {
            group: Some(group),
            depth,
            count: counts[slot(Some(group))],
        });
        let inner = children.get(&Some(group)).filter(|_| depth < max_depth);
        let inner = inner.into_iter().flatten().rev();
        stack.extend(inner.map(|one| (*one, depth + 1)));
    }
    if without > 0 {
        tallies.push(Tally {
            group: None,
            depth: 0,
            count: without,
        });
    }
    tallies
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::bundle::{Interval, Lang, Word, parse_text};

    /// The catalogue of the shipped bundle, with one case moved to no region.
    static SHIPPED: LazyLock<Catalogue> = LazyLock::new(|| {
        let text = include_str!("../../data/cases.json");
        let mut bundle = parse_text(text, "shipped").expect("sound");
        let region = &mut bundle.cases[3].region;
        (region.province, region.prefecture, region.county) = (None, None, None);
        Catalogue::from(&bundle)
    });

    proptest! {
        #[test]
        fn groups_hold_what_their_cases_say(chosen in prop::collection::vec(any::<bool>(), 83)) {
            let catalogue = &*SHIPPED;
            let cases: Vec<usize> = (0..catalogue.len()).filter(|case| chosen.get(*case) == Some(&true)).collect();
            let breakdown = catalogue.breakdown(cases.iter().copied());
            prop_assert_eq!(breakdown.totals, catalogue.totals(cases.iter().copied()));
            for by in Grouping::ALL {
                let groups = catalogue.groups(by);
                let tallies = breakdown.tallies(by);
                let outermost = tallies.iter().filter(|one| one.depth == 0);
                prop_assert_eq!(outermost.map(|one| one.count).sum::<usize>(), cases.len());
                for one in tallies {
                    let holds = |case: &&usize| {
                        let mut around = groups.innermost(**case);
                        while around != one.group && around.is_some() {
                            around = groups.parent(around.expect("a group"));
                        }
                        around == one.group && (around.is_some() || groups.innermost(**case).is_none())
                    };
                    prop_assert_eq!(one.count, cases.iter().filter(holds).count());
                    prop_assert!(one.count > 0);
                }
                let depth = |one: &Tally| one.group.and_then(|group| groups.parent(group)).is_some();
                prop_assert!(by == Grouping::Region || tallies.iter().all(|one| !depth(one)));
            }
        }
    }

    #[test]
    fn groups_come_in_the_order_of_the_catalogue() {
        let catalogue = &*SHIPPED;
        let breakdown = catalogue.breakdown(0..catalogue.len());
        let names = |by| -> Vec<String> {
            let name = |one: &Tally| Some(catalogue.name(by, one.group?, Lang::En)?.into_owned());
            let tallies = breakdown.tallies(by).iter();
            tallies
                .map(|one| format!("{}{}", " ".repeat(one.depth), name(one).unwrap_or_default()))
                .collect()
        };
        let years = names(Grouping::Year);
        assert!(
            years.is_sorted_by(|one, next| next.is_empty() || one > next),
            "{years:?}"
        );
        assert_eq!(
            years.last().map(String::as_str),
            Some(""),
            "undated cases come last"
        );
        let regions = names(Grouping::Region);
        let sichuan = regions
            .iter()
            .position(|name| name == "四川省")
            .expect("there");
        assert_eq!(regions[sichuan + 1..sichuan + 3], [" 自贡市", " 泸州市"]);
        assert_eq!(
            regions.last().map(String::as_str),
            Some(""),
            "cases without a region come last"
        );
        assert_eq!(names(Grouping::Source).len(), 5);
    }

    /// A printed number with a bound, and a true number that it allows.
    fn bounded(value: f64, bound: Bound, part: f64) -> (Measurement, f64) {
        let (low, high) = match bound {
            Bound::Exact => (value, value),
            Bound::About => (value * 0.9, value * 1.1),
            Bound::MoreThan | Bound::AtLeast => (value, value + 100.0),
            Bound::AtMost => (0.0, value),
        };
        let interval = Some(Interval { low, value, high });
        let measure = Measurement {
            case: 0,
            metric: 0,
            bound,
            interval,
        };
        (measure, low + part * (high - low))
    }

    fn indicator(may: bool) -> Indicator {
        let said = || crate::bundle::Bilingual {
            zh: "数".into(),
            en: "number".into(),
        };
        Indicator {
            id: "number".into(),
            label: said(),
            unit: "件".into(),
            better: None,
            most: None,
            rule: said(),
            sums: crate::bundle::Additivity { may, why: said() },
        }
    }

    fn together(may: bool, measurements: &[Measurement]) -> IndicatorTotal {
        IndicatorTotal::of(0, &indicator(may), measurements.iter())
    }

    fn bounds() -> impl Strategy<Value = Bound> {
        prop::sample::select(Bound::ALL.to_vec())
    }

    proptest! {
        #[test]
        fn a_sum_is_as_exact_as_its_parts_allow(
            parts in prop::collection::vec((0..10_000_u32, bounds(), 0.0..1.0_f64), 1..6)
        ) {
            let parts = parts.into_iter().map(|(tenths, bound, part)| bounded(f64::from(tenths) / 10.0, bound, part));
            let (measurements, truths): (Vec<Measurement>, Vec<f64>) = parts.unzip();
            let (sum, bound) = together(true, &measurements).sum.expect("a sum");
            let truth: f64 = truths.iter().sum();
            prop_assert!(crate::text::decimal(sum).len() <= "59999.5".len(), "{}", sum);
            match bound {
                Bound::Exact => prop_assert!((truth - sum).abs() < 1e-6),
                Bound::MoreThan | Bound::AtLeast => prop_assert!(truth > sum - 1e-6),
                Bound::AtMost => prop_assert!(truth < sum + 1e-6),
                Bound::About => {
                    prop_assert!(measurements.iter().any(|one| one.bound != Bound::Exact));
                }
            }
            let exact = measurements.iter().all(|one| one.bound == Bound::Exact);
            prop_assert_eq!(exact, bound == Bound::Exact);
        }
    }

    #[test]
    fn bounds_of_sums() {
        use Bound::{About, AtLeast, AtMost, Exact, MoreThan};
        for (one, other, both) in [
            (Exact, Exact, Exact),
            (Exact, MoreThan, MoreThan),
            (AtMost, Exact, AtMost),
            (AtLeast, AtLeast, AtLeast),
            (AtLeast, MoreThan, MoreThan),
            (AtLeast, AtMost, About),
            (About, MoreThan, About),
        ] {
            let measurements = [one, other].map(|bound| bounded(7.0, bound, 0.0).0);
            assert_eq!(together(true, &measurements).sum, Some((14.0, both)));
        }
    }

    #[test]
    fn masked_values_and_forbidden_sums_are_left_out() {
        let masked = Measurement {
            case: 1,
            metric: 0,
            bound: Bound::Exact,
            interval: None,
        };
        let known = bounded(0.1, Bound::Exact, 0.0).0;
        let other = bounded(0.2, Bound::Exact, 0.0).0;
        let sum = together(true, &[known, masked, other]);
        assert_eq!((sum.known, sum.masked), (2, 1));
        assert_eq!(sum.sum, Some((0.3, Bound::Exact)));
        assert_eq!(together(false, &[known, masked, other]).sum, None);
        assert_eq!(together(true, &[masked]).sum, None, "it is not 0");
        let lone = together(false, &[known]).sum;
        assert_eq!(lone, Some((0.1, Bound::Exact)), "nothing is added to it");
        assert_eq!(together(false, &[known, masked]).sum, None);
        let large =
            [1_234_567_890.12, 123_456_789.33].map(|value| bounded(value, Bound::Exact, 0.0).0);
        assert_eq!(
            together(true, &large).sum,
            Some((1_358_024_679.45, Bound::Exact))
        );
    }
}
