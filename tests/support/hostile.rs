//! Hostile text.

use proptest::prelude::*;

/// Text with control characters, escape sequences and bidi overrides.
pub fn hostile_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[\\x00-\\x20\\x1b\\x7f-\\x9f\\[\\]P;0-9mHJ审\\u{202e}\\u{2066}]{0,40}"
    ]
}
