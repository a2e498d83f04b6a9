//! Plain text that several commands print: aligned columns, remarks on points, the size of a bundle.

use std::io::{self, Write};

use crate::bundle::{Bundle, Indicator, Metric, Point, Source};
use crate::catalogue::Totals;
use crate::present::{Formatter, Standing};
use crate::text::{pad, width};

/// Writes rows as aligned columns, a thousand at a time, so that the first appear early and memory stays bounded.
pub(super) struct Columns<W: Write, const N: usize> {
    out: W,
    rows: Vec<[String; N]>,
}

impl<W: Write, const N: usize> Columns<W, N> {
    const BATCH: usize = 1000;

    pub(super) fn new(out: W) -> Self {
        let rows = Vec::new();
        Self { out, rows }
    }

    pub(super) fn push(&mut self, row: [String; N]) -> io::Result<()> {
        self.rows.push(row);
        if self.rows.len() == Self::BATCH {
            self.out.write_all(columns(&self.rows).as_bytes())?;
            self.rows.clear();
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.out.write_all(columns(&self.rows).as_bytes())?;
        self.out.flush()
    }
}

/// The cases that a case is compared with.
#[derive(Clone, Copy)]
pub(super) struct Peers<'a> {
    /// The rankings of these cases, one for each indicator.
    pub standings: &'a [Standing],
    /// The position of the case among them, from 0.
    pub position: usize,
}

/// What the charts of the browser show of a point beyond its value: its share of the whole; for the last of several
/// states, the change; for a compared point, its rank.
pub(super) fn remark(
    metric: &Metric,
    point: &Point,
    peers: Peers<'_>,
    writing: Formatter,
) -> String {
    let is_last = metric.points.last() == Some(point);
    let change = writing.change(metric).filter(|_| is_last);
    let is_compared = metric.compared_point() == Some(point);
    let standing = standing_of(metric, peers.standings).filter(|_| is_compared);
    let standing = standing.and_then(|standing| {
        let mut pieces = vec![standing.indicator.label.get(writing.lang).to_owned()];
        pieces.extend(writing.standing(standing, peers.position)?);
        Some(pieces.join(writing.glyphs.signs().and))
    });
    let remarks = [writing.share(metric, point), change, standing];
    let remarks: Vec<String> = remarks.into_iter().flatten().collect();
    remarks.join("  ")
}

/// The standing of a metric's indicator.
fn standing_of<'a>(metric: &Metric, standings: &'a [Standing]) -> Option<&'a Standing> {
    let id = metric.indicator.as_ref()?;
    standings.iter().find(|one| one.indicator.id == *id)
}

/// The size of a bundle, in words.
pub(super) fn extent(sources: &[Source], indicators: &[Indicator], totals: Totals) -> String {
    let Totals {
        cases,
        metrics,
        points,
        notices,
    } = totals;
    let (sources, indicators) = (sources.len(), indicators.len());
    format!(
        "{sources} sources, {cases} cases, {metrics} metrics, {points} points, {notices} notices, {indicators} indicators"
    )
}

/// The size of a bundle that is in memory, in words.
pub(super) fn extent_of(bundle: &Bundle) -> String {
    let mut totals = Totals::default();
    bundle.cases.iter().for_each(|case| totals.add(case));
    extent(&bundle.sources, &bundle.indicators, totals)
}

/// Rows as aligned columns, two cells apart.
pub(super) fn columns<const N: usize>(rows: &[[String; N]]) -> String {
    let mut widths = [0; N];
    for row in rows {
        for (widest, text) in widths.iter_mut().zip(row) {
            *widest = width(text).max(*widest);
        }
    }
    let mut out = String::new();
    for row in rows {
        let line: Vec<String> = row
            .iter()
            .zip(widths)
            .map(|(text, cells)| pad(text, cells))
            .collect();
        out.push_str(line.join("  ").trim_end());
        out.push('\n');
    }
    out
}
