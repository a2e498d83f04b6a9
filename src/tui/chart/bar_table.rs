//! The points of a metric as rows of a table, each with a bar: how a whole is divided, or what stands side by side.
//!
//! ```text
//! 口头调解  135 件  73.0%  ████████████████████          the bars of parts follow each other,
//! 书面调解   30 件  16.2%                      ████▌      so that together they fill the whole
//! 移送       20 件  10.8%                          ███
//! 合计      185 件         ███████████████████████████
//! ```

use crate::bundle::{Metric, Quantity, Relation, Role};
use crate::present::{Formatter, whole};
use crate::text::{in_lines, pad, width, wrap};

use super::line::{Line, Tone};
use super::sparkline::along;

/// The cells between columns.
const GAP: usize = 2;
/// A bar of fewer cells tells nothing.
const LEAST_BAR: usize = 6;
/// A label is not wrapped to less than this for the sake of a bar.
const LEAST_LABEL: usize = 10;

/// The cells of the columns.
struct BarColumns {
    label: usize,
    value: usize,
    share: usize,
    /// 0 if there is no room, or nothing to compare.
    bar: usize,
}

/// A point with its texts.
struct BarRow<'a> {
    /// Before the label of a part of what stands above it.
    within: &'static str,
    label: &'a str,
    value: String,
    share: String,
    /// Where its bar begins and ends, as parts of the longest.
    bar: Option<(f64, f64)>,
}

/// The points of a metric as a table.
pub(crate) struct Table {
    pub lines: Vec<Line>,
    /// Where its bars begin, how long they are at most, in cells, and what that stands for; none without bars.
    pub scale: Option<(usize, usize, f64)>,
}

/// The points of a metric in so many cells, with bars of `longest` cells at most.
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
    /// The columns in `cells` cells; `None` if the labels would have too few.
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
    /// The label in lines of at most so many cells.
    fn labels(&self, cells: usize) -> impl Iterator<Item = String> {
        let before = width(self.within);
        let ranges = wrap(self.label, cells.saturating_sub(before).max(1));
        ranges.into_iter().enumerate().map(move |(at, range)| {
            let part = self.label.get(range).unwrap_or_default();
            let within = if at == 0 { self.within } else { "" };
            pad(within, before) + part
        })
    }

    /// The label, and below it value and share: for where there is no room beside it.
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
                    // The foot of a last part of zero stands in the last cell.
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

/// A text at the right end of so many cells.
fn right(text: &str, cells: usize) -> String {
    pad("", cells.saturating_sub(width(text))) + text
}

/// Where the bar of each point begins and ends, as parts of the longest that there can be, and what that stands for; none
/// for a value that is masked.
fn bars(metric: &Metric) -> (Vec<Option<(f64, f64)>>, f64) {
    let values = metric.points.iter().map(|point| point.value);
    let values: Vec<Option<f64>> = values.map(|value| value.map(Quantity::get)).collect();
    // The parts of a whole that is known follow each other.
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
    // Shares are parts of a hundred.
    let is_share = metric.unit.as_str() == "%" && largest <= 100.0;
    let full = if is_share { 100.0 } else { largest };
    let part = |(from, to)| (full > 0.0).then_some((from / full, to / full));
    let bars = ends.into_iter().map(|ends| ends.and_then(part));
    (bars.collect(), full)
}
