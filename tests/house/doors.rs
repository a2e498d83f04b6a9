//! The door of a folder is its `mod.rs`: a list of what is inside, through which alone other rooms come in.

use std::collections::BTreeSet;

use super::problems::assert_none;
use super::tree::{Target, Tree};

#[test]
fn a_door_holds_only_module_and_use_lines() {
    assert_none("doors", &furnished_doors(Tree::of_the_package()));
}

#[test]
fn inside_a_room_a_file_imports_the_file_that_defines() {
    assert_none("detours", &detours(Tree::of_the_package()));
}

#[test]
fn from_outside_a_room_is_entered_by_its_door() {
    assert_none("intrusions", &intrusions(Tree::of_the_package()));
}

#[test]
fn an_item_in_a_door_is_seen() {
    for (code, problems) in [
        (
            "//! Doc.\n\n/// A file.\nmod a;\npub(crate) use a::{A, B as C};\n#[cfg(test)]\nmod oracle;",
            0,
        ),
        ("mod a;\n// fn f() {}\nuse a::A;", 0),
        ("mod a;\nfn f() {}", 1),
        ("mod a;\npub struct X;", 1),
        ("#[cfg(test)]\nmod tests { }\nmod a;", 1),
        ("mod a { pub struct X; }", 1),
        ("impl X {}\nmod a;\nconst A: [u8; 2] = [1, 2];", 2),
    ] {
        let tree = Tree::made_up(&[("src/text/mod.rs", code)]);
        assert_eq!(furnished_doors(&tree).len(), problems, "{code}");
    }
}

#[test]
fn an_import_from_the_door_of_its_own_room_is_seen() {
    for (code, problems) in [
        ("use crate::search::Query;", 1),
        ("use super::super::Query;", 1),
        ("use super::super::*;", 1),
        ("use super::Parser;", 1),
        ("fn f(query: crate::search::Query) {}", 1),
        ("use crate::search::query::ast::Query;", 0),
        ("use super::ast::{self, Query}; fn f() { ast::g() }", 0),
        ("#[cfg(test)] use super::super::Query;", 0),
        ("// use super::super::Query;", 0),
    ] {
        let tree = beside_search("src/search/query/parse.rs", code);
        assert_eq!(detours(&tree).len(), problems, "{code}");
    }
}

#[test]
fn an_import_past_the_door_of_another_room_is_seen() {
    for (code, problems) in [
        ("use crate::search::query::ast::Query;", 1),
        ("use crate::search::query::Parser;", 1),
        ("use crate::search; fn f() { search::query::ast::g() }", 1),
        ("use crate::search::{Query, query::ast};", 1),
        ("use crate::search::Query;", 0),
        (
            "use crate::search::{self, Query}; fn f() { search::Query::new() }",
            0,
        ),
        (
            "#[cfg(test)] mod tests { use crate::search::query::ast::Query; }",
            0,
        ),
        ("const S: &str = \"crate::search::query::ast::Query\";", 0),
    ] {
        let tree = beside_search("src/present/labels.rs", code);
        assert_eq!(intrusions(&tree).len(), problems, "{code}");
    }
}

fn furnished_doors(tree: &Tree) -> Vec<String> {
    let doors = tree.files().filter(|file| file.is_door());
    doors
        .flat_map(|door| {
            let items = door.other_items.iter();
            items.map(|item| format!("{}: {item}", door.name))
        })
        .collect()
}

/// Imports of an item through a `mod.rs` of the same room.
fn detours(tree: &Tree) -> Vec<String> {
    let mut problems = BTreeSet::new();
    for edge in tree.edges().filter(|edge| !edge.from.is_door()) {
        if let Target::Ours(place) = &edge.leads_to
            && let Some(door) = place.door
            && door.module.first() == edge.from.module.first()
        {
            let (at, defined_in) = (edge.place(), &place.file.name);
            problems.insert(format!(
                "{at}: through {}, not from {defined_in}",
                door.name
            ));
        }
    }
    problems.into_iter().collect()
}

/// Imports from another room that name a file or a folder inside of it.
fn intrusions(tree: &Tree) -> Vec<String> {
    let mut problems = BTreeSet::new();
    for edge in tree.edges().filter(|edge| !edge.from.module.is_empty()) {
        if let Target::Ours(place) = &edge.leads_to
            && place.file.module.first() != edge.from.module.first()
            && place.modules > 1
        {
            problems.insert(format!("{}: enters {}", edge.place(), place.file.name));
        }
    }
    problems.into_iter().collect()
}

/// A `search` with one more file, of this name and with this code.
fn beside_search(name: &str, code: &str) -> Tree {
    Tree::made_up(&[
        (
            "src/search/mod.rs",
            "pub mod query;\npub use query::ast::Query;",
        ),
        (
            "src/search/query/mod.rs",
            "pub mod ast; pub mod parse;\npub use ast::Parser;",
        ),
        (
            "src/search/query/ast.rs",
            "pub struct Query; pub struct Parser;",
        ),
        ("src/present/mod.rs", "mod labels;"),
        (name, code),
    ])
}
