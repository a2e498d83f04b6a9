//! The metrics panel: what was counted in the case under the cursor, one block a metric.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::bundle::Case;
use crate::tui::App;
use crate::tui::event::Size;
use crate::tui::keymap::Mode;
use crate::tui::labels::Labels;
use crate::tui::layout::{Pane, content};
use crate::tui::quantity::Writing;
use crate::tui::standing::Standings;

use super::block::Block;
use super::scroll::{Step, top_for};
use super::spans::{Title, put};

/// The metrics of a case laid out for a width, the selected one, and the first line in view.
#[derive(Debug, Clone, Default)]
pub(in crate::tui) struct MetricsPane {
    blocks: Vec<Block>,
    selected: usize,
    /// The metric to select in the next case.
    next: usize,
    top: usize,
    laid_out_for: Option<(Option<usize>, Writing, u16, u64)>,
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

    /// Goes to the next metric, or to the one before.
    pub fn turn(&mut self, forward: bool) {
        let step = Step::By(if forward { 1 } else { -1 });
        self.selected = step.from(self.selected, self.blocks.len(), 1);
    }

    /// Selects this metric, in the case that will be shown next if that is another one.
    pub fn select_next(&mut self, metric: usize) {
        (self.selected, self.next) = (metric, metric);
    }

    /// Lays the metrics of a case out; keeps the layout if nothing that it depends on has changed.
    pub fn lay_out(
        &mut self,
        case: Option<(usize, &Case)>,
        standings: &Standings,
        writing: Writing,
        size: Size,
    ) {
        let index = case.map(|(index, _)| index);
        let wanted = (index, writing, size.width, standings.version());
        if self.laid_out_for.as_ref() != Some(&wanted) {
            let cells = usize::from(size.width);
            self.blocks = case.map_or_else(Vec::new, |(index, case)| {
                let metrics = case.metrics.iter();
                metrics
                    .map(|metric| {
                        let standing = standings.of(metric).map(|one| (one, index));
                        Block::new(metric, &case.notices, standing, cells, writing)
                    })
                    .collect()
            });
            if self
                .laid_out_for
                .as_ref()
                .is_none_or(|(before, ..)| *before != wanted.0)
            {
                (self.selected, self.top) = (self.next, 0);
            }
            self.laid_out_for = Some(wanted);
        }
        if case.is_some() {
            self.selected = self.selected.min(self.blocks.len().saturating_sub(1));
            self.next = 0;
        }
        let count = self.rows();
        let wanted = self.lines_of(self.selected);
        self.top = top_for(self.top, wanted, count, usize::from(size.height));
    }
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
    let blocks = pane.blocks.iter().enumerate();
    let lines = blocks.flat_map(|(at, block)| {
        let selected = focused && at == pane.selected;
        (0..block.height()).map(move |row| block.line(row, selected, &app.theme))
    });
    for (row, line) in (0..rows.height).zip(lines.skip(pane.top)) {
        put(&line, rows, row, buf);
    }
}
