//! State of the metrics panel: one block of lines a metric, which is selected, the first line in view.

use std::ops::Range;

use crate::bundle::Case;
use crate::present::Formatter;
use crate::search::{Query, TextHighlighter};
use crate::tui::chart::metric_block::{MetricBlock, MetricContext};
use crate::tui::input::event::Size;
use crate::tui::state::memo::Memo;
use crate::tui::state::standings::Standings;

use super::scroll::{Step, top_for};

/// The metrics of a case laid out for a width, the selected one, and the first line in view.
#[derive(Debug, Clone, Default)]
pub(crate) struct MetricsPane {
    pub(crate) layout: Memo<MetricsKey, MetricBlocks>,
    pub(crate) selected: usize,
    /// The metric to select in the next case.
    next: Option<usize>,
    pub(crate) top: usize,
}

/// Which of the metrics the query is about, if it is about any.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct LookedFor {
    /// The first that a condition or filter asks for.
    asked_for: Option<usize>,
    /// The first whose label has a word of it.
    named: Option<usize>,
}

impl LookedFor {
    pub(crate) fn first(self) -> Option<usize> {
        self.asked_for.or(self.named)
    }
}

/// The metrics of a case as lines.
#[derive(Debug, Clone, Default)]
pub(crate) struct MetricBlocks {
    pub blocks: Vec<MetricBlock>,
    pub looked_for: LookedFor,
}

/// What the blocks depend on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MetricsKey {
    /// The index of the case.
    case: Option<usize>,
    query: Query,
    writing: Formatter,
    width: u16,
    /// The version of the standings.
    standings: u64,
}

/// Whose metrics are shown, and beside what.
pub(crate) struct Measured<'a> {
    /// The case with its index, if one is under the cursor.
    pub case: Option<(usize, &'a Case)>,
    pub standings: &'a Standings,
    /// What finds the case.
    pub query: &'a Query,
}

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
            _ => self.selected = step.from(self.selected, self.layout.blocks.len(), rows / 3),
        }
        if step == Step::ToBottom {
            self.top = usize::MAX;
        }
    }

    /// The lines that a metric takes, counted over all metrics.
    fn lines_of(&self, block: usize) -> Range<usize> {
        let start = self
            .layout
            .blocks
            .iter()
            .take(block)
            .map(MetricBlock::height)
            .sum();
        start..start + self.layout.blocks.get(block).map_or(0, MetricBlock::height)
    }

    /// The rows that all metrics take.
    pub fn rows(&self) -> usize {
        self.lines_of(self.layout.blocks.len()).start
    }

    /// The metric that the keys act on.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// Whether a condition or filter asks for one of the metrics.
    pub fn has_asked_for(&self) -> bool {
        self.layout.looked_for.asked_for.is_some()
    }

    /// Goes to the next metric, or to the one before; tells whether there is one.
    pub fn turn(&mut self, forward: bool) -> bool {
        let step = Step::By(if forward { 1 } else { -1 });
        let before = self.selected;
        self.selected = step.from(before, self.layout.blocks.len(), 1);
        self.selected != before
    }

    /// Selects this metric in the case that will be shown next, the last if there are fewer; if the same case is shown, in
    /// that.
    pub fn select_next(&mut self, metric: usize) {
        self.selected = metric.min(self.layout.blocks.len().saturating_sub(1));
        self.next = Some(metric);
    }

    /// Lays the metrics of a case out; keeps the layout if nothing that it depends on has changed.
    pub fn lay_out(&mut self, measured: &Measured, writing: Formatter, size: Size) {
        let key = MetricsKey {
            case: measured.case.map(|(index, _)| index),
            query: measured.query.clone(),
            writing,
            width: size.width,
            standings: measured.standings.version(),
        };
        if !self.layout.is_for(&key) {
            let layout = blocks(measured, writing, usize::from(size.width));
            let found = layout.looked_for.first();
            let old = self.layout.key();
            let same_case = old.is_some_and(|old| old.case == key.case);
            let same_query = old.is_some_and(|old| old.query == key.query);
            if !same_case {
                (self.selected, self.top) = (self.next.or(found).unwrap_or(0), 0);
            } else if !same_query {
                self.selected = found.unwrap_or(self.selected);
            }
            self.layout.set(key, layout);
        }
        if measured.case.is_some() {
            self.selected = self
                .selected
                .min(self.layout.blocks.len().saturating_sub(1));
        }
        // A case that cannot be read does not leave the wish to the next one.
        self.next = None;
        let count = self.rows();
        let wanted = self.lines_of(self.selected);
        self.top = top_for(self.top, wanted, count, usize::from(size.height));
    }
}

/// The metrics of a case, and those that the query is about.
fn blocks(measured: &Measured, writing: Formatter, cells: usize) -> MetricBlocks {
    let Some((index, case)) = measured.case else {
        return MetricBlocks::default();
    };
    let labels = case.metrics.iter().map(|metric| writing.metric(metric));
    let labels: Vec<String> = labels.collect();
    let sought = TextHighlighter::new(measured.query, Some(case));
    let hits = sought.occurrences(&labels.iter().map(String::as_str).collect::<Vec<_>>());
    let metrics = case.metrics.iter().zip(&hits);
    let blocks = metrics.map(|(metric, hits)| {
        let context = MetricContext {
            metric,
            notices: &case.notices,
            standing: measured.standings.of(metric).map(|one| (one, index)),
            hits,
        };
        MetricBlock::new(&context, cells, writing)
    });
    let looked_for = LookedFor {
        asked_for: measured.query.metric_of(case).map(|one| one.metric),
        named: hits.iter().position(|hits| !hits.is_empty()),
    };
    MetricBlocks {
        blocks: blocks.collect(),
        looked_for,
    }
}
