//! No file needs itself, by whatever way: a file can be understood after those that it imports.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::problems::assert_none;
use super::tree::{Target, Tree};

/// The files that each file imports, by name.
type Imports<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

#[test]
fn no_files_import_each_other_in_a_circle() {
    assert_none("circles", &circles(Tree::of_the_package()));
}

#[test]
fn a_circle_is_seen_through_doors_and_renamed_imports() {
    let tree = Tree::made_up(&[
        ("src/text/mod.rs", "mod a; mod b; mod c;\npub use a::A;"),
        ("src/text/a.rs", "use super::b;\npub struct A(b::B);"),
        ("src/text/b.rs", "pub struct B { c: super::c::C }"),
        (
            "src/text/c.rs",
            "use crate::text::A as Other;\npub struct C(Other);",
        ),
    ]);
    let circle = "src/text/a.rs → src/text/b.rs → src/text/c.rs → src/text/a.rs";
    assert_eq!(circles(&tree), [circle]);
}

#[test]
fn comments_tests_and_doors_close_no_circle() {
    let tree = Tree::made_up(&[
        (
            "src/text/mod.rs",
            "mod a; mod b;\npub use a::A;\npub use b::B;",
        ),
        ("src/text/a.rs", "use super::b::B;\npub struct A(B);"),
        (
            "src/text/b.rs",
            "// super::a::A\n/// [`super::a::A`]\npub struct B;\nconst S: &str = \"super::a::A\";\n\
             #[cfg(test)]\nmod tests { use super::super::a::A; }",
        ),
    ]);
    assert_eq!(circles(&tree), [""; 0]);
}

/// Circles that have no file in common, the shortest through the first file of each.
fn circles(tree: &Tree) -> Vec<String> {
    let mut imports = Imports::new();
    for edge in tree.edges().filter(|edge| !edge.from.is_door()) {
        if let Target::Ours(place) = edge.leads_to
            && !place.file.is_door()
            && place.file.name != edge.from.name
        {
            let of_file = imports.entry(&edge.from.name).or_default();
            of_file.insert(&place.file.name);
        }
    }
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut circles = Vec::new();
    for start in imports.keys() {
        if seen.contains(start) {
            continue;
        }
        if let Some(circle) = circle_through(start, &imports) {
            seen.extend(&circle);
            circles.push(circle.join(" → "));
        }
    }
    circles
}

/// The shortest way from a file back to itself.
fn circle_through<'a>(start: &'a str, imports: &Imports<'a>) -> Option<Vec<&'a str>> {
    let mut reached_from: BTreeMap<&str, &str> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(file) = queue.pop_front() {
        for next in imports.get(file).into_iter().flatten() {
            if *next == start {
                let mut circle = vec![start, file];
                while let Some(before) = reached_from.get(circle[circle.len() - 1]) {
                    circle.push(before);
                }
                circle.reverse();
                return Some(circle);
            }
            if !reached_from.contains_key(next) {
                reached_from.insert(*next, file);
                queue.push_back(next);
            }
        }
    }
    None
}
