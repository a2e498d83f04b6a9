//! Fuzzy matching of a term in a text by the crate `fuzzy-matcher`. The only file that names it.
//!
//! | wanted | scorer | why |
//! | --- | --- | --- |
//! | the matched characters of an abbreviated or scattered name | [`find`], which is `SkimMatcherV2::fuzzy_indices` | it is asked only about names that match |
//! | the score alone, of every candidate name | [`super::align::Aligner`], our own | it gives the same score without the matrix |
//!
//! The crate fills a matrix of a cell for each pair of characters, and a matcher must be made for each text: release
//! 0.3.7 keeps its matrix from one text to the next and reads bonuses in it that it does not reset, and panics if it is
//! set to keep nothing. A property test holds our scorer to the crate's score and to its first and last character.
//!
//! The crate is case-sensitive here, since both sides are folded. Its positions are *characters*, not bytes, and it
//! matches any subsequence, however far apart; [`find`] limits the spread.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::align::Alignment;

/// A match of a term in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FuzzyMatch {
    pub alignment: Alignment,
    /// The matched characters of the text, in ascending order.
    pub positions: Vec<usize>,
}

/// The best match of a folded term in a folded text; `None` if it spreads over more than `max_spread` characters.
pub(crate) fn find(text: &str, term: &str, max_spread: usize) -> Option<FuzzyMatch> {
    let matcher = SkimMatcherV2::default().respect_case();
    let (score, positions) = matcher.fuzzy_indices(text, term)?;
    let alignment = Alignment {
        score: i32::try_from(score).unwrap_or(i32::MAX),
        start: *positions.first()?,
        end: *positions.last()?,
    };
    (alignment.spread() <= max_spread).then_some(FuzzyMatch {
        alignment,
        positions,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_characters_and_scattered_matches_are_refused() {
        let positions = |text, word| find(text, word, 11).map(|found| found.positions);
        assert_eq!(
            positions("投资项目并联极速审批改革", "审批"),
            Some(vec![8, 9])
        );
        assert_eq!(
            positions("同址同业主体变更登记承诺制", "同变承"),
            Some(vec![0, 6, 10])
        );
        assert_eq!(positions("法律服务综合体护航酒业发展研究院", "法院"), None);
        assert_eq!(positions("审批", "批审"), None);
    }

    #[test]
    fn a_beginning_scores_more_and_a_gap_less() {
        let score = |text| find(text, "审批", 9).map(|found| found.alignment.score);
        let (first, inside, apart) = (
            score("审批改革"),
            score("并联审批改革"),
            score("并联审查批复"),
        );
        assert!(
            first > inside && inside > apart,
            "{first:?} {inside:?} {apart:?}"
        );
        assert_eq!(score("审判"), None);
    }
}
