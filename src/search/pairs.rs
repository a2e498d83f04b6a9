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

use super::units::{UnitId, UnitKind, Units};

/// How a unit begins: a letter of the alphabet, a digit, or otherwise.
pub(super) type Class = u32;
const DIGIT: Class = 26;
const OTHER: Class = 27;
const CLASSES: Class = 28;

/// The class of a character that begins a unit by itself; none where the characters of a unit have many.
pub(super) fn class_of(c: char) -> Option<Class> {
    match c {
        'a'..='z' => Some(u32::from(c) - u32::from('a')),
        '0'..='9' => Some(DIGIT),
        _ => None,
    }
}

/// The classes of a unit, as bits: a Han character has that of each of its readings.
pub(super) fn classes(first: Option<char>, initials: impl Iterator<Item = char>) -> u32 {
    let read = initials.filter_map(class_of);
    let classes = read
        .chain(first.and_then(class_of))
        .fold(0, |all, class| all | 1 << class);
    if classes == 0 { 1 << OTHER } else { classes }
}

/// A bit of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot(u32);

impl Slot {
    /// The slot of two units that follow each other.
    pub fn of_pair(first: Class, second: Class) -> Self {
        Self::spread(first * CLASSES + second)
    }

    /// The slot of a Latin word that begins so.
    pub fn of_letters(first: char, second: char) -> Self {
        let letter = |c| class_of(c).unwrap_or(OTHER);
        Self::spread(CLASSES * CLASSES + letter(first) * CLASSES + letter(second))
    }

    /// The slot of a number that begins with so many digits.
    pub fn of_digits(number: &str) -> Option<Self> {
        let digits = number.get(..DIGITS)?;
        Some(Self::spread(
            2 * CLASSES * CLASSES + digits.parse::<u32>().ok()?,
        ))
    }

    /// The slot of a Han character.
    pub fn of_character(id: UnitId) -> Self {
        Self::spread((1 << 16) + id)
    }

    /// The slot of a letter that few words have.
    pub fn of_letter(letter: char) -> Option<Self> {
        let class = class_of(letter).filter(|class| FEW & 1 << class != 0);
        class.map(Self::of_few)
    }

    /// The slot of the class of such a letter.
    fn of_few(class: Class) -> Self {
        Self::spread((1 << 15) + u32::from('a') + class)
    }

    /// The slot of how a Latin word or a number begins.
    pub fn of_beginning(kind: UnitKind, text: &str) -> Option<Self> {
        let mut letters = text.chars();
        match kind {
            UnitKind::Latin => Some(Self::of_letters(letters.next()?, letters.next()?)),
            UnitKind::Number => Self::of_digits(text),
            UnitKind::Han | UnitKind::Mark | UnitKind::Blank => None,
        }
    }

    /// Neighbours stand apart, so that those that are common do not meet.
    fn spread(number: u32) -> Self {
        Self(number.wrapping_mul(0x9e37_79b1) >> 16)
    }
}

/// The letters of which each is in less than one English letter of fifty, as bits.
const FEW: u32 = {
    let letters = b"bjkqvwxyz";
    let (mut bits, mut at) = (0, 0);
    while at < letters.len() {
        bits |= 1 << (letters[at] - b'a');
        at += 1;
    }
    bits
};

/// So many digits of a number count: those of a year.
pub(super) const DIGITS: usize = 4;

/// The slots of many texts.
#[derive(Debug, Clone)]
pub(super) struct Pairs {
    rows: Vec<u64>,
    texts: usize,
    of: Of,
}

/// What slots are kept of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// Those of all names of a case: some fifty pairs and as many characters and letters.
    Names,
    /// Those of pairs: a running text has a hundred, a name ten.
    Pairs,
}

impl Of {
    /// How many bits a text has; a power of two, so that one in four or less is set.
    fn slots(self) -> usize {
        match self {
            Self::Names => 512,
            Self::Pairs => 256,
        }
    }
}

/// The slots of up to sixty-four texts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a> {
    slots: &'a [u64],
    of: Of,
}

impl Row<'_> {
    /// The texts that have a slot, as bits.
    pub fn having(&self, slot: Slot) -> u64 {
        let place = slot.0 as usize & self.slots.len().wrapping_sub(1);
        self.slots.get(place).copied().unwrap_or(0)
    }

    /// The texts that have a Han character, as bits; all where that is not known.
    pub fn with(&self, id: UnitId) -> u64 {
        match self.of {
            Of::Names => self.having(Slot::of_character(id)),
            Of::Pairs => u64::MAX,
        }
    }
}

/// How many texts a row is about.
pub(super) const AT_ONCE: usize = 64;

impl Pairs {
    /// For no texts yet.
    pub fn new(of: Of) -> Self {
        Self {
            rows: Vec::new(),
            texts: 0,
            of,
        }
    }

    /// Makes room for the next text.
    pub fn begin(&mut self) {
        if self.texts.is_multiple_of(AT_ONCE) {
            self.rows.resize(self.rows.len() + self.of.slots(), 0);
        }
        self.texts += 1;
    }

    /// Sets what units of the last text have.
    pub fn add(&mut self, units: &Units, ids: &[UnitId]) {
        let (Some(last), slots) = (self.texts.checked_sub(1), self.of.slots()) else {
            return;
        };
        let Some(row) = self.rows.get_mut(last / AT_ONCE * slots..) else {
            return;
        };
        let bit = 1 << (last % AT_ONCE);
        let mut set = |slot: Slot| {
            if let Some(word) = row.get_mut(slot.0 as usize & (slots - 1)) {
                *word |= bit;
            }
        };
        let names = self.of == Of::Names;
        let mut before = 0;
        for id in ids {
            let kind = units.kind(*id);
            let Some(begin) = units.begin(*id).filter(|_| !kind.parts()) else {
                continue;
            };
            for first in bits(before) {
                for second in bits(begin.classes) {
                    set(Slot::of_pair(first, second));
                }
            }
            before = begin.classes;
            begin.slot.into_iter().for_each(&mut set);
            match kind {
                UnitKind::Latin if names => {
                    bits(units.letters(*id) & FEW)
                        .map(Slot::of_few)
                        .for_each(&mut set);
                }
                UnitKind::Han if names => set(Slot::of_character(*id)),
                _ => {}
            }
        }
    }

    /// The row of a group of texts.
    pub fn row(&self, group: usize) -> Row<'_> {
        let slots = self.of.slots();
        let row = self.rows.get(group * slots..(group + 1) * slots);
        Row {
            slots: row.unwrap_or_default(),
            of: self.of,
        }
    }
}

/// The texts of a row that are set, by their places in it.
pub(super) fn bits_of(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = set.trailing_zeros() as usize;
        (set != 0).then(|| {
            set &= set - 1;
            bit
        })
    })
}

/// The bits that are set.
pub(super) fn bits(mut set: u32) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let bit = set.trailing_zeros();
        (set != 0).then(|| {
            set &= set - 1;
            bit
        })
    })
}
