//! Text that nobody means well with.

use proptest::prelude::*;

/// Text as somebody hostile may make it.
pub fn hostile_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[\\x00-\\x20\\x1b\\x7f-\\x9f\\[\\]P;0-9mHJ审\\u{202e}\\u{2066}]{0,40}"
    ]
}
