//! Reading a TOML file field by field, so that every mistake in it is reported, not only the first.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::bundle::{Bilingual, Problem, Prose, Quantity, Text, Word};
use crate::text::LineColumn;

/// A seed file.
pub(super) struct SeedFile {
    /// Its name in problems.
    pub name: String,
    pub text: String,
}

impl SeedFile {
    /// Reads the file with `read`. `None`, with problems added, if it is not TOML, if a field is missing or of the
    /// wrong type, or if it has a field that `read` did not ask for.
    pub fn read<T>(
        &self,
        problems: &mut Vec<Problem>,
        read: impl FnOnce(&mut Fields) -> T,
    ) -> Option<T> {
        let known = problems.len();
        let value = self.read_lenient(problems, read);
        value.filter(|_| problems.len() == known)
    }

    /// As [`Self::read`], but gives what could be read of any TOML, with defaults for the rest.
    pub fn read_lenient<T>(
        &self,
        problems: &mut Vec<Problem>,
        read: impl FnOnce(&mut Fields) -> T,
    ) -> Option<T> {
        let (table, errors) = DeTable::parse_recoverable(&self.text);
        for error in &errors {
            let place = error.span().map(|span| self.place(span.start));
            let message = one_sentence(error.message());
            problems.push(Problem::at(&self.name, place, message, "correct the TOML"));
        }
        if !errors.is_empty() {
            return None;
        }
        let table = table.get_ref();
        let mut fields = Fields {
            file: self,
            table,
            start: LineColumn::START,
            asked: HashSet::new(),
            problems,
        };
        let value = read(&mut fields);
        fields.finish();
        Some(value)
    }

    /// The place of a byte offset.
    fn place(&self, offset: usize) -> LineColumn {
        LineColumn::of(&self.text, offset)
    }
}

/// Where fields begin in a file, by a key that names them.
pub(super) type Places<K> = HashMap<K, LineColumn>;

/// The fields of a table. Each is read by name; those that nobody reads are reported as unknown.
pub(super) struct Fields<'t, 'p> {
    file: &'t SeedFile,
    table: &'t DeTable<'t>,
    /// Where the table begins.
    start: LineColumn,
    /// The fields read so far.
    asked: HashSet<&'static str>,
    problems: &'p mut Vec<Problem>,
}

/// A value of a TOML document, with its place.
pub(super) type Value<'a> = Spanned<DeValue<'a>>;

impl<'t> Fields<'t, '_> {
    /// Where the table begins.
    pub fn start(&self) -> LineColumn {
        self.start
    }

    /// Where a field's value begins; the start of the table if the field is missing.
    pub fn place(&self, key: &str) -> LineColumn {
        self.table
            .get(key)
            .map_or(self.start, |value| self.file.place(value.span().start))
    }

    /// Reports a problem with a field.
    pub fn report(&mut self, key: &str, message: &str, remedy: &str) {
        self.problems.push(Problem::at(
            &self.file.name,
            self.place(key),
            message,
            remedy,
        ));
    }

    /// A text of one line.
    pub fn text(&mut self, key: &'static str) -> Text {
        self.required(key, "a text", as_text)
    }

    /// A text of several lines.
    pub fn prose(&mut self, key: &'static str) -> Prose {
        let prose = |value: &Value| {
            value
                .get_ref()
                .as_str()
                .map(|text| Prose::from(text.trim()))
        };
        self.required(key, "a text", prose)
    }

    pub fn optional_text(&mut self, key: &'static str) -> Option<Text> {
        self.optional(key, "a text", as_text)
    }

    pub fn texts(&mut self, key: &'static str) -> Vec<Text> {
        self.list(key, "a list of texts", as_text)
    }

    pub fn flag(&mut self, key: &'static str) -> bool {
        self.required(key, "true or false", |value| value.get_ref().as_bool())
    }

    /// A whole number of at least 0.
    pub fn integer(&mut self, key: &'static str) -> u32 {
        self.required(key, "a whole number from 0", as_integer)
    }

    pub fn integers<T: TryFrom<u32>>(&mut self, key: &'static str) -> Vec<T> {
        let item = |value: &Value| T::try_from(as_integer(value)?).ok();
        self.list(key, "a list of whole numbers", item)
    }

    /// Half-open ranges of characters.
    pub fn ranges(&mut self, key: &'static str) -> Vec<[u32; 2]> {
        let pair = |value: &Value| list_of(value, as_integer)?.try_into().ok();
        self.list(key, "a list of [from, to) ranges", pair)
    }

    /// One whole number, or a list of at least one.
    pub fn one_or_more(&mut self, key: &'static str) -> Vec<u32> {
        let read = |value: &Value| {
            as_integer(value)
                .map(|one| vec![one])
                .or_else(|| list_of(value, as_integer).filter(|list| !list.is_empty()))
        };
        self.required(key, "a whole number or a list of them", read)
    }

    /// A half-open range of characters.
    pub fn range(&mut self, key: &'static str) -> [u32; 2] {
        let pair = |value: &Value| list_of(value, as_integer)?.try_into().ok();
        self.required(key, "a [from, to) range", pair)
    }

    /// A list, each entry read by `item`; `expected` describes it in problems.
    pub fn list<T>(
        &mut self,
        key: &'static str,
        expected: &str,
        item: impl Fn(&Value) -> Option<T>,
    ) -> Vec<T> {
        self.required(key, expected, |value| list_of(value, &item))
    }

    pub fn number(&mut self, key: &'static str) -> Option<Quantity> {
        self.optional(key, "a number", as_number)
    }

    pub fn bilingual(&mut self, key: &'static str) -> Bilingual {
        self.table(key, read_bilingual).unwrap_or_default()
    }

    pub fn optional_bilingual(&mut self, key: &'static str) -> Option<Bilingual> {
        self.table
            .get(key)
            .is_some()
            .then(|| self.bilingual(key))
            .or_else(|| {
                self.asked.insert(key);
                None
            })
    }

    /// A word of a vocabulary.
    pub fn word<W: Word>(&mut self, key: &'static str) -> W {
        self.required_or(key, &one_of::<W>(), W::ALL[0], |value| as_word(value))
    }

    pub fn optional_word<W: Word>(&mut self, key: &'static str) -> Option<W> {
        self.optional(key, &one_of::<W>(), |value| as_word(value))
    }

    pub fn words<W: Word>(&mut self, key: &'static str) -> Vec<W> {
        let expected = format!("a list of words, each {}", one_of::<W>());
        self.list(key, &expected, as_word)
    }

    /// An inner table.
    pub fn table<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Fields) -> T,
    ) -> Option<T> {
        let value = self.value(key)?;
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type(key, "a table");
            return None;
        };
        Some(self.inner(table, value.span(), read))
    }

    /// A list of tables, each read with its index; empty if the field is missing.
    pub fn tables<T>(
        &mut self,
        key: &'static str,
        mut read: impl FnMut(usize, &mut Fields) -> T,
    ) -> Vec<T> {
        self.asked.insert(key);
        let Some(value) = self.table.get(key) else {
            return Vec::new();
        };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(key, "a list of tables");
            return Vec::new();
        };
        let mut values = Vec::new();
        for (index, item) in items.iter().enumerate() {
            match item.get_ref().as_table() {
                Some(table) => {
                    values.push(self.inner(table, item.span(), |fields| read(index, fields)));
                }
                None => self.wrong_type(key, "a list of tables"),
            }
        }
        values
    }

    fn inner<T>(
        &mut self,
        table: &'t DeTable<'t>,
        span: Range<usize>,
        read: impl FnOnce(&mut Fields) -> T,
    ) -> T {
        let start = self.file.place(span.start);
        let mut fields = Fields {
            file: self.file,
            table,
            start,
            asked: HashSet::new(),
            problems: self.problems,
        };
        let value = read(&mut fields);
        fields.finish();
        value
    }

    /// Reports the fields that were not read.
    fn finish(self) {
        let mut known: Vec<&str> = self.asked.iter().copied().collect();
        known.sort_unstable();
        for (key, _) in self.table {
            if !self.asked.contains(key.get_ref().as_ref()) {
                let message = format!("unknown field \"{}\"", key.get_ref());
                let remedy = format!("remove it, or use one of {}", known.join(", "));
                let place = self.file.place(key.span().start);
                self.problems
                    .push(Problem::at(&self.file.name, place, message, remedy));
            }
        }
    }

    /// The value of a required field.
    fn value(&mut self, key: &'static str) -> Option<&'t Value<'t>> {
        self.asked.insert(key);
        let value = self.table.get(key);
        if value.is_none() {
            let message = format!("field \"{key}\" is missing");
            self.problems
                .push(Problem::at(&self.file.name, self.start, message, "add it"));
        }
        value
    }

    fn required<T: Default>(
        &mut self,
        key: &'static str,
        expected: &str,
        read: impl Fn(&Value) -> Option<T>,
    ) -> T {
        self.required_or(key, expected, T::default(), read)
    }

    fn required_or<T>(
        &mut self,
        key: &'static str,
        expected: &str,
        otherwise: T,
        read: impl Fn(&Value) -> Option<T>,
    ) -> T {
        let Some(value) = self.value(key) else {
            return otherwise;
        };
        let Some(value) = read(value) else {
            self.wrong_type(key, expected);
            return otherwise;
        };
        value
    }

    fn optional<T>(
        &mut self,
        key: &'static str,
        expected: &str,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Option<T> {
        self.asked.insert(key);
        let value = read(self.table.get(key)?);
        if value.is_none() {
            self.wrong_type(key, expected);
        }
        value
    }

    fn wrong_type(&mut self, key: &str, expected: &str) {
        let message = format!("\"{key}\" is not {expected}");
        self.report(key, &message, "correct the value");
    }
}

fn read_bilingual(fields: &mut Fields) -> Bilingual {
    Bilingual {
        zh: fields.text("zh"),
        en: fields.text("en"),
    }
}

fn one_of<W: Word>() -> String {
    let keys: Vec<&str> = W::ALL.iter().map(|word| word.key()).collect();
    format!("one of {}", keys.join(", "))
}

fn as_text(value: &Value) -> Option<Text> {
    value.get_ref().as_str().map(Text::from)
}

fn as_word<W: Word>(value: &Value) -> Option<W> {
    let key = value.get_ref().as_str()?;
    W::ALL.iter().copied().find(|word| word.key() == key)
}

fn as_integer(value: &Value) -> Option<u32> {
    let integer = value.get_ref().as_integer()?;
    u32::from_str_radix(integer.as_str(), integer.radix()).ok()
}

pub(super) fn as_number(value: &Value) -> Option<Quantity> {
    let value = value.get_ref();
    let number: f64 = match (value.as_integer(), value.as_float()) {
        (Some(integer), _) if integer.radix() == 10 => integer.as_str().parse().ok()?,
        (_, Some(float)) => float.as_str().parse().ok()?,
        _ => return None,
    };
    Quantity::new(number)
}

fn list_of<T>(value: &Value, item: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    value.get_ref().as_array()?.iter().map(item).collect()
}

/// The first line of a message, without a full stop.
fn one_sentence(message: &str) -> &str {
    message
        .lines()
        .next()
        .unwrap_or_default()
        .trim_end_matches('.')
}
