//! Joins pieces, such as a value with its label and unit, into lines. A line breaks between pieces; a piece is wrapped only
//! if it is longer than a line.

use super::width::width;
use super::wrap::wrap;

/// Joins `pieces` with `between` into lines of at most `cells` cells. Every line but the last ends with `between`, without
/// its trailing blanks.
pub(crate) fn in_lines(pieces: &[String], between: &str, cells: usize) -> Vec<String> {
    let last = pieces.len().saturating_sub(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        let end = if at == last { "" } else { between.trim_end() };
        let joined = if at == 0 {
            piece.clone()
        } else {
            format!("{line}{between}{piece}")
        };
        if at > 0 && width(&joined) + width(end) > cells {
            lines.push(format!("{line}{}", between.trim_end()));
            line.clone_from(piece);
        } else {
            line = joined;
        }
    }
    lines.push(line);
    let wrapped = |line: &String| {
        let ranges = wrap(line, cells).into_iter();
        let parts = ranges.map(|range| line.get(range).unwrap_or_default().to_owned());
        parts.collect::<Vec<_>>()
    };
    lines.iter().flat_map(wrapped).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_between_pieces_and_within_one_that_is_too_long() {
        let pieces = ["中位数 98%", "共 4", "a piece that is long"].map(str::to_owned);
        for (cells, expected) in [
            (80, &["中位数 98% · 共 4 · a piece that is long"][..]),
            (20, &["中位数 98% · 共 4 ·", "a piece that is long"]),
            (14, &["中位数 98% ·", "共 4 ·", "a piece that", "is long"]),
            (0, &[]),
        ] {
            assert_eq!(in_lines(&pieces, " · ", cells), expected, "{cells}");
        }
        assert_eq!(in_lines(&[], " · ", 9), [""]);
    }
}
