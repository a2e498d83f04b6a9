//! `casebook list`: one case a line.

use std::io::Write;

use anyhow::Result;
use serde::Serialize;

use crate::bundle::{Case, Lang, ListWriter};

use super::args::ListFormat;
use super::context::{Context, Outcome, buffered_out};
use super::find::Matches;
use super::plain::Columns;

pub(super) fn list(context: &Context, query: &str, format: ListFormat) -> Result<Outcome> {
    let Some(mut matches) = Matches::find(context, query)? else {
        return Ok(Outcome::Failed);
    };
    match format {
        ListFormat::Text => text(&mut matches, context.lang()),
        ListFormat::Ids => ids(&mut matches),
        ListFormat::Json => json(&mut matches),
    }
}

fn text(matches: &mut Matches, lang: Lang) -> Result<Outcome> {
    let (mut rows, mut count) = (Columns::new(buffered_out()), 0);
    matches.each(|case, _| {
        count += 1;
        Ok(rows.push(row(case, lang))?)
    })?;
    rows.finish()?;
    Ok(Outcome::of_count(count))
}

fn row(case: &Case, lang: Lang) -> [String; 5] {
    [
        case.id.as_str().to_owned(),
        case.title.get(lang).to_owned(),
        case.region.short().to_owned(),
        case.years_shown(),
        case.organ.as_str().to_owned(),
    ]
}

fn ids(matches: &mut Matches) -> Result<Outcome> {
    let (mut out, mut count) = (buffered_out(), 0);
    matches.each(|case, _| {
        count += 1;
        Ok(writeln!(out, "{}", case.id.as_str())?)
    })?;
    out.flush()?;
    Ok(Outcome::of_count(count))
}

fn json(matches: &mut Matches) -> Result<Outcome> {
    #[derive(Serialize)]
    struct ScoredCase<'a> {
        #[serde(flatten)]
        case: &'a Case,
        score: u32,
    }
    let mut list = ListWriter::new(buffered_out());
    matches.each(|case, score| Ok(list.push(&ScoredCase { case, score })?))?;
    let outcome = Outcome::of_count(list.len());
    list.finish()?;
    Ok(outcome)
}
