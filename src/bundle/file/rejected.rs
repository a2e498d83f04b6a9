//! What a bundle file holds instead of a case, and why that is none.

use serde::de::IgnoredAny;

use super::parse::{NOT_TEXT, problems_of_entry};
use super::store::CaseStore;
use super::store::Place;
use crate::bundle::check::{no_source, twice};
use crate::bundle::problem::Problem;
use crate::bundle::text::Text;

/// A line of a bundle file that gives no case.
#[derive(Debug)]
pub struct RejectedLine {
    /// Its number, from 1.
    pub(super) line: usize,
    /// How many entries the list of cases has before it.
    pub(super) entry: usize,
    pub(super) why: Why,
}

/// Why a line gives no case.
#[derive(Debug)]
pub(super) enum Why {
    /// It is no sound case; it may be too long to have a place.
    Unsound(Option<Place>),
    /// A case before has its id.
    TwiceId(Text),
    /// The case with this id names a source that is not there.
    NoSource(Text, Text),
}

impl RejectedLine {
    /// What is wrong with the line.
    pub(super) fn problems(&self, cases: &CaseStore) -> Vec<Problem> {
        match &self.why {
            Why::TwiceId(id) => vec![self.problem(cases, twice(id))],
            Why::NoSource(id, source) => vec![self.problem(cases, no_source(id, source))],
            Why::Unsound(place) => self.diagnose(*place, cases),
        }
    }

    /// The one thing that is wrong with the line, and what to do.
    fn problem(&self, cases: &CaseStore, (message, remedy): (String, &str)) -> Problem {
        Problem::at(cases.name(), (self.line, 1), message, remedy)
    }

    /// What is wrong with a line that is no sound case.
    fn diagnose(&self, place: Option<Place>, cases: &CaseStore) -> Vec<Problem> {
        let only = |message: String, remedy| vec![self.problem(cases, (message, remedy))];
        let Some(place) = place else {
            let message = format!("cases[{}]: is longer than any case", self.entry);
            return only(message, "lay the bundle out as `casebook build` does");
        };
        let bytes = match cases.bytes(place.start(), place.length()) {
            Ok(bytes) => bytes,
            Err(problem) => return vec![problem],
        };
        let Ok(text) = String::from_utf8(bytes) else {
            let (message, remedy) = NOT_TEXT;
            return only(message.to_owned(), remedy);
        };
        let entry = text.strip_suffix(',').unwrap_or(&text);
        // What stands between brackets of its own is a list, which has as many entries as there are on the line.
        let listed = serde_json::from_str::<Vec<IgnoredAny>>(&format!("[{entry}]"));
        if listed.is_ok_and(|entries| entries.len() != 1) {
            return vec![self.not_alone(cases)];
        }
        let problems = problems_of_entry(
            cases.name(),
            entry,
            (self.line, self.entry),
            cases.indicators(),
        );
        if problems.is_empty() {
            return vec![self.not_alone(cases)];
        }
        problems
    }

    fn not_alone(&self, cases: &CaseStore) -> Problem {
        let message = format!("cases[{}]: is no case on a line of its own", self.entry);
        let remedy =
            "lay the bundle out as `casebook build` does: one case a line, a comma between two";
        self.problem(cases, (message, remedy))
    }
}
