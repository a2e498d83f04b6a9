//! The browser: a pure model, and the terminal around it.
//!
//! ```text
//! Event → keymap::resolve(mode, chord) → Action → App::update → [Effect] → perform → screen::render(&App)
//! ```
//!
//! [`App`] is a plain value: no files, clocks, threads or statics. The size of the terminal is part of it
//! and arrives as an event. An [`Effect`] asks something of the world; its answer comes back as an
//! [`Event`]. `terminal`, `tty`, `painter`, `documents`, `history` and `finder`, which has a thread, are the only
//! files that touch the outside.
//!
//! What it is not: it neither searches nor reads bundles itself.
//!
//! Invariants: `render` changes nothing; every visible word exists in each language, or the program does not
//! compile; every key stands in the one table of `keymap`, from which help, hints and README are made.

mod action;
mod chord;
mod keymap;

mod event;

mod app;

mod act;
mod arrange;
mod compare;
mod copy;
mod filter;
mod focus;
mod follow;
mod found;
mod hand;
mod loading;
mod matches;
mod original;
mod pick;
mod recall;
mod view;

mod complete;
mod facets;
mod overview;
mod wait;

mod documents;
mod effect;
mod feed;
mod finder;

mod layout;
mod outline;
mod screen;
mod shape;

mod theme;

mod panes;

mod painter;

mod contents;
mod pen;

mod terminal;
mod tty;

pub use app::{App, Start};
pub use chord::Chord;
pub use documents::{Answer, Documents};
pub use effect::{Effect, Question, Searcher};
pub use event::{Event, Progress, Size};
pub use keymap::{Purpose, key_table};
pub use painter::Painter;
pub use screen::render;
pub use terminal::{End, Session, browse};
pub use theme::Theme;
pub use tty::{Tty, can_browse};
