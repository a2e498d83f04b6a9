//! The thread that reads keys, pastes and resizes, and sends them as events.

use std::io;
use std::sync::mpsc::Sender;
use std::time::Duration;

use crossterm::event::{self as keys, KeyEventKind};

use crate::tui::input::event::{Event, Size};
use crate::tui::input::key::Chord;

use super::signals::spawn_small;
use super::tty::Tty;

/// Starts the thread. It first sends the terminal's size, if that has changed since the first frame.
///
/// # Errors
///
/// If the thread cannot be started.
pub(crate) fn read_keys(sender: Sender<Event>, tty: Tty, drawn_for: Size) -> io::Result<()> {
    spawn_small("keys", move || {
        // crossterm notices resizes from the first poll on.
        let _ = keys::poll(Duration::ZERO);
        if tty.size() != drawn_for {
            let _ = sender.send(Event::Resize(tty.size()));
        }
        loop {
            let event = match keys::read() {
                Ok(keys::Event::Key(key)) if key.kind != KeyEventKind::Release => {
                    Event::Key(Chord::from(key))
                }
                Ok(keys::Event::Paste(text)) => Event::Paste(text),
                Ok(keys::Event::Resize(..)) => Event::Resize(tty.size()),
                Ok(_) => continue,
                Err(_) => Event::Interrupted,
            };
            let last = event == Event::Interrupted;
            if sender.send(event).is_err() || last {
                return;
            }
        }
    })
}
