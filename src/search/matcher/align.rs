//! The best alignment of a word with a text: what fuzzy-matcher gives, without its matrix.
//!
//! fuzzy-matcher fills a cell for each character of the word and of the text. But most cells say only that two
//! characters differ, so here only those are visited where they are the same, from the first character of the word to
//! the last:
//!
//! ```text
//! text       全 面 推 行 并 联 极 速 审 批 改 革 ， 审 计
//! 审                                 ●              ●        each: the score up to here, and where it began
//! 批                                    ●                    ← the best of the row above, less what the gap costs
//! ```
//!
//! The scores, the order in which equals are preferred, and so the characters that an alignment begins and ends with are
//! those of `SkimMatcherV2::fuzzy_indices` on texts that are folded. A property test holds them to it.

/// How a word lies in a text best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Alignment {
    pub score: i32,
    /// The first character of the text that matches.
    pub start: usize,
    /// The last one.
    pub end: usize,
}

impl Alignment {
    /// How many characters of the text it reaches over.
    pub fn spread(&self) -> usize {
        self.end - self.start + 1
    }
}

/// What the matcher thinks of a word of so many characters that does lie in a text: the bonuses for standing together and
/// at the beginning of something, less the penalties for gaps.
pub(crate) fn merit(alignment: &Alignment, characters: usize) -> i64 {
    let each =
        i64::try_from(characters).map_or(i64::MAX, |count| count.saturating_mul(EACH.into()));
    i64::from(alignment.score).saturating_sub(each)
}

/// What each character that matches scores by itself.
const EACH: i32 = 16;
/// What a gap costs besides a point for each of its characters.
const GAP: i32 = 3;
/// The least that a character scores that follows the one before it.
const CONSECUTIVE: i32 = 4;
/// What a character scores at the beginning of a text, behind what parts words, and behind a sign.
pub(crate) const FIRST: i32 = 16;
pub(crate) const HEAD: i32 = 8;
const BREAK: i32 = 7;
/// What the characters before the first that matches cost, however many they are.
const BEFORE: i32 = 1;

/// A place where a character of the word stands in the text.
#[derive(Debug, Clone, Copy)]
struct Cell {
    at: usize,
    score: i32,
    /// Where the best alignment that ends here begins.
    start: usize,
}

/// What a word of so many letters or Han characters merits at best that stands together in a text where its first character
/// scores so much: no gap is worth more than what it skips, so nothing merits more unless the first character scores more
/// elsewhere.
pub(crate) fn together(first: i32, characters: usize) -> i64 {
    let behind = i64::try_from(characters.saturating_sub(1)).unwrap_or(i64::MAX);
    behind
        .saturating_mul(CONSECUTIVE.into())
        .saturating_add((first - BEFORE).into())
}

/// Aligns words with texts; keeps its buffers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Aligner {
    above: Vec<Cell>,
    row: Vec<Cell>,
}

impl Aligner {
    /// The best alignment of a word, if all of its characters stand in the text in their order.
    pub fn align(&mut self, text: &[char], word: &[char]) -> Option<Alignment> {
        let (first, rest) = word.split_first()?;
        self.row.clear();
        let fields = text.iter().enumerate().filter(|(_, c)| *c == first);
        self.row.extend(fields.map(|(at, _)| Cell {
            at,
            score: EACH - BEFORE + bonus(text, at),
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

    /// The cells of the next character of the word, from those of the one before it.
    fn fill_row(&mut self, text: &[char], wanted: char) {
        self.row.clear();
        let Some(first) = self.above.first() else {
            return;
        };
        let mut above = self.above.iter().peekable();
        // Of the cells that are passed, the best to come from over a gap; the later of equals.
        let mut over_gap: Option<Cell> = None;
        let mut before: Option<Cell> = None;
        let from = first.at + 1;
        let behind = text.get(from..).unwrap_or_default();
        for at in (from..)
            .zip(behind)
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
                score: best.0 + EACH,
                start: best.1,
            });
        }
    }
}

/// The cell from which a gap that ends behind both costs least: a gap costs a point a character, so scores are
/// compared as if both gaps ended at one place.
fn nearer(best: Option<Cell>, next: Cell) -> Cell {
    let worth = |cell: &Cell| i64::from(cell.score) + i64::try_from(cell.at).unwrap_or(i64::MAX);
    match best {
        Some(best) if worth(&best) > worth(&next) => best,
        _ => next,
    }
}

/// What a character of a text scores for where it stands.
pub(crate) fn bonus(text: &[char], at: usize) -> i32 {
    let before = at.checked_sub(1).and_then(|at| text.get(at));
    match before {
        None => FIRST,
        Some(c) => bonus_behind(*c),
    }
}

/// What a character scores that stands behind another.
pub(crate) fn bonus_behind(c: char) -> i32 {
    match c {
        '\0' | ' ' | '/' | '\\' | '|' | '(' | ')' | '[' | ']' | '{' | '}' => HEAD,
        '!'..='\'' | '*'..='.' | ':'..='@' | '^'..='`' | '~' => BREAK,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fuzzy;
    use super::*;

    fn check(text: &str, word: &str) -> Result<(), TestCaseError> {
        let characters = |text: &str| text.chars().collect::<Vec<_>>();
        let mut aligner = Aligner::default();
        let ours = aligner.align(&characters(text), &characters(word));
        let theirs = fuzzy::find(text, word, usize::MAX).map(|found| Alignment {
            score: i32::try_from(found.score).expect("small"),
            start: found.positions[0],
            end: found.positions[found.positions.len() - 1],
        });
        prop_assert_eq!(ours, theirs, "{:?} in {:?}", word, text);
        Ok(())
    }

    #[test]
    fn words_are_aligned_as_fuzzy_matcher_aligns_them() {
        for (text, word) in [
            ("全面推行“三段式”并联极速审批改革", "审批"),
            ("审查投资审批", "审批"),
            ("approval of a plan", "apl"),
            ("aab ab", "ab"),
            ("人人人", "人人"),
            ("a", "b"),
            ("", "a"),
            ("the rule of law", "rol"),
        ] {
            check(text, word).unwrap_or_else(|error| panic!("{error}"));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn nothing_merits_more_than_standing_together_where_the_first_character_scores_most(
            before in "[ab审批 /%2]{0,20}", word in "[ab审批2]{1,6}", behind in "[ab审批 /%2]{0,20}",
        ) {
            let characters = |text: &str| text.chars().collect::<Vec<_>>();
            let text = characters(&format!("{before}{word}{behind}"));
            let word = characters(&word);
            let first = bonus(&text, characters(&before).len());
            let fields = (0..text.len()).filter(|at| text[*at] == word[0]);
            if fields.map(|at| bonus(&text, at)).max() != Some(first) {
                return Ok(());
            }
            let alignment = Aligner::default().align(&text, &word).expect("it stands there");
            prop_assert_eq!(merit(&alignment, word.len()), together(first, word.len()));
        }

        #[test]
        fn any_alignment_is_that_of_fuzzy_matcher(text in "[ab审批 /%2]{0,40}", word in "[ab审批2]{1,6}") {
            check(&text, &word)?;
        }
    }
}
