//! The cases that an indicator compares, as a table: place, value, bar, where, when, and which case.
//!
//! ```text
//!  矛盾纠纷化解率                                        4/4 按数值
//! >    1  99.5%  ███████████████████  自贡市   2020  高标准严要求全力推进…
//!  ◆   2  99.4%  ██████████████████▉  漳州市   2022  深化“调解+评理”模式
//!  所受理或排查出的矛盾纠纷中 …                          the rule, behind the cases
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::catalogue::{Catalogue, Grouping, Measurement};
use crate::text::{fit, pad, width, wrap};
use crate::tui::app::App;
use crate::tui::event::Size;
use crate::tui::glyphs::Glyphs;
use crate::tui::labels::Labels;
use crate::tui::layout::content;
use crate::tui::quantity::Writing;
use crate::tui::standing::{Standing, Standings};
use crate::tui::theme::SELECTED_MARK;

use super::bars::along;
use super::columns::names;
use super::scroll::{Step, top_for};
use super::spans::{Title, put};

/// The table: which indicator it shows, in what order, and where the cursor is.
#[derive(Debug, Clone, Default)]
pub(in crate::tui) struct RankingPane {
    /// The index of the indicator.
    indicator: usize,
    order: Order,
    reversed: bool,
    rows: Vec<Measurement>,
    /// The cells of the widest place, and of the widest value.
    widest: (usize, usize),
    /// What is said behind the cases, line by line.
    said: Vec<String>,
    selected: usize,
    /// The first line in view, counted over the cases and what is said behind them.
    top: usize,
    /// The case to which the cursor goes, if it is in the table.
    sought: Option<usize>,
    made_for: Option<MadeFor>,
}

/// The indicator, the order and whether it is turned round, the version of the standings, how it is written and how wide.
type MadeFor = (usize, Order, bool, u64, Writing, u16);

/// By what the cases are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::tui) enum Order {
    /// The best value first, or the largest.
    #[default]
    Value,
    /// As in the bundle.
    Bundle,
    Region,
    /// The latest first.
    Year,
}

impl Order {
    const ALL: [Self; 4] = [Self::Value, Self::Bundle, Self::Region, Self::Year];

    fn next(self) -> Self {
        let at = Self::ALL.iter().position(|one| *one == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }
}

impl RankingPane {
    /// Shows an indicator.
    pub fn show(&mut self, indicator: usize) {
        if self.indicator != indicator {
            (self.indicator, self.selected, self.top) = (indicator, 0, 0);
        }
    }

    /// Puts the cursor on a case.
    pub fn seek(&mut self, case: Option<usize>) {
        self.sought = case;
    }

    /// Shows the next indicator of so many.
    pub fn show_next(&mut self, count: usize) {
        self.show((self.indicator + 1) % count.max(1));
    }

    /// Orders the cases by something else.
    pub fn order_by_next(&mut self) {
        self.order = self.order.next();
        (self.selected, self.top) = (0, 0);
    }

    /// Turns the order round.
    pub fn reverse(&mut self) {
        self.reversed = !self.reversed;
        (self.selected, self.top) = (0, 0);
    }

    /// Moves to another case; behind the last the view goes on to the end of what is said of all.
    pub fn step(&mut self, step: Step, rows: usize) {
        let last = self.rows.len().saturating_sub(1);
        if self.selected == last && self.top >= last && step != Step::ToTop {
            let top = step.scrolled(self.top, self.count(), rows).max(last);
            if top != self.top {
                self.top = top;
                return;
            }
        }
        self.selected = step.from(self.selected, self.rows.len(), rows);
    }

    /// The lines of the cases and of what is said behind them.
    fn count(&self) -> usize {
        self.rows.len() + self.said.len()
    }

    /// What is under the cursor.
    pub fn selected(&self) -> Option<&Measurement> {
        self.rows.get(self.selected)
    }

    /// The cases in view, of so many rows.
    pub fn in_view(&self, rows: usize) -> impl Iterator<Item = usize> {
        let rows = self.rows.iter().skip(self.top).take(rows);
        rows.map(|measure| measure.case)
    }

    /// The indicator that is shown, over the cases that were found.
    pub fn standing<'a>(&self, standings: &'a Standings) -> Option<&'a Standing> {
        standings.all().get(self.indicator)
    }

    /// Puts the cases in order, and keeps the cursor in view.
    pub fn lay_out(
        &mut self,
        standings: &Standings,
        catalogue: &Catalogue,
        writing: Writing,
        size: Size,
    ) {
        let wanted = (
            self.indicator,
            self.order,
            self.reversed,
            standings.version(),
            writing,
            size.width,
        );
        if self.made_for != Some(wanted) {
            let standing = self.standing(standings);
            let cells = usize::from(size.width);
            self.said = standing.map_or_else(Vec::new, |one| said(one, cells, writing));
            self.widest = standing.map_or((0, 0), |one| widest(one, writing));
            let measures = standing.map(|one| one.ranking.measurements());
            self.rows = measures.unwrap_or_default().to_vec();
            self.put_in_order(catalogue);
            self.made_for = Some(wanted);
        }
        let sought = self.sought.take();
        let sought = self.rows.iter().position(|one| Some(one.case) == sought);
        let selected = sought.unwrap_or(self.selected);
        let last = self.rows.len().saturating_sub(1);
        self.selected = selected.min(last);
        // What is said behind the cases comes into view with the last of them.
        let end = if self.selected == last {
            self.count()
        } else {
            self.selected + 1
        };
        let rows = usize::from(size.height);
        self.top = top_for(self.top, self.selected..end, self.count(), rows);
    }

    fn put_in_order(&mut self, catalogue: &Catalogue) {
        match self.order {
            Order::Value => {}
            Order::Bundle => self.rows.sort_by_key(|one| one.case),
            Order::Region => self.sort_by_group(catalogue, Grouping::Region),
            Order::Year => self.sort_by_group(catalogue, Grouping::Year),
        }
        if self.reversed {
            self.rows.reverse();
        }
    }

    fn sort_by_group(&mut self, catalogue: &Catalogue, by: Grouping) {
        let groups = catalogue.groups(by);
        self.rows.sort_by_cached_key(|one| {
            let innermost = groups.innermost(one.case);
            let around = std::iter::successors(innermost, |group| groups.parent(*group));
            let mut orders: Vec<_> = around.map(|group| (groups.order(group), group)).collect();
            orders.reverse();
            orders
        });
    }
}

/// The cells of the columns; 0 for one that has no room.
struct Columns {
    place: usize,
    value: usize,
    bar: usize,
    region: usize,
    year: usize,
    title: usize,
}

impl Columns {
    fn of((place, value): (usize, usize), cells: usize) -> Self {
        /// A title is not cut below this for the sake of another column.
        const TITLE: usize = 16;
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

fn place(standing: &Standing, measure: &Measurement, writing: Writing) -> String {
    let place = standing.ranking.rank(measure.case);
    place.map_or_else(String::new, |place| writing.place(&place))
}

/// The cells of the widest place of a case, and of the widest value.
fn widest(standing: &Standing, writing: Writing) -> (usize, usize) {
    let measures = standing.ranking.measurements().iter();
    let widths = measures.map(|one| {
        let place = place(standing, one, writing);
        let value = writing.measure(&standing.indicator, one);
        (width(&place), width(&value))
    });
    widths.fold((0, 0), |most, one| (most.0.max(one.0), most.1.max(one.1)))
}

/// What is said behind the cases: that there is none, what may be compared, and which come first.
fn said(standing: &Standing, cells: usize, writing: Writing) -> Vec<String> {
    let labels = Labels::of(writing.lang);
    let indicator = &standing.indicator;
    let is_empty = standing.ranking.measurements().is_empty();
    let mut texts = Vec::new();
    texts.extend(is_empty.then_some(labels.none_measured));
    texts.extend([
        indicator.rule.get(writing.lang),
        labels.way(indicator.better),
    ]);
    let lines = texts.into_iter().flat_map(|text| {
        let ranges = wrap(text, cells.saturating_sub(2)).into_iter();
        ranges.map(|range| format!(" {}", text.get(range).unwrap_or_default()))
    });
    lines.collect()
}

/// Draws the table.
pub(in crate::tui) fn render(app: &App, area: Rect, buf: &mut Buffer) {
    let labels = Labels::of(app.lang);
    let pane = &app.view.ranking;
    let Some(standing) = pane.standing(&app.standings) else {
        return;
    };
    let cells = usize::from(area.width);
    let order = match pane.order {
        Order::Value => labels.by_value,
        Order::Bundle => labels.by_bundle,
        Order::Region => labels.by_region,
        Order::Year => labels.by_year,
    };
    let (found, all) = (standing.ranking.measurements().len(), standing.in_bundle);
    let turned = if pane.reversed { labels.reversed } else { "" };
    let right = format!("{found}/{all} {order}{turned}");
    // In which order the cases stand is told whole: without that their order would tell something else.
    let room = cells.saturating_sub(width(&right) + 3);
    Title {
        left: &fit(standing.indicator.label.get(app.lang), room),
        right: &right,
        focused: app.view.is_on_ranking(),
    }
    .render(&app.theme, area, buf);
    let rows = content(area);
    let columns = Columns::of(pane.widest, cells);
    for (at, row) in (pane.top..).zip(0..rows.height) {
        let line = match (pane.rows.get(at), pane.said.get(at.saturating_sub(found))) {
            (Some(measure), _) => {
                let selected = at == pane.selected && app.view.is_on_ranking();
                case_line(app, standing, (measure, selected), &columns)
            }
            (None, Some(text)) => Line::styled(text.as_str(), app.theme.dim),
            (None, None) => break,
        };
        put(&line, rows, row, buf);
    }
}

fn case_line(
    app: &App,
    standing: &Standing,
    (measure, selected): (&Measurement, bool),
    columns: &Columns,
) -> Line<'static> {
    let writing = app.writing();
    let style = if selected {
        app.theme.selected
    } else {
        Style::new()
    };
    let mark = if selected { SELECTED_MARK } else { " " };
    let is_this = app.selected_index() == Some(measure.case);
    let this = if is_this {
        app.theme.glyphs.signs().dots[1]
    } else {
        " "
    };
    let right = |text: String, cells: usize| pad("", cells.saturating_sub(width(&text))) + &text;
    let place = right(place(standing, measure, writing), columns.place);
    let value = right(writing.measure(&standing.indicator, measure), columns.value);
    let mut spans = vec![
        Span::raw(mark),
        Span::styled(this, app.theme.current_hit),
        Span::styled(format!(" {place} "), style),
        Span::styled(value + " ", style.patch(app.theme.title)),
    ];
    if columns.bar > 0 {
        let bar = bar(standing, measure, columns.bar, writing.glyphs);
        spans.push(Span::styled(pad(&bar, columns.bar + 1), app.theme.bar));
    }
    let case = app.at_hand.get(measure.case);
    let [title, region, year, _] = case.map_or_else(Default::default, |case| {
        names(case, app.lang).map(|(_, text)| text)
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

/// The value of a case as a bar from zero; nothing if it is masked.
fn bar(standing: &Standing, measure: &Measurement, cells: usize, glyphs: Glyphs) -> String {
    let largest = standing.ranking.max().and_then(Measurement::value);
    let Some((value, largest)) = measure.value().zip(largest) else {
        return String::new();
    };
    #[expect(clippy::cast_precision_loss, reason = "a dozen cells")]
    let cells = cells as f64;
    along(glyphs, 0.0, standing.indicator.part(value, largest) * cells)
}
