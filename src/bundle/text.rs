//! Text that is safe to show.

use std::borrow::Cow;
use std::ops::Deref;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use crate::text::{clean, single_line};

/// Declares a text that is cleaned whenever one is made.
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

            /// A text of which it is known that cleaning would leave it as it is.
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
    /// A text of one line from a file. Nothing in it can act on a terminal, and no line break in it can
    /// pass for a row of a list. Every text of a bundle is of this type or of [`Prose`].
    Text cleaned by single_line
}

clean_text! {
    /// A text of several lines from a file, each a paragraph.
    Prose cleaned by clean
}
