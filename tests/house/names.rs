//! A name stands for one thing inside a room, and the name of a file says what is in there.

use std::collections::BTreeMap;

use super::problems::assert_none;
use super::tree::Tree;

/// Names of files that say nothing of what is inside.
const EMPTY_NAMES: [&str; 7] = [
    "common",
    "constants",
    "errors",
    "helpers",
    "misc",
    "types",
    "utils",
];

#[test]
fn no_two_types_of_a_room_have_the_same_name() {
    assert_none("types", &doubles(Tree::of_the_package()));
}

#[test]
fn no_file_has_a_name_that_says_nothing() {
    assert_none("file names", &unnamed(Tree::of_the_package()));
}

#[test]
fn a_second_type_of_the_same_name_is_seen() {
    for (code, problems) in [
        ("pub enum Row {}", 1),
        ("pub(crate) union Row { a: u8 }", 1),
        ("type Row = u8;", 1),
        ("unsafe trait Row {}", 1),
        ("mod inside { struct Row; }", 1),
        ("struct Column { row: Row }", 0),
        ("impl Iterator for Column { type Row = u8; }", 0),
        ("use crate::tui::Row;", 0),
        ("fn row() -> Row { Row }", 0),
        ("// struct Row;\nconst S: &str = \"struct Row;\";", 0),
        ("#[cfg(test)] struct Row;", 0),
        ("#[cfg(test)] mod tests { struct Row; }", 0),
    ] {
        let tree = Tree::made_up(&[
            ("src/text/fold.rs", "pub struct Row;"),
            ("src/text/width.rs", code),
            ("src/tui/theme.rs", "pub struct Row;"),
        ]);
        assert_eq!(doubles(&tree).len(), problems, "{code}");
    }
}

#[test]
fn a_file_or_folder_with_an_empty_name_is_seen() {
    for (name, problems) in [
        ("src/text/utils.rs", 1),
        ("src/tui/common/mod.rs", 1),
        ("src/tui/errors/list.rs", 1),
        ("src/text/width.rs", 0),
        ("src/bundle/common_unit.rs", 0),
    ] {
        assert_eq!(
            unnamed(&Tree::made_up(&[(name, "")])).len(),
            problems,
            "{name}"
        );
    }
}

fn doubles(tree: &Tree) -> Vec<String> {
    let mut defined_in: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for file in tree.files() {
        for name in &file.types {
            let files = defined_in.entry((file.module.first(), name)).or_default();
            files.push(&file.name);
        }
    }
    let doubles = defined_in.into_iter().filter(|(_, files)| files.len() > 1);
    doubles
        .map(|((_, name), files)| format!("{}: {name}", files.join(", ")))
        .collect()
}

fn unnamed(tree: &Tree) -> Vec<String> {
    let has_empty_name = |module: &[String]| {
        let mut names = module.iter();
        names.any(|name| EMPTY_NAMES.contains(&name.as_str()))
    };
    let files = tree.files().filter(|file| has_empty_name(&file.module));
    files.map(|file| file.name.clone()).collect()
}
