//! The areas of the panes, for a size of the terminal.
//!
//! ```text
//! wide, from 100 columns        medium, from 60             narrow
//! ┌──────────┬──────────────┐   ┌───────┬─────────┐         ┌──────────────┐
//! │ list     │ reader       │   │ list  │ reader  │         │ one pane,    │
//! │          │              │   │       │         │         │ the one that │
//! │          ├──────────────┤   │       ├─────────┤         │ has the      │
//! │          │ metrics      │   │       │ metrics │ a strip │ focus        │
//! ├──────────┴──────────────┤   ├───────┴─────────┤ that    ├──────────────┤
//! │ status or filter        │   │ status          │ opens   │ status       │
//! └─────────────────────────┘   └─────────────────┘         └──────────────┘
//! ```

use ratatui::layout::Rect;

use crate::tui::input::event::Size;

/// A part of the screen that can have the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Pane {
    List,
    Reader,
    Metrics,
}

impl Pane {
    pub const ALL: [Self; 3] = [Self::List, Self::Reader, Self::Metrics];
}

/// The areas of the panes; a hidden pane has an empty area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Layout {
    pub list: Rect,
    pub divider: Rect,
    pub reader: Rect,
    pub metrics: Rect,
    pub status: Rect,
}

/// Below this size there is no layout.
const LEAST: Size = Size {
    width: 40,
    height: 10,
};
/// From this width on, in cells, list and reader are side by side.
const MEDIUM: u16 = 60;
/// From this width on, in cells, the metrics keep the same rows with and without the focus.
pub(crate) const WIDE: u16 = 100;
/// A list this wide, in cells, shows whole titles and organs; more would stay blank.
const LIST_MOST: u16 = 90;
/// The rows of the strip of metrics, its title included: room for two changes or five single values.
const STRIP: u16 = 7;

impl Layout {
    /// The layout for a size; `None` if it is too small. `has_metrics`: whether the case under the cursor has metrics;
    /// `None` if there is no case.
    pub fn of(size: Size, focus: Pane, has_metrics: Option<bool>) -> Option<Self> {
        let Size { width, height } = size;
        if width < LEAST.width || height < LEAST.height {
            return None;
        }
        let body = height - 1;
        let status = Rect::new(0, body, width, 1);
        if width < MEDIUM {
            let whole = Rect::new(0, 0, width, body);
            let mut layout = Self {
                status,
                ..Self::default()
            };
            *layout.area_mut(focus) = whole;
            return Some(layout);
        }
        let left = if width < WIDE {
            width * 9 / 20
        } else {
            (width * 2 / 5).min(LIST_MOST)
        };
        let right = width - left - 1;
        let metrics = match (has_metrics, width < WIDE, focus) {
            (None, _, _) => 0,
            (Some(false), _, _) => 2,
            (Some(true), true, Pane::Metrics) => body * 2 / 3,
            (Some(true), true, Pane::List | Pane::Reader) => STRIP.min(body / 2),
            (Some(true), false, _) => body * 2 / 5,
        };
        Some(Self {
            list: Rect::new(0, 0, left, body),
            divider: Rect::new(left, 0, 1, body),
            reader: Rect::new(left + 1, 0, right, body - metrics),
            metrics: Rect::new(left + 1, body - metrics, right, metrics),
            status,
        })
    }

    /// The area of the facets: that of reader and metrics; in a narrow window, that of the list.
    pub fn facets(&self) -> Rect {
        match (self.reader.is_empty(), self.metrics.is_empty()) {
            (true, _) => self.list,
            (false, true) => self.reader,
            (false, false) => self.reader.union(self.metrics),
        }
    }

    /// The area of the list while the facets are open; empty in a narrow window.
    pub fn list_beside_facets(&self) -> Rect {
        if self.reader.is_empty() {
            Rect::ZERO
        } else {
            self.list
        }
    }

    /// The area above the status row.
    pub fn body(&self) -> Rect {
        Rect::new(0, 0, self.status.width, self.status.y)
    }

    /// The width of the list in cells, when it has the focus; 0 if the terminal is too small.
    pub fn list_width(size: Size) -> u16 {
        Self::of(size, Pane::List, None).map_or(0, |layout| layout.list.width)
    }

    /// Gives rows that the metrics do not need to the reader. `rows`: those that the metrics need below their title.
    pub fn shrink_metrics(&mut self, rows: usize) {
        let needed = u16::try_from(rows + 1).unwrap_or(u16::MAX);
        let spare = self.metrics.height.saturating_sub(needed);
        if !self.reader.is_empty() {
            self.metrics.height -= spare;
            self.metrics.y += spare;
            self.reader.height += spare;
        }
    }

    /// The area of a pane, its title row included.
    pub fn area(&self, pane: Pane) -> Rect {
        match pane {
            Pane::List => self.list,
            Pane::Reader => self.reader,
            Pane::Metrics => self.metrics,
        }
    }

    fn area_mut(&mut self, pane: Pane) -> &mut Rect {
        match pane {
            Pane::List => &mut self.list,
            Pane::Reader => &mut self.reader,
            Pane::Metrics => &mut self.metrics,
        }
    }
}

/// The area of a pane without its title row.
pub(crate) fn content(area: Rect) -> Rect {
    Rect {
        y: area.y.saturating_add(1),
        height: area.height.saturating_sub(1),
        ..area
    }
}

/// Blank cells on each side of the text.
const MARGIN: u16 = 1;

/// The area of the text within the reader's content.
pub(crate) fn text_area(rows: Rect) -> Rect {
    Rect {
        x: rows.x.saturating_add(MARGIN),
        width: rows.width.saturating_sub(2 * MARGIN),
        ..rows
    }
}
