//! Holds the terminal in raw mode and gives it back, however the program ends: when the guard is dropped, in a panic, or
//! from another thread after a signal.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use crossterm::{execute, queue};

use super::tty::Tty;

/// The terminal while the browser has it; dropping it gives the terminal back.
pub struct TerminalGuard(Restorer);

impl TerminalGuard {
    /// Takes the terminal: raw mode, the alternate screen, bracketed paste, no cursor. From now on a panic
    /// gives it back before it says what happened.
    ///
    /// # Errors
    ///
    /// If the terminal cannot be set up.
    pub fn enter(tty: &Tty) -> io::Result<Self> {
        let restorer = Restorer {
            tty: tty.clone(),
            restored: Arc::new(AtomicBool::new(false)),
        };
        // Of the terminal that keys come from, which is standard input or else the one of the process.
        enable_raw_mode()?;
        let guard = Self(restorer);
        let in_panic = guard.restorer();
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            in_panic.restore();
            report(panic);
        }));
        execute!(
            tty.clone(),
            EnterAlternateScreen,
            EnableBracketedPaste,
            Hide
        )?;
        Ok(guard)
    }

    pub(crate) fn restorer(&self) -> Restorer {
        self.0.clone()
    }
}

impl Drop for TerminalGuard {
    fn drop(&mut self) {
        self.0.restore();
    }
}

/// Restores the terminal once, on the first call from any thread.
#[derive(Clone)]
pub(crate) struct Restorer {
    pub tty: Tty,
    restored: Arc<AtomicBool>,
}

impl Restorer {
    pub fn restore(&self) {
        if self.restored.swap(true, Ordering::SeqCst) {
            return;
        }
        // Nothing can be done, and nobody told, if the terminal is gone. Its modes come first, since writing
        // may take for ever.
        let _ = disable_raw_mode();
        let mut sequence = Vec::new();
        let _ = queue!(
            sequence,
            EndSynchronizedUpdate,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            Show
        );
        let _ = rustix::io::write(&self.tty, b"\x1b[0m");
        let _ = rustix::io::write(&self.tty, &sequence);
    }
}
