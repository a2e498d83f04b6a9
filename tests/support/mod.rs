//! Shared by all test modules.

mod bundles;
mod documents;
mod files;
mod hostile;
mod panel;
mod program;
mod slow_story;
mod snapshots;
mod story;
mod tables;
mod terminal;

pub use bundles::{built, collection, few, minimal, relations, shipped};
pub use documents::documents_folder;
pub use files::{files_below, read, root};
pub use hostile::hostile_text;
pub use panel::{metrics_panel, runs_of, text_of};
pub use program::{Run, casebook, casebook_in, scratch};
pub use slow_story::SlowStory;
pub use snapshots::{
    LANGS, MEDIUM, NARROW, SIZES, WIDE, Window, at_every_size, at_one_size, in_both_languages,
    snapshot,
};
pub use story::{Story, plain_start};
pub use tables::{Row, check_error, copy, replaced, rows};
pub use terminal::Pty;

// The program's types that tests use, listed once: when a type moves to another room, one line here changes.
pub use casebook::bundle::{
    Bound, Bundle, Case, Document, DocumentError, Kind, Lang, Level, Metric, Notice, NoticeKind,
    Quantity, Relation, Topic, Word, parse, schema, write,
};
pub use casebook::catalogue::{Catalogue, Measurement, Ranking};
pub use casebook::present::{Formatter, Glyphs, RowKind, compare};
pub use casebook::session::History;
pub use casebook::tui::{
    CompactBackend, Effect, Event, Progress, Purpose, Size, Start, TerminalGuard, Theme, Tty,
};
