//! Rejected lines: lines of a streamed bundle that have no valid case, and what is wrong with each.

use serde::de::IgnoredAny;

use super::parse::{NOT_UTF8, problems_of_case};
use super::store::{CaseStore, PackedRange};
use crate::bundle::check::{duplicate_id, unknown_source};
use crate::bundle::problem::Problem;
use crate::bundle::text::Text;
use crate::text::LineColumn;

/// A rejected line of a bundle.
#[derive(Debug)]
pub struct RejectedLine {
    /// 1-based line number in the file.
    pub(super) line: usize,
    /// 0-based index in the list of cases.
    pub(super) entry: usize,
    pub(super) reason: Rejection,
}

/// Why a line was rejected.
#[derive(Debug)]
pub(super) enum Rejection {
    /// It is longer than any case.
    TooLong,
    /// It is not a valid case.
    Invalid(PackedRange),
    /// An earlier case has the same id.
    DuplicateId(Text),
    /// The bundle does not have the case's source.
    UnknownSource { id: Text, source: Text },
}

impl RejectedLine {
    /// What is wrong with the line. An invalid line is read again for this.
    pub(super) fn problems(&self, cases: &CaseStore) -> Vec<Problem> {
        let fault = match &self.reason {
            Rejection::Invalid(range) => return self.diagnose(*range, cases),
            Rejection::TooLong => {
                let message = format!("cases[{}]: is longer than any case", self.entry);
                let remedy = "put each case on a line of its own, as `casebook build` does";
                return vec![self.problem(cases, message, remedy)];
            }
            Rejection::DuplicateId(id) => duplicate_id(id),
            Rejection::UnknownSource { id, source } => unknown_source(id, source),
        };
        vec![self.problem(cases, fault.message, &fault.remedy)]
    }

    /// A problem at the beginning of the line.
    fn problem(&self, cases: &CaseStore, message: String, remedy: &str) -> Problem {
        let place = LineColumn {
            line: self.line,
            column: 1,
        };
        Problem::at(cases.name(), place, message, remedy)
    }

    /// What is wrong with a line that is not a valid case.
    fn diagnose(&self, range: PackedRange, cases: &CaseStore) -> Vec<Problem> {
        let bytes = match cases.bytes(range.start(), range.length()) {
            Ok(bytes) => bytes,
            Err(problem) => return vec![problem],
        };
        let Ok(text) = String::from_utf8(bytes) else {
            let (message, remedy) = NOT_UTF8;
            return vec![self.problem(cases, message.to_owned(), remedy)];
        };
        let case = text.strip_suffix(',').unwrap_or(&text);
        // In brackets the line is a list, with as many entries as there are on the line.
        let list = serde_json::from_str::<Vec<IgnoredAny>>(&format!("[{case}]"));
        if list.is_ok_and(|entries| entries.len() != 1) {
            return vec![self.not_one_case(cases)];
        }
        let problems = problems_of_case(
            cases.name(),
            case,
            self.line,
            self.entry,
            cases.indicators(),
        );
        if problems.is_empty() {
            // The case is valid, so the line must lack its comma or have one too many.
            return vec![self.not_one_case(cases)];
        }
        problems
    }

    fn not_one_case(&self, cases: &CaseStore) -> Problem {
        let message = format!(
            "cases[{}]: is not one case on a line of its own",
            self.entry
        );
        let remedy = "put each case on a line of its own, with commas between them";
        self.problem(cases, message, remedy)
    }
}
