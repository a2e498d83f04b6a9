//! The signs of queries, full-width ones among them.

use crate::text::half_width as sign;

/// What ends whatever is not quoted.
pub(super) fn ends_word(c: char) -> bool {
    c.is_whitespace() || sign(c) == '|'
}

/// The mark that closes what a mark of quotation opens.
pub(super) fn closes(open: char, c: char) -> bool {
    match open {
        '"' => c == '"',
        _ => is_quote(c),
    }
}

pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '＂')
}

pub(super) fn is_comma(c: char) -> bool {
    matches!(c, ',' | '，' | '、')
}

pub(super) fn is_comparison(sign: char) -> bool {
    matches!(sign, '<' | '>' | '=' | '≤' | '≥')
}
