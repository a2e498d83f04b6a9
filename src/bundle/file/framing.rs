//! Framing: where the lines of the cases lie in a large bundle file, and the bundle around them.
//!
//! ```text
//! {"format":"casebook", … "cases":[      header, up to the line that ends in "cases":[
//! {"id":"luzhou-2023-awards/01", …},     ┐
//! {"id":"luzhou-2023-awards/02", …}      ┘ one case a line
//! ]}                                     end; indicators may stand here, too
//! ```
//!
//! A file can be streamed if it is laid out like this. No JSON string contains a line break, so the text that opens the
//! list is unique; and header and end together are a bundle without cases.

use std::fs::File;
use std::ops::Range;
use std::os::unix::fs::FileExt;

use serde::de::IgnoredAny;

use super::store::LONGEST_LINE;
use crate::bundle::case::Bundle;
use crate::bundle::check::is_consistent;

/// The longest header that is looked for, in bytes. It has room for any number of sources.
const LONGEST_HEADER: usize = 64 << 20;

/// The most bytes after the cases. A file with more is read whole.
const LONGEST_END: u64 = 64 << 10;

/// The number of closing brackets that are tried as the end of the list. Fields after the list have fewer.
const MOST_BRACKETS: usize = 64;

/// Where the lines of the cases lie in a file, and the bundle around them.
pub(super) struct Framing {
    /// The bundle without its cases.
    pub bundle: Bundle,
    /// The byte range of the lines of the cases.
    pub lines: Range<u64>,
    /// 1-based number of the first of these lines.
    pub first_line: usize,
    /// Whether the file ends before the list of cases is closed.
    pub is_truncated: bool,
}

impl Framing {
    /// The framing of a file with this length in bytes and this header; `None` if it is laid out in another way.
    pub fn find(file: &File, length: u64, header: &[u8]) -> Option<Self> {
        let start = header.len() as u64;
        let text = str::from_utf8(header).ok()?;
        let first_line = text.matches('\n').count() + 1;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        starts_with_case(file, start, length)?;
        let (end, bundle, is_truncated) = match find_end(file, text, start, length)? {
            End::Found(end, bundle) => (end, bundle, false),
            End::Missing => (length, frame(text, "]}")?, true),
        };
        Some(Self {
            bundle,
            lines: start..end,
            first_line,
            is_truncated,
        })
    }
}

/// The bytes of a file up to the first line of its list of cases; `None` if there is no such line in the first
/// [`LONGEST_HEADER`] bytes.
pub(super) fn header(file: &File, length: u64) -> Option<Vec<u8>> {
    let mut wanted = 64 << 10;
    loop {
        let bytes = bytes_at(file, 0, wanted.min(usize::try_from(length).ok()?))?;
        if let Some(end) = end_of_opening(&bytes) {
            return bytes.get(..end).map(<[u8]>::to_vec);
        }
        if bytes.len() < wanted || wanted >= LONGEST_HEADER {
            return None;
        }
        wanted *= 4;
    }
}

/// The byte after the line that ends in `"cases":[`.
fn end_of_opening(bytes: &[u8]) -> Option<usize> {
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let mut end = 0;
    for line in lines {
        end += line.len();
        if line.ends_with(b"\n") && line.trim_ascii_end().ends_with(b"\"cases\":[") {
            return Some(end);
        }
    }
    None
}

/// `Some` if the line at a byte offset looks like a whole JSON object. In a pretty-printed bundle no line does.
fn starts_with_case(file: &File, start: u64, length: u64) -> Option<()> {
    let length = length - start;
    let mut wanted = 64 << 10;
    loop {
        let bytes = bytes_at(file, start, usize::try_from(length).ok()?.min(wanted))?;
        let line = bytes
            .trim_ascii_start()
            .split(|byte| *byte == b'\n')
            .next()?;
        if line.len() < bytes.trim_ascii_start().len() || wanted > LONGEST_LINE {
            let line = line.trim_ascii_end();
            let line = line.strip_suffix(b",").unwrap_or(line);
            return line
                .starts_with(b"{")
                .then_some(())
                .filter(|()| line.ends_with(b"}"));
        }
        wanted *= 4;
    }
}

/// The end of the list of cases.
enum End {
    /// The byte after the last case, and the bundle without its cases.
    Found(u64, Bundle),
    /// The list is not closed near the end of the file.
    Missing,
}

/// Finds the end of the list of cases; `None` if what follows it does not complete a bundle.
fn find_end(file: &File, header: &str, start: u64, length: u64) -> Option<End> {
    let from = length.saturating_sub(LONGEST_END).max(start);
    let bytes = bytes_at(file, from, usize::try_from(length - from).ok()?)?;
    // Any bracket may close the list; try the last ones first, since little follows it. Indicators after the cases
    // would pass for cases, so brackets from there on do not count.
    let candidates = bytes.get(..start_of_indicators(&bytes).unwrap_or(bytes.len()))?;
    let brackets = candidates.iter().enumerate().rev();
    let brackets = brackets.filter(|(_, byte)| **byte == b']');
    let mut fallback = None;
    for (at, _) in brackets.take(MOST_BRACKETS) {
        let (before, after) = bytes.split_at(at);
        let cases = before.trim_ascii_end();
        // A comma after the last case is wrong, but that is for the line's own check to report.
        let last = cases.strip_suffix(b",").unwrap_or(cases);
        if !last.ends_with(b"}") {
            continue;
        }
        let frame = || frame(header, str::from_utf8(after).ok()?);
        let found = |frame| End::Found(from + cases.len() as u64, frame);
        match classify_last_line(last) {
            LastLine::Complete => return frame().map(found),
            LastLine::Incomplete => {}
            LastLine::Invalid => fallback = fallback.or_else(|| frame().map(found)),
        }
    }
    Some(fallback.unwrap_or(End::Missing))
}

/// The byte where a line begins that opens the list of indicators. No JSON string contains a line break.
fn start_of_indicators(bytes: &[u8]) -> Option<usize> {
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let mut at = 0;
    let opens = |line: &[u8]| {
        let line = line.trim_ascii();
        line.starts_with(b"\"indicators\"") && line.ends_with(b"[")
    };
    let line = lines.find(|line| {
        let found = opens(line);
        at += if found { 0 } else { line.len() };
        found
    });
    line.map(|_| at)
}

/// What the last line of a text is as JSON.
enum LastLine {
    /// Complete, so the list may end after it.
    Complete,
    /// Incomplete, so what looks like the end of the list is inside it.
    Incomplete,
    /// Invalid.
    Invalid,
}

fn classify_last_line(text: &[u8]) -> LastLine {
    let line = text.rsplit(|byte| *byte == b'\n').next();
    match serde_json::from_slice::<IgnoredAny>(line.unwrap_or_default()) {
        Ok(_) => LastLine::Complete,
        Err(error) if error.is_eof() => LastLine::Incomplete,
        Err(_) => LastLine::Invalid,
    }
}

/// The bundle without cases that has this beginning and end, if it is consistent.
fn frame(header: &str, after: &str) -> Option<Bundle> {
    let bundle: Bundle = serde_json::from_str(&[header, after].concat()).ok()?;
    (bundle.cases.is_empty() && is_consistent(&bundle)).then_some(bundle)
}

/// Reads a range of a file, in bytes.
fn bytes_at(file: &File, start: u64, length: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; length];
    file.read_exact_at(&mut bytes, start).ok()?;
    Some(bytes)
}
