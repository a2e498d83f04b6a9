//! Markdown tables, and medians.

use std::time::Duration;

/// A Markdown table; each row has a name and cells.
pub fn table(
    corner: &str,
    heads: &[String],
    rows: impl Iterator<Item = (String, Vec<String>)>,
) -> String {
    let line = |name: &str, cells: &[String]| format!("| {name} | {} |\n", cells.join(" | "));
    let mut table = line(corner, heads);
    table += &line("---", &vec!["---:".to_owned(); heads.len()]);
    table.extend(rows.map(|(name, cells)| line(&name, &cells)));
    table
}

/// The cell of a missing figure.
pub fn none() -> String {
    "–".to_owned()
}

pub fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let upper = values.get(values.len() / 2)?;
    let lower = values.get(values.len().saturating_sub(1) / 2)?;
    Some(f64::midpoint(*lower, *upper))
}

pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
