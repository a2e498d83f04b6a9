//! Taking apart a source, an indicator or a case that cannot be read, to tell all that is wrong with it.
//!
//! The types stop at the first field that is wrong. So each field is tried by itself, the points of a metric
//! one by one; the tables below name the fields, and a test compares them with the schema.

use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeOwned, Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::text::line_and_column;

use crate::bundle::case::{Case, Notice, Region, Section, Source};
use crate::bundle::indicator::{Additivity, Indicator};
use crate::bundle::lang::Bilingual;
use crate::bundle::metric::{Metric, Point, Quantity};
use crate::bundle::problem::Problem;
use crate::bundle::text::Text;
use crate::bundle::vocabulary::{Better, Kind, Level, Relation, Topic};

/// The entries of a JSON object in their order, each key with the slice that holds its value.
pub(super) struct Entries<'a>(pub Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Entries<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;
        impl<'de> Visitor<'de> for Visit {
            type Value = Vec<(String, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let (mut entries, mut keys) = (Vec::new(), HashSet::new());
                while let Some((key, value)) = map.next_entry::<String, &RawValue>()? {
                    if !keys.insert(key.clone()) {
                        let message = format!("field \"{key}\" is given twice");
                        return Err(A::Error::custom(message));
                    }
                    entries.push((key, value));
                }
                Ok(entries)
            }
        }
        deserializer.deserialize_map(Visit).map(Self)
    }
}

/// Finds every problem of a document.
pub(super) struct Reader<'a> {
    pub(super) name: &'a str,
    pub(super) text: &'a str,
    /// How many lines of the file come before the text.
    pub(super) lines_before: usize,
    /// The byte whose place was asked for last, and its place. Problems come nearly in their order, so lines need not be
    /// counted from the beginning each time: where every case has a problem, that would take hours.
    last: (usize, (usize, usize)),
    pub(super) problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(name: &'a str, text: &'a str) -> Self {
        Self {
            name,
            text,
            lines_before: 0,
            last: (0, (1, 1)),
            problems: Vec::new(),
        }
    }

    pub(super) fn value<T: DeserializeOwned>(&mut self, raw: &RawValue, path: &str) -> Option<T> {
        let mut deserializer = serde_json::Deserializer::from_str(raw.get());
        match serde_path_to_error::deserialize(&mut deserializer) {
            Ok(value) => Some(value),
            Err(error) => {
                let inner = error.path().to_string();
                let path = match inner.as_str() {
                    "." => path.to_owned(),
                    list if list.starts_with('[') => format!("{path}{list}"),
                    field => format!("{path}.{field}"),
                };
                self.wrong(raw, &path, error.inner());
                None
            }
        }
    }

    pub(super) fn wrong(&mut self, raw: &RawValue, path: &str, error: &serde_json::Error) {
        self.wrong_at(self.offset(raw.get()), path, error);
    }

    /// Notes what is wrong with the slice of the text that begins there.
    pub(super) fn wrong_at(&mut self, offset: usize, path: &str, error: &serde_json::Error) {
        let slice = self.text.get(offset..).unwrap_or_default();
        let within = offset_of(slice, error.line(), error.column());
        let place = self.place_at(offset + within);
        let message = format!("{path}: {}", describe(error));
        let remedy = "correct it; data/bundle.schema.json describes every field";
        self.problems
            .push(Problem::at(self.name, place, message, remedy));
    }

    /// Notes a problem at a slice of the text.
    pub(super) fn problem_at(&mut self, slice: &str, message: String, remedy: &str) {
        let place = self.place_at(self.offset(slice));
        self.problems
            .push(Problem::at(self.name, place, message, remedy));
    }

    /// How many problems are known.
    pub(super) fn count(&self) -> usize {
        self.problems.len()
    }

    /// Where a slice of the text begins in it, in bytes.
    pub(super) fn offset(&self, slice: &str) -> usize {
        (slice.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }

    pub(super) fn place_at(&mut self, offset: usize) -> (usize, usize) {
        let offset = self.text.floor_char_boundary(offset);
        if offset < self.last.0 {
            self.last = (0, (1, 1));
        }
        let (from, (line, column)) = self.last;
        let passed = self.text.get(from..offset).unwrap_or_default();
        let (more, column_there) = line_and_column(passed, passed.len());
        let column = if more == 1 {
            column + column_there - 1
        } else {
            column_there
        };
        self.last = (offset, (line + more - 1, column));
        (line + more - 1 + self.lines_before, column)
    }
}

/// What can be taken apart into fields.
pub(super) trait Diagnosed: DeserializeOwned {
    /// The fields, each with whether it must be there and how to try it.
    const FIELDS: &[Field];
}

/// The name of a field, whether it must be there, and how to try it.
type Field = (&'static str, bool, fn(&mut Reader, &RawValue, &str));

impl Diagnosed for Source {
    const FIELDS: &[Field] = &[
        ("id", true, one::<Text>),
        ("title", true, one::<Bilingual>),
        ("publisher", true, one::<Text>),
        ("published", false, one::<Option<Text>>),
        ("document", true, one::<Text>),
        ("sha256", true, one::<Text>),
    ];
}

impl Diagnosed for Indicator {
    const FIELDS: &[Field] = &[
        ("id", true, one::<Text>),
        ("label", true, one::<Bilingual>),
        ("unit", true, one::<Text>),
        ("better", false, one::<Option<Better>>),
        ("most", false, one::<Option<Quantity>>),
        ("rule", true, one::<Bilingual>),
        ("sums", true, one::<Additivity>),
    ];
}

impl Diagnosed for Case {
    const FIELDS: &[Field] = &[
        ("id", true, one::<Text>),
        ("source", true, one::<Text>),
        ("path", true, one::<Vec<Text>>),
        ("kind", true, one::<Kind>),
        ("title", true, one::<Bilingual>),
        ("organ", true, one::<Text>),
        ("region", true, one::<Region>),
        ("level", true, one::<Level>),
        ("years", true, one::<Vec<u16>>),
        ("period", false, one::<Option<Bilingual>>),
        ("topics", true, one::<Vec<Topic>>),
        ("tags", true, one::<Vec<Text>>),
        ("summary", true, one::<Bilingual>),
        ("sections", true, each::<Section>),
        ("span", true, one::<Vec<[u32; 2]>>),
        ("metrics", true, apart::<Metric>),
        ("notices", true, each::<Notice>),
    ];
}

impl Diagnosed for Metric {
    const FIELDS: &[Field] = &[
        ("id", true, one::<Text>),
        ("label", true, one::<Bilingual>),
        ("unit", true, one::<Text>),
        ("relation", true, one::<Relation>),
        ("better", false, one::<Option<Better>>),
        ("period", false, one::<Option<Bilingual>>),
        ("indicator", false, one::<Option<Text>>),
        ("points", true, each::<Point>),
    ];
}

impl Reader<'_> {
    /// Tells everything that is wrong with a value that cannot be read as a `T`.
    pub(super) fn diagnose<T: Diagnosed>(&mut self, raw: &RawValue, path: &str) {
        let known = self.count();
        if let Ok(Entries(entries)) = serde_json::from_str(raw.get()) {
            for (name, required, _) in T::FIELDS {
                if *required && !entries.iter().any(|(key, _)| key == name) {
                    let message = format!("{path}: field \"{name}\" is missing");
                    self.problem_at(raw.get(), message, "add it");
                }
            }
            for (key, value) in &entries {
                let within = format!("{path}.{key}");
                if let Some((_, _, check)) = T::FIELDS.iter().find(|(name, ..)| name == key) {
                    check(self, value, &within);
                } else {
                    let message = format!("{path}: unknown field \"{key}\"");
                    self.problem_at(value.get(), message, "remove it, or update casebook");
                }
            }
        }
        if self.count() == known {
            self.value::<T>(raw, path);
        }
    }
}

/// Tries a value as a whole.
fn one<T: DeserializeOwned>(reader: &mut Reader, raw: &RawValue, path: &str) {
    reader.value::<T>(raw, path);
}

/// Tries each entry of a list.
fn each<T: DeserializeOwned>(reader: &mut Reader, raw: &RawValue, path: &str) {
    entries(reader, raw, path, one::<T>);
}

/// Tries each entry of a list, and takes apart those that cannot be read.
fn apart<T: Diagnosed>(reader: &mut Reader, raw: &RawValue, path: &str) {
    entries(reader, raw, path, |reader, entry, path| {
        if serde_json::from_str::<T>(entry.get()).is_err() {
            reader.diagnose::<T>(entry, path);
        }
    });
}

fn entries(
    reader: &mut Reader,
    raw: &RawValue,
    path: &str,
    check: impl Fn(&mut Reader, &RawValue, &str),
) {
    match serde_json::from_str::<Vec<&RawValue>>(raw.get()) {
        Ok(entries) => {
            for (at, entry) in entries.into_iter().enumerate() {
                check(reader, entry, &format!("{path}[{at}]"));
            }
        }
        Err(error) => reader.wrong(raw, path, &error),
    }
}

/// The byte offset of a line and column as `serde_json` counts them: from 1, columns in bytes.
pub(super) fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let before = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len);
    before.sum::<usize>() + column.saturating_sub(1)
}

/// The message of a JSON error without its place, in words that need no Rust.
pub(super) fn describe(error: &serde_json::Error) -> String {
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = error.to_string();
    let message = message.strip_suffix(&place).unwrap_or(&message);
    let whole = "expected a whole number from 0";
    message
        .replace("expected u32", whole)
        .replace("expected u16", whole)
        .replace("expected f64", "expected a number")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<T: Diagnosed>(name: &str) {
        let schema: serde_json::Value =
            serde_json::from_str(&crate::bundle::schema::schema()).unwrap();
        let of = &schema["$defs"][name];
        let required: Vec<&str> = of["required"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|field| field.as_str())
            .collect();
        let mut known: Vec<(&str, bool)> = of["properties"]
            .as_object()
            .unwrap()
            .keys()
            .map(|key| (key.as_str(), required.contains(&key.as_str())))
            .collect();
        let mut named: Vec<(&str, bool)> = T::FIELDS
            .iter()
            .map(|(name, required, _)| (*name, *required))
            .collect();
        known.sort_unstable();
        named.sort_unstable();
        assert_eq!(named, known, "{name}");
    }

    #[test]
    fn the_tables_name_the_fields_of_the_schema() {
        check::<Source>("Source");
        check::<Indicator>("Indicator");
        check::<Case>("Case");
        check::<Metric>("Metric");
    }
}
