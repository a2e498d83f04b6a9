//! State of the comparison: which cases, their lines for a size, the first line in view.

use crate::present::{Row, Writing};
use crate::tui::chart::comparison_table::comparison_table;
use crate::tui::chart::line::Line;
use crate::tui::input::event::Size;

use super::scroll::Step;

/// Cases beside each other, laid out.
#[derive(Debug, Clone, Default)]
pub(crate) struct ComparePane {
    cases: Vec<usize>,
    /// What stays while the rest is scrolled.
    pub(crate) head: Vec<Line>,
    pub(crate) lines: Vec<Line>,
    pub(crate) top: usize,
    made_for: Option<Beside>,
}

/// What a layout depends on: which of the cases are at hand, how they are written, and how much room there is.
pub(crate) type Beside = (Vec<usize>, Writing, Size);

impl ComparePane {
    pub fn cases(&self) -> &[usize] {
        &self.cases
    }

    pub fn set_cases(&mut self, cases: Vec<usize>) {
        (self.cases, self.top) = (cases, 0);
    }

    pub fn step(&mut self, step: Step, rows: usize) {
        let rows = rows.saturating_sub(self.head.len());
        self.top = step.scrolled(self.top, self.lines.len(), rows);
    }

    /// Whether it is laid out for this.
    pub fn is_made_for(&self, beside: &Beside) -> bool {
        self.made_for.as_ref() == Some(beside)
    }

    /// Lays rows of cases with these titles out.
    pub fn lay_out(&mut self, titles: &[String], rows: &[Row], beside: Beside) {
        let (_, Writing { glyphs, .. }, size) = beside;
        let cells = usize::from(size.width).saturating_sub(2);
        (self.head, self.lines) = comparison_table(titles, rows, glyphs, cells);
        let rows = usize::from(size.height).saturating_sub(self.head.len());
        self.top = self.top.min(self.lines.len().saturating_sub(rows));
        self.made_for = Some(beside);
    }
}
