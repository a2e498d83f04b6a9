//! What the tests share.

mod documents;
mod hostile;
mod panel;
mod program;
mod story;
mod tables;
mod terminal;

pub use documents::documents_folder;
pub use hostile::hostile_text;
pub use panel::{metrics_panel, runs_of, text_of};
pub use program::{Run, casebook, casebook_in, scratch};
pub use story::{Story, ids, plain_start, read_cases, relations, shipped, story_cases};
pub use tables::{Row, check_error, copy, replaced, rows};
pub use terminal::Pty;

use std::path::{Path, PathBuf};

/// A path of the package, from its root.
pub fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A text file of the package.
pub fn read(path: &str) -> String {
    std::fs::read_to_string(root(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}
