//! A model of the terminal's screen: which cells are blank, as far as our own output tells.

use std::ops::Range;

use ratatui::layout::Position;

use crate::tui::input::event::Size;

/// Cells of one row to be blanked: columns `start..end` of row `y`, 0-based.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BlankRun {
    pub y: u16,
    pub start: u16,
    pub end: u16,
}

/// State of one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CellState {
    Blank,
    /// A glyph, the left half of a wide glyph, or a blank with a visible style.
    Glyph,
    /// The right half of a wide glyph.
    WideTail,
}

/// State of every cell, row by row; cells outside the grid are blank.
#[derive(Debug)]
pub(crate) struct CellGrid {
    width: u16,
    cells: Vec<CellState>,
}

impl CellGrid {
    pub fn blank(size: Size) -> Self {
        let count = usize::from(size.width) * usize::from(size.height);
        Self {
            width: size.width,
            cells: vec![CellState::Blank; count],
        }
    }

    pub fn get(&self, x: u16, y: u16) -> CellState {
        let inside = x < self.width;
        let at = usize::from(y) * usize::from(self.width) + usize::from(x);
        self.cells
            .get(at)
            .copied()
            .filter(|_| inside)
            .unwrap_or(CellState::Blank)
    }

    fn set(&mut self, x: u16, y: u16, content: CellState) {
        let at = usize::from(y) * usize::from(self.width) + usize::from(x);
        if let Some(cell) = self.cells.get_mut(at).filter(|_| x < self.width) {
            *cell = content;
        }
    }

    /// Records a glyph `cells` wide. The other half of a wide glyph that it partly covers becomes blank.
    pub fn put(&mut self, at: Position, cells: u16) {
        self.erase(at.y, at.x..at.x.saturating_add(cells));
        for offset in 0..cells {
            let content = if offset == 0 {
                CellState::Glyph
            } else {
                CellState::WideTail
            };
            self.set(at.x + offset, at.y, content);
        }
    }

    /// Records blanks in these columns. The other half of a wide glyph that is cut becomes blank too.
    pub fn erase(&mut self, y: u16, columns: Range<u16>) {
        if self.get(columns.start, y) == CellState::WideTail {
            self.set(columns.start.saturating_sub(1), y, CellState::Blank);
        }
        if self.get(columns.end, y) == CellState::WideTail {
            self.set(columns.end, y, CellState::Blank);
        }
        for x in columns {
            self.set(x, y, CellState::Blank);
        }
    }

    /// Whether these columns are blank, apart from a wide glyph's tail in the first of them.
    pub fn is_blank(&self, y: u16, mut columns: Range<u16>) -> bool {
        // The first cell may be the tail of a wide glyph that the preceding run erases.
        if self.get(columns.start, y) == CellState::WideTail {
            columns.start += 1;
        }
        columns
            .into_iter()
            .all(|x| self.get(x, y) == CellState::Blank)
    }

    /// The run extended to a blank at `x`; `None` if a cell in between is not blank.
    pub fn extend(&self, run: BlankRun, x: u16, y: u16) -> Option<BlankRun> {
        let joins = run.y == y && x + 1 >= run.end && self.is_blank(y, run.end..x);
        joins.then_some(BlankRun {
            end: run.end.max(x + 1),
            ..run
        })
    }
}
