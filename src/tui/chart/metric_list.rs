//! List of a case's metrics below the page of one of them: one line per metric, the selected one marked.
//!
//! ```text
//! 本案例的全部指标
//!   1 泸州市投资项目全流程行政审批时间压减幅度             ≥70%
//! > 2 泸州市政府投资项目的开工前审批时间     ▼ 降幅至少 73.2%
//! ```

use crate::bundle::{Case, Metric};
use crate::present::{Formatter, Labels};
use crate::text::{fit, pad, width};
use crate::tui::theme::SELECTED_MARK;

use super::line::{Line, Tone};
use super::metric_block::trailing;

/// Cells between a label and its value.
const GAP: usize = 2;

/// The list as lines of at most `cells` cells; empty for a case with a single metric.
pub(crate) fn lines(case: &Case, selected: usize, cells: usize, format: Formatter) -> Vec<Line> {
    let count = case.metrics.len();
    if count < 2 {
        return Vec::new();
    }
    let heading = fit(Labels::of(format.lang).all_metrics, cells).into_owned();
    let mut lines = vec![Vec::new(), vec![(heading, Tone::Heading)]];
    let digits = count.to_string().len();
    let room = cells.saturating_sub(digits + 3);
    let metrics = case.metrics.iter();
    let rows = metrics.map(|metric| (metric, trailing_value(metric, room * 2 / 3, format)));
    let rows: Vec<_> = rows.collect();
    // Labels and values are as near to each other as the widest of each allow.
    let label = |metric: &Metric| width(metric.label.get(format.lang));
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
        let label = pad(metric.label.get(format.lang), room);
        vec![
            (format!("{mark} {:>digits$} ", at + 1), tone),
            (label, tone),
            (" ".repeat(GAP), Tone::Plain),
            value,
        ]
    }));
    lines
}

/// Value shown for a metric, cut to `cells`: its comparable value, its change, or all its values.
fn trailing_value(metric: &Metric, cells: usize, format: Formatter) -> (String, Tone) {
    let (text, tone) = match (metric.change(), metric.compared_point()) {
        (Some(_), _) => trailing(metric, format),
        (None, Some(point)) => (format.point(metric, point), Tone::Value),
        (None, None) => (format.values(metric), Tone::Value),
    };
    (fit(&text, cells).into_owned(), tone)
}
