//! A batch: 64 consecutive cases that are scanned together, a bit each.

use crate::search::bits::{BATCH, ones};
use crate::search::matcher::text_field::TextField;

use super::hit::TextFieldSet;

/// What a case scores, and in which texts; zero if it does not match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Scored {
    pub score: u32,
    pub fields: TextFieldSet,
}

impl Scored {
    /// A score in one text.
    pub fn at(score: u32, field: TextField) -> Self {
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

    /// Whether the case matches.
    pub fn is_match(self) -> bool {
        self.score > 0
    }
}

/// The state of one term's scan of a batch.
pub(crate) struct Batch<'a> {
    /// The first case.
    pub first: usize,
    /// The cases that are still to be scored, as bits.
    pub left: u64,
    /// The score of each case.
    pub scores: &'a mut [Scored; BATCH],
}

impl Batch<'_> {
    /// Scores the `candidates` among the cases left, and takes out those that match. `score` is called with the case
    /// and with its place in the batch.
    pub fn take(&mut self, candidates: u64, score: impl Fn(usize, usize) -> Scored) {
        for at in ones(self.left & candidates) {
            let scored = score(self.first + at, at);
            if scored.is_match() {
                self.left &= !(1 << at);
                self.scores[at] = scored;
            }
        }
    }
}

/// The cases of a batch that match, as bits.
pub(crate) fn matched(scores: &[Scored; BATCH]) -> u64 {
    let each = scores.iter().enumerate();
    each.fold(0, |all, (at, scored)| {
        all | u64::from(scored.is_match()) << at
    })
}
