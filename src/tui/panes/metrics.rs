//! The metrics panel: what was counted in the case under the cursor, and how it moved or divides.
//!
//! ```text
//! >政府投资项目开工前审批时间                         ▼ 降幅至少 73.2%
//!   ██
//!   ██ ▇▇ ▄▄  法定时限 112 → 承诺时限 46 → 压缩后 ≤30 工作日
//!  以极速审批完成前期阶段审批的项目                            53 个
//! ! what a reader should know about it: a sum that does not hold, a value that is masked
//! ```
//!
//! A metric with several points has a sparkline of them; bars start at zero, a masked value leaves its
//! place empty, and nothing is drawn from one point.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::bundle::{Better, Case, Lang, Metric, Notice, Relation, Word};
use crate::text::{width, wrap};
use crate::tui::App;
use crate::tui::event::Size;
use crate::tui::keymap::Mode;
use crate::tui::labels::Labels;
use crate::tui::layout::{Pane, content};
use crate::tui::quantity::{change_shown, labelled_point, metric_shown, point_shown, value_shown};
use crate::tui::theme::{AND, FALL, NOTICE_MARK, RISE, SELECTED_MARK, THEN, Theme};

use super::bars::Bars;
use super::scroll::{Step, top_for};
use super::spans::{Title, offset, put};

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
    /// The points as bars.
    bars: Bars,
    /// The points with their labels, line by line.
    points: Vec<String>,
    /// What a reader should know about the metric, line by line.
    notices: Vec<String>,
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

impl MetricsPane {
    /// Moves to another metric; a metric that is taller than the pane is scrolled through first.
    pub fn step(&mut self, step: Step, rows: usize) {
        let lines = self.lines_of(self.selected);
        let part = match step {
            Step::By(by) => Some(by.signum()),
            Step::ByPage(sign, fraction) => Some(sign * (rows / fraction).max(1).cast_signed()),
            Step::ToTop | Step::ToBottom => None,
        };
        let bottom = lines.end.saturating_sub(rows);
        match part {
            Some(by @ 1..) if self.top >= lines.start && self.top < bottom => {
                self.top = self.top.saturating_add_signed(by).min(bottom);
            }
            Some(by @ ..=-1) if self.top > lines.start && lines.len() > rows => {
                self.top = self.top.saturating_add_signed(by).max(lines.start);
            }
            // A metric takes about three rows, so a page holds a third of its rows in metrics.
            _ => self.selected = step.from(self.selected, self.blocks.len(), rows / 3),
        }
        if step == Step::ToBottom {
            self.top = usize::MAX;
        }
    }

    /// The lines that a metric takes, counted over all metrics.
    fn lines_of(&self, block: usize) -> Range<usize> {
        let start = self.blocks.iter().take(block).map(Block::height).sum();
        start..start + self.blocks.get(block).map_or(0, Block::height)
    }

    /// The rows that all metrics take.
    pub fn rows(&self) -> usize {
        self.lines_of(self.blocks.len()).start
    }

    /// The metric that the keys act on.
    pub fn selected(&self) -> usize {
        self.selected
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
                    .map(|metric| Block::new(metric, &case.notices, lang, cells))
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
        let count = self.rows();
        let wanted = self.lines_of(self.selected);
        self.top = top_for(self.top, wanted, count, usize::from(size.height));
    }
}

impl Block {
    fn new(metric: &Metric, notices: &[Notice], lang: Lang, cells: usize) -> Self {
        let label = metric_shown(metric, lang);
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
            bars: Bars::default(),
            points: Vec::new(),
            notices: notices_about(metric, notices, lang, cells),
        };
        if metric.relation != Relation::Single {
            block.bars = Bars::new(metric, cells / 3);
            let room = cells.saturating_sub(block.points_column());
            block.points = points(metric, lang, room);
        }
        block
    }

    /// The cell at which the points begin.
    fn points_column(&self) -> usize {
        match self.bars.width() {
            0 => INDENT,
            width => INDENT + width + INDENT,
        }
    }

    fn label_rows(&self) -> usize {
        self.label.len() + usize::from(!self.beside)
    }

    fn bar_rows(&self) -> usize {
        if self.bars.width() == 0 {
            0
        } else {
            usize::from(Bars::ROWS)
        }
    }

    fn height(&self) -> usize {
        self.label_rows() + self.points.len().max(self.bar_rows()) + self.notices.len()
    }

    fn draw(&self, selected: bool, theme: &Theme, area: Rect, buf: &mut Buffer) {
        self.draw_label(selected, theme, area, buf);
        let below = offset(area, 0, self.label_rows());
        self.bars.render(theme.bar, offset(below, INDENT, 0), buf);
        // Few points stand at the foot of the bars.
        let lowered = self.bar_rows().saturating_sub(self.points.len());
        let beside_bars = offset(below, self.points_column(), lowered);
        for (row, line) in (0..).zip(&self.points) {
            put(&Line::from(line.as_str()), beside_bars, row, buf);
        }
        let last = offset(below, 0, self.points.len().max(self.bar_rows()));
        for (row, line) in (0..).zip(&self.notices) {
            put(&Line::styled(line.as_str(), theme.notice), last, row, buf);
        }
    }

    fn draw_label(&self, selected: bool, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let style = if selected {
            theme.selected
        } else {
            theme.title
        };
        for (row, line) in (0..).zip(&self.label) {
            let mark = if selected && row == 0 {
                SELECTED_MARK
            } else {
                " "
            };
            let line = Line::from(vec![Span::raw(mark), Span::styled(line.as_str(), style)]);
            put(&line, area, row, buf);
        }
        let style = match self.tone {
            Tone::Value => theme.title,
            Tone::Good => theme.good,
            Tone::Bad => theme.bad,
            Tone::Remark => theme.dim,
        };
        let column = usize::from(area.width).saturating_sub(width(&self.aside));
        let right = offset(area, column, self.label_rows() - 1);
        put(&Line::styled(self.aside.as_str(), style), right, 0, buf);
    }
}

/// What the notices say about a metric, each behind its mark and without the metric's label, line by line.
fn notices_about(metric: &Metric, notices: &[Notice], lang: Lang, cells: usize) -> Vec<String> {
    let about = |notice: &&Notice| notice.metric.as_ref() == Some(&metric.id);
    let mut lines = Vec::new();
    for notice in notices.iter().filter(about) {
        let text = notice.text.get(lang);
        let text = text
            .strip_prefix(metric.label.get(lang))
            .map_or(text, |rest| rest.trim_start_matches(['：', ':', ' ']));
        let ranges = wrap(text, cells.saturating_sub(INDENT));
        for (at, range) in ranges.into_iter().enumerate() {
            let mark = if at == 0 { NOTICE_MARK } else { " " };
            lines.push(format!("{mark} {}", text.get(range).unwrap_or_default()));
        }
    }
    lines
}

/// What is said beside a label: the value of a single point, the change, or how the points belong together.
fn aside(metric: &Metric, lang: Lang) -> (String, Tone) {
    if let [point] = metric.points.as_slice() {
        return (labelled_point(metric, point, lang), Tone::Value);
    }
    let (Some(shown), Some(change)) = (change_shown(metric, lang), metric.change()) else {
        return (metric.relation.name(lang).to_owned(), Tone::Remark);
    };
    let (sign, tone) = match (change.percent, metric.better) {
        (0.0, _) => ("", Tone::Remark),
        (..0.0, Some(Better::Lower)) => (FALL, Tone::Good),
        (..0.0, Some(Better::Higher)) => (FALL, Tone::Bad),
        (..0.0, None) => (FALL, Tone::Remark),
        (_, Some(Better::Higher)) => (RISE, Tone::Good),
        (_, Some(Better::Lower)) => (RISE, Tone::Bad),
        (_, None) => (RISE, Tone::Remark),
    };
    (format!("{sign} {shown}").trim_start().to_owned(), tone)
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
        // A percentage is always written with its sign; other units once, at the end.
        let value = if at == last || metric.unit.as_str() == "%" {
            point_shown(metric, point, lang)
        } else {
            value_shown(metric, point, lang)
        };
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
        // A line that another follows ends with the sign between them.
        let room = if at == last {
            cells
        } else {
            cells.saturating_sub(width(separator.trim_end()))
        };
        if at > 0 && width(&joined) > room {
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
