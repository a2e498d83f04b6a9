//! `casebook overview`: the matching cases by group, and their figures added up.

use std::io::Write;

use anyhow::Result;
use serde::Serialize;

use crate::bundle::{Quantity, Word, write_object};
use crate::catalogue::{Breakdown, Catalogue, Grouping, Tally};
use crate::present::{Formatter, Labels, facts, group_name, heading};
use crate::search::{Hit, narrow_query, query_for_group};
use crate::text::{fit, pad, width};

use super::args::Format;
use super::context::{Context, Outcome, buffered_out, output_width};
use super::find::{report_rejected, search};

/// The cells of the longest bar.
const BAR: usize = 24;

pub(super) fn overview(context: &Context, query: &str, format: Format) -> Result<Outcome> {
    let Some(overview) = Overview::of(context, query)? else {
        return Ok(Outcome::Failed);
    };
    let mut out = buffered_out();
    match format {
        Format::Json => write_object(&mut out, &overview.object(query, context.writing))?,
        Format::Text => {
            out.write_all(overview.text(context.writing).as_bytes())?;
            out.flush()?;
        }
    }
    Ok(Outcome::of_count(overview.breakdown.totals.cases))
}

/// The matching cases of a bundle, counted.
struct Overview {
    catalogue: Catalogue,
    breakdown: Breakdown,
}

impl Overview {
    /// `None` if the query has a mistake, which has been reported.
    fn of(context: &Context, query: &str) -> Result<Option<Self>> {
        let mut opened = context.open_bundle()?;
        let store = &opened.store;
        let mut catalogue = Catalogue::new(store.sources(), store.indicators());
        // An empty query matches every case and needs no index.
        let breakdown = if query.trim().is_empty() {
            opened.for_each_case(|case| {
                catalogue.add(case);
                anyhow::Ok(())
            })?;
            report_rejected(&opened)?;
            catalogue.breakdown(0..catalogue.len())
        } else {
            let hits = search(&mut opened, context, query, |case| catalogue.add(case))?;
            let Some(hits) = hits else { return Ok(None) };
            catalogue.breakdown(hits.iter().map(Hit::case))
        };
        Ok(Some(Self {
            catalogue,
            breakdown,
        }))
    }

    /// The number of matching cases, a section for each grouping, and one for figures.
    fn text(&self, writing: Formatter) -> String {
        let labels = Labels::of(writing.lang);
        let (found, all) = (self.breakdown.totals.cases, self.catalogue.len());
        let mut lines = vec![format!("{} {found}/{all}", labels.cases)];
        for by in Grouping::ALL.into_iter().filter(|_| found > 0) {
            let (name, how) = heading(by, writing.lang);
            lines.extend([
                String::new(),
                format!("{name}  {how}").trim_end().to_owned(),
            ]);
            lines.extend(self.groups(by, writing));
        }
        if found > 0 {
            lines.extend([String::new(), labels.figures.to_owned()]);
            lines.extend(self.facts(writing));
        }
        lines.join("\n") + "\n"
    }

    fn groups(&self, by: Grouping, writing: Formatter) -> Vec<String> {
        let tallies = self.breakdown.tallies(by);
        let name = |tally: &Tally| {
            let name = group_name(&self.catalogue, by, tally.group, writing.lang);
            pad("", 2 * tally.depth) + &name
        };
        let cells = tallies.iter().map(|tally| width(&name(tally))).max();
        let cells = cells.unwrap_or(0).min(max_name_cells());
        let most = tallies.iter().map(|tally| tally.count).max().unwrap_or(0);
        let digits = most.to_string().len();
        let line = |tally: &Tally| {
            let (name, count) = (pad(&fit(&name(tally), cells), cells), tally.count);
            let share = writing.part(count, self.breakdown.totals.cases);
            let bar = writing.bar(count, most, BAR);
            let part = Formatter::PERCENT_CELLS;
            format!("  {name}  {count:>digits$}  {share:>part$}  {bar}")
        };
        tallies.iter().map(line).collect()
    }

    fn facts(&self, writing: Formatter) -> Vec<String> {
        let facts = facts(&self.catalogue, &self.breakdown, writing);
        let cells = facts
            .iter()
            .map(|fact| width(&fact.name))
            .max()
            .unwrap_or(0);
        let lines = facts.iter().flat_map(|fact| {
            let line = format!("  {}  {}", pad(&fact.name, cells), fact.value);
            let remark = Some(format!("    {}", fact.remark));
            [Some(line), remark.filter(|_| !fact.remark.is_empty())]
        });
        lines.flatten().collect()
    }

    fn object<'a>(&'a self, query: &str, writing: Formatter) -> OverviewJson<'a> {
        let groups = |by| {
            let tallies = self.breakdown.tallies(by).iter();
            tallies
                .map(|tally| self.group(by, tally, query, writing))
                .collect()
        };
        let totals = self.breakdown.totals;
        OverviewJson {
            cases: totals.cases,
            of: self.catalogue.len(),
            metrics: totals.metrics,
            points: totals.points,
            notices: totals.notices,
            source: groups(Grouping::Source),
            region: groups(Grouping::Region),
            main_topic: groups(Grouping::Topic),
            latest_year: groups(Grouping::Year),
            level: groups(Grouping::Level),
            indicators: self.indicators(),
        }
    }

    fn group(&self, by: Grouping, tally: &Tally, query: &str, writing: Formatter) -> GroupJson {
        let term = query_for_group(&self.catalogue, by, tally.group, writing.lang);
        let query = narrow_query(query, &term, &[]);
        GroupJson {
            name: group_name(&self.catalogue, by, tally.group, writing.lang),
            depth: tally.depth,
            count: tally.count,
            query: query.trim_end().to_owned(),
        }
    }

    fn indicators(&self) -> Vec<IndicatorJson<'_>> {
        let measured = self.breakdown.measured.iter();
        let indicators = measured.filter_map(|measured| {
            let indicator = self.catalogue.indicators().get(measured.indicator)?;
            Some(IndicatorJson {
                id: &indicator.id,
                unit: &indicator.unit,
                known: measured.known,
                masked: measured.masked,
                may_be_added: indicator.sums.may,
                sum: measured.sum.and_then(|(value, bound)| {
                    let (value, bound) = (Quantity::new(value)?, bound.key());
                    Some(SumJson { value, bound })
                }),
            })
        });
        indicators.collect()
    }
}

/// The most cells of a name, so that a row fits on a line of the terminal. Names in a pipe are not cut.
fn max_name_cells() -> usize {
    /// The gaps between columns, and a count of four digits.
    const REST: usize = 8 + 4;
    let line = output_width();
    line.map_or(usize::MAX, |line| {
        line.saturating_sub(BAR + Formatter::PERCENT_CELLS + REST)
            .max(BAR)
    })
}

#[derive(Serialize)]
struct OverviewJson<'a> {
    cases: usize,
    of: usize,
    metrics: usize,
    points: usize,
    notices: usize,
    source: Vec<GroupJson>,
    region: Vec<GroupJson>,
    main_topic: Vec<GroupJson>,
    latest_year: Vec<GroupJson>,
    level: Vec<GroupJson>,
    indicators: Vec<IndicatorJson<'a>>,
}

/// A group; its subgroups follow it, one level deeper.
#[derive(Serialize)]
struct GroupJson {
    name: String,
    depth: usize,
    count: usize,
    /// The query that matches its cases.
    query: String,
}

#[derive(Serialize)]
struct IndicatorJson<'a> {
    id: &'a str,
    unit: &'a str,
    known: usize,
    masked: usize,
    may_be_added: bool,
    sum: Option<SumJson>,
}

#[derive(Serialize)]
struct SumJson {
    value: Quantity,
    bound: &'static str,
}
