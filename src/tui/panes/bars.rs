//! The points of a metric as bars: ratatui's sparkline, two rows high.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Sparkline, Widget};

use crate::bundle::{Metric, Quantity};

/// A row of a sparkline tells eight heights apart.
const EIGHTHS: u16 = 8;

/// The heights of bars in eighths of a row, one for each column; none for a gap or a masked value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Bars(Vec<Option<u64>>);

impl Bars {
    /// With two rows sixteen heights can be told apart.
    pub const ROWS: u16 = 2;

    /// The bars of a metric in at most `cells` cells: each point as wide as there is room for, up to two
    /// cells, with a gap between points. No bars if fewer than two points have a value.
    pub fn new(metric: &Metric, cells: usize) -> Self {
        let values: Vec<Option<f64>> = metric
            .points
            .iter()
            .map(|point| point.value.map(Quantity::get))
            .collect();
        let heights = heights(&values, Self::ROWS * EIGHTHS);
        if heights.iter().flatten().count() < 2 {
            return Self::default();
        }
        let count = heights.len();
        let (bar, gap) = match () {
            () if 3 * count - 1 <= cells => (2, 1),
            () if 2 * count - 1 <= cells => (1, 1),
            () => (1, 0),
        };
        let mut columns = Vec::new();
        for (at, height) in heights.into_iter().enumerate() {
            columns.extend(std::iter::repeat_n(None, if at > 0 { gap } else { 0 }));
            columns.extend(std::iter::repeat_n(height, bar));
        }
        Self(columns)
    }

    /// The cells that the bars take; 0 if there are none.
    pub fn width(&self) -> usize {
        self.0.len()
    }

    /// Draws the bars in the upper left corner of an area.
    pub fn render(&self, style: Style, area: Rect, buf: &mut Buffer) {
        let columns = u16::try_from(self.width()).unwrap_or(u16::MAX);
        let corner = Rect {
            width: columns,
            height: Self::ROWS,
            ..area
        };
        Sparkline::default()
            .data(self.0.iter().copied())
            .max(u64::from(Self::ROWS * EIGHTHS))
            .style(style)
            .render(corner.intersection(area), buf);
    }
}

/// The heights of bars from zero, the largest value `full` high: equal values are equally high, a larger
/// one is never lower, one above zero is never invisible, and no value is no bar.
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

    proptest! {
        #[test]
        fn bars_keep_the_order_of_their_values(
            values in prop::collection::vec(prop::option::of(0.0..1e12_f64), 1..12)
        ) {
            let heights = heights(&values, 16);
            let largest = values.iter().flatten().copied().fold(0.0, f64::max);
            for (one, one_height) in values.iter().zip(&heights) {
                prop_assert_eq!(one.is_none(), one_height.is_none());
                if let (Some(one), Some(one_height)) = (one, one_height) {
                    prop_assert!(*one_height <= 16 && (*one <= 0.0) == (*one_height == 0));
                    prop_assert!(*one < largest || *one_height == 16 || largest <= 0.0);
                }
                for (other, other_height) in values.iter().zip(&heights) {
                    prop_assert!(one > other || one_height <= other_height || other.is_none() || one.is_none());
                }
            }
        }
    }
}
