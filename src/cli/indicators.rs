//! `casebook indicators`: the matching cases ranked by each indicator.

use anyhow::Result;
use serde::Serialize;

use crate::bundle::{Bound, Indicator, Lang, ListWriter, Quantity};
use crate::catalogue::Measurement;
use crate::present::{Formatter, Labels, Standing};

use super::args::Format;
use super::context::{Context, Outcome, buffered_out, print};
use super::find::Matches;
use super::plain;

/// The id of a case, and its title in the language of the output.
#[derive(Default)]
struct CaseName {
    id: String,
    title: String,
}

pub(super) fn indicators(context: &Context, query: &str, format: Format) -> Result<Outcome> {
    let Some(mut matches) = Matches::find(context, query)? else {
        return Ok(Outcome::Failed);
    };
    let standings = matches.standings()?;
    // By position; empty for cases without a compared metric.
    let mut names = Vec::new();
    matches.each(|case, _| {
        let compared = case.metrics.iter().any(|metric| metric.indicator.is_some());
        let name = compared.then(|| CaseName {
            id: case.id.as_str().to_owned(),
            title: case.title.get(context.lang()).to_owned(),
        });
        names.push(name.unwrap_or_default());
        Ok(())
    })?;
    let ranked = standings.iter();
    let ranked: Vec<&Standing> = ranked
        .filter(|one| !one.ranking.measurements().is_empty())
        .collect();
    match format {
        Format::Json => write_json(&ranked, &names)?,
        Format::Text => {
            let tables = ranked.iter().map(|one| table(one, &names, context.writing));
            print(&tables.collect::<Vec<_>>().join("\n"))?;
        }
    }
    Ok(Outcome::of_count(ranked.len()))
}

/// An indicator with its rule, and its cases by rank, one a line.
fn table(standing: &Standing, names: &[CaseName], writing: Formatter) -> String {
    let indicator = &standing.indicator;
    let rows: Vec<[String; 4]> = standing
        .ranking
        .measurements()
        .iter()
        .map(|measure| {
            let place = standing.ranking.rank(measure.case);
            let name = names.get(measure.case);
            [
                place.map_or_else(String::new, |place| writing.place(&place)),
                writing.measure(indicator, measure),
                name.map_or_else(String::new, |name| name.id.clone()),
                name.map_or_else(String::new, |name| name.title.clone()),
            ]
        })
        .collect();
    let label = indicator.label.get(writing.lang);
    let known = writing.standing(standing, usize::MAX);
    let mut head = vec![label.to_owned()];
    head.extend(known.into_iter().flatten());
    let head = head.join(writing.glyphs.signs().and);
    let way = Labels::of(writing.lang).way(indicator.better);
    let rule = indicator.rule.get(writing.lang);
    let between = match writing.lang {
        Lang::Zh => "",
        Lang::En => " ",
    };
    format!("{head}\n{}{rule}{between}{way}\n", plain::columns(&rows))
}

fn write_json(ranked: &[&Standing], names: &[CaseName]) -> Result<()> {
    #[derive(Serialize)]
    struct RankedIndicator<'a> {
        #[serde(flatten)]
        indicator: &'a Indicator,
        median: Option<Quantity>,
        median_bound: Option<Bound>,
        cases: Vec<RankedCase<'a>>,
    }
    #[derive(Serialize)]
    struct RankedCase<'a> {
        case: &'a str,
        value: Option<Quantity>,
        bound: Bound,
        /// The best and the worst rank it may have, from 1.
        place: Option<[usize; 2]>,
    }
    let mut list = ListWriter::new(buffered_out());
    for standing in ranked {
        let place = |measure: &Measurement| standing.ranking.rank(measure.case);
        let of = |measure: &Measurement| names.get(measure.case).map_or("", |name| &name.id);
        let measures = standing.ranking.measurements().iter();
        let cases = measures.map(|measure| RankedCase {
            case: of(measure),
            value: measure.value().and_then(Quantity::new),
            bound: measure.bound,
            place: place(measure).map(|place| [*place.start(), *place.end()]),
        });
        list.push(&RankedIndicator {
            indicator: &standing.indicator,
            median: standing
                .ranking
                .median()
                .and_then(|(median, _)| Quantity::new(median)),
            median_bound: standing.ranking.median().map(|(_, bound)| bound),
            cases: cases.collect(),
        })?;
    }
    Ok(list.finish()?)
}
