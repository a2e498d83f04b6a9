//! Diagnosing a source, an indicator or a case that cannot be parsed: everything that is wrong with it, with line and
//! column.
//!
//! Parsing stops at the first wrong field. So each field is parsed by itself, and the points of a metric one by one.
//! The tables below name the fields; a test compares them with the schema.

use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeOwned, Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::bundle::case::{Case, Notice, Region, Section, Source};
use crate::bundle::indicator::{Additivity, Indicator};
use crate::bundle::lang::Bilingual;
use crate::bundle::metric::{Metric, Point, Quantity};
use crate::bundle::problem::Problem;
use crate::bundle::text::Text;
use crate::bundle::vocabulary::{Better, Kind, Level, Relation, Topic};
use crate::text::LineColumn;

/// Collects the problems of a text.
pub(super) struct Diagnosis<'a> {
    /// Name of the file in problems.
    name: &'a str,
    pub text: &'a str,
    /// Number of lines of the file before the text.
    lines_before: usize,
    /// The last byte offset that was located, and its place in the text. Problems come nearly in order, so lines need
    /// not be counted from the start each time; in a large file with a problem in every case that would take hours.
    last: (usize, LineColumn),
    pub problems: Vec<Problem>,
}

impl<'a> Diagnosis<'a> {
    /// A diagnosis of a text that begins at a line of the file, 1-based.
    pub fn new(name: &'a str, text: &'a str, line: usize) -> Self {
        Self {
            name,
            text,
            lines_before: line - 1,
            last: (0, LineColumn::START),
            problems: Vec::new(),
        }
    }

    /// Reports a problem with the file as a whole.
    pub fn report(&mut self, message: &str, remedy: &str) {
        self.problems
            .push(Problem::in_file(self.name, message, remedy));
    }

    /// Reports a problem at a byte offset in the text.
    pub fn report_at(&mut self, offset: usize, message: String, remedy: &str) {
        let place = self.place(offset);
        self.problems
            .push(Problem::at(self.name, place, message, remedy));
    }

    /// Reports a problem at the beginning of a slice of the text.
    pub fn report_in(&mut self, slice: &str, message: String, remedy: &str) {
        self.report_at(self.offset(slice), message, remedy);
    }

    /// Reports a JSON error in a slice of the text that was parsed by itself.
    pub fn report_json_error(&mut self, slice: &str, path: &str, error: &serde_json::Error) {
        let offset = self.offset(slice) + offset_of(slice, error.line(), error.column());
        let message = format!("{path}: {}", describe(error));
        let remedy = "correct it; data/bundle.schema.json describes every field";
        self.report_at(offset, message, remedy);
    }

    /// Parses a value, and reports the first error in it.
    pub fn value<T: DeserializeOwned>(&mut self, raw: &RawValue, path: &str) -> Option<T> {
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
                self.report_json_error(raw.get(), &path, error.inner());
                None
            }
        }
    }

    /// The byte offset in the text of a slice of it.
    pub fn offset(&self, slice: &str) -> usize {
        (slice.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }

    /// The place in the file of a byte offset in the text.
    fn place(&mut self, offset: usize) -> LineColumn {
        let offset = self.text.floor_char_boundary(offset);
        if offset < self.last.0 {
            self.last = (0, LineColumn::START);
        }
        let (from, mut place) = self.last;
        let passed = self.text.get(from..offset).unwrap_or_default();
        let moved = LineColumn::of(passed, passed.len());
        place.column = if moved.line == 1 {
            place.column + moved.column - 1
        } else {
            moved.column
        };
        place.line += moved.line - 1;
        self.last = (offset, place);
        place.line += self.lines_before;
        place
    }
}

/// A type that can be diagnosed field by field.
pub(super) trait Diagnosed: DeserializeOwned {
    /// Every field in a file.
    const FIELDS: &[Field];
}

/// The name of a field, whether it is required, and the function that diagnoses its value.
type Field = (&'static str, bool, fn(&mut Diagnosis, &RawValue, &str));

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

impl Diagnosis<'_> {
    /// Reports everything that is wrong with a value that cannot be parsed as a `T`.
    pub(super) fn diagnose<T: Diagnosed>(&mut self, raw: &RawValue, path: &str) {
        let known = self.problems.len();
        if let Ok(Entries(entries)) = serde_json::from_str(raw.get()) {
            for (name, required, _) in T::FIELDS {
                if *required && !entries.iter().any(|(key, _)| key == name) {
                    let message = format!("{path}: field \"{name}\" is missing");
                    self.report_in(raw.get(), message, "add it");
                }
            }
            for (key, value) in &entries {
                let within = format!("{path}.{key}");
                if let Some((_, _, check)) = T::FIELDS.iter().find(|(name, ..)| name == key) {
                    check(self, value, &within);
                } else {
                    let message = format!("{path}: unknown field \"{key}\"");
                    self.report_in(value.get(), message, "remove it, or update casebook");
                }
            }
        }
        if self.problems.len() == known {
            self.value::<T>(raw, path);
        }
    }
}

/// Diagnoses a value as a whole.
fn one<T: DeserializeOwned>(diagnosis: &mut Diagnosis, raw: &RawValue, path: &str) {
    diagnosis.value::<T>(raw, path);
}

/// Diagnoses each entry of a list as a whole.
fn each<T: DeserializeOwned>(diagnosis: &mut Diagnosis, raw: &RawValue, path: &str) {
    entries(diagnosis, raw, path, one::<T>);
}

/// Diagnoses each entry of a list field by field.
fn apart<T: Diagnosed>(diagnosis: &mut Diagnosis, raw: &RawValue, path: &str) {
    entries(diagnosis, raw, path, |diagnosis, entry, path| {
        if serde_json::from_str::<T>(entry.get()).is_err() {
            diagnosis.diagnose::<T>(entry, path);
        }
    });
}

/// Splits a list into its entries and diagnoses each with `check`.
fn entries(
    diagnosis: &mut Diagnosis,
    raw: &RawValue,
    path: &str,
    check: impl Fn(&mut Diagnosis, &RawValue, &str),
) {
    match serde_json::from_str::<Vec<&RawValue>>(raw.get()) {
        Ok(entries) => {
            for (index, entry) in entries.into_iter().enumerate() {
                check(diagnosis, entry, &format!("{path}[{index}]"));
            }
        }
        Err(error) => diagnosis.report_json_error(raw.get(), path, &error),
    }
}

/// The fields of a JSON object in their order, each with the slice of text that is its value. A field given twice is an
/// error.
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

/// The byte offset of a place as `serde_json` gives it: line and column from 1, columns in bytes.
pub(super) fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let before = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len);
    before.sum::<usize>() + column.saturating_sub(1)
}

/// The message of a JSON error, without its place and without the names of Rust types.
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

    fn compare_with_schema<T: Diagnosed>(name: &str) {
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
        compare_with_schema::<Source>("Source");
        compare_with_schema::<Indicator>("Indicator");
        compare_with_schema::<Case>("Case");
        compare_with_schema::<Metric>("Metric");
    }
}
