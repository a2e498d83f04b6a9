//! State of the overview: what was counted, its rows in one or two columns, the cursor.

use std::ops::Range;

use crate::catalogue::{Breakdown, Catalogue, Grouping, Tally};
use crate::present::{Fact, Formatter, Labels, facts, group_name, heading};
use crate::text::{self, pad, wrap};
use crate::tui::input::event::Size;
use crate::tui::state::memo::Memo;

use super::scroll::{Step, top_for};

/// From this many columns on, names and bars have room in each of two columns of sections.
const TWO_COLUMNS: u16 = 110;
/// In fewer cells than this a row has no bar: its name needs them.
pub(crate) const LEAST_WITH_BAR: usize = 52;
/// The blank cells before a remark.
pub(crate) const REMARK: usize = 3;
/// A divider and a blank part two columns.
pub(crate) const GAP: u16 = 2;

/// What was counted, how it is laid out, the row under the cursor and the first row in view.
#[derive(Debug, Clone, Default)]
pub(crate) struct OverviewPane {
    pub(crate) breakdown: Breakdown,
    pub(crate) layout: Memo<(Formatter, Size), OverviewRows>,
    /// A position among the rows; that of a stop, if there is one.
    pub(crate) selected: usize,
    top: usize,
}

/// The rows of the overview for a size.
#[derive(Debug, Clone, Default)]
pub(crate) struct OverviewRows {
    pub rows: Vec<OverviewRow>,
    /// The rows of each column.
    pub columns: Vec<Range<usize>>,
    /// The cells of the widest name of a group, and of the widest fact.
    pub widest: (usize, usize),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum OverviewRow {
    Blank,
    /// What stands below it, and how a case counts there.
    Heading(&'static str, &'static str),
    Stop(Stop),
    /// What is said of what stands above it.
    Remark(String),
}

/// A row at which the cursor stops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stop {
    Group(Grouping, Tally),
    /// With its place among the facts.
    Fact(usize, Fact),
}

impl Stop {
    /// Whether it counts the same, however much of it there is by now.
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
    /// Takes in what was counted.
    pub fn set(&mut self, breakdown: Breakdown) {
        self.breakdown = breakdown;
        self.layout.forget();
    }

    /// What the cursor is on.
    pub fn selected(&self) -> Option<&Stop> {
        match self.layout.rows.get(self.selected)? {
            OverviewRow::Stop(stop) => Some(stop),
            OverviewRow::Blank | OverviewRow::Heading(..) | OverviewRow::Remark(_) => None,
        }
    }

    /// Lays out what was counted, unless it is; the cursor stays on what it is on.
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

    /// Puts the cursor on the stop that it was on before, or near it.
    fn select(&mut self, before: Option<&Stop>) {
        let is_same = |row: &OverviewRow| matches!((row, before), (OverviewRow::Stop(one), Some(stop)) if one.is(stop));
        let same = self.layout.rows.iter().position(is_same);
        let near = || {
            self.stop_from(self.selected, true)
                .or_else(|| self.stop_from(self.selected, false))
        };
        self.selected = same.or_else(near).unwrap_or(0);
    }

    /// Moves over what the cursor stops at.
    pub fn step(&mut self, step: Step, rows: usize) {
        let to = step.from(self.selected, self.layout.rows.len(), rows);
        let forward = to >= self.selected;
        let place = self
            .stop_from(to, forward)
            .or_else(|| self.stop_from(to, !forward));
        self.selected = place.unwrap_or(self.selected);
    }

    /// Goes to the beginning of the next section, or of this one or the one before.
    pub fn step_section(&mut self, forward: bool) {
        let heading =
            |at: &usize| matches!(self.layout.rows.get(*at), Some(OverviewRow::Heading(..)));
        let next = if forward {
            (self.selected..self.layout.rows.len()).find(heading)
        } else {
            (0..self.selected.saturating_sub(1)).rev().find(heading)
        };
        self.selected = next.map_or(self.selected, |at| at + 1);
    }

    fn stop_from(&self, at: usize, forward: bool) -> Option<usize> {
        let is_stop = |at: &usize| matches!(self.layout.rows.get(*at), Some(OverviewRow::Stop(_)));
        if forward {
            (at..self.layout.rows.len()).find(is_stop)
        } else {
            (0..=at).rev().find(is_stop)
        }
    }

    fn keep_in_view(&mut self, rows: usize) {
        let mut columns = self.layout.columns.iter();
        let start = columns
            .find(|column| column.contains(&self.selected))
            .map_or(0, |column| column.start);
        let at = self.selected.saturating_sub(start);
        // The first row of a section comes into view with its heading, and a row with what is said of it.
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

    /// The rows of a column that are in view.
    pub(crate) fn in_view(
        &self,
        column: &Range<usize>,
    ) -> impl Iterator<Item = (usize, &OverviewRow)> {
        let rows = self.layout.rows.iter().enumerate();
        rows.take(column.end).skip(column.start + self.top)
    }
}

impl OverviewRows {
    /// The rows of what was counted, in a window of `width` cells.
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

    fn remark(&mut self, text: &str, cells: usize) {
        let lines = wrap(text, cells.saturating_sub(REMARK + 1));
        let lines = lines.into_iter().filter_map(|line| text.get(line));
        let lines = lines.filter(|line| !line.is_empty());
        self.rows
            .extend(lines.map(|line| OverviewRow::Remark(line.to_owned())));
    }

    fn begin_section(&mut self, name: &'static str, how: &'static str) {
        if !self.rows.is_empty() {
            self.rows.push(OverviewRow::Blank);
        }
        self.rows.push(OverviewRow::Heading(name, how));
    }

    /// The rows of each column; of two columns, the first ends with the section that balances them best.
    fn columns_for(&self, width: u16) -> Vec<Range<usize>> {
        let all = 0..self.rows.len();
        let rows = self.rows.iter().enumerate();
        let headings = rows.filter(|(_, row)| matches!(row, OverviewRow::Heading(..)));
        let splits = headings.map(|(at, _)| at).filter(|at| *at > 0);
        let best = splits.min_by_key(|at| (at - 1).max(all.end - at));
        match best.filter(|_| count_columns(width) > 1) {
            // The blank row between them is not needed.
            Some(at) => vec![0..at - 1, at..all.end],
            None => vec![all],
        }
    }
}

/// In how many columns an overview of so many cells is laid out.
fn count_columns(width: u16) -> u16 {
    if width < TWO_COLUMNS { 1 } else { 2 }
}

/// The cells of a column.
pub(crate) fn column_cells(width: u16) -> u16 {
    let count = count_columns(width);
    (width - GAP * (count - 1)) / count
}

/// The name of a group behind what shows how many groups it is in.
pub(crate) fn indented(
    catalogue: &Catalogue,
    by: Grouping,
    tally: &Tally,
    writing: Formatter,
) -> String {
    let name = group_name(catalogue, by, tally.group, writing.lang);
    pad("", 2 * tally.depth) + &name
}
