//! State of the comparison: the cases, their table laid out for a size, the first line in view.

use crate::present::{Formatter, Row};
use crate::tui::chart::comparison_table::comparison_table;
use crate::tui::chart::line::Line;
use crate::tui::input::event::Size;
use crate::tui::state::memo::Memo;

use super::scroll::Step;

/// The cases that are compared.
#[derive(Debug, Clone, Default)]
pub(crate) struct ComparePane {
    /// Two to four cases, by their index in the bundle, in the order of marking.
    cases: Vec<usize>,
    pub(crate) table: Memo<CompareKey, CompareTable>,
    /// The first line in view below the head.
    pub(crate) top: usize,
}

/// A comparison as lines.
#[derive(Debug, Clone, Default)]
pub(crate) struct CompareTable {
    /// The titles, which do not scroll.
    pub head: Vec<Line>,
    pub lines: Vec<Line>,
}

/// What a table depends on: the cases in memory, language and glyphs, and the cells it has.
pub(crate) type CompareKey = (Vec<usize>, Formatter, Size);

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

    /// Whether the table is laid out for a key.
    pub fn is_laid_out_for(&self, key: &CompareKey) -> bool {
        self.table.is_for(key)
    }

    /// Lays out `rows`, which compare cases with these titles.
    pub fn lay_out(&mut self, titles: &[String], rows: &[Row], key: CompareKey) {
        let (_, Formatter { glyphs, .. }, size) = key;
        let cells = usize::from(size.width).saturating_sub(2);
        let (head, lines) = comparison_table(titles, rows, glyphs, cells);
        self.table.set(key, CompareTable { head, lines });
        let rows = usize::from(size.height).saturating_sub(self.table.head.len());
        self.top = self.top.min(self.table.lines.len().saturating_sub(rows));
    }
}
