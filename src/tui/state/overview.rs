//! State of the overview: the counts, its rows in one or two columns, the cursor.

use std::ops::Range;

use crate::catalogue::{Breakdown, Catalogue, Grouping, Tally};
use crate::present::{Fact, Formatter, Labels, facts, group_name, heading};
use crate::text::{self, pad, wrap};
use crate::tui::input::event::Size;
use crate::tui::state::memo::Memo;

use super::scroll::{Direction, Step, top_for};

/// From this width on, in cells, sections are laid out in two columns: each has room for names and bars.
const TWO_COLUMNS: u16 = 110;
/// A column narrower than this, in cells, has no bars: names need the room.
pub(crate) const LEAST_WITH_BAR: usize = 52;
/// Blank cells before a remark.
pub(crate) const REMARK: usize = 3;
/// Cells between two columns: a divider and a blank.
pub(crate) const GAP: u16 = 2;

/// The counts, laid out as rows.
#[derive(Debug, Clone, Default)]
pub(crate) struct OverviewPane {
    pub(crate) breakdown: Breakdown,
    pub(crate) layout: Memo<(Formatter, Size), OverviewRows>,
    /// The row under the cursor: a stop, if there is any.
    pub(crate) selected: usize,
    /// The first row in view, counted in each column.
    top: usize,
}

/// The rows of the overview for a size.
#[derive(Debug, Clone, Default)]
pub(crate) struct OverviewRows {
    pub rows: Vec<OverviewRow>,
    /// The rows of each column.
    pub columns: Vec<Range<usize>>,
    /// The cells of the widest group name, and of the widest fact (name and value).
    pub widest: (usize, usize),
}

/// A row of the overview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum OverviewRow {
    Blank,
    /// The name of a section, and how cases are counted in it.
    Heading(&'static str, &'static str),
    Stop(Stop),
    /// A line of the remark on the fact above.
    Remark(String),
}

/// A row at which the cursor stops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stop {
    Group(Grouping, Tally),
    /// With its index among the facts.
    Fact(usize, Fact),
}

impl Stop {
    /// Whether two stops are the same group or fact, whatever their counts.
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Group(by, one), Self::Group(other_by, other)) => {
                (by, one.group) == (other_by, other.group)
            }
            (Self::Fact(one, _), Self::Fact(other, _)) => one == other,
            (Self::Group(..), Self::Fact(..)) | (Self::Fact(..), Self::Group(..)) => false,
        }
    }
}

impl OverviewPane {
    /// Replaces the counts.
    pub fn set(&mut self, breakdown: Breakdown) {
        self.breakdown = breakdown;
        self.layout.forget();
    }

    /// The stop under the cursor.
    pub fn selected(&self) -> Option<&Stop> {
        match self.layout.rows.get(self.selected)? {
            OverviewRow::Stop(stop) => Some(stop),
            OverviewRow::Blank | OverviewRow::Heading(..) | OverviewRow::Remark(_) => None,
        }
    }

    /// Lays out the counts in `size` cells, unless nothing changed. The cursor stays on its group or fact.
    pub fn lay_out(&mut self, catalogue: &Catalogue, writing: Formatter, size: Size) {
        let key = (writing, size);
        if !self.layout.is_for(&key) {
            let before = self.selected().cloned();
            let layout = OverviewRows::of(&self.breakdown, catalogue, writing, size.width);
            self.layout.set(key, layout);
            self.select(before.as_ref());
        }
        self.keep_in_view(usize::from(size.height));
    }

    /// Puts the cursor on the same stop as before, or near it.
    fn select(&mut self, before: Option<&Stop>) {
        let is_same = |row: &OverviewRow| matches!((row, before), (OverviewRow::Stop(one), Some(stop)) if one.is(stop));
        let same = self.layout.rows.iter().position(is_same);
        let near = || {
            self.stop_from(self.selected, Direction::Forward)
                .or_else(|| self.stop_from(self.selected, Direction::Back))
        };
        self.selected = same.or_else(near).unwrap_or(0);
    }

    /// Moves the cursor to another stop.
    pub fn step(&mut self, step: Step, rows: usize) {
        let to = step.from(self.selected, self.layout.rows.len(), rows);
        let direction = Direction::between(self.selected, to);
        let next = self
            .stop_from(to, direction)
            .or_else(|| self.stop_from(to, direction.opposite()));
        self.selected = next.unwrap_or(self.selected);
    }

    /// Goes to the first row of the next section; back, to the first row of this section or of the one before.
    pub fn step_section(&mut self, direction: Direction) {
        let rows = &self.layout.rows;
        let is_heading = |at: usize| matches!(rows.get(at), Some(OverviewRow::Heading(..)));
        let first = direction.find_section(self.selected, rows.len(), is_heading);
        self.selected = first.unwrap_or(self.selected);
    }

    fn stop_from(&self, at: usize, direction: Direction) -> Option<usize> {
        let rows = &self.layout.rows;
        let is_stop = |at: usize| matches!(rows.get(at), Some(OverviewRow::Stop(_)));
        direction.find(at, rows.len(), is_stop)
    }

    /// Scrolls so that the cursor is within `rows` rows.
    fn keep_in_view(&mut self, rows: usize) {
        let mut columns = self.layout.columns.iter();
        let start = columns
            .find(|column| column.contains(&self.selected))
            .map_or(0, |column| column.start);
        let at = self.selected.saturating_sub(start);
        // The first row of a section brings its heading into view, and a fact its remark.
        let above = self.selected.checked_sub(1);
        let above = above.and_then(|above| self.layout.rows.get(above));
        let headed = matches!(above, Some(OverviewRow::Heading(..))) && rows > 1;
        let first = at.saturating_sub(usize::from(headed));
        let below = self.layout.rows.iter().skip(self.selected + 1);
        let remarks = below.take_while(|row| matches!(row, OverviewRow::Remark(_)));
        let end = (at + 1 + remarks.count()).min(first + rows);
        let longest = self
            .layout
            .columns
            .iter()
            .map(Range::len)
            .max()
            .unwrap_or(0);
        self.top = top_for(self.top, first..end, longest, rows);
    }

    /// The rows of a column from the first in view on, with their indices.
    pub(crate) fn in_view(
        &self,
        column: &Range<usize>,
    ) -> impl Iterator<Item = (usize, &OverviewRow)> {
        let rows = self.layout.rows.iter().enumerate();
        rows.take(column.end).skip(column.start + self.top)
    }
}

impl OverviewRows {
    /// The rows of a breakdown, in a window of `width` cells.
    fn of(breakdown: &Breakdown, catalogue: &Catalogue, writing: Formatter, width: u16) -> Self {
        let mut layout = Self::default();
        if breakdown.totals.cases == 0 {
            return layout;
        }
        for by in Grouping::ALL {
            let (name, how) = heading(by, writing.lang);
            layout.begin_section(name, how);
            for tally in breakdown.tallies(by) {
                let name = indented(catalogue, by, tally, writing);
                layout.widest.0 = layout.widest.0.max(text::width(&name));
                layout.rows.push(OverviewRow::Stop(Stop::Group(by, *tally)));
            }
        }
        layout.begin_section(Labels::of(writing.lang).figures, "");
        let cells = usize::from(column_cells(width));
        for (at, fact) in facts(catalogue, breakdown, writing).into_iter().enumerate() {
            let both = text::width(&fact.name) + text::width(&fact.value);
            layout.widest.1 = layout.widest.1.max(both);
            let remark = fact.remark.clone();
            layout.rows.push(OverviewRow::Stop(Stop::Fact(at, fact)));
            layout.remark(&remark, cells);
        }
        layout.columns = layout.columns_for(width);
        layout
    }

    /// Appends a remark, wrapped to `cells` cells.
    fn remark(&mut self, text: &str, cells: usize) {
        let lines = wrap(text, cells.saturating_sub(REMARK + 1));
        let lines = lines.into_iter().filter_map(|line| text.get(line));
        let lines = lines.filter(|line| !line.is_empty());
        self.rows
            .extend(lines.map(|line| OverviewRow::Remark(line.to_owned())));
    }

    /// Appends the heading of a section, after a blank row unless it is the first.
    fn begin_section(&mut self, name: &'static str, how: &'static str) {
        if !self.rows.is_empty() {
            self.rows.push(OverviewRow::Blank);
        }
        self.rows.push(OverviewRow::Heading(name, how));
    }

    /// The rows of each column. Two columns are split between sections, where that balances them best.
    fn columns_for(&self, width: u16) -> Vec<Range<usize>> {
        let all = 0..self.rows.len();
        let rows = self.rows.iter().enumerate();
        let headings = rows.filter(|(_, row)| matches!(row, OverviewRow::Heading(..)));
        let splits = headings.map(|(at, _)| at).filter(|at| *at > 0);
        let best = splits.min_by_key(|at| (at - 1).max(all.end - at));
        match best.filter(|_| count_columns(width) > 1) {
            // Without the blank row between the two sections.
            Some(at) => vec![0..at - 1, at..all.end],
            None => vec![all],
        }
    }
}

/// The number of columns of an overview that is `width` cells wide.
fn count_columns(width: u16) -> u16 {
    if width < TWO_COLUMNS { 1 } else { 2 }
}

/// The width of a column, in cells.
pub(crate) fn column_cells(width: u16) -> u16 {
    let count = count_columns(width);
    (width - GAP * (count - 1)) / count
}

/// The name of a group, indented by two cells for each group around it.
pub(crate) fn indented(
    catalogue: &Catalogue,
    by: Grouping,
    tally: &Tally,
    writing: Formatter,
) -> String {
    let name = group_name(catalogue, by, tally.group, writing.lang);
    pad("", 2 * tally.depth) + &name
}
