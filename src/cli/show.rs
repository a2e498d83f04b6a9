//! `casebook show`: whole cases.

use std::collections::{HashMap, HashSet};
use std::io;

use anyhow::Result;

use crate::bundle::{Case, ListWriter, Metric, OpenBundle, Point, Source, Word};
use crate::catalogue::Catalogue;
use crate::present::{Formatter, Labels, Standing, lay_out, paragraphs};

use super::args::Format;
use super::by_id::cases_by_id;
use super::context::{Context, Outcome, output_width, print};
use super::find::standings;
use super::plain::{Peers, remark};

pub(super) fn show(context: &Context, ids: &[String], format: Format) -> Result<Outcome> {
    let mut opened = context.open_bundle()?;
    let cases = cases_by_id(&mut opened, ids)?;
    match format {
        Format::Json => {
            let mut list = ListWriter::new(io::stdout().lock());
            cases.iter().try_for_each(|case| list.push(case))?;
            list.finish()?;
        }
        Format::Text => {
            let rankings = Rankings::new(&mut opened, &cases)?;
            let pages = cases.iter().map(|case| {
                let source = opened.store.source_of(case);
                page(source, case, rankings.peers(case), context.writing)
            });
            print(&pages.collect::<Vec<_>>().join("\n"))?;
        }
    }
    Ok(if cases.len() < ids.len() {
        Outcome::NothingMatched
    } else {
        Outcome::Done
    })
}

/// Rankings of all cases of the bundle, and the positions of the shown cases in it.
#[derive(Default)]
struct Rankings {
    standings: Vec<Standing>,
    positions: HashMap<String, usize>,
}

impl Rankings {
    /// Reads the whole bundle, but only if a shown case has a metric with an indicator.
    fn new(opened: &mut OpenBundle, shown: &[Case]) -> Result<Self> {
        let mut metrics = shown.iter().flat_map(|case| &case.metrics);
        if metrics.all(|metric| metric.indicator.is_none()) {
            return Ok(Self::default());
        }
        let shown: HashSet<&str> = shown.iter().map(|case| case.id.as_str()).collect();
        let indicators = opened.store.indicators().to_vec();
        let mut catalogue = Catalogue::new(opened.store.sources(), &indicators);
        let mut positions = HashMap::new();
        opened.for_each_case(|case| {
            if shown.contains(case.id.as_str()) {
                positions.insert(case.id.as_str().to_owned(), catalogue.len());
            }
            catalogue.add(case);
            anyhow::Ok(())
        })?;
        Ok(Self {
            standings: standings(&catalogue),
            positions,
        })
    }

    fn peers(&self, case: &Case) -> Peers<'_> {
        let position = self.positions.get(case.id.as_str()).copied();
        Peers {
            standings: &self.standings,
            position: position.unwrap_or(usize::MAX),
        }
    }
}

/// A whole case as text, wrapped to the width of the output.
fn page(source: Option<&Source>, case: &Case, peers: Peers<'_>, writing: Formatter) -> String {
    let lang = writing.lang;
    let paragraphs = paragraphs(source, case, lang);
    let lines = lay_out(&paragraphs, output_width().unwrap_or(usize::MAX))
        .into_iter()
        .map(|line| {
            let text = paragraphs
                .get(line.paragraph)
                .and_then(|of| of.text.get(line.range));
            format!("{}{}", line.before, text.unwrap_or_default())
                .trim_end()
                .to_owned()
        });
    let mut lines: Vec<String> = lines.collect();
    let labels = Labels::of(lang);
    lines.extend([String::new(), labels.metrics.to_owned()]);
    if case.metrics.is_empty() {
        lines.push(labels.no_metrics.to_owned());
    }
    for metric in &case.metrics {
        push_metric(metric, peers, writing, &mut lines);
    }
    lines.join("\n") + "\n"
}

fn push_metric(metric: &Metric, peers: Peers<'_>, writing: Formatter, lines: &mut Vec<String>) {
    let label = writing.metric(metric);
    let shown = |point: &Point| {
        let labelled = writing.labelled(metric, point);
        let remark = remark(metric, point, peers, writing);
        let line = format!("{labelled}  [{}]  {remark}", point.figure.as_str());
        line.trim_end().to_owned()
    };
    if let [point] = metric.points.as_slice() {
        lines.push(format!("- {label}: {}", shown(point)));
        return;
    }
    lines.push(format!("- {label}: {}", metric.relation.name(writing.lang)));
    let points = metric.points.iter();
    lines.extend(points.map(|point| format!("    {}", shown(point))));
}
