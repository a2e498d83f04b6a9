//! The word lists of `words.txt`.

use anyhow::{Context, Result};
use casebook::bundle::{Topic, Word};
use pinyin::ToPinyin;

const FILE: &str = include_str!("words.txt");

/// A word in both languages.
#[derive(Clone, Copy)]
pub struct Pair {
    pub zh: &'static str,
    pub en: &'static str,
}

/// What the action of a title is about.
#[derive(Clone, Copy)]
pub struct Object {
    pub name: Pair,
    pub topic: Topic,
}

/// All lists, none of which is empty.
pub struct Words {
    pub places: Vec<&'static str>,
    pub first_halves: Vec<char>,
    pub second_halves: Vec<char>,
    pub townships: Vec<&'static str>,
    pub surnames: Vec<char>,
    pub given_names: Vec<&'static str>,
    pub actions: Vec<Pair>,
    pub objects: Vec<Object>,
    pub mechanisms: Vec<Pair>,
    pub counted: Vec<Pair>,
    pub goals: Vec<Pair>,
    pub brands: Vec<&'static str>,
    pub brand_nouns: Vec<&'static str>,
    pub trades: Vec<Pair>,
    pub organs: Vec<Pair>,
    pub tags: Vec<&'static str>,
    pub deeds: Vec<&'static str>,
    pub gains: Vec<&'static str>,
}

impl Words {
    pub fn read() -> Result<Self> {
        Ok(Self {
            places: lines("places")?,
            first_halves: characters("first halves of places")?,
            second_halves: characters("second halves of places")?,
            townships: words("bodies of townships")?,
            surnames: characters("surnames")?,
            given_names: words("given names")?,
            actions: pairs("actions")?,
            objects: objects()?,
            mechanisms: pairs("mechanisms")?,
            counted: pairs("counted")?,
            goals: pairs("goals")?,
            brands: words("brands")?,
            brand_nouns: words("nouns of brands")?,
            trades: pairs("trades")?,
            organs: pairs("organs")?,
            tags: words("tags")?,
            deeds: lines("deeds")?,
            gains: lines("gains")?,
        })
    }
}

/// The lines of a section of the file.
fn lines(section: &str) -> Result<Vec<&'static str>> {
    let (_, rest) = FILE
        .split_once(&format!("<{section}>\n"))
        .with_context(|| format!("words.txt has no <{section}>"))?;
    let lines = rest.lines().take_while(|line| !line.starts_with('<'));
    Ok(lines.filter(|line| !line.is_empty()).collect())
}

fn words(section: &str) -> Result<Vec<&'static str>> {
    let lines = lines(section)?;
    Ok(lines.into_iter().flat_map(str::split_whitespace).collect())
}

fn characters(section: &str) -> Result<Vec<char>> {
    Ok(lines(section)?.into_iter().flat_map(str::chars).collect())
}

fn pairs(section: &str) -> Result<Vec<Pair>> {
    let pair = |line: &'static str| {
        let (zh, en) = line
            .split_once(" | ")
            .with_context(|| format!("words.txt: {line} has no English"))?;
        Ok(Pair { zh, en })
    };
    lines(section)?.into_iter().map(pair).collect()
}

/// The objects of all topics in turn, the most common of each first.
fn objects() -> Result<Vec<Object>> {
    let mut ranked = Vec::new();
    for topic in Topic::ALL {
        let names = pairs(&format!("objects {}", topic.key()))?;
        let objects = names.into_iter().map(|name| Object {
            name,
            topic: *topic,
        });
        ranked.extend(objects.enumerate());
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    Ok(ranked.into_iter().map(|(_, object)| object).collect())
}

/// A Chinese name in Latin letters, capitalised: 泸州 is Luzhou.
pub fn romanised(name: &str) -> String {
    /// Characters whose reading in names is not their most common one.
    const IN_NAMES: &[(char, &str)] = &[('长', "chang"), ('重', "chong"), ('乐', "le")];
    let mut latin = String::new();
    for c in name.chars() {
        let in_names = IN_NAMES.iter().find(|(one, _)| *one == c);
        let reading = in_names.map(|(_, reading)| *reading);
        latin += reading
            .or_else(|| c.to_pinyin().map(pinyin::Pinyin::plain))
            .unwrap_or_default();
    }
    let mut letters = latin.replace('ü', "u").chars().collect::<Vec<_>>();
    if let Some(first) = letters.first_mut() {
        first.make_ascii_uppercase();
    }
    letters.into_iter().collect()
}
