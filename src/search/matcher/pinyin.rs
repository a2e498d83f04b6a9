//! Readings of Han characters. The only file that names the `pinyin` crate.
//!
//! Readings have no tones, and all readings of a character match: 重庆 is `chongqing` and `zhongqing`, 调解 is `tiaojie`
//! and `diaojie`, since a search cannot ask which is meant. The vowel ü is typed as `v`, as on Chinese keyboards, or as
//! `u`.

use pinyin::{Pinyin, ToPinyinMulti};

/// All readings of a Han character; none for any other character.
pub(crate) fn readings(c: char) -> impl Iterator<Item = Reading> {
    let readings = c.to_pinyin_multi();
    readings
        .into_iter()
        .flatten()
        .map(|reading| Reading(Pinyin::plain(reading)))
}

/// Characters that are often read in several ways in the names of places, organs and practices, with their
/// common readings. Of any other character only the first reading is common: dictionaries read 积 as `zhi` and 包
/// as `p`, but no title does.
const HETERONYMS: &[(char, &[&str])] = &[
    ('调', &["diao", "tiao"]),
    ('行', &["xing", "hang"]),
    ('重', &["zhong", "chong"]),
    ('长', &["zhang", "chang"]),
    ('会', &["hui", "kuai"]),
    ('率', &["lü", "shuai"]),
    ('给', &["gei", "ji"]),
    ('参', &["can", "shen"]),
    ('传', &["chuan", "zhuan"]),
    ('乐', &["le", "yue"]),
    ('降', &["jiang", "xiang"]),
    ('系', &["xi", "ji"]),
    ('藏', &["cang", "zang"]),
    ('朝', &["chao", "zhao"]),
    ('曾', &["ceng", "zeng"]),
    ('单', &["dan", "shan"]),
    ('都', &["du", "dou"]),
    ('校', &["xiao", "jiao"]),
    ('弹', &["dan", "tan"]),
    ('便', &["bian", "pian"]),
    ('差', &["cha", "chai"]),
    ('大', &["da", "dai"]),
    ('厦', &["sha", "xia"]),
    ('六', &["liu", "lu"]),
    ('番', &["fan", "pan"]),
    ('蔚', &["wei", "yu"]),
    ('阿', &["a", "e"]),
    ('浒', &["hu", "xu"]),
    ('埔', &["pu", "bu"]),
    ('蚌', &["bang", "beng"]),
    ('角', &["jiao", "jue"]),
    ('觉', &["jue", "jiao"]),
    ('供', &["gong"]),
    ('模', &["mo", "mu"]),
    ('省', &["sheng", "xing"]),
    ('识', &["shi", "zhi"]),
    ('属', &["shu", "zhu"]),
    ('提', &["ti", "di"]),
    ('宿', &["su", "xiu"]),
    ('盛', &["sheng", "cheng"]),
    ('巷', &["xiang", "hang"]),
    ('莘', &["xin", "shen"]),
    ('涡', &["wo", "guo"]),
    ('泌', &["mi", "bi"]),
    ('铅', &["qian", "yan"]),
    ('洞', &["dong", "tong"]),
    ('尉', &["wei", "yu"]),
    ('还', &["hai", "huan"]),
    ('得', &["de", "dei"]),
    ('了', &["le", "liao"]),
    ('没', &["mei", "mo"]),
    ('石', &["shi", "dan"]),
    ('血', &["xue", "xie"]),
    ('解', &["jie", "xie"]),
    ('强', &["qiang", "jiang"]),
    ('薄', &["bao", "bo"]),
    ('卡', &["ka", "qia"]),
];

/// Whether a reading of a character, at a position in its list, is a common one.
pub(crate) fn is_common(c: char, reading: Reading, at: usize) -> bool {
    match HETERONYMS.iter().find(|(one, _)| *one == c) {
        Some((_, common)) => common.contains(&reading.0),
        None => at == 0,
    }
}

/// One reading of a character: `zhong`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reading(&'static str);

/// Initials of two letters.
const DOUBLE_INITIALS: [&str; 3] = ["zh", "ch", "sh"];

impl Reading {
    /// Its letters.
    #[cfg(test)]
    pub fn spelled(self) -> &'static str {
        self.0
    }

    /// Its length in letters.
    pub fn letters(self) -> usize {
        self.0.chars().count()
    }

    /// The number of letters it has in common with the beginning of what was typed.
    pub fn shared(self, typed: &[char]) -> usize {
        let letters = self.0.chars().zip(typed);
        letters
            .take_while(|(letter, typed)| {
                letter == *typed || (*letter == 'ü' && matches!(typed, 'v' | 'u'))
            })
            .count()
    }

    /// The length of its initial in letters, if more than one.
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
    fn every_reading_of_a_han_character_is_known_and_others_have_none() {
        let of = |c| readings(c).map(|reading| reading.0).collect::<Vec<_>>();
        assert!(of('重').contains(&"zhong") && of('重').contains(&"chong"));
        assert!(of('调').contains(&"tiao") && of('调').contains(&"diao"));
        assert_eq!(of('泸'), ["lu"]);
        for c in ['a', '1', '，', '☃', '\0'] {
            assert!(of(c).is_empty(), "{c:?}");
        }
    }

    #[test]
    fn common_readings_are_readings() {
        for (c, common) in HETERONYMS {
            let all: Vec<&str> = readings(*c).map(|reading| reading.0).collect();
            assert!(common.iter().all(|one| all.contains(one)), "{c}: {all:?}");
            let twice = HETERONYMS.iter().filter(|(other, _)| other == c).count();
            assert_eq!(twice, 1, "{c}");
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
