//! Bundles for tests.
//!
//! Stories use frozen cases, so that a correction to a shipped case changes no story. Only tests of the shipped collection
//! itself read that.

use std::sync::OnceLock;

use casebook::bundle::{Bundle, parse};

/// The shipped bundle.
pub fn shipped() -> Bundle {
    static PARSED: OnceLock<Bundle> = OnceLock::new();
    let read = || {
        let text = super::read("data/cases.json");
        parse(text.as_bytes(), "data/cases.json").expect("the shipped bundle is sound")
    };
    PARSED.get_or_init(read).clone()
}

/// The frozen cases of the stories: `tests/fixtures/stories`.
///
/// Twenty-eight once-shipped cases of five sources: nested groups, masked values, parts that do not add up, five indicators
/// (one with a floor), long titles, cases without metrics or without years, a shortcoming and a plan.
pub fn collection() -> Bundle {
    static BUILT: OnceLock<Bundle> = OnceLock::new();
    BUILT
        .get_or_init(|| built("tests/fixtures/stories"))
        .clone()
}

/// Ids of a few frozen cases that fit on one screen.
const FEW: [&str; 6] = [
    "luzhou-2023-awards/01",
    "luzhou-2023-awards/06",
    "luzhou-2023-awards/07",
    "luzhou-2023-awards/09",
    "national-2021-exemplars/02",
    "national-2021-exemplars/05",
];

/// Six of the frozen cases, of two sources.
pub fn few() -> Bundle {
    let mut bundle = collection();
    bundle.cases.retain(|case| FEW.contains(&case.id.as_str()));
    assert_eq!(bundle.cases.len(), FEW.len(), "each of the few is frozen");
    bundle
}

/// One case for each way in which a metric is drawn: `tests/fixtures/relations`.
pub fn relations() -> Bundle {
    static BUILT: OnceLock<Bundle> = OnceLock::new();
    BUILT
        .get_or_init(|| built("tests/fixtures/relations"))
        .clone()
}

/// One case, whose document is part of the package: `tests/fixtures/minimal`, `tests/fixtures/documents`.
pub fn minimal() -> Bundle {
    built("tests/fixtures/minimal")
}

/// The bundle of a folder of seeds.
pub fn built(seeds: &str) -> Bundle {
    casebook::seed::build(&super::root(seeds))
        .unwrap_or_else(|problems| panic!("{seeds}: {problems:?}"))
}
