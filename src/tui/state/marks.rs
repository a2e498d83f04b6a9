//! Marked cases, for comparing and for `casebook pick`.

use std::collections::HashMap;

/// Marked cases, by their places in the bundle; so marks stay whatever the list shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Marks {
    /// For each case up to the last that was marked: the how manieth mark it has, from 1; 0 for none.
    numbers: Vec<u32>,
    /// How many cases are marked.
    pub(crate) count: usize,
    /// How many marks were ever made.
    made: u32,
    /// Of the folded groups that were seen, by their first places, whether all of their cases are marked.
    pub(crate) groups: HashMap<usize, bool>,
}

impl Marks {
    pub fn count(&self) -> usize {
        self.count
    }

    pub(crate) fn contains(&self, case: usize) -> bool {
        self.numbers.get(case).is_some_and(|number| *number > 0)
    }

    /// Whether all cases of the folded group at this first place are marked, as far as it was seen.
    pub fn are_all_marked(&self, first: usize) -> bool {
        self.groups.get(&first) == Some(&true)
    }

    /// Forgets what was seen of groups, which may have changed.
    pub fn forget_groups(&mut self) {
        self.groups.clear();
    }

    /// Marks these cases; if all of them are marked, takes their marks away.
    pub(crate) fn toggle(&mut self, cases: &[usize]) {
        let off = cases.iter().all(|case| self.contains(*case));
        let last = cases.iter().max().map_or(0, |case| case + 1);
        if self.numbers.len() < last {
            self.numbers.resize(last, 0);
        }
        for case in cases {
            let Some(number) = self.numbers.get_mut(*case) else {
                continue;
            };
            if off {
                *number = 0;
                self.count -= 1;
            } else if *number == 0 {
                self.made += 1;
                *number = self.made;
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
