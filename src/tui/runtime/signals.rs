//! The thread that waits for a signal or for the terminal to hang up, and makes sure that the program ends.
//!
//! It is needed because crossterm's reader does not notice that a terminal is gone (crossterm #793), and because the
//! main thread may be blocked writing to it.

use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::mpsc::Sender;
use std::time::Duration;
use std::{io, thread};

use rustix::event::{PollFd, PollFlags, poll};

use crate::tui::input::event::Event;

use super::terminal_guard::Restorer;

/// How long the program has to end by itself after a signal; then this thread ends it.
const PATIENCE: Duration = Duration::from_millis(1500);
/// How long the terminal then has to accept the restoring sequence; together less than two seconds.
const LAST_PATIENCE: Duration = Duration::from_millis(300);
/// The exit code of an interrupted program.
const INTERRUPTED: i32 = 130;

/// Starts the thread. After a signal or a hang-up it sends [`Event::Interrupted`], and exits if the program has not
/// ended by then.
///
/// # Errors
///
/// If a signal cannot be registered or the thread cannot be started.
pub(crate) fn watch(sender: Sender<Event>, restorer: Restorer) -> io::Result<()> {
    let (signals, signalled) = UnixStream::pair()?;
    for signal in [
        signal_hook::consts::SIGTERM,
        signal_hook::consts::SIGINT,
        signal_hook::consts::SIGHUP,
    ] {
        signal_hook::low_level::pipe::register(signal, signalled.try_clone()?)?;
    }
    spawn_small("watch", move || {
        // The terminal is polled for hang-ups only, which poll always reports.
        let terminal = restorer.tty.clone();
        let mut waited_for = [
            PollFd::from_borrowed_fd(signals.as_fd(), PollFlags::IN),
            PollFd::from_borrowed_fd(terminal.as_fd(), PollFlags::empty()),
        ];
        while let Err(rustix::io::Errno::INTR) = poll(&mut waited_for, None) {}
        let _ = sender.send(Event::Interrupted);
        thread::sleep(PATIENCE);
        // Writing to a terminal that takes no output blocks, so another thread does it.
        let _ = spawn_small("restore", move || restorer.restore());
        thread::sleep(LAST_PATIENCE);
        std::process::exit(INTERRUPTED);
    })
}

/// Starts a thread with a small stack: it only waits and passes events on.
pub(crate) fn spawn_small(name: &str, body: impl FnOnce() + Send + 'static) -> io::Result<()> {
    const STACK_BYTES: usize = 256 << 10;
    thread::Builder::new()
        .name(name.to_owned())
        .stack_size(STACK_BYTES)
        .spawn(body)
        .map(|_| ())
}
