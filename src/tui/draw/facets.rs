//! The facets: the values of a few fields, with the number of cases that each would leave.
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
use crate::search::FacetValue;
use crate::text::{fit, pad, width};
use crate::tui::state::app::App;
use crate::tui::state::facets::FacetRow;
use crate::tui::state::layout::content;
use crate::tui::theme::SELECTED_MARK;

use super::counts::found_of_all;
use super::spans::{Title, put};

/// Draws the facets.
pub(crate) fn render(app: &App, area: Rect, buf: &mut Buffer) {
    let labels = Labels::of(app.ui.lang);
    let found = found_of_all(app, labels.cases);
    let title = Title {
        left: labels.facets,
        right: &found,
        focused: true,
    };
    title.render(&app.ui.theme, area, buf);
    let rows = content(area);
    let cells = usize::from(rows.width);
    let shown = app
        .overlays
        .facets
        .rows
        .iter()
        .enumerate()
        .skip(app.overlays.facets.top);
    for ((at, item), row) in shown.zip(0..rows.height) {
        let line = match item {
            FacetRow::Heading(field) => Line::styled(
                format!(" {}", field.title(app.ui.lang)),
                app.ui.theme.heading,
            ),
            FacetRow::Value(_, value) => {
                let selected = at == app.overlays.facets.selected;
                let style = if selected {
                    app.ui.theme.selected
                } else {
                    Style::new()
                };
                let style = if value.count == 0 {
                    style.patch(app.ui.theme.dim)
                } else {
                    style
                };
                Line::from(Span::raw(value_row(value, selected, cells))).style(style)
            }
        };
        put(&line, rows, row, buf);
    }
}

/// A value in `cells` cells: whether it is on, its name, and how many cases it would leave.
fn value_row(value: &FacetValue, selected: bool, cells: usize) -> String {
    let count = format!(" {} ", value.count);
    let mark = if selected { SELECTED_MARK } else { " " };
    let on = if value.on { "[x]" } else { "[ ]" };
    let name = format!("{mark}{}{on} {}", pad("", 2 * value.depth), value.name);
    let room = cells.saturating_sub(width(&count));
    pad(&fit(&name, room), room) + &count
}
