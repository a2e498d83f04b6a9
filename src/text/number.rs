//! Numbers as people read them.

/// A number in its shortest exact decimal form: `46`, `6.2`, `1646120`.
#[must_use]
pub fn decimal(value: f64) -> String {
    // The shortest form that reads back as the same number is what Rust prints; it never uses an exponent.
    format!("{value}")
}

/// A number with its whole part in groups of three: `1,646,120`, `13,329`, `96.97`.
#[must_use]
pub fn grouped(value: f64) -> String {
    let plain = decimal(value.abs());
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(w, f)| (w, Some(f)));
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
