//! Bits of a signature.

/// How a unit begins: a letter of the alphabet, a digit, or otherwise.
pub(crate) type InitialClass = u32;
const DIGIT: InitialClass = 26;
const OTHER: InitialClass = 27;
const CLASSES: InitialClass = 28;

/// The class of a character that begins a unit by itself; none where the characters of a unit have many.
pub(crate) fn class_of(c: char) -> Option<InitialClass> {
    match c {
        'a'..='z' => Some(u32::from(c) - u32::from('a')),
        '0'..='9' => Some(DIGIT),
        _ => None,
    }
}

/// The classes of a unit, as bits: a Han character has that of each of its readings.
pub(crate) fn classes(first: Option<char>, initials: impl Iterator<Item = char>) -> u32 {
    let read = initials.filter_map(class_of);
    let classes = read
        .chain(first.and_then(class_of))
        .fold(0, |all, class| all | 1 << class);
    if classes == 0 { 1 << OTHER } else { classes }
}

/// A bit of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot(pub u32);

impl Slot {
    /// The slot of two units that follow each other.
    pub fn of_pair(first: InitialClass, second: InitialClass) -> Self {
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
    pub fn of_character(id: u32) -> Self {
        Self::spread((1 << 16) + id)
    }

    /// The slot of a letter that few words have.
    pub fn of_letter(letter: char) -> Option<Self> {
        let class = class_of(letter).filter(|class| FEW & 1 << class != 0);
        class.map(Self::of_few)
    }

    /// The slot of the class of such a letter.
    pub fn of_few(class: InitialClass) -> Self {
        Self::spread((1 << 15) + u32::from('a') + class)
    }

    /// Neighbours stand apart, so that those that are common do not meet.
    fn spread(number: u32) -> Self {
        Self(number.wrapping_mul(0x9e37_79b1) >> 16)
    }
}

/// The letters of which each is in less than one English letter of fifty, as bits.
pub(crate) const FEW: u32 = {
    let letters = b"bjkqvwxyz";
    let (mut bits, mut at) = (0, 0);
    while at < letters.len() {
        bits |= 1 << (letters[at] - b'a');
        at += 1;
    }
    bits
};

/// So many digits of a number count: those of a year.
pub(crate) const DIGITS: usize = 4;
