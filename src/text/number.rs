//! Numbers as people read them.

/// A number in its shortest exact decimal form: `46`, `6.2`, `1646120`.
#[must_use]
pub fn decimal(value: f64) -> String {
    // Rust prints the shortest form that parses as the same number, never with an exponent.
    format!("{value}")
}

/// A computed number without the error of binary fractions: `0.3`, not `0.30000000000000004`. Printed figures have far
/// fewer digits than the fifteen that this keeps.
#[must_use]
pub fn trim_float_error(value: f64) -> f64 {
    // A 64-bit float keeps fifteen significant digits exactly.
    format!("{value:.14e}").parse().unwrap_or(value)
}

/// A number with thousands separators: `1,646,120`, `13,329`, `96.97`.
#[must_use]
pub fn grouped(value: f64) -> String {
    let plain = decimal(value.abs());
    let (whole, fraction) = plain
        .split_once('.')
        .map_or((plain.as_str(), None), |(w, f)| (w, Some(f)));
    let mut out = String::new();
    if value < 0.0 {
        out.push('-');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A number as Chinese readers write it: `23万`, `3,143.6亿`, `164.612万`; without 万 or 亿 if that would take more than
/// three or four decimals. Never rounded.
#[must_use]
pub fn in_myriads(value: f64) -> String {
    for (unit, size, decimals) in [("亿", 1e8, 1e4), ("万", 1e4, 1e3)] {
        let scaled = value / size * decimals;
        if value.abs() >= size && (scaled - scaled.round()).abs() < 1e-6 {
            return format!("{}{unit}", grouped(scaled.round() / decimals));
        }
    }
    grouped(value)
}

/// A number as English readers write it: `230k` from ten thousand on if that takes at most one decimal, `1.5M` and
/// `314.36bn` if that takes at most two, otherwise with thousands separators. Never rounded.
#[must_use]
pub fn in_millions(value: f64) -> String {
    for (unit, size, decimals, range) in [
        ("bn", 1e9, 100.0, 1e9..f64::INFINITY),
        ("M", 1e6, 100.0, 1e6..f64::INFINITY),
        // Nobody writes 1,402.8k.
        ("k", 1e3, 10.0, 1e4..1e6),
    ] {
        let scaled = value / size * decimals;
        if range.contains(&value.abs()) && (scaled - scaled.round()).abs() < 1e-6 {
            return format!("{}{unit}", grouped(scaled.round() / decimals));
        }
    }
    grouped(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_has_no_more_digits_than_its_terms() {
        for (one, other, sum) in [
            (0.1, 0.2, "0.3"),
            (1_234_567_890.12, 123_456_789.33, "1358024679.45"),
            (942_321_097.8, 2_343_191_669.487, "3285512767.287"),
            (357_406_690_236_216.0, 1.0, "357406690236217"),
            (1e300, 0.0, &decimal(1e300)),
        ] {
            assert_eq!(decimal(trim_float_error(one + other)), sum);
        }
        assert!(trim_float_error(f64::MAX * 2.0).is_infinite());
    }

    #[test]
    fn whole_parts_are_grouped_and_fractions_kept() {
        for (value, shown) in [
            (0.0, "0"),
            (30.0, "30"),
            (999.0, "999"),
            (1000.0, "1,000"),
            (1_646_120.0, "1,646,120"),
            (96.97, "96.97"),
            (314_360_000_000.0, "314,360,000,000"),
            (-1234.5, "-1,234.5"),
        ] {
            assert_eq!(grouped(value), shown);
        }
    }

    #[test]
    fn large_numbers_are_shortened_but_never_rounded() {
        for (value, han, english) in [
            (13_329.0, "13,329", "13,329"),
            (9_670.0, "9,670", "9,670"),
            (32_476.0, "32,476", "32,476"),
            (230_000.0, "23万", "230k"),
            (724_000.0, "72.4万", "724k"),
            (1_500_000.0, "150万", "1.5M"),
            (999_900.0, "99.99万", "999.9k"),
            (1_402_800.0, "140.28万", "1,402,800"),
            (1_646_120.0, "164.612万", "1,646,120"),
            (400_000_000.0, "4亿", "400M"),
            (314_360_000_000.0, "3,143.6亿", "314.36bn"),
            (123_456_789.0, "123,456,789", "123,456,789"),
            (96.97, "96.97", "96.97"),
        ] {
            assert_eq!(
                (in_myriads(value).as_str(), in_millions(value).as_str()),
                (han, english)
            );
        }
    }
}
