//! Fuzzy matching of one word in one text. The only file that knows fuzzy-matcher.
//!
//! Both sides are folded already, so the matcher compares case by case. It answers in *character*
//! positions and takes any subsequence for a match, however far apart; [`Fuzzy::find`] refuses those that
//! are scattered too widely to be what anybody meant.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// A word of `n` Han characters may be spread over `3n + 4`: 同变承 still finds 同址同业主体变更登记承诺制,
/// while two common characters at the two ends of a long title find nothing.
const HAN_SPREAD: (usize, usize) = (3, 4);
/// A letter says less than a Han character, so letters must stand closer together: `2n + 2`.
const ASCII_SPREAD: (usize, usize) = (2, 2);

/// A match of a word in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    /// How good it is; more is better.
    pub score: i64,
    /// The characters of the text that matched, in order.
    pub positions: Vec<usize>,
}

/// The matcher with its buffers.
pub(super) struct Fuzzy(SkimMatcherV2);

impl Fuzzy {
    pub fn new() -> Self {
        Self(SkimMatcherV2::default().respect_case().use_cache(true))
    }

    /// The best match of a folded word in a folded text.
    pub fn find(&self, text: &str, word: &str) -> Option<Match> {
        let (score, positions) = self.0.fuzzy_indices(text, word)?;
        let spread = positions.last()? - positions.first()? + 1;
        let (each, more) = if word.is_ascii() {
            ASCII_SPREAD
        } else {
            HAN_SPREAD
        };
        (spread <= each * positions.len() + more).then_some(Match { score, positions })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_characters_and_scattered_matches_are_refused() {
        let fuzzy = Fuzzy::new();
        let positions = |text, word| fuzzy.find(text, word).map(|found| found.positions);
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
        assert_eq!(positions("change of operator", "hefa"), None);
    }
}
