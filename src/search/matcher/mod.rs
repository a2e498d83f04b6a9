//! One term against one text: whether it matches, how well, and at which characters.
//!
//! ```text
//! text ─ tokens ─▶ token ids ┐
//! term ─ pattern ─ automaton ┴▶ matcher ┬ runs of tokens: spelled or abbreviated      ┐
//!                                       ├ loose: split, abbreviated or scattered       ├▶ rank: one score
//!                                       └ align (fuzzy-matcher's points)               ┘
//! ```
//!
//! It knows neither queries nor indexes: a text is a slice of token ids with the field it stands in.
//!
//! Invariants: a score depends on the term, the text and its field alone; a better [`rank::MatchKind`] outweighs
//! everything else, and the field outweighs the alignment.

pub mod term;
pub mod text_field;

pub mod pinyin;
pub mod slot;
pub mod tokens;

pub mod automaton;
pub mod pattern;

pub mod align;
pub mod fuzzy;

pub mod loose;
pub mod matcher;
pub mod rank;
