//! The terminal that is drawn on.
//!
//! It is standard output if that is a terminal. If standard output is captured, as in
//! `casebook show "$(casebook pick)"`, it is the controlling terminal, `/dev/tty`.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::Arc;

use crate::tui::input::event::Size;

/// The size assumed for a terminal that reports none, as some serial lines do not.
const ASSUMED: Size = Size {
    width: 80,
    height: 24,
};

/// A terminal to draw on; clones share it.
///
/// Writes bypass the lock and the buffer of standard output: the main thread may be blocked in a write while another
/// one restores the terminal.
#[derive(Debug, Clone)]
pub struct Tty(Arc<File>);

impl Tty {
    /// Opens the terminal to draw on.
    ///
    /// # Errors
    ///
    /// If there is none, or `TERM` is `dumb`.
    pub fn open() -> io::Result<Self> {
        if is_dumb() {
            return Err(io::Error::other("TERM says that the terminal is dumb"));
        }
        let stdout = io::stdout();
        let file = if stdout.is_terminal() {
            File::from(stdout.as_fd().try_clone_to_owned()?)
        } else {
            File::options().read(true).write(true).open("/dev/tty")?
        };
        Ok(Self(Arc::new(file)))
    }

    /// Its current size in cells.
    #[must_use]
    pub fn size(&self) -> Size {
        rustix::termios::tcgetwinsize(self)
            .map(|size| Size {
                width: size.ws_col,
                height: size.ws_row,
            })
            .ok()
            .filter(|size| size.width > 0 && size.height > 0)
            .unwrap_or(ASSUMED)
    }
}

impl Write for Tty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        (&*self.0).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl AsFd for Tty {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

/// Whether the browser can be shown: standard output is a terminal, and `TERM` is not `dumb`.
#[must_use]
pub fn can_browse() -> bool {
    io::stdout().is_terminal() && !is_dumb()
}

fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}
