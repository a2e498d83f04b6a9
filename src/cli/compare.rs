//! `casebook compare`: two to four cases, row by row.

use std::collections::HashSet;

use anyhow::{Result, bail};

use crate::bundle::{Case, Source};
use crate::present::{self, Formatter, Row, RowKind};
use crate::text::one_line;

use super::by_id::cases_by_id;
use super::context::{Context, Outcome, print};

/// Prints nothing if one of the ids is unknown.
pub(super) fn compare(context: &Context, ids: &[String]) -> Result<Outcome> {
    let mut seen = HashSet::new();
    if let Some(twice) = ids.iter().find(|id| !seen.insert(*id)) {
        let twice = one_line(twice);
        bail!("case \"{twice}\" is given twice; give two to four different ones");
    }
    let mut opened = context.open_bundle()?;
    let cases = cases_by_id(&mut opened, ids)?;
    if cases.len() < ids.len() {
        return Ok(Outcome::NothingMatched);
    }
    let store = &opened.store;
    let cases = cases.iter().map(|case| (case, store.source_of(case)));
    let cases: Vec<(&Case, Option<&Source>)> = cases.collect();
    let rows = present::compare(&cases, store.indicators(), context.writing);
    print(&comparison(&cases, &rows, context.writing))?;
    Ok(Outcome::Done)
}

/// Each row as its label, and below it a line for each case, or a single one if all are the same.
fn comparison(cases: &[(&Case, Option<&Source>)], rows: &[Row], writing: Formatter) -> String {
    let [same, differs] = writing.glyphs.signs().same;
    let titles = cases.iter().map(|(case, _)| case.title.get(writing.lang));
    let mut lines = Vec::new();
    for (letter, title) in ('A'..).zip(titles) {
        lines.push(format!("{letter} {title}"));
    }
    for row in rows {
        let mark = match &row.kind {
            RowKind::Heading => {
                lines.push(String::new());
                ""
            }
            RowKind::Same => same,
            RowKind::Different => differs,
            RowKind::Compared(..) | RowKind::Text => "",
        };
        lines.push(format!("{mark} {}", row.label).trim_start().to_owned());
        let shown = if row.kind == RowKind::Same {
            1
        } else {
            row.cells.len()
        };
        for (letter, cell) in ('A'..).zip(row.cells.iter().take(shown)) {
            let letter = if shown == 1 { ' ' } else { letter };
            for (at, line) in cell.lines().enumerate() {
                let before = if at == 0 { letter } else { ' ' };
                lines.push(format!("  {before} {line}"));
            }
        }
        if let RowKind::Compared(_, difference) = &row.kind {
            lines.push(format!("    {difference}"));
        }
    }
    lines.join("\n") + "\n"
}
