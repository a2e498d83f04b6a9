//! `casebook compare`: two to four cases row by row.

use std::collections::HashSet;

use anyhow::{Result, bail};

use crate::bundle::{Case, Source};
use crate::present;

use super::args::Reading;
use super::by_id::named;
use super::context::{Outcome, load, print};
use super::plain;

/// Tells in what cases differ; nothing if one of them is not there.
pub(super) fn compare(reading: &Reading, ids: &[String]) -> Result<Outcome> {
    let mut seen = HashSet::new();
    if let Some(twice) = ids.iter().find(|id| !seen.insert(*id)) {
        let twice = crate::text::one_line(twice);
        bail!("case \"{twice}\" is given twice; give two to four different ones");
    }
    let mut opened = load(reading)?;
    let (found, outcome) = named(&mut opened, ids)?;
    if outcome == Outcome::Done {
        let shelf = &opened.shelf;
        let cases = ids.iter().filter_map(|id| found.get(id));
        let cases = cases.map(|case| (case, shelf.source_of(case)));
        let cases: Vec<(&Case, Option<&Source>)> = cases.collect();
        let rows = present::compare(&cases, shelf.indicators(), reading.writing());
        print(&plain::comparison(&cases, &rows, reading.writing()))?;
    }
    Ok(outcome)
}
