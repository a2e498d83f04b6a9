//! The overview: the hits counted by group, and facts about them.
//!
//! ```text
//! 概览 12/83                                                   /泸州
//! 主要专题  每例计第一个专题          │ 层级
//! >行政执法工作体系  6 50.0%  █████▌  │  市级         8 66.7%  █████
//!  依法行政制度体系  6 50.0%  █████▌  │  区县级       4 33.3%  ██▌
//! ```
//!
//! A wide window has two columns of sections, which scroll together.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::catalogue::{Grouping, Tally};
use crate::present::{Formatter, Labels};
use crate::text::{fit, pad, width};
use crate::tui::state::app::App;
use crate::tui::state::layout::content;
use crate::tui::state::overview::{
    GAP, LEAST_WITH_BAR, OverviewRow, REMARK, Stop, column_cells, indented,
};
use crate::tui::theme::SELECTED_MARK;

use super::counts::{found_of_all, loaded};
use super::spans::{Title, offset, put};

/// Draws the overview over the whole area.
pub(crate) fn render(app: &App, area: Rect, buf: &mut Buffer) {
    let labels = Labels::of(app.ui.lang);
    let mut left = found_of_all(app, labels.overview);
    if let Some(progress) = app.library.loading.progress() {
        let room = usize::from(area.width).saturating_sub(width(&left) + 3);
        left += &loaded(progress, labels, app.ui.theme.glyphs.signs(), room);
    }
    let filter = if app.input.prompt.is_empty() {
        String::new()
    } else {
        format!("/{}", app.input.prompt.text().trim_end())
    };
    let title = Title {
        left: &left,
        right: &filter,
        focused: true,
    };
    title.render(&app.ui.theme, area, buf);
    let rows = content(area);
    let pane = &app.overlays.overview;
    if pane.layout.rows.is_empty() {
        put(
            &Line::from(format!("  {}", labels.nothing_found)),
            rows,
            1,
            buf,
        );
    }
    let cells = column_cells(app.ui.size.width);
    let form = Form::new(app, usize::from(cells));
    for (at, column) in (0..).zip(&pane.layout.columns) {
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
            let divider = Line::styled(app.ui.theme.glyphs.signs().divider, app.ui.theme.dim);
            put(&divider, offset(rows, usize::from(left - GAP), 0), y, buf);
        }
    }
}

/// The widths of the parts of a row, in cells.
struct Form<'a> {
    app: &'a App,
    name: usize,
    count: usize,
    bar: usize,
}

impl<'a> Form<'a> {
    fn new(app: &'a App, cells: usize) -> Self {
        /// A wider column of names would separate short names from their counts.
        const NAME_MOST: usize = 40;
        let pane = &app.overlays.overview;
        let count = pane.breakdown.totals.cases.to_string().len();
        // Four cells: the mark, a blank before the count, one before the share, one at the end.
        let rest = cells.saturating_sub(4 + count + Formatter::PERCENT_CELLS);
        // Two blanks before the bar are subtracted below.
        let bar_least = if cells < LEAST_WITH_BAR { 0 } else { rest / 3 };
        let name_most = rest - bar_least;
        let (name, bar) = if bar_least == 0 {
            (rest, 0)
        } else {
            let name = name_most.min(NAME_MOST).min(pane.layout.widest.0);
            (name, rest - name - 2)
        };
        Self {
            app,
            name,
            count,
            bar,
        }
    }

    fn line(&self, row: &OverviewRow, selected: bool) -> Line<'static> {
        let theme = &self.app.ui.theme;
        let stop = match row {
            OverviewRow::Blank => return Line::default(),
            OverviewRow::Heading(name, how) => {
                return Line::from(vec![
                    Span::styled(format!(" {name}"), theme.heading),
                    Span::styled(format!("  {how}"), theme.dim),
                ]);
            }
            OverviewRow::Remark(text) => {
                return Line::styled(pad("", REMARK) + text, theme.dim);
            }
            OverviewRow::Stop(stop) => stop,
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
                let name = indented(&self.app.library.catalogue, *by, tally, writing);
                let name = pad(&fit(&name, self.name), self.name);
                let (count, digits) = (tally.count, self.count);
                let share = writing.part(
                    tally.count,
                    self.app.overlays.overview.breakdown.totals.cases,
                );
                let part = Formatter::PERCENT_CELLS;
                let counts = format!("{mark}{name} {count:>digits$} {share:>part$}");
                Line::from(vec![
                    Span::styled(counts, style),
                    Span::styled(self.bar(*by, tally), theme.bar),
                ])
            }
            Stop::Fact(_, fact) => {
                let cells = self.name + self.count + Formatter::PERCENT_CELLS + 2;
                // Long names and values take the room of the bars.
                let most = cells + self.bar;
                let cells = cells
                    .max(self.app.overlays.overview.layout.widest.1 + 2)
                    .min(most);
                let value = format!(" {}", fact.value);
                let room = cells.saturating_sub(width(&value));
                let text = format!("{mark}{}{value}", pad(&fit(&fact.name, room), room));
                Line::styled(text, style)
            }
        }
    }

    /// Bar of a group, scaled to the largest of its section.
    fn bar(&self, by: Grouping, tally: &Tally) -> String {
        if self.bar == 0 {
            return String::new();
        }
        let tallies = self.app.overlays.overview.breakdown.tallies(by).iter();
        let most = tallies.map(|one| one.count).max().unwrap_or(0);
        let bar = self.app.writing().bar(tally.count, most, self.bar);
        format!("  {bar}")
    }
}
