//! Reading a bundle from bytes: everything that is wrong with it, each thing at its line and column.
//!
//! A bundle with nothing wrong is read at once (`fast`). Otherwise it is read again, in two steps. The first finds
//! the entries of the outer object and of its lists, as slices of the text; the second reads each source
//! indicator and case by itself, and one that cannot be read field by field (`diagnose`). So no problem hides
//! another, and the place of a problem is the slice's place plus the place within the slice.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::text::line_and_column;

use super::diagnose::{Diagnosed, Entries, Reader, describe, offset_of};
use super::lines::read_sound;
use crate::bundle::case::{Bundle, Case, FORMAT, VERSION};
use crate::bundle::check::{check_bundle, check_case};
use crate::bundle::comparable::{check_comparable, check_indicators};
use crate::bundle::indicator::Indicator;
use crate::bundle::problem::{Problem, Problems};

/// What is wrong with bytes that are no text, and what to do.
pub(super) const NOT_TEXT: (&str, &str) = (
    "is not UTF-8 text",
    "save the bundle as UTF-8, or build it again from its seeds",
);

/// What to do with a bundle whose end is missing.
pub(super) const CUT_SHORT: &str =
    "the file looks cut short; copy it again or build it with `casebook build`";

/// Reads a bundle from bytes; `name` is what problems call it.
///
/// # Errors
///
/// All problems of the bundle.
pub fn parse(bytes: &[u8], name: &str) -> Result<Bundle, Problems> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = String::from_utf8_lossy(bytes.get(..error.valid_up_to()).unwrap_or_default());
        let place = line_and_column(&before, before.len());
        let (message, remedy) = NOT_TEXT;
        Problem::at(name, place, message, remedy)
    })?;
    parse_text(text, name)
}

/// Reads a bundle from text; `name` is what problems call it.
///
/// # Errors
///
/// All problems of the bundle.
pub fn parse_text(text: &str, name: &str) -> Result<Bundle, Problems> {
    // Nearly always nothing is wrong; only if something is, it matters where.
    if let Some(bundle) = read_sound(text) {
        return Ok(bundle);
    }
    if text.trim().is_empty() {
        return Err(Problem::in_file(name, "is empty", "build it with `casebook build`").into());
    }
    let mut reader = Reader::new(name, text);
    let bundle = reader.bundle();
    Problems::ok_if_none(reader.problems)?;
    // Without a problem there is a bundle; the error is here so that no caller can panic.
    bundle.ok_or_else(|| {
        Problem::in_file(name, "is not a bundle", "build it with `casebook build`").into()
    })
}

/// What is wrong with the text of one entry of the list of cases, which is at this line and has so many entries
/// before it, in a bundle of these indicators.
pub(super) fn problems_of_entry(
    name: &str,
    text: &str,
    (line, entry): (usize, usize),
    indicators: &[Indicator],
) -> Vec<Problem> {
    let mut reader = Reader::new(name, text);
    reader.lines_before = line - 1;
    let path = format!("cases[{entry}]");
    match serde_json::from_str::<&RawValue>(text) {
        Err(error) => reader.wrong_at(0, &path, &error),
        Ok(raw) => match serde_json::from_str(raw.get()) {
            Err(_) => reader.diagnose::<Case>(raw, &path),
            Ok(case) => reader.check_case(&case, Some(indicators), 0),
        },
    }
    reader.problems
}

/// Where indicators and cases begin that could be read, in bytes.
struct Places {
    indicators: Vec<usize>,
    /// Whether those are all indicators.
    all_read: bool,
    cases: Vec<usize>,
}

impl<'a> Reader<'a> {
    fn bundle(&mut self) -> Option<Bundle> {
        let mut entries: BTreeMap<String, &'a RawValue> = match serde_json::from_str(self.text) {
            Ok(Entries(entries)) => entries.into_iter().collect(),
            Err(error) => {
                let remedy = if error.is_eof() {
                    CUT_SHORT
                } else {
                    "give a bundle as `casebook build` writes it"
                };
                let place = self.place_at(offset_of(self.text, error.line(), error.column()));
                let message = format!("is not a bundle: {}", describe(&error));
                self.problems
                    .push(Problem::at(self.name, place, message, remedy));
                return None;
            }
        };
        self.format(&mut entries)?;
        let title = self.required(&mut entries, "title");
        let sources = self
            .list(&mut entries, "sources")
            .into_iter()
            .map(|(_, source)| source)
            .collect();
        // Bundles of before there were indicators have none.
        let given = entries.contains_key("indicators");
        let known = self.count();
        let indicators = given.then(|| self.list(&mut entries, "indicators"));
        let all_read = self.count() == known;
        let (of_indicators, indicators) = indicators.into_iter().flatten().unzip();
        let (of_cases, cases) = self.list(&mut entries, "cases").into_iter().unzip();
        let places = Places {
            indicators: of_indicators,
            all_read,
            cases: of_cases,
        };
        for (key, raw) in entries {
            let message = format!("unknown field \"{key}\"");
            self.problem_at(raw.get(), message, "remove it, or update casebook");
        }
        let bundle = Bundle::new(title.unwrap_or_default(), sources, indicators, cases);
        self.check(&bundle, &places);
        Some(bundle)
    }

    /// Checks `format` and `version` before all else: what a newer version holds is not for this one to judge.
    fn format(&mut self, entries: &mut BTreeMap<String, &'a RawValue>) -> Option<()> {
        let format: Option<String> = self.required(entries, "format");
        let version: Option<u32> = self.required(entries, "version");
        if format? != FORMAT {
            let remedy = format!("give a bundle whose \"format\" is \"{FORMAT}\"");
            self.problems.push(Problem::in_file(
                self.name,
                "is not a casebook bundle",
                remedy,
            ));
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
            self.problems
                .push(Problem::in_file(self.name, message, remedy));
            return None;
        }
        Some(())
    }

    fn required<T: DeserializeOwned>(
        &mut self,
        entries: &mut BTreeMap<String, &'a RawValue>,
        key: &str,
    ) -> Option<T> {
        if let Some(raw) = entries.remove(key) {
            return self.value(raw, key);
        }
        let message = format!("field \"{key}\" is missing");
        self.problems.push(Problem::in_file(
            self.name,
            message,
            "give a bundle as `casebook build` writes it",
        ));
        None
    }

    /// The entries of a list that can be read, each with its byte offset in the text.
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
                self.wrong(raw, key, &error);
                return Vec::new();
            }
        };
        let mut read = Vec::with_capacity(items.len());
        for (at, item) in items.into_iter().enumerate() {
            match serde_json::from_str(item.get()) {
                Ok(value) => read.push((self.offset(item.get()), value)),
                Err(_) => self.diagnose::<T>(item, &format!("{key}[{at}]")),
            }
        }
        read
    }

    /// Notes everything that is wrong with what could be read.
    fn check(&mut self, bundle: &Bundle, places: &Places) {
        for (at, message, remedy) in check_bundle(bundle) {
            let offset = at.and_then(|at| places.cases.get(at));
            let place = offset.map_or((0, 0), |offset| self.place_at(*offset));
            self.problems
                .push(Problem::at(self.name, place, message, remedy));
        }
        for (at, fault) in check_indicators(&bundle.indicators) {
            let place = self.place_at(places.indicators.get(at).copied().unwrap_or(0));
            let message = format!("indicators[{at}]: {}", fault.message);
            self.problems
                .push(Problem::at(self.name, place, message, fault.remedy));
        }
        // An indicator that could not be read has been told; that it is not there need not be.
        let indicators = places.all_read.then_some(&*bundle.indicators);
        for (case, offset) in bundle.cases.iter().zip(&places.cases) {
            self.check_case(case, indicators, *offset);
        }
    }

    /// Notes everything that is wrong with a case that begins there, in a bundle of these indicators if they are known.
    fn check_case(&mut self, case: &Case, indicators: Option<&[Indicator]>, offset: usize) {
        let compared = indicators.map(|indicators| check_comparable(case, indicators));
        let faults = check_case(case).into_iter();
        for fault in faults.chain(compared.into_iter().flatten()) {
            let message = format!(
                "case \"{}\": {}: {}",
                case.id.as_str(),
                fault.spot,
                fault.message
            );
            let place = self.place_at(offset);
            self.problems
                .push(Problem::at(self.name, place, message, fault.remedy));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundle_of_before_there_were_indicators_is_read() {
        let text = r#"{"format":"casebook","version":1,"title":{"zh":"一","en":"one"},"sources":[],"cases":[]}"#;
        let bundle = parse_text(text, "b.json").expect("sound");
        assert_eq!(bundle.indicators, []);
    }

    #[test]
    fn many_problems_have_their_places_on_one_line_and_on_many() {
        let shipped = include_str!("../../../data/cases.json");
        let wrong = shipped.replace("\"kind\":\"practice\"", "\"kind\":\"cake\"");
        let value: serde_json::Value = serde_json::from_str(&wrong).expect("JSON");
        let pretty = serde_json::to_string_pretty(&value).expect("JSON");
        for text in [wrong.as_str(), &wrong.replace('\n', ""), &pretty] {
            let problems = parse_text(text, "b.json").expect_err("wrong").to_string();
            let offsets = text.match_indices("\"cake\"");
            let places = offsets.map(|(at, cake)| line_and_column(text, at + cake.len() - 1));
            let told = places
                .map(|(line, column)| format!("b.json:{line}:{column}: cases["))
                .collect::<Vec<_>>();
            assert!(told.len() > 20);
            for place in told.iter().take(Problems::SHOWN) {
                assert!(problems.contains(place), "{place} in {problems}");
            }
        }
    }
}
