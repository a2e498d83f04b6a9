//! How some of a bundle's cases fall into its groups of every sort.
//!
//! What it is not: it names no group and draws nothing.
//!
//! Invariants: in each sort of group the outermost groups and the cases without one add up to the cases counted; a
//! group counts at least as much as all groups within it.

use std::collections::BTreeMap;

use super::{Catalogue, GroupId, Grouping, Groups, Totals};

/// Cases, counted by group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Breakdown {
    /// How much they count together.
    pub totals: Totals,
    /// In the order of [`Grouping::ALL`].
    tallies: [Vec<Tally>; Grouping::ALL.len()],
}

/// How many cases a group holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// None for the cases without a group.
    pub group: Option<GroupId>,
    /// How many groups it is in.
    pub depth: usize,
    /// How many of the cases it holds.
    pub count: usize,
}

impl Breakdown {
    /// The groups of a sort that hold any of the cases, in the catalogue's order, each behind the one around it. Sources
    /// come without their headings.
    #[must_use]
    pub fn tallies(&self, grouping: Grouping) -> &[Tally] {
        &self.tallies[grouping as usize]
    }
}

impl Catalogue {
    /// How these cases fall into groups.
    #[must_use]
    pub fn breakdown(&self, cases: impl Iterator<Item = usize>) -> Breakdown {
        let mut counts = Grouping::ALL.map(|by| vec![0; self.groups(by).len() + 1]);
        let cases = cases.inspect(|case| {
            for (by, counts) in Grouping::ALL.iter().zip(&mut counts) {
                let group = self.groups(*by).innermost(*case);
                counts[place(group)] += 1;
            }
        });
        let totals = self.totals(cases);
        let tallies = Grouping::ALL.map(|by| {
            let deepest = if by == Grouping::Source {
                0
            } else {
                usize::MAX
            };
            tallies(self.groups(by), &mut counts[by as usize], deepest)
        });
        Breakdown { totals, tallies }
    }
}

/// Where a group is counted; the cases without one come first.
fn place(group: Option<GroupId>) -> usize {
    group.map_or(0, |group| group.index() + 1)
}

/// The groups that hold anything, down to a depth, from how many cases each is the innermost group of.
fn tallies(groups: &Groups, counts: &mut [usize], deepest: usize) -> Vec<Tally> {
    let mut within: BTreeMap<Option<GroupId>, Vec<GroupId>> = BTreeMap::new();
    let without = counts[0];
    // Each group comes behind the one around it.
    for group in groups.all().rev() {
        let (count, around) = (counts[place(Some(group))], groups.around(group));
        if count > 0 {
            counts[place(around)] += count;
            within.entry(around).or_default().push(group);
        }
    }
    for groups_within in within.values_mut() {
        groups_within.sort_by_key(|group| (groups.order(*group), *group));
    }
    let mut tallies = Vec::new();
    let outermost = within.get(&None).cloned().unwrap_or_default();
    // The next to come stands last.
    let mut left: Vec<(GroupId, usize)> = outermost.into_iter().rev().map(|one| (one, 0)).collect();
    while let Some((group, depth)) = left.pop() {
        tallies.push(Tally {
            group: Some(group),
            depth,
            count: counts[place(Some(group))],
        });
        let inner = within.get(&Some(group)).filter(|_| depth < deepest);
        let inner = inner.into_iter().flatten().rev();
        left.extend(inner.map(|one| (*one, depth + 1)));
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
    use crate::bundle::{Lang, parse_text};

    /// That of the shipped bundle with a case that is in no region.
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
                            around = groups.around(around.expect("a group"));
                        }
                        around == one.group && (around.is_some() || groups.innermost(**case).is_none())
                    };
                    prop_assert_eq!(one.count, cases.iter().filter(holds).count());
                    prop_assert!(one.count > 0);
                }
                let depth = |one: &Tally| one.group.and_then(|group| groups.around(group)).is_some();
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
}
