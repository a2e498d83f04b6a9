//! What people look for in the shipped bundle, and the first cases that they find.

use casebook::search::{Index, Query};
use serde::Deserialize;

use crate::support::shipped;

#[derive(Deserialize)]
struct Table {
    query: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    typed: String,
    /// The ids of the first cases; fewer than three where no more need be found.
    first: Vec<String>,
    why: String,
}

#[test]
fn people_find_first_what_they_mean() {
    let bundle = shipped();
    let index = Index::new(&bundle);
    let table: Table = toml::from_str(include_str!("../golden/queries.toml")).expect("a table");
    assert!(table.query.len() >= 60);
    let mut wrong = Vec::new();
    for row in &table.query {
        let findings = index.search(&Query::new(&row.typed));
        assert!(
            findings.mistakes.is_empty(),
            "{}: {:?}",
            row.typed,
            findings.mistakes
        );
        let found = findings.hits.iter().take(row.first.len());
        let found: Vec<&str> = found
            .map(|hit| bundle.cases[hit.case()].id.as_str())
            .collect();
        if found != row.first {
            wrong.push(format!(
                "{} ({}): {found:?}, not {:?}",
                row.typed, row.why, row.first
            ));
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}
