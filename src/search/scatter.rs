//! Words whose characters stand in a name with gaps: which names are worth an alignment.

use super::pairs::{Row, Slot};
use super::seek::{Fit, Seeker};
use super::sweep::Looking;
use super::texts::{ByCode, Code, code_of, is_rare, unit_of};
use super::units::{UnitId, UnitKind, letters};

/// What a name must have for the characters of a word to be scattered over it.
#[derive(Debug, Clone)]
pub(super) enum Scatter {
    /// There is no such name.
    Never,
    /// These units, in this order.
    Units(Vec<UnitId>, Vec<Code>),
    /// All of these letters, as bits, some of which few words have.
    Letters(u32, Vec<Slot>),
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
            let few = characters.iter().filter_map(|c| Slot::of_letter(*c));
            return Self::Letters(letters(characters.iter().copied()), few.collect());
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
            Self::Letters(_, few) => few
                .iter()
                .fold(u64::MAX, |all, slot| all & row.having(*slot)),
            Self::Within(_) | Self::Unknown => u64::MAX,
        }
    }

    /// How well the characters of the word stand in a text.
    pub fn fit(&self, codes: &[Code], looking: &Looking) -> Option<Fit> {
        let worth_it = match self {
            Self::Never => false,
            Self::Units(_, wanted) => stand_in(wanted, codes),
            Self::Letters(wanted, _) => has_letters(*wanted, codes, looking),
            Self::Within(within) => codes.iter().any(|code| within.get(*code)),
            Self::Unknown => true,
        };
        if !worth_it {
            return None;
        }
        looking.with_characters(codes, |text| looking.seeker.fit_scattered(text))
    }
}

fn stand_in(wanted: &[Code], codes: &[Code]) -> bool {
    let mut codes = codes.iter();
    wanted.iter().all(|wanted| codes.any(|code| code == wanted))
}

fn has_letters(wanted: u32, codes: &[Code], looking: &Looking) -> bool {
    let mut there = 0;
    for code in codes {
        match unit_of(*code) {
            Some(id) => there |= looking.seeker.units.letters(id),
            None if is_rare(*code) => return true,
            None => {}
        }
    }
    there & wanted == wanted
}
