//! Fuzzy matching of one word in one text. The only file that knows fuzzy-matcher.
//!
//! Both sides are folded already, so the matcher compares case by case. It answers in *character*
//! positions and takes any subsequence for a match, however far apart; [`find`] refuses those that
//! are scattered too widely to be what anybody meant.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// A match of a word in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FuzzyMatch {
    /// How good it is; more is better.
    pub score: i64,
    /// The characters of the text that matched, in order.
    pub positions: Vec<usize>,
}

impl FuzzyMatch {
    /// What the matcher thinks of it beside its so many characters.
    pub fn merit(&self, characters: usize) -> i64 {
        let each = i64::try_from(characters).map_or(i64::MAX, |n| EACH.saturating_mul(n));
        self.score.saturating_sub(each)
    }

    /// How many characters of the text it reaches over.
    pub fn spread(&self) -> usize {
        match self.positions.as_slice() {
            [first, .., last] => last - first + 1,
            positions => positions.len(),
        }
    }
}

/// What the matcher gives for each character before bonuses and penalties.
const EACH: i64 = 16;

/// The best match of a folded word in a folded text, over at most so many characters.
///
/// Release 0.3.7 of the matcher keeps its matrix from one text to the next and reads bonuses in it that it does not reset; told to keep
/// nothing, it panics. So every text has a matcher of its own: what a word scores depends on nothing else.
pub(crate) fn find(text: &str, word: &str, spread: usize) -> Option<FuzzyMatch> {
    let matcher = SkimMatcherV2::default().respect_case();
    let (score, positions) = matcher.fuzzy_indices(text, word)?;
    let found = FuzzyMatch { score, positions };
    (found.spread() <= spread).then_some(found)
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
    fn a_score_is_more_at_the_beginning_and_less_over_a_gap() {
        let score = |text| find(text, "审批", 9).map(|found| found.score);
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
