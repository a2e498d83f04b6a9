//! Running a query over a bundle, case by case.
//!
//! Cases are handed on as they are read, so that a bundle may be larger than memory. A query with a mistake finds nothing:
//! the answer to the rest of it would be taken for the answer to all of it.

use std::io::{self, Write};

use anyhow::Result;

use crate::bundle::{Case, OpenBundle};
use crate::catalogue::Catalogue;
use crate::present::Standing;
use crate::search::{FILTERS, Hit, Index, Mistake, Query, Reason};
use crate::text::{fit, one_line};

use super::context::Context;

/// The cases of a bundle that match a query.
pub(super) struct Matches {
    opened: OpenBundle,
    /// Best first; `None` for an empty query, which matches every case and needs no index.
    hits: Option<Vec<Hit>>,
}

impl Matches {
    /// `None` if the query has a mistake, which has been reported.
    pub fn find(context: &Context, query: &str) -> Result<Option<Self>> {
        let mut opened = context.open_bundle()?;
        if query.trim().is_empty() {
            return Ok(Some(Self { opened, hits: None }));
        }
        let hits = search(&mut opened, context, query, |_| {})?;
        Ok(hits.map(|hits| Self {
            opened,
            hits: Some(hits),
        }))
    }

    /// Gives each matching case to `take` with its score, best first.
    pub fn each(&mut self, mut take: impl FnMut(&Case, u32) -> Result<()>) -> Result<()> {
        match &self.hits {
            None => {
                let was_read = self.opened.is_read();
                self.opened.for_each_case(|case| take(case, 0))?;
                if !was_read {
                    report_rejected(&self.opened)?;
                }
            }
            Some(hits) => {
                for hit in hits {
                    take(&*self.opened.store.case(hit.case())?, hit.score)?;
                }
            }
        }
        Ok(())
    }

    /// The rankings of the matching cases, whose positions are in the order of [`Self::each`]. Reads no case of a bundle
    /// without indicators.
    pub fn standings(&mut self) -> Result<Vec<Standing>> {
        let indicators = self.opened.store.indicators().to_vec();
        if indicators.is_empty() {
            return Ok(Vec::new());
        }
        let mut catalogue = Catalogue::new(self.opened.store.sources(), &indicators);
        self.each(|case, _| {
            catalogue.add(case);
            Ok(())
        })?;
        Ok(standings(&catalogue))
    }
}

/// The rankings of all cases of a catalogue, one for each indicator.
pub(super) fn standings(catalogue: &Catalogue) -> Vec<Standing> {
    let indicators = catalogue.indicators().iter();
    indicators
        .map(|one| Standing::new(catalogue, one, |_| true))
        .collect()
}

/// Runs a query over all cases of a bundle, which `see` gets in the bundle's order. `None` if the query has a mistake, which
/// has been reported.
pub(super) fn search(
    opened: &mut OpenBundle,
    context: &Context,
    query: &str,
    mut see: impl FnMut(&Case),
) -> Result<Option<Vec<Hit>>> {
    let mut index = Index::of_sources(opened.store.sources().to_vec());
    opened.for_each_case(|case| {
        see(case);
        index.add(case);
        anyhow::Ok(())
    })?;
    report_rejected(opened)?;
    let result = index.search(&Query::new(query));
    report_mistakes(&result.mistakes, context, query)?;
    let mut reasons = result.mistakes.iter().map(|mistake| &mistake.reason);
    // A quotation without its closing mark is understood all the same.
    let is_understood = reasons.all(|reason| *reason == Reason::NoClosingQuote);
    Ok(is_understood.then_some(result.hits))
}

fn report_mistakes(mistakes: &[Mistake], context: &Context, query: &str) -> Result<()> {
    for mistake in mistakes {
        let said = mistake.reason.say(context.lang());
        let part = query.get(mistake.span.clone()).unwrap_or_default();
        let said = format!("query: {}: {said}", fit(&one_line(part), 40));
        writeln!(io::stderr(), "{}", one_line(&said))?;
        if let Reason::UnknownFilter(_) = mistake.reason {
            let names = FILTERS.iter().map(|filter| filter.name(context.lang()));
            let names = names.collect::<Vec<_>>().join(" ");
            writeln!(io::stderr(), "query: {names}")?;
        }
    }
    Ok(())
}

/// Reports on standard error how many lines of a bundle file were rejected, and whether its end is missing.
pub(super) fn report_rejected(opened: &OpenBundle) -> Result<()> {
    let name = one_line(opened.store.name());
    match opened.rejected() {
        0 => {}
        left_out => writeln!(
            io::stderr(),
            "{name}: skipped {left_out} of its cases, which cannot be read; run `casebook check {name}` to see why"
        )?,
    }
    if let Some(problem) = opened.missing_end() {
        writeln!(io::stderr(), "{problem}")?;
    }
    Ok(())
}
