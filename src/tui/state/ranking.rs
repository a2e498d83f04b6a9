//! State of the table of an indicator: its rows in an order, the cursor, the first row in view.

use crate::catalogue::{Catalogue, Grouping, Measurement};
use crate::present::{Formatter, Labels, Standing};
use crate::text::{width, wrap};
use crate::tui::input::event::Size;
use crate::tui::state::memo::Memo;
use crate::tui::state::standings::Standings;

use super::scroll::{Step, top_for};

/// The table: which indicator it shows, in what order, and where the cursor is.
#[derive(Debug, Clone, Default)]
pub(crate) struct RankingPane {
    /// The index of the indicator.
    indicator: usize,
    pub(crate) order: Order,
    pub(crate) reversed: bool,
    pub(crate) table: Memo<RankingKey, RankingTable>,
    pub(crate) selected: usize,
    /// The first line in view, counted over the cases and what is said behind them.
    pub(crate) top: usize,
    /// The case to which the cursor goes, if it is in the table.
    sought: Option<usize>,
}

/// The cases of an indicator in an order.
#[derive(Debug, Clone, Default)]
pub(crate) struct RankingTable {
    pub rows: Vec<Measurement>,
    /// The cells of the widest rank, and of the widest value.
    pub widest: (usize, usize),
    /// The lines below the cases: what is compared, and which way is better.
    pub said: Vec<String>,
}

/// What the table depends on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RankingKey {
    indicator: usize,
    order: Order,
    reversed: bool,
    /// The version of the standings.
    standings: u64,
    writing: Formatter,
    width: u16,
}

/// By what the cases are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Order {
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
        let last = self.table.rows.len().saturating_sub(1);
        if self.selected == last && self.top >= last && step != Step::ToTop {
            let top = step.scrolled(self.top, self.count(), rows).max(last);
            if top != self.top {
                self.top = top;
                return;
            }
        }
        self.selected = step.from(self.selected, self.table.rows.len(), rows);
    }

    /// The lines of the cases and of what is said behind them.
    fn count(&self) -> usize {
        self.table.rows.len() + self.table.said.len()
    }

    /// What is under the cursor.
    pub fn selected(&self) -> Option<&Measurement> {
        self.table.rows.get(self.selected)
    }

    /// The cases in view, of so many rows.
    pub fn in_view(&self, rows: usize) -> impl Iterator<Item = usize> {
        let rows = self.table.rows.iter().skip(self.top).take(rows);
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
        writing: Formatter,
        size: Size,
    ) {
        let key = RankingKey {
            indicator: self.indicator,
            order: self.order,
            reversed: self.reversed,
            standings: standings.version(),
            writing,
            width: size.width,
        };
        if !self.table.is_for(&key) {
            let mut table = RankingTable::default();
            if let Some(standing) = self.standing(standings) {
                table.rows = standing.ranking.measurements().to_vec();
                table.widest = widest(standing, writing);
                table.said = said(standing, usize::from(size.width), writing);
            }
            self.put_in_order(&mut table.rows, catalogue);
            self.table.set(key, table);
        }
        let sought = self.sought.take();
        let sought = self
            .table
            .rows
            .iter()
            .position(|one| Some(one.case) == sought);
        let selected = sought.unwrap_or(self.selected);
        let last = self.table.rows.len().saturating_sub(1);
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

    fn put_in_order(&self, rows: &mut [Measurement], catalogue: &Catalogue) {
        match self.order {
            Order::Value => {}
            Order::Bundle => rows.sort_by_key(|one| one.case),
            Order::Region => sort_by_group(rows, catalogue, Grouping::Region),
            Order::Year => sort_by_group(rows, catalogue, Grouping::Year),
        }
        if self.reversed {
            rows.reverse();
        }
    }
}

fn sort_by_group(rows: &mut [Measurement], catalogue: &Catalogue, by: Grouping) {
    let groups = catalogue.groups(by);
    rows.sort_by_cached_key(|one| {
        let innermost = groups.innermost(one.case);
        let around = std::iter::successors(innermost, |group| groups.parent(*group));
        let mut orders: Vec<_> = around.map(|group| (groups.order(group), group)).collect();
        orders.reverse();
        orders
    });
}

pub(crate) fn rank_text(standing: &Standing, measure: &Measurement, writing: Formatter) -> String {
    let place = standing.ranking.rank(measure.case);
    place.map_or_else(String::new, |place| writing.place(&place))
}

/// The cells of the widest place of a case, and of the widest value.
fn widest(standing: &Standing, writing: Formatter) -> (usize, usize) {
    let measures = standing.ranking.measurements().iter();
    let widths = measures.map(|one| {
        let place = rank_text(standing, one, writing);
        let value = writing.measure(&standing.indicator, one);
        (width(&place), width(&value))
    });
    widths.fold((0, 0), |most, one| (most.0.max(one.0), most.1.max(one.1)))
}

/// What is said behind the cases: that there is none, what may be compared, and which come first.
fn said(standing: &Standing, cells: usize, writing: Formatter) -> Vec<String> {
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
