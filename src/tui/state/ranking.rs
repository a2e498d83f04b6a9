//! State of the ranking: the cases of one indicator as a table, its order, the cursor, the first line in view.

use crate::catalogue::{Catalogue, Grouping, Measurement};
use crate::present::{Formatter, Labels, Standing};
use crate::text::{width, wrap};
use crate::tui::input::event::Size;
use crate::tui::state::memo::Memo;
use crate::tui::state::standings::Standings;

use super::scroll::{Step, top_for};

/// The ranking that is shown, and the cursor in it.
#[derive(Debug, Clone, Default)]
pub(crate) struct RankingPane {
    /// The index of the indicator in the standings.
    indicator: usize,
    pub(crate) order: Order,
    pub(crate) reversed: bool,
    pub(crate) table: Memo<RankingKey, RankingTable>,
    /// The row under the cursor.
    pub(crate) selected: usize,
    /// The first line in view; the lines are the rows of cases, then the notes.
    pub(crate) top: usize,
    /// The case to select at the next layout, if the table has it.
    next: Option<usize>,
}

/// The cases of an indicator in an order.
#[derive(Debug, Clone, Default)]
pub(crate) struct RankingTable {
    /// One row a case, in the order of the table.
    pub rows: Vec<Measurement>,
    /// The cells of the widest rank and of the widest value.
    pub widest: (usize, usize),
    /// The lines below the cases: the rule of the indicator, and which values are better.
    pub notes: Vec<String>,
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

/// The sort order of the cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Order {
    /// The best value first; the largest, if the indicator says nothing of better or worse.
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

    /// Puts the cursor on a case, if the table has it once it is laid out.
    pub fn select_case(&mut self, case: Option<usize>) {
        self.next = case;
    }

    /// Shows the next of `count` indicators; the first after the last.
    pub fn show_next(&mut self, count: usize) {
        self.show((self.indicator + 1) % count.max(1));
    }

    /// Switches to the next order, with the cursor on the first row.
    pub fn order_by_next(&mut self) {
        self.order = self.order.next();
        (self.selected, self.top) = (0, 0);
    }

    /// Reverses the order, with the cursor on the first row.
    pub fn reverse(&mut self) {
        self.reversed = !self.reversed;
        (self.selected, self.top) = (0, 0);
    }

    /// Moves the cursor; after the last case, scrolls on to the end of the notes.
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

    /// The number of lines: cases and notes.
    fn count(&self) -> usize {
        self.table.rows.len() + self.table.notes.len()
    }

    /// The row under the cursor.
    pub fn selected(&self) -> Option<&Measurement> {
        self.table.rows.get(self.selected)
    }

    /// The cases in view when `rows` rows are, by their index in the bundle.
    pub fn in_view(&self, rows: usize) -> impl Iterator<Item = usize> {
        let rows = self.table.rows.iter().skip(self.top).take(rows);
        rows.map(|measure| measure.case)
    }

    /// The standing that is shown; `None` if the bundle has no indicators.
    pub fn standing<'a>(&self, standings: &'a Standings) -> Option<&'a Standing> {
        standings.all().get(self.indicator)
    }

    /// Lays out the table in `size` cells, and keeps the cursor in view.
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
                table.notes = notes(standing, usize::from(size.width), writing);
            }
            self.put_in_order(&mut table.rows, catalogue);
            self.table.set(key, table);
        }
        let next = self.next.take();
        let mut rows = self.table.rows.iter();
        let next = rows.position(|one| Some(one.case) == next);
        let selected = next.unwrap_or(self.selected);
        let last = self.table.rows.len().saturating_sub(1);
        self.selected = selected.min(last);
        // The notes come into view with the last case.
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

/// Sorts by the path of groups that a case is in, outermost first.
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

/// The rank of a case, as text; empty if it has none.
pub(crate) fn rank_text(standing: &Standing, measure: &Measurement, writing: Formatter) -> String {
    let place = standing.ranking.rank(measure.case);
    place.map_or_else(String::new, |place| writing.place(&place))
}

/// The cells of the widest rank and of the widest value.
fn widest(standing: &Standing, writing: Formatter) -> (usize, usize) {
    let measures = standing.ranking.measurements().iter();
    let widths = measures.map(|one| {
        let place = rank_text(standing, one, writing);
        let value = writing.measure(&standing.indicator, one);
        (width(&place), width(&value))
    });
    widths.fold((0, 0), |most, one| (most.0.max(one.0), most.1.max(one.1)))
}

/// The notes in lines of at most `cells` cells: that no case has the indicator, its rule, which values are better.
fn notes(standing: &Standing, cells: usize, writing: Formatter) -> Vec<String> {
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
