//! `casebook show`: cases in full.

use std::collections::HashMap;
use std::io;

use anyhow::Result;

use crate::bundle::{Case, ListWriter, Opened};
use crate::catalogue::Catalogue;
use crate::present::Standing;

use super::args::Reading;
use super::by_id::named;
use super::context::{Outcome, load, print, width};
use super::find::standings;
use super::plain;

pub(super) fn show(reading: &Reading, ids: &[String], json: bool) -> Result<Outcome> {
    let mut opened = load(reading)?;
    let (found, outcome) = named(&mut opened, ids)?;
    let cases = ids.iter().filter_map(|id| found.get(id));
    if json {
        let mut list = ListWriter::new(io::stdout().lock());
        cases.into_iter().try_for_each(|case| list.push(case))?;
        list.finish()?;
    } else {
        let (standings, places) = compared(&mut opened, &found)?;
        let (shelf, writing) = (&opened.shelf, reading.writing());
        let pages = cases.map(|case| {
            let place = places.get(case.id.as_str()).copied().unwrap_or(usize::MAX);
            let of = (shelf.source_of(case), case);
            plain::page(of, (&standings, place), writing, width())
        });
        print(&pages.collect::<Vec<_>>().join("\n"))?;
    }
    Ok(outcome)
}

/// The indicators over all cases of a bundle, and the places there of these cases. Unless one of them is compared with
/// others, no case is read for that.
fn compared(
    opened: &mut Opened,
    shown: &HashMap<String, Case>,
) -> Result<(Vec<Standing>, HashMap<String, usize>)> {
    let mut metrics = shown.values().flat_map(|case| &case.metrics);
    if metrics.all(|metric| metric.indicator.is_none()) {
        return Ok((Vec::new(), HashMap::new()));
    }
    let indicators = opened.shelf.indicators().to_vec();
    let mut catalogue = Catalogue::new(opened.shelf.sources(), &indicators);
    let mut places = HashMap::new();
    opened.each(|case| {
        if shown.contains_key(case.id.as_str()) {
            places.insert(case.id.as_str().to_owned(), catalogue.len());
        }
        catalogue.add(case);
        anyhow::Ok(())
    })?;
    Ok((standings(&catalogue), places))
}
