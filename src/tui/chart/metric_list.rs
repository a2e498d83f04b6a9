//! The metrics of a case, a line each, below the page of one of them: what else was counted, and where one is.
//!
//! ```text
//! 本案例的全部指标
//!   1 泸州市投资项目全流程行政审批时间压减幅度             ≥70%
//! > 2 泸州市政府投资项目的开工前审批时间     ▼ 降幅至少 73.2%
//! ```

use crate::bundle::{Case, Metric};
use crate::present::{Labels, Writing};
use crate::text::{fit, pad, width};
use crate::tui::theme::SELECTED_MARK;

use super::line::{Line, Tone};
use super::metric_block::aside;

/// The cells between a label and what was counted.
const GAP: usize = 2;

/// The lines in so many cells; none of a case with a single metric.
pub(crate) fn lines(case: &Case, selected: usize, cells: usize, writing: Writing) -> Vec<Line> {
    let count = case.metrics.len();
    if count < 2 {
        return Vec::new();
    }
    let heading = fit(Labels::of(writing.lang).all_metrics, cells).into_owned();
    let mut lines = vec![Vec::new(), vec![(heading, Tone::Heading)]];
    let digits = count.to_string().len();
    let room = cells.saturating_sub(digits + 3);
    let metrics = case.metrics.iter();
    let rows = metrics.map(|metric| (metric, counted(metric, room * 2 / 3, writing)));
    let rows: Vec<_> = rows.collect();
    // As near to each other as all labels and what was counted allow.
    let label = |metric: &Metric| width(metric.label.get(writing.lang));
    let labels = rows.iter().map(|(metric, _)| label(metric)).max();
    let values = rows.iter().map(|(_, (value, _))| width(value)).max();
    let needed = labels.unwrap_or_default() + GAP + values.unwrap_or_default();
    lines.extend(rows.into_iter().enumerate().map(|(at, (metric, value))| {
        let (mark, tone) = if at == selected {
            (SELECTED_MARK, Tone::Label)
        } else {
            (" ", Tone::Plain)
        };
        let room = room.min(needed).saturating_sub(GAP + width(&value.0));
        let label = pad(metric.label.get(writing.lang), room);
        vec![
            (format!("{mark} {:>digits$} ", at + 1), tone),
            (label, tone),
            (" ".repeat(GAP), Tone::Plain),
            value,
        ]
    }));
    lines
}

/// What was counted, in so many cells: the value that stands for all, the change, or the values that stand side by side.
fn counted(metric: &Metric, cells: usize, writing: Writing) -> (String, Tone) {
    let (text, tone) = match (metric.change(), metric.compared_point()) {
        (Some(_), _) => aside(metric, writing),
        (None, Some(point)) => (writing.point(metric, point), Tone::Value),
        (None, None) => (writing.values(metric), Tone::Value),
    };
    (fit(&text, cells).into_owned(), tone)
}
