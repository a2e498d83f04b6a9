//! Our own scorer: the score of the best alignment of a term with a text, equal to fuzzy-matcher's, without its matrix.
//!
//! fuzzy-matcher fills a cell for each pair of characters. Most pairs differ, so here only equal pairs are visited, a row
//! for each character of the term:
//!
//! ```text
//! text       全 面 推 行 并 联 极 速 审 批 改 革 ， 审 计
//! 审                                 ●              ●        each cell: the score so far, and where it began
//! 批                                    ●                    from the best cell of the row above, less the gap
//! ```
//!
//! Score, first and last character, also among equals, are those of `SkimMatcherV2::fuzzy_indices` on folded texts; a
//! property test compares them. Which scorer is used where stands in [`super::fuzzy`].

/// The points of fuzzy-matcher's `SkimScoreConfig::default()`, the one table for both scorers: [`Aligner`] adds them
/// up itself, and what [`super::fuzzy`] returns is read by them. All are points of one scale.
///
/// A matched character.
const MATCH: i32 = 16;
/// A gap, besides one point for each character skipped.
const GAP: i32 = 3;
/// Least bonus of a character that directly follows the one matched before it.
const CONSECUTIVE: i32 = 4;
/// Bonus of a character at the beginning of a text.
pub(crate) const TEXT_START: i32 = 16;
/// Bonus of a character after a space, a bracket or a slash.
pub(crate) const WORD_START: i32 = 8;
/// Bonus of a character after other ASCII punctuation.
const AFTER_PUNCTUATION: i32 = 7;
/// Penalty for text before the first match, however long.
const LEADING: i32 = 1;

/// The best alignment of a term with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Alignment {
    /// Points; more is better.
    pub score: i32,
    /// The first matched character of the text.
    pub start: usize,
    /// The last matched character of the text.
    pub end: usize,
}

impl Alignment {
    /// How many characters of the text lie between the first and the last match, both included.
    pub fn spread(&self) -> usize {
        self.end - self.start + 1
    }

    /// Bonuses less penalties: the score without the points that each of the term's `characters` gets anyway.
    pub fn merit(&self, characters: usize) -> i64 {
        let count = i64::try_from(characters).unwrap_or(i64::MAX);
        i64::from(self.score).saturating_sub(count.saturating_mul(MATCH.into()))
    }
}

/// A character of the text that matches the current character of the term.
#[derive(Debug, Clone, Copy)]
struct Cell {
    at: usize,
    score: i32,
    /// Where the best alignment that ends here begins.
    start: usize,
}

/// The merit of a term of `characters` that matches adjacent characters, the first of which has the bonus
/// `first`. No gap gains more than it costs, so no alignment has more merit, unless the first character has a
/// higher bonus elsewhere in the text.
pub(crate) fn contiguous_merit(first: i32, characters: usize) -> i64 {
    let after = i64::try_from(characters.saturating_sub(1)).unwrap_or(i64::MAX);
    after
        .saturating_mul(CONSECUTIVE.into())
        .saturating_add((first - LEADING).into())
}

/// Aligns terms with texts; owns the rows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Aligner {
    above: Vec<Cell>,
    row: Vec<Cell>,
}

impl Aligner {
    /// The best alignment of a term, if its characters occur in the text in their order.
    pub fn align(&mut self, text: &[char], term: &[char]) -> Option<Alignment> {
        let (first, rest) = term.split_first()?;
        self.row.clear();
        let fields = text.iter().enumerate().filter(|(_, c)| *c == first);
        self.row.extend(fields.map(|(at, _)| Cell {
            at,
            score: MATCH - LEADING + bonus(text, at),
            start: at,
        }));
        for wanted in rest {
            std::mem::swap(&mut self.above, &mut self.row);
            self.fill_row(text, *wanted);
        }
        let better = |best: &Cell, next: &Cell| next.score >= best.score;
        let cells = self.row.iter().copied();
        let best = cells.reduce(|best, next| if better(&best, &next) { next } else { best })?;
        Some(Alignment {
            score: best.score,
            start: best.start,
            end: best.at,
        })
    }

    /// Fills the row of the next character of the term from the row before.
    fn fill_row(&mut self, text: &[char], wanted: char) {
        self.row.clear();
        let Some(first) = self.above.first() else {
            return;
        };
        let mut above = self.above.iter().peekable();
        // The best cell to come from over a gap; of equals the later.
        let mut over_gap: Option<Cell> = None;
        let mut before: Option<Cell> = None;
        let from = first.at + 1;
        let after = text.get(from..).unwrap_or_default();
        for at in (from..)
            .zip(after)
            .filter(|(_, c)| **c == wanted)
            .map(|(at, _)| at)
        {
            while let Some(cell) = above.next_if(|cell| cell.at < at) {
                if let Some(passed) = before.replace(*cell) {
                    over_gap = Some(nearer(over_gap, passed));
                }
            }
            let (Some(last), bonus) = (before, bonus(text, at)) else {
                continue;
            };
            let adjoins = last.at + 1 == at;
            let consecutive = adjoins.then_some((last.score + bonus.max(CONSECUTIVE), last.start));
            let gap = if adjoins {
                over_gap
            } else {
                Some(nearer(over_gap, last))
            };
            let skipping = gap.map(|cell| {
                let skipped = i32::try_from(at - 1 - cell.at).unwrap_or(i32::MAX);
                (cell.score - GAP - skipped + bonus, cell.start)
            });
            let best = match (consecutive, skipping) {
                (Some(one), Some(other)) if other.0 > one.0 => other,
                (Some(one), _) => one,
                (None, Some(other)) => other,
                (None, None) => continue,
            };
            self.row.push(Cell {
                at,
                score: best.0 + MATCH,
                start: best.1,
            });
        }
    }
}

/// Of two cells, the better one to come from over a gap. A gap costs a point a character, so the scores are
/// compared as if both gaps ended at one place.
fn nearer(best: Option<Cell>, next: Cell) -> Cell {
    let worth = |cell: &Cell| i64::from(cell.score) + i64::try_from(cell.at).unwrap_or(i64::MAX);
    match best {
        Some(best) if worth(&best) > worth(&next) => best,
        _ => next,
    }
}

/// The bonus of a character by its place in a text.
pub(crate) fn bonus(text: &[char], at: usize) -> i32 {
    let before = at.checked_sub(1).and_then(|at| text.get(at));
    match before {
        None => TEXT_START,
        Some(c) => bonus_after(*c),
    }
}

/// The bonus of a character after another one.
pub(crate) fn bonus_after(c: char) -> i32 {
    match c {
        '\0' | ' ' | '/' | '\\' | '|' | '(' | ')' | '[' | ']' | '{' | '}' => WORD_START,
        '!'..='\'' | '*'..='.' | ':'..='@' | '^'..='`' | '~' => AFTER_PUNCTUATION,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fuzzy;
    use super::*;

    fn check(text: &str, term: &str) -> Result<(), TestCaseError> {
        let characters = |text: &str| text.chars().collect::<Vec<_>>();
        let mut aligner = Aligner::default();
        let ours = aligner.align(&characters(text), &characters(term));
        let theirs = fuzzy::find(text, term, usize::MAX).map(|found| found.alignment);
        prop_assert_eq!(ours, theirs, "{:?} in {:?}", term, text);
        Ok(())
    }

    #[test]
    fn our_alignments_are_those_of_fuzzy_matcher() {
        for (text, term) in [
            ("全面推行“三段式”并联极速审批改革", "审批"),
            ("审查投资审批", "审批"),
            ("approval of a plan", "apl"),
            ("aab ab", "ab"),
            ("人人人", "人人"),
            ("a", "b"),
            ("", "a"),
            ("the rule of law", "rol"),
        ] {
            check(text, term).unwrap_or_else(|error| panic!("{error}"));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn no_alignment_has_more_merit_than_adjacent_characters_after_the_best_start(
            before in "[ab审批 /%2]{0,20}", term in "[ab审批2]{1,6}", after in "[ab审批 /%2]{0,20}",
        ) {
            let characters = |text: &str| text.chars().collect::<Vec<_>>();
            let text = characters(&format!("{before}{term}{after}"));
            let term = characters(&term);
            let first = bonus(&text, characters(&before).len());
            let fields = (0..text.len()).filter(|at| text[*at] == term[0]);
            if fields.map(|at| bonus(&text, at)).max() != Some(first) {
                return Ok(());
            }
            let alignment = Aligner::default().align(&text, &term).expect("it stands there");
            prop_assert_eq!(alignment.merit(term.len()), contiguous_merit(first, term.len()));
        }

        #[test]
        fn every_alignment_is_that_of_fuzzy_matcher(text in "[ab审批 /%2]{0,40}", term in "[ab审批2]{1,6}") {
            check(&text, &term)?;
        }
    }
}
