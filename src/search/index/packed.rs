//! Packed integers, and lists of them.
//!
//! ```text
//! case       0      1   2          a list for each case
//! numbers    3 7    2   0 1 7      one, two or four bytes each, as the largest needs
//! ends       2      3   6          a byte or two each: the distance from the end before the last sixteen
//! ```
//!
//! Where every list has one integer, as in many columns, no ends are kept.

use std::ops::Range;

/// Integers of one, two or four bytes, as the largest needs.
#[derive(Debug, Clone)]
pub(crate) enum PackedInts {
    One(Vec<u8>),
    Two(Vec<u16>),
    Four(Vec<u32>),
}

impl Default for PackedInts {
    fn default() -> Self {
        Self::One(Vec::new())
    }
}

impl PackedInts {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::One(all) => all.len(),
            Self::Two(all) => all.len(),
            Self::Four(all) => all.len(),
        }
    }

    /// The integer at a position; 0 past the end.
    pub fn get(&self, at: usize) -> u32 {
        match self {
            Self::One(all) => all.get(at).copied().map_or(0, u32::from),
            Self::Two(all) => all.get(at).copied().map_or(0, u32::from),
            Self::Four(all) => all.get(at).copied().unwrap_or(0),
        }
    }

    /// Adds one, and widens all if it does not fit.
    pub fn push(&mut self, number: u32) {
        match self {
            Self::One(all) => {
                if let Ok(number) = u8::try_from(number) {
                    all.push(number);
                } else {
                    *self = Self::Two(all.iter().map(|one| u16::from(*one)).collect());
                    self.push(number);
                }
            }
            Self::Two(all) => {
                if let Ok(number) = u16::try_from(number) {
                    all.push(number);
                } else {
                    *self = Self::Four(all.iter().map(|one| u32::from(*one)).collect());
                    self.push(number);
                }
            }
            Self::Four(all) => all.push(number),
        }
    }
}

/// The ends of adjacent ranges, the first of which begins at 0.
#[derive(Debug, Clone, Default)]
pub(crate) struct Offsets {
    /// The beginning of every sixteenth range.
    begins: Vec<u32>,
    /// For each range the distance of its end from there.
    distances: PackedInts,
}

/// Distances start again after this many ranges, so that they stay small.
const TOGETHER: usize = 16;

impl Offsets {
    /// The number of ranges.
    pub fn len(&self) -> usize {
        self.distances.len()
    }

    /// Adds the next range, which ends there.
    pub fn push(&mut self, end: usize) {
        let end = u32::try_from(end).unwrap_or(u32::MAX);
        if self.len().is_multiple_of(TOGETHER) {
            let last = self.len().checked_sub(1);
            self.begins.push(last.map_or(0, |last| self.end(last)));
        }
        let begin = self.begins.last().copied().unwrap_or(0);
        self.distances.push(end.saturating_sub(begin));
    }

    /// A range by position.
    pub fn range(&self, at: usize) -> Range<usize> {
        let begin = at.checked_sub(1).map_or(0, |before| self.end(before));
        begin as usize..self.end(at) as usize
    }

    fn end(&self, at: usize) -> u32 {
        let begin = self.begins.get(at / TOGETHER).copied().unwrap_or(0);
        begin.saturating_add(self.distances.get(at))
    }
}

/// Lists of integers, by position.
#[derive(Debug, Clone, Default)]
pub(crate) struct PackedLists {
    numbers: PackedInts,
    /// `None` as long as each list has one integer.
    ends: Option<Offsets>,
}

impl PackedLists {
    /// Adds a list.
    pub fn push(&mut self, list: &[u32]) {
        if self.ends.is_none() && list.len() != 1 {
            let mut ends = Offsets::default();
            (1..=self.numbers.len()).for_each(|end| ends.push(end));
            self.ends = Some(ends);
        }
        for number in list {
            self.numbers.push(*number);
        }
        if let Some(ends) = &mut self.ends {
            ends.push(self.numbers.len());
        }
    }

    /// The integers of a list.
    pub fn of(&self, list: usize) -> impl ExactSizeIterator<Item = u32> {
        let range = match &self.ends {
            Some(ends) => ends.range(list),
            None => list..(list + 1).min(self.numbers.len()),
        };
        range.map(|at| self.numbers.get(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_back_as_pushed_however_large_their_integers_become() {
        let mut lists = PackedLists::default();
        let mut all: Vec<Vec<u32>> = (0..40).map(|number| vec![number]).collect();
        all.push(vec![]);
        all.extend((0..100).map(|number| vec![number; number as usize % 7]));
        all.push(vec![255, 256, 65_535]);
        all.extend([vec![65_536], vec![], vec![3, u32::MAX]]);
        for (at, list) in all.iter().enumerate() {
            lists.push(list);
            assert!(lists.of(at).eq(list.iter().copied()));
        }
        for (at, list) in all.iter().enumerate() {
            assert!(lists.of(at).eq(list.iter().copied()), "{at}");
        }
        assert_eq!(lists.of(all.len()).len(), 0);
    }

    #[test]
    fn lists_of_one_integer_each_keep_no_ends() {
        let mut lists = PackedLists::default();
        (0..300).for_each(|number| lists.push(&[number % 250]));
        assert!(lists.ends.is_none() && matches!(lists.numbers, PackedInts::One(_)));
        assert!(lists.of(299).eq([49]));
        assert_eq!(lists.of(300).len(), 0);
    }
}
