//! Which room may import which, and who may name which crate.

use std::collections::BTreeSet;

use super::problems::assert_none;
use super::tree::{Edge, Target, Tree};

/// A room, the rooms it may import, and the crates that it may name besides `std`.
const ROOMS: &[(&str, &[&str], &[&str])] = &[
    (
        "text",
        &[],
        &[
            "icu_segmenter",
            "unicode_normalization",
            "unicode_segmentation",
            "unicode_width",
        ],
    ),
    (
        "bundle",
        &["text"],
        &[
            "schemars",
            "serde",
            "serde_json",
            "serde_path_to_error",
            "sha2",
        ],
    ),
    ("catalogue", &["bundle", "text"], &[]),
    ("seed", &["bundle", "text"], &["toml"]),
    (
        "search",
        &["bundle", "catalogue", "text"],
        &["fuzzy_matcher", "hashbrown", "pinyin"],
    ),
    ("present", &["bundle", "catalogue", "search", "text"], &[]),
    ("session", &["text"], &["etcetera", "rustix"]),
    (
        "tui",
        &[
            "bundle",
            "catalogue",
            "present",
            "search",
            "session",
            "text",
        ],
        &["crossterm", "ratatui", "rustix", "signal_hook"],
    ),
    (
        "cli",
        &[
            "bundle",
            "catalogue",
            "present",
            "search",
            "seed",
            "session",
            "text",
            "tui",
        ],
        &["anyhow", "clap", "clap_complete", "csv", "rustix", "serde"],
    ),
    ("main", &["cli", "text"], &["anyhow"]),
];

/// A crate, the files and folders that alone may name it, and those that may name one module of it, with its path.
type Named = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
    &'static str,
);

/// Crates that less than a whole room may name.
const NAMED_ONLY_IN: &[Named] = &[
    ("fuzzy_matcher", &["src/search/matcher/fuzzy.rs"], &[], ""),
    ("hashbrown", &["src/search/interner.rs"], &[], ""),
    ("pinyin", &["src/search/matcher/pinyin.rs"], &[], ""),
    ("signal_hook", &["src/tui/runtime/signals.rs"], &[], ""),
    (
        "crossterm",
        &[
            "src/tui/backend/",
            "src/tui/runtime/",
            "src/tui/input/key.rs",
        ],
        &[],
        "",
    ),
    (
        "ratatui",
        &[
            "src/tui/backend/",
            "src/tui/chart/",
            "src/tui/draw/",
            "src/tui/theme.rs",
            // It makes the terminal that is drawn to.
            "src/tui/runtime/browse.rs",
        ],
        &["src/tui/state/", "src/tui/update/"],
        "ratatui::layout",
    ),
];

#[test]
fn no_room_imports_what_the_table_does_not_allow() {
    let tree = Tree::of_the_package();
    assert_none("rooms", &forbidden_rooms(tree));
    // The scan sees something: these edges are known to be there.
    for (from, to) in [("tui", "search"), ("bundle", "text"), ("main", "cli")] {
        let mut edges = tree.edges();
        assert!(edges.any(|edge| room_of(&edge.from.module) == from && imports_room(&edge, to)));
    }
}

#[test]
fn every_crate_is_named_only_where_the_tables_say() {
    assert_none("crates", &forbidden_crates(Tree::of_the_package()));
}

#[test]
fn the_tables_name_only_what_is_there() {
    for (name, ..) in ROOMS {
        let module = [(*name).to_owned()];
        let mut files = Tree::of_the_package().files();
        assert!(files.any(|file| file.module == module), "no room {name}");
    }
    for (name, only_in, one_module_in, _) in NAMED_ONLY_IN {
        assert!(dependencies().contains(*name), "no dependency {name}");
        for place in only_in.iter().chain(*one_module_in) {
            let mut files = Tree::of_the_package().files();
            assert!(
                files.any(|file| file.name.starts_with(place)),
                "no file {place}"
            );
        }
    }
}

#[test]
fn rooms_do_not_import_each_other_in_a_circle() {
    for (at, (room, may_import, _)) in ROOMS.iter().enumerate() {
        let before: Vec<&str> = ROOMS[..at].iter().map(|(room, ..)| *room).collect();
        assert!(
            may_import.iter().all(|other| before.contains(other)),
            "{room}"
        );
    }
}

#[test]
fn an_import_of_a_forbidden_room_is_seen_however_it_is_written() {
    for code in [
        "use crate::tui::App;",
        "use crate::{bundle, tui::{App, Theme}};",
        "use crate::{self as house}; fn f() { house::tui::g() }",
        "use super::super::tui::*;",
        "use crate::tui as screen;",
        "fn f() -> crate::tui::App { g() }",
        "fn f() { println!(\"{}\", crate::tui::name()); }",
        "impl X { fn f<T: crate::tui::Draw>() {} }",
        "#[cfg(test)] mod tests { use crate::bundle; }\nuse crate::tui::App;",
        "#[cfg(test)] use crate::bundle::Case;\nuse casebook::tui::App;",
        "const QUOTE: char = '\"'; use crate::tui::App; const OTHER: char = '\"';",
        "fn f<'a>(x: &'a str) { let _ = r#\"a \" b\"#; crate::tui::g() }",
        "/* /* nested */ */ use crate::tui::App;",
    ] {
        assert_eq!(forbidden_rooms(&beside_tui(code)).len(), 1, "{code}");
    }
}

#[test]
fn what_is_no_code_of_the_program_imports_nothing() {
    for hidden in [
        "// use crate::tui::App;",
        "/// [`crate::tui`]\nfn f() {}",
        "/* use crate::tui::App; /* use crate::tui::App; */ */",
        "const S: &str = \"crate::tui::App\";",
        "const S: &str = \"a \\\" crate::tui::App\";",
        "const S: &str = r#\"a \" crate::tui::App\"#;",
        "#[cfg(test)] mod tests { use crate::tui::App; }",
        "#[cfg(test)] #[path = \"x\"] pub(crate) use crate::tui::{App, Theme};",
        "#[cfg(test)] fn f() -> crate::tui::App { crate::tui::g() }",
        "impl X { #[cfg(test)] fn f() { crate::tui::g() } }",
        "struct X { #[cfg(test)] pub app: crate::tui::App, other: u8 }",
        "pub(in crate::tui) fn f() {}",
        "use crate::bundle::tui; fn f() { tui::g() }",
    ] {
        assert_eq!(forbidden_rooms(&beside_tui(hidden)), [""; 0], "{hidden}");
    }
}

#[test]
fn a_file_that_only_tests_have_imports_nothing() {
    let door = ("src/search/mod.rs", "#[cfg(test)]\nmod oracle;\nmod query;");
    let oracle = ("src/search/oracle.rs", "use crate::tui::App;");
    let tui = ("src/tui/mod.rs", "");
    assert_eq!(
        forbidden_rooms(&Tree::made_up(&[door, oracle, tui])),
        [""; 0]
    );
    let door = ("src/search/mod.rs", "#[cfg(test)]\nmod query;\nmod oracle;");
    assert_eq!(
        forbidden_rooms(&Tree::made_up(&[door, oracle, tui])).len(),
        1
    );
}

#[test]
fn a_crate_is_seen_outside_of_its_room_and_outside_of_its_files() {
    for (file, code, problems) in [
        ("src/text/width.rs", "use ratatui::layout::Rect;", 2),
        (
            "src/text/width.rs",
            "fn f() -> ::serde_json::Value { g() }",
            1,
        ),
        ("src/present/labels.rs", "use crossterm as terminal;", 2),
        ("src/tui/draw/list.rs", "use crossterm::style;", 1),
        ("src/tui/input/key.rs", "use crossterm::event::KeyCode;", 0),
        (
            "src/tui/state/app.rs",
            "use ratatui::layout::{Rect, Size};",
            0,
        ),
        (
            "src/tui/state/app.rs",
            "use ratatui::{layout::Rect, text::Line};",
            1,
        ),
        (
            "src/tui/update/copy.rs",
            "use ratatui::layout; fn f() { layout::g() }",
            0,
        ),
        ("src/tui/update/copy.rs", "use ratatui; fn f() {}", 1),
        ("src/tui/runtime/loader.rs", "fn f(x: ratatui::Frame) {}", 1),
        (
            "src/tui/runtime/loader.rs",
            "// ratatui::Frame\nfn f() {}",
            0,
        ),
    ] {
        let tree = Tree::made_up(&[(file, code)]);
        let found = forbidden_crates(&tree);
        assert_eq!(found.len(), problems, "{file}: {code}: {found:#?}");
    }
}

#[test]
fn the_map_in_the_crate_documentation_is_this_table() {
    let map = crate::support::read("src/lib.rs");
    for (room, may_import, _) in ROOMS.iter().filter(|(room, ..)| *room != "main") {
        let row = map
            .lines()
            .find(|line| line.starts_with(&format!("//! | [`{room}`]")))
            .expect("a row");
        let said = row.split('|').nth(3).expect("a third column").trim();
        let expected = match (may_import.len(), *room) {
            (0, _) => "–".to_owned(),
            (_, "cli") => "all".to_owned(),
            _ => may_import.join(", "),
        };
        assert_eq!(said, expected, "{room}");
    }
}

fn forbidden_rooms(tree: &Tree) -> Vec<String> {
    let mut problems = BTreeSet::new();
    for edge in tree.edges().filter(|edge| !edge.from.module.is_empty()) {
        let room = room_of(&edge.from.module);
        let Some((_, may_import, _)) = ROOMS.iter().find(|(name, ..)| *name == room) else {
            problems.insert(format!("{}: {room} is in no table", edge.from.name));
            continue;
        };
        if let Target::Ours(place) = &edge.leads_to {
            let other = room_of(&place.file.module);
            if !other.is_empty() && other != room && !may_import.contains(&other) {
                problems.insert(format!("{}: {room} imports {other}", edge.place()));
            }
        }
    }
    problems.into_iter().collect()
}

fn forbidden_crates(tree: &Tree) -> Vec<String> {
    let dependencies = dependencies();
    let mut problems = BTreeSet::new();
    for edge in tree.edges() {
        let Target::Elsewhere(path) = &edge.leads_to else {
            continue;
        };
        let name = path[0].as_str();
        if !dependencies.contains(name) {
            continue;
        }
        let room = ROOMS
            .iter()
            .find(|(room, ..)| *room == room_of(&edge.from.module));
        if room.is_none_or(|(_, _, crates)| !crates.contains(&name)) {
            problems.insert(format!(
                "{}: {name} is named in a room that may not",
                edge.place()
            ));
        }
        let limits = NAMED_ONLY_IN.iter().find(|(limited, ..)| *limited == name);
        let Some((_, only_in, one_module_in, one_module)) = limits else {
            continue;
        };
        let is_in = |places: &[&str]| places.iter().any(|place| edge.from.name.starts_with(place));
        let path = path.join("::");
        let is_that_module = path == *one_module || path.starts_with(&format!("{one_module}::"));
        if !(is_in(only_in) || is_in(one_module_in) && is_that_module) {
            problems.insert(format!(
                "{}: {path} is named outside of {only_in:?}",
                edge.place()
            ));
        }
    }
    problems.into_iter().collect()
}

/// A file of `search` with this code, a `bundle` and a `tui`.
fn beside_tui(code: &str) -> Tree {
    Tree::made_up(&[
        ("src/bundle/mod.rs", "pub mod tui;"),
        ("src/bundle/tui.rs", ""),
        ("src/search/mod.rs", "mod query;"),
        ("src/search/query.rs", code),
        ("src/tui/mod.rs", ""),
    ])
}

fn imports_room(edge: &Edge, room: &str) -> bool {
    matches!(&edge.leads_to, Target::Ours(place) if room_of(&place.file.module) == room)
}

fn room_of(module: &[String]) -> &str {
    module.first().map_or("", String::as_str)
}

/// The crates that Cargo.toml names, as code writes them.
fn dependencies() -> BTreeSet<String> {
    let manifest: toml::Table = toml::from_str(&crate::support::read("Cargo.toml")).expect("TOML");
    let names = manifest["dependencies"]
        .as_table()
        .expect("dependencies")
        .keys();
    names.map(|name| name.replace('-', "_")).collect()
}
