//! Reading the cases of a large bundle file a batch at a time, in the order of the file.
//!
//! ```text
//! {"format": … "cases":[        ┐ what is around the lines is the frame: a bundle without cases
//! {"id":"luzhou-2023-awards/01" … },    ─┐ some hundred lines make a batch, which is
//! {"id":"luzhou-2023-awards/02" … }     ─┘ read and checked on two threads
//! ]}                            ┘
//! ```
//!
//! A line that is no sound case does not stop the others: it is left out, and told of. So is a case that has the
//! id of an earlier one, a source that the bundle does not have, or a metric that cannot be compared by the indicator it
//! names. But where the file cannot be read on, nobody knows what is missing, so that is an error.
//!
//! Memory stays small however large the file is: what remains of a batch when its cases are dropped are some
//! thirty bytes a case: its place on the [`CaseStore`] and the hash of its id, both in tables with room for more.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::BufRead;
use std::sync::Arc;
use std::thread;

use super::lines::read_case;
use super::parse::CUT_SHORT;
use super::rejected::RejectedLine;
use super::rejected::Why;
use super::store::CaseStore;
use super::store::Place;
use crate::bundle::case::Case;
use crate::bundle::comparable::check_comparable;
use crate::bundle::indicator::Indicator;
use crate::bundle::problem::Problem;
use crate::bundle::text::Text;

/// So many bytes are read at a time: enough that starting a thread for half of them costs next to nothing, and
/// few enough that a search waits some milliseconds at most for the batch before it.
const BATCH_BYTES: usize = 256 << 10;

/// Cases that were read from a bundle file one after the other.
#[derive(Debug, Default)]
pub struct Batch {
    /// The sound ones, which are the next of the [`CaseStore`].
    pub cases: Vec<Case>,
    /// The lines that are none of them.
    pub rejected: Vec<RejectedLine>,
}

/// A bundle file whose cases are still to be read, or some of them. Each batch is put on its [`CaseStore`].
#[derive(Debug)]
pub struct Stream {
    store: Arc<CaseStore>,
    /// Where the next line begins in the file, and where the last one ends.
    next: u64,
    end: u64,
    /// Whether the list of cases is not closed, as the file was cut short.
    is_cut: bool,
    /// The number of the next line, from 1, and how many entries of the list came before.
    line: usize,
    entries: usize,
    /// Hashes of the ids that came before: a million ids themselves would take far more.
    ids: HashSet<u64>,
    sources: HashSet<Text>,
    rejected: usize,
}

/// Where the lines of the cases are in a file.
pub(super) struct Lines {
    /// Where the first begins and the last ends, in bytes.
    pub start: u64,
    pub end: u64,
    /// The number of the first, from 1.
    pub number: usize,
    /// Whether the list is not closed.
    pub is_cut: bool,
}

/// A line that was read, with its place, which is none where it is too long to be a case.
struct Line<'a> {
    place: Option<Place>,
    bytes: &'a [u8],
    number: usize,
    is_last: bool,
}

impl Stream {
    pub(super) fn new(store: CaseStore, lines: &Lines) -> Self {
        let sources = store.sources().iter().map(|source| source.id.clone());
        Self {
            sources: sources.collect(),
            store: Arc::new(store),
            next: lines.start,
            end: lines.end,
            is_cut: lines.is_cut,
            line: lines.number,
            entries: 0,
            ids: HashSet::new(),
            rejected: 0,
        }
    }

    /// The store on which every case is put that was read.
    #[must_use]
    pub fn store(&self) -> &Arc<CaseStore> {
        &self.store
    }

    /// How many bytes of the file are read, and of how many.
    #[must_use]
    pub fn bytes(&self) -> (u64, u64) {
        (self.next, self.end)
    }

    /// Whether all of the file is read.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.next >= self.end
    }

    /// How many lines were left out so far.
    #[must_use]
    pub fn rejected(&self) -> usize {
        self.rejected
    }

    /// What is wrong with the end of the file, if it has been read up to there and the list of cases does not end.
    #[must_use]
    pub fn missing_end(&self) -> Option<Problem> {
        (self.is_cut && self.next >= self.end).then(|| {
            let message = "the list of cases does not end";
            Problem::at(self.store.name(), (self.line, 1), message, CUT_SHORT)
        })
    }

    /// What is wrong with a line that was left out.
    #[must_use]
    pub fn problems(&self, left_out: &RejectedLine) -> Vec<Problem> {
        left_out.problems(&self.store)
    }

    /// The bytes of the next lines, at least one, up to the end of a line; or the beginning of one that is too long to
    /// hold a case.
    fn read(&self) -> Result<Vec<u8>, Problem> {
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
            if wanted > Place::LONGEST {
                return Ok(bytes);
            }
            wanted *= 4;
        }
    }

    /// Goes on behind the line of which the beginning was read.
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

    /// The next bytes, so many if there are.
    fn next_bytes(&self, wanted: usize) -> Result<Vec<u8>, Problem> {
        let left = usize::try_from(self.end - self.next).unwrap_or(usize::MAX);
        self.store.bytes(self.next, wanted.min(left))
    }

    /// Parts bytes into their lines that are not blank, and goes on behind them.
    fn lines<'a>(&mut self, mut bytes: &'a [u8]) -> Vec<Line<'a>> {
        let mut lines = Vec::new();
        while !bytes.is_empty() {
            // To look for the end a word at a time, bytes are skipped as those of a file are; memory does not fail.
            let mut rest = bytes;
            let length = rest.skip_until(b'\n').unwrap_or(bytes.len());
            let (line, rest) = bytes.split_at(length);
            bytes = rest;
            let trimmed = line.trim_ascii();
            let indent = line.len() - line.trim_ascii_start().len();
            let place = Place::new(self.next + indent as u64, trimmed.len());
            self.next += line.len() as u64;
            // What is too long was not read to its end, where there may be something even if it begins with blanks.
            let is_whole = line.ends_with(b"\n") || self.next == self.end;
            if !is_whole || !trimmed.is_empty() {
                lines.push(Line {
                    place: place.filter(|_| is_whole),
                    bytes: trimmed,
                    number: self.line,
                    is_last: self.next == self.end && !self.is_cut,
                });
            }
            self.line += usize::from(line.ends_with(b"\n"));
        }
        lines
    }

    /// Takes in what a line holds.
    fn take(&mut self, line: &Line, case: Option<Case>, batch: &mut Batch) {
        let why = match (case, line.place) {
            (Some(case), Some(place)) => {
                let is_new = self.ids.insert(hash(&case.id));
                if is_new && self.sources.contains(&case.source) {
                    self.store.put(place);
                    batch.cases.push(case);
                    self.entries += 1;
                    return;
                }
                if is_new {
                    Why::NoSource(case.id, case.source)
                } else {
                    Why::TwiceId(case.id)
                }
            }
            (_, place) => Why::Unsound(place),
        };
        batch.rejected.push(RejectedLine {
            line: line.number,
            entry: self.entries,
            why,
        });
        self.entries += 1;
    }

    /// Reads the next batch.
    fn read_batch(&mut self) -> Result<Batch, Problem> {
        let bytes = self.read()?;
        let lines = self.lines(&bytes);
        let cases = read_lines(&lines, self.store.indicators());
        let mut batch = Batch::default();
        for (line, case) in lines.iter().zip(cases) {
            self.take(line, case, &mut batch);
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

    /// The next batch; the last is an error if the file cannot be read on.
    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.end {
            return None;
        }
        let batch = self.read_batch();
        if batch.is_err() {
            self.next = self.end;
            self.is_cut = false;
        }
        Some(batch)
    }
}

/// The cases that lines of a bundle of these indicators hold, read on two threads.
fn read_lines(lines: &[Line], indicators: &[Indicator]) -> Vec<Option<Case>> {
    let read = |lines: &[Line]| {
        let cases = lines.iter().map(|line| read_line(line, indicators));
        cases.collect::<Vec<_>>()
    };
    let (first, rest) = lines.split_at(lines.len() / 2);
    thread::scope(|scope| {
        let first = scope.spawn(|| read(first));
        let rest = read(rest);
        // A thread ends without its cases in a panic only, which goes on here.
        let mut cases = first
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        cases.extend(rest);
        cases
    })
}

/// The case that a line holds, if it is sound; a comma parts it from the next.
fn read_line(line: &Line, indicators: &[Indicator]) -> Option<Case> {
    line.place?;
    let text = str::from_utf8(line.bytes).ok()?;
    let text = if line.is_last {
        text
    } else {
        text.strip_suffix(',')?
    };
    read_case(text).filter(|case| check_comparable(case, indicators).is_empty())
}

/// The hash of an id. Its key is fixed, so that the same file always has the same cases: among a million ids two
/// have one hash in one of thirty million files. Who makes such ids on purpose loses a case of their own file.
fn hash(id: &Text) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}
