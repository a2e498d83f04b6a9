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

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::bundle::{Case, Lang};
use crate::search::TextFieldSet;
use crate::text::{fit, pad, width};
use crate::tui::app::App;
use crate::tui::keymap::Mode;
use crate::tui::labels::Labels;
use crate::tui::layout::{Pane, content};
use crate::tui::outline::{Group, Outline, Row};
use crate::tui::theme::{NOTICE_MARK, SELECTED_MARK, Theme};

use super::columns::{Columns, END, MARKS, names};
use super::count::count;
use super::scroll::{Step, top_for};
use super::snippet::render_snippet;
use super::spans::{Title, offset, put, viewed_name};

/// The rows, which of them is selected and which is the first in view.
#[derive(Debug, Clone, Default)]
pub(in crate::tui) struct ListPane {
    outline: Outline,
    /// The row at which the cursor is: a case or a folded group.
    selected: usize,
    /// The first row in view.
    top: usize,
    /// The place of the case that was chosen last, if it is in the list.
    chosen: Option<usize>,
    shows: TextFieldSet,
}

impl ListPane {
    /// Takes in of how many columns the list is, less those for marks, and the language of its titles.
    pub fn set_width(&mut self, columns: u16, lang: Lang) {
        self.shows = Columns::of(usize::from(columns)).show(lang);
    }

    /// Where a case may have been found so that its row shows it.
    pub fn shows(&self) -> TextFieldSet {
        self.shows
    }

    /// So many rows from the first in view on.
    pub fn in_view(&self, rows: usize) -> impl Iterator<Item = Row> {
        let rows = self.top..self.top.saturating_add(rows);
        rows.map_while(|at| self.outline.row(at))
    }

    /// Takes an outline in and selects the hit at this position, or the folded group that it is in; without
    /// either the first stop.
    pub fn set_outline(&mut self, outline: Outline, selected: Option<usize>) {
        self.chosen = selected.and_then(|hit| outline.place(hit));
        let stop = self.chosen.and_then(|place| outline.stop_at(place));
        let stop = stop.or_else(|| outline.stop_from(0));
        self.selected = stop.unwrap_or(0);
        self.outline = outline;
    }

    /// Takes an outline in as above; the selected row stays where it is on the screen.
    pub fn change_outline(&mut self, outline: Outline, selected: Option<usize>) {
        let above = self.selected.saturating_sub(self.top);
        self.set_outline(outline, selected);
        self.top = self.selected.saturating_sub(above);
    }

    /// The hit at a place.
    pub fn hit(&self, place: usize) -> Option<usize> {
        self.outline.hit(place)
    }

    /// The place of what is under the cursor: a case, or for a folded group the one of its cases that was chosen last,
    /// or else the first.
    pub fn under_cursor(&self) -> Option<usize> {
        Some(match self.selected()? {
            Row::Case(place) | Row::Snippet(place) => place,
            Row::Group(group) => {
                let chosen = self.chosen.filter(|place| group.places.contains(place));
                chosen.unwrap_or(group.places.start)
            }
        })
    }

    /// Chooses what is under the cursor, and gives its place.
    pub fn choose(&mut self) -> Option<usize> {
        let place = self.under_cursor();
        self.chosen = place.or(self.chosen);
        place
    }

    pub fn step(&mut self, step: Step, rows: usize) {
        let selected = match step {
            Step::ByPage(sign, _) => self.page(step, sign > 0, rows),
            Step::By(by) => self.beside(by),
            Step::ToTop => self.outline.stop_from(0),
            Step::ToBottom => self.outline.stop_before(self.outline.len()),
        };
        self.selected = selected.unwrap_or(self.selected);
    }

    /// The stop so many stops further, or the last on the way there.
    fn beside(&self, by: isize) -> Option<usize> {
        let next = |at: &usize| {
            if by > 0 {
                self.outline.stop_from(at + 1)
            } else {
                self.outline.stop_before(*at)
            }
        };
        let stops = std::iter::successors(Some(self.selected), next);
        stops.take(by.unsigned_abs() + 1).last()
    }

    /// The stop that a page leads to. Pages are counted in rows, headings too, so that none is skipped.
    fn page(&self, step: Step, forward: bool, rows: usize) -> Option<usize> {
        let target = step.from(self.selected, self.outline.len(), rows);
        if forward {
            let last = self.outline.stop_before(target + 1);
            last.max(self.beside(1))
        } else {
            let first = self.outline.stop_from(target);
            first.min(self.beside(-1))
        }
    }

    /// The stop behind the cursor, or before it.
    pub fn neighbour(&self, forward: bool) -> Option<Row> {
        let stop = if forward {
            self.outline.stop_from(self.selected + 1)
        } else {
            self.outline.stop_before(self.selected)
        };
        self.outline.row(stop?)
    }

    /// The place of the case under the cursor among all that are listed, from 1.
    pub fn place(&self) -> Option<usize> {
        match self.selected()? {
            Row::Case(place) => Some(place + 1),
            Row::Group(_) | Row::Snippet(_) => None,
        }
    }

    /// Goes to the beginning of the next group, or of this one, or of the one before it.
    pub fn step_group(&mut self, forward: bool) {
        let next = self.outline.group_beginning(self.selected, forward);
        self.selected = next.unwrap_or(self.selected);
    }

    /// The row under the cursor.
    pub fn selected(&self) -> Option<Row> {
        self.outline.row(self.selected)
    }

    /// The innermost group around the row under the cursor; that row itself if it is a folded group.
    pub fn group(&self) -> Option<&Group> {
        let group = self.outline.group_around(self.selected);
        group.map(|(_, group)| group)
    }

    /// The group around the cursor, if its heading is out of view.
    fn group_above(&self) -> Option<&Group> {
        let (at, group) = self.outline.group_around(self.selected)?;
        (at < self.top).then_some(group)
    }

    pub fn keep_in_view(&mut self, rows: usize) {
        let at = self.selected;
        // A case comes into view with the headings right above it.
        let above = (0..at).rev();
        let headings = above.take_while(|at| self.outline.unfolded(*at).is_some());
        let first = at - headings.count().min(rows.saturating_sub(1));
        // Its snippet comes into view with it, if there is room for both.
        let below = self.outline.row(at + 1);
        let snippet = matches!(below, Some(Row::Snippet(_))) && rows > 1;
        let end = at + 1 + usize::from(snippet);
        let first = first.max(end.saturating_sub(rows));
        self.top = top_for(self.top, first..end, self.outline.len(), rows);
    }
}

/// Draws the list.
pub(in crate::tui) fn render(app: &App, area: Rect, buf: &mut Buffer) {
    let labels = Labels::of(app.lang);
    let focused = app.focus == Pane::List && app.mode != Mode::Help;
    let right = if app.prompt.is_empty() {
        let group = app.list.group_above();
        group.map_or_else(String::new, |group| app.group_title(group))
    } else {
        format!("/{}", app.prompt.text())
    };
    let cells = usize::from(area.width).saturating_sub(2);
    Title {
        left: &count(app, labels, cells),
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
    for (row, at) in (0..rows.height).zip(app.list.top..) {
        let Some(item) = app.list.outline.row(at) else {
            break;
        };
        let selected = app.list.selected == at;
        let style = match (selected, focused) {
            (true, true) => app.theme.selected,
            (true, false) => app.theme.remembered,
            (false, _) => Style::new(),
        };
        let mark = if selected { SELECTED_MARK } else { " " };
        let mark = Span::raw(format!("{mark}{}", app.mark_of(&item)));
        let spans = match &item {
            Row::Group(group) => {
                let heading = heading(app, group, cells.saturating_sub(1 + END));
                vec![mark, Span::styled(heading, app.theme.heading)]
            }
            Row::Case(place) => {
                let depth = app.list.outline.depth(at);
                let mut spans = vec![mark];
                spans.extend(case_spans(app, (*place, depth), columns, style));
                spans
            }
            Row::Snippet(place) => {
                let indent = width(&indent(app.list.outline.depth(at))) + MARKS;
                render_snippet(app, *place, offset(rows, indent, usize::from(row)), buf);
                continue;
            }
        };
        put(&Line::from(spans).style(style), rows, row, buf);
    }
}

/// What stands before a row at a depth.
fn indent(depth: usize) -> String {
    const CELLS: usize = 2;
    /// However deep a group is, its title has room.
    const DEEPEST: usize = 4;
    pad("", depth.min(DEEPEST) * CELLS)
}

/// The heading of a group in so many cells: whether it is folded, its title, and how many cases it holds.
fn heading(app: &App, group: &Group, cells: usize) -> String {
    let count = format!(" {}", group.places.len());
    let signs = app.theme.glyphs.signs();
    let fold = if group.folded {
        signs.folded
    } else {
        signs.unfolded
    };
    let title = format!("{}{fold}{}", indent(group.depth), app.group_title(group));
    let room = cells.saturating_sub(width(&count));
    pad(&fit(&title, room), room) + &count
}

fn render_empty(app: &App, labels: &Labels, rows: Rect, buf: &mut Buffer) {
    if app.catalogue.is_empty() && app.loading.progress().is_some() {
        // The title says how far it is.
    } else if app.catalogue.is_empty() {
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

/// The row of a case: its notices and its columns, with what matches the query highlighted. A title that is too long
/// is shown with its beginning and where it matches.
fn case_spans(
    app: &App,
    (place, depth): (usize, usize),
    columns: Columns,
    style: Style,
) -> Vec<Span<'static>> {
    let indent = indent(depth.saturating_sub(1));
    let columns = Columns {
        title: columns.title.saturating_sub(width(&indent)),
        ..columns
    };
    let case = app.case_at(place).and_then(|case| app.at_hand.get(case));
    let Some(case) = case else {
        let label = Labels::of(app.lang).unreadable_case;
        return vec![Span::raw(format!("{indent} {label}"))];
    };
    let mut spans = vec![Span::raw(indent), notice_mark(case, style, &app.theme)];
    let names = names(case, app.lang);
    let matches = app.matches.get(&place);
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
        spans.extend(viewed_name(text, hits, cells, (base, app.theme.hit)));
    }
    spans
}
