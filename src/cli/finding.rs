//! The commands that look for cases: what they list, and what they say of a query that is wrong.

use std::io::{self, Write};

use anyhow::Result;
use serde::Serialize;

use crate::bundle::{self, Bundle, Case, Metric, Notice};
use crate::search::{FILTERS, Findings, Hit, Index, Query, Reason, all};
use crate::text::{fit, one_line};

use super::args::Reading;
use super::commands::{Outcome, lines, load, print};
use super::{plain, table};

/// What a query finds in a bundle.
pub(super) struct Search<'a> {
    pub cases: Vec<(&'a Case, Hit)>,
    /// Whether all of the query counts.
    pub understood: bool,
}

impl Search<'_> {
    /// Prints what was found; a query that was not understood is an error, whatever the rest of it found.
    fn print(&self, text: &str, count: usize) -> Result<Outcome> {
        // Whoever asked for something else than was found would take this for it.
        if self.understood {
            print(text)?;
        }
        Ok(match (self.understood, count) {
            (false, _) => Outcome::Failed,
            (true, 0) => Outcome::NothingMatched,
            (true, _) => Outcome::Done,
        })
    }
}

/// Looks for a query. What of it does not count is said on standard error.
pub(super) fn find<'a>(bundle: &'a Bundle, reading: &Reading, query: &str) -> Result<Search<'a>> {
    let findings = if query.trim().is_empty() {
        Findings {
            hits: all(0..bundle.cases.len()).collect(),
            mistakes: Vec::new(),
        }
    } else {
        Index::new(bundle).search(&Query::new(query))
    };
    for mistake in &findings.mistakes {
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
    let hits = findings.hits.into_iter();
    Ok(Search {
        cases: hits
            .filter_map(|hit| Some((bundle.cases.get(hit.case())?, hit)))
            .collect(),
        // A quotation that is not closed was understood all the same.
        understood: findings
            .mistakes
            .iter()
            .all(|mistake| mistake.reason == Reason::NoClosingQuote),
    })
}

pub(super) fn list(reading: &Reading, query: &str) -> Result<Outcome> {
    let bundle = load(reading)?;
    let found = find(&bundle, reading, query)?;
    let cases: Vec<&Case> = found.cases.iter().map(|(case, _)| *case).collect();
    found.print(&plain::list(&cases, reading.lang.into()), cases.len())
}

pub(super) fn list_ids(reading: &Reading, query: &str) -> Result<Outcome> {
    let bundle = load(reading)?;
    let found = find(&bundle, reading, query)?;
    let ids: Vec<&str> = found
        .cases
        .iter()
        .map(|(case, _)| case.id.as_str())
        .collect();
    found.print(&lines(&ids), ids.len())
}

pub(super) fn list_json(reading: &Reading, query: &str) -> Result<Outcome> {
    #[derive(Serialize)]
    struct Scored<'a> {
        #[serde(flatten)]
        case: &'a Case,
        score: u32,
    }
    let bundle = load(reading)?;
    let found = find(&bundle, reading, query)?;
    let cases = found.cases.iter();
    let scored: Vec<Scored> = cases
        .map(|(case, hit)| Scored {
            case,
            score: hit.score,
        })
        .collect();
    found.print(&bundle::write_list(&scored), scored.len())
}

pub(super) fn metrics(reading: &Reading, query: &str, form: Form) -> Result<Outcome> {
    let bundle = load(reading)?;
    let found = find(&bundle, reading, query)?;
    let metrics: Vec<(&Case, &Metric)> = found
        .cases
        .iter()
        .flat_map(|(case, _)| case.metrics.iter().map(move |metric| (*case, metric)))
        .collect();
    let text = match form {
        Form::Plain => plain::points(&metrics, reading.lang.into()),
        Form::Csv => table::csv(&metrics)?,
        Form::Json => metrics_json(&metrics),
    };
    found.print(&text, metrics.len())
}

/// How figures are written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form {
    Plain,
    Csv,
    Json,
}

fn metrics_json(metrics: &[(&Case, &Metric)]) -> String {
    #[derive(Serialize)]
    struct OfCase<'a> {
        case: &'a str,
        #[serde(flatten)]
        metric: &'a Metric,
    }
    let rows: Vec<OfCase> = metrics
        .iter()
        .map(|(case, metric)| OfCase {
            case: &case.id,
            metric,
        })
        .collect();
    bundle::write_list(&rows)
}

pub(super) fn notices(reading: &Reading, query: &str, json: bool) -> Result<Outcome> {
    #[derive(Serialize)]
    struct OfCase<'a> {
        case: &'a str,
        #[serde(flatten)]
        notice: &'a Notice,
    }
    let bundle = load(reading)?;
    let found = find(&bundle, reading, query)?;
    let cases = found.cases.iter();
    let rows: Vec<OfCase> = cases
        .flat_map(|(case, _)| {
            case.notices.iter().map(|notice| OfCase {
                case: &case.id,
                notice,
            })
        })
        .collect();
    let text = if json {
        bundle::write_list(&rows)
    } else {
        let lang = reading.lang.into();
        plain::notices(rows.iter().map(|row| (row.case, row.notice)), lang)
    };
    found.print(&text, rows.len())
}
