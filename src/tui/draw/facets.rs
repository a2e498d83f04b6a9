//! The facets pane: the values of a few fields, with how many cases each would leave.
//!
//! ```text
//! 分类                                     案例 5/83
//! 专题
//! >[x] 行政执法工作体系                           17     a value that the query asks for, under the cursor
//!  [ ] 社会矛盾纠纷行政预防调处化解体系            14
//! 地区
//!  [ ] 四川省                                     35
//!    [ ] 泸州市                                   29     a value within the one above
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::present::Labels;
use crate::search::{Facet, FacetValue, Field};
use crate::text::{fit, pad, width};
use crate::tui::state::app::App;
use crate::tui::state::layout::content;
use crate::tui::theme::SELECTED_MARK;

use super::counts::of_all;
use super::spans::{Title, put};
use crate::tui::state::scroll::{Step, top_for};

/// The facets, the value under the cursor and the first row in view.
#[derive(Debug, Clone, Default)]
pub(crate) struct FacetsPane {
    rows: Vec<Row>,
    /// A position among the rows; that of a value, if there is one.
    selected: usize,
    top: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Row {
    Heading(Field),
    Value(Field, FacetValue),
}

impl FacetsPane {
    /// Takes facets in; the cursor stays on its value, or is put on the first that is on.
    pub fn set(&mut self, facets: Vec<Facet>) {
        let key = |row: &Row| match row {
            Row::Value(field, value) => Some((*field, value.name.clone(), value.depth)),
            Row::Heading(_) => None,
        };
        let before = self.rows.get(self.selected).and_then(key);
        self.rows = facets
            .into_iter()
            .filter(|facet| !facet.values.is_empty())
            .flat_map(|facet| {
                let field = facet.field;
                let values = facet.values.into_iter();
                let values = values.map(move |value| Row::Value(field, value));
                std::iter::once(Row::Heading(field)).chain(values)
            })
            .collect();
        let same = self
            .rows
            .iter()
            .position(|row| before.is_some() && key(row) == before);
        let on = |row: &Row| matches!(row, Row::Value(_, value) if value.on);
        let first_on = || self.rows.iter().position(on).filter(|_| before.is_none());
        let place = same
            .or_else(first_on)
            .or_else(|| self.value_from(self.selected, true));
        self.selected = place.unwrap_or(0);
    }

    pub fn selected_value(&self) -> Option<&FacetValue> {
        match self.rows.get(self.selected)? {
            Row::Value(_, value) => Some(value),
            Row::Heading(_) => None,
        }
    }

    /// Moves over the values; headings are passed over.
    pub fn step(&mut self, step: Step, rows: usize) {
        let to = step.from(self.selected, self.rows.len(), rows);
        let forward = to >= self.selected;
        let place = self
            .value_from(to, forward)
            .or_else(|| self.value_from(to, !forward));
        self.selected = place.unwrap_or(self.selected);
    }

    /// Goes to the first value of the next facet, or of this one or the one before.
    pub fn step_facet(&mut self, forward: bool) {
        let heading = |at: &usize| matches!(self.rows.get(*at), Some(Row::Heading(_)));
        let next = if forward {
            (self.selected..self.rows.len()).find(heading)
        } else {
            (0..self.selected.saturating_sub(1)).rev().find(heading)
        };
        self.selected = next.map_or(self.selected, |at| at + 1);
    }

    fn value_from(&self, at: usize, forward: bool) -> Option<usize> {
        let is_value = |at: &usize| matches!(self.rows.get(*at), Some(Row::Value(..)));
        if forward {
            (at..self.rows.len()).find(is_value)
        } else {
            (0..=at).rev().find(is_value)
        }
    }

    pub fn keep_in_view(&mut self, rows: usize) {
        // The first value of a facet comes into view with its heading.
        let heading = self.selected.checked_sub(1);
        let heading =
            heading.filter(|at| matches!(self.rows.get(*at), Some(Row::Heading(_))) && rows > 1);
        let first = heading.unwrap_or(self.selected);
        self.top = top_for(self.top, first..self.selected + 1, self.rows.len(), rows);
    }
}

/// Draws the facets.
pub(crate) fn render(app: &App, area: Rect, buf: &mut Buffer) {
    let labels = Labels::of(app.lang);
    let found = of_all(app, labels.cases);
    let title = Title {
        left: labels.facets,
        right: &found,
        focused: true,
    };
    title.render(&app.theme, area, buf);
    let rows = content(area);
    let cells = usize::from(rows.width);
    let shown = app.facets.rows.iter().enumerate().skip(app.facets.top);
    for ((at, item), row) in shown.zip(0..rows.height) {
        let line = match item {
            Row::Heading(field) => {
                Line::styled(format!(" {}", field.title(app.lang)), app.theme.heading)
            }
            Row::Value(_, value) => {
                let selected = at == app.facets.selected;
                let style = if selected {
                    app.theme.selected
                } else {
                    Style::new()
                };
                let style = if value.count == 0 {
                    style.patch(app.theme.dim)
                } else {
                    style
                };
                Line::from(Span::raw(value_row(value, selected, cells))).style(style)
            }
        };
        put(&line, rows, row, buf);
    }
}

/// A value in so many cells: whether it is on, what it is called, how many cases it would leave.
fn value_row(value: &FacetValue, selected: bool, cells: usize) -> String {
    let count = format!(" {} ", value.count);
    let mark = if selected { SELECTED_MARK } else { " " };
    let on = if value.on { "[x]" } else { "[ ]" };
    let name = format!("{mark}{}{on} {}", pad("", 2 * value.depth), value.name);
    let room = cells.saturating_sub(width(&count));
    pad(&fit(&name, room), room) + &count
}
