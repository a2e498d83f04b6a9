//! Which texts may hold a word, told sixty-four at a time.
//!
//! Of each text some hundred bits are kept. One is set for each pair of units that follow each other, by how the two begin:
//! 合法 sets the bit of `h` and `f`. Others are set for each Latin word by its first two letters, and for each number by its first
//! four digits; and where that is asked for, for each Han character, and for each letter that few words have. A word of a
//! query that needs one of these is in none of the texts that lack it.
//!
//! ```text
//!                 64 texts, a bit each
//! slot  h f     ..1.....1....1...
//! slot  f x     ..1..........1...      a row of slots, then the row of the next 64 texts
//! slot  x s     ..1......1...1...
//! ```
//!
//! Different pairs may share a slot, so what is told is what may be, never what is.

use crate::search::bits::{BATCH, ones_u32};
use crate::search::matcher::slot::{RARE_LETTERS, Slot};
use crate::search::matcher::tokens::{TokenId, TokenKind, TokenTable};

/// The slots of many texts.
#[derive(Debug, Clone)]
pub(crate) struct SignatureFile {
    rows: Vec<u64>,
    texts: usize,
    of: SignatureKind,
}

/// What slots are kept of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SignatureKind {
    /// Those of all names of a case: some fifty pairs and as many characters and letters.
    Names,
    /// Those of pairs: a running text has a hundred, a name ten.
    PairsOnly,
}

impl SignatureKind {
    /// How many bits a text has; a power of two, so that one in four or less is set.
    fn slots(self) -> usize {
        match self {
            Self::Names => 512,
            Self::PairsOnly => 256,
        }
    }
}

/// The slots of up to sixty-four texts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SignatureBlock<'a> {
    slots: &'a [u64],
    of: SignatureKind,
}

impl SignatureBlock<'_> {
    /// The texts that have a slot, as bits.
    pub fn having(&self, slot: Slot) -> u64 {
        let place = slot.0 as usize & self.slots.len().wrapping_sub(1);
        self.slots.get(place).copied().unwrap_or(0)
    }

    /// The texts that have a Han character, as bits; all where that is not known.
    pub fn with(&self, id: TokenId) -> u64 {
        match self.of {
            SignatureKind::Names => self.having(Slot::of_character(id)),
            SignatureKind::PairsOnly => u64::MAX,
        }
    }
}

impl SignatureFile {
    /// For no texts yet.
    pub fn new(of: SignatureKind) -> Self {
        Self {
            rows: Vec::new(),
            texts: 0,
            of,
        }
    }

    /// Makes room for the next text.
    pub fn begin_text(&mut self) {
        if self.texts.is_multiple_of(BATCH) {
            self.rows.resize(self.rows.len() + self.of.slots(), 0);
        }
        self.texts += 1;
    }

    /// Sets what units of the last text have.
    pub fn add(&mut self, tokens: &TokenTable, ids: &[TokenId]) {
        let (Some(last), slots) = (self.texts.checked_sub(1), self.of.slots()) else {
            return;
        };
        let Some(row) = self.rows.get_mut(last / BATCH * slots..) else {
            return;
        };
        let bit = 1 << (last % BATCH);
        let mut set = |slot: Slot| {
            if let Some(word) = row.get_mut(slot.0 as usize & (slots - 1)) {
                *word |= bit;
            }
        };
        let names = self.of == SignatureKind::Names;
        let mut before = 0;
        for id in ids {
            let kind = tokens.kind(*id);
            let Some(start) = tokens.start(*id).filter(|_| !kind.is_separator()) else {
                continue;
            };
            for first in ones_u32(before) {
                for second in ones_u32(start.classes) {
                    set(Slot::of_pair(first, second));
                }
            }
            before = start.classes;
            start.slot.into_iter().for_each(&mut set);
            match kind {
                TokenKind::Latin if names => {
                    ones_u32(tokens.letters(*id) & RARE_LETTERS)
                        .map(Slot::of_rare_letter)
                        .for_each(&mut set);
                }
                TokenKind::Han if names => set(Slot::of_character(*id)),
                _ => {}
            }
        }
    }

    /// The row of a group of texts.
    pub fn block(&self, group: usize) -> SignatureBlock<'_> {
        let slots = self.of.slots();
        let row = self.rows.get(group * slots..(group + 1) * slots);
        SignatureBlock {
            slots: row.unwrap_or_default(),
            of: self.of,
        }
    }
}
