//! A value of a field: what it is called, and where it stands among the others.

use crate::bundle::{Lang, Word, unit_name};
use crate::text::fold;

/// A value of a field. There may be hundreds of thousands of them, so what follows from its names is not kept, and
/// what few values have takes no room in the others.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Value {
    /// What it is called in Chinese, then in English if that is something else.
    names: Box<str>,
    /// How many bytes the Chinese name has.
    zh: u32,
    more: Option<Box<More>>,
}

/// What few values have.
#[derive(Debug, Clone, Default, PartialEq)]
struct More {
    /// What tells it from others of its names.
    key: Box<str>,
    /// What a query calls it in both languages, if not by its names; the shortest that means nothing else.
    query: Option<[String; 2]>,
    /// What it goes by besides its names, folded.
    others: Vec<String>,
    /// What it counts for where a range is asked for.
    number: Option<f64>,
    /// Where it stands among the others.
    order: i64,
    /// How many values it is within.
    depth: usize,
}

impl Value {
    /// A value of these names, which also goes by others.
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

    /// A unit, which also goes by its name with 万 and 亿, as figures print it.
    pub fn unit(unit: &str) -> Self {
        let myriads = ["万", "亿"].map(|myriad| format!("{myriad}{unit}"));
        let english = unit_name(unit, Lang::En);
        let english = if english.is_empty() { unit } else { english };
        Self::new(unit, english, &[&myriads[0], &myriads[1]])
    }

    /// The same value, which queries call so.
    pub fn called(self, zh: &str, en: &str) -> Self {
        self.with(|more| more.query = Some([zh.to_owned(), en.to_owned()]))
    }

    /// The same value, told from others of its names by a key.
    pub fn keyed(self, key: &str) -> Self {
        if key.is_empty() {
            return self;
        }
        self.with(|more| more.key = key.into())
    }

    /// The same value, which stands there among the others.
    pub fn at(self, order: i64) -> Self {
        self.with(|more| more.order = order)
    }

    /// The same value, within so many others.
    pub fn within(self, depth: usize) -> Self {
        self.with(|more| more.depth = depth)
    }

    /// The same value, which counts for a number.
    pub fn counting(self, number: f64) -> Self {
        self.with(|more| more.number = Some(number))
    }

    fn with(mut self, set: impl FnOnce(&mut More)) -> Self {
        set(self.more.get_or_insert_default());
        self
    }

    /// What it is called.
    pub fn name(&self, lang: Lang) -> &str {
        let (zh, en) = self.names();
        match lang {
            Lang::En if !en.is_empty() => en,
            _ => zh,
        }
    }

    /// The name in Chinese, and that in English if it is another.
    fn names(&self) -> (&str, &str) {
        let zh = self.zh as usize;
        self.names.split_at_checked(zh).unwrap_or_default()
    }

    /// Whether it has these names.
    pub fn is_called(&self, zh: &str, en: &str) -> bool {
        self.names() == (zh, besides(zh, en))
    }

    /// What tells it from others of its names.
    pub fn key(&self) -> &str {
        self.more.as_ref().map_or("", |more| &more.key)
    }

    /// What it counts for where a range is asked for.
    pub fn number(&self) -> Option<f64> {
        self.more.as_ref()?.number
    }

    /// Whether it counts for a number.
    pub fn is_number(&self) -> bool {
        self.number().is_some()
    }

    /// Where it stands among the others.
    pub fn order(&self) -> i64 {
        self.more.as_ref().map_or(0, |more| more.order)
    }

    /// How many values it is within, such as a county within its province.
    pub fn depth(&self) -> usize {
        self.more.as_ref().map_or(0, |more| more.depth)
    }

    /// Everything it goes by, folded.
    pub fn aliases(&self) -> Vec<String> {
        let others = self.more.as_ref().map(|more| more.others.clone());
        let mut aliases = others.unwrap_or_default();
        let (zh, en) = self.names();
        let names = [zh, en].map(name).into_iter();
        aliases.extend(names.filter(|name| !name.is_empty()));
        aliases
    }

    /// What a query calls it, quoted where it must be.
    pub fn in_query(&self, lang: Lang) -> String {
        let query = self.more.as_ref().and_then(|more| more.query.as_ref());
        let called = query.map(|query| match lang {
            Lang::Zh => query[0].as_str(),
            Lang::En => query[1].as_str(),
        });
        quoted(called.unwrap_or_else(|| self.name(lang)))
    }
}

/// The English name, if it is not the Chinese one again.
fn besides<'a>(zh: &str, en: &'a str) -> &'a str {
    if en == zh { "" } else { en }
}

/// A name as a query must write it.
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
