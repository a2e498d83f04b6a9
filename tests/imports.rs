//! The table of imports in `lib.rs`, enforced: which room may use which room, and which crates only it
//! may name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::support::root;

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

/// What only the one file may name.
const ONLY_IN: &[(&str, &str)] = &[
    ("fuzzy_matcher", "src/search/matcher/fuzzy.rs"),
    ("hashbrown", "src/search/interner.rs"),
    ("pinyin", "src/search/matcher/pinyin.rs"),
    ("signal_hook", "src/tui/runtime/browse.rs"),
];

#[test]
fn no_room_imports_what_the_table_does_not_allow() {
    let mut wrong = Vec::new();
    let mut rooms_used: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for file in sources() {
        let name = file
            .strip_prefix(root("."))
            .unwrap_or(&file)
            .display()
            .to_string();
        let Some((room, may_import, crates)) =
            ROOMS.iter().find(|(room, ..)| room_of(&name) == *room)
        else {
            assert!(
                name.ends_with("src/lib.rs"),
                "{name} is in no room of the table"
            );
            continue;
        };
        let code = code_of(&std::fs::read_to_string(&file).expect("a source file"));
        for path in paths(&code).map(|path| absolute(&path, &name)) {
            let first = path.split("::").next().unwrap_or_default();
            let second = path.split("::").nth(1).unwrap_or_default();
            let ours = match first {
                "crate" | "casebook" => Some(second),
                _ => None,
            };
            match ours {
                Some(other) if other == *room || may_import.contains(&other) => {
                    rooms_used.entry(room).or_default().insert(other.to_owned());
                }
                Some(other) => wrong.push(format!("{name}: {room} imports {other}")),
                None if dependencies().contains(first) => {
                    if !crates.contains(&first) {
                        wrong.push(format!("{name}: {room} names {first}"));
                    }
                    let only = ONLY_IN.iter().find(|(only, _)| *only == first);
                    if let Some((_, file)) = only.filter(|(_, file)| !name.ends_with(file)) {
                        wrong.push(format!("{name}: {first} is named outside of {file}"));
                    }
                }
                None => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    // The scan sees something: these edges are known to be there.
    assert!(
        rooms_used["tui"].contains("search") && rooms_used["bundle"].contains("text"),
        "{rooms_used:?}"
    );
}

#[test]
fn an_edge_that_is_not_in_the_table_is_seen() {
    for (code, path) in [
        ("use crate::tui::App;", "crate::tui::App"),
        ("fn f() { crate::seed::build(x) }", "crate::seed::build"),
        ("use ratatui::{\n    layout::Rect,\n};", "ratatui::"),
        ("use crate::{seed, tui::{App, Theme}};", "crate::tui::"),
        ("use crate::{seed, tui::{App, Theme}};", "crate::seed"),
        ("type T = serde_json::Value;", "serde_json::Value"),
    ] {
        assert!(
            paths(&code_of(code)).any(|found| found.starts_with(path)),
            "{code}"
        );
    }
    for hidden in [
        "// use crate::tui::App;",
        "/// [`crate::tui`]\nfn f() {}",
        "let s = \"crate::tui\";",
    ] {
        assert_eq!(
            paths(&code_of(hidden)).find(|path| path.starts_with("crate")),
            None,
            "{hidden}"
        );
    }
}

#[test]
fn a_path_upwards_leads_to_its_room() {
    for (path, file, whole) in [
        (
            "super::case::Case",
            "src/bundle/load.rs",
            "crate::bundle::case::Case",
        ),
        (
            "super::super::seed::build",
            "src/bundle/load.rs",
            "crate::seed::build",
        ),
        (
            "super::super::super::tui::App",
            "src/tui/draw/list.rs",
            "crate::tui::App",
        ),
        ("crate::tui::App", "src/cli/plain.rs", "crate::tui::App"),
    ] {
        assert_eq!(absolute(path, file), whole);
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

/// A path that begins with `super` as one that begins with `crate`.
fn absolute(path: &str, file: &str) -> String {
    let inside = file
        .split("src/")
        .nth(1)
        .unwrap_or_default()
        .trim_end_matches(".rs")
        .trim_end_matches("/mod");
    let mut module: Vec<&str> = inside.split('/').collect();
    let mut rest = path;
    while let Some(after) = rest.strip_prefix("super::") {
        module.pop();
        rest = after;
    }
    if rest == path {
        path.to_owned()
    } else {
        [&["crate"], module.as_slice(), &[rest]].concat().join("::")
    }
}

fn room_of(name: &str) -> &str {
    let inside = name.split("src/").nth(1).unwrap_or_default();
    inside.split(['/', '.']).next().unwrap_or_default()
}

fn sources() -> Vec<PathBuf> {
    fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                collect(&path, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    let mut files = Vec::new();
    collect(&root("src"), &mut files);
    files.sort();
    files
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

/// Code without comments, without the contents of strings, and without its tests, which may use more.
fn code_of(text: &str) -> String {
    let text = text.split("\n#[cfg(test)]").next().unwrap_or_default();
    let mut code = String::new();
    for line in text.lines() {
        let mut in_string = false;
        let mut previous = ' ';
        let mut kept = String::new();
        for c in line.chars() {
            if c == '"' && previous != '\\' {
                in_string = !in_string;
            }
            if !in_string {
                kept.push(c);
            }
            previous = c;
        }
        code.push_str(kept.split("//").next().unwrap_or_default());
        code.push('\n');
    }
    code
}

/// Every path of at least two segments in code, such as `crate::text::width`; of a group such as
/// `crate::{seed, tui::App}` the path of each member.
fn paths(code: &str) -> impl Iterator<Item = String> + '_ {
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let single = code
        .split(move |c| !is_path(c))
        .filter(|word| word.contains("::"));
    let single = single
        .filter(|word| !matches!(*word, "crate::" | "casebook::"))
        .map(str::to_owned);
    let groups = ["crate::{", "casebook::{"]
        .into_iter()
        .flat_map(move |start| {
            code.split(start).skip(1).flat_map(move |rest| {
                members(rest)
                    .into_iter()
                    .map(move |member| format!("{}{member}", start.trim_end_matches('{')))
            })
        });
    single.chain(groups)
}

/// The members of a group whose opening brace has been read, without what stands in inner groups.
fn members(rest: &str) -> Vec<String> {
    let mut members = vec![String::new()];
    let mut depth = 0;
    for c in rest.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => members.push(String::new()),
            c if depth == 0 && !c.is_whitespace() => members.last_mut().expect("a member").push(c),
            _ => {}
        }
    }
    members.retain(|member| !member.is_empty());
    members
}
