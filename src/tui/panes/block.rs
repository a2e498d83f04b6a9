//! One metric, laid out: what is counted, its points as its relation asks for, and what a reader should know about it.
//!
//! ```text
//! >政府投资项目开工前审批时间                         ▼ 降幅至少 73.2%      the label, and what comes of it
//!   ██
//!   ██ ▇▇ ▄▄  法定时限 112 → 承诺时限 46 → 压缩后 ≤30 工作日                states: bars and values in their order
//!  以极速审批完成前期阶段审批的项目                            53 个         a single value
//! ! 各分项之和为 1410，与原文总数 1126 不符                                  a notice
//! ```

use ratatui::style::Style;
use ratatui::text::{Line as Drawn, Span};

use crate::bundle::{Better, Metric, Notice, Relation, Word};
use crate::text::{pad, width, wrap};
use crate::tui::quantity::Writing;
use crate::tui::standing::Standing;
use crate::tui::theme::{NOTICE_MARK, SELECTED_MARK, Theme};

use super::bars::Columns;
use super::pieces::in_lines;
use super::rows;
use super::strip;

/// One metric, laid out for a width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block(Vec<Line>);

/// A line in pieces, each with what it means.
pub(super) type Line = Vec<(String, Tone)>;

/// What a piece of a line means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Plain,
    Label,
    Value,
    Good,
    Bad,
    Remark,
    Bar,
    /// This case among others.
    Own,
    Heading,
    Notice,
}

impl Tone {
    fn style(self, theme: &Theme) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Label | Self::Value => theme.title,
            Self::Good => theme.good,
            Self::Bad => theme.bad,
            Self::Remark => theme.dim,
            Self::Bar => theme.bar,
            Self::Heading => theme.heading,
            Self::Own => theme.current_hit,
            Self::Notice => theme.notice,
        }
    }
}

/// The cells before a label: the mark of the selected metric.
const MARK: usize = 1;
/// A longer bar tells no more beside others that are read at a glance.
const LONGEST_BAR: usize = 36;
/// The cells before the points, and between bars and points.
const INDENT: usize = 2;

impl Block {
    /// A metric of a case with these notices, and how the case at an index stands beside others.
    pub fn new(
        metric: &Metric,
        notices: &[Notice],
        standing: Option<(&Standing, usize)>,
        cells: usize,
        writing: Writing,
    ) -> Self {
        let mut lines = label(metric, cells, writing);
        let room = cells.saturating_sub(INDENT);
        let points = match metric.relation {
            Relation::Single => Vec::new(),
            Relation::Change | Relation::OverTime => states(metric, room, writing),
            Relation::Parts | Relation::Subset | Relation::SideBySide => {
                rows::table(metric, (room, LONGEST_BAR), writing).lines
            }
        };
        lines.extend(points.into_iter().map(indented));
        if let Some((standing, case)) = standing {
            let strip = strip::lines(standing, case, room, writing);
            lines.extend(strip.into_iter().map(indented));
        }
        lines.extend(notices_about(metric, notices, cells, writing));
        Self(lines)
    }

    /// How many rows it takes.
    pub fn height(&self) -> usize {
        self.0.len()
    }

    /// One of its rows, as it is drawn.
    pub fn line(&self, row: usize, selected: bool, theme: &Theme) -> Drawn<'_> {
        let Some(line) = self.0.get(row) else {
            return Drawn::default();
        };
        if !selected {
            return drawn(line, theme);
        }
        let spans = line.iter().enumerate().map(|(at, (text, tone))| {
            let style = tone.style(theme);
            match tone {
                Tone::Label => Span::styled(text.as_str(), theme.selected),
                // The first piece of a label is the place of the mark.
                Tone::Plain if row == 0 && at == 0 => Span::raw(SELECTED_MARK),
                _ => Span::styled(text.as_str(), style),
            }
        });
        Drawn::from(spans.collect::<Vec<_>>())
    }
}

/// A line as it is drawn.
pub(super) fn drawn<'a>(line: &'a Line, theme: &Theme) -> Drawn<'a> {
    let spans = line.iter();
    let spans = spans.map(|(text, tone)| Span::styled(text.as_str(), tone.style(theme)));
    Drawn::from(spans.collect::<Vec<_>>())
}

fn indented(mut line: Line) -> Line {
    line.insert(0, (" ".repeat(INDENT), Tone::Plain));
    line
}

/// The label of a metric, with what comes of it at the right end of its last line, or of a line below it.
fn label(metric: &Metric, cells: usize, writing: Writing) -> Vec<Line> {
    let text = writing.metric(metric);
    let ranges = wrap(&text, cells.saturating_sub(MARK));
    let mut lines: Vec<Line> = ranges
        .into_iter()
        .map(|range| {
            let part = text.get(range).unwrap_or_default().to_owned();
            vec![(" ".repeat(MARK), Tone::Plain), (part, Tone::Label)]
        })
        .collect();
    let (aside, tone) = aside(metric, writing);
    if width(&aside) > cells {
        let parts = in_lines(&[aside], "", cells.saturating_sub(INDENT));
        let parts = parts.into_iter().map(|part| indented(vec![(part, tone)]));
        lines.extend(parts);
        return lines;
    }
    let used = |line: &Line| line.iter().map(|(text, _)| width(text)).sum::<usize>();
    let last = lines.last().map_or(0, used);
    if last + 2 + width(&aside) > cells {
        lines.push(Vec::new());
    }
    if let Some(line) = lines.last_mut() {
        let blank = cells.saturating_sub(used(line) + width(&aside));
        line.push((pad("", blank), Tone::Plain));
        line.push((aside, tone));
    }
    lines
}

/// What is said beside a label: the value of a single point, the change, or how the points belong together.
pub(super) fn aside(metric: &Metric, writing: Writing) -> (String, Tone) {
    if let [point] = metric.points.as_slice() {
        return (writing.labelled(metric, point), Tone::Value);
    }
    let (Some(shown), Some(change)) = (writing.change(metric), metric.change()) else {
        let relation = metric.relation.name(writing.lang);
        return (relation.to_owned(), Tone::Remark);
    };
    let signs = writing.glyphs.signs();
    let (sign, tone) = match (change.percent, metric.better) {
        (0.0, _) => ("", Tone::Remark),
        (..0.0, Some(Better::Lower)) => (signs.fall, Tone::Good),
        (..0.0, Some(Better::Higher)) => (signs.fall, Tone::Bad),
        (..0.0, None) => (signs.fall, Tone::Remark),
        (_, Some(Better::Higher)) => (signs.rise, Tone::Good),
        (_, Some(Better::Lower)) => (signs.rise, Tone::Bad),
        (_, None) => (signs.rise, Tone::Remark),
    };
    (format!("{sign} {shown}").trim_start().to_owned(), tone)
}

/// The states of one quantity: bars, and beside them the values in their order.
fn states(metric: &Metric, cells: usize, writing: Writing) -> Vec<Line> {
    let columns = Columns::of(metric, cells / 3, writing.glyphs);
    // Many points need more cells than they should; without bars there is room for their values.
    let bars = columns.rows();
    let fits = bars.iter().all(|row| width(row) <= cells / 2);
    let bars = if fits { bars } else { &[] };
    let before = bars.first().map_or(0, |row| width(row) + INDENT);
    let values = values(metric, cells.saturating_sub(before), writing);
    let rows = values.len().max(bars.len());
    // Few values stand at the foot of the bars.
    let lowered = rows - values.len();
    let line = |row: usize| {
        let bar = bars.get(row).map_or("", String::as_str);
        let mut line = vec![(pad(bar, before), Tone::Bar)];
        if let Some(text) = row.checked_sub(lowered).and_then(|at| values.get(at)) {
            line.push((text.clone(), Tone::Plain));
        }
        line
    };
    (0..rows).map(line).collect()
}

/// The states with labels and values, as many on a line as there is room for; the unit comes last.
fn values(metric: &Metric, cells: usize, writing: Writing) -> Vec<String> {
    let last = metric.points.len().saturating_sub(1);
    let points = metric.points.iter().enumerate();
    let items = points.map(|(at, point)| {
        // A percentage is always written with its sign; other units once, at the end.
        let value = if at == last || metric.unit.as_str() == "%" {
            writing.point(metric, point)
        } else {
            writing.value(metric, point)
        };
        let label = point.label.as_ref().map_or("", |one| one.get(writing.lang));
        format!("{label} {value}").trim_start().to_owned()
    });
    let items: Vec<String> = items.collect();
    in_lines(&items, writing.glyphs.signs().then, cells)
}

/// What the notices say about a metric, each behind its mark and without the metric's label, line by line.
pub(super) fn notices_about(
    metric: &Metric,
    notices: &[Notice],
    cells: usize,
    writing: Writing,
) -> Vec<Line> {
    let about = |notice: &&Notice| notice.metric.as_ref() == Some(&metric.id);
    let mut lines = Vec::new();
    for notice in notices.iter().filter(about) {
        let text = notice.text.get(writing.lang);
        let text = text
            .strip_prefix(metric.label.get(writing.lang))
            .map_or(text, |rest| rest.trim_start_matches(['：', ':', ' ']));
        let ranges = wrap(text, cells.saturating_sub(INDENT));
        for (at, range) in ranges.into_iter().enumerate() {
            let mark = if at == 0 { NOTICE_MARK } else { " " };
            let text = text.get(range).unwrap_or_default();
            lines.push(vec![(format!("{mark} {text}"), Tone::Notice)]);
        }
    }
    lines
}
