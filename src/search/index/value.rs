//! A value of a column: its names, its key and its place in the order.

use crate::bundle::{Lang, Word, unit_name};
use crate::text::fold;

/// A value of a column. There may be hundreds of thousands, so it is small: what follows from the names is not
/// kept, and what few values have stands apart.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Value {
    /// The Chinese name, then the English one if that differs.
    names: Box<str>,
    /// The length of the Chinese name in bytes.
    zh: u32,
    more: Option<Box<More>>,
}

/// What few values have.
#[derive(Debug, Clone, Default, PartialEq)]
struct More {
    /// Tells it from other values of its names.
    key: Box<str>,
    /// How queries write it in Chinese and English, if not by its names: the shortest that is unambiguous.
    query: Option<[String; 2]>,
    /// Its other names, folded.
    others: Vec<String>,
    /// Its number, for ranges.
    number: Option<f64>,
    /// Its order among the values.
    order: i64,
    /// How many values it is within.
    depth: usize,
}

impl Value {
    /// A value with these names, and others that also match it.
    pub fn new(zh: &str, en: &str, others: &[&str]) -> Self {
        let value = Self {
            zh: u32::try_from(zh.len()).unwrap_or(u32::MAX),
            names: [zh, besides(zh, en)].concat().into(),
            more: None,
        };
        let others = others.iter().map(|alias| name(alias));
        let others: Vec<String> = others.filter(|alias| !alias.is_empty()).collect();
        if others.is_empty() {
            value
        } else {
            value.with(|more| more.others = others)
        }
    }

    /// A value of a fixed set.
    pub fn word<W: Word>(word: W, names: &[&str]) -> Self {
        let (zh, en) = (word.name(Lang::Zh), word.name(Lang::En));
        let value = Self::new(zh, en, &[&[word.key()], names].concat());
        value.called(names.first().copied().unwrap_or(zh), word.key())
    }

    /// A unit, which its name after 万 or 亿 also matches, as figures print it.
    pub fn unit(unit: &str) -> Self {
        let myriads = ["万", "亿"].map(|myriad| format!("{myriad}{unit}"));
        let english = unit_name(unit, Lang::En);
        let english = if english.is_empty() { unit } else { english };
        Self::new(unit, english, &[&myriads[0], &myriads[1]])
    }

    /// The same value, which queries write so.
    pub fn called(self, zh: &str, en: &str) -> Self {
        self.with(|more| more.query = Some([zh.to_owned(), en.to_owned()]))
    }

    /// The same value, identified by a key besides its names.
    pub fn keyed(self, key: &str) -> Self {
        if key.is_empty() {
            return self;
        }
        self.with(|more| more.key = key.into())
    }

    /// The same value, at this place in the order.
    pub fn at(self, order: i64) -> Self {
        self.with(|more| more.order = order)
    }

    /// The same value, within so many others.
    pub fn within(self, depth: usize) -> Self {
        self.with(|more| more.depth = depth)
    }

    /// The same value, with a number for ranges.
    pub fn counting(self, number: f64) -> Self {
        self.with(|more| more.number = Some(number))
    }

    fn with(mut self, set: impl FnOnce(&mut More)) -> Self {
        set(self.more.get_or_insert_default());
        self
    }

    /// Its name.
    pub fn name(&self, lang: Lang) -> &str {
        let (zh, en) = self.names();
        match lang {
            Lang::En if !en.is_empty() => en,
            _ => zh,
        }
    }

    /// The Chinese name, and the English one if that differs.
    fn names(&self) -> (&str, &str) {
        let zh = self.zh as usize;
        self.names.split_at_checked(zh).unwrap_or_default()
    }

    /// Whether it has these names.
    pub fn is_called(&self, zh: &str, en: &str) -> bool {
        self.names() == (zh, besides(zh, en))
    }

    /// What tells it from other values of its names.
    pub fn key(&self) -> &str {
        self.more.as_ref().map_or("", |more| &more.key)
    }

    /// Its number, for ranges.
    pub fn number(&self) -> Option<f64> {
        self.more.as_ref()?.number
    }

    /// Whether it has a number.
    pub fn is_number(&self) -> bool {
        self.number().is_some()
    }

    /// Its place in the order.
    pub fn order(&self) -> i64 {
        self.more.as_ref().map_or(0, |more| more.order)
    }

    /// How many values it is within, as a county is within its prefecture and province.
    pub fn depth(&self) -> usize {
        self.more.as_ref().map_or(0, |more| more.depth)
    }

    /// All names that match it, folded.
    pub fn aliases(&self) -> Vec<String> {
        let others = self.more.as_ref().map(|more| more.others.clone());
        let mut aliases = others.unwrap_or_default();
        let (zh, en) = self.names();
        let names = [zh, en].map(name).into_iter();
        aliases.extend(names.filter(|name| !name.is_empty()));
        aliases
    }

    /// How queries write it, quoted where that is needed.
    pub fn in_query(&self, lang: Lang) -> String {
        let query = self.more.as_ref().and_then(|more| more.query.as_ref());
        let called = query.map(|query| match lang {
            Lang::Zh => query[0].as_str(),
            Lang::En => query[1].as_str(),
        });
        quoted(called.unwrap_or_else(|| self.name(lang)))
    }
}

/// The English name, unless it repeats the Chinese one.
fn besides<'a>(zh: &str, en: &'a str) -> &'a str {
    if en == zh { "" } else { en }
}

/// A name as queries write it.
pub(crate) fn quoted(name: &str) -> String {
    let plain = !name.contains(|c: char| c.is_whitespace() || "\"“”,，、:：<>=≤≥|!'^$".contains(c));
    if plain {
        name.to_owned()
    } else {
        format!("\"{}\"", name.replace('"', " "))
    }
}

fn name(text: &str) -> String {
    fold(text).trim().to_owned()
}
