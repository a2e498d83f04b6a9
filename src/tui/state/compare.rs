//! State of the comparison: which cases, their lines for a size, the first line in view.

use crate::present::{Formatter, Row};
use crate::tui::chart::comparison_table::comparison_table;
use crate::tui::chart::line::Line;
use crate::tui::input::event::Size;
use crate::tui::state::memo::Memo;

use super::scroll::Step;

/// Cases beside each other, laid out.
#[derive(Debug, Clone, Default)]
pub(crate) struct ComparePane {
    cases: Vec<usize>,
    pub(crate) table: Memo<Beside, CompareTable>,
    pub(crate) top: usize,
}

/// The lines of a comparison.
#[derive(Debug, Clone, Default)]
pub(crate) struct CompareTable {
    /// What stays while the rest is scrolled.
    pub head: Vec<Line>,
    pub lines: Vec<Line>,
}

/// What a layout depends on: which of the cases are at hand, how they are written, and how much room there is.
pub(crate) type Beside = (Vec<usize>, Formatter, Size);

impl ComparePane {
    pub fn cases(&self) -> &[usize] {
        &self.cases
    }

    pub fn set_cases(&mut self, cases: Vec<usize>) {
        (self.cases, self.top) = (cases, 0);
    }

    pub fn step(&mut self, step: Step, rows: usize) {
        let rows = rows.saturating_sub(self.table.head.len());
        self.top = step.scrolled(self.top, self.table.lines.len(), rows);
    }

    /// Whether it is laid out for this.
    pub fn is_made_for(&self, beside: &Beside) -> bool {
        self.table.is_for(beside)
    }

    /// Lays rows of cases with these titles out.
    pub fn lay_out(&mut self, titles: &[String], rows: &[Row], beside: Beside) {
        let (_, Formatter { glyphs, .. }, size) = beside;
        let cells = usize::from(size.width).saturating_sub(2);
        let (head, lines) = comparison_table(titles, rows, glyphs, cells);
        self.table.set(beside, CompareTable { head, lines });
        let rows = usize::from(size.height).saturating_sub(self.table.head.len());
        self.top = self.top.min(self.table.lines.len().saturating_sub(rows));
    }
}
