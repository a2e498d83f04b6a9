//! What the overview of the browser says, as text and as JSON.

use std::io::Write;

use anyhow::Result;
use serde::Serialize;

use crate::bundle::{Quantity, Word, write_object};
use crate::catalogue::{Breakdown, Catalogue, Grouping, Tally};
use crate::present::{Formatter, Labels, facts, group_name, heading};
use crate::search::{Hit, finding_group, narrowed};
use crate::text::{fit, pad, width};

use super::args::Reading;
use super::commands::{self, Outcome, load};
use super::finding::{find_seeing, out, outcome, say_left_out};

/// The cells of the longest bar.
const BAR: usize = 24;

pub(super) fn overview(reading: &Reading, query: &str, json: bool) -> Result<Outcome> {
    let Some(found) = Found::by(reading, query)? else {
        return Ok(Outcome::Failed);
    };
    let writing = reading.writing();
    let mut out = out();
    if json {
        write_object(&mut out, &found.object(query, writing))?;
    } else {
        out.write_all(found.text(writing).as_bytes())?;
        out.flush()?;
    }
    Ok(outcome(true, found.breakdown.totals.cases))
}

/// What a query finds, counted.
struct Found {
    catalogue: Catalogue,
    breakdown: Breakdown,
}

impl Found {
    /// None if the query was not understood, as whoever asked for something else would take it for that.
    fn by(reading: &Reading, query: &str) -> Result<Option<Self>> {
        let mut opened = load(reading)?;
        let shelf = &opened.shelf;
        let mut catalogue = Catalogue::new(shelf.sources(), shelf.indicators());
        // Nothing typed finds every case, and needs no index.
        let breakdown = if query.trim().is_empty() {
            opened.each(|case| {
                catalogue.add(case);
                anyhow::Ok(())
            })?;
            say_left_out(&opened)?;
            catalogue.breakdown(0..catalogue.len())
        } else {
            let found = find_seeing(&mut opened, reading, query, |case| catalogue.add(case))?;
            if !found.understood {
                return Ok(None);
            }
            catalogue.breakdown(found.hits.iter().map(Hit::case))
        };
        Ok(Some(Self {
            catalogue,
            breakdown,
        }))
    }

    /// How many cases were found, then a section for each sort of group, and one for figures.
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
        let cells = cells.unwrap_or(0).min(most_of_names());
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

    fn object<'a>(&'a self, query: &str, writing: Formatter) -> Object<'a> {
        let groups = |by| {
            let tallies = self.breakdown.tallies(by).iter();
            tallies
                .map(|tally| self.group(by, tally, query, writing))
                .collect()
        };
        let totals = self.breakdown.totals;
        Object {
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

    fn group(&self, by: Grouping, tally: &Tally, query: &str, writing: Formatter) -> Group {
        let term = finding_group(&self.catalogue, by, tally.group, writing.lang);
        let query = narrowed(query, &term, &[]);
        Group {
            name: group_name(&self.catalogue, by, tally.group, writing.lang),
            depth: tally.depth,
            count: tally.count,
            query: query.trim_end().to_owned(),
        }
    }

    fn indicators(&self) -> Vec<OfIndicator<'_>> {
        let measured = self.breakdown.measured.iter();
        let indicators = measured.filter_map(|measured| {
            let indicator = self.catalogue.indicators().get(measured.indicator)?;
            Some(OfIndicator {
                id: &indicator.id,
                unit: &indicator.unit,
                known: measured.known,
                masked: measured.masked,
                may_be_added: indicator.sums.may,
                sum: measured.sum.and_then(|(value, bound)| {
                    let (value, bound) = (Quantity::new(value)?, bound.key());
                    Some(Sum { value, bound })
                }),
            })
        });
        indicators.collect()
    }
}

/// The cells that names may take, so that a row is a line of the terminal; what goes into a pipe is not cut.
fn most_of_names() -> usize {
    /// Blanks between the columns, and a count of many digits.
    const REST: usize = 8 + 4;
    let line = commands::width();
    line.map_or(usize::MAX, |line| {
        line.saturating_sub(BAR + Formatter::PERCENT_CELLS + REST)
            .max(BAR)
    })
}

#[derive(Serialize)]
struct Object<'a> {
    cases: usize,
    of: usize,
    metrics: usize,
    points: usize,
    notices: usize,
    source: Vec<Group>,
    region: Vec<Group>,
    main_topic: Vec<Group>,
    latest_year: Vec<Group>,
    level: Vec<Group>,
    indicators: Vec<OfIndicator<'a>>,
}

/// A group; those within it follow it, one deeper.
#[derive(Serialize)]
struct Group {
    name: String,
    depth: usize,
    count: usize,
    /// What finds its cases.
    query: String,
}

#[derive(Serialize)]
struct OfIndicator<'a> {
    id: &'a str,
    unit: &'a str,
    known: usize,
    masked: usize,
    may_be_added: bool,
    sum: Option<Sum>,
}

#[derive(Serialize)]
struct Sum {
    value: Quantity,
    bound: &'static str,
}
