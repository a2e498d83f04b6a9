//! Cases that are looked at together, and what is found in them.

use super::hit::Places;
use crate::search::bits::{BATCH, ones};
use crate::search::matcher::text_field::Place;

/// What a case scores, and where a word was found in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Scored {
    pub score: u32,
    pub fields: Places,
}

impl Scored {
    pub fn at(score: u32, field: Place) -> Self {
        let fields = [field].into_iter().collect();
        Self { score, fields }
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
pub(crate) struct Batch<'a> {
    /// The first of them.
    pub first: usize,
    /// Those in which nothing was found yet, as bits.
    pub left: u64,
    pub found: &'a mut [Scored; BATCH],
}

impl Batch<'_> {
    /// Looks at those that are left and may hold the word, each with its place in the group.
    pub fn take(&mut self, may: u64, find: impl Fn(usize, usize) -> Scored) {
        for at in ones(self.left & may) {
            let scored = find(self.first + at, at);
            if scored.is_found() {
                self.left &= !(1 << at);
                self.found[at] = scored;
            }
        }
    }
}

/// The cases of a group in which something was found, as bits.
pub(crate) fn matched(found: &[Scored; BATCH]) -> u64 {
    let each = found.iter().enumerate();
    each.fold(0, |all, (at, scored)| {
        all | u64::from(scored.is_found()) << at
    })
}
