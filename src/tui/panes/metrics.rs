//! The metrics panel: what was counted in the case under the cursor, one block a metric.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::bundle::Case;
use crate::search::{Query, TextHighlighter};
use crate::tui::app::App;
use crate::tui::event::Size;
use crate::tui::keymap::Mode;
use crate::tui::labels::Labels;
use crate::tui::layout::{Pane, content};
use crate::tui::quantity::Writing;
use crate::tui::standing::Standings;

use super::block::{Block, Counted};
use super::scroll::{Step, top_for};
use super::spans::{Title, put};

/// The metrics of a case laid out for a width, the selected one, and the first line in view.
#[derive(Debug, Clone, Default)]
pub(in crate::tui) struct MetricsPane {
    blocks: Vec<Block>,
    selected: usize,
    looked_for: LookedFor,
    /// The metric to select in the next case.
    next: Option<usize>,
    top: usize,
    laid_out_for: Option<LaidOutFor>,
}

/// Which of the metrics the query is about, if it is about any.
#[derive(Debug, Clone, Copy, Default)]
struct LookedFor {
    /// The first that a condition or filter asks for.
    asked_for: Option<usize>,
    /// The first whose label has a word of it.
    named: Option<usize>,
}

impl LookedFor {
    fn first(self) -> Option<usize> {
        self.asked_for.or(self.named)
    }
}

/// What a layout depends on; while it is the same, the layout is kept.
#[derive(Debug, Clone, PartialEq)]
struct LaidOutFor {
    /// The index of the case.
    case: Option<usize>,
    query: Query,
    writing: Writing,
    width: u16,
    /// The version of the standings.
    standings: u64,
}

/// Whose metrics are shown, and beside what.
pub(in crate::tui) struct Measured<'a> {
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

    /// Whether a condition or filter asks for one of the metrics.
    pub fn has_asked_for(&self) -> bool {
        self.looked_for.asked_for.is_some()
    }

    /// Goes to the next metric, or to the one before; tells whether there is one.
    pub fn turn(&mut self, forward: bool) -> bool {
        let step = Step::By(if forward { 1 } else { -1 });
        let before = self.selected;
        self.selected = step.from(before, self.blocks.len(), 1);
        self.selected != before
    }

    /// Selects this metric in the case that will be shown next, the last if there are fewer; if the same case is shown, in
    /// that.
    pub fn select_next(&mut self, metric: usize) {
        self.selected = metric.min(self.blocks.len().saturating_sub(1));
        self.next = Some(metric);
    }

    /// Lays the metrics of a case out; keeps the layout if nothing that it depends on has changed.
    pub fn lay_out(&mut self, measured: &Measured, writing: Writing, size: Size) {
        let wanted = LaidOutFor {
            case: measured.case.map(|(index, _)| index),
            query: measured.query.clone(),
            writing,
            width: size.width,
            standings: measured.standings.version(),
        };
        if self.laid_out_for.as_ref() != Some(&wanted) {
            let cells = usize::from(size.width);
            (self.blocks, self.looked_for) = blocks(measured, writing, cells);
            let found = self.looked_for.first();
            let before = self.laid_out_for.as_ref();
            let is_same = before.is_some_and(|before| before.case == wanted.case);
            let is_asked = before.is_some_and(|before| before.query == wanted.query);
            if !is_same {
                (self.selected, self.top) = (self.next.or(found).unwrap_or(0), 0);
            } else if !is_asked {
                self.selected = found.unwrap_or(self.selected);
            }
            self.laid_out_for = Some(wanted);
        }
        if measured.case.is_some() {
            self.selected = self.selected.min(self.blocks.len().saturating_sub(1));
        }
        // A case that cannot be read does not leave the wish to the next one.
        self.next = None;
        let count = self.rows();
        let wanted = self.lines_of(self.selected);
        self.top = top_for(self.top, wanted, count, usize::from(size.height));
    }
}

/// The metrics of a case, and those that the query is about.
fn blocks(measured: &Measured, writing: Writing, cells: usize) -> (Vec<Block>, LookedFor) {
    let Some((index, case)) = measured.case else {
        return (Vec::new(), LookedFor::default());
    };
    let labels = case.metrics.iter().map(|metric| writing.metric(metric));
    let labels: Vec<String> = labels.collect();
    let sought = TextHighlighter::new(measured.query, Some(case));
    let hits = sought.occurrences(&labels.iter().map(String::as_str).collect::<Vec<_>>());
    let metrics = case.metrics.iter().zip(&hits);
    let blocks = metrics.map(|(metric, hits)| {
        let counted = Counted {
            metric,
            notices: &case.notices,
            standing: measured.standings.of(metric).map(|one| (one, index)),
            hits,
        };
        Block::new(&counted, cells, writing)
    });
    let looked_for = LookedFor {
        asked_for: measured.query.metric_of(case).map(|one| one.metric),
        named: hits.iter().position(|hits| !hits.is_empty()),
    };
    (blocks.collect(), looked_for)
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
    // What was looked for is marked while keys act on the list, too.
    let marked = match (focused, pane.looked_for.first().is_some()) {
        (true, _) => Some(app.theme.selected),
        (false, true) => Some(app.theme.title),
        (false, false) => None,
    };
    let blocks = pane.blocks.iter().enumerate();
    let lines = blocks.flat_map(|(at, block)| {
        let marked = marked.filter(|_| at == pane.selected);
        (0..block.height()).map(move |row| block.line(row, marked, &app.theme))
    });
    for (row, line) in (0..rows.height).zip(lines.skip(pane.top)) {
        put(&line, rows, row, buf);
    }
}
