//! Which cells of a terminal's screen are blank, so far as what was painted tells.

use std::ops::Range;

use ratatui::layout::Position;

use crate::tui::input::event::Size;

/// Cells of a row that become blank.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    pub y: u16,
    pub start: u16,
    pub end: u16,
}

/// What stands in a cell of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    Blank,
    /// A glyph, or the left half of one, or a blank that is not plain.
    Glyph,
    /// The right half of a glyph.
    Tail,
}

/// What stands in each cell of the terminal.
#[derive(Debug)]
pub(crate) struct Contents {
    width: u16,
    cells: Vec<Content>,
}

impl Contents {
    pub fn blank(size: Size) -> Self {
        let count = usize::from(size.width) * usize::from(size.height);
        Self {
            width: size.width,
            cells: vec![Content::Blank; count],
        }
    }

    pub fn get(&self, x: u16, y: u16) -> Content {
        let inside = x < self.width;
        let at = usize::from(y) * usize::from(self.width) + usize::from(x);
        self.cells
            .get(at)
            .copied()
            .filter(|_| inside)
            .unwrap_or(Content::Blank)
    }

    fn set(&mut self, x: u16, y: u16, content: Content) {
        let at = usize::from(y) * usize::from(self.width) + usize::from(x);
        if let Some(cell) = self.cells.get_mut(at).filter(|_| x < self.width) {
            *cell = content;
        }
    }

    /// A glyph of so many cells is written; what is left of a glyph that it half covers is blanked.
    pub fn put(&mut self, at: Position, cells: u16) {
        self.erase(at.y, at.x..at.x.saturating_add(cells));
        for offset in 0..cells {
            let content = if offset == 0 {
                Content::Glyph
            } else {
                Content::Tail
            };
            self.set(at.x + offset, at.y, content);
        }
    }

    pub fn erase(&mut self, y: u16, columns: Range<u16>) {
        if self.get(columns.start, y) == Content::Tail {
            self.set(columns.start.saturating_sub(1), y, Content::Blank);
        }
        if self.get(columns.end, y) == Content::Tail {
            self.set(columns.end, y, Content::Blank);
        }
        for x in columns {
            self.set(x, y, Content::Blank);
        }
    }

    pub fn is_blank(&self, y: u16, mut columns: Range<u16>) -> bool {
        // What follows the run's last cell may be the other half of a glyph that the run takes away.
        if self.get(columns.start, y) == Content::Tail {
            columns.start += 1;
        }
        columns
            .into_iter()
            .all(|x| self.get(x, y) == Content::Blank)
    }

    /// The run with a blank at `x` added, if everything in between is blank or becomes so with the run.
    pub fn extend(&self, run: Run, x: u16, y: u16) -> Option<Run> {
        let joins = run.y == y && x + 1 >= run.end && self.is_blank(y, run.end..x);
        joins.then_some(Run {
            end: run.end.max(x + 1),
            ..run
        })
    }
}
