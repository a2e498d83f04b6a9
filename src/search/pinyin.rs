//! How Han characters are read. The only file that knows the `pinyin` crate.
//!
//! Readings are without tones, and all readings of a character count: 重庆 is `chongqing` as well as
//! `zhongqing`, 调解 is `tiaojie`, since nobody tells a finder which of them is meant. The vowel ü may be typed
//! as `v`, as Chinese keyboards have it, or as `u`.

use pinyin::{Pinyin, ToPinyinMulti};

/// The readings of a Han character; none for any other.
pub(super) fn readings(c: char) -> impl Iterator<Item = Reading> {
    let readings = c.to_pinyin_multi();
    readings
        .into_iter()
        .flatten()
        .map(|reading| Reading(Pinyin::plain(reading)))
}

/// One reading of a character: `zhong`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading(&'static str);

/// The initials of two letters.
const DOUBLE_INITIALS: [&str; 3] = ["zh", "ch", "sh"];

impl Reading {
    /// Its letters.
    #[cfg(test)]
    pub fn spelled(self) -> &'static str {
        self.0
    }

    /// How many letters it has.
    pub fn letters(self) -> usize {
        self.0.chars().count()
    }

    /// How many letters it shares with the beginning of what was typed.
    pub fn shared(self, typed: &[char]) -> usize {
        let letters = self.0.chars().zip(typed);
        letters
            .take_while(|(letter, typed)| {
                letter == *typed || (*letter == 'ü' && matches!(typed, 'v' | 'u'))
            })
            .count()
    }

    /// How many letters its initial has, if that is more than one.
    pub fn double_initial(self) -> Option<usize> {
        DOUBLE_INITIALS
            .iter()
            .find(|initial| self.0.starts_with(**initial))
            .map(|initial| initial.len())
    }

    /// Its first letter.
    pub fn initial(self) -> Option<char> {
        self.0.chars().next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reading_counts_and_other_characters_have_none() {
        let of = |c| readings(c).map(|reading| reading.0).collect::<Vec<_>>();
        assert!(of('重').contains(&"zhong") && of('重').contains(&"chong"));
        assert!(of('调').contains(&"tiao") && of('调').contains(&"diao"));
        assert_eq!(of('泸'), ["lu"]);
        for c in ['a', '1', '，', '☃', '\0'] {
            assert!(of(c).is_empty(), "{c:?}");
        }
    }

    #[test]
    fn the_vowel_u_with_dots_is_typed_as_v_or_u() {
        let law = readings('律').next().expect("律 is read lü");
        for typed in ["lv", "lu", "lü"] {
            assert_eq!(law.shared(&typed.chars().collect::<Vec<_>>()), 2, "{typed}");
        }
        assert_eq!(law.shared(&['l', 'i']), 1);
    }
}
