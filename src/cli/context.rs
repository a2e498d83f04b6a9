//! What every command needs: the bundle, the folder of documents, standard output and its width, and how a run ends.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use crate::bundle::{self, Opened};

use super::args::Reading;

/// How a run ended, when it did not fail halfway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All was done.
    Done,
    /// Nothing matched.
    NothingMatched,
    /// The input or the world was at fault.
    Failed,
    /// The user or a signal interrupted it.
    Interrupted,
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

/// Opens the bundle that is asked for.
pub(super) fn load(reading: &Reading) -> Result<Opened> {
    Ok(match &reading.bundle {
        Some(file) => bundle::open(file)?,
        None => Opened::whole(bundle::parse_text(BUILT_IN, "built-in bundle")?),
    })
}

/// The folder of the published documents, if one was given.
pub(super) fn documents_folder(reading: &Reading) -> Option<PathBuf> {
    let named = || std::env::var_os("CASEBOOK_SOURCES").filter(|folder| !folder.is_empty());
    let given = reading.sources.clone();
    given.or_else(|| named().map(PathBuf::from))
}

pub(super) fn print(text: &str) -> Result<Outcome> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// The cells to which running text is wrapped: those of the terminal, up to what reads well. What goes
/// into a pipe is not wrapped, so that other programs find whole paragraphs.
pub(super) fn width() -> Option<usize> {
    const READABLE: usize = 100;
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout()).ok()?;
    io::stdout()
        .is_terminal()
        .then(|| usize::from(size.ws_col).clamp(20, READABLE))
}

/// Standard output for much text.
pub(super) fn out() -> BufWriter<StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}
