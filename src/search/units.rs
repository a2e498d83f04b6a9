//! A word read over the units of a text: Han characters, Latin words, numbers, marks.
//!
//! ```text
//! text    深化合法性审查 in 2023
//! units   深│化│合│法│性│审│查│in│2023
//! word          hefaxingshencha        whole syllables
//!               hfxsc                  initials; `zh`, `ch` and `sh` are initials of their own
//!               he法xing审cha           Han characters stand for themselves
//! ```
//!
//! A *run* is a stretch of units that follow each other and spell the word to its end: a Han character by itself,
//! by a whole reading or by its initial, a Latin word by any beginning of it, a number by itself. What is
//! typed last may be unfinished. Marks and blanks between units need not be typed.
//!
//! [`Run::spelled`] tells whole syllables and words from initials: 审批 is spelled by `shenpi` and, while it is being
//! typed, by `shenp`; `sp` only abbreviates it. Initials abbreviate characters that nothing parts.

use std::ops::Range;

use super::pinyin::readings;

/// The longest word, in characters, that is read in this way: an offset in it is a bit of a mask. Nobody types
/// as much; what is longer was pasted, and is looked for as it stands.
pub(super) const LONGEST: usize = 63;

/// A character has its common readings first, and what is not typed in full stands for those only: 方 is read `wang`
/// in no name. Of the 27,486 characters of the shipped cases, all but 4 begin with the initial of one of the first two.
const COMMON: usize = 2;

/// The fewest Latin words that their first letters abbreviate.
const LEAST_LATIN: usize = 3;

/// A part of a folded text that is spelled as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit<'a> {
    /// Where it begins, in characters of the text.
    pub at: usize,
    /// Its text.
    pub text: &'a str,
}

impl Unit<'_> {
    /// Whether it need not be typed.
    fn is_mark(self) -> bool {
        self.text
            .chars()
            .all(|c| c.is_ascii_punctuation() || (!c.is_alphanumeric() && !c.is_ascii()))
    }
}

/// The units of a folded text, without its blanks.
pub(super) fn units(text: &str) -> Vec<Unit<'_>> {
    let mut units: Vec<Unit> = Vec::new();
    let mut run: Option<(usize, usize)> = None; // where a Latin word or a number began: character, byte
    let mut digits = false;
    for (at, (byte, c)) in text.char_indices().enumerate() {
        let in_run = c.is_ascii_alphanumeric();
        if let Some((from, start)) = run
            && (!in_run || digits != c.is_ascii_digit())
        {
            units.extend(text.get(start..byte).map(|text| Unit { at: from, text }));
            run = None;
        }
        if in_run {
            digits = c.is_ascii_digit();
            run = run.or(Some((at, byte)));
        } else if !c.is_whitespace() {
            let text = text.get(byte..byte + c.len_utf8());
            units.extend(text.map(|text| Unit { at, text }));
        }
    }
    if let Some((from, start)) = run {
        units.extend(text.get(start..).map(|text| Unit { at: from, text }));
    }
    units
}

/// A word as it is held against units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spelling {
    chars: Vec<char>,
    /// Whether letters may stand for Han characters.
    pinyin: bool,
}

/// The offsets of a word that are reached, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Reached {
    /// By whole syllables and words only.
    whole: u64,
    /// With initials among them.
    abbreviated: u64,
}

impl Reached {
    fn any(self) -> u64 {
        self.whole | self.abbreviated
    }
}

/// A stretch of units that spells a word, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    /// The units.
    pub units: Range<usize>,
    /// Whether it is spelled in whole syllables and words.
    pub spelled: bool,
}

/// Which end of a text a run must touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Anchor {
    pub start: bool,
    pub end: bool,
}

impl Spelling {
    /// The spelling of a folded word; none if it is empty or too long.
    pub fn new(word: &str, pinyin: bool) -> Option<Self> {
        let chars: Vec<char> = word.chars().collect();
        let pinyin = pinyin && chars.iter().any(char::is_ascii_lowercase);
        (1..=LONGEST)
            .contains(&chars.len())
            .then_some(Self { chars, pinyin })
    }

    /// How many characters the word has.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Whether all of it is letters, any of which may be an initial.
    pub fn is_letters(&self) -> bool {
        self.pinyin && self.chars.iter().all(char::is_ascii_lowercase)
    }

    /// Whether letters in it may stand for Han characters.
    pub fn is_pinyin(&self) -> bool {
        self.pinyin
    }

    /// The runs in which units spell the word from `from` to its end: for each unit where one begins the shortest,
    /// and the shortest that is spelled out if there is one.
    pub fn runs(&self, units: &[Unit], anchor: Anchor) -> Vec<Run> {
        let starts = if anchor.start { 0..1 } else { 0..units.len() };
        let mut runs = Vec::new();
        for start in starts {
            let mut abbreviated = None;
            let mut spelled = None;
            self.follow(units, start, 0, |end, reached| {
                let there = bit(self.len());
                let fits = !anchor.end || rest_is_marks(units, end);
                if fits && reached.whole & there != 0 {
                    spelled = Some(end);
                } else if fits && reached.abbreviated & there != 0 && is_phrase(units, start..end) {
                    abbreviated = abbreviated.or(Some(end));
                }
                spelled.is_none()
            });
            if let Some(end) = spelled.or(abbreviated) {
                runs.push(Run {
                    units: start..end,
                    spelled: spelled.is_some(),
                });
            }
        }
        runs
    }

    /// The offsets of the word, as bits, to which units lead from an offset in one run of two characters or more,
    /// each with the run that leads there.
    pub fn pieces(&self, units: &[Unit], from: usize) -> Vec<(usize, Run)> {
        let mut pieces: Vec<(usize, Run)> = Vec::new();
        for start in 0..units.len() {
            self.follow(units, start, from, |end, reached| {
                if enough(units, start..end) {
                    let spelled = reached.whole;
                    let initials = is_han(units, start..end) && is_phrase(units, start..end);
                    let reached = if initials { reached.any() } else { spelled };
                    // One letter says nothing by itself.
                    let mut rest = reached & !bit(from) & !bit(from + 1);
                    while rest != 0 {
                        let to = rest.trailing_zeros() as usize;
                        rest &= rest - 1;
                        let run = Run {
                            units: start..end,
                            spelled: spelled & bit(to) != 0,
                        };
                        pieces.push((to, run));
                    }
                }
                true
            });
        }
        pieces
    }

    /// Goes from unit to unit as long as they spell on, and tells after each which offsets are reached; until told
    /// to stop.
    fn follow(
        &self,
        units: &[Unit],
        start: usize,
        from: usize,
        mut tell: impl FnMut(usize, Reached) -> bool,
    ) {
        let mut reached = Reached {
            whole: bit(from),
            abbreviated: 0,
        };
        for (at, unit) in units.iter().enumerate().skip(start) {
            let mut next = self.step(*unit, reached);
            // A mark between two units need not be typed.
            if at > start && unit.is_mark() {
                next.whole |= reached.whole;
                next.abbreviated |= reached.abbreviated;
            }
            if next.any() == 0 || !tell(at + 1, next) {
                return;
            }
            reached = next;
        }
    }

    /// The offsets that are reached behind a unit.
    fn step(&self, unit: Unit, before: Reached) -> Reached {
        let mut next = Reached::default();
        for (mask, whole) in [(before.whole, true), (before.abbreviated, false)] {
            let mut rest = mask & !bit(self.len());
            while rest != 0 {
                let from = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                let there = self.step_from(unit, from);
                if whole {
                    next.whole |= there.whole;
                    next.abbreviated |= there.abbreviated;
                } else {
                    next.abbreviated |= there.any();
                }
            }
        }
        next
    }

    /// The offsets that are reached if the unit begins at an offset of the word.
    fn step_from(&self, unit: Unit, from: usize) -> Reached {
        let typed = self.chars.get(from..).unwrap_or_default();
        let mut chars = unit.text.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if !c.is_ascii() => self.step_han(c, typed, from),
            _ => Self::step_latin(unit.text, typed, from),
        }
    }

    fn step_han(&self, c: char, typed: &[char], from: usize) -> Reached {
        let mut reached = Reached::default();
        if typed.first() == Some(&c) {
            reached.whole |= bit(from + 1);
        }
        if !self.pinyin || !typed.first().is_some_and(char::is_ascii_lowercase) {
            return reached;
        }
        for (at, reading) in readings(c).enumerate() {
            let shared = reading.shared(typed);
            if shared == 0 {
                continue;
            }
            if shared == reading.letters() {
                reached.whole |= bit(from + shared);
            } else if at >= COMMON {
                continue;
            } else if shared == typed.len() && from > 0 {
                // The last syllable is still being typed.
                reached.whole |= bit(from + shared);
            } else if shared == typed.len() {
                reached.abbreviated |= bit(from + shared);
            }
            if at >= COMMON {
                continue;
            }
            reached.abbreviated |= bit(from + 1);
            if let Some(letters) = reading
                .double_initial()
                .filter(|letters| shared >= *letters)
            {
                reached.abbreviated |= bit(from + letters);
            }
        }
        reached
    }

    /// A Latin word is spelled by any beginning of it, a number only as a whole, unless it is typed last.
    fn step_latin(text: &str, typed: &[char], from: usize) -> Reached {
        let mut reached = Reached::default();
        let letters = text.chars().count();
        let shared = text
            .chars()
            .zip(typed)
            .take_while(|(one, other)| one == *other)
            .count();
        if shared > 0 && (shared == letters || shared == typed.len()) {
            reached.whole |= bit(from + shared);
        }
        if !text.starts_with(|c: char| c.is_ascii_digit()) {
            for letters in 1..=shared {
                reached.abbreviated |= bit(from + letters);
            }
        }
        reached
    }

    /// The characters of the text that a run matches, in order, if it spells the word from an offset to another.
    pub fn positions(&self, units: &[Unit], run: &Run, word: Range<usize>) -> Vec<usize> {
        let mut reached = vec![Reached {
            whole: bit(word.start),
            abbreviated: 0,
        }];
        self.follow(units, run.units.start, word.start, |end, next| {
            reached.push(next);
            end < run.units.end
        });
        let mut positions = Vec::new();
        let mut to = word.end;
        for (unit, before) in units
            .get(run.units.clone())
            .unwrap_or_default()
            .iter()
            .zip(&reached)
            .rev()
        {
            let offsets = (0..to).rev().filter(|from| before.any() & bit(*from) != 0);
            let mut from = offsets.filter(|from| self.step_from(*unit, *from).any() & bit(to) != 0);
            let Some(from) = from.next() else {
                continue; // a mark that was not typed
            };
            let letters = unit.text.chars().count();
            let shown = if letters == 1 { 1 } else { to - from };
            positions.extend((unit.at..unit.at + shown).rev());
            to = from;
        }
        positions.reverse();
        positions
    }
}

/// Whether so many units are more than a chance: two Han characters, or a Latin word or a number of two.
fn enough(units: &[Unit], run: Range<usize>) -> bool {
    let units = units.get(run).unwrap_or_default().iter();
    units
        .filter(|unit| !unit.is_mark())
        .map(|unit| unit.text.chars().count())
        .sum::<usize>()
        >= 2
}

/// Whether initials may abbreviate units: Han characters that nothing parts, or several Latin words; two letters
/// begin two words in nearly every title.
fn is_phrase(units: &[Unit], run: Range<usize>) -> bool {
    let latin = run.len() >= LEAST_LATIN;
    let han = |unit: &Unit| !unit.text.is_ascii();
    let units = units.get(run).unwrap_or_default();
    let parted = units
        .windows(2)
        .any(|pair| matches!(pair, [one, next] if han(one) && han(next) && one.at + 1 != next.at));
    !parted && (latin || units.iter().all(han))
}

fn is_han(units: &[Unit], run: Range<usize>) -> bool {
    let units = units.get(run).unwrap_or_default();
    units.iter().all(|unit| !unit.text.is_ascii())
}

fn rest_is_marks(units: &[Unit], from: usize) -> bool {
    units
        .get(from..)
        .unwrap_or_default()
        .iter()
        .all(|unit| unit.is_mark())
}

const fn bit(offset: usize) -> u64 {
    1 << offset
}
