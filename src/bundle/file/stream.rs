//! Streaming: reading the cases of a large bundle file a batch at a time, in the order of the file.
//!
//! ```text
//! {"format": … "cases":[                 ┐ framing: a bundle without cases
//! {"id":"luzhou-2023-awards/01", …},     │ ┐ some hundred lines make a batch, which is
//! {"id":"luzhou-2023-awards/02", …}      │ ┘ read and checked on two threads
//! ]}                                     ┘
//! ```
//!
//! A line without a valid case does not stop the others: it is rejected, and its problems can be asked for. So is a
//! case with the id of an earlier one, with a source that the bundle does not have, or with a metric that its indicator
//! cannot compare. But where the file itself cannot be read on, the number of missing cases is unknown, so that is an
//! error.
//!
//! Memory stays small however large the file is. Once its cases are dropped, a batch leaves some thirty bytes a case:
//! its range in the [`CaseStore`] and the hash of its id, both in growing tables.

use std::collections::HashSet;
use std::fs::{File, Metadata};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::BufRead;
use std::sync::Arc;
use std::thread;

use super::framing::Framing;
use super::lines::read_valid_case;
use super::parse::TRUNCATED;
use super::rejected::{RejectedLine, Rejection};
use super::store::{CaseStore, LONGEST_LINE, PackedRange};
use crate::bundle::case::Case;
use crate::bundle::comparable::check_comparable;
use crate::bundle::indicator::Indicator;
use crate::bundle::problem::Problem;
use crate::bundle::text::Text;
use crate::text::LineColumn;

/// The bytes read at a time: enough that starting a thread for half of them costs next to nothing, and few enough that
/// a search waits only some milliseconds for the batch before it.
const BATCH_BYTES: usize = 256 << 10;

/// Cases read from consecutive lines of a bundle file.
#[derive(Debug, Default)]
pub struct Batch {
    /// The valid ones, which were added to the [`CaseStore`] in this order.
    pub cases: Vec<Case>,
    /// The lines without a valid case.
    pub rejected: Vec<RejectedLine>,
}

/// The cases of a bundle file that are still to be read. Each valid one is added to the [`CaseStore`].
#[derive(Debug)]
pub struct Stream {
    store: Arc<CaseStore>,
    /// The byte where the next line begins.
    next: u64,
    /// The byte where the last line ends.
    end: u64,
    /// Whether the list of cases is not closed, because the file is truncated.
    is_truncated: bool,
    /// 1-based number of the next line.
    line: usize,
    /// Entries of the list of cases before the next line, valid or not.
    entries: usize,
    /// Hashes of the ids so far. The ids of a million cases would take far more memory.
    ids: HashSet<u64>,
    sources: HashSet<Text>,
    /// Lines rejected so far.
    rejected: usize,
}

/// A line that was read.
struct Line<'a> {
    /// Where it lies in the file; `None` if it is too long to be a case.
    range: Option<PackedRange>,
    /// Without white space at either end.
    bytes: &'a [u8],
    /// 1-based.
    number: usize,
    is_last: bool,
}

impl Stream {
    /// The stream of a file with this framing; `name` is its name in problems.
    pub(super) fn new(name: &str, file: File, metadata: &Metadata, framing: Framing) -> Self {
        let store = CaseStore::in_file(name, file, metadata, framing.bundle);
        let sources = store.sources().iter().map(|source| source.id.clone());
        Self {
            sources: sources.collect(),
            store: Arc::new(store),
            next: framing.lines.start,
            end: framing.lines.end,
            is_truncated: framing.is_truncated,
            line: framing.first_line,
            entries: 0,
            ids: HashSet::new(),
            rejected: 0,
        }
    }

    /// The store of the cases read so far.
    #[must_use]
    pub fn store(&self) -> &Arc<CaseStore> {
        &self.store
    }

    /// Bytes of the file read so far, and bytes in all.
    #[must_use]
    pub fn bytes(&self) -> (u64, u64) {
        (self.next, self.end)
    }

    /// Whether all of the file has been read.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.next >= self.end
    }

    /// Lines rejected so far.
    #[must_use]
    pub fn rejected(&self) -> usize {
        self.rejected
    }

    /// The problem of a file that has been read to its end without the list of cases being closed.
    #[must_use]
    pub fn missing_end(&self) -> Option<Problem> {
        (self.is_truncated && self.is_read()).then(|| {
            let place = LineColumn {
                line: self.line,
                column: 1,
            };
            let message = "the list of cases is not closed";
            Problem::at(self.store.name(), place, message, TRUNCATED)
        })
    }

    /// What is wrong with a rejected line.
    #[must_use]
    pub fn problems(&self, rejected: &RejectedLine) -> Vec<Problem> {
        rejected.problems(&self.store)
    }

    /// The bytes of the next lines: whole lines, at least one, or the beginning of a line that is too long to be a
    /// case.
    fn read_lines(&self) -> Result<Vec<u8>, Problem> {
        let mut wanted = BATCH_BYTES;
        loop {
            let mut bytes = self.next_bytes(wanted)?;
            if self.next + bytes.len() as u64 == self.end {
                return Ok(bytes);
            }
            if let Some(end) = bytes.iter().rposition(|byte| *byte == b'\n') {
                bytes.truncate(end + 1);
                return Ok(bytes);
            }
            if wanted > LONGEST_LINE {
                return Ok(bytes);
            }
            wanted *= 4;
        }
    }

    /// Skips the rest of a line whose beginning was read.
    fn skip_line(&mut self) -> Result<(), Problem> {
        let mut ended = false;
        while !ended && self.next < self.end {
            let bytes = self.next_bytes(BATCH_BYTES)?;
            let end = bytes.iter().position(|byte| *byte == b'\n');
            self.next += end.map_or(bytes.len(), |end| end + 1) as u64;
            ended = end.is_some();
        }
        self.line += usize::from(ended);
        Ok(())
    }

    /// The next bytes, at most `wanted`, without moving on.
    fn next_bytes(&self, wanted: usize) -> Result<Vec<u8>, Problem> {
        let left = usize::try_from(self.end - self.next).unwrap_or(usize::MAX);
        self.store.bytes(self.next, wanted.min(left))
    }

    /// Splits bytes into lines, without blank ones, and moves past them.
    fn split_lines<'a>(&mut self, mut bytes: &'a [u8]) -> Vec<Line<'a>> {
        let mut lines = Vec::new();
        while !bytes.is_empty() {
            // `skip_until` searches a word at a time. Reading from memory cannot fail.
            let mut rest = bytes;
            let length = rest.skip_until(b'\n').unwrap_or(bytes.len());
            let (line, rest) = bytes.split_at(length);
            bytes = rest;
            let trimmed = line.trim_ascii();
            let indent = line.len() - line.trim_ascii_start().len();
            let range = PackedRange::new(self.next + indent as u64, trimmed.len());
            self.next += line.len() as u64;
            // A line that is too long was not read to its end, where something may follow even if it begins with
            // blanks.
            let is_whole = line.ends_with(b"\n") || self.next == self.end;
            if !is_whole || !trimmed.is_empty() {
                lines.push(Line {
                    range: range.filter(|_| is_whole),
                    bytes: trimmed,
                    number: self.line,
                    is_last: self.next == self.end && !self.is_truncated,
                });
            }
            self.line += usize::from(line.ends_with(b"\n"));
        }
        lines
    }

    /// Adds the case of a line to the store and the batch, or rejects the line.
    fn accept(&mut self, line: &Line, case: Option<Case>, batch: &mut Batch) {
        let entry = self.entries;
        self.entries += 1;
        let reason = match (case, line.range) {
            (Some(case), Some(range)) => {
                if !self.ids.insert(hash(&case.id)) {
                    Rejection::DuplicateId(case.id)
                } else if self.sources.contains(&case.source) {
                    self.store.push(range);
                    batch.cases.push(case);
                    return;
                } else {
                    Rejection::UnknownSource {
                        id: case.id,
                        source: case.source,
                    }
                }
            }
            (_, Some(range)) => Rejection::Invalid(range),
            (_, None) => Rejection::TooLong,
        };
        batch.rejected.push(RejectedLine {
            line: line.number,
            entry,
            reason,
        });
    }

    fn read_batch(&mut self) -> Result<Batch, Problem> {
        let bytes = self.read_lines()?;
        let lines = self.split_lines(&bytes);
        let cases = read_cases(&lines, self.store.indicators());
        let mut batch = Batch::default();
        for (line, case) in lines.iter().zip(cases) {
            self.accept(line, case, &mut batch);
        }
        self.rejected += batch.rejected.len();
        if !bytes.ends_with(b"\n") {
            self.skip_line()?;
        }
        Ok(batch)
    }
}

impl Iterator for Stream {
    type Item = Result<Batch, Problem>;

    /// The next batch. An error, if the file cannot be read on, is the last item.
    fn next(&mut self) -> Option<Self::Item> {
        if self.is_read() {
            return None;
        }
        let batch = self.read_batch();
        if batch.is_err() {
            self.next = self.end;
            self.is_truncated = false;
        }
        Some(batch)
    }
}

/// The valid case of each line, read on two threads.
fn read_cases(lines: &[Line], indicators: &[Indicator]) -> Vec<Option<Case>> {
    let read = |lines: &[Line]| {
        let cases = lines.iter().map(|line| read_case(line, indicators));
        cases.collect::<Vec<_>>()
    };
    let (first, rest) = lines.split_at(lines.len() / 2);
    thread::scope(|scope| {
        let first = scope.spawn(|| read(first));
        let rest = read(rest);
        // Joining fails only if the thread panicked, and then the panic goes on here.
        let mut cases = first
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        cases.extend(rest);
        cases
    })
}

/// The case of a line if it is valid. Every line but the last ends in a comma.
fn read_case(line: &Line, indicators: &[Indicator]) -> Option<Case> {
    line.range?;
    let text = str::from_utf8(line.bytes).ok()?;
    let text = if line.is_last {
        text
    } else {
        text.strip_suffix(',')?
    };
    read_valid_case(text).filter(|case| check_comparable(case, indicators).is_empty())
}

/// The hash of an id, with a fixed key so that the same file always gives the same cases. Two of a million ids collide
/// in one of thirty million files; an attacker who makes ids collide only loses a case of their own file.
fn hash(id: &Text) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}
