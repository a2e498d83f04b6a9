//! The integration tests: one binary, so that it is linked once. This file is the table of contents.
//!
//! A test module is in the folder of the room that it tests; its snapshots are in `tests/snapshots/MODULE`.

#![expect(
    clippy::string_slice,
    reason = "a slice off a boundary fails the test, as it should"
)]

/// What one sees and does in the browser, key by key.
mod tui {
    /// The main screens; moving, opening, going back, leaving.
    mod browsing;

    /// The filter: completion, facets, snippets, mistakes, matches in the text.
    mod filter;

    /// The list's groups: how they are made, folded, and kept while filtering.
    mod groups;

    /// Every relation in the metrics panel and in the metric view, in every set of glyphs.
    mod relations;

    /// The metric view: moving between metrics, the table of an indicator, opening and copying from it.
    mod metric_view;

    /// The overview: what it counts, what it adds up, and narrowing the filter to a row of it.
    mod overview;

    /// Marking cases, comparing them; help.
    mod compare;

    /// Original passages: opened, scrolled, closed, and what is shown without documents.
    mod passage;

    /// `casebook pick`: marks, groups, and leaving without a choice.
    mod pick;

    /// Earlier filters: recalling them, and the file that keeps them.
    mod history;

    /// Keys pressed before the answers they depend on.
    mod type_ahead;

    /// A bundle that is still loading: what is shown of it, and that nothing waits for it.
    mod loading;

    /// The bytes sent make the terminal show what was drawn.
    mod backend;

    /// The program in a pseudo-terminal: start, resize, signals, panic, and how it leaves the terminal.
    mod terminal;
}

/// The command line.
mod cli {
    /// The commands for scripts: output, formats, exit codes, closed pipes.
    mod commands;

    /// Invalid input: messages name place and remedy, and nothing dangerous reaches the terminal.
    mod bad_input;

    /// Bundles that are read case by case: listed, checked, browsed while they load.
    mod large_bundle;
}

/// Queries.
mod search {
    /// The query language: what each form finds, and the message for each mistake.
    mod query;

    /// What people look for in the shipped bundle, and the cases that must come first.
    mod golden_queries;
}

/// Bundles and what they are built from.
mod bundle {
    /// The shipped files: bundle and schema.
    mod shipped;

    /// Every figure traced to the published documents, every number in them accounted for.
    mod provenance;

    /// The generated bundles of the benchmarks pass the checks that ours pass.
    mod bench_bundles;
}

/// Text of any kind at every width.
mod text;

/// The house rules: imports, names and words of the program; and the tests themselves.
mod house;

/// README, docs/ and CI against the program.
mod documents;

/// What the tests share.
mod support;
