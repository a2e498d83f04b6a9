//! The commands that look for cases: what they list, and what they say of a query that is wrong.
//!
//! Cases are printed as they come, so that a bundle may be larger than memory.

use std::io::{self, BufWriter, StdoutLock, Write};

use anyhow::Result;
use serde::Serialize;

use crate::bundle::{Case, ListWriter, Metric, Notice, Opened, Point};
use crate::catalogue::Catalogue;
use crate::present::Standing;
use crate::search::{FILTERS, Hit, Index, Mistake, Query, Reason};
use crate::text::{fit, one_line};

use super::args::Reading;
use super::csv::Csv;
use super::plain;
use super::run::{Outcome, load};

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
fn each_found(
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

/// Standard output for much text.
pub(super) fn out() -> BufWriter<StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}

pub(super) fn list(reading: &Reading, query: &str) -> Result<Outcome> {
    let (mut rows, mut count) = (plain::Columns::new(out()), 0);
    let understood = each_found(reading, query, |case, _| {
        count += 1;
        Ok(rows.push(plain::case_row(case, reading.lang.into()))?)
    })?;
    rows.finish()?;
    Ok(outcome(understood, count))
}

pub(super) fn list_ids(reading: &Reading, query: &str) -> Result<Outcome> {
    let (mut out, mut count) = (out(), 0);
    let understood = each_found(reading, query, |case, _| {
        count += 1;
        Ok(writeln!(out, "{}", case.id.as_str())?)
    })?;
    out.flush()?;
    Ok(outcome(understood, count))
}

pub(super) fn list_json(reading: &Reading, query: &str) -> Result<Outcome> {
    #[derive(Serialize)]
    struct Scored<'a> {
        #[serde(flatten)]
        case: &'a Case,
        score: u32,
    }
    let mut rows = ListWriter::new(out());
    let understood = each_found(reading, query, |case, score| {
        Ok(rows.push(&Scored { case, score })?)
    })?;
    finish_list(rows, understood)
}

/// Ends a list, unless there is none as the query was not understood.
fn finish_list<W: Write>(rows: ListWriter<W>, understood: bool) -> Result<Outcome> {
    let outcome = outcome(understood, rows.len());
    if understood {
        rows.finish()?;
    }
    Ok(outcome)
}

/// How figures are written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form {
    Plain,
    Csv,
    Json,
}

pub(super) fn metrics(reading: &Reading, query: &str, form: Form) -> Result<Outcome> {
    match form {
        Form::Plain => metrics_plain(reading, query),
        Form::Csv => metrics_csv(reading, query),
        Form::Json => metrics_json(reading, query),
    }
}

fn metrics_plain(reading: &Reading, query: &str) -> Result<Outcome> {
    let mut search = Search::new(reading, query)?;
    let standings = search.standings()?;
    let (mut rows, mut count, mut place) = (plain::Columns::new(out()), 0, 0);
    let understood = search.each(|case, _| {
        count += case.metrics.len();
        place += 1;
        each_point(case, |metric, point| {
            let standing = (standings.as_slice(), place - 1);
            rows.push(plain::point_row(
                (case, metric, point),
                standing,
                reading.writing(),
            ))
        })
    })?;
    rows.finish()?;
    Ok(outcome(understood, count))
}

fn metrics_csv(reading: &Reading, query: &str) -> Result<Outcome> {
    let (mut table, mut count) = (None, 0);
    let understood = each_found(reading, query, |case, _| {
        count += case.metrics.len();
        let table = match &mut table {
            Some(table) => table,
            none => none.insert(Csv::new(out())?),
        };
        each_point(case, |metric, point| table.push(case, metric, point))
    })?;
    match table {
        Some(table) => table.finish()?,
        None if understood => Csv::new(out())?.finish()?,
        None => {}
    }
    Ok(outcome(understood, count))
}

fn metrics_json(reading: &Reading, query: &str) -> Result<Outcome> {
    #[derive(Serialize)]
    struct OfCase<'a> {
        case: &'a str,
        #[serde(flatten)]
        metric: &'a Metric,
    }
    let mut rows = ListWriter::new(out());
    let understood = each_found(reading, query, |case, _| {
        let case_id = case.id.as_str();
        let mut metrics = case.metrics.iter();
        Ok(metrics.try_for_each(|metric| {
            rows.push(&OfCase {
                case: case_id,
                metric,
            })
        })?)
    })?;
    finish_list(rows, understood)
}

/// Gives each point of a case to `take`, with its metric.
fn each_point(case: &Case, mut take: impl FnMut(&Metric, &Point) -> io::Result<()>) -> Result<()> {
    for metric in &case.metrics {
        for point in &metric.points {
            take(metric, point)?;
        }
    }
    Ok(())
}

pub(super) fn notices(reading: &Reading, query: &str, json: bool) -> Result<Outcome> {
    #[derive(Serialize)]
    struct OfCase<'a> {
        case: &'a str,
        #[serde(flatten)]
        notice: &'a Notice,
    }
    if json {
        let mut rows = ListWriter::new(out());
        let understood = each_found(reading, query, |case, _| {
            let case_id = case.id.as_str();
            let mut notices = case.notices.iter();
            Ok(notices.try_for_each(|notice| {
                rows.push(&OfCase {
                    case: case_id,
                    notice,
                })
            })?)
        })?;
        return finish_list(rows, understood);
    }
    let (mut rows, mut count) = (plain::Columns::new(out()), 0);
    let understood = each_found(reading, query, |case, _| {
        count += case.notices.len();
        let mut notices = case.notices.iter();
        Ok(notices.try_for_each(|notice| {
            rows.push(plain::notice_row(case, notice, reading.lang.into()))
        })?)
    })?;
    rows.finish()?;
    Ok(outcome(understood, count))
}
