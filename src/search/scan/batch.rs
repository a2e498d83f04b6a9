//! Cases that are looked at together, and what is found in them.

use super::hit::Places;
use crate::search::bits::{AT_ONCE, bits_of};
use crate::search::matcher::text_field::Place;

/// What a case scores, and where a word was found in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Scored {
    pub score: u32,
    pub places: Places,
}

impl Scored {
    pub fn at(score: u32, place: Place) -> Self {
        let places = [place].into_iter().collect();
        Self { score, places }
    }

    /// The better of two; of equals the first.
    pub fn or_better(self, other: Self) -> Self {
        if other.score > self.score {
            other
        } else {
            self
        }
    }

    pub fn is_found(self) -> bool {
        self.score > 0
    }
}

/// Cases that are looked at together.
pub(crate) struct Group<'a> {
    /// The first of them.
    pub first: usize,
    /// Those in which nothing was found yet, as bits.
    pub left: u64,
    pub found: &'a mut [Scored; AT_ONCE],
}

impl Group<'_> {
    /// Looks at those that are left and may hold the word, each with its place in the group.
    pub fn take(&mut self, may: u64, find: impl Fn(usize, usize) -> Scored) {
        for at in bits_of(self.left & may) {
            let scored = find(self.first + at, at);
            if scored.is_found() {
                self.left &= !(1 << at);
                self.found[at] = scored;
            }
        }
    }
}

/// The cases of a group in which something was found, as bits.
pub(crate) fn found_in(found: &[Scored; AT_ONCE]) -> u64 {
    let each = found.iter().enumerate();
    each.fold(0, |all, (at, scored)| {
        all | u64::from(scored.is_found()) << at
    })
}
