//! A bit-sliced signature file: which of 64 texts may match is one test. There are false positives, but no false negatives.
//!
//! A signature has a slot for each pair of adjacent tokens, by how the two begin: 合法 sets that of `h` and `f`. Other slots
//! stand for the first two letters of a Latin word and the first four digits of a number, and, in signatures of names, for
//! a Han character and for a rare letter. Signatures are stored by slot, not by text:
//!
//! ```text
//!                 64 texts, a bit each
//! slot  h f     ..1.....1....1...
//! slot  f x     ..1..........1...      a block of all slots, then the block of the next 64 texts
//! slot  x s     ..1......1...1...
//! ```

use crate::search::bits::{BATCH, ones_u32};
use crate::search::matcher::slot::{RARE_LETTERS, Slot};
use crate::search::matcher::tokens::{TokenId, TokenKind, TokenTable};

/// The signatures of many texts, by slot.
#[derive(Debug, Clone)]
pub(crate) struct SignatureFile {
    blocks: Vec<u64>,
    texts: usize,
    kind: SignatureKind,
}

/// Which slots are set for a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SignatureKind {
    /// For all names of a case: pairs, Han characters and rare letters, some fifty of each but the last.
    Names,
    /// For the running texts of a case: pairs and beginnings, about a hundred.
    Texts,
}

impl SignatureKind {
    /// The bits of a signature: a power of two, chosen so that at most a quarter are set.
    fn slots(self) -> usize {
        match self {
            Self::Names => 512,
            Self::Texts => 256,
        }
    }
}

/// The signatures of 64 texts: for each slot the texts in which it is set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SignatureBlock<'a> {
    slots: &'a [u64],
    kind: SignatureKind,
}

impl SignatureBlock<'_> {
    /// The texts with a slot, as bits.
    pub fn with_slot(&self, slot: Slot) -> u64 {
        let place = slot.0 as usize & self.slots.len().wrapping_sub(1);
        self.slots.get(place).copied().unwrap_or(0)
    }

    /// The texts with a Han character, as bits; all if characters have no slots.
    pub fn with_character(&self, id: TokenId) -> u64 {
        match self.kind {
            SignatureKind::Names => self.with_slot(Slot::of_character(id)),
            SignatureKind::Texts => u64::MAX,
        }
    }
}

impl SignatureFile {
    /// A file without texts.
    pub fn new(kind: SignatureKind) -> Self {
        Self {
            blocks: Vec::new(),
            texts: 0,
            kind,
        }
    }

    /// Adds a text without slots.
    pub fn begin_text(&mut self) {
        if self.texts.is_multiple_of(BATCH) {
            self.blocks.resize(self.blocks.len() + self.kind.slots(), 0);
        }
        self.texts += 1;
    }

    /// Sets slots of the last text for adjacent tokens.
    pub fn add(&mut self, tokens: &TokenTable, ids: &[TokenId]) {
        let (Some(last), slots) = (self.texts.checked_sub(1), self.kind.slots()) else {
            return;
        };
        let Some(block) = self.blocks.get_mut(last / BATCH * slots..) else {
            return;
        };
        let bit = 1 << (last % BATCH);
        let mut set = |slot: Slot| {
            if let Some(word) = block.get_mut(slot.0 as usize & (slots - 1)) {
                *word |= bit;
            }
        };
        let names = self.kind == SignatureKind::Names;
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

    /// A block by position.
    pub fn block(&self, batch: usize) -> SignatureBlock<'_> {
        let slots = self.kind.slots();
        let block = self.blocks.get(batch * slots..(batch + 1) * slots);
        SignatureBlock {
            slots: block.unwrap_or_default(),
            kind: self.kind,
        }
    }
}
