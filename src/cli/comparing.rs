//! The command that lists what may be compared: each indicator over the cases that a query finds.

use std::io;

use anyhow::Result;
use serde::Serialize;

use crate::bundle::{Bound, Indicator, Lang, ListWriter, Quantity};
use crate::catalogue::Measure;
use crate::present::{Formatter, Labels, Standing};

use super::args::Reading;
use super::commands::{Outcome, print};
use super::finding::Search;
use super::plain;

/// A case by its id, and its title in the language of the interface.
type Named = (String, String);

pub(super) fn indicators(reading: &Reading, query: &str, json: bool) -> Result<Outcome> {
    let mut search = Search::new(reading, query)?;
    let standings = search.standings()?;
    let (mut cases, writing) = (Vec::new(), reading.writing());
    let understood = search.each(|case, _| {
        let compared = case.metrics.iter().any(|metric| metric.indicator.is_some());
        let named = compared.then(|| {
            let title = case.title.get(writing.lang);
            (case.id.as_str().to_owned(), title.to_owned())
        });
        cases.push(named.unwrap_or_default());
        Ok(())
    })?;
    let found = standings.iter();
    let found: Vec<&Standing> = found
        .filter(|one| !one.ranking.measures().is_empty())
        .collect();
    let outcome = match (understood, found.is_empty()) {
        (false, _) => return Ok(Outcome::Failed),
        (true, true) => Outcome::NothingMatched,
        (true, false) => Outcome::Done,
    };
    if json {
        write_json(&found, &cases)?;
    } else {
        let tables = found.iter().map(|one| table(one, &cases, writing));
        print(&tables.collect::<Vec<_>>().join("\n"))?;
    }
    Ok(outcome)
}

/// An indicator with its rule, and its cases in order, one a line.
fn table(standing: &Standing, cases: &[Named], writing: Formatter) -> String {
    let indicator = &standing.indicator;
    let rows: Vec<[String; 4]> = standing
        .ranking
        .measures()
        .iter()
        .map(|measure| {
            let place = standing.ranking.place(measure.case);
            let (id, title) = cases.get(measure.case).cloned().unwrap_or_default();
            [
                place.map_or_else(String::new, |place| writing.place(&place)),
                writing.measure(indicator, measure),
                id,
                title,
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

fn write_json(found: &[&Standing], cases: &[Named]) -> Result<()> {
    #[derive(Serialize)]
    struct Ranked<'a> {
        #[serde(flatten)]
        indicator: &'a Indicator,
        median: Option<Quantity>,
        median_bound: Option<Bound>,
        cases: Vec<OfCase<'a>>,
    }
    #[derive(Serialize)]
    struct OfCase<'a> {
        case: &'a str,
        value: Option<Quantity>,
        bound: Bound,
        /// The first and the last place that it may have.
        place: Option<[usize; 2]>,
    }
    let mut list = ListWriter::new(io::BufWriter::new(io::stdout().lock()));
    for standing in found {
        let place = |measure: &Measure| standing.ranking.place(measure.case);
        let of = |measure: &Measure| cases.get(measure.case).map_or("", |(id, _)| id);
        let measures = standing.ranking.measures().iter();
        let cases = measures.map(|measure| OfCase {
            case: of(measure),
            value: measure.value().and_then(Quantity::new),
            bound: measure.bound,
            place: place(measure).map(|place| [*place.start(), *place.end()]),
        });
        list.push(&Ranked {
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
