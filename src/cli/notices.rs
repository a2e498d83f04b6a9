//! `casebook notices`: one notice a line.

use anyhow::Result;
use serde::Serialize;

use crate::bundle::{Lang, ListWriter, Notice, Word};

use super::args::Format;
use super::context::{Context, Outcome, buffered_out};
use super::find::Matches;
use super::plain::Columns;

pub(super) fn notices(context: &Context, query: &str, format: Format) -> Result<Outcome> {
    let Some(mut matches) = Matches::find(context, query)? else {
        return Ok(Outcome::Failed);
    };
    match format {
        Format::Text => text(&mut matches, context.lang()),
        Format::Json => json(&mut matches),
    }
}

fn text(matches: &mut Matches, lang: Lang) -> Result<Outcome> {
    let (mut rows, mut count) = (Columns::new(buffered_out()), 0);
    matches.each(|case, _| {
        count += case.notices.len();
        for notice in &case.notices {
            rows.push([
                case.id.as_str().to_owned(),
                notice.kind.name(lang).to_owned(),
                notice.text.get(lang).to_owned(),
            ])?;
        }
        Ok(())
    })?;
    rows.finish()?;
    Ok(Outcome::of_count(count))
}

fn json(matches: &mut Matches) -> Result<Outcome> {
    #[derive(Serialize)]
    struct CaseNotice<'a> {
        case: &'a str,
        #[serde(flatten)]
        notice: &'a Notice,
    }
    let mut list = ListWriter::new(buffered_out());
    matches.each(|case, _| {
        for notice in &case.notices {
            let case = case.id.as_str();
            list.push(&CaseNotice { case, notice })?;
        }
        Ok(())
    })?;
    let outcome = Outcome::of_count(list.len());
    list.finish()?;
    Ok(outcome)
}
