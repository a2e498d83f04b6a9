//! The history of filters: a file with one filter a line, the newest last.
//!
//! ```text
//! ~/.local/state/casebook/history
//!
//! every process appends single lines ──▶ [ 泸州, 审批, 泸州, lzsp, … ] ──▶ a process that reads too many lines
//!                                                                       replaces the file with a shorter one
//! ```
//!
//! Several processes write at once and none waits for another. After appending, a process checks that the path still names
//! the same file, and appends again if not. After replacing the file, a process checks whether the old one has grown, and
//! appends the difference. So a line written before the replacement is carried over by the replacer, and one written after
//! it is appended again by its writer; duplicates count once. A lock only keeps two processes from replacing at once.
//!
//! Threats: the file may hold anything. Its lines are cleaned like any text from outside, only its end is read, and neither
//! a lock that is never released nor a pipe without a reader blocks the browser. Errors are kept until the terminal is
//! restored, and printed then.

use std::collections::HashSet;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

use crate::text::one_line;

/// The number of filters kept.
pub(crate) const MOST_FILTERS: usize = 1000;
/// The maximum length of a filter in bytes: far more than anybody types, and short enough that text pasted by mistake is
/// handled between two keys.
pub(crate) const LONGEST_FILTER: usize = 4096;

/// A file with more lines is replaced by a shorter one; twice what is kept, so that this is rare.
const FAR_TOO_MANY: usize = 2 * MOST_FILTERS;
/// The bytes read from the end of the file: a kilobyte per kept line.
const READ_BYTES: u64 = 1 << 20;
/// How often a line is appended again after the file was replaced; even once is rare.
const TRIES: usize = 50;

/// The file of what was looked for, if there is to be one.
#[derive(Debug, Default)]
pub struct History {
    file: Option<PathBuf>,
    problem: Option<String>,
}

impl History {
    /// The history in this file, which need not exist; without one nothing is remembered.
    #[must_use]
    pub fn new(file: Option<PathBuf>) -> Self {
        Self {
            file,
            problem: None,
        }
    }

    /// What was looked for, the newest last, each once.
    pub fn read(&mut self) -> Vec<String> {
        let Some(file) = self.file.clone() else {
            return Vec::new();
        };
        match open(&file, OpenOptions::new().read(true)).and_then(|mut file| read_end(&mut file)) {
            Ok(end) => {
                if end.is_far_too_long() {
                    self.blame("made shorter", shorten(&file));
                }
                end.filters
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => {
                self.blame("read", Err(error));
                Vec::new()
            }
        }
    }

    /// Adds what was looked for, one line of clean text, as the newest.
    pub fn add(&mut self, filter: &str) {
        if let Some(file) = self.file.clone() {
            self.blame("written", append(&file, format!("{filter}\n").as_bytes()));
        }
    }

    /// What went wrong first, with a remedy.
    #[must_use]
    pub fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }

    fn blame(&mut self, done: &str, result: io::Result<()>) {
        if let (Some(file), Err(error), None) = (&self.file, result, &self.problem) {
            self.problem = Some(format!(
                "{}: the history cannot be {done}: {error}; \
                 check the path, name another file with CASEBOOK_HISTORY, or leave that empty to have none",
                file.display()
            ));
        }
    }
}

/// What was read.
struct End {
    filters: Vec<String>,
    /// How many lines there are in what was read.
    lines: usize,
    /// Whether that was the whole file.
    whole: bool,
}

impl End {
    fn is_far_too_long(&self) -> bool {
        !self.whole || self.lines > FAR_TOO_MANY
    }
}

/// Opens a file without waiting, as for the other end of a pipe.
fn open(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    let now = OFlags::NONBLOCK.bits().cast_signed();
    options.custom_flags(now).open(path)
}

fn read_end(file: &mut File) -> io::Result<End> {
    let before = file.metadata()?.len().saturating_sub(READ_BYTES);
    if before > 0 {
        file.seek(SeekFrom::Start(before))?;
    }
    let mut bytes = Vec::new();
    file.take(READ_BYTES).read_to_end(&mut bytes)?;
    let mut end = bytes.as_slice();
    if before > 0 {
        // The first line is not whole.
        let line = end.iter().position(|byte| *byte == b'\n');
        end = end
            .get(line.map_or(end.len(), |at| at + 1)..)
            .unwrap_or_default();
    }
    Ok(End {
        filters: filters(end),
        lines: end.split(|byte| *byte == b'\n').count(),
        whole: before == 0,
    })
}

/// The filters in the lines of a file, the newest last, each once, and no more than are kept.
fn filters(bytes: &[u8]) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut filters: Vec<String> = bytes
        .rsplit(|byte| *byte == b'\n')
        .filter(|line| line.len() <= LONGEST_FILTER)
        .filter_map(|line| std::str::from_utf8(line).ok())
        .map(one_line)
        .filter(|filter| !filter.is_empty() && seen.insert(filter.clone()))
        .take(MOST_FILTERS)
        .collect();
    filters.reverse();
    filters
}

/// Appends lines, each with its end, to whichever file is at the path when they are written.
fn append(path: &Path, lines: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.exists()) {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
    }
    for _ in 0..TRIES {
        let mut options = OpenOptions::new();
        let mut file = open(
            path,
            options.read(true).append(true).create(true).mode(0o600),
        )?;
        // A line that somebody left unfinished stays a line of its own.
        let begin: &[u8] = if ends_in_line(&mut file) { b"" } else { b"\n" };
        // In one piece, so that nobody else's line stands within it.
        file.write_all(&[begin, lines].concat())?;
        if is_at(&file, path) {
            return Ok(());
        }
    }
    Err(io::Error::other("it is replaced again and again"))
}

/// Whether the file is still the one at its path.
fn is_at(file: &File, path: &Path) -> bool {
    match (file.metadata(), fs::metadata(path)) {
        (Ok(open), Ok(named)) => (open.dev(), open.ino()) == (named.dev(), named.ino()),
        (Err(_), _) | (_, Err(_)) => false,
    }
}

fn ends_in_line(file: &mut File) -> bool {
    let mut last = [b'\n'];
    // An empty file has no last byte; neither has what is no file.
    let read = file
        .seek(SeekFrom::End(-1))
        .and_then(|_| file.read(&mut last));
    read.is_err() || last == [b'\n']
}

/// Puts a file of only the filters that are kept in the place of the file.
fn shorten(path: &Path) -> io::Result<()> {
    // A link keeps leading to the file.
    let path = &fs::canonicalize(path)?;
    let mut file = open(path, OpenOptions::new().read(true).append(true))?;
    // While somebody else does so there is nothing to do; what is no file cannot be replaced.
    if !file.metadata()?.is_file() || file.try_lock().is_err() || !is_at(&file, path) {
        return Ok(());
    }
    let filters = read_end(&mut file)?.filters;
    let read = file.stream_position()?;
    let unfinished = path.with_added_extension("part");
    // Left by a program that was ended halfway; most times it is not there.
    let _ = fs::remove_file(&unfinished);
    let mut options = OpenOptions::new();
    let mut shorter = options
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&unfinished)?;
    let lines: String = filters.iter().flat_map(|one| [one, "\n"]).collect();
    shorter.write_all(lines.as_bytes())?;
    shorter.sync_all()?;
    fs::rename(&unfinished, path)?;
    // What others appended to the file while it was being replaced.
    let mut since = Vec::new();
    file.seek(SeekFrom::Start(read))?;
    file.take(READ_BYTES).read_to_end(&mut since)?;
    if since.is_empty() {
        return Ok(());
    }
    append(path, &since)
}
