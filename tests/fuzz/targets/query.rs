//! Any text is a query: it has an answer, its mistakes have places, and it can be completed at every byte.
#![no_main]

use std::sync::LazyLock;

use casebook::bundle::{Bundle, Lang, parse_text};
use casebook::search::{Index, Query};
use libfuzzer_sys::fuzz_target;

static BUNDLE: LazyLock<Bundle> = LazyLock::new(|| {
    let mut bundle = parse_text(include_str!("../../../data/cases.json"), "shipped")
        .expect("the shipped bundle");
    bundle.cases = bundle.cases.into_iter().step_by(9).collect();
    bundle
});

thread_local! {
    static INDEX: Index = Index::new(&BUNDLE);
}

fuzz_target!(|typed: &str| {
    INDEX.with(|index| {
        let result = index.search(&Query::new(typed));
        for mistake in &result.mistakes {
            assert!(typed.get(mistake.span.clone()).is_some());
            assert!(!mistake.reason.say(Lang::Zh).is_empty());
        }
        assert!(result.hits.iter().all(|hit| hit.case() < BUNDLE.cases.len()));
        let middle = typed.floor_char_boundary(typed.len() / 2);
        let completion = index.complete(typed, middle, Lang::En);
        assert!(typed.get(completion.span).is_some());
    });
});
