//! Fuzzy matching of one word in one text. The only file that knows fuzzy-matcher.
//!
//! Both sides are folded already, so the matcher compares case by case. It answers in *character*
//! positions and takes any subsequence for a match, however far apart; [`Fuzzy::find`] refuses those that
//! are scattered too widely to be what anybody meant.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// A match of a word in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    /// How good it is; more is better.
    pub score: i64,
    /// The characters of the text that matched, in order.
    pub positions: Vec<usize>,
}

impl Match {
    /// How many characters of the text it reaches over.
    pub fn spread(&self) -> usize {
        match self.positions.as_slice() {
            [first, .., last] => last - first + 1,
            positions => positions.len(),
        }
    }
}

/// The matcher with its buffers.
pub(super) struct Fuzzy(SkimMatcherV2);

/// What the matcher gives for each character before bonuses and penalties.
const EACH: i64 = 16;

impl Fuzzy {
    pub fn new() -> Self {
        Self(SkimMatcherV2::default().respect_case().use_cache(true))
    }

    /// The best match of a folded word in a folded text, over at most so many characters.
    pub fn find(&self, text: &str, word: &str, spread: usize) -> Option<Match> {
        let (score, positions) = self.0.fuzzy_indices(text, word)?;
        let found = Match { score, positions };
        (found.spread() <= spread).then_some(found)
    }

    /// What the matcher thinks of a word that does occur in a text: the bonuses for standing together and at the
    /// beginning of something, less the penalties for gaps.
    pub fn merit(&self, text: &str, word: &str) -> i64 {
        let each = i64::try_from(word.chars().count()).map_or(i64::MAX, |n| EACH.saturating_mul(n));
        let score = self.0.fuzzy_match(text, word);
        score.map_or(0, |score| score.saturating_sub(each))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_characters_and_scattered_matches_are_refused() {
        let fuzzy = Fuzzy::new();
        let positions = |text, word| fuzzy.find(text, word, 11).map(|found| found.positions);
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
    fn merit_is_more_at_the_beginning_and_less_over_a_gap() {
        let fuzzy = Fuzzy::new();
        let first = fuzzy.merit("审批改革", "审批");
        let inside = fuzzy.merit("并联审批改革", "审批");
        let apart = fuzzy.merit("并联审查批复", "审批");
        assert!(first > inside && inside > apart, "{first} {inside} {apart}");
        assert_eq!(fuzzy.merit("审批", "无"), 0);
    }
}
