//! `casebook metrics`: one point a line.

use std::io;

use anyhow::Result;
use serde::Serialize;

use crate::bundle::{Case, ListWriter, Metric, Point};

use super::args::Reading;
use super::context::{Outcome, out};
use super::csv::Csv;
use super::find::{Search, each_found, finish_list, outcome};
use super::plain;

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
