//! README, `docs/` and CI against the program and the files of the package.

use std::collections::BTreeSet;
use std::path::PathBuf;

use casebook::bundle::Lang;

use crate::support::{casebook_in, read, root};

use parts::Parts;

/// Parts that are generated, and how to generate them again.
mod generated;

/// Commands, options, keys, paths, variables and figures that the documents name.
mod named;

/// The key bindings for shells on the page of commands.
mod shells;

mod parts;

/// The languages, and how the name of a document in each ends.
const LANGS: [(Lang, &str); 2] = [(Lang::En, ".md"), (Lang::Zh, ".zh-CN.md")];

/// The documents in both languages, without the ends of their names.
const BILINGUAL: [&str; 5] = [
    "README",
    "docs/finding",
    "docs/figures",
    "docs/keys",
    "docs/commands",
];

/// Every document: its path in the package, and its text.
fn documents() -> Vec<(String, String)> {
    let mut paths = Vec::new();
    for folder in ["", "docs/"] {
        for entry in std::fs::read_dir(root(folder)).expect("a folder") {
            let name = entry.expect("an entry").file_name();
            let name = name.to_string_lossy();
            if name.ends_with(".md") {
                paths.push(format!("{folder}{name}"));
            }
        }
    }
    paths.sort();
    paths
        .into_iter()
        .map(|path| (path.clone(), read(&path)))
        .collect()
}

/// What `-h` says of the program or of a command.
fn help(arguments: &[&str]) -> String {
    casebook_in(&root("."), &[arguments, &["-h"]].concat()).stdout
}

/// The names of the commands, in the order of the help.
fn commands() -> Vec<String> {
    let text = help(&[]);
    let listed = text.lines().skip_while(|line| *line != "Commands:").skip(1);
    let listed = listed.take_while(|line| !line.is_empty());
    let names = listed.filter_map(|line| line.split_whitespace().next());
    let names: Vec<String> = names.map(str::to_owned).collect();
    assert!(names.len() > 5, "{text}");
    names
}

#[test]
fn a_readme_has_at_most_150_lines() {
    for (_, end) in LANGS {
        let lines = read(&format!("README{end}")).lines().count();
        assert!(lines <= 150, "README{end} has {lines} lines");
    }
}

#[test]
fn documents_in_both_languages_have_the_same_structure() {
    for document in BILINGUAL {
        let [english, chinese] = LANGS.map(|(_, end)| read(&format!("{document}{end}")));
        let [en, zh] = [&english, &chinese].map(|text| Parts::of(text));
        let levels = |parts: &Parts| -> Vec<usize> {
            let levels = parts.headings.iter();
            levels
                .map(|heading| heading.chars().take_while(|c| *c == '#').count())
                .collect()
        };
        assert_eq!(levels(&en), levels(&zh), "{document}: headings");
        assert_eq!(
            en.generated(),
            zh.generated(),
            "{document}: generated parts"
        );
        assert_eq!(en.columns(), zh.columns(), "{document}: tables");
        let languages = |parts: &Parts| -> Vec<String> {
            parts
                .blocks
                .iter()
                .map(|(language, _)| language.clone())
                .collect()
        };
        assert_eq!(languages(&en), languages(&zh), "{document}: code blocks");
        // The titles that a pipe picks are those of the language.
        let commands = |parts: &Parts| -> Vec<String> {
            let commands = parts.commands().filter(|line| !line.contains("jq"));
            commands.map(str::to_owned).collect()
        };
        assert_eq!(commands(&en), commands(&zh), "{document}: commands");
    }
    let translated: BTreeSet<String> = documents()
        .into_iter()
        .filter_map(|(path, _)| Some(path.strip_suffix(".zh-CN.md")?.to_owned()))
        .collect();
    assert_eq!(translated, BILINGUAL.map(str::to_owned).into());
}

/// How a link names a heading: lower case, with hyphens for blanks and without punctuation.
fn anchor(heading: &str) -> String {
    let text = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = text
        .chars()
        .filter(|c| c.is_alphanumeric() || [' ', '-', '_'].contains(c));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn links_between_documents_lead_somewhere() {
    let mut links = 0;
    for (path, text) in documents() {
        let folder = PathBuf::from(&path);
        let folder = folder.parent().expect("a folder");
        let parts = Parts::of(&text);
        let targets = parts.lines.iter().flat_map(|line| line.split("](").skip(1));
        for target in targets.filter_map(|rest| rest.split(')').next()) {
            if target.starts_with("https://") {
                continue;
            }
            links += 1;
            let (file, heading) = match target.split_once('#') {
                Some((file, heading)) => (file, Some(heading)),
                None => (target, None),
            };
            let file = if file.is_empty() {
                PathBuf::from(&path)
            } else {
                folder.join(file)
            };
            let full = root(".").join(&file);
            assert!(full.is_file(), "{path}: {target} is no file");
            let Some(heading) = heading else { continue };
            let there = Parts::of(&std::fs::read_to_string(full).expect("a document"));
            let headings: Vec<String> = there.headings.iter().map(|one| anchor(one)).collect();
            assert!(
                headings.iter().any(|one| one == heading),
                "{path}: {target}: {headings:?}"
            );
        }
    }
    assert!(links > 30, "there are links between the documents");
}

#[test]
fn every_document_is_linked_from_the_readme() {
    for (_, end) in LANGS {
        let readme = read(&format!("README{end}"));
        for (path, _) in documents() {
            let chinese = path.ends_with(".zh-CN.md");
            let translated = BILINGUAL.iter().any(|one| path == format!("{one}.md"));
            // The Chinese page links a Chinese page where there is one.
            let wanted = if end == ".md" {
                !chinese
            } else {
                chinese || !translated
            };
            let itself = path == format!("README{end}");
            assert!(
                !wanted || itself || readme.contains(&format!("]({path})")),
                "README{end} does not link {path}"
            );
        }
    }
}

#[test]
fn continuous_integration_runs_the_readmes_test_command() {
    let readme = read("README.md");
    assert!(readme.lines().any(|line| line.starts_with("cargo test")));
    assert!(
        readme
            .lines()
            .any(|line| line.starts_with("cargo run --release"))
    );
    let script = read(".ci/run");
    for part in [
        "grep -m 1 '^cargo test' README.md",
        "cargo fmt --check",
        "-D warnings",
        "cargo doc",
        "build --check",
    ] {
        assert!(script.contains(part), "{part}");
    }
}
