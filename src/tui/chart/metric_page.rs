//! One metric over the whole screen: a chart with axes, every value in full, and the figures as printed.
//!
//! ```text
//! 150 ┤    112
//!     │ ▄▄▄▄▄▄▄▄▄
//! 100 ┤ █████████
//!     │ █████████     46         ≤30
//!  50 ┤ █████████  ▇▇▇▇▇▇▇▇▇  ▂▂▂▂▂▂▂▂▂
//!     │ █████████  █████████  █████████
//!   0 ┼─────────────────────────────────
//!        法定时限   承诺时限   压缩后
//! ```
//!
//! Scales start at zero. A single value has no chart.

use crate::bundle::{Bound, Case, Metric, Quantity, Relation, Word};
use crate::present::{Formatter, Glyphs, Labels, Standing};
use crate::text::{fit, in_lines, pad, width, wrap};

use super::axis::{along, ticks};
use super::line::{Line, Tone};
use super::metric_block::{notices_about, trailing};
use super::sparkline::ZERO;
use super::{bar_table, strip_plot};

/// Most cells per bar, including the gap to the next.
const WIDEST_SLOT: usize = 16;
/// Fewest cells per bar that leave room for its value and label.
const NARROWEST_SLOT: usize = 7;
/// Most lines of a label below a bar.
const LABEL_LINES: usize = 3;
const EIGHTHS: usize = 8;

/// The page of a metric as lines of at most `cells` cells; the chart takes about `rows` rows.
pub(crate) fn page(
    (case, metric): (&Case, &Metric),
    standing: Option<(&Standing, usize)>,
    (cells, rows): (usize, usize),
    format: Formatter,
) -> Vec<Line> {
    let labels = Labels::of(format.lang);
    let mut lines = Vec::new();
    push_wrapped(&format.metric(metric), Tone::Label, cells, &mut lines);
    push_wrapped(case.title.get(format.lang), Tone::Remark, cells, &mut lines);
    lines.push(Vec::new());
    let chart = match metric.relation {
        Relation::Single => Vec::new(),
        Relation::Change | Relation::OverTime => upright(metric, (cells, rows), format),
        Relation::Parts | Relation::Subset | Relation::SideBySide => lying(metric, cells, format),
    };
    let strip = standing.map(|(standing, case)| strip_plot::lines(standing, case, cells, format));
    let known = metric.points.iter().filter(|point| point.value.is_some());
    if known.count() < 2 && strip.is_none() {
        push_wrapped(labels.no_chart, Tone::Remark, cells, &mut lines);
    }
    lines.extend(chart);
    lines.extend(strip.unwrap_or_default());
    lines.push(Vec::new());
    lines.extend(remarks(metric, cells, format));
    lines.extend(points(metric, cells, format));
    lines.extend(notices_about(metric, &case.notices, cells, format));
    lines
}

fn push_wrapped(text: &str, tone: Tone, cells: usize, lines: &mut Vec<Line>) {
    for range in wrap(text, cells) {
        lines.push(vec![(text.get(range).unwrap_or_default().to_owned(), tone)]);
    }
}

/// The relation, the change, and which direction is better.
fn remarks(metric: &Metric, cells: usize, format: Formatter) -> Vec<Line> {
    let mut pieces = vec![(metric.relation.name(format.lang).to_owned(), Tone::Remark)];
    if metric.change().is_some() {
        pieces.push(trailing(metric, format));
    }
    if let Some(better) = metric.better {
        pieces.push((better.name(format.lang).to_owned(), Tone::Remark));
    }
    let mut lines: Vec<Line> = Vec::new();
    let mut used = cells;
    for (piece, tone) in pieces {
        let more = 2 + width(&piece);
        match lines.last_mut() {
            Some(line) if used + more <= cells => {
                line.push((format!("  {piece}"), tone));
                used += more;
            }
            _ => {
                used = width(&piece);
                push_wrapped(&piece, tone, cells, &mut lines);
            }
        }
    }
    lines
}

/// Each point with its value in full and its figure as printed.
fn points(metric: &Metric, cells: usize, format: Formatter) -> Vec<Line> {
    let labels = Labels::of(format.lang);
    let mut lines = Vec::new();
    for point in &metric.points {
        let mut texts = vec![format.labelled(metric, point)];
        let full = format.in_full(metric, point);
        texts.extend(full.map(|full| format!("({full})")));
        texts.extend(format.share(metric, point));
        let is_bounded = point.bound != Bound::Exact;
        texts.extend(is_bounded.then(|| point.bound.name(format.lang).to_owned()));
        let figure = point.figure.as_str();
        texts.push(format!("{}{}{figure}", labels.printed, labels.colon));
        let texts = in_lines(&texts, "  ", cells.saturating_sub(2));
        for (at, text) in texts.iter().enumerate() {
            let before = if at == 0 { "- " } else { "  " };
            lines.push(vec![(format!("{before}{text}"), Tone::Plain)]);
        }
    }
    lines
}

/// A table with horizontal bars, and below it their scale.
fn lying(metric: &Metric, cells: usize, format: Formatter) -> Vec<Line> {
    let table = bar_table::table(metric, (cells, cells), format);
    let mut lines = table.lines;
    if let Some((before, bar, full)) = table.scale {
        let [numbers, scale] = along(full, bar, format);
        let blank = (pad("", before), Tone::Plain);
        lines.push(vec![blank.clone(), (scale, Tone::Remark)]);
        lines.push(vec![blank, (numbers, Tone::Remark)]);
    }
    lines
}

/// Vertical bars beside a scale, with values above and labels below; empty if fewer than two values are known or there
/// is no room.
fn upright(metric: &Metric, (cells, rows): (usize, usize), format: Formatter) -> Vec<Line> {
    let values = metric.points.iter().map(|point| point.value);
    let values: Vec<Option<f64>> = values.map(|value| value.map(Quantity::get)).collect();
    let largest = values.iter().flatten().copied().fold(0.0, f64::max);
    let (ticks, rows) = scale_of(largest, rows);
    let Some(top) = ticks.last().filter(|_| values.iter().flatten().count() > 1) else {
        return Vec::new();
    };
    let scale = Scale::new(&ticks, rows, format);
    let room = cells.saturating_sub(scale.cells + 1);
    let slot = (room / values.len()).min(WIDEST_SLOT);
    if slot == 0 {
        return Vec::new();
    }
    let columns: Vec<Column> = metric
        .points
        .iter()
        .zip(&values)
        .map(|(point, value)| Column {
            eighths: value.map(|value| eighths(value / top, rows, format.glyphs)),
            value: format.value(metric, point),
            label: point.label.as_ref().map_or("", |one| one.get(format.lang)),
        })
        .collect();
    let mut lines: Vec<Line> = (0..=rows)
        .rev()
        .map(|row| scale.line(row, &columns, slot, format))
        .collect();
    lines.push(scale.foot(slot * columns.len(), format));
    lines.extend(names(&columns, (scale.cells + 1, slot)));
    lines
}

/// The ticks of a scale that reaches `largest`, and its height in rows, about `rows`. Ticks are the same number of rows
/// apart; otherwise a bar could end above a tick that is larger than its value.
fn scale_of(largest: f64, rows: usize) -> (Vec<f64>, usize) {
    let rows = rows.max(4);
    let ticks = ticks(largest, rows / 2);
    let steps = ticks.len().saturating_sub(1).max(1);
    (ticks, rows / steps * steps)
}

/// Height of a bar in eighths of a row, at least one step if it is above zero. Glyphs without levels take whole rows.
fn eighths(part: f64, rows: usize, glyphs: Glyphs) -> usize {
    let step = match glyphs.levels() {
        Some(_) => 1,
        None => EIGHTHS,
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a number of rows, from 0 on"
    )]
    let steps = (part.max(0.0) * (rows * EIGHTHS / step) as f64).round() as usize;
    steps.max(usize::from(part > 0.0)) * step
}

/// A bar with its value and label.
struct Column<'a> {
    /// The height in eighths of a row; `None` for a masked value.
    eighths: Option<usize>,
    value: String,
    label: &'a str,
}

/// A vertical scale.
struct Scale {
    /// The number of the foot and of each row above it; empty for a row without a tick.
    numbers: Vec<String>,
    cells: usize,
}

impl Scale {
    fn new(ticks: &[f64], rows: usize, format: Formatter) -> Self {
        let top = ticks.last().copied().unwrap_or(1.0);
        let mut numbers = vec![String::new(); rows + 1];
        for tick in ticks {
            let row = super::axis::place(tick / top, rows + 1);
            if let Some(number) = numbers.get_mut(row) {
                *number = format.number(*tick);
            }
        }
        let cells = numbers.iter().map(|number| width(number)).max();
        Self {
            cells: cells.unwrap_or(0) + 2,
            numbers,
        }
    }

    /// The scale `row` rows above its foot: the number, if any, and a mark.
    fn at(&self, row: usize, mark: &str) -> String {
        let number = self.numbers.get(row).map_or("", String::as_str);
        let blank = self.cells.saturating_sub(2 + width(number));
        format!("{}{number} {mark}", pad("", blank))
    }

    /// A row of the chart, 0 being the one above the foot: the scale, and a part of each bar or the value above it.
    fn line(&self, row: usize, columns: &[Column], slot: usize, format: Formatter) -> Line {
        let [line, tick, _] = format.glyphs.signs().upright;
        // The foot has a line of its own, so a bar as high as a tick ends in the row of the tick.
        let has_number = self.numbers.get(row + 1).is_some_and(|one| !one.is_empty());
        let mark = if has_number { tick } else { line };
        let mut cells = vec![(self.at(row + 1, mark), Tone::Remark)];
        for column in columns {
            let filled = column.eighths.unwrap_or(0);
            let here = filled.saturating_sub(row * EIGHTHS).min(EIGHTHS);
            // The value goes in the row above its bar.
            let top = filled.div_ceil(EIGHTHS);
            let (text, tone) = match here {
                0 if row == top && slot >= NARROWEST_SLOT => {
                    // A truncated number would be a different number.
                    let value = Some(&column.value).filter(|value| width(value) < slot);
                    let value = value.map_or("", String::as_str);
                    let before = (slot - 2).saturating_sub(width(value)) / 2;
                    (pad("", before) + value, Tone::Value)
                }
                0 if row == 0 && column.eighths.is_some() => {
                    (ZERO.repeat(slot.saturating_sub(2).max(1)), Tone::Bar)
                }
                0 => (String::new(), Tone::Plain),
                here => {
                    let bar = slot.saturating_sub(2).max(1);
                    (format.glyphs.level(here).repeat(bar), Tone::Bar)
                }
            };
            cells.push((" ".repeat(usize::from(slot > 2)), Tone::Plain));
            cells.push((pad(&text, slot - usize::from(slot > 2)), tone));
        }
        cells
    }

    /// The foot of the scale: the corner, and a line of `cells` cells.
    fn foot(&self, cells: usize, format: Formatter) -> Line {
        let signs = format.glyphs.signs();
        let corner = self.at(0, signs.upright[2]);
        vec![(corner + &signs.scale[1].repeat(cells), Tone::Remark)]
    }
}

/// The labels below the bars, each in its slot, after `before` cells. Narrow slots have room for the first and the last
/// only.
fn names(columns: &[Column], (before, slot): (usize, usize)) -> Vec<Line> {
    if slot < NARROWEST_SLOT {
        let ends = [columns.first(), columns.last()];
        let [first, last] = ends.map(|column| column.map_or("", |column| column.label));
        let cells = slot * columns.len();
        let last = fit(last, cells / 2);
        let room = cells - width(&last);
        return vec![vec![
            (pad("", before), Tone::Plain),
            (pad(&fit(first, room), room), Tone::Plain),
            (last.into_owned(), Tone::Plain),
        ]];
    }
    let wrapped = |column: &Column| {
        let ranges = wrap(column.label, slot - 1).into_iter();
        let lines = ranges.map(|range| column.label.get(range).unwrap_or_default().to_owned());
        lines.collect::<Vec<_>>()
    };
    let wrapped: Vec<Vec<String>> = columns.iter().map(wrapped).collect();
    let count = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    (0..count.min(LABEL_LINES))
        .map(|line| {
            let mut text = pad("", before + 1);
            for lines in &wrapped {
                let part = lines.get(line).map_or("", String::as_str);
                let is_cut = line + 1 == LABEL_LINES && lines.len() > LABEL_LINES;
                let part = if is_cut {
                    format!("{part}…")
                } else {
                    part.to_owned()
                };
                text += &pad(&fit(&part, slot - 1), slot);
            }
            vec![(text.trim_end().to_owned(), Tone::Plain)]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_bar_ends_where_the_scale_says(
            largest in 1e-3..1e12_f64, part in 0.0..1.0_f64, rows in 0..20_usize
        ) {
            let (ticks, rows) = scale_of(largest, rows);
            let top = ticks.last().copied().expect("a value above zero");
            let scale = Scale::new(&ticks, rows, Formatter::default());
            let numbered = scale.numbers.iter().enumerate().filter(|(_, number)| !number.is_empty());
            let places: Vec<usize> = numbered.map(|(row, _)| row * EIGHTHS).collect();
            prop_assert_eq!(places.len(), ticks.len());
            let value = largest * part;
            for glyphs in Glyphs::ALL {
                let height = eighths(value / top, rows, glyphs);
                for (tick, place) in ticks.iter().zip(&places).skip(1) {
                    prop_assert!(value > *tick || height <= *place, "{value} {tick} {height} {place}");
                    prop_assert!(value < *tick || height >= *place, "{value} {tick} {height} {place}");
                }
            }
        }
    }
}
