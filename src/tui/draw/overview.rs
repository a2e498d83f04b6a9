//! The overview: how the cases that were found fall into groups, and how much they hold.
//!
//! ```text
//! 概览 12/83                                                   /泸州
//! 主要专题  每例计第一个专题          │ 层级
//! >行政执法工作体系  6 50.0%  █████▌  │  市级         8 66.7%  █████
//!  依法行政制度体系  6 50.0%  █████▌  │  区县级       4 33.3%  ██▌
//! ```
//!
//! In a wide window the sections stand in two columns, which are scrolled as one page.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::catalogue::{Breakdown, Catalogue, Grouping, Tally};
use crate::present::{Fact, Labels, Writing, facts, group_name, heading};
use crate::text::{fit, pad, width, wrap};
use crate::tui::input::event::Size;
use crate::tui::state::app::App;
use crate::tui::state::layout::content;
use crate::tui::theme::SELECTED_MARK;

use super::counts::{loaded, of_all};
use super::spans::{Title, offset, put};
use crate::tui::state::scroll::{Step, top_for};

/// From this many columns on, names and bars have room in each of two columns of sections.
const TWO_COLUMNS: u16 = 110;
/// In fewer cells than this a row has no bar: its name needs them.
const LEAST_WITH_BAR: usize = 52;
/// The blank cells before a remark.
const REMARK: usize = 3;
/// A divider and a blank part two columns.
const GAP: u16 = 2;

/// What was counted, how it is laid out, the row under the cursor and the first row in view.
#[derive(Debug, Clone, Default)]
pub(crate) struct OverviewPane {
    breakdown: Breakdown,
    rows: Vec<Row>,
    /// The rows of each column.
    columns: Vec<Range<usize>>,
    /// The cells of the widest name of a group, and of the widest fact.
    widest: (usize, usize),
    /// A position among the rows; that of a stop, if there is one.
    selected: usize,
    top: usize,
    /// None if what was counted is not laid out yet.
    made_for: Option<(Writing, Size)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Row {
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
        self.made_for = None;
    }

    /// What the cursor is on.
    pub fn selected(&self) -> Option<&Stop> {
        match self.rows.get(self.selected)? {
            Row::Stop(stop) => Some(stop),
            Row::Blank | Row::Heading(..) | Row::Remark(_) => None,
        }
    }

    /// Lays out what was counted, unless it is; the cursor stays on what it is on.
    pub fn lay_out(&mut self, catalogue: &Catalogue, writing: Writing, size: Size) {
        if self.made_for != Some((writing, size)) {
            self.lay_out_anew(catalogue, writing, size);
            self.made_for = Some((writing, size));
        }
        self.keep_in_view(usize::from(size.height));
    }

    fn lay_out_anew(&mut self, catalogue: &Catalogue, writing: Writing, size: Size) {
        let before = self.selected().cloned();
        self.rows.clear();
        self.widest = (0, 0);
        let cases = self.breakdown.totals.cases;
        for by in Grouping::ALL.into_iter().filter(|_| cases > 0) {
            let (name, how) = heading(by, writing.lang);
            self.begin_section(name, how);
            for tally in self.breakdown.tallies(by) {
                let name = indented(catalogue, by, tally, writing);
                self.widest.0 = self.widest.0.max(width(&name));
                self.rows.push(Row::Stop(Stop::Group(by, *tally)));
            }
        }
        if cases > 0 {
            self.lay_out_facts(catalogue, writing, usize::from(column_cells(size.width)));
        }
        self.columns = self.columns_for(size.width);
        let is_same =
            |row: &Row| matches!((row, &before), (Row::Stop(one), Some(stop)) if one.is(stop));
        let same = self.rows.iter().position(is_same);
        let near = || {
            self.stop_from(self.selected, true)
                .or_else(|| self.stop_from(self.selected, false))
        };
        self.selected = same.or_else(near).unwrap_or(0);
    }

    fn lay_out_facts(&mut self, catalogue: &Catalogue, writing: Writing, cells: usize) {
        self.begin_section(Labels::of(writing.lang).figures, "");
        let facts = facts(catalogue, &self.breakdown, writing);
        for (at, fact) in facts.into_iter().enumerate() {
            let both = width(&fact.name) + width(&fact.value);
            self.widest.1 = self.widest.1.max(both);
            let remark = fact.remark.clone();
            self.rows.push(Row::Stop(Stop::Fact(at, fact)));
            self.remark(&remark, cells);
        }
    }

    fn remark(&mut self, text: &str, cells: usize) {
        let lines = wrap(text, cells.saturating_sub(REMARK + 1));
        let lines = lines.into_iter().filter_map(|line| text.get(line));
        let lines = lines.filter(|line| !line.is_empty());
        self.rows
            .extend(lines.map(|line| Row::Remark(line.to_owned())));
    }

    fn begin_section(&mut self, name: &'static str, how: &'static str) {
        if !self.rows.is_empty() {
            self.rows.push(Row::Blank);
        }
        self.rows.push(Row::Heading(name, how));
    }

    /// The rows of each column: of two, the first ends with the section with which neither is longer than it must be.
    fn columns_for(&self, width: u16) -> Vec<Range<usize>> {
        let all = 0..self.rows.len();
        let rows = self.rows.iter().enumerate();
        let headings = rows.filter(|(_, row)| matches!(row, Row::Heading(..)));
        let splits = headings.map(|(at, _)| at).filter(|at| *at > 0);
        let best = splits.min_by_key(|at| (at - 1).max(all.end - at));
        match best.filter(|_| count_columns(width) > 1) {
            // The blank row between them is not needed.
            Some(at) => vec![0..at - 1, at..all.end],
            None => vec![all],
        }
    }

    /// Moves over what the cursor stops at.
    pub fn step(&mut self, step: Step, rows: usize) {
        let to = step.from(self.selected, self.rows.len(), rows);
        let forward = to >= self.selected;
        let place = self
            .stop_from(to, forward)
            .or_else(|| self.stop_from(to, !forward));
        self.selected = place.unwrap_or(self.selected);
    }

    /// Goes to the beginning of the next section, or of this one or the one before.
    pub fn step_section(&mut self, forward: bool) {
        let heading = |at: &usize| matches!(self.rows.get(*at), Some(Row::Heading(..)));
        let next = if forward {
            (self.selected..self.rows.len()).find(heading)
        } else {
            (0..self.selected.saturating_sub(1)).rev().find(heading)
        };
        self.selected = next.map_or(self.selected, |at| at + 1);
    }

    fn stop_from(&self, at: usize, forward: bool) -> Option<usize> {
        let is_stop = |at: &usize| matches!(self.rows.get(*at), Some(Row::Stop(_)));
        if forward {
            (at..self.rows.len()).find(is_stop)
        } else {
            (0..=at).rev().find(is_stop)
        }
    }

    fn keep_in_view(&mut self, rows: usize) {
        let mut columns = self.columns.iter();
        let start = columns
            .find(|column| column.contains(&self.selected))
            .map_or(0, |column| column.start);
        let at = self.selected.saturating_sub(start);
        // The first row of a section comes into view with its heading, and a row with what is said of it.
        let above = self.selected.checked_sub(1);
        let above = above.and_then(|above| self.rows.get(above));
        let headed = matches!(above, Some(Row::Heading(..))) && rows > 1;
        let first = at.saturating_sub(usize::from(headed));
        let below = self.rows.iter().skip(self.selected + 1);
        let remarks = below.take_while(|row| matches!(row, Row::Remark(_)));
        let end = (at + 1 + remarks.count()).min(first + rows);
        let longest = self.columns.iter().map(Range::len).max().unwrap_or(0);
        self.top = top_for(self.top, first..end, longest, rows);
    }

    /// The rows of a column that are in view.
    fn in_view(&self, column: &Range<usize>) -> impl Iterator<Item = (usize, &Row)> {
        let rows = self.rows.iter().enumerate();
        rows.take(column.end).skip(column.start + self.top)
    }
}

/// In how many columns an overview of so many cells is laid out.
fn count_columns(width: u16) -> u16 {
    if width < TWO_COLUMNS { 1 } else { 2 }
}

/// The cells of a column.
fn column_cells(width: u16) -> u16 {
    let count = count_columns(width);
    (width - GAP * (count - 1)) / count
}

/// The name of a group behind what shows how many groups it is in.
fn indented(catalogue: &Catalogue, by: Grouping, tally: &Tally, writing: Writing) -> String {
    let name = group_name(catalogue, by, tally.group, writing.lang);
    pad("", 2 * tally.depth) + &name
}

/// Draws the overview over the whole area.
pub(crate) fn render(app: &App, area: Rect, buf: &mut Buffer) {
    let labels = Labels::of(app.lang);
    let mut left = of_all(app, labels.overview);
    if let Some(progress) = app.loading.progress() {
        let room = usize::from(area.width).saturating_sub(width(&left) + 3);
        left += &loaded(progress, labels, app.theme.glyphs.signs(), room);
    }
    let filter = if app.prompt.is_empty() {
        String::new()
    } else {
        format!("/{}", app.prompt.text().trim_end())
    };
    let title = Title {
        left: &left,
        right: &filter,
        focused: true,
    };
    title.render(&app.theme, area, buf);
    let rows = content(area);
    let pane = &app.overview;
    if pane.rows.is_empty() {
        put(
            &Line::from(format!("  {}", labels.nothing_found)),
            rows,
            1,
            buf,
        );
    }
    let cells = column_cells(app.size.width);
    let form = Form::new(app, usize::from(cells));
    for (at, column) in (0..).zip(&pane.columns) {
        let left = at * (cells + GAP);
        let place = offset(rows, usize::from(left), 0);
        for ((at, row), y) in pane.in_view(column).zip(0..rows.height) {
            let line = form.line(row, at == pane.selected);
            put(
                &line,
                Rect {
                    width: cells.min(place.width),
                    ..place
                },
                y,
                buf,
            );
        }
        for y in (0..rows.height).filter(|_| at > 0) {
            let divider = Line::styled(app.theme.glyphs.signs().divider, app.theme.dim);
            put(&divider, offset(rows, usize::from(left - GAP), 0), y, buf);
        }
    }
}

/// How rows are written in a column.
struct Form<'a> {
    app: &'a App,
    /// The cells of names, of counts and of bars.
    name: usize,
    count: usize,
    bar: usize,
}

impl<'a> Form<'a> {
    fn new(app: &'a App, cells: usize) -> Self {
        /// More cells than this would part short names from their counts.
        const NAME_MOST: usize = 40;
        let pane = &app.overview;
        let count = pane.breakdown.totals.cases.to_string().len();
        // A mark before the name, a blank before count and share each, and one at the end.
        let rest = cells.saturating_sub(4 + count + Writing::PART);
        // Two blanks before a bar.
        let bar_least = if cells < LEAST_WITH_BAR { 0 } else { rest / 3 };
        let name_most = rest - bar_least;
        let (name, bar) = if bar_least == 0 {
            (rest, 0)
        } else {
            let name = name_most.min(NAME_MOST).min(pane.widest.0);
            (name, rest - name - 2)
        };
        Self {
            app,
            name,
            count,
            bar,
        }
    }

    fn line(&self, row: &Row, selected: bool) -> Line<'static> {
        let theme = &self.app.theme;
        let stop = match row {
            Row::Blank => return Line::default(),
            Row::Heading(name, how) => {
                return Line::from(vec![
                    Span::styled(format!(" {name}"), theme.heading),
                    Span::styled(format!("  {how}"), theme.dim),
                ]);
            }
            Row::Remark(text) => {
                return Line::styled(pad("", REMARK) + text, theme.dim);
            }
            Row::Stop(stop) => stop,
        };
        let mark = if selected { SELECTED_MARK } else { " " };
        let style = if selected {
            theme.selected
        } else {
            Style::new()
        };
        match stop {
            Stop::Group(by, tally) => {
                let writing = self.app.writing();
                let name = indented(&self.app.catalogue, *by, tally, writing);
                let name = pad(&fit(&name, self.name), self.name);
                let (count, digits) = (tally.count, self.count);
                let share = writing.part(tally.count, self.app.overview.breakdown.totals.cases);
                let part = Writing::PART;
                let counts = format!("{mark}{name} {count:>digits$} {share:>part$}");
                Line::from(vec![
                    Span::styled(counts, style),
                    Span::styled(self.bar(*by, tally), theme.bar),
                ])
            }
            Stop::Fact(_, fact) => {
                let cells = self.name + self.count + Writing::PART + 2;
                // Where names and values are long, they take the room of the bars.
                let most = cells + self.bar;
                let cells = cells.max(self.app.overview.widest.1 + 2).min(most);
                let value = format!(" {}", fact.value);
                let room = cells.saturating_sub(width(&value));
                let said = format!("{mark}{}{value}", pad(&fit(&fact.name, room), room));
                Line::styled(said, style)
            }
        }
    }

    /// The bar of a group, whose longest fellow has the longest bar.
    fn bar(&self, by: Grouping, tally: &Tally) -> String {
        if self.bar == 0 {
            return String::new();
        }
        let tallies = self.app.overview.breakdown.tallies(by).iter();
        let most = tallies.map(|one| one.count).max().unwrap_or(0);
        let bar = self.app.writing().bar(tally.count, most, self.bar);
        format!("  {bar}")
    }
}
