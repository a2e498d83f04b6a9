//! Table of a metric's points with horizontal bars, for parts of a whole and for values side by side.
//!
//! ```text
//! 口头调解  135 件  73.0%  ████████████████████          each part's bar starts where the last ends,
//! 书面调解   30 件  16.2%                      ████▌      so that together they fill the whole
//! 移送       20 件  10.8%                          ███
//! 合计      185 件         ███████████████████████████
//! ```

use crate::bundle::{Metric, Quantity, Relation, Role};
use crate::present::{Formatter, whole};
use crate::text::{in_lines, pad, width, wrap};

use super::line::{Line, Tone};
use super::sparkline::along;

/// Cells between columns.
const GAP: usize = 2;
/// Fewest cells of a bar; a shorter one shows too little.
const LEAST_BAR: usize = 6;
/// Fewest cells to which a label is wrapped to make room for a bar.
const LEAST_LABEL: usize = 10;

/// Column widths, in cells.
struct BarColumns {
    label: usize,
    value: usize,
    share: usize,
    /// 0 if there is no room, or nothing to compare.
    bar: usize,
}

/// A point's texts and its bar.
struct BarRow<'a> {
    /// Sign before the label of a subset; empty for other points.
    within: &'static str,
    label: &'a str,
    value: String,
    share: String,
    /// Start and end of the bar, as fractions of a full bar.
    bar: Option<(f64, f64)>,
}

/// The points of a metric as a table.
pub(crate) struct Table {
    pub lines: Vec<Line>,
    /// The cell at which bars start, the cells of a full bar, and the value of a full bar; `None` without bars.
    pub scale: Option<(usize, usize, f64)>,
}

/// The points of a metric in `cells` cells, with bars of at most `longest` cells.
pub(crate) fn table(metric: &Metric, (cells, longest): (usize, usize), format: Formatter) -> Table {
    let (bars, full) = bars(metric);
    let points = metric.points.iter().zip(bars);
    let rows: Vec<BarRow> = points
        .map(|(point, bar)| {
            let label = point.label.as_ref().map_or("", |one| one.get(format.lang));
            let is_within = metric.relation == Relation::Subset && point.role != Role::Total;
            let within = if is_within {
                format.glyphs.signs().within
            } else {
                ""
            };
            BarRow {
                within,
                label,
                value: format.point(metric, point),
                share: format.share(metric, point).unwrap_or_default(),
                bar,
            }
        })
        .collect();
    let Some(columns) = BarColumns::of(&rows, (cells, longest)) else {
        return Table {
            lines: rows.iter().flat_map(|row| row.stacked(cells)).collect(),
            scale: None,
        };
    };
    let lines = rows.iter().flat_map(|row| row.lines(&columns, format));
    Table {
        lines: lines.collect(),
        scale: (columns.bar > 0).then(|| (columns.before_bar(), columns.bar, full)),
    }
}

impl BarColumns {
    /// Fits the columns into `cells` cells; `None` if too few are left for the labels.
    fn of(rows: &[BarRow], (cells, longest): (usize, usize)) -> Option<Self> {
        let widest = |cells: fn(&BarRow) -> usize| rows.iter().map(cells).max().unwrap_or(0);
        let value = widest(|row| width(&row.value));
        let share = widest(|row| width(&row.share));
        let widest_label = widest(|row| width(row.within) + width(row.label));
        let has_bars = rows.iter().filter(|row| row.bar.is_some()).count() > 1;
        let texts = value + GAP + if share > 0 { share + GAP } else { 0 };
        let room = cells.saturating_sub(texts);
        if room < widest_label.min(LEAST_LABEL) {
            return None;
        }
        let mut label = widest_label.min(room);
        let mut bar = 0;
        if has_bars && room >= LEAST_LABEL + LEAST_BAR + GAP {
            label = label.min((cells * 2 / 5).max(LEAST_LABEL));
            label = label.min(room - GAP - LEAST_BAR);
            bar = (room - GAP - label).min(longest);
        }
        Some(Self {
            label,
            value,
            share,
            bar,
        })
    }

    fn before_bar(&self) -> usize {
        let share = if self.share > 0 { self.share + GAP } else { 0 };
        self.label + GAP + self.value + share + GAP
    }
}

impl BarRow<'_> {
    /// The label wrapped to `cells` cells.
    fn labels(&self, cells: usize) -> impl Iterator<Item = String> {
        let before = width(self.within);
        let ranges = wrap(self.label, cells.saturating_sub(before).max(1));
        ranges.into_iter().enumerate().map(move |(at, range)| {
            let part = self.label.get(range).unwrap_or_default();
            let within = if at == 0 { self.within } else { "" };
            pad(within, before) + part
        })
    }

    /// The label, and below it value and share, for when there is no room beside it.
    fn stacked(&self, cells: usize) -> Vec<Line> {
        let labels = self.labels(cells).map(|label| vec![(label, Tone::Plain)]);
        let mut texts = vec![self.value.clone()];
        texts.extend((!self.share.is_empty()).then(|| self.share.clone()));
        let texts = in_lines(&texts, "  ", cells.saturating_sub(GAP)).into_iter();
        let texts = texts.map(|text| vec![(pad("", GAP), Tone::Plain), (text, Tone::Value)]);
        labels.chain(texts).collect()
    }

    fn lines(&self, columns: &BarColumns, format: Formatter) -> Vec<Line> {
        let labels = self.labels(columns.label).enumerate();
        labels
            .map(|(at, label)| {
                if at > 0 {
                    return vec![(label, Tone::Plain)];
                }
                let mut line = vec![
                    (pad(&label, columns.label + GAP), Tone::Plain),
                    (right(&self.value, columns.value), Tone::Value),
                ];
                if columns.share > 0 {
                    let share = right(&self.share, columns.share + GAP);
                    line.push((share, Tone::Plain));
                }
                if let Some((from, to)) = self.bar.filter(|_| columns.bar > 0) {
                    #[expect(clippy::cast_precision_loss, reason = "a number of cells")]
                    let cells = columns.bar as f64;
                    // A last part of zero is drawn in the last cell, not past it.
                    let (from, to) = match (from * cells, to * cells) {
                        (from, to) if to > from => (from, to),
                        (from, _) => (from.min(cells - 1.0), from.min(cells - 1.0)),
                    };
                    let bar = along(format.glyphs, from, to);
                    line.push((format!("{}{bar}", " ".repeat(GAP)), Tone::Bar));
                }
                line
            })
            .collect()
    }
}

/// Right-aligns a text in `cells` cells.
fn right(text: &str, cells: usize) -> String {
    pad("", cells.saturating_sub(width(text))) + text
}

/// Start and end of each point's bar, as fractions of a full bar, and the value of a full bar. `None` for a masked
/// value.
fn bars(metric: &Metric) -> (Vec<Option<(f64, f64)>>, f64) {
    let values = metric.points.iter().map(|point| point.value);
    let values: Vec<Option<f64>> = values.map(|value| value.map(Quantity::get)).collect();
    // The bars of parts follow each other if the whole is known.
    let follow = metric.relation == Relation::Parts && whole(metric).is_some();
    let mut begin = 0.0;
    let ends = metric.points.iter().zip(&values).map(|(point, value)| {
        let value = value.filter(|value| *value >= 0.0)?;
        if !follow || point.role == Role::Total {
            return Some((0.0, value));
        }
        let from = begin;
        begin += value;
        Some((from, begin))
    });
    let ends: Vec<Option<(f64, f64)>> = ends.collect();
    let largest = ends.iter().flatten().map(|(_, to)| *to).fold(0.0, f64::max);
    // A full bar of percentages is 100 %.
    let is_share = metric.unit.as_str() == "%" && largest <= 100.0;
    let full = if is_share { 100.0 } else { largest };
    let part = |(from, to)| (full > 0.0).then_some((from / full, to / full));
    let bars = ends.into_iter().map(|ends| ends.and_then(part));
    (bars.collect(), full)
}
