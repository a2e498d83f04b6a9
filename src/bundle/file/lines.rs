//! Reading a valid bundle fast: its lines are parsed independently, on several threads.
//!
//! `casebook build` writes one case a line:
//!
//! ```text
//! {"format":"casebook", … "cases":[
//! {"id":"luzhou-2023-awards/01", …},
//! {"id":"luzhou-2023-awards/02", …}]}
//! ```
//!
//! No JSON string contains a line break, so the text that opens the list is unique. If what surrounds the lines is a
//! bundle without cases and each line is a case, then the whole is the bundle of these cases. A bundle in another
//! layout is parsed whole.

use std::thread;

use super::canonical::read_canonical;
use crate::bundle::case::{Bundle, Case};
use crate::bundle::check::{check_case, is_consistent};

/// The bytes that are worth a thread. Fewer are parsed before it has started.
const BYTES_PER_THREAD: usize = 64 << 10;

/// The bundle; `None` if anything at all is wrong with it.
pub(super) fn read_valid(text: &str) -> Option<Bundle> {
    let bundle = by_lines(text).or_else(|| {
        let bundle: Bundle = serde_json::from_str(text).ok()?;
        bundle.cases.iter().all(is_valid).then_some(bundle)
    })?;
    is_consistent(&bundle).then_some(bundle)
}

/// The bundle if it has one case a line, each of them valid.
fn by_lines(text: &str) -> Option<Bundle> {
    const OPEN: &str = "\"cases\":[\n";
    const CLOSE: &str = "]}";
    let (before, rest) = text.split_once(OPEN)?;
    let (lines, after) = rest.rsplit_once(CLOSE)?;
    let mut bundle: Bundle = serde_json::from_str(&[before, OPEN, "]}", after].concat()).ok()?;
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let threads = threads.min(lines.len() / BYTES_PER_THREAD).max(1);
    bundle.cases = read_lines(lines, threads)?;
    Some(bundle)
}

/// The cases of lines, each but the last ending in a comma.
fn read_lines(lines: &str, threads: usize) -> Option<Vec<Case>> {
    if threads < 2 {
        let mut rest = lines.split('\n').peekable();
        let mut cases = Vec::new();
        while let Some(line) = rest.next() {
            let last = rest.peek().is_none();
            let line = if last { line } else { line.strip_suffix(',')? };
            cases.push(read_valid_case(line)?);
        }
        return Some(cases);
    }
    // Another thread takes the first part; this one goes on with the rest.
    let share = lines.floor_char_boundary(lines.len() / threads);
    let Some(end) = lines.get(share..)?.find(",\n") else {
        return read_lines(lines, 1);
    };
    let end = share + end;
    let (first, rest) = (lines.get(..end)?, lines.get(end + 2..)?);
    let (first, rest) = thread::scope(|scope| {
        let first = scope.spawn(|| read_lines(first, 1));
        let rest = read_lines(rest, threads - 1);
        (first.join().ok().flatten(), rest)
    });
    let mut cases = first?;
    cases.extend(rest?);
    Some(cases)
}

/// The case of a line; `None` if it is not valid.
pub(super) fn read_valid_case(line: &str) -> Option<Case> {
    parse_case(line).filter(is_valid)
}

/// The case of a line, which is not checked.
pub(super) fn parse_case(line: &str) -> Option<Case> {
    read_canonical(line).or_else(|| serde_json::from_str(line).ok())
}

fn is_valid(case: &Case) -> bool {
    check_case(case).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundle_is_the_same_on_any_number_of_threads() {
        let text = include_str!("../../../data/cases.json");
        let whole: Bundle = serde_json::from_str(text).expect("the shipped bundle");
        assert!(read_valid(text).as_ref() == Some(&whole));
        let (_, rest) = text.split_once("\"cases\":[\n").expect("the list of cases");
        let lines = rest.rsplit_once("]}").expect("its end").0;
        for threads in [1, 2, 3, 7, 50] {
            let cases = read_lines(lines, threads).expect("valid");
            assert!(cases == whole.cases, "{threads} threads");
        }
        // In another layout it is the same bundle.
        let other = serde_json::to_string_pretty(&whole).expect("JSON");
        assert!(by_lines(&other).is_none());
        assert!(read_valid(&other) == Some(whole));
    }

    #[test]
    fn a_bundle_with_anything_wrong_is_not_read_fast() {
        let text = include_str!("../../../data/cases.json");
        for (find, put) in [
            ("\"casebook\"", "\"case book\""),
            ("},\n{", "}\n{"),
            ("]}\n", ",]}\n"),
            ("]}\n", "]}]\n"),
            ("]}\n", "]}}\n"),
            ("\"bound\":\"exact\"", "\"bound\":\"at-least\""),
            (
                "\"id\":\"zigong-2020-report/02\"",
                "\"id\":\"zigong-2020-report/01\"",
            ),
        ] {
            assert!(text.contains(find), "{find}");
            assert!(read_valid(&text.replacen(find, put, 1)).is_none(), "{find}");
        }
    }
}
