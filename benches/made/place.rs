//! Real provinces and prefectures, and counties with plausible names.

use anyhow::{Context, Result};
use casebook::bundle::{Region, Text};

use super::dice::Dice;
use super::words::{Words, romanised};

/// A province with its prefectures and counties.
pub struct Province {
    pub name: &'static str,
    pub english: &'static str,
    code: &'static str,
    prefectures: Vec<Prefecture>,
}

struct Prefecture {
    /// `None` in a municipality, whose districts belong to it directly.
    name: Option<String>,
    /// The name without 市, and in English.
    short: (&'static str, String),
    counties: Vec<County>,
}

struct County {
    name: String,
    english: String,
}

/// The place of a case.
pub struct Place {
    pub region: Region,
    /// Its name in titles, in Chinese and English: 泸州, 江阳区.
    pub short: (String, String),
    /// The beginning of an organ's name.
    pub full: String,
}

impl Province {
    pub fn all(words: &Words) -> Result<Vec<Self>> {
        let province = |line: &&'static str| Self::read(line, words);
        words.places.iter().map(province).collect()
    }

    fn read(line: &'static str, words: &Words) -> Result<Self> {
        let mut parts = line.split(' ');
        let mut part = || parts.next().context("a place lacks code or name");
        let (code, name, english) = (part()?, part()?, part()?);
        let mut dice = Dice::new(code.parse()?);
        let prefectures = parts.map(|short| Prefecture {
            name: prefecture_name(short),
            short: match short {
                "-" => (name, english.to_owned()),
                full => {
                    let short = without_peoples(full);
                    (short, romanised(short))
                }
            },
            counties: counties(&mut dice, words, if short == "-" { 16 } else { 8 }),
        });
        Ok(Self {
            name,
            english,
            code,
            prefectures: prefectures.collect(),
        })
    }

    /// A place in this province: a county more often than a prefecture.
    pub fn place(&self, dice: &mut Dice) -> Place {
        let at = dice.index(self.prefectures.len());
        let prefecture = &self.prefectures[at];
        let county_at = dice.index(prefecture.counties.len());
        let county = dice.chance(65).then(|| &prefecture.counties[county_at]);
        // A division code is two digits each for province, prefecture and county.
        let county_code = county.map_or(0, |_| county_at + 2);
        let code = format!("{}{:02}{county_code:02}", self.code, at + 1);
        let region = Region {
            province: Some(Text::from(self.name)),
            prefecture: prefecture.name.as_deref().map(Text::from),
            county: county.map(|county| Text::from(county.name.as_str())),
            code: Text::from(code.as_str()),
        };
        let above = prefecture.name.as_deref().unwrap_or(self.name);
        let (short, full) = match county {
            Some(county) => (
                (county.name.clone(), county.english.clone()),
                format!("{above}{}", county.name),
            ),
            None => (
                (prefecture.short.0.to_owned(), prefecture.short.1.clone()),
                above.to_owned(),
            ),
        };
        Place {
            region,
            short,
            full,
        }
    }
}

/// The full name of a prefecture; `None` for the `-` of a municipality.
fn prefecture_name(short: &str) -> Option<String> {
    match short {
        "-" => None,
        full if full.ends_with(['盟', '区']) || full.ends_with("自治州") => {
            Some(full.to_owned())
        }
        short => Some(format!("{short}市")),
    }
}

/// The name of an autonomous prefecture without its peoples: 阿坝 of 阿坝藏族羌族自治州.
fn without_peoples(name: &'static str) -> &'static str {
    const FIRST_PEOPLES: &[&str] = &[
        "朝鲜族",
        "土家族",
        "藏族",
        "彝族",
        "布依族",
        "苗族",
        "傣族",
        "白族",
        "回族",
    ];
    let mut shorter = FIRST_PEOPLES
        .iter()
        .filter_map(|people| name.split_once(people));
    shorter.next().map_or(name, |(short, _)| short)
}

/// Counties with different names.
fn counties(dice: &mut Dice, words: &Words, count: usize) -> Vec<County> {
    let mut counties: Vec<County> = Vec::new();
    while counties.len() < count {
        let mut body = String::from(dice.any(&words.first_halves));
        body.push(dice.any(&words.second_halves));
        let suffix = dice.any(&["县", "县", "县", "区", "区", "市"]);
        let name = format!("{body}{suffix}");
        let taken = counties.iter().any(|other| other.name == name);
        if !taken {
            let english = romanised(&body);
            counties.push(County { name, english });
        }
    }
    counties
}
