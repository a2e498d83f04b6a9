//! What a bundle file holds instead of a case, and why that is none.

use super::load::problems_of_entry;
use super::shelf::Place;
use super::{Problem, Shelf, Text};

/// A line of a bundle file that gives no case.
#[derive(Debug)]
pub struct LeftOut {
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

impl LeftOut {
    /// What is wrong with the line.
    pub(super) fn problems(&self, cases: &Shelf) -> Vec<Problem> {
        let one = |message: String, remedy: &str| {
            vec![Problem::at(cases.name(), (self.line, 1), message, remedy)]
        };
        match &self.why {
            Why::TwiceId(id) => one(
                format!("case id \"{}\" is used twice", id.as_str()),
                "give each case its own id",
            ),
            Why::NoSource(id, source) => one(
                format!(
                    "case \"{}\": no source has the id \"{}\"",
                    id.as_str(),
                    source.as_str()
                ),
                "add the source or correct the case's \"source\"",
            ),
            Why::Unsound(place) => self.diagnose(*place, cases),
        }
    }

    /// What is wrong with a line that is no sound case.
    fn diagnose(&self, place: Option<Place>, cases: &Shelf) -> Vec<Problem> {
        let at = |message: String, remedy| {
            vec![Problem::at(cases.name(), (self.line, 1), message, remedy)]
        };
        let Some(place) = place else {
            let message = format!("cases[{}]: is longer than any case", self.entry);
            return at(message, "lay the bundle out as `casebook build` does");
        };
        let bytes = match cases.bytes(place.start(), place.length()) {
            Ok(bytes) => bytes,
            Err(problem) => return vec![problem],
        };
        let Ok(text) = String::from_utf8(bytes) else {
            let remedy = "save the bundle as UTF-8, or build it again from its seeds";
            return at("is not UTF-8 text".to_owned(), remedy);
        };
        let entry = text.strip_suffix(',').unwrap_or(&text);
        let problems = problems_of_entry(cases.name(), entry, (self.line, self.entry));
        if problems.is_empty() {
            let message = format!("cases[{}]: is no case on a line of its own", self.entry);
            let remedy =
                "lay the bundle out as `casebook build` does: one case a line, a comma between two";
            return at(message, remedy);
        }
        problems
    }
}
