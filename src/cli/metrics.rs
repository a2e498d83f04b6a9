//! `casebook metrics`: one point of a metric a line.

use std::io;

use anyhow::Result;
use serde::Serialize;

use crate::bundle::{Case, ListWriter, Metric, Point};
use crate::present::Formatter;

use super::args::MetricsFormat;
use super::context::{Context, Outcome, buffered_out};
use super::csv::Csv;
use super::find::Matches;
use super::plain::{Columns, Peers, remark};

pub(super) fn metrics(context: &Context, query: &str, format: MetricsFormat) -> Result<Outcome> {
    let Some(mut matches) = Matches::find(context, query)? else {
        return Ok(Outcome::Failed);
    };
    match format {
        MetricsFormat::Text => text(&mut matches, context.writing),
        MetricsFormat::Csv => csv(&mut matches),
        MetricsFormat::Json => json(&mut matches),
    }
}

fn text(matches: &mut Matches, writing: Formatter) -> Result<Outcome> {
    let standings = matches.standings()?;
    let mut peers = Peers {
        standings: &standings,
        position: 0,
    };
    let (mut rows, mut count) = (Columns::new(buffered_out()), 0);
    matches.each(|case, _| {
        count += case.metrics.len();
        each_point(case, |metric, point| {
            rows.push(row(case, metric, point, peers, writing))
        })?;
        peers.position += 1;
        Ok(())
    })?;
    rows.finish()?;
    Ok(Outcome::of_count(count))
}

fn row(
    case: &Case,
    metric: &Metric,
    point: &Point,
    peers: Peers<'_>,
    writing: Formatter,
) -> [String; 6] {
    let label = point.label.as_ref();
    let label = label.map_or("", |label| label.get(writing.lang));
    [
        case.id.as_str().to_owned(),
        writing.metric(metric),
        label.to_owned(),
        writing.point(metric, point),
        point.figure.as_str().to_owned(),
        remark(metric, point, peers, writing),
    ]
}

fn csv(matches: &mut Matches) -> Result<Outcome> {
    let (mut table, mut count) = (Csv::new(buffered_out())?, 0);
    matches.each(|case, _| {
        count += case.metrics.len();
        each_point(case, |metric, point| table.push(case, metric, point))
    })?;
    table.finish()?;
    Ok(Outcome::of_count(count))
}

fn json(matches: &mut Matches) -> Result<Outcome> {
    #[derive(Serialize)]
    struct CaseMetric<'a> {
        case: &'a str,
        #[serde(flatten)]
        metric: &'a Metric,
    }
    let mut list = ListWriter::new(buffered_out());
    matches.each(|case, _| {
        for metric in &case.metrics {
            let case = case.id.as_str();
            list.push(&CaseMetric { case, metric })?;
        }
        Ok(())
    })?;
    let outcome = Outcome::of_count(list.len());
    list.finish()?;
    Ok(outcome)
}

fn each_point(case: &Case, mut take: impl FnMut(&Metric, &Point) -> io::Result<()>) -> Result<()> {
    for metric in &case.metrics {
        for point in &metric.points {
            take(metric, point)?;
        }
    }
    Ok(())
}
