//! What people search for in the shipped bundle, and the cases that must come first.

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
    /// Ids of the first hits, in order; only these are compared.
    first: Vec<String>,
    why: String,
}

#[test]
fn the_first_hits_are_what_people_mean() {
    let bundle = shipped();
    let index = Index::new(&bundle);
    let table: Table = toml::from_str(include_str!("../golden/queries.toml")).expect("a table");
    assert!(table.query.len() >= 60);
    let mut wrong = Vec::new();
    for row in &table.query {
        let result = index.search(&Query::new(&row.typed));
        assert!(
            result.mistakes.is_empty(),
            "{}: {:?}",
            row.typed,
            result.mistakes
        );
        let found = result.hits.iter().take(row.first.len());
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
