//! The units of texts: Han characters, Latin words, numbers, marks and blanks, each known by a number.
//!
//! ```text
//! text     深化合法性审查 in 2023
//! units    深│化│合│法│性│审│查│ │in│ │2023
//! ```
//!
//! The same unit has the same number wherever it stands. So what a word makes of a unit is found once, however many
//! texts it stands in, and a text is a list of numbers.

use std::collections::HashMap;

use super::pinyin::{Reading, is_common, readings};
use super::slot::{Slot, classes};
use crate::search::interner::{Hash, Lookup};

/// A unit's number in its table.
pub(crate) type UnitId = u32;

/// The blank, which every table has first.
pub(crate) const BLANK: UnitId = 0;

/// Every unit of some texts.
#[derive(Debug, Clone)]
pub(crate) struct Units {
    all: Vec<Unit>,
    kinds: Vec<UnitKind>,
    /// Which letters are in each.
    letters: Vec<u32>,
    begins: Vec<Begin>,
    ids: Lookup,
    /// The numbers of single characters in the blocks that nearly all of a text is made of, by their code: for many
    /// texts, which are worth a table of this size.
    quick: Option<Vec<Option<UnitId>>>,
    /// The units that a word may begin with, by the word's first character.
    by_first: HashMap<char, Vec<UnitId>>,
}

/// How a unit begins.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Begin {
    /// As bits.
    pub classes: u32,
    /// The slot of how a Latin word or a number begins.
    pub slot: Option<Slot>,
}

/// A part of a folded text that is spelled as one.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    pub text: Box<str>,
    /// How many characters it has.
    pub length: usize,
    pub kind: UnitKind,
    /// How a Han character is read, each way once, the common ones first.
    pub readings: Box<[Reading]>,
    /// How it may begin, as bits.
    pub classes: u32,
    /// How many of the readings are common; what is not typed in full stands for these only, and a rare one is as
    /// good as an initial.
    pub common: usize,
}

impl Unit {
    /// Whether it is a Latin word or a number.
    pub fn is_word(&self) -> bool {
        matches!(self.kind, UnitKind::Latin | UnitKind::Number)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnitKind {
    /// A character that is spelled by itself: nearly always Han.
    Han,
    /// A word of Latin letters.
    Latin,
    Number,
    /// A sign, which need not be typed.
    Mark,
    /// What parts others.
    Blank,
}

impl UnitKind {
    fn of(c: char) -> Self {
        match c {
            c if c.is_whitespace() => Self::Blank,
            c if c.is_ascii_digit() => Self::Number,
            c if c.is_ascii_alphabetic() => Self::Latin,
            c if c.is_alphanumeric() => Self::Han,
            _ => Self::Mark,
        }
    }

    /// Whether it stands between others and need not be typed.
    pub fn parts(self) -> bool {
        matches!(self, Self::Mark | Self::Blank)
    }
}

impl Default for Units {
    fn default() -> Self {
        let mut units = Self {
            all: Vec::new(),
            kinds: Vec::new(),
            letters: Vec::new(),
            begins: Vec::new(),
            ids: Lookup::default(),
            quick: None,
            by_first: HashMap::new(),
        };
        let blank = units.id(" ", UnitKind::Blank);
        debug_assert_eq!(blank, BLANK, "the first unit is the blank");
        units
    }
}

impl Units {
    /// A table for many texts.
    pub fn of_many() -> Self {
        Self {
            quick: Some(vec![None; QUICK]),
            ..Self::default()
        }
    }

    /// Whether a unit is a Latin word or a number.
    pub fn is_word(&self, id: UnitId) -> bool {
        matches!(self.kind(id), UnitKind::Latin | UnitKind::Number)
    }

    /// The units of a folded text, appended to `ids`.
    pub fn read(&mut self, folded: &str, ids: &mut Vec<UnitId>) {
        // A unit has two bytes or more, nearly always.
        ids.reserve(folded.len() / 2);
        let mut rest = folded;
        while let Some(c) = rest.chars().next() {
            let length = match c {
                'a'..='z' | 'A'..='Z' => run(rest, u8::is_ascii_alphabetic),
                '0'..='9' => run(rest, u8::is_ascii_digit),
                c => c.len_utf8(),
            };
            let (text, behind) = rest.split_at(length);
            rest = behind;
            // Nearly all of a Chinese text is characters that were met before.
            let place = quick_place(c).filter(|_| length == c.len_utf8());
            let known = place.and_then(|place| *self.quick.as_ref()?.get(place)?);
            ids.push(known.unwrap_or_else(|| {
                let id = self.id(text, UnitKind::of(c));
                let quick = place.and_then(|place| self.quick.as_mut()?.get_mut(place));
                if let Some(quick) = quick {
                    *quick = Some(id);
                }
                id
            }));
        }
    }

    /// A unit by its number.
    pub fn get(&self, id: UnitId) -> Option<&Unit> {
        self.all.get(id as usize)
    }

    /// Of what kind a unit is; what is no unit parts others.
    pub fn kind(&self, id: UnitId) -> UnitKind {
        let kind = self.kinds.get(id as usize).copied();
        kind.unwrap_or(UnitKind::Blank)
    }

    /// Which letters of the alphabet are in a unit, as bits.
    pub fn letters(&self, id: UnitId) -> u32 {
        self.letters.get(id as usize).copied().unwrap_or(0)
    }

    /// How a unit begins.
    pub fn begin(&self, id: UnitId) -> Option<Begin> {
        self.begins.get(id as usize).copied()
    }

    /// The unit of a single character, if it is known.
    pub fn of_char(&self, c: char) -> Option<UnitId> {
        let mut bytes = [0; 4];
        let text: &str = c.encode_utf8(&mut bytes);
        self.find(self.ids.hash(&[text]), text)
    }

    /// All units with their numbers.
    pub fn all(&self) -> impl Iterator<Item = (UnitId, &Unit)> {
        (0..).zip(&self.all)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The units that a word may begin with.
    pub fn beginning(&self, first: char) -> &[UnitId] {
        self.by_first.get(&first).map_or(&[], Vec::as_slice)
    }

    /// The text of units.
    pub fn text(&self, ids: &[UnitId]) -> String {
        ids.iter()
            .filter_map(|id| self.get(*id))
            .map(|unit| &*unit.text)
            .collect()
    }

    /// The characters of units, appended.
    pub fn characters(&self, ids: &[UnitId], characters: &mut Vec<char>) {
        let units = ids.iter().filter_map(|id| self.get(*id));
        for unit in units {
            characters.extend(unit.text.chars());
        }
    }

    /// The character at which each of these units begins.
    pub fn places(&self, ids: &[UnitId]) -> Vec<usize> {
        let mut at = 0;
        let lengths = ids
            .iter()
            .map(|id| self.get(*id).map_or(0, |unit| unit.length));
        lengths
            .map(|length| {
                at += length;
                at - length
            })
            .collect()
    }

    fn id(&mut self, text: &str, kind: UnitKind) -> UnitId {
        let hash = self.ids.hash(&[text]);
        if let Some(id) = self.find(hash, text) {
            return id;
        }
        let id = UnitId::try_from(self.all.len()).unwrap_or(UnitId::MAX);
        let first = text.chars().next();
        let mut read: Vec<Reading> = Vec::new();
        let mut common = 0;
        if let Some(c) = first.filter(|_| kind == UnitKind::Han) {
            let all = readings(c);
            for (at, reading) in all.enumerate() {
                // Readings that differ by tone only are one.
                if read.contains(&reading) {
                    continue;
                }
                if is_common(c, reading, at) {
                    read.insert(common, reading);
                    common += 1;
                } else {
                    read.push(reading);
                }
            }
        }
        let classes = classes(first, read.iter().filter_map(|reading| reading.initial()));
        let mut firsts: Vec<char> = read
            .iter()
            .filter_map(|reading| reading.initial())
            .collect();
        firsts.extend(first);
        firsts.sort_unstable();
        firsts.dedup();
        for first in firsts {
            self.by_first.entry(first).or_default().push(id);
        }
        self.kinds.push(kind);
        self.letters.push(letters(text.chars()));
        self.begins.push(Begin {
            classes,
            slot: slot_of(kind, text),
        });
        self.all.push(Unit {
            text: text.into(),
            length: text.chars().count(),
            kind,
            classes,
            readings: read.into(),
            common,
        });
        self.ids.push(hash);
        id
    }

    fn find(&self, hash: Hash, text: &str) -> Option<UnitId> {
        let is_meant = |id| self.get(id).is_some_and(|unit| *unit.text == *text);
        self.ids.find(hash, is_meant)
    }
}

/// The slot of how a Latin word or a number begins.
fn slot_of(kind: UnitKind, text: &str) -> Option<Slot> {
    let mut letters = text.chars();
    match kind {
        UnitKind::Latin => Some(Slot::of_letters(letters.next()?, letters.next()?)),
        UnitKind::Number => Slot::of_digits(text),
        UnitKind::Han | UnitKind::Mark | UnitKind::Blank => None,
    }
}

/// How many bytes that are such a text begins with.
fn run(text: &str, is_such: impl Fn(&u8) -> bool) -> usize {
    let mut bytes = text.bytes();
    let other = bytes.position(|byte| !is_such(&byte));
    other.unwrap_or(text.len())
}

/// Which letters of the alphabet are among characters, as bits.
pub(crate) fn letters(characters: impl Iterator<Item = char>) -> u32 {
    let letters = characters.filter(char::is_ascii_lowercase);
    letters.fold(0, |all, c| all | 1 << (u32::from(c) - u32::from('a')))
}

/// How many characters of ASCII come first in the quick table, and how many there are with the Han characters.
const ASCII: usize = 0x80;
const QUICK: usize = ASCII + 0x5200;

/// Where the number of a character is kept that stands in texts again and again: ASCII, then the Han characters of the
/// basic block.
fn quick_place(c: char) -> Option<usize> {
    match c {
        '\0'..='\x7f' => Some(c as usize),
        '\u{4e00}'..='\u{9fff}' => Some(c as usize - 0x4e00 + ASCII),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_its_units_and_the_same_unit_has_the_same_number() {
        let mut units = Units::default();
        let mut ids = Vec::new();
        for text in ["深化ab 12年", "a-b 2023/01%", "", "年年  😀é"] {
            ids.clear();
            units.read(text, &mut ids);
            assert_eq!(units.text(&ids), text);
        }
        ids.clear();
        units.read("年ab年", &mut ids);
        assert_eq!(ids[0], ids[2]);
        assert_eq!(units.places(&ids), [0, 1, 3]);
    }
}
