//! Words whose characters stand in a name with gaps: which names are worth an alignment.

use super::scorer::Scorer;
use crate::search::index::encoded::{ByCode, Code, code_of, is_rare, unit_of};
use crate::search::index::signature::Row;
use crate::search::matcher::matcher::{Fit, Seeker};
use crate::search::matcher::slot::Slot;
use crate::search::matcher::tokens::{UnitId, UnitKind, Units, letters};

/// What a name must have for the characters of a word to be scattered over it.
#[derive(Debug, Clone)]
pub(crate) enum Scatter {
    /// There is no such name.
    Never,
    /// These units, in this order.
    Units(Vec<UnitId>, Vec<Code>),
    /// All of these letters, near each other.
    Letters(Letters),
    /// A unit that holds the word: few letters, and digits, stand together. By code.
    Within(ByCode<bool>),
    /// The characters, which is found out by aligning them.
    Unknown,
}

impl Scatter {
    pub fn new(seeker: &Seeker) -> Self {
        let (word, characters) = (seeker.word.text.as_str(), &seeker.characters);
        let all = |test: fn(&char) -> bool| characters.iter().all(test);
        if !word.is_ascii() {
            // One character is spelled wherever it stands.
            let one = characters.len() == 1 && word.chars().all(char::is_alphanumeric);
            return if one {
                Self::Never
            } else {
                Self::of_units(seeker)
            };
        }
        let together = seeker.most_spread() == characters.len();
        if together && (all(char::is_ascii_lowercase) || all(char::is_ascii_digit)) {
            let mut within = ByCode::new(false, true);
            for (id, unit) in seeker.units.all() {
                if unit.text.contains(word) {
                    within.set(code_of(id), true);
                }
            }
            return Self::Within(within);
        }
        if all(char::is_ascii_lowercase) {
            return Self::Letters(Letters::new(seeker));
        }
        Self::Unknown
    }

    fn of_units(seeker: &Seeker) -> Self {
        let units = seeker.units;
        let ids = seeker.characters.iter().map(|c| units.of_char(*c));
        let Some(ids) = ids.collect::<Option<Vec<UnitId>>>() else {
            // A character that is a unit by itself, and is none of them, is in no text.
            let alone = |c: &char| !c.is_ascii();
            let missing = seeker
                .characters
                .iter()
                .any(|c| alone(c) && units.of_char(*c).is_none());
            return if missing { Self::Never } else { Self::Unknown };
        };
        let plain = |id: &UnitId| {
            let own = unit_of(code_of(*id)).is_some();
            own && units.kind(*id) == UnitKind::Han
        };
        if ids.iter().all(plain) {
            let codes = ids.iter().map(|id| code_of(*id)).collect();
            Self::Units(ids, codes)
        } else {
            Self::Unknown
        }
    }

    /// The cases of a row that may have such a name, as bits.
    pub fn candidates(&self, row: &Row) -> u64 {
        match self {
            Self::Never => 0,
            Self::Units(ids, _) => ids.iter().fold(u64::MAX, |all, id| all & row.with(*id)),
            Self::Letters(letters) => letters.candidates(row),
            Self::Within(_) | Self::Unknown => u64::MAX,
        }
    }

    /// How well the characters of the word stand in a text.
    pub fn fit(&self, codes: &[Code], scorer: &Scorer) -> Option<Fit> {
        let worth_it = match self {
            Self::Never => false,
            Self::Units(_, wanted) => stand_in(wanted, codes),
            Self::Letters(letters) => letters.stand_in(codes, scorer.seeker.units),
            Self::Within(within) => codes.iter().any(|code| within.get(*code)),
            Self::Unknown => true,
        };
        if !worth_it {
            return None;
        }
        scorer.with_characters(codes, |text| scorer.seeker.fit_scattered(text))
    }
}

fn stand_in(wanted: &[Code], codes: &[Code]) -> bool {
    let mut codes = codes.iter();
    wanted.iter().all(|wanted| codes.any(|code| code == wanted))
}

/// Letters that stand near each other, of which the first begins a word; or else a word holds all of them together.
#[derive(Debug, Clone)]
pub(crate) struct Letters {
    /// All of them, as bits.
    all: u32,
    /// The slots of those that few words have.
    few: Vec<Slot>,
    /// Over how many characters they may be scattered.
    spread: usize,
    begins: ByCode<bool>,
    holds: ByCode<bool>,
}

impl Letters {
    fn new(seeker: &Seeker) -> Self {
        let characters = &seeker.characters;
        let few = characters.iter().filter_map(|c| Slot::of_letter(*c));
        let mut found = Self {
            all: letters(characters.iter().copied()),
            few: few.collect(),
            spread: seeker.most_spread(),
            begins: ByCode::new(false, true),
            holds: ByCode::new(false, true),
        };
        for (id, unit) in seeker.units.all() {
            if unit.text.chars().next() == characters.first().copied() {
                found.begins.set(code_of(id), true);
            }
            if unit.text.contains(&seeker.word.text) {
                found.holds.set(code_of(id), true);
            }
        }
        found
    }

    fn candidates(&self, row: &Row) -> u64 {
        let few = self.few.iter();
        few.fold(u64::MAX, |all, slot| all & row.having(*slot))
    }

    fn stand_in(&self, codes: &[Code], units: &Units) -> bool {
        codes.iter().enumerate().any(|(at, code)| {
            let rest = codes.get(at..).unwrap_or_default();
            self.holds.get(*code) || self.begins.get(*code) && self.follow_in(rest, units)
        })
    }

    /// Whether all letters are among the characters that these codes begin with.
    fn follow_in(&self, codes: &[Code], units: &Units) -> bool {
        let (mut there, mut passed) = (0, 0);
        for code in codes {
            if passed >= self.spread {
                break;
            }
            let id = match unit_of(*code) {
                Some(id) => id,
                None if is_rare(*code) => return true,
                None => continue,
            };
            there |= units.letters(id);
            passed += units.get(id).map_or(0, |unit| unit.length);
        }
        there & self.all == self.all
    }
}
