//! The metrics panel: what was counted in the case under the cursor, and how it moved or divides.
//!
//! ```text
//! >政府投资项目开工前审批时间                         ▼ 至少 -73.2%
//!   ██
//!   ██ ▇▇ ▄▄  法定时限 112 → 承诺时限 46 → 压缩后 ≤30 工作日
//!  以极速审批完成前期阶段审批的项目                            53 个
//! ```
//!
//! A metric with several points has a sparkline of them; bars start at zero, a masked value leaves its
//! place empty, and nothing is drawn from one point.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Sparkline, Widget};

use crate::bundle::{Better, Case, Lang, Metric, Quantity, Relation, Word};
use crate::text::{width, wrap};
use crate::tui::App;
use crate::tui::event::Size;
use crate::tui::keymap::Mode;
use crate::tui::labels::Labels;
use crate::tui::layout::{Pane, content};
use crate::tui::quantity::{change_shown, labelled_point, value_shown, with_unit};
use crate::tui::theme::{AND, FALL, RISE, SELECTED_MARK, THEN, Theme};

use super::scroll::{Step, top_for};
use super::spans::{Title, put};

/// The metrics of a case laid out for a width, the selected one, and the first line in view.
#[derive(Debug, Clone, Default)]
pub(in crate::tui) struct MetricsPane {
    blocks: Vec<Block>,
    selected: usize,
    top: usize,
    laid_out_for: Option<(Option<String>, Lang, u16)>,
}

/// One metric, laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Block {
    /// The label, line by line.
    label: Vec<String>,
    /// What stands at the right end of the label's last line, or of a line below it.
    aside: String,
    tone: Tone,
    /// Whether there is room for `aside` beside the label.
    beside: bool,
    /// The heights of the bars in eighths of a row, one for each column; none where nothing is drawn.
    bars: Vec<Option<u64>>,
    /// The points with their labels, line by line.
    points: Vec<String>,
}

/// How an aside is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tone {
    Value,
    Good,
    Bad,
    Remark,
}

/// The cells before a label: the mark of the selected metric.
const MARK: usize = 1;
/// The cells before the bars and between bars and points.
const INDENT: usize = 2;
/// The rows of a sparkline: with two, sixteen heights can be told apart.
const SPARK_ROWS: u16 = 2;
/// A row of a sparkline tells eight heights apart.
const EIGHTHS: u16 = 8;

impl MetricsPane {
    pub fn step(&mut self, step: Step, rows: usize) {
        // A metric takes about three rows, so a page holds a third of its rows in metrics.
        self.selected = step.from(self.selected, self.blocks.len(), rows / 3);
    }

    /// Lays the metrics of a case out; keeps the layout if nothing that it depends on has changed.
    pub fn lay_out(&mut self, case: Option<&Case>, lang: Lang, size: Size) {
        let case_id = case.map(|case| case.id.as_str().to_owned());
        let wanted = (case_id, lang, size.width);
        if self.laid_out_for.as_ref() != Some(&wanted) {
            let cells = usize::from(size.width);
            self.blocks = case.map_or_else(Vec::new, |case| {
                case.metrics
                    .iter()
                    .map(|metric| Block::new(metric, lang, cells))
                    .collect()
            });
            if self
                .laid_out_for
                .as_ref()
                .is_none_or(|(before, ..)| *before != wanted.0)
            {
                (self.selected, self.top) = (0, 0);
            }
            self.laid_out_for = Some(wanted);
        }
        let heights: Vec<usize> = self.blocks.iter().map(Block::height).collect();
        let start: usize = heights.iter().take(self.selected).sum();
        let end = start + heights.get(self.selected).copied().unwrap_or(0);
        self.top = top_for(
            self.top,
            start..end,
            heights.iter().sum(),
            usize::from(size.height),
        );
    }
}

impl Block {
    fn new(metric: &Metric, lang: Lang, cells: usize) -> Self {
        let label = match (&metric.period, lang) {
            (None, _) => metric.label.get(lang).to_owned(),
            (Some(period), Lang::Zh) => {
                format!("{}（{}）", metric.label.zh.as_str(), period.as_str())
            }
            (Some(period), Lang::En) => {
                format!("{} ({})", metric.label.en.as_str(), period.as_str())
            }
        };
        let (aside, tone) = aside(metric, lang);
        let lines = wrap(&label, cells.saturating_sub(MARK));
        let label: Vec<String> = lines
            .into_iter()
            .map(|range| label.get(range).unwrap_or_default().to_owned())
            .collect();
        let last = label.last().map_or(0, |line| width(line));
        let beside = MARK + last + 2 + width(&aside) <= cells;
        let mut block = Self {
            label,
            aside,
            tone,
            beside,
            bars: Vec::new(),
            points: Vec::new(),
        };
        if metric.relation != Relation::Single {
            block.bars = bars(metric, cells / 3);
            let room = cells.saturating_sub(block.points_column());
            block.points = points(metric, lang, room);
        }
        block
    }

    /// The cell at which the points begin.
    fn points_column(&self) -> usize {
        if self.bars.is_empty() {
            INDENT
        } else {
            INDENT + self.bars.len() + INDENT
        }
    }

    fn label_rows(&self) -> usize {
        self.label.len() + usize::from(!self.beside)
    }

    fn height(&self) -> usize {
        let spark = if self.bars.is_empty() {
            0
        } else {
            usize::from(SPARK_ROWS)
        };
        self.label_rows() + self.points.len().max(spark)
    }

    fn draw(&self, selected: bool, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let cells = usize::from(area.width);
        let style = if selected {
            theme.selected
        } else {
            theme.title
        };
        let aside_style = match self.tone {
            Tone::Value => theme.title,
            Tone::Good => theme.good,
            Tone::Bad => theme.bad,
            Tone::Remark => theme.dim,
        };
        let mark = if selected { SELECTED_MARK } else { " " };
        for (row, line) in (0..).zip(&self.label) {
            let mark = if row == 0 { mark } else { " " };
            put(
                &Line::from(vec![Span::raw(mark), Span::styled(line.as_str(), style)]),
                area,
                row,
                buf,
            );
        }
        let aside_row = u16::try_from(self.label_rows())
            .unwrap_or(u16::MAX)
            .saturating_sub(1);
        let aside = u16::try_from(cells.saturating_sub(width(&self.aside))).unwrap_or(0);
        let right = Rect {
            x: area.x + aside,
            width: area.width.saturating_sub(aside),
            ..area
        };
        put(
            &Line::styled(self.aside.as_str(), aside_style),
            right,
            aside_row,
            buf,
        );
        let below = u16::try_from(self.label_rows()).unwrap_or(u16::MAX);
        self.draw_bars(theme.bar, area, below, buf);
        let column = u16::try_from(self.points_column())
            .unwrap_or(u16::MAX)
            .min(area.width);
        let beside_bars = Rect {
            x: area.x + column,
            width: area.width - column,
            ..area
        };
        // Few points stand at the foot of the bars.
        let missing = usize::from(SPARK_ROWS).saturating_sub(self.points.len());
        let lowered = if self.bars.is_empty() {
            0
        } else {
            u16::try_from(missing).unwrap_or(0)
        };
        for (row, line) in (below + lowered..).zip(&self.points) {
            put(&Line::from(line.as_str()), beside_bars, row, buf);
        }
    }

    fn draw_bars(&self, style: Style, area: Rect, row: u16, buf: &mut Buffer) {
        let indent = u16::try_from(INDENT).unwrap_or(0);
        let columns = u16::try_from(self.bars.len()).unwrap_or(u16::MAX);
        let bars = Rect::new(area.x + indent, area.y + row, columns, SPARK_ROWS).intersection(area);
        Sparkline::default()
            .data(self.bars.iter().copied())
            .max(u64::from(SPARK_ROWS * EIGHTHS))
            .style(style)
            .render(bars, buf);
    }
}

/// What is said beside a label: the value of a single point, the change, or how the points belong together.
fn aside(metric: &Metric, lang: Lang) -> (String, Tone) {
    if let [point] = metric.points.as_slice() {
        return (labelled_point(metric, point, lang), Tone::Value);
    }
    let (Some(shown), Some(change)) = (change_shown(metric, lang), metric.change()) else {
        return (metric.relation.name(lang).to_owned(), Tone::Remark);
    };
    let fell = change.percent < 0.0;
    let tone = match (metric.better, fell) {
        _ if change.percent == 0.0 => Tone::Remark,
        (Some(Better::Lower), true) | (Some(Better::Higher), false) => Tone::Good,
        (Some(Better::Lower), false) | (Some(Better::Higher), true) => Tone::Bad,
        (None, _) => Tone::Remark,
    };
    (format!("{} {shown}", if fell { FALL } else { RISE }), tone)
}

/// The columns of a sparkline that takes at most `cells` cells: each point as wide as there is room for,
/// up to two cells, with a gap between points. Empty if fewer than two points have a value.
fn bars(metric: &Metric, cells: usize) -> Vec<Option<u64>> {
    let values: Vec<Option<f64>> = metric
        .points
        .iter()
        .map(|point| point.value.map(Quantity::get))
        .collect();
    let heights = heights(&values, SPARK_ROWS * EIGHTHS);
    if heights.iter().flatten().count() < 2 {
        return Vec::new();
    }
    let count = heights.len();
    let (bar, gap) = match () {
        () if 3 * count - 1 <= cells => (2, 1),
        () if 2 * count - 1 <= cells => (1, 1),
        () => (1, 0),
    };
    let mut columns = Vec::new();
    for (at, height) in heights.into_iter().enumerate() {
        columns.extend(std::iter::repeat_n(None, if at > 0 { gap } else { 0 }));
        columns.extend(std::iter::repeat_n(height, bar));
    }
    columns
}

/// The heights of bars from zero, the largest value `full` high: equal values are equally high, a larger
/// one is never lower, one above zero is never invisible, and no value is no bar.
fn heights(values: &[Option<f64>], full: u16) -> Vec<Option<u64>> {
    let largest = values.iter().flatten().copied().fold(0.0, f64::max);
    let height = |value: f64| {
        if value <= 0.0 || largest <= 0.0 {
            return 0;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and full"
        )]
        let height = (value / largest * f64::from(full)).round() as u64;
        height.max(1)
    };
    values.iter().map(|value| value.map(height)).collect()
}

/// The points with labels and values, as many on a line as there is room for; the unit comes last.
fn points(metric: &Metric, lang: Lang, cells: usize) -> Vec<String> {
    let separator = match metric.relation {
        Relation::Change | Relation::OverTime => THEN,
        Relation::Single | Relation::Parts | Relation::Subset | Relation::SideBySide => AND,
    };
    let last = metric.points.len().saturating_sub(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    for (at, point) in metric.points.iter().enumerate() {
        let mut value = value_shown(metric, point, lang);
        // A percentage is always written with its sign; other units once, at the end.
        if at == last || metric.unit.as_str() == "%" {
            value = with_unit(value, metric, lang);
        }
        let label = point.label.as_ref().map_or("", |label| label.get(lang));
        let item = if label.is_empty() {
            value
        } else {
            format!("{label} {value}")
        };
        let joined = if at == 0 {
            item.clone()
        } else {
            format!("{line}{separator}{item}")
        };
        if at > 0 && width(&joined) > cells {
            lines.push(format!("{line}{}", separator.trim_end()));
            line = item;
        } else {
            line = joined;
        }
    }
    lines.push(line);
    lines
        .iter()
        .flat_map(|line| {
            wrap(line, cells)
                .into_iter()
                .map(|range| line.get(range).unwrap_or_default().to_owned())
        })
        .collect()
}

/// Draws the metrics panel.
pub(in crate::tui) fn render(app: &App, area: Rect, buf: &mut Buffer) {
    let labels = Labels::of(app.lang);
    let focused = app.focus == Pane::Metrics && app.mode == Mode::Browse;
    let pane = &app.metrics;
    let count = pane.blocks.len();
    let place = if count == 0 {
        String::new()
    } else {
        format!("{}/{count}", pane.selected + 1)
    };
    Title {
        left: labels.metrics,
        right: &place,
        focused,
    }
    .render(&app.theme, area, buf);
    let rows = content(area);
    if count == 0 && app.selected_case().is_some() {
        put(
            &Line::styled(format!(" {}", labels.no_metrics), app.theme.dim),
            rows,
            0,
            buf,
        );
    }
    let mut top = 0;
    for (at, block) in pane.blocks.iter().enumerate() {
        let height = block.height();
        let seen = pane.top.max(top)..(pane.top + usize::from(rows.height)).min(top + height);
        if !seen.is_empty() {
            // Drawn whole and then copied, since a block may be only partly in view.
            let whole = Rect::new(0, 0, rows.width, u16::try_from(height).unwrap_or(u16::MAX));
            let mut drawn = Buffer::empty(whole);
            block.draw(
                focused && at == pane.selected,
                &app.theme,
                whole,
                &mut drawn,
            );
            for line in seen {
                let from = u16::try_from(line - top).unwrap_or(u16::MAX);
                let to = rows.y + u16::try_from(line - pane.top).unwrap_or(u16::MAX);
                for column in 0..rows.width {
                    buf[(rows.x + column, to)] = drawn[(column, from)].clone();
                }
            }
        }
        top += height;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn bars_keep_the_order_of_their_values(
            values in prop::collection::vec(prop::option::of(0.0..1e12_f64), 1..12)
        ) {
            let heights = heights(&values, 16);
            let largest = values.iter().flatten().copied().fold(0.0, f64::max);
            for (one, one_height) in values.iter().zip(&heights) {
                prop_assert_eq!(one.is_none(), one_height.is_none());
                if let (Some(one), Some(one_height)) = (one, one_height) {
                    prop_assert!(*one_height <= 16 && (*one <= 0.0) == (*one_height == 0));
                    prop_assert!(*one < largest || *one_height == 16 || largest <= 0.0);
                }
                for (other, other_height) in values.iter().zip(&heights) {
                    prop_assert!(one > other || one_height <= other_height || other.is_none() || one.is_none());
                }
            }
        }
    }
}
