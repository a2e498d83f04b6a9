//! Ranking: the score of a term in a case.
//!
//! A case is a hit if it meets every group of the query. Its score is the sum of what the groups' terms score, and
//! equals stand in the order of the bundle, so the order is total and the same on every machine. Filters do not score.
//!
//! A score has three parts, the first of which outweighs the second, and the second the third:
//!
//! ```text
//!     5   6   52       spelled, in a title, at its beginning
//!     │   │   └ merit, 0–99: fuzzy-matcher's bonuses for adjacent characters and beginnings of words, less its
//!     │   │     penalties for gaps; 15 more if the whole name matches
//!     │   └ field:  title 6 │ tag 5 │ region 4 │ organ 3 │ year 2 │ id 1
//!     │             running text: metric 5 │ heading 4 │ summary 3 │ section 2
//!     └ kind
//!       5 spelled     审批, shenpi, 审pi for 审批; approv for “approval”
//!       4 abbreviated hfxsc for 合法性审查; rol for “Rule of Law”; 发改委, fgw for 发展和改革委员会: characters of an
//!                     organ's name, the last of them its last; 自贸区 for the tag 自贸试验区
//!       3 split       泸州审批, lzsp, 审批泸州: up to three pieces of two characters or more, in names, apart from
//!                     each other
//!       2 in text     whole only: exact characters, whole syllables, beginnings of Latin words
//!       1 scattered   同变承 for 同址同业主体变更登记承诺制, “apprvl” for “approval”
//! ```
//!
//! A term that matches in several ways counts once, by the best.
//!
//! Chance matches are kept out: scattered characters must be near each other ([`HAN_SPREAD`], [`LATIN_SPREAD`]),
//! scattered letters begin at the beginning of a word and are at least [`MIN_SCATTERED`], and initials match in
//! running text from [`MIN_INITIALS_IN_TEXT`] on.

use super::text_field::TextField;

/// How a term matches; later variants are better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum MatchKind {
    /// Its characters in a name, with gaps.
    Scattered = 1,
    /// In running text.
    InText = 2,
    /// In pieces, each in a name.
    Split = 3,
    /// By initials of adjacent syllables or words, or by characters of the name of an organ.
    Abbreviated = 4,
    /// In whole syllables and words.
    Spelled = 5,
}

/// Whether nothing of a match is left over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Completeness {
    /// The term covers a whole name, or every piece of a split term is spelled.
    Whole,
    Partial,
}

impl Completeness {
    /// `Whole` if the condition holds.
    pub fn whole_if(condition: bool) -> Self {
        if condition {
            Self::Whole
        } else {
            Self::Partial
        }
    }
}

/// A term of `n` Han characters may spread over `3n + 4`: 同变承 still matches 同址同业主体变更登记承诺制, while two common
/// characters at the ends of a long title do not match.
pub(crate) const HAN_SPREAD: (usize, usize) = (3, 4);
/// A letter says less than a Han character, so letters must be closer: `2n + 2`.
pub(crate) const LATIN_SPREAD: (usize, usize) = (2, 2);
/// Least number of letters that may be scattered; fewer match nearly every Latin name.
pub(crate) const MIN_SCATTERED: usize = 4;
/// Least number of characters that abbreviate a name with gaps: 发改委, 人社局.
pub(crate) const MIN_INITIALS: usize = 3;
/// Least number of adjacent initials that match in running text. The some 400 syllables have about 20 initials,
/// and 20⁴ is far more than a text has characters, so four are no chance.
pub(crate) const MIN_INITIALS_IN_TEXT: usize = 4;
/// Most pieces that a term is split into.
pub(crate) const MAX_PIECES: usize = 3;

/// A kind outweighs any field, and a field any merit.
const KIND: u32 = 1000;
const FIELD: u32 = 100;
const MAX_MERIT: u32 = FIELD - 1;
/// Added to merits, so that few of them are below zero.
const BASE_MERIT: i64 = 30;
/// Merit of pieces in different names.
pub(crate) const SPLIT_OVER_NAMES: i64 = -20;
/// Added to the merit of a match that is whole.
const WHOLE: i64 = 15;

/// The score of a match.
pub(crate) fn score(
    kind: MatchKind,
    field: TextField,
    merit: i64,
    completeness: Completeness,
) -> u32 {
    let more = match completeness {
        Completeness::Whole => WHOLE,
        Completeness::Partial => 0,
    };
    let merit = merit.saturating_add(BASE_MERIT + more);
    let merit = u32::try_from(merit.max(0)).map_or(MAX_MERIT, |merit| merit.min(MAX_MERIT));
    kind as u32 * KIND + weight(field) * FIELD + merit
}

/// The score of a match in running text, which has no merit of its own.
pub(crate) fn score_in_text(field: TextField) -> u32 {
    score(MatchKind::InText, field, 0, Completeness::Partial)
}

/// The lowest score of a match of a kind in a field.
pub(crate) fn min_score(kind: MatchKind, field: TextField) -> u32 {
    score(kind, field, i64::MIN, Completeness::Partial)
}

/// The highest score of any match in a field.
pub(crate) fn max_score(field: TextField) -> u32 {
    score(MatchKind::Spelled, field, i64::MAX, Completeness::Whole)
}

/// The weight of a field.
pub(crate) fn weight(field: TextField) -> u32 {
    match field {
        TextField::Title(_) => 6,
        TextField::Tag | TextField::Metric(_) => 5,
        TextField::Area | TextField::Region | TextField::Heading => 4,
        TextField::Organ | TextField::Summary(_) => 3,
        TextField::Year | TextField::EarlierYear | TextField::Section(_) => 2,
        TextField::Id => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::Completeness::{Partial, Whole};
    use super::*;
    use crate::bundle::Lang;

    #[test]
    fn kind_outweighs_field_and_field_outweighs_merit() {
        let title = TextField::Title(Lang::Zh);
        let better = [
            (MatchKind::Spelled, title, 0, Partial),
            (MatchKind::Spelled, TextField::Tag, 1000, Whole),
            (MatchKind::Spelled, TextField::Tag, 10, Partial),
            (MatchKind::Spelled, TextField::Id, -1000, Partial),
            (MatchKind::Abbreviated, title, 1000, Whole),
            (MatchKind::Split, TextField::Id, -1000, Partial),
            (MatchKind::InText, TextField::Metric(Lang::Zh), 1000, Whole),
            (MatchKind::InText, TextField::Section(0), -1000, Partial),
            (MatchKind::Scattered, title, 1000, Whole),
        ];
        let scores = better.map(|(kind, field, merit, whole)| score(kind, field, merit, whole));
        assert!(
            scores.is_sorted_by(|better, worse| better > worse),
            "{scores:?}"
        );
    }
}
