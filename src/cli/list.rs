//! `casebook list`: one case a line.

use std::io::Write;

use anyhow::Result;
use serde::Serialize;

use crate::bundle::{Case, ListWriter};

use super::args::Reading;
use super::context::{Outcome, out};
use super::find::{each_found, finish_list, outcome};
use super::plain;

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
