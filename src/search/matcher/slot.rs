//! Slots of a signature: what of a text is kept as a bit. Different things may share a slot.

/// How a token may begin: a letter (0–25), a digit, or anything else.
pub(crate) type InitialClass = u32;
const DIGIT: InitialClass = 26;
const OTHER: InitialClass = 27;
const CLASSES: InitialClass = 28;

/// The class of a character that can only be read in one way; `None` for a Han character, whose readings have
/// classes.
pub(crate) fn class_of(c: char) -> Option<InitialClass> {
    match c {
        'a'..='z' => Some(u32::from(c) - u32::from('a')),
        '0'..='9' => Some(DIGIT),
        _ => None,
    }
}

/// The classes of a token, as bits: those of its first character and of the `initials` of its readings.
pub(crate) fn classes(first: Option<char>, initials: impl Iterator<Item = char>) -> u32 {
    let read = initials.filter_map(class_of);
    let classes = read
        .chain(first.and_then(class_of))
        .fold(0, |all, class| all | 1 << class);
    if classes == 0 { 1 << OTHER } else { classes }
}

/// A bit of a signature: the lowest bits of a 16-bit hash, as many as the signature has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot(pub u32);

impl Slot {
    /// Two adjacent tokens of these classes.
    pub fn of_pair(first: InitialClass, second: InitialClass) -> Self {
        Self::spread(first * CLASSES + second)
    }

    /// A Latin word that begins with these letters.
    pub fn of_letters(first: char, second: char) -> Self {
        let letter = |c| class_of(c).unwrap_or(OTHER);
        Self::spread(CLASSES * CLASSES + letter(first) * CLASSES + letter(second))
    }

    /// A number that begins with these [`DIGITS`] digits; `None` if it has fewer.
    pub fn of_digits(number: &str) -> Option<Self> {
        let digits = number.get(..DIGITS)?;
        Some(Self::spread(
            2 * CLASSES * CLASSES + digits.parse::<u32>().ok()?,
        ))
    }

    /// A Han character, by its token.
    pub fn of_character(id: u32) -> Self {
        Self::spread((1 << 16) + id)
    }

    /// A rare letter; `None` for any other.
    pub fn of_letter(letter: char) -> Option<Self> {
        let class = class_of(letter).filter(|class| RARE_LETTERS & 1 << class != 0);
        class.map(Self::of_rare_letter)
    }

    /// The rare letter of a class.
    pub fn of_rare_letter(class: InitialClass) -> Self {
        Self::spread((1 << 15) + u32::from('a') + class)
    }

    /// A multiplicative hash, so that neighbouring numbers, which are common together, do not share slots.
    fn spread(number: u32) -> Self {
        Self(number.wrapping_mul(0x9e37_79b1) >> 16)
    }
}

/// The letters that each make up less than a fiftieth of English text, as bits.
pub(crate) const RARE_LETTERS: u32 = {
    let letters = b"bjkqvwxyz";
    let (mut bits, mut at) = (0, 0);
    while at < letters.len() {
        bits |= 1 << (letters[at] - b'a');
        at += 1;
    }
    bits
};

/// The digits of a number that count: as many as a year has.
pub(crate) const DIGITS: usize = 4;
