//! Marked cases, for comparing and for `casebook pick`.

use std::collections::HashMap;

/// Marked cases, by their index in the bundle, so that marks stay whatever the list shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Marks {
    /// The mark number of each case, 1-based in the order of marking; 0 if unmarked. Cases past the end are unmarked.
    numbers: Vec<u32>,
    /// The number of marked cases.
    count: usize,
    /// The last mark number given.
    last: u32,
    /// Whether all cases of a folded group are marked, by the first place of the group. Holds the groups checked so far.
    groups: HashMap<usize, bool>,
}

impl Marks {
    pub fn count(&self) -> usize {
        self.count
    }

    pub(crate) fn contains(&self, case: usize) -> bool {
        self.numbers.get(case).is_some_and(|number| *number > 0)
    }

    /// Whether all cases of the folded group with this first place are marked; false if not checked yet.
    pub fn are_all_marked(&self, first: usize) -> bool {
        self.groups.get(&first) == Some(&true)
    }

    /// Checks whether all cases of a folded group are marked, unless that is known.
    pub fn check_group(&mut self, first: usize, mut cases: impl Iterator<Item = Option<usize>>) {
        if !self.groups.contains_key(&first) {
            let all = cases.all(|case| case.is_some_and(|case| self.contains(case)));
            self.groups.insert(first, all);
        }
    }

    /// Forgets which groups are marked, because groups or marks changed.
    pub fn forget_groups(&mut self) {
        self.groups.clear();
    }

    /// Marks these cases, or unmarks them if all of them are marked.
    pub(crate) fn toggle(&mut self, cases: &[usize]) {
        let off = cases.iter().all(|case| self.contains(*case));
        let needed = cases.iter().max().map_or(0, |case| case + 1);
        if self.numbers.len() < needed {
            self.numbers.resize(needed, 0);
        }
        for case in cases {
            let Some(number) = self.numbers.get_mut(*case) else {
                continue;
            };
            if off {
                *number = 0;
                self.count -= 1;
            } else if *number == 0 {
                self.last += 1;
                *number = self.last;
                self.count += 1;
            }
        }
        self.forget_groups();
    }

    /// The cases in the order in which they were marked.
    pub fn in_order(&self) -> Vec<usize> {
        let numbers = self.numbers.iter().enumerate();
        let marked = numbers.filter(|(_, number)| **number > 0);
        let mut cases: Vec<(u32, usize)> = marked.map(|(case, number)| (*number, case)).collect();
        cases.sort_unstable();
        cases.into_iter().map(|(_, case)| case).collect()
    }
}
