//! Everything that is tested from outside, in one binary so that it is linked once.

#![expect(
    clippy::string_slice,
    reason = "a slice off a boundary fails the test, as it should"
)]

/// What a person meets: key by key, and what the screen shows then.
mod stories;

/// Every relation in the metrics panel and in its full-screen view, with every set of glyphs.
mod relations;

/// The full-screen view of a metric: walking it, its table of cases, what is opened and copied from there.
mod viewing;

/// The list's groups: how they are made, folded, and kept while filtering.
mod grouping;

/// The overview: what it counts, what it adds up, and narrowing the filter to a row of it.
mod overview;

/// Picking cases for somebody else: marks, groups, and leaving without.
mod picking;

/// Filters of before: walking through them, and the file that keeps them.
mod history;

/// Original passages: opened, scrolled, closed, and what is said without documents.
mod originals;

/// The program in a pseudo-terminal: start, filter, resize, kill, panic, and how it leaves the terminal.
mod pty;

/// The commands for scripts: output, formats, exit codes, closed pipes.
mod commands;

/// Input that is wrong: the message names place and remedy, and nothing dangerous reaches the terminal.
mod bad_input;

/// Text of any kind at every width.
mod text;

/// What the painter sends makes the terminal show what was drawn.
mod painting;

/// The shipped files: bundle and schema.
mod shipped;

/// The made-up bundles of the benchmarks pass the checks that ours do.
mod made;

/// Every figure traced to the published documents, every number of theirs accounted for.
mod provenance;

/// Bundles that are read case by case: listed, checked, browsed while they are loaded.
mod large;

/// The house rules: which room may import which.
mod imports;

/// Finding cases, key by key: completion, facets, snippets, mistakes, matches in the text.
mod finding;

/// Cases beside each other: which are marked, and in what they differ.
mod comparing;

/// Keys that come before the answers they depend on.
mod waiting;

/// A bundle that is being loaded: what is seen of it, and that nothing waits for it.
mod loading;

/// The query language: what each form finds, and what is said of one that is wrong.
mod querying;

/// What people look for, and the first cases that they find.
mod ranking;

/// README, docs/ and CI against the program.
mod documents;

mod support;
