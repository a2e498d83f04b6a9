//! Line and column of a place in a file, as editors count them.

/// A place in a text file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// 1-based.
    pub line: usize,
    /// 1-based, in characters.
    pub column: usize,
}

impl LineColumn {
    /// The beginning of a file.
    pub const START: Self = Self { line: 1, column: 1 };

    /// The place of a byte offset in a text. An offset within a character counts as that character's beginning, one
    /// past the end as the end.
    #[must_use]
    pub fn of(text: &str, offset: usize) -> Self {
        let before = text
            .get(..text.floor_char_boundary(offset))
            .unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        Self {
            line: before.matches('\n').count() + 1,
            column: line.chars().count() + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters() {
        for (offset, line, column) in [(0, 1, 1), (3, 1, 2), (4, 1, 2), (7, 2, 1), (99, 2, 4)] {
            assert_eq!(
                LineColumn::of("审批\nabc", offset),
                LineColumn { line, column }
            );
        }
    }
}
