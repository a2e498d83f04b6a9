//! The order of what is found.
//!
//! A case is found if every word of the query is found in it; its score is the sum of what its words score, and equals
//! stand in the order of the bundle. So the order is total, and the same on every machine. Filters find and leave
//! out, but do not score.
//!
//! A word scores by how it was found, then by where, then by what the fuzzy matcher makes of it:
//!
//! ```text
//!     5   6   52       a word of a title, spelled out, at its beginning
//!     │   │   └ merit, 0–99: what `fuzzy_matcher` adds for characters that stand together and begin something, and
//!     │   │     takes away for gaps; a little more where the word is all of a name
//!     │   └ place:  title 6 │ tag 5 │ region 4 │ organ 3 │ year 2 │ id 1
//!     │             and of the texts: metric 5 │ heading 4 │ summary 3 │ section 2
//!     └ manner
//!       5 spelled     审批, shenpi, 审pi for 审批; approv for “approval”
//!       4 abbreviated hfxsc for 合法性审查; rol for “Rule of Law”; 发改委, fgw for 发展和改革委员会: characters of an
//!                     organ's name, the last of them its last; 自贸区 for the tag 自贸试验区
//!       3 in pieces   泸州审批, lzsp, 审批泸州: up to three parts of two characters or more, each found by itself
//!                     and apart from the others
//!       2 in a text   only whole: exact characters, whole syllables, beginnings of Latin words
//!       1 scattered   同变承 for 同址同业主体变更登记承诺制, “apprvl” for “approval”
//! ```
//!
//! A word that is found in several ways counts once, in the best of them.
//!
//! What keeps chance out: characters that are scattered must stand near each other ([`HAN_SPREAD`],
//! [`LATIN_SPREAD`]); Latin letters that are scattered begin at the beginning of a word, and are four at least;
//! in a text initials count from four characters on.

use super::text_field::Place;

/// How a word was found; the later the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum MatchKind {
    /// Character by character, with gaps.
    Scattered = 1,
    /// In a running text.
    InText = 2,
    /// In parts, each in a name.
    Split = 3,
    /// By initials of syllables or words that follow each other, or by characters of an organ's name.
    Abbreviated = 4,
    /// In whole syllables and words.
    Spelled = 5,
}

/// Whether nothing of a match is left over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Completeness {
    /// The term is all of a name, or all pieces of a split term are spelled out.
    Whole,
    Partial,
}

impl Completeness {
    /// Whole if a condition holds.
    pub fn whole_if(condition: bool) -> Self {
        if condition {
            Self::Whole
        } else {
            Self::Partial
        }
    }
}

/// A word of `n` Han characters may be spread over `3n + 4`: 同变承 still finds 同址同业主体变更登记承诺制,
/// while two common characters at the two ends of a long title find nothing.
pub(crate) const HAN_SPREAD: (usize, usize) = (3, 4);
/// A letter says less than a Han character, so letters must stand closer together: `2n + 2`.
pub(crate) const LATIN_SPREAD: (usize, usize) = (2, 2);
/// So many letters may be scattered over a Latin text; fewer are found in nearly all of them.
pub(crate) const MIN_SCATTERED: usize = 4;
/// So many initials at least abbreviate a name with gaps: 发改委, 人社局.
pub(crate) const MIN_INITIALS: usize = 3;
/// From so many characters on, initials that follow each other in a running text are no chance: of the 400 or so
/// syllables some twenty initials are left, and 20⁴ is far more than a text has characters.
pub(crate) const MIN_INITIALS_IN_TEXT: usize = 4;
/// A word is found in so many pieces at most.
pub(crate) const MAX_PIECES: usize = 3;

/// A manner is worth more than any place, and a place more than any merit.
const KIND: u32 = 1000;
const FIELD: u32 = 100;
const MAX_MERIT: u32 = FIELD - 1;
/// What is added to the matcher's merits so that few of them are below zero.
const BASE_MERIT: i64 = 30;
/// What the parts of a word merit that stand in several names.
pub(crate) const SPLIT_OVER_NAMES: i64 = -20;
/// What a word merits that is all of a name.
const WHOLE: i64 = 15;

/// What a word scores.
pub(crate) fn score(kind: MatchKind, field: Place, merit: i64, completeness: Completeness) -> u32 {
    let more = match completeness {
        Completeness::Whole => WHOLE,
        Completeness::Partial => 0,
    };
    let merit = merit.saturating_add(BASE_MERIT + more);
    let merit = u32::try_from(merit.max(0)).map_or(MAX_MERIT, |merit| merit.min(MAX_MERIT));
    kind as u32 * KIND + weight(field) * FIELD + merit
}

/// The most that a word scores in a place.
pub(crate) fn max_score(field: Place) -> u32 {
    score(MatchKind::Spelled, field, i64::MAX, Completeness::Whole)
}

/// What a place counts.
pub(crate) fn weight(field: Place) -> u32 {
    match field {
        Place::Title(_) => 6,
        Place::Tag | Place::Metric(_) => 5,
        Place::Area | Place::Region | Place::Heading => 4,
        Place::Organ | Place::Summary(_) => 3,
        Place::Year | Place::EarlierYear | Place::Section(_) => 2,
        Place::Id => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::Completeness::{Partial, Whole};
    use super::*;
    use crate::bundle::Lang;

    #[test]
    fn kind_outweighs_field_and_field_outweighs_merit() {
        let title = Place::Title(Lang::Zh);
        let better = [
            (MatchKind::Spelled, title, 0, Partial),
            (MatchKind::Spelled, Place::Tag, 1000, Whole),
            (MatchKind::Spelled, Place::Tag, 10, Partial),
            (MatchKind::Spelled, Place::Id, -1000, Partial),
            (MatchKind::Abbreviated, title, 1000, Whole),
            (MatchKind::Split, Place::Id, -1000, Partial),
            (MatchKind::InText, Place::Metric(Lang::Zh), 1000, Whole),
            (MatchKind::InText, Place::Section(0), -1000, Partial),
            (MatchKind::Scattered, title, 1000, Whole),
        ];
        let scores = better.map(|(kind, field, merit, whole)| score(kind, field, merit, whole));
        assert!(
            scores.is_sorted_by(|better, worse| better > worse),
            "{scores:?}"
        );
    }
}
