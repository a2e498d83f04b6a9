//! Reading the fields of a TOML file one by one, so that every mistake in it is told, not only the first.

use std::collections::HashSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::bundle::{Bilingual, Problem, Prose, Quantity, Text, Word};
use crate::text::line_and_column;

/// A seed file: its name as problems call it, and its text.
pub(super) struct SeedFile {
    pub name: String,
    pub text: String,
}

impl SeedFile {
    /// Reads the file's fields with `read`. None, and the problems told, if it is not TOML, if a field is
    /// missing or of the wrong sort, or if it has a field that `read` did not ask for.
    pub fn read<T>(
        &self,
        problems: &mut Vec<Problem>,
        read: impl FnOnce(&mut Fields) -> T,
    ) -> Option<T> {
        let known = problems.len();
        let value = self.read_anyway(problems, read);
        value.filter(|_| problems.len() == known)
    }

    /// As `read`, but gives what could be read whenever the file is TOML, with defaults for the rest.
    pub fn read_anyway<T>(
        &self,
        problems: &mut Vec<Problem>,
        read: impl FnOnce(&mut Fields) -> T,
    ) -> Option<T> {
        let (table, errors) = DeTable::parse_recoverable(&self.text);
        for error in &errors {
            let place = error.span().map_or((0, 0), |span| self.place(span.start));
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
            start: (1, 1),
            asked: HashSet::new(),
            problems,
        };
        let value = read(&mut fields);
        fields.finish();
        Some(value)
    }

    fn place(&self, offset: usize) -> (usize, usize) {
        line_and_column(&self.text, offset)
    }
}

/// The fields of one table. Each is asked for by name; what nobody asked for is unknown.
pub(super) struct Fields<'t, 'p> {
    file: &'t SeedFile,
    table: &'t DeTable<'t>,
    start: (usize, usize),
    asked: HashSet<&'static str>,
    problems: &'p mut Vec<Problem>,
}

/// A value of a TOML document, with its place.
pub(super) type Value<'a> = Spanned<DeValue<'a>>;

impl<'t> Fields<'t, '_> {
    /// Where the table begins.
    pub fn start(&self) -> (usize, usize) {
        self.start
    }

    /// Where a field's value stands; where the table begins if it is missing.
    pub fn place(&self, key: &str) -> (usize, usize) {
        self.table
            .get(key)
            .map_or(self.start, |value| self.file.place(value.span().start))
    }

    /// Tells a problem with a field.
    pub fn problem_at(&mut self, key: &str, message: &str, remedy: &str) {
        self.problems.push(Problem::at(
            &self.file.name,
            self.place(key),
            message,
            remedy,
        ));
    }

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

    pub fn integer(&mut self, key: &'static str) -> u32 {
        self.required(key, "a whole number from 0", as_integer)
    }

    pub fn integers<T: TryFrom<u32>>(&mut self, key: &'static str) -> Vec<T> {
        let item = |value: &Value| T::try_from(as_integer(value)?).ok();
        self.list(key, "a list of whole numbers", item)
    }

    pub fn pairs(&mut self, key: &'static str) -> Vec<[u32; 2]> {
        let pair = |value: &Value| list_of(value, as_integer)?.try_into().ok();
        self.list(key, "a list of [from, to) ranges", pair)
    }

    /// One whole number, or a list of them.
    pub fn one_or_more(&mut self, key: &'static str) -> Vec<u32> {
        let read = |value: &Value| {
            as_integer(value)
                .map(|one| vec![one])
                .or_else(|| list_of(value, as_integer).filter(|list| !list.is_empty()))
        };
        self.required(key, "a whole number or a list of them", read)
    }

    /// A range of characters.
    pub fn pair(&mut self, key: &'static str) -> [u32; 2] {
        let pair = |value: &Value| list_of(value, as_integer)?.try_into().ok();
        self.required(key, "a [from, to) range", pair)
    }

    /// A list of what `item` reads; `expected` says what that is.
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

    /// One of the words of a vocabulary.
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

    /// Reads a table within the table.
    pub fn table<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Fields) -> T,
    ) -> Option<T> {
        let value = self.value(key)?;
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_sort(key, "a table");
            return None;
        };
        Some(self.inner(table, value.span(), read))
    }

    /// Reads each table of a list of tables; none if the field is missing.
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
            self.wrong_sort(key, "a list of tables");
            return Vec::new();
        };
        let mut values = Vec::new();
        for (at, item) in items.iter().enumerate() {
            match item.get_ref().as_table() {
                Some(table) => {
                    values.push(self.inner(table, item.span(), |fields| read(at, fields)));
                }
                None => self.wrong_sort(key, "a list of tables"),
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

    /// The value of a field that must be there.
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
            self.wrong_sort(key, expected);
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
            self.wrong_sort(key, expected);
        }
        value
    }

    fn wrong_sort(&mut self, key: &str, expected: &str) {
        let message = format!("\"{key}\" is not {expected}");
        self.problem_at(key, &message, "correct the value");
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

/// The first line of a message, without the full stop.
fn one_sentence(message: &str) -> &str {
    message
        .lines()
        .next()
        .unwrap_or_default()
        .trim_end_matches('.')
}
