//! The history of filters: a file with one filter per line, the newest last.
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
/// How often a line is appended again because the file was replaced; even once is rare.
const TRIES: usize = 50;

/// The history file, if there is one.
#[derive(Debug, Default)]
pub struct History {
    file: Option<PathBuf>,
    problem: Option<String>,
}

impl History {
    /// The history in this file, which need not exist; without a file, nothing is remembered.
    #[must_use]
    pub fn new(file: Option<PathBuf>) -> Self {
        Self {
            file,
            problem: None,
        }
    }

    /// Reads the filters, the newest last, each once.
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

    /// Appends a filter, one line of clean text.
    pub fn add(&mut self, filter: &str) {
        if let Some(file) = self.file.clone() {
            self.blame("written", append(&file, format!("{filter}\n").as_bytes()));
        }
    }

    /// The first problem, with a remedy.
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

/// The end of the file, as read.
struct End {
    filters: Vec<String>,
    /// The number of lines read.
    lines: usize,
    /// Whether that was the whole file.
    whole: bool,
}

impl End {
    fn is_far_too_long(&self) -> bool {
        !self.whole || self.lines > FAR_TOO_MANY
    }
}

/// Opens a file without blocking, so as not to wait for the other end of a pipe.
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
        // The first line may be cut off.
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

/// The filters in the lines of a file, the newest last, each once, at most [`MOST_FILTERS`].
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

/// Appends complete lines to the file at the path, even if that is replaced meanwhile.
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
        // A line that another process left unfinished stays a line of its own.
        let begin: &[u8] = if ends_in_line(&mut file) { b"" } else { b"\n" };
        // In one write, so that no other process writes into the line.
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
    // An empty file has no last byte, and a pipe cannot be sought.
    let read = file
        .seek(SeekFrom::End(-1))
        .and_then(|_| file.read(&mut last));
    read.is_err() || last == [b'\n']
}

/// Replaces the file with one that holds only the filters to keep.
fn shorten(path: &Path) -> io::Result<()> {
    // Resolved, so that a symbolic link keeps pointing to the file.
    let path = &fs::canonicalize(path)?;
    let mut file = open(path, OpenOptions::new().read(true).append(true))?;
    // If the lock is taken, another process is replacing the file. A pipe or device cannot be replaced.
    if !file.metadata()?.is_file() || file.try_lock().is_err() || !is_at(&file, path) {
        return Ok(());
    }
    let filters = read_end(&mut file)?.filters;
    let read = file.stream_position()?;
    let unfinished = path.with_added_extension("part");
    // Left by a process that was killed halfway; usually it does not exist.
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
    // Lines that others appended to the file while it was being replaced.
    let mut since = Vec::new();
    file.seek(SeekFrom::Start(read))?;
    file.take(READ_BYTES).read_to_end(&mut since)?;
    if since.is_empty() {
        return Ok(());
    }
    append(path, &since)
}
