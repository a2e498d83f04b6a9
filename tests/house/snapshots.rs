//! Snapshots that no test compares any more.

use std::collections::BTreeMap;
use std::fs;

use crate::support::{LANGS, SIZES, files_below, root};

/// The source of each test module, without blanks, by the name of its file.
fn modules() -> BTreeMap<String, String> {
    let mut modules = BTreeMap::new();
    for file in files_below(&root("tests")) {
        let others = ["tests/support", "tests/fuzz"];
        let is_other = others.iter().any(|folder| file.starts_with(root(folder)));
        if is_other || file.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = fs::read_to_string(&file).expect("a source file");
        let name = file.file_stem().and_then(|name| name.to_str());
        let name = name.expect("a name").to_owned();
        let other = modules.insert(name, text.split_whitespace().collect());
        assert_eq!(other, None, "{}: two modules of one name", file.display());
    }
    modules
}

/// Whether a test in a module compares the snapshot of this name.
fn is_compared(name: &str, module: &str) -> bool {
    let calls = |function: &str, name: &str| module.contains(&format!("{function}(\"{name}\""));
    let at_every_size = SIZES.iter().any(|(width, height)| {
        LANGS.iter().any(|(_, code)| {
            let name = name.strip_suffix(&format!("-{width}x{height}-{code}"));
            name.is_some_and(|name| calls("at_every_size", name))
        })
    });
    let in_both_languages = LANGS.iter().any(|(_, code)| {
        let name = name.strip_suffix(&format!("-{code}"));
        name.is_some_and(|name| calls("in_both_languages", name))
    });
    let by_its_name = module.contains(&format!("\"{name}\""))
        && !calls("at_every_size", name)
        && !calls("in_both_languages", name);
    at_every_size || in_both_languages || by_its_name
}

#[test]
fn every_snapshot_belongs_to_a_test() {
    let modules = modules();
    let folder = root("tests/snapshots");
    let mut stale = Vec::new();
    for file in files_below(&folder) {
        let inside = file.strip_prefix(&folder).expect("it is in the folder");
        let parts: Vec<&str> = inside.iter().filter_map(|part| part.to_str()).collect();
        let belongs = match parts[..] {
            [module, name] => name.strip_suffix(".snap").is_some_and(|name| {
                let module = modules.get(module);
                module.is_some_and(|module| is_compared(name, module))
            }),
            _ => false,
        };
        if !belongs {
            stale.push(inside.display().to_string());
        }
    }
    assert!(
        stale.is_empty(),
        "no test compares these; delete them: {stale:#?}"
    );
    let folders = files_below(&root("tests"));
    let mut others = folders
        .iter()
        .filter(|file| file.iter().any(|part| part == "snapshots") && !file.starts_with(&folder))
        .filter(|file| {
            file.extension()
                .is_some_and(|extension| extension == "snap")
        });
    assert_eq!(others.next(), None, "a snapshot outside of tests/snapshots");
}

#[test]
fn a_snapshot_without_a_test_is_seen() {
    let module = "at_every_size(\"first\",few);in_both_languages(\"help\",few);[(\"list\",\"j\")]";
    for name in ["first-80x24-zh", "first-40x12-en", "help-en", "list"] {
        assert!(is_compared(name, module), "{name}");
    }
    for name in [
        "first",
        "first-80x25-zh",
        "first-en",
        "help",
        "help-80x24-en",
        "list-zh",
        "j-en",
        "li",
    ] {
        assert!(!is_compared(name, module), "{name}");
    }
}
