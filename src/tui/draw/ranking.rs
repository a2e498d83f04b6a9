//! The ranking of an indicator as a table: rank, value, bar, region, year, title.
//!
//! ```text
//!  矛盾纠纷化解率                                        4/4 按数值
//! >    1  99.5%  ███████████████████  自贡市   2020  高标准严要求全力推进…
//!  ◆   2  99.4%  ██████████████████▉  漳州市   2022  深化“调解+评理”模式
//!  所受理或排查出的矛盾纠纷中 …                          a note: the rule of the indicator
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::catalogue::Measurement;
use crate::present::{Glyphs, Labels, Standing};
use crate::text::{fit, pad, width};
use crate::tui::chart::sparkline::along;
use crate::tui::state::app::App;
use crate::tui::state::layout::content;
use crate::tui::state::list_columns::names;
use crate::tui::state::ranking::{Order, rank_text};
use crate::tui::theme::SELECTED_MARK;

use super::spans::{Title, put};

/// The widths of the columns in cells; 0 for one that has no room.
struct RankingColumns {
    place: usize,
    value: usize,
    bar: usize,
    region: usize,
    year: usize,
    title: usize,
}

impl RankingColumns {
    /// The columns that fit into `cells` cells, with these widths of rank and value.
    fn of(place: usize, value: usize, cells: usize) -> Self {
        /// Region, year and bar are shown only if more cells than this are left for the title.
        const TITLE: usize = 16;
        /// The cursor, the mark of this case, and a blank.
        const MARKS: usize = 3;
        let mut title = cells.saturating_sub(MARKS + place + value + 2);
        let mut give = |cells: usize| {
            let fits = title > TITLE + cells + 1;
            title -= if fits { cells + 1 } else { 0 };
            if fits { cells } else { 0 }
        };
        let (region, year, bar) = (give(8), give(4), give(12));
        Self {
            place,
            value,
            bar,
            region,
            year,
            title,
        }
    }
}

/// Draws the table.
pub(crate) fn render(app: &App, area: Rect, buf: &mut Buffer) {
    let labels = Labels::of(app.ui.lang);
    let pane = &app.overlays.metric.ranking;
    let Some(standing) = pane.standing(&app.library.standings) else {
        return;
    };
    let cells = usize::from(area.width);
    let order = match pane.order {
        Order::Value => labels.by_value,
        Order::Bundle => labels.by_source,
        Order::Region => labels.by_region,
        Order::Year => labels.by_year,
    };
    let (found, all) = (standing.ranking.measurements().len(), standing.in_bundle);
    let turned = if pane.reversed { labels.reversed } else { "" };
    let right = format!("{found}/{all} {order}{turned}");
    // The order is never cut: without it the table could be misread. The title of the indicator gives way.
    let room = cells.saturating_sub(width(&right) + 3);
    Title {
        left: &fit(standing.indicator.label.get(app.ui.lang), room),
        right: &right,
        focused: app.overlays.metric.is_on_ranking(),
    }
    .render(&app.ui.theme, area, buf);
    let rows = content(area);
    let columns = RankingColumns::of(pane.table.widest.0, pane.table.widest.1, cells);
    for (at, row) in (pane.top..).zip(0..rows.height) {
        let line = match (
            pane.table.rows.get(at),
            pane.table.notes.get(at.saturating_sub(found)),
        ) {
            (Some(measure), _) => {
                let selected = at == pane.selected && app.overlays.metric.is_on_ranking();
                case_line(app, standing, measure, selected, &columns)
            }
            (None, Some(text)) => Line::styled(text.as_str(), app.ui.theme.dim),
            (None, None) => break,
        };
        put(&line, rows, row, buf);
    }
}

/// The row of a case.
fn case_line(
    app: &App,
    standing: &Standing,
    measure: &Measurement,
    selected: bool,
    columns: &RankingColumns,
) -> Line<'static> {
    let writing = app.writing();
    let style = if selected {
        app.ui.theme.selected
    } else {
        Style::new()
    };
    let mark = if selected { SELECTED_MARK } else { " " };
    let is_this = app.results.selected() == Some(measure.case);
    let this = if is_this {
        app.ui.theme.glyphs.signs().dots[1]
    } else {
        " "
    };
    let right = |text: String, cells: usize| pad("", cells.saturating_sub(width(&text))) + &text;
    let place = right(rank_text(standing, measure, writing), columns.place);
    let value = right(writing.measure(&standing.indicator, measure), columns.value);
    let mut spans = vec![
        Span::raw(mark),
        Span::styled(this, app.ui.theme.current_hit),
        Span::styled(format!(" {place} "), style),
        Span::styled(value + " ", style.patch(app.ui.theme.title)),
    ];
    if columns.bar > 0 {
        let bar = bar(standing, measure, columns.bar, writing.glyphs);
        spans.push(Span::styled(pad(&bar, columns.bar + 1), app.ui.theme.bar));
    }
    let case = app.library.cases.get(measure.case);
    let [title, region, year, _] = case.map_or_else(Default::default, |case| {
        names(case, app.ui.lang).map(|(_, text)| text)
    });
    for (cells, text) in [
        (columns.region, region),
        (columns.year, year),
        (columns.title, title),
    ] {
        if cells > 0 {
            spans.push(Span::styled(pad(&fit(&text, cells), cells + 1), style));
        }
    }
    Line::from(spans)
}

/// The value of a case as a bar from zero, scaled to the largest; empty if the value is masked.
fn bar(standing: &Standing, measure: &Measurement, cells: usize, glyphs: Glyphs) -> String {
    let largest = standing.ranking.max().and_then(Measurement::value);
    let Some((value, largest)) = measure.value().zip(largest) else {
        return String::new();
    };
    #[expect(clippy::cast_precision_loss, reason = "a dozen cells")]
    let cells = cells as f64;
    along(glyphs, 0.0, standing.indicator.part(value, largest) * cells)
}
