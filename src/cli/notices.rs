//! `casebook notices`: one notice a line.

use anyhow::Result;
use serde::Serialize;

use crate::bundle::{ListWriter, Notice};

use super::args::Reading;
use super::context::{Outcome, out};
use super::find::{each_found, finish_list, outcome};
use super::plain;

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
