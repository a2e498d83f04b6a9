//! The commands that look for cases: what they list, and what they say of a query that is wrong.
//!
//! Cases are printed as they come, so that a bundle may be larger than memory.

use std::io::{self, Write};

use anyhow::Result;

use crate::bundle::{Case, ListWriter, Opened};
use crate::catalogue::Catalogue;
use crate::present::Standing;
use crate::search::{FILTERS, Hit, Index, Mistake, Query, Reason};
use crate::text::{fit, one_line};

use super::args::Reading;
use super::context::{Outcome, load};

/// What a query finds.
pub(super) struct Found {
    pub hits: Vec<Hit>,
    /// Whether all of the query counts.
    pub understood: bool,
}

/// Looks for a query. What of it does not count is said on standard error.
pub(super) fn find(opened: &mut Opened, reading: &Reading, query: &str) -> Result<Found> {
    find_seeing(opened, reading, query, |_| {})
}

/// The same; each case of the bundle is seen by `see`.
pub(super) fn find_seeing(
    opened: &mut Opened,
    reading: &Reading,
    query: &str,
    mut see: impl FnMut(&Case),
) -> Result<Found> {
    let mut index = Index::of_sources(opened.shelf.sources().to_vec());
    opened.each(|case| {
        see(case);
        index.add(case);
        anyhow::Ok(())
    })?;
    say_left_out(opened)?;
    let findings = index.search(&Query::new(query));
    say_mistakes(&findings.mistakes, reading, query)?;
    Ok(Found {
        hits: findings.hits,
        // A quotation that is not closed was understood all the same.
        understood: findings
            .mistakes
            .iter()
            .all(|mistake| mistake.reason == Reason::NoClosingQuote),
    })
}

fn say_mistakes(mistakes: &[Mistake], reading: &Reading, query: &str) -> Result<()> {
    for mistake in mistakes {
        let said = mistake.reason.say(reading.lang.into());
        let part = query.get(mistake.span.clone()).unwrap_or_default();
        let said = format!("query: {}: {said}", fit(&one_line(part), 40));
        writeln!(io::stderr(), "{}", one_line(&said))?;
        if let Reason::UnknownFilter(_) = mistake.reason {
            let names = FILTERS
                .iter()
                .map(|filter| filter.name(reading.lang.into()));
            let names = names.collect::<Vec<_>>().join(" ");
            writeln!(io::stderr(), "query: {names}")?;
        }
    }
    Ok(())
}

/// Says on standard error how many lines of a bundle file were left out, and whether its end is missing.
pub(super) fn say_left_out(opened: &Opened) -> Result<()> {
    let name = one_line(opened.shelf.name());
    match opened.left_out() {
        0 => {}
        left_out => writeln!(
            io::stderr(),
            "{name}: left out {left_out} of its cases, which cannot be read; `casebook check {name}` tells why"
        )?,
    }
    if let Some(problem) = opened.missing_end() {
        writeln!(io::stderr(), "{problem}")?;
    }
    Ok(())
}

/// The cases that a query finds, to be gone through once or more.
pub(super) struct Search {
    opened: Opened,
    /// None if every case is found, as nothing was typed.
    found: Option<Found>,
}

impl Search {
    pub fn new(reading: &Reading, query: &str) -> Result<Self> {
        let mut opened = load(reading)?;
        // Nothing typed needs no index.
        let found = if query.trim().is_empty() {
            None
        } else {
            Some(find(&mut opened, reading, query)?)
        };
        Ok(Self { opened, found })
    }

    /// Gives each case that was found to `take`, the best first, with its score. Whether the query was understood:
    /// if it was not, nothing is given, as whoever asked for something else would take it for that.
    pub fn each(&mut self, mut take: impl FnMut(&Case, u32) -> Result<()>) -> Result<bool> {
        match &self.found {
            None => {
                let was_read = self.opened.is_read();
                self.opened.each(|case| take(case, 0))?;
                if !was_read {
                    say_left_out(&self.opened)?;
                }
                Ok(true)
            }
            Some(found) if !found.understood => Ok(false),
            Some(found) => {
                for hit in &found.hits {
                    take(&*self.opened.shelf.case(hit.case())?, hit.score)?;
                }
                Ok(true)
            }
        }
    }

    /// The indicators over the cases that were found, which are counted from 0 as they are given. Where a bundle has
    /// none, its cases are not gone through for them.
    pub fn standings(&mut self) -> Result<Vec<Standing>> {
        let indicators = self.opened.shelf.indicators().to_vec();
        if indicators.is_empty() {
            return Ok(Vec::new());
        }
        let mut catalogue = Catalogue::new(self.opened.shelf.sources(), &indicators);
        self.each(|case, _| {
            catalogue.add(case);
            Ok(())
        })?;
        Ok(standings(&catalogue))
    }
}

/// The indicators over all cases of a catalogue.
pub(super) fn standings(catalogue: &Catalogue) -> Vec<Standing> {
    let indicators = catalogue.indicators().iter();
    indicators
        .map(|one| Standing::new(catalogue, one, |_| true))
        .collect()
}

/// Gives each case that a query finds to `take`, once.
pub(super) fn each_found(
    reading: &Reading,
    query: &str,
    take: impl FnMut(&Case, u32) -> Result<()>,
) -> Result<bool> {
    Search::new(reading, query)?.each(take)
}

/// How a run ended that found so many things.
pub(super) fn outcome(understood: bool, count: usize) -> Outcome {
    match (understood, count) {
        (false, _) => Outcome::Failed,
        (true, 0) => Outcome::NothingMatched,
        (true, _) => Outcome::Done,
    }
}

/// Ends a list, unless there is none as the query was not understood.
pub(super) fn finish_list<W: Write>(rows: ListWriter<W>, understood: bool) -> Result<Outcome> {
    let outcome = outcome(understood, rows.len());
    if understood {
        rows.finish()?;
    }
    Ok(outcome)
}
