//! State of the metrics: one block of lines a metric, the selected metric, the first line in view.

use std::ops::Range;

use crate::bundle::Case;
use crate::present::Formatter;
use crate::search::{Query, TextHighlighter};
use crate::tui::chart::metric_block::{MetricBlock, MetricContext};
use crate::tui::input::event::Size;
use crate::tui::state::memo::Memo;
use crate::tui::state::standings::Standings;

use super::scroll::{Direction, Step, top_for};

/// The metrics of a case, laid out for a width.
#[derive(Debug, Clone, Default)]
pub(crate) struct MetricsPane {
    pub(crate) layout: Memo<MetricsKey, MetricBlocks>,
    /// The index of the selected metric.
    pub(crate) selected: usize,
    /// The metric to select in the case that is laid out next.
    next: Option<usize>,
    pub(crate) top: usize,
}

/// The metrics that the query is about, by their indices.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct LookedFor {
    /// The first metric that a condition or filter asks for.
    asked_for: Option<usize>,
    /// The first metric whose label matches a term.
    named: Option<usize>,
}

impl LookedFor {
    pub(crate) fn first(self) -> Option<usize> {
        self.asked_for.or(self.named)
    }
}

/// The metrics of a case as blocks of lines.
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

/// What the blocks are made from.
pub(crate) struct Measured<'a> {
    /// The case with its index, if one is under the cursor.
    pub case: Option<(usize, &'a Case)>,
    pub standings: &'a Standings,
    /// The query, whose matches in labels are highlighted.
    pub query: &'a Query,
}

impl MetricsPane {
    /// Selects another metric. A metric taller than the pane is scrolled to its end first.
    pub fn step(&mut self, step: Step, rows: usize) {
        let lines = self.lines_of(self.selected);
        let part = match step {
            Step::By(by) => Some(by.signum()),
            step => step.distance(rows),
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

    /// The lines of a block, counted from the first line of the pane.
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

    /// The rows that all metrics need.
    pub fn rows(&self) -> usize {
        self.lines_of(self.layout.blocks.len()).start
    }

    /// The index of the selected metric.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// Whether a condition or filter of the query asks for one of the metrics.
    pub fn has_asked_for(&self) -> bool {
        self.layout.looked_for.asked_for.is_some()
    }

    /// Selects the next metric, or the one before. Returns whether there was one.
    pub fn select_adjacent(&mut self, direction: Direction) -> bool {
        let step = Step::By(match direction {
            Direction::Forward => 1,
            Direction::Back => -1,
        });
        let before = self.selected;
        self.selected = step.from(before, self.layout.blocks.len(), 1);
        self.selected != before
    }

    /// Selects a metric in the case laid out next, which may be the same case; the last metric if the case has fewer.
    pub fn select_next(&mut self, metric: usize) {
        self.selected = metric.min(self.layout.blocks.len().saturating_sub(1));
        self.next = Some(metric);
    }

    /// Lays out the metrics of a case in `size` cells, unless nothing that they depend on changed. In another case, selects
    /// the metric that was asked for, or the first that the query is about, or the first.
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
        // Dropped even if the case is unreadable, so that it does not apply to a later case.
        self.next = None;
        let count = self.rows();
        let wanted = self.lines_of(self.selected);
        self.top = top_for(self.top, wanted, count, usize::from(size.height));
    }
}

/// The blocks of a case, and the metrics that the query is about.
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
