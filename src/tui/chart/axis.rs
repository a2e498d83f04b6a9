//! Scales from zero, with ticks at round numbers.
//!
//! ```text
//! 100 ┤                 ├────────┼────────┤
//!     │                 0        50     100
//!   0 ┼────
//! ```

use crate::present::Formatter;
use crate::text::width;

/// Ticks of an axis: round numbers from zero up to the first that reaches `largest`, in at most `count` steps. Empty if
/// `largest` is not above zero.
pub(crate) fn ticks(largest: f64, count: usize) -> Vec<f64> {
    if largest <= 0.0 || !largest.is_finite() {
        return Vec::new();
    }
    #[expect(clippy::cast_precision_loss, reason = "a handful")]
    let rough = largest / count.max(1) as f64;
    let nearly = 1.0 + 1e-9;
    let power = rough.log10().floor();
    // Divide by a positive power: 3 / 10 is printed as 0.3, but 3 * 0.1 as 0.30000000000000004.
    let times = |digits: f64| {
        if power < 0.0 {
            digits / 10_f64.powf(-power)
        } else {
            digits * 10_f64.powf(power)
        }
    };
    let steps = [1.0, 2.0, 5.0, 10.0];
    let step = steps
        .into_iter()
        .find(|step| times(*step) * nearly >= rough);
    let step = step.unwrap_or(10.0);
    let mut ticks = vec![0.0];
    for at in 1_u8..=u8::MAX {
        let tick = times(f64::from(at) * step);
        ticks.push(tick);
        if tick * nearly >= largest {
            break;
        }
    }
    ticks
}

/// A horizontal scale from 0 to `full`, `cells` cells long: the numbers, and the line with their ticks, which goes
/// above them.
pub(crate) fn along(full: f64, cells: usize, format: Formatter) -> [String; 2] {
    /// Cells per tick, enough for most numbers.
    const TICK: usize = 9;
    let [begin, line, end] = format.glyphs.signs().scale;
    let mut numbers = String::new();
    let mut scale = vec![line; cells];
    let ticks = ticks(full, (cells / TICK).max(1));
    for tick in ticks.into_iter().filter(|tick| *tick <= full) {
        // The cell in which a bar of this value ends.
        let at = place(tick / full, cells + 1).saturating_sub(1);
        if let Some(cell) = scale.get_mut(at) {
            *cell = format.glyphs.signs().tick;
        }
        place_number(&format.number(tick), at, cells, &mut numbers);
    }
    // A scale needs a second number besides zero, so write the one at its end.
    if numbers.trim_end() == "0" {
        place_number(&format.number(full), cells, cells, &mut numbers);
    }
    if let Some(cell) = scale.first_mut() {
        *cell = begin;
    }
    if let Some(cell) = scale.last_mut() {
        *cell = end;
    }
    [numbers.trim_end().to_owned(), scale.concat()]
}

/// Writes a number below its tick, moved left if it would go past the end of the scale. Leaves it out if it would
/// overlap the number before it.
fn place_number(number: &str, at: usize, cells: usize, numbers: &mut String) {
    let at = at.min(cells.saturating_sub(width(number)));
    if let Some(blank) = at.checked_sub(width(numbers)) {
        *numbers += &" ".repeat(blank);
        *numbers += number;
        numbers.push(' ');
    }
}

/// Index of the cell, of `cells`, at a fraction of the way from the first (0) to the last (1).
pub(crate) fn place(part: f64, cells: usize) -> usize {
    let last = cells.saturating_sub(1);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a cell, from 0 on"
    )]
    let at = (part.max(0.0) * last as f64).round() as usize;
    at.min(last)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::bundle::Lang;

    use super::*;

    #[test]
    fn ticks_are_round_numbers_from_zero_to_the_largest_value() {
        for (largest, count, expected) in [
            (112.0, 3, &[0.0, 50.0, 100.0, 150.0][..]),
            (112.0, 6, &[0.0, 20.0, 40.0, 60.0, 80.0, 100.0, 120.0]),
            (100.0, 2, &[0.0, 50.0, 100.0]),
            (0.7, 4, &[0.0, 0.2, 0.4, 0.6, 0.8]),
            (0.03, 3, &[0.0, 0.01, 0.02, 0.03]),
            (1.0, 1, &[0.0, 1.0]),
            (0.0, 4, &[]),
        ] {
            let found = ticks(largest, count);
            assert_eq!(found, expected, "{largest} {count}");
        }
    }

    #[test]
    fn the_last_number_of_a_scale_is_whole_and_a_short_scale_tells_its_end() {
        for (full, cells, expected) in [
            (
                100.0,
                50,
                "0        20        40        60        80      100",
            ),
            (120.0, 30, "0           50          100"),
            (185.0, 13, "0         185"),
            (0.0, 9, ""),
        ] {
            let [numbers, scale] = along(full, cells, Formatter::new(Lang::En));
            assert_eq!(numbers, expected, "{full} in {cells}");
            assert_eq!(width(&scale), cells);
        }
    }

    proptest! {
        #[test]
        fn ticks_are_few_and_reach_the_largest_value(largest in 1e-6..1e15_f64, count in 1..12_usize) {
            let found = ticks(largest, count);
            prop_assert!(found.len() <= count + 1 && found.len() > 1);
            prop_assert!(found.last().is_some_and(|last| *last >= largest * (1.0 - 1e-6)));
            prop_assert!(found.first() == Some(&0.0));
        }
    }
}
