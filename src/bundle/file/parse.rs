//! Parsing a bundle that is read whole, with every problem at its line and column.
//!
//! A bundle without problems is read at once ([`lines`](super::lines)). Otherwise the text is read again in two steps:
//! first the entries of the outer object and of its lists as slices of the text, then each source, indicator and case
//! by itself and, if that fails, field by field ([`diagnose`](super::diagnose)). So no problem hides another.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::diagnose::{Diagnosed, Diagnosis, Entries, describe, offset_of};
use super::lines::read_valid;
use crate::bundle::case::{Bundle, Case, FORMAT, VERSION};
use crate::bundle::check::{check_bundle, check_case};
use crate::bundle::comparable::{check_comparable, check_indicators};
use crate::bundle::indicator::Indicator;
use crate::bundle::problem::{Problem, Problems};
use crate::text::LineColumn;

/// Message and remedy for a bundle that is not UTF-8.
pub(super) const NOT_UTF8: (&str, &str) = (
    "is not UTF-8 text",
    "save the bundle as UTF-8, or build it again from its seeds",
);

/// Remedy for a bundle that ends too early.
pub(super) const TRUNCATED: &str =
    "the file is truncated; copy it again or build it with `casebook build`";

/// Parses a bundle from bytes; `name` is its name in problems.
///
/// # Errors
///
/// All problems of the bundle.
pub fn parse(bytes: &[u8], name: &str) -> Result<Bundle, Problems> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = String::from_utf8_lossy(bytes.get(..error.valid_up_to()).unwrap_or_default());
        let place = LineColumn::of(&before, before.len());
        let (message, remedy) = NOT_UTF8;
        Problem::at(name, place, message, remedy)
    })?;
    parse_text(text, name)
}

/// Parses a bundle from text; `name` is its name in problems.
///
/// # Errors
///
/// All problems of the bundle.
pub fn parse_text(text: &str, name: &str) -> Result<Bundle, Problems> {
    if let Some(bundle) = read_valid(text) {
        return Ok(bundle);
    }
    if text.trim().is_empty() {
        return Err(Problem::in_file(name, "is empty", "build it with `casebook build`").into());
    }
    let mut diagnosis = Diagnosis::new(name, text, 1);
    let bundle = diagnosis.bundle();
    Problems::ok_if_none(diagnosis.problems)?;
    // Without a problem there is a bundle; the error is here so that this cannot panic.
    bundle.ok_or_else(|| {
        Problem::in_file(name, "is not a bundle", "build it with `casebook build`").into()
    })
}

/// The problems of one entry of the list of cases. `line` is its 1-based line in the file, `entry` its 0-based index in
/// the list.
pub(super) fn problems_of_case(
    name: &str,
    text: &str,
    line: usize,
    entry: usize,
    indicators: &[Indicator],
) -> Vec<Problem> {
    let mut diagnosis = Diagnosis::new(name, text, line);
    let path = format!("cases[{entry}]");
    match serde_json::from_str::<&RawValue>(text) {
        Err(error) => diagnosis.report_json_error(text, &path, &error),
        Ok(raw) => match serde_json::from_str(raw.get()) {
            Err(_) => diagnosis.diagnose::<Case>(raw, &path),
            Ok(case) => diagnosis.check_case(&case, Some(indicators), 0),
        },
    }
    diagnosis.problems
}

/// The byte offsets of the indicators and cases that could be parsed.
struct Offsets {
    indicators: Vec<usize>,
    cases: Vec<usize>,
}

impl<'a> Diagnosis<'a> {
    /// Parses the bundle as far as possible; `None` if it is not a bundle of this version at all.
    fn bundle(&mut self) -> Option<Bundle> {
        let mut entries: BTreeMap<String, &'a RawValue> = match serde_json::from_str(self.text) {
            Ok(Entries(entries)) => entries.into_iter().collect(),
            Err(error) => {
                let remedy = if error.is_eof() {
                    TRUNCATED
                } else {
                    "give a bundle as `casebook build` writes it"
                };
                let offset = offset_of(self.text, error.line(), error.column());
                let message = format!("is not a bundle: {}", describe(&error));
                self.report_at(offset, message, remedy);
                return None;
            }
        };
        self.format(&mut entries)?;
        let title = self.required(&mut entries, "title");
        let sources = self.list(&mut entries, "sources");
        let sources = sources.into_iter().map(|(_, source)| source).collect();
        // Older bundles have no indicators.
        let given = entries.contains_key("indicators");
        let known = self.problems.len();
        let indicators = given.then(|| self.list(&mut entries, "indicators"));
        let are_indicators_known = self.problems.len() == known;
        let (of_indicators, indicators) = indicators.into_iter().flatten().unzip();
        let (of_cases, cases) = self.list(&mut entries, "cases").into_iter().unzip();
        let offsets = Offsets {
            indicators: of_indicators,
            cases: of_cases,
        };
        for (key, raw) in entries {
            let message = format!("unknown field \"{key}\"");
            self.report_in(raw.get(), message, "remove it, or update casebook");
        }
        let bundle = Bundle::new(title.unwrap_or_default(), sources, indicators, cases);
        // An indicator that could not be parsed has been reported; metrics that name it need not be.
        let indicators = are_indicators_known.then_some(&*bundle.indicators);
        self.check(&bundle, indicators, &offsets);
        Some(bundle)
    }

    /// Checks `format` and `version` before all else, since a newer version may be laid out in another way.
    fn format(&mut self, entries: &mut BTreeMap<String, &'a RawValue>) -> Option<()> {
        let format: Option<String> = self.required(entries, "format");
        let version: Option<u32> = self.required(entries, "version");
        if format? != FORMAT {
            let remedy = format!("give a bundle whose \"format\" is \"{FORMAT}\"");
            self.report("is not a casebook bundle", &remedy);
            return None;
        }
        let version = version?;
        if version != VERSION {
            let message = format!("is of version {version}, this program reads version {VERSION}");
            let remedy = if version > VERSION {
                "update casebook"
            } else {
                "build the bundle again from its seeds"
            };
            self.report(&message, remedy);
            return None;
        }
        Some(())
    }

    /// Parses a field of the bundle, and reports it if it is missing.
    fn required<T: DeserializeOwned>(
        &mut self,
        entries: &mut BTreeMap<String, &'a RawValue>,
        key: &str,
    ) -> Option<T> {
        if let Some(raw) = entries.remove(key) {
            return self.value(raw, key);
        }
        let message = format!("field \"{key}\" is missing");
        self.report(&message, "give a bundle as `casebook build` writes it");
        None
    }

    /// The entries of a list that can be parsed, each with its byte offset in the text.
    fn list<T: Diagnosed>(
        &mut self,
        entries: &mut BTreeMap<String, &'a RawValue>,
        key: &str,
    ) -> Vec<(usize, T)> {
        let Some(raw) = entries.remove(key) else {
            self.required::<()>(entries, key);
            return Vec::new();
        };
        let items: Vec<&'a RawValue> = match serde_json::from_str(raw.get()) {
            Ok(items) => items,
            Err(error) => {
                self.report_json_error(raw.get(), key, &error);
                return Vec::new();
            }
        };
        let mut parsed = Vec::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            match serde_json::from_str(item.get()) {
                Ok(value) => parsed.push((self.offset(item.get()), value)),
                Err(_) => self.diagnose::<T>(item, &format!("{key}[{index}]")),
            }
        }
        parsed
    }

    /// Checks what could be parsed. `indicators` is `None` if some could not be.
    fn check(&mut self, bundle: &Bundle, indicators: Option<&[Indicator]>, offsets: &Offsets) {
        for (case, fault) in check_bundle(bundle) {
            match case.and_then(|index| offsets.cases.get(index)) {
                Some(offset) => self.report_at(*offset, fault.message, &fault.remedy),
                None => self.report(&fault.message, &fault.remedy),
            }
        }
        for (index, fault) in check_indicators(&bundle.indicators) {
            let offset = offsets.indicators.get(index).copied().unwrap_or(0);
            let message = format!("indicators[{index}]: {}", fault.message);
            self.report_at(offset, message, &fault.remedy);
        }
        for (case, offset) in bundle.cases.iter().zip(&offsets.cases) {
            self.check_case(case, indicators, *offset);
        }
    }

    /// Checks a case that begins at a byte offset. `indicators` is `None` if some could not be parsed.
    fn check_case(&mut self, case: &Case, indicators: Option<&[Indicator]>, offset: usize) {
        let compared = indicators.map(|indicators| check_comparable(case, indicators));
        let faults = check_case(case).into_iter();
        for fault in faults.chain(compared.into_iter().flatten()) {
            let (id, path) = (case.id.as_str(), fault.path);
            let message = format!("case \"{id}\": {path}: {}", fault.message);
            self.report_at(offset, message, &fault.remedy);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundle_without_indicators_is_read() {
        let text = r#"{"format":"casebook","version":1,"title":{"zh":"一","en":"one"},"sources":[],"cases":[]}"#;
        let bundle = parse_text(text, "b.json").expect("sound");
        assert_eq!(bundle.indicators, []);
    }

    #[test]
    fn problems_have_their_places_on_one_line_and_on_many() {
        let shipped = include_str!("../../../data/cases.json");
        let wrong = shipped.replace("\"kind\":\"practice\"", "\"kind\":\"cake\"");
        let value: serde_json::Value = serde_json::from_str(&wrong).expect("JSON");
        let pretty = serde_json::to_string_pretty(&value).expect("JSON");
        for text in [wrong.as_str(), &wrong.replace('\n', ""), &pretty] {
            let problems = parse_text(text, "b.json").expect_err("wrong").to_string();
            let offsets = text.match_indices("\"cake\"");
            let places = offsets.map(|(at, cake)| LineColumn::of(text, at + cake.len() - 1));
            let expected = places
                .map(|LineColumn { line, column }| format!("b.json:{line}:{column}: cases["))
                .collect::<Vec<_>>();
            assert!(expected.len() > 20);
            for place in expected.iter().take(Problems::SHOWN) {
                assert!(problems.contains(place), "{place} in {problems}");
            }
        }
    }
}
