//! The list: one row a case, under the headings of its groups.
//!
//! ```text
//! ▾ 泸州市首届法治政府建设创新实践案例                                                12
//! >!“三化”统管助推街镇合法性审查全覆盖   江阳区  2023  泸州市江阳区人民政府
//! ││└ title, with what matches           └ as room allows: region, latest year, organ
//! │└ the case has notices
//! └ the case under the cursor; where cases can be marked, marks stand behind this column
//!     正文：……实现合法性审查全覆盖……                       a snippet, where the row does not show what was found
//! ▸ 自贡市……                                                                          18
//! └ a folded group; the cursor stops at it, as at the cases of the others
//! ```

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::bundle::{Case, Lang};
use crate::search::Places;
use crate::text::{fit, pad, width};
use crate::tui::App;
use crate::tui::keymap::Mode;
use crate::tui::labels::Labels;
use crate::tui::layout::{Pane, content};
use crate::tui::outline::{Entry, Group, Row};
use crate::tui::theme::{FOLDED, NOTICE_MARK, SELECTED_MARK, Theme, UNFOLDED};

use super::columns::{Columns, END, MARKS, names};
use super::scroll::{Step, top_for};
use super::snippet::render_snippet;
use super::spans::{Title, offset, put, viewed};

/// The rows, which of them is selected and which is the first in view.
#[derive(Debug, Clone, Default)]
pub(in crate::tui) struct ListPane {
    rows: Vec<Row>,
    /// The rows at which the cursor stops, as positions: cases and folded groups.
    stops: Vec<usize>,
    /// For each stop, how many cases are listed before it, in folded groups too.
    before: Vec<usize>,
    /// The stop at which the cursor is.
    selected: usize,
    /// The first row in view.
    top: usize,
    shows: Places,
}

impl ListPane {
    /// Takes in of how many columns the list is, less those for marks, and the language of its titles.
    pub fn set_width(&mut self, columns: u16, lang: Lang) {
        self.shows = Columns::of(usize::from(columns)).show(lang);
    }

    /// Where a case may have been found so that its row shows it.
    pub fn shows(&self) -> Places {
        self.shows
    }

    /// So many rows from the first in view on.
    pub fn in_view(&self, rows: usize) -> impl Iterator<Item = &Row> {
        self.rows.iter().skip(self.top).take(rows)
    }

    /// Takes rows in and selects the hit at this position, or the folded group that it is in; without
    /// either the first stop.
    pub fn set_rows(&mut self, rows: Vec<Row>, selected: Option<usize>) {
        self.stops.clear();
        self.before.clear();
        let mut listed = 0;
        for (at, row) in rows.iter().enumerate() {
            let cases = match row {
                Row::Case(_) => 1,
                Row::Group(group) if group.folded => group.hits.len(),
                Row::Group(_) | Row::Snippet(_) => continue,
            };
            self.stops.push(at);
            self.before.push(listed);
            listed += cases;
        }
        self.rows = rows;
        self.selected = selected
            .and_then(|hit| self.stops.iter().position(|at| self.row_holds(*at, hit)))
            .unwrap_or(0);
    }

    fn row_holds(&self, at: usize, hit: usize) -> bool {
        match self.rows.get(at) {
            Some(Row::Case(entry)) => entry.hit == hit,
            Some(Row::Group(group)) => group.hits.contains(&hit),
            Some(Row::Snippet(_)) | None => false,
        }
    }

    pub fn step(&mut self, step: Step, rows: usize) {
        self.selected = match step {
            Step::ByPage(sign, _) => self.page(step, sign > 0, rows),
            Step::By(_) | Step::ToTop | Step::ToBottom => {
                step.from(self.selected, self.stops.len(), rows)
            }
        };
    }

    /// The stop that a page leads to. Pages are counted in rows, headings too, so that none is skipped.
    fn page(&self, step: Step, forward: bool, rows: usize) -> usize {
        let Some(at) = self.stops.get(self.selected).copied() else {
            return self.selected;
        };
        let target = step.from(at, self.rows.len(), rows);
        let last = self.stops.len() - 1;
        if forward {
            let beyond = self.stops.partition_point(|stop| *stop <= target);
            (beyond - 1).max(self.selected + 1).min(last)
        } else {
            let before = self.stops.partition_point(|stop| *stop < target);
            before.min(self.selected.saturating_sub(1))
        }
    }

    /// The stop behind the cursor, or before it.
    pub fn neighbour(&self, forward: bool) -> Option<&Row> {
        let stop = self
            .selected
            .checked_add_signed(if forward { 1 } else { -1 })?;
        self.rows.get(*self.stops.get(stop)?)
    }

    /// The place of the case under the cursor among all that are listed, from 1.
    pub fn place(&self) -> Option<usize> {
        match self.selected()? {
            Row::Case(_) => self.before.get(self.selected).map(|before| before + 1),
            Row::Group(_) | Row::Snippet(_) => None,
        }
    }

    /// Goes to the beginning of the next group, or of this one, or of the one before it.
    pub fn step_group(&mut self, forward: bool) {
        let begins_group = |stop: &usize| {
            let before = self.stops.get(*stop).and_then(|at| at.checked_sub(1));
            let headed = before.and_then(|at| self.rows.get(at));
            let itself = self.stops.get(*stop).and_then(|at| self.rows.get(*at));
            let headed = matches!(headed, Some(Row::Group(group)) if !group.folded);
            headed || matches!(itself, Some(Row::Group(_)))
        };
        let next = if forward {
            (self.selected + 1..self.stops.len()).find(begins_group)
        } else {
            (0..self.selected).rev().find(begins_group)
        };
        self.selected = next.unwrap_or(self.selected);
    }

    /// The row under the cursor.
    pub fn selected(&self) -> Option<&Row> {
        self.rows.get(*self.stops.get(self.selected)?)
    }

    /// The innermost group around the row under the cursor; that row itself if it is a folded group.
    pub fn group(&self) -> Option<&Group> {
        self.group_at().map(|(_, group)| group)
    }

    /// That group with its row.
    fn group_at(&self) -> Option<(usize, &Group)> {
        let selected = *self.stops.get(self.selected)?;
        // How many groups the row is in tells the heading of the innermost from those of other groups above.
        let depth = match self.rows.get(selected)? {
            Row::Group(group) => return Some((selected, group)),
            Row::Case(entry) | Row::Snippet(entry) => entry.depth,
        };
        let above = self.rows.get(..selected)?.iter().enumerate().rev();
        let mut groups = above.filter_map(|(at, row)| match row {
            Row::Group(group) => Some((at, group)),
            Row::Case(_) | Row::Snippet(_) => None,
        });
        groups.find(|(_, group)| group.depth() + 1 == depth)
    }

    /// The title of the group around the cursor, if its heading is out of view.
    fn heading_above(&self) -> Option<&str> {
        let (at, group) = self.group_at()?;
        (at < self.top).then_some(group.title.as_str())
    }

    pub fn keep_in_view(&mut self, rows: usize) {
        let at = self.stops.get(self.selected).copied().unwrap_or(0);
        // A case comes into view with the headings right above it.
        let headings = self.rows.iter().take(at).rev();
        let headings = headings.take_while(|row| matches!(row, Row::Group(group) if !group.folded));
        let first = at - headings.count().min(rows.saturating_sub(1));
        // Its snippet comes into view with it, if there is room for both.
        let snippet = matches!(self.rows.get(at + 1), Some(Row::Snippet(_))) && rows > 1;
        let end = at + 1 + usize::from(snippet);
        let first = first.max(end.saturating_sub(rows));
        self.top = top_for(self.top, first..end, self.rows.len(), rows);
    }
}

/// Draws the list.
pub(in crate::tui) fn render(app: &App, area: Rect, buf: &mut Buffer) {
    let labels = Labels::of(app.lang);
    let focused = app.focus == Pane::List && app.mode != Mode::Help;
    let right = if app.prompt.is_empty() {
        app.list.heading_above().unwrap_or_default().to_owned()
    } else {
        format!("/{}", app.prompt.text())
    };
    Title {
        left: &count(app, labels),
        right: &right,
        focused,
    }
    .render(&app.theme, area, buf);
    let rows = content(area);
    if app.hits.is_empty() {
        render_empty(app, labels, rows, buf);
        return;
    }
    // Where cases can be marked, their marks have a column of their own.
    let cells = usize::from(rows.width).saturating_sub(usize::from(app.marks_cases()));
    let columns = Columns::of(cells);
    let selected = app.list.stops.get(app.list.selected);
    let shown = app.list.rows.iter().enumerate().skip(app.list.top);
    for ((at, item), row) in shown.zip(0..rows.height) {
        let selected = selected == Some(&at);
        let style = match (selected, focused) {
            (true, true) => app.theme.selected,
            (true, false) => app.theme.remembered,
            (false, _) => Style::new(),
        };
        let mark = if selected { SELECTED_MARK } else { " " };
        let mark = Span::raw(format!("{mark}{}", app.mark_of(item)));
        match item {
            Row::Group(group) => {
                let heading = heading(group, cells.saturating_sub(1 + END));
                let spans = vec![mark, Span::styled(heading, app.theme.heading)];
                put(&Line::from(spans).style(style), rows, row, buf);
            }
            Row::Case(entry) => {
                let hit = app.hits.get(entry.hit);
                let Some(case) = hit.and_then(|hit| app.bundle.cases.get(hit.case())) else {
                    continue;
                };
                let indent = indent(entry.depth.saturating_sub(1));
                let columns = Columns {
                    title: columns.title.saturating_sub(width(&indent)),
                    ..columns
                };
                let notice = notice_mark(case, style, &app.theme);
                let mut spans = vec![mark, Span::raw(indent), notice];
                spans.extend(column_spans(app, (entry, case), columns, style));
                put(&Line::from(spans).style(style), rows, row, buf);
            }
            Row::Snippet(entry) => {
                let indent = width(&indent(entry.depth)) + MARKS;
                render_snippet(app, entry, offset(rows, indent, usize::from(row)), buf);
            }
        }
    }
}

/// How many cases there are, and how many of them are marked.
fn count(app: &App, labels: &Labels) -> String {
    let (found, all) = (app.hits.len(), app.bundle.cases.len());
    let mut count = format!("{} {found}/{all}", labels.cases);
    if app.marks.count() > 0 {
        let _ = write!(count, " {} {}", labels.marked, app.marks.count());
    }
    if app.in_text > 0 {
        let named = found - app.in_text;
        let _ = write!(
            count,
            "  {} {named} {} {}",
            labels.in_names, labels.in_texts, app.in_text
        );
    }
    count
}

/// What stands before a row at a depth.
fn indent(depth: usize) -> String {
    const CELLS: usize = 2;
    /// However deep a group is, its title has room.
    const DEEPEST: usize = 4;
    pad("", depth.min(DEEPEST) * CELLS)
}

/// The heading of a group in so many cells: whether it is folded, its title, and how many cases it holds.
fn heading(group: &Group, cells: usize) -> String {
    let count = format!(" {}", group.hits.len());
    let fold = if group.folded { FOLDED } else { UNFOLDED };
    let title = format!("{}{fold}{}", indent(group.depth()), group.title);
    let room = cells.saturating_sub(width(&count));
    pad(&fit(&title, room), room) + &count
}

fn render_empty(app: &App, labels: &Labels, rows: Rect, buf: &mut Buffer) {
    if app.bundle.cases.is_empty() {
        put(
            &Line::from(format!("  {}", labels.empty_bundle)),
            rows,
            1,
            buf,
        );
    } else if !app.query.is_empty() {
        put(
            &Line::from(format!("  {}", labels.nothing_found)),
            rows,
            1,
            buf,
        );
        put(
            &Line::styled(format!("  {}", labels.clear_hint), app.theme.dim),
            rows,
            2,
            buf,
        );
    }
}

fn notice_mark(case: &Case, style: Style, theme: &Theme) -> Span<'static> {
    let mark = if case.notices.is_empty() {
        " "
    } else {
        NOTICE_MARK
    };
    Span::styled(mark, style.patch(theme.notice))
}

/// The columns of a row in their widths, with what matches the query highlighted. A title that is too long is shown
/// with its beginning and where it matches.
fn column_spans(
    app: &App,
    (entry, case): (&Entry, &Case),
    columns: Columns,
    style: Style,
) -> Vec<Span<'static>> {
    let names = names(case, app.lang);
    let matches = app.matches.get(&entry.hit);
    let mut spans = Vec::new();
    for (at, ((_, text), cells)) in names.iter().zip(columns.cells()).enumerate() {
        if cells == 0 {
            continue;
        }
        if at > 0 {
            spans.push(Span::raw(" "));
        }
        let base = if at == 0 {
            style
        } else {
            app.theme.dim.patch(style)
        };
        let hits = matches.and_then(|matches| matches.columns.get(at));
        let hits = hits.map_or(&[][..], Vec::as_slice);
        spans.extend(viewed(text, hits, cells, (base, app.theme.hit)));
    }
    spans
}
