//! What the documents name exists: commands, options, keys, paths and variables; and ratios follow from their figures.

use std::collections::BTreeSet;
use std::path::Path;

use casebook::bundle::Lang;
use casebook::tui::{Keymap, Purpose};

use super::{BILINGUAL, LANGS, Parts, commands, documents, help};
use crate::support::{read, root};

/// The options that a help names.
fn options_of(help: &str) -> BTreeSet<String> {
    let words = help
        .split_whitespace()
        .map(|word| word.trim_end_matches(','));
    let options = words.filter(|word| word.starts_with('-') && word.len() > 1);
    options.map(str::to_owned).collect()
}

/// What is called in a line of shell or a code span: the words after each `casebook`, up to what ends a command.
fn calls(code: &str) -> Vec<Vec<String>> {
    let code = code
        .replace("cargo run --release -- ", "casebook ")
        .replace("cargo run -- ", "casebook ");
    let called = code.split("casebook ").skip(1);
    let ends = ['|', '>', ';', ')', '"', '`'];
    called
        .map(|rest| {
            let end = rest.find(ends).unwrap_or(rest.len());
            rest[..end].split_whitespace().map(str::to_owned).collect()
        })
        .collect()
}

#[test]
fn commands_and_options_that_documents_name_exist() {
    let commands = commands();
    let of_program = options_of(&help(&[]));
    let of_command = |name: &str| options_of(&help(&[name]));
    let of_all: BTreeSet<String> = commands
        .iter()
        .flat_map(|name| of_command(name))
        .chain(of_program.clone())
        .collect();
    let mut checked = 0;
    for (path, text) in documents() {
        let parts = Parts::of(&text);
        let code: Vec<&str> = parts.commands().chain(parts.spans()).collect();
        for call in code.iter().flat_map(|code| calls(code)) {
            // A query that is no word of Latin letters can be no misspelt command.
            let command = call
                .first()
                .filter(|word| word.chars().all(|c| c.is_ascii_lowercase()));
            let known = match command {
                Some(command) => {
                    assert!(commands.contains(command), "{path}: casebook {command}");
                    of_command(command)
                }
                None => of_program.clone(),
            };
            for option in call.iter().filter(|word| word.starts_with('-')) {
                let name = option.split('=').next().unwrap_or_default();
                assert!(known.contains(name), "{path}: casebook {call:?}");
            }
            checked += 1;
        }
        for span in parts.spans().filter(|span| span.starts_with("--")) {
            let name = span.split([' ', '=']).next().unwrap_or_default();
            assert!(of_all.contains(name), "{path}: {span}");
        }
        for bench in code
            .iter()
            .filter_map(|code| code.strip_prefix("cargo bench --bench "))
        {
            let name = bench.split(' ').next().unwrap_or_default();
            assert!(
                root(&format!("benches/{name}.rs")).is_file(),
                "{path}: {bench}"
            );
        }
    }
    assert!(checked > 40, "documents name commands");
}

#[test]
fn keys_that_documents_name_are_bound() {
    let mut bound = BTreeSet::new();
    for (_, rows) in Keymap::default().table(Lang::En, Purpose::ALL) {
        for (keys, _) in rows {
            bound.extend(keys.split_whitespace().map(str::to_owned));
        }
    }
    let looks_like_a_key = |span: &str| {
        let chars: Vec<char> = span.chars().collect();
        match chars.as_slice() {
            [one] => one.is_ascii_alphabetic() || "/?{}".contains(*one),
            ['g' | 'z', second] => second.is_ascii_alphabetic(),
            _ => {
                span.starts_with("Ctrl-") && !span.contains(' ')
                    || ["Tab", "Enter", "Esc", "Space"].contains(&span)
            }
        }
    };
    let mut checked = 0;
    // Elsewhere a letter is a query.
    for (document, (_, end)) in BILINGUAL
        .iter()
        .flat_map(|one| LANGS.map(|lang| (one, lang)))
    {
        let parts = Parts::of(&read(&format!("{document}{end}")));
        for span in parts.spans().filter(|span| looks_like_a_key(span)) {
            assert!(bound.contains(span), "{document}{end}: {span}");
            checked += 1;
        }
    }
    assert!(checked > 100, "documents name keys");
}

#[test]
fn paths_that_documents_name_exist() {
    for (path, text) in documents() {
        for span in Parts::of(&text).spans() {
            let of_package = ["src/", "tests/", "benches/", "seeds/", "data/", "docs/"]
                .iter()
                .any(|folder| span.starts_with(folder));
            let exact = !span.contains(['<', '*', ' ']);
            assert!(
                !(of_package && exact) || root(span).exists(),
                "{path}: {span}"
            );
        }
    }
}

/// Adds the variables of this program that a text names.
fn add_variables(text: &str, variables: &mut BTreeSet<String>) {
    for rest in text.split("CASEBOOK_").skip(1) {
        let end = rest.find(|c: char| !c.is_ascii_uppercase() && c != '_');
        variables.insert(format!("CASEBOOK_{}", &rest[..end.unwrap_or(rest.len())]));
    }
}

/// Adds the variables that the Rust files of a folder name.
fn add_variables_in(folder: &Path, variables: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            add_variables_in(&path, variables);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            add_variables(&std::fs::read_to_string(&path).expect("text"), variables);
        }
    }
}

#[test]
fn variables_are_described_and_those_described_exist() {
    let mut of_program = BTreeSet::new();
    add_variables_in(&root("src"), &mut of_program);
    for (_, end) in LANGS {
        let mut described = BTreeSet::new();
        add_variables(&read(&format!("docs/commands{end}")), &mut described);
        assert_eq!(described, of_program, "docs/commands{end}");
    }
    of_program.insert("CASEBOOK_WRITE_DOCUMENTS".to_owned());
    for (path, text) in documents() {
        let mut named = BTreeSet::new();
        add_variables(&text, &mut named);
        assert!(named.is_subset(&of_program), "{path}: {named:?}");
    }
}

/// The last column is casebook's figure divided by the best of the peers', as far as the printed digits tell.
#[test]
fn the_ratios_of_the_costs_follow_from_the_figures() {
    let page = read("docs/performance.md");
    let rows = page
        .lines()
        .skip_while(|line| !line.contains("**casebook / best peer**"))
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let mut checked = 0;
    for row in rows {
        let cells: Vec<&str> = row
            .split('|')
            .map(|cell| cell.trim().trim_matches('*'))
            .collect();
        let [_, what, figures @ .., ratio, _] = cells.as_slice() else {
            panic!("{row}");
        };
        // A figure is known to half of its last digit.
        let range = |cell: &&str| -> Option<(f64, f64)> {
            let value: f64 = cell.parse().ok()?;
            let digits = cell.split_once('.').map_or(0, |(_, digits)| digits.len());
            let half = 0.5 / 10_f64.powi(i32::try_from(digits).ok()?);
            Some((value - half, value + half))
        };
        let [ours, peers @ ..] = figures else {
            panic!("{row}")
        };
        let peers = peers.iter().filter_map(range);
        let best = peers.reduce(|one, other| if other.0 < one.0 { other } else { one });
        let (Some(ours), Some(best), Some(ratio)) = (range(ours), best, range(ratio)) else {
            assert_eq!(*ratio, "–", "{what}");
            continue;
        };
        assert!(
            ours.0 / best.1 <= ratio.1 && ratio.0 <= ours.1 / best.0,
            "{what}: {ratio:?}"
        );
        checked += 1;
    }
    assert!(checked > 10, "there is a table of costs");
}
