//! The browser: a pure model, and the terminal around it.
//!
//! ```text
//! Event → keymap::resolve(mode, chord) → Action → App::update → [Effect] → perform → screen::render(&App)
//! ```
//!
//! [`App`] is a plain value: no files, clocks, threads or statics. The terminal's size is part of it and arrives as an
//! event. An [`Effect`] is a request; its answer comes back as an [`Event`]. Only `runtime` (through `backend` for
//! output) and `session` (the history file) touch the outside.
//!
//! What it is not: it neither searches nor reads bundles itself.
//!
//! Invariants: `render` changes nothing; every visible word exists in each language, or the program does not compile;
//! every key is in the one table of `bindings`, from which help, hints and documents are generated.

mod input;

mod state;
mod theme;
mod update;

mod chart;
mod draw;

mod backend;
mod runtime;

pub use backend::compact::CompactBackend;
pub use draw::screen::render;
pub use input::effect::{Effect, Question};
pub use input::event::{Answer, Event, Progress, Size};
pub use input::key::Chord;
pub use input::keymap::Keymap;
pub use input::mode::Purpose;
pub use runtime::browse::browse;
pub use runtime::documents::Documents;
pub use runtime::perform::{End, World, perform};
pub use runtime::searcher::Searcher;
pub use runtime::terminal_guard::TerminalGuard;
pub use runtime::tty::{Tty, can_browse};
pub use state::app::{App, Start};
pub use theme::Theme;
