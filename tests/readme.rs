//! READMEs and CI against the program: what can be generated is compared with what is generated.

use std::fmt::Write;

use casebook::bundle::Lang;
use casebook::tui::{Theme, key_table};

use crate::support::{Story, casebook_in, read, root, shipped};

const READMES: [(&str, Lang); 2] = [("README.md", Lang::En), ("README.zh-CN.md", Lang::Zh)];

/// Compares what stands between `<!-- name -->` and `<!-- /name -->` in a README with what belongs there;
/// with `CASEBOOK_WRITE_README=1` writes it there instead.
fn check(file: &str, name: &str, belongs: &str) {
    let text = read(file);
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (before, rest) = text
        .split_once(&open)
        .unwrap_or_else(|| panic!("{file} has no {open}"));
    let (stands, after) = rest
        .split_once(&close)
        .unwrap_or_else(|| panic!("{file} has no {close}"));
    if std::env::var_os("CASEBOOK_WRITE_README").is_some() {
        std::fs::write(root(file), format!("{before}{open}{belongs}{close}{after}"))
            .expect("written");
    } else {
        assert_eq!(
            stands, belongs,
            "{file}: run `CASEBOOK_WRITE_README=1 cargo test readme -- --test-threads=1`"
        );
    }
}

#[test]
fn the_screenshots_are_what_the_program_shows() {
    for (file, lang) in READMES {
        let screen = Story::of(shipped(), (108, 32), lang, Theme::colour()).screen();
        check(file, "screen", &format!("```text\n{screen}\n```\n"));
    }
}

#[test]
fn the_lists_of_keys_are_the_table_of_keys() {
    for (file, lang) in READMES {
        let mut list = String::new();
        for (heading, rows) in key_table(lang) {
            writeln!(list, "\n| {heading} | |\n| --- | --- |").expect("written to memory");
            for (keys, what) in rows {
                let keys: Vec<String> = keys
                    .split_whitespace()
                    .map(|key| format!("`{key}`"))
                    .collect();
                writeln!(list, "| {} | {what} |", keys.join(" ")).expect("written to memory");
            }
        }
        check(file, "keys", &format!("{list}\n"));
    }
}

#[test]
fn the_commands_and_options_are_what_help_says() {
    let help = |arguments: &[&str]| casebook_in(&root("."), &[arguments, &["-h"]].concat()).stdout;
    let mut text = help(&[]);
    for command in [
        "list",
        "show",
        "metrics",
        "build",
        "check",
        "schema",
        "completions",
    ] {
        // The options of the program stand above; a command's own are what is left.
        let own: Vec<String> = help(&[command])
            .lines()
            .filter(|line| {
                !["--bundle", "--lang", "--help"]
                    .iter()
                    .any(|option| line.contains(option))
            })
            .map(str::to_owned)
            .collect();
        let own = own.join(
            "
",
        );
        let own = own.trim_end().trim_end_matches(
            "

Options:",
        );
        writeln!(
            text,
            "
$ casebook {command} -h
{own}"
        )
        .expect("written to memory");
    }
    for (file, _) in READMES {
        check(
            file,
            "options",
            &format!("```text\n$ casebook -h\n{text}```\n"),
        );
    }
}

#[test]
fn both_readmes_have_the_same_commands_and_figures() {
    let [english, chinese] = READMES.map(|(file, _)| read(file));
    let commands = |text: &str| -> Vec<String> {
        let code = text
            .split("```sh\n")
            .skip(1)
            .filter_map(|rest| rest.split("```").next());
        code.flat_map(str::lines)
            .map(|line| {
                line.split('#')
                    .next()
                    .unwrap_or_default()
                    .trim_end()
                    .to_owned()
            })
            .collect()
    };
    let in_both = |line: &String| !line.contains("jq");
    let of = |text: &str| {
        commands(text)
            .into_iter()
            .filter(in_both)
            .collect::<Vec<_>>()
    };
    assert_eq!(of(&english), of(&chinese));
    let cost = |text: &str| -> Vec<String> {
        let table = text
            .split("<!-- cost -->")
            .nth(1)
            .and_then(|rest| rest.split("<!-- /cost -->").next());
        let digits = |line: &str| {
            line.chars()
                .filter(|c| c.is_ascii_digit() || *c == '.')
                .collect::<String>()
        };
        table
            .unwrap_or_default()
            .lines()
            .filter(|line| line.starts_with('|'))
            .map(digits)
            .collect()
    };
    assert!(cost(&english).len() > 10, "there is a table of costs");
    assert_eq!(cost(&english), cost(&chinese));
}

#[test]
fn the_readme_counts_what_is_shipped() {
    let bundle = shipped();
    let count = |source: &str| {
        bundle
            .cases
            .iter()
            .filter(|case| &*case.source == source)
            .count()
    };
    assert_eq!(
        (
            count("luzhou-2023-awards"),
            count("national-2021-exemplars")
        ),
        (12, 8)
    );
    assert!(
        read("README.md")
            .contains("twelve award-winning cases of Luzhou (2023) and eight practices")
    );
    assert!(read("README.zh-CN.md").contains("创新实践案例十二个（2023 年）"));
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
