//! The house rules: who may import whom, what a name may stand for, and words that hide their meaning.
//!
//! Each rule is a function from the tree of files to its problems. It is run on the package, and on made-up files that
//! break it or seem to.

/// How problems are reported.
mod problems;

/// Tokens of a file: its imports, its items.
mod scan;

/// All files, and what their paths lead to.
mod tree;

/// Rooms and crates.
mod rooms;

/// Files that import each other.
mod circles;

/// Folders of a room that do not know others.
mod layers;

/// `mod.rs`: what it holds, and who goes through it.
mod doors;

/// Names of types and of files.
mod names;

/// Words in comments, documents and on the screen.
mod words;

/// The frozen cases of the stories are sound, and as varied as stories need.
mod fixtures;

/// Every snapshot belongs to a test.
mod snapshots;
