//! Reading a bundle in which nothing is wrong, on as many threads as it is worth.
//!
//! `casebook build` writes one case a line:
//!
//! ```text
//! {"format":"casebook", … "cases":[
//! {"id":"luzhou-2023-awards/01", …},
//! {"id":"luzhou-2023-awards/02", …}]}
//! ```
//!
//! So its lines can be read apart from each other. A line break stands in no
//! JSON string, so the text that opens the list stands there once, and if what is around the lines is a
//! bundle without cases and each line is a case, then the whole is the bundle of these cases. A bundle that is
//! laid out in another way is read as a whole.

use std::thread;

use super::canonical::read_as_built;
use crate::bundle::case::{Bundle, Case};
use crate::bundle::check::check_case;
use crate::bundle::check::holds_together;

/// Below this many bytes a thread takes longer to start than to read.
const WORTH_A_THREAD: usize = 64 << 10;

/// The bundle, if nothing at all is wrong with it.
pub(super) fn read_sound(text: &str) -> Option<Bundle> {
    let bundle = by_lines(text).or_else(|| {
        let bundle: Bundle = serde_json::from_str(text).ok()?;
        bundle.cases.iter().all(is_sound).then_some(bundle)
    })?;
    holds_together(&bundle).then_some(bundle)
}

/// The bundle if it has one case a line, and each of them is sound.
fn by_lines(text: &str) -> Option<Bundle> {
    const OPEN: &str = "\"cases\":[\n";
    const CLOSE: &str = "]}";
    let (before, rest) = text.split_once(OPEN)?;
    let (lines, after) = rest.rsplit_once(CLOSE)?;
    let mut bundle: Bundle = serde_json::from_str(&[before, OPEN, "]}", after].concat()).ok()?;
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let threads = threads.min(lines.len() / WORTH_A_THREAD).max(1);
    bundle.cases = read_lines(lines, threads)?;
    Some(bundle)
}

/// The cases of lines, all but the last of which end with a comma.
fn read_lines(lines: &str, threads: usize) -> Option<Vec<Case>> {
    if threads < 2 {
        let mut rest = lines.split('\n').peekable();
        let mut cases = Vec::new();
        while let Some(line) = rest.next() {
            let last = rest.peek().is_none();
            let line = if last { line } else { line.strip_suffix(',')? };
            cases.push(read_case(line)?);
        }
        return Some(cases);
    }
    // The first part is for another thread, which takes its time to start.
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

/// The case that a line holds, if it is sound.
pub(super) fn read_case(line: &str) -> Option<Case> {
    parse_case(line).filter(is_sound)
}

/// The case that a line holds, which may be unsound.
pub(super) fn parse_case(line: &str) -> Option<Case> {
    read_as_built(line).or_else(|| serde_json::from_str(line).ok())
}

fn is_sound(case: &Case) -> bool {
    check_case(case).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundle_is_the_same_on_any_number_of_threads() {
        let text = include_str!("../../../data/cases.json");
        let whole: Bundle = serde_json::from_str(text).expect("the shipped bundle");
        assert!(read_sound(text).as_ref() == Some(&whole));
        let (_, rest) = text.split_once("\"cases\":[\n").expect("the list of cases");
        let lines = rest.rsplit_once("]}").expect("its end").0;
        for threads in [1, 2, 3, 7, 50] {
            let cases = read_lines(lines, threads).expect("sound");
            assert!(cases == whole.cases, "{threads} threads");
        }
        // Laid out in another way, it is the same bundle.
        let other = serde_json::to_string_pretty(&whole).expect("JSON");
        assert!(by_lines(&other).is_none());
        assert!(read_sound(&other) == Some(whole));
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
            assert!(read_sound(&text.replacen(find, put, 1)).is_none(), "{find}");
        }
    }
}
