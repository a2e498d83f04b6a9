//! The case store: the cases of a bundle by index, in memory or in a file that has one case a line.
//!
//! A case in a file is read again each time it is needed, with positioned reads, so threads can read at the same time.
//! The file is not mapped into memory: that needs `unsafe`, and truncating a mapped file kills the program, while here
//! it is an error like any other. The file stays open, so one that is replaced, as `casebook build` does, is read on as
//! it was. One that is written to is not read any more.

use std::fs::{File, Metadata};
use std::os::unix::fs::FileExt;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

use super::lines::parse_case;
use crate::bundle::case::{Bundle, Case, Source};
use crate::bundle::indicator::Indicator;
use crate::bundle::problem::Problem;

/// The cases of a bundle by index, with its sources and indicators.
#[derive(Debug)]
pub struct CaseStore {
    /// Name of the bundle in problems.
    name: String,
    sources: Vec<Source>,
    indicators: Vec<Indicator>,
    cases: Cases,
}

#[derive(Debug)]
enum Cases {
    InMemory(Vec<Arc<Case>>),
    InFile {
        file: File,
        /// The stamp of the file when it was opened.
        stamp: FileStamp,
        /// Where each case lies. Grows while the file is read for the first time.
        ranges: RwLock<Vec<PackedRange>>,
    },
}

/// Length in bytes and time of the last change. Equal as long as nobody writes to the file; where a file system gives
/// no time, the length has to do.
type FileStamp = (u64, Option<SystemTime>);

/// The bits of a [`PackedRange`] that hold the length.
const LENGTH_BITS: u32 = 24;

/// The longest line that may be a case, in bytes. Our longest case takes some ten thousand.
pub(super) const LONGEST_LINE: usize = (1 << LENGTH_BITS) - 1;

/// The byte range of a line in a file: 40 bits for its start, 24 for its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PackedRange(u64);

impl PackedRange {
    /// The range of a line; `None` if it is too long or starts too far into the file.
    pub fn new(start: u64, length: usize) -> Option<Self> {
        let fits = length <= LONGEST_LINE && start >> (u64::BITS - LENGTH_BITS) == 0;
        fits.then_some(Self(start << LENGTH_BITS | length as u64))
    }

    pub fn start(self) -> u64 {
        self.0 >> LENGTH_BITS
    }

    pub fn length(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX) & LONGEST_LINE
    }
}

impl CaseStore {
    /// The store of a bundle in memory.
    #[must_use]
    pub fn in_memory(bundle: Bundle) -> Self {
        let cases = bundle.cases.into_iter().map(Arc::new);
        Self {
            name: String::from("bundle"),
            sources: bundle.sources,
            indicators: bundle.indicators,
            cases: Cases::InMemory(cases.collect()),
        }
    }

    /// The store of a file of which no case has been read yet. `frame` is the bundle without its cases; `metadata` is
    /// from before anything was read, so that any later change is noticed.
    pub(super) fn in_file(name: &str, file: File, metadata: &Metadata, frame: Bundle) -> Self {
        Self {
            name: name.to_owned(),
            sources: frame.sources,
            indicators: frame.indicators,
            cases: Cases::InFile {
                stamp: stamp(metadata),
                file,
                ranges: RwLock::default(),
            },
        }
    }

    /// The published documents.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// What metrics of different cases may be compared by.
    #[must_use]
    pub fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    /// The source a case was drawn from.
    #[must_use]
    pub fn source_of(&self, case: &Case) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == case.source)
    }

    /// The number of cases read so far.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.cases {
            Cases::InMemory(cases) => cases.len(),
            Cases::InFile { ranges, .. } => {
                ranges.read().unwrap_or_else(PoisonError::into_inner).len()
            }
        }
    }

    /// Whether there are no cases.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The case at an index.
    ///
    /// # Errors
    ///
    /// If there is no such case, or its file cannot be read or has changed.
    pub fn case(&self, index: usize) -> Result<Arc<Case>, Problem> {
        let case = match &self.cases {
            Cases::InMemory(cases) => cases.get(index).cloned(),
            Cases::InFile { ranges, .. } => {
                let ranges = ranges.read().unwrap_or_else(PoisonError::into_inner);
                let range = ranges.get(index).copied();
                drop(ranges);
                range.map(|range| self.read(range)).transpose()?
            }
        };
        case.ok_or_else(|| {
            let message = format!("there is no case {}", index + 1);
            Problem::in_file(&self.name, message, "open it again")
        })
    }

    fn read(&self, range: PackedRange) -> Result<Arc<Case>, Problem> {
        let bytes = self.bytes(range.start(), range.length())?;
        let text = str::from_utf8(&bytes).ok();
        let case = text.and_then(|text| parse_case(text.strip_suffix(',').unwrap_or(text)));
        case.map(Arc::new).ok_or_else(|| self.changed())
    }

    /// A range of the file, in bytes. An error if the file has changed since it was opened.
    pub(super) fn bytes(&self, start: u64, length: usize) -> Result<Vec<u8>, Problem> {
        let Cases::InFile {
            file,
            stamp: at_first,
            ..
        } = &self.cases
        else {
            return Err(self.changed());
        };
        let mut bytes = vec![0; length];
        let read = file.read_exact_at(&mut bytes, start);
        let now = file.metadata().map(|metadata| stamp(&metadata));
        if !now.is_ok_and(|now| now == *at_first) {
            return Err(self.changed());
        }
        match read {
            Ok(()) => Ok(bytes),
            Err(error) => Err(Problem::in_file(
                &self.name,
                format!("cannot be read: {error}"),
                "copy it to another place, or build it again",
            )),
        }
    }

    /// The problem of a file that was written to.
    fn changed(&self) -> Problem {
        Problem::in_file(
            &self.name,
            "has changed since it was opened",
            "open it again",
        )
    }

    /// Adds the next case of the file.
    pub(super) fn push(&self, range: PackedRange) {
        if let Cases::InFile { ranges, .. } = &self.cases {
            let mut ranges = ranges.write().unwrap_or_else(PoisonError::into_inner);
            ranges.push(range);
        }
    }

    /// Name of the bundle in problems.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

fn stamp(metadata: &Metadata) -> FileStamp {
    (metadata.len(), metadata.modified().ok())
}
