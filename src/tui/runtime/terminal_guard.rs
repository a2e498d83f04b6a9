//! Puts the terminal into raw mode and restores it, however the program ends: when the guard is dropped, in a panic, or
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

/// The terminal in raw mode; dropping it restores the terminal.
pub struct TerminalGuard(Restorer);

impl TerminalGuard {
    /// Sets up the terminal: raw mode, alternate screen, bracketed paste, hidden cursor. From now on, a panic restores
    /// the terminal before its message is printed.
    ///
    /// # Errors
    ///
    /// If the terminal cannot be set up.
    pub fn enter(tty: &Tty) -> io::Result<Self> {
        let restorer = Restorer {
            tty: tty.clone(),
            restored: Arc::new(AtomicBool::new(false)),
        };
        // Applies to the terminal that keys are read from: standard input if it is one, else `/dev/tty`.
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
        // If the terminal is gone, errors can be neither handled nor reported. Raw mode goes first, since writing may
        // block forever.
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
