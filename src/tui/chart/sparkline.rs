//! Values as bars: vertical ones side by side, for the states of one quantity, and horizontal ones.
//!
//! Bars start at zero, the largest has the full height, and a value above zero is visible. An unknown value is left
//! blank; zero is not.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::symbols::bar::Set;
use ratatui::widgets::{Sparkline, Widget};

use crate::bundle::{Metric, Quantity};
use crate::present::Glyphs;

/// Heights that one row of a sparkline can show.
const EIGHTHS: u16 = 8;
/// The foot of a bar, drawn for zero.
pub(crate) const ZERO: &str = "_";

/// Vertical bars as rows, the top one first; no rows if fewer than two values are known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct VerticalBars(Vec<String>);

impl VerticalBars {
    /// Bars of a metric's points: two cells wide with gaps, one with gaps, or one without gaps, the first that fits
    /// into `cells` cells. The last is used even if it does not fit.
    pub fn of(metric: &Metric, cells: usize, glyphs: Glyphs) -> Self {
        let values = metric.points.iter().map(|point| point.value);
        let values: Vec<_> = values.map(|value| value.map(Quantity::get)).collect();
        Self::new(&values, cells, (2, glyphs))
    }

    /// Bars of values, as wide as in [`of`](Self::of) and `rows` rows high; digits take one row.
    pub fn new(values: &[Option<f64>], cells: usize, (rows, glyphs): (u16, Glyphs)) -> Self {
        if values.iter().flatten().count() < 2 {
            return Self::default();
        }
        let count = values.len();
        let (bar, gap) = match () {
            () if 3 * count - 1 <= cells => (2, 1),
            () if 2 * count - 1 <= cells => (1, 1),
            () => (1, 0),
        };
        let spread = |heights: Vec<Option<u64>>| {
            let mut columns = Vec::new();
            for (at, height) in heights.into_iter().enumerate() {
                columns.extend(std::iter::repeat_n(None, if at > 0 { gap } else { 0 }));
                columns.extend(std::iter::repeat_n(height, bar));
            }
            columns
        };
        let Some(levels) = glyphs.levels() else {
            let digits = spread(heights(values, 9)).into_iter();
            let digits = digits.map(|height| height.map_or_else(|| " ".into(), |h| h.to_string()));
            return Self(vec![digits.collect()]);
        };
        let columns = spread(heights(values, rows * EIGHTHS));
        let width = u16::try_from(columns.len()).unwrap_or(u16::MAX);
        let mut drawn = Buffer::empty(Rect::new(0, 0, width, rows));
        Sparkline::default()
            .data(columns.iter().copied())
            .max(u64::from(rows * EIGHTHS))
            .bar_set(bar_set(levels))
            .render(*drawn.area(), &mut drawn);
        for (x, height) in (0..width).zip(&columns) {
            if *height == Some(0) {
                drawn[(x, rows - 1)].set_char('_');
            }
        }
        let row = |y| (0..width).map(|x| drawn[(x, y)].symbol()).collect();
        Self((0..rows).map(row).collect())
    }

    /// The rows, all equally wide.
    pub fn rows(&self) -> &[String] {
        &self.0
    }
}

/// Nine levels as ratatui names them.
const fn bar_set(of: [&'static str; 9]) -> Set<'static> {
    Set {
        empty: of[0],
        one_eighth: of[1],
        one_quarter: of[2],
        three_eighths: of[3],
        half: of[4],
        five_eighths: of[5],
        three_quarters: of[6],
        seven_eighths: of[7],
        full: of[8],
    }
}

/// A horizontal bar between two positions in cells; [`ZERO`] if it has no length.
pub(crate) fn along(glyphs: Glyphs, from: f64, to: f64) -> String {
    if to > from {
        return glyphs.bar(from, to);
    }
    let foot = glyphs.bar(0.0, from.round());
    " ".repeat(foot.chars().count()) + ZERO
}

/// Heights of bars, the largest value being `full` high: equal values are equally high, a larger one is never lower,
/// one above zero is at least 1, and an unknown one is `None`.
fn heights(values: &[Option<f64>], full: u16) -> Vec<Option<u64>> {
    let largest = values.iter().flatten().copied().fold(0.0, f64::max);
    let height = |value: f64| {
        if value <= 0.0 || largest <= 0.0 {
            return 0;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and full"
        )]
        let height = (value / largest * f64::from(full)).round() as u64;
        height.max(1)
    };
    values.iter().map(|value| value.map(height)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Height of the bar in a column: 100 for each row below its topmost one, plus the level that the topmost shows.
    fn height(columns: &VerticalBars, column: usize, glyphs: Glyphs) -> Option<usize> {
        let order = match glyphs {
            Glyphs::Blocks => "_▁▂▃▄▅▆▇█",
            Glyphs::Braille => "_⣀⣤⣶⣿",
            Glyphs::Digits => "0123456789",
            Glyphs::Ascii => "_.:i|",
        };
        let place = |row: &String| {
            let shown = row.chars().nth(column).filter(|shown| *shown != ' ')?;
            Some(order.chars().position(|one| one == shown).expect("a glyph"))
        };
        let rows = columns.rows();
        let top = rows.iter().position(|row| place(row).is_some())?;
        let below = rows.len() - 1 - top;
        Some(below * 100 + rows.get(top).and_then(place).unwrap_or(0))
    }

    proptest! {
        #[test]
        fn bars_keep_the_order_of_their_values(
            values in prop::collection::vec(prop::option::of(prop_oneof![Just(0.0), 0.0..1e12_f64]), 2..12),
            rows in 1..5_u16
        ) {
            let known = values.iter().flatten().count();
            let largest = values.iter().flatten().copied().fold(0.0, f64::max);
            for glyphs in Glyphs::ALL {
                let columns = VerticalBars::new(&values, values.len(), (rows, glyphs));
                prop_assert_eq!(columns.rows().is_empty(), known < 2);
                if known < 2 {
                    continue;
                }
                let full = VerticalBars::new(&[Some(1.0), Some(1.0)], 2, (rows, glyphs));
                let full = height(&full, 0, glyphs);
                let heights: Vec<_> = (0..values.len()).map(|at| height(&columns, at, glyphs)).collect();
                for (one, one_height) in values.iter().zip(&heights) {
                    prop_assert_eq!(one.is_none(), one_height.is_none());
                    if let Some(one) = one {
                        prop_assert!(*one < largest || largest <= 0.0 || *one_height == full);
                        prop_assert_eq!(*one <= 0.0, *one_height == Some(0));
                    }
                    for (other, other_height) in values.iter().zip(&heights) {
                        if one.is_some() && other.is_some() {
                            prop_assert!(one > other || one_height <= other_height);
                            prop_assert!(one != other || one_height == other_height);
                        }
                    }
                }
            }
        }

        #[test]
        fn a_bar_along_a_row_ends_in_its_cells_however_short_it_is(
            cells in 1..60_u8, one in 0.0..1.0_f64, other in 0.0..1.0_f64
        ) {
            let cells = f64::from(cells);
            let (from, to) = (one.min(other) * cells, one.max(other) * cells);
            for glyphs in Glyphs::ALL {
                let length = u32::try_from(along(glyphs, from, to).chars().count()).expect("short");
                prop_assert!(f64::from(length) <= cells, "{from} to {to} of {cells} in {glyphs:?}");
            }
        }

        #[test]
        fn bars_along_a_row_keep_the_order_of_their_values(
            from in 0..20_u8, one in 0.0..30.0_f64, other in 0.0..30.0_f64
        ) {
            let from = f64::from(from);
            for glyphs in Glyphs::ALL {
                let drawn = |length: f64| {
                    let bar = along(glyphs, from, from + length);
                    let blank = bar.chars().take_while(|c| *c == ' ').count();
                    (blank, bar.trim_start().chars().count())
                };
                let (less, more) = (one.min(other), one.max(other));
                prop_assert_eq!(drawn(less).0, drawn(more).0);
                prop_assert!(drawn(less).1 <= drawn(more).1 && drawn(less).1 >= 1);
                let zero = along(glyphs, from, from);
                prop_assert_eq!(zero.trim(), ZERO);
            }
        }
    }
}
