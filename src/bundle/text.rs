//! Texts of a bundle, cleaned so that they are safe to show on a terminal.

use std::borrow::Cow;
use std::ops::Deref;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use crate::text::{clean, single_line};

/// Declares a string type that is cleaned whenever a value is made.
macro_rules! clean_text {
    ($(#[$doc:meta])* $name:ident cleaned by $clean:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The text as a string slice.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Wraps a text that is known to be clean already.
            pub(super) fn of_clean(text: &str) -> Self {
                debug_assert_eq!($clean(text), text);
                Self(text.to_owned())
            }
        }

        impl From<&str> for $name {
            fn from(raw: &str) -> Self {
                Self($clean(raw).into_owned())
            }
        }

        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let raw = String::deserialize(deserializer)?;
                match $clean(&raw) {
                    Cow::Borrowed(_) => Ok(Self(raw)),
                    Cow::Owned(clean) => Ok(Self(clean)),
                }
            }
        }
    };
}

clean_text! {
    /// A text of one line. It has no control character, so it can neither act on a terminal nor pass for two rows of a
    /// list. Every text of a bundle is of this type or of [`Prose`].
    Text cleaned by single_line
}

clean_text! {
    /// A text of several lines, each a paragraph. Apart from line breaks it has no control character.
    Prose cleaned by clean
}
