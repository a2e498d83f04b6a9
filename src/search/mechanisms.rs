//! Mechanisms that make a search faster and do not change its answer. In tests and with the feature `ablation` each can be
//! switched off; otherwise all are used, and asking costs nothing.
//!
//! The oracle proves that the answer without a mechanism is the same, and the benchmark `ablation` measures how much longer
//! it takes.

use std::fmt;

/// A mechanism.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mechanism {
    /// Signatures of names: cases are skipped 64 at a time.
    NameSignatures,
    /// Signatures of running texts.
    TextSignatures,
    /// Slots of a signature for pairs of adjacent tokens.
    PairSlots,
    /// Slots for the beginnings of words and numbers.
    BeginningSlots,
    /// Slots for Han characters.
    CharacterSlots,
    /// Slots for rare letters.
    LetterSlots,
    /// Flags by code that rule out running texts.
    TextPrefilter,
    /// A match of a single token is scored by flags, without decoding the text.
    TokenFit,
    /// A run of tokens is scored by codes, without decoding the text.
    RunFit,
    /// A dictionary text is scored once per query.
    DictionaryMemo,
    /// Dictionaries without a match are left out.
    EmptyDictionaries,
    /// The last characters of names rule out abbreviations with gaps.
    AbbreviationEnds,
    /// Pieces of a split term are looked for before the names are decoded.
    SplitPrefilter,
    /// Names that lack a character are not aligned with scattered ones; uses signatures of names as well.
    ScatterFilter,
    /// Letters are not looked for in names without words.
    WordlessNames,
    /// A second thread.
    Threads,
}

/// Which mechanism is switched off, if any.
#[derive(Debug, Clone, Copy, Default)]
pub struct Without(Option<Mechanism>);

impl Without {
    /// Whether a mechanism is used.
    pub(crate) fn uses(self, mechanism: Mechanism) -> bool {
        !cfg!(any(test, feature = "ablation")) || self.0 != Some(mechanism)
    }

    /// What the variable `ABLATION` names is switched off.
    #[cfg(feature = "ablation")]
    pub(crate) fn from_env() -> Self {
        let name = std::env::var("ABLATION").ok();
        let named = |name: String| {
            let mut all = Mechanism::ALL.into_iter();
            let named = all.find(|mechanism| mechanism.to_string() == name);
            named.unwrap_or_else(|| panic!("ABLATION={name}: no such mechanism"))
        };
        Self(name.map(named))
    }

    /// All mechanisms are used.
    #[cfg(not(feature = "ablation"))]
    pub(crate) fn from_env() -> Self {
        Self::default()
    }
}

#[cfg(any(test, feature = "ablation"))]
impl Without {
    /// One mechanism is switched off.
    #[must_use]
    pub fn one(mechanism: Mechanism) -> Self {
        Self(Some(mechanism))
    }

    /// The mechanism that is switched off, if any.
    #[must_use]
    pub fn mechanism(self) -> Option<Mechanism> {
        self.0
    }
}

#[cfg(any(test, feature = "ablation"))]
impl Mechanism {
    /// All mechanisms.
    pub const ALL: [Self; 16] = [
        Self::NameSignatures,
        Self::TextSignatures,
        Self::PairSlots,
        Self::BeginningSlots,
        Self::CharacterSlots,
        Self::LetterSlots,
        Self::TextPrefilter,
        Self::TokenFit,
        Self::RunFit,
        Self::DictionaryMemo,
        Self::EmptyDictionaries,
        Self::AbbreviationEnds,
        Self::SplitPrefilter,
        Self::ScatterFilter,
        Self::WordlessNames,
        Self::Threads,
    ];
}

impl fmt::Display for Mechanism {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}
