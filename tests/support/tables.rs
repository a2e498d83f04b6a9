//! The tables of invalid input in tests/golden/bad.

use std::fs;
use std::path::Path;

use super::{Run, read};

/// A row of a table: an edit that makes the input invalid, and the expected messages.
pub struct Row {
    pub name: String,
    pub file: Option<String>,
    pub find: String,
    pub put: String,
    pub says: Vec<String>,
}

pub fn rows(table: &str) -> Vec<Row> {
    let table: toml::Table = toml::from_str(&read(table)).expect("the table is TOML");
    let text = |row: &toml::Value, key: &str| {
        row.get(key)
            .and_then(toml::Value::as_str)
            .map(str::to_owned)
    };
    let rows = table["row"].as_array().expect("rows");
    rows.iter()
        .map(|row| Row {
            name: text(row, "name").expect("a name"),
            file: text(row, "file"),
            find: text(row, "find").expect("what to find"),
            put: text(row, "put").expect("what to put in its place"),
            says: row["says"]
                .as_array()
                .expect("lines")
                .iter()
                .map(|line| line.as_str().expect("a line").to_owned())
                .collect(),
        })
        .collect()
}

/// Fails unless a run ended with exit code 2, exactly these messages, and no output.
pub fn check_error(name: &str, run: &Run, says: &[String]) {
    let said: Vec<&str> = run.stderr.lines().collect();
    assert_eq!(said, says, "{name}");
    assert_eq!(run.code, Some(2), "{name}");
    assert_eq!(run.stdout, "", "{name}");
}

/// A text with its only occurrence of `find` replaced.
pub fn replaced(name: &str, text: &str, find: &str, put: &str) -> String {
    assert_eq!(
        text.matches(find).count(),
        1,
        "{name}: {find:?} occurs once in the text"
    );
    text.replace(find, put)
}

/// Copies a folder recursively.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("created");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}
