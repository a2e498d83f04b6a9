//! Folders of a room that do not know each other: a state does not know how it is drawn, a matcher no query.

use std::collections::BTreeSet;

use crate::support::root;

use super::problems::assert_none;
use super::tree::{Target, Tree};

/// A folder or file, and what it does not import of its own room.
const LAYERS: &[(&str, &[&str])] = &[
    ("search/matcher", &["query", "index", "scan"]),
    ("search/query", &["index", "scan"]),
    ("search/index", &["scan"]),
    (
        "tui/theme",
        &[
            "input", "state", "update", "chart", "draw", "backend", "runtime",
        ],
    ),
    (
        "tui/input",
        &["state", "update", "chart", "draw", "backend", "runtime"],
    ),
    ("tui/state", &["update", "draw", "backend", "runtime"]),
    ("tui/update", &["draw", "backend", "runtime"]),
    (
        "tui/chart",
        &["input", "state", "update", "draw", "backend", "runtime"],
    ),
    ("tui/draw", &["update", "backend", "runtime"]),
    (
        "tui/backend",
        &["state", "update", "chart", "draw", "runtime"],
    ),
];

#[test]
fn every_layer_of_the_table_is_there() {
    for (layer, unknown) in LAYERS {
        let path = root(&format!("src/{layer}"));
        assert!(
            path.is_dir() || path.with_extension("rs").is_file(),
            "{layer}"
        );
        let room = path.parent().expect("a room");
        for other in *unknown {
            assert!(room.join(other).is_dir(), "{layer}: no folder {other}");
        }
    }
}

#[test]
fn no_folder_imports_one_that_it_must_not_know() {
    assert_none("layers", &forbidden_layers(Tree::of_the_package()));
}

#[test]
fn an_import_of_another_layer_is_seen_through_doors() {
    for code in [
        "use crate::tui::draw::screen::render;",
        "use super::super::draw;",
        "use crate::tui::{render, Theme};",
        "use super::super as room; fn f() { room::draw::screen::render() }",
        "fn f() { matches!(x, crate::tui::draw::screen::Screen) }",
    ] {
        assert_eq!(forbidden_layers(&beside_draw(code)).len(), 1, "{code}");
    }
}

#[test]
fn what_only_seems_to_import_another_layer_is_not_seen() {
    for code in [
        "// use crate::tui::draw::screen::render;",
        "const S: &str = \"crate::tui::draw::screen::render\";",
        "#[cfg(test)] mod tests { use crate::tui::draw::screen::render; }",
        "use crate::tui::Theme;",
        "use super::draw; fn f() { draw::g() }",
    ] {
        assert_eq!(forbidden_layers(&beside_draw(code)), [""; 0], "{code}");
    }
}

fn forbidden_layers(tree: &Tree) -> Vec<String> {
    let mut problems = BTreeSet::new();
    for edge in tree.edges() {
        let Target::Ours(place) = &edge.leads_to else {
            continue;
        };
        for (layer, unknown) in LAYERS {
            let Some((room, folder)) = layer.split_once('/') else {
                continue;
            };
            let imports = |other: &&&str| begins_with(&place.file.module, &[room, other]);
            if begins_with(&edge.from.module, &[room, folder])
                && let Some(other) = unknown.iter().find(imports)
            {
                problems.insert(format!("{}: {layer} imports {other}", edge.place()));
            }
        }
    }
    problems.into_iter().collect()
}

fn begins_with(module: &[String], start: &[&str]) -> bool {
    module.len() >= start.len() && module.iter().zip(start).all(|(one, other)| one == other)
}

/// A file of `tui/state` with this code, and a `tui/draw`.
fn beside_draw(code: &str) -> Tree {
    Tree::made_up(&[
        (
            "src/tui/mod.rs",
            "mod draw; mod state; mod theme;\npub use draw::screen::render;\npub use theme::Theme;",
        ),
        ("src/tui/theme.rs", "pub struct Theme;"),
        ("src/tui/draw/mod.rs", "pub mod screen;"),
        ("src/tui/draw/screen.rs", "pub fn render() {}"),
        ("src/tui/state/mod.rs", "pub mod app; pub mod draw;"),
        ("src/tui/state/draw.rs", ""),
        ("src/tui/state/app.rs", code),
    ])
}
