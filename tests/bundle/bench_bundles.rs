//! The generated bundles of the benchmarks: valid, in canonical form, and varied enough.

#[path = "../../benches/made/mod.rs"]
mod bundles;

use std::collections::HashSet;
use std::fs::read_to_string;

use bundles::Made;

use crate::support::{Lang, parse, write};

#[test]
fn a_generated_bundle_passes_every_check_and_is_in_canonical_form() {
    let made = Made::of(1000).expect("made");
    let text = read_to_string(&made.bundle).expect("written");
    let bundle = parse(text.as_bytes(), "made.json").expect("sound");
    assert_eq!(bundle.cases.len(), 1000);
    assert!(write(&bundle) == text);
    let lines = read_to_string(&made.lines).expect("written");
    for (line, case) in lines.lines().zip(&bundle.cases) {
        assert!(line.starts_with(case.title.get(Lang::Zh)), "{line}");
    }
    assert_eq!(lines.lines().count(), 1000);
}

#[test]
fn generated_titles_are_varied() {
    let lines = read_to_string(Made::of(5000).expect("made").lines).expect("written");
    let titles: HashSet<&str> = lines
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert!(titles.len() > 4800, "{} titles", titles.len());
    let is_han = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
    let characters: HashSet<char> = titles
        .iter()
        .flat_map(|title| title.chars())
        .filter(is_han)
        .collect();
    assert!(characters.len() > 1200, "{} characters", characters.len());
}
