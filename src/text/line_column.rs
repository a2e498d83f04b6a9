//! Where in a file something stands, as editors count.

/// The line and the column in characters, both from 1, of a byte offset; one within a character is taken
/// back to its beginning.
#[must_use]
pub fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text
        .get(..text.floor_char_boundary(offset))
        .unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before
        .get(line_start..)
        .map_or(0, |line| line.chars().count());
    (before.matches('\n').count() + 1, column + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters() {
        for (offset, place) in [
            (0, (1, 1)),
            (3, (1, 2)),
            (4, (1, 2)),
            (7, (2, 1)),
            (99, (2, 4)),
        ] {
            assert_eq!(line_and_column("审批\nabc", offset), place);
        }
    }
}
