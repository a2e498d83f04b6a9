//! What commands share: the bundle and documents they read, standard output, and the exit code.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use crate::bundle::{self, Lang, OpenBundle};
use crate::present::Formatter;

use super::args::Options;

/// How a run ended, if not with an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All was done.
    Done,
    /// Nothing matched.
    NothingMatched,
    /// Something is wrong with the input; the problem has been printed.
    Failed,
    /// The user or a signal interrupted it.
    Interrupted,
}

impl Outcome {
    /// The outcome of a search with this many results.
    pub(super) fn of_count(count: usize) -> Self {
        if count == 0 {
            Self::NothingMatched
        } else {
            Self::Done
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Done => 0,
            Outcome::NothingMatched => 1,
            Outcome::Failed => 2,
            Outcome::Interrupted => 130,
        })
    }
}

/// The bundle that is built in.
static BUILT_IN: &str = include_str!("../../data/cases.json");

/// What a command may use: the bundle, the published documents, and how text is written.
#[derive(Debug)]
pub(super) struct Context {
    /// The file of `--bundle`.
    pub bundle: Option<PathBuf>,
    /// The folder of the published documents, from `--sources` or `CASEBOOK_SOURCES`.
    pub documents: Option<PathBuf>,
    /// The language and glyphs of the output.
    pub writing: Formatter,
}

impl Context {
    pub fn new(options: Options) -> Self {
        let variable = || std::env::var_os("CASEBOOK_SOURCES").filter(|folder| !folder.is_empty());
        Self {
            bundle: options.bundle,
            documents: options.sources.or_else(|| variable().map(PathBuf::from)),
            writing: Formatter {
                lang: options.lang.into(),
                glyphs: options.glyphs.into(),
            },
        }
    }

    pub fn lang(&self) -> Lang {
        self.writing.lang
    }

    /// Opens the bundle of `--bundle`, or the one built in.
    pub fn open_bundle(&self) -> Result<OpenBundle> {
        Ok(match &self.bundle {
            Some(file) => bundle::open(file)?,
            None => OpenBundle::in_memory(bundle::parse_text(BUILT_IN, "built-in bundle")?),
        })
    }
}

/// Writes a short text to standard output.
pub(super) fn print(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// The width in cells to wrap text at: that of the terminal, up to a readable line. `None` in a pipe, where other programs
/// expect whole paragraphs.
pub(super) fn output_width() -> Option<usize> {
    const READABLE: usize = 100;
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout()).ok()?;
    io::stdout()
        .is_terminal()
        .then(|| usize::from(size.ws_col).clamp(20, READABLE))
}

/// Buffered standard output, for output of any length.
pub(super) fn buffered_out() -> BufWriter<StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}
