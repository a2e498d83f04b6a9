//! Taking apart a source, an indicator or a case that cannot be read, to tell all that is wrong with it.
//!
//! The types stop at the first field that is wrong. So each field is tried by itself, the points of a metric
//! one by one; the tables below name the fields, and a test compares them with the schema.

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::case::{Case, Notice, Region, Section, Source};
use super::indicator::{Indicator, Sums};
use super::lang::Bilingual;
use super::load::{Entries, Reader};
use super::metric::{Metric, Point, Quantity};
use super::text::Text;
use super::vocabulary::{Better, Kind, Level, Relation, Topic};

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
        ("sums", true, one::<Sums>),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check<T: Diagnosed>(name: &str) {
        let schema: serde_json::Value =
            serde_json::from_str(&super::super::schema::schema()).unwrap();
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
