//! Where the cases of a bundle are: in memory, or in a file in which each has its line.
//!
//! Whoever needs a case asks for it by its index, so that nobody else need hold all of them.
//!
//! A case is read from the file at its place, with a call that takes the place along, so that threads can read at
//! once. The file is not mapped into memory: that needs `unsafe`, and whoever cuts a mapped file short kills the
//! program. Here that is an error like any other. The file stays open, so one that is replaced, as `casebook
//! build` does, is read on as it was; one that is written into has changed, and is not read any more.

use std::fs::{File, Metadata};
use std::os::unix::fs::FileExt;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

use super::lines::parse_case;
use crate::bundle::case::{Bundle, Case, Source};
use crate::bundle::indicator::Indicator;
use crate::bundle::problem::Problem;

/// The cases of a bundle, to be read one by one, and its sources and indicators.
#[derive(Debug)]
pub struct CaseStore {
    /// What problems call the bundle.
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
        version: Version,
        /// Grows while the file is read for the first time.
        places: RwLock<Vec<Place>>,
    },
}

/// What a file has in common with itself as long as nobody writes into it.
type Version = (u64, Option<SystemTime>);

/// Where a line is in a file: 40 bits say where it begins, 24 how long it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place(u64);

impl Place {
    const LENGTH_BITS: u32 = 24;
    /// A line that is longer is no case: the largest so far takes some ten thousand bytes.
    pub const LONGEST: usize = (1 << Self::LENGTH_BITS) - 1;

    /// The place of a line, unless it is too long or too far away.
    pub fn new(start: u64, length: usize) -> Option<Self> {
        let fits = length <= Self::LONGEST && start >> (u64::BITS - Self::LENGTH_BITS) == 0;
        fits.then_some(Self(start << Self::LENGTH_BITS | length as u64))
    }

    pub fn start(self) -> u64 {
        self.0 >> Self::LENGTH_BITS
    }

    pub fn length(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX) & Self::LONGEST
    }
}

impl CaseStore {
    /// The store of a bundle that is in memory.
    #[must_use]
    pub fn of(bundle: Arc<Bundle>) -> Self {
        let bundle = Arc::unwrap_or_clone(bundle);
        let cases = bundle.cases.into_iter().map(Arc::new);
        Self {
            name: String::from("bundle"),
            sources: bundle.sources,
            indicators: bundle.indicators,
            cases: Cases::InMemory(cases.collect()),
        }
    }

    /// The store of a file in which no case has been found yet; the rest of it is this bundle. The file is what it was when
    /// this was known about it, or has changed.
    pub(super) fn in_file(name: &str, (file, about): (File, &Metadata), frame: Bundle) -> Self {
        Self {
            name: name.to_owned(),
            sources: frame.sources,
            indicators: frame.indicators,
            cases: Cases::InFile {
                version: version(about),
                file,
                places: RwLock::default(),
            },
        }
    }

    /// The published documents.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// What metrics of different cases are compared by.
    #[must_use]
    pub fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    /// The source a case was drawn from.
    #[must_use]
    pub fn source_of(&self, case: &Case) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == case.source)
    }

    /// How many cases there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.cases {
            Cases::InMemory(cases) => cases.len(),
            Cases::InFile { places, .. } => {
                places.read().unwrap_or_else(PoisonError::into_inner).len()
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
    /// If there is no such case, or it can no longer be read from its file.
    pub fn case(&self, index: usize) -> Result<Arc<Case>, Problem> {
        let case = match &self.cases {
            Cases::InMemory(cases) => cases.get(index).cloned(),
            Cases::InFile { places, .. } => {
                let places = places.read().unwrap_or_else(PoisonError::into_inner);
                let place = places.get(index).copied();
                drop(places);
                place.map(|place| self.read(place)).transpose()?
            }
        };
        case.ok_or_else(|| {
            let message = format!("there is no case {}", index + 1);
            Problem::in_file(&self.name, message, "open it again")
        })
    }

    fn read(&self, place: Place) -> Result<Arc<Case>, Problem> {
        let bytes = self.bytes(place.start(), place.length())?;
        let text = str::from_utf8(&bytes).ok();
        let case = text.and_then(|text| parse_case(text.strip_suffix(',').unwrap_or(text)));
        case.map(Arc::new).ok_or_else(|| self.changed())
    }

    /// So many bytes of the file, from there on.
    pub(super) fn bytes(&self, start: u64, length: usize) -> Result<Vec<u8>, Problem> {
        let Cases::InFile {
            file,
            version: at_first,
            ..
        } = &self.cases
        else {
            return Err(self.changed());
        };
        let mut bytes = vec![0; length];
        let read = file.read_exact_at(&mut bytes, start);
        let now = file.metadata().map(|about| version(&about));
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

    /// The problem with a file that is not what it was.
    fn changed(&self) -> Problem {
        Problem::in_file(
            &self.name,
            "has changed since it was opened",
            "open it again",
        )
    }

    /// Puts the next case, which lies there, on the store.
    pub(super) fn put(&self, place: Place) {
        if let Cases::InFile { places, .. } = &self.cases {
            let mut places = places.write().unwrap_or_else(PoisonError::into_inner);
            places.push(place);
        }
    }

    /// What problems call the bundle.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

fn version(about: &Metadata) -> Version {
    // Where a file system tells no time, the length has to do.
    (about.len(), about.modified().ok())
}
