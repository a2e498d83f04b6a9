//! A word held against the units of many texts: the runs and pieces that spell it.

use std::ops::Range;

use super::pattern::{Anchor, Pattern, Run, StateSet};
use super::tokens::{TokenId, TokenKind, TokenTable};
use crate::search::bits::{bit, ones};

/// The fewest Latin words that their first letters abbreviate: two letters begin two words in nearly every title.
const LEAST_LATIN: usize = 3;

/// A text as units, however it is kept: as their numbers, or as codes.
pub(crate) trait TokenSequence: Copy {
    /// How many places it has, at each of which a unit may begin.
    fn len(self) -> usize;
    /// The unit that begins at a place, and the place behind it; none where no unit begins.
    fn token(self, at: usize) -> Option<(TokenId, usize)>;
}

impl TokenSequence for &[TokenId] {
    fn len(self) -> usize {
        self.len()
    }

    fn token(self, at: usize) -> Option<(TokenId, usize)> {
        self.get(at).map(|id| (*id, at + 1))
    }
}

/// A word held against the units of a table.
pub(crate) struct Automaton<'a> {
    pattern: &'a Pattern,
    tokens: &'a TokenTable,
    /// What the word makes of units, those of a unit together, by their offsets.
    transitions: Vec<Transition>,
    /// Behind the last step of each unit; the first begin at 0.
    ends: Vec<u32>,
}

/// What is reached if a unit begins at an offset of the word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Transition {
    pub id: TokenId,
    pub from: usize,
    pub reached: StateSet,
}

impl<'a> Automaton<'a> {
    pub fn new(pattern: &'a Pattern, tokens: &'a TokenTable) -> Self {
        let mut transitions = Vec::new();
        for from in 0..pattern.len() {
            let first = pattern.at(from);
            let ids = first.map_or(&[][..], |first| tokens.starting_with(first));
            for id in ids {
                let token = tokens.get(*id);
                let reached = token.map(|token| pattern.advance(token, from));
                let reached = reached.unwrap_or_default();
                if reached.any() != 0 {
                    transitions.push(Transition {
                        id: *id,
                        from,
                        reached,
                    });
                }
            }
        }
        transitions.sort_by_key(|transition| transition.id);
        let mut ends = vec![0u32; tokens.len()];
        for (end, transition) in (1..).zip(&transitions) {
            if let Some(known) = ends.get_mut(transition.id as usize) {
                *known = end;
            }
        }
        let mut last = 0;
        for end in &mut ends {
            last = last.max(*end);
            *end = last;
        }
        Self {
            pattern,
            tokens,
            transitions,
            ends,
        }
    }

    /// The word.
    pub fn pattern(&self) -> &Pattern {
        self.pattern
    }

    /// What the word makes of all units that may stand for a part of it.
    pub fn transitions(&self) -> &[Transition] {
        &self.transitions
    }

    /// What the word makes of a unit.
    pub fn transitions_on(&self, id: TokenId) -> &[Transition] {
        let at = id as usize;
        let Some(end) = self.ends.get(at) else {
            return &[];
        };
        let begin = at.checked_sub(1).and_then(|before| self.ends.get(before));
        let begin = begin.copied().unwrap_or(0);
        self.transitions
            .get(begin as usize..*end as usize)
            .unwrap_or_default()
    }

    /// Whether a unit may stand for what is typed from an offset on.
    fn begins(&self, id: TokenId, from: usize) -> bool {
        self.transitions_on(id)
            .iter()
            .any(|transition| transition.from == from)
    }

    /// Whether any of the units may begin the word.
    pub fn may_start_in(&self, text: &[TokenId]) -> bool {
        text.iter().any(|id| self.begins(*id, 0))
    }

    /// The runs in which units spell the word, in order.
    pub fn runs(&self, text: &[TokenId], anchor: Anchor) -> Vec<Run> {
        let mut runs = Vec::new();
        self.each_run(text, anchor, |run| runs.push(run));
        runs
    }

    /// Tells the runs in which units spell the word: for each unit where one begins the shortest, and the shortest that is
    /// spelled out if there is one.
    pub fn each_run<L: TokenSequence>(&self, text: L, anchor: Anchor, mut found: impl FnMut(Run)) {
        let there = bit(self.pattern.len());
        for start in 0..text.len() {
            let Some((id, _)) = text.token(start) else {
                continue;
            };
            // Only marks may stand before what begins a text.
            if anchor.start && self.kind(id).is_separator() {
                continue;
            }
            if self.begins(id, 0) {
                let mut abbreviated = None;
                let mut spelled = None;
                self.follow(text, start, 0, |end, reached| {
                    let fits = !anchor.end || self.rest_is_marks(text, end);
                    if fits && reached.whole & there != 0 {
                        spelled = Some(end);
                    } else if fits
                        && reached.abbreviated & there != 0
                        && self.is_phrase(text, start..end)
                    {
                        abbreviated = abbreviated.or(Some(end));
                    }
                    spelled.is_none()
                });
                if let Some(end) = spelled.or(abbreviated) {
                    found(Run {
                        tokens: start..end,
                        spelled: spelled.is_some(),
                    });
                }
            }
            if anchor.start {
                return;
            }
        }
    }

    /// Tells the runs of two characters or more in which units lead on from an offset of the word, each with the offsets
    /// to which it leads.
    pub fn each_piece<L: TokenSequence>(
        &self,
        text: L,
        from: usize,
        mut found: impl FnMut(Range<usize>, StateSet),
    ) {
        for start in 0..text.len() {
            let begins = |(id, _)| self.begins(id, from);
            if text.token(start).is_some_and(begins) {
                self.each_piece_at(text, start, from, &mut found);
            }
        }
    }

    /// The same from any offset of the word, each with that.
    pub fn each_piece_from<L: TokenSequence>(
        &self,
        text: L,
        mut found: impl FnMut(usize, StateSet),
    ) {
        for start in 0..text.len() {
            let transitions = text
                .token(start)
                .map_or(&[][..], |(id, _)| self.transitions_on(id));
            for Transition { from, .. } in transitions {
                self.each_piece_at(text, start, *from, &mut |_, there| found(*from, there));
            }
        }
    }

    fn each_piece_at<L: TokenSequence>(
        &self,
        text: L,
        start: usize,
        from: usize,
        found: &mut impl FnMut(Range<usize>, StateSet),
    ) {
        // One letter says nothing by itself.
        let letter = bit(from) | bit(from + 1);
        self.follow(text, start, from, |end, reached| {
            if reached.any() & !letter != 0 && self.is_enough(text, start..end) {
                let initials = self.is_han(text, start..end);
                let abbreviated = if initials { reached.any() } else { 0 };
                found(
                    start..end,
                    StateSet {
                        whole: reached.whole & !letter,
                        abbreviated: abbreviated & !letter,
                    },
                );
            }
            true
        });
    }

    /// The offsets of the word to which units lead from an offset in one run of two characters or more, each with a
    /// run that leads there.
    pub fn pieces(&self, text: &[TokenId], from: usize) -> Vec<(usize, Run)> {
        let mut pieces: Vec<(usize, Run)> = Vec::new();
        self.each_piece(text, from, |tokens, there| {
            for to in ones(there.any()) {
                let spelled = there.whole & bit(to) != 0;
                let tokens = tokens.clone();
                pieces.push((to, Run { tokens, spelled }));
            }
        });
        pieces
    }

    /// Goes from unit to unit as long as they spell on, and tells after each which offsets are reached; until told
    /// to stop.
    fn follow<L: TokenSequence>(
        &self,
        text: L,
        start: usize,
        from: usize,
        mut found: impl FnMut(usize, StateSet) -> bool,
    ) {
        let mut reached = StateSet {
            whole: bit(from),
            abbreviated: 0,
        };
        let mut at = start;
        while at < text.len() {
            let Some((id, end)) = text.token(at) else {
                at += 1;
                continue;
            };
            let mut next = self.next(id, reached);
            // What parts two units need not be typed.
            if at > start && self.kind(id).is_separator() {
                next.join(reached);
            }
            if next.any() == 0 || !found(end, next) {
                return;
            }
            reached = next;
            at = end;
        }
    }

    /// The offsets that are reached behind a unit.
    fn next(&self, id: TokenId, before: StateSet) -> StateSet {
        let mut next = StateSet::default();
        for Transition { from, reached, .. } in self.transitions_on(id) {
            if before.whole & bit(*from) != 0 {
                next.join(*reached);
            }
            if before.abbreviated & bit(*from) != 0 {
                next.abbreviated |= reached.any();
            }
        }
        next
    }

    fn transition(&self, id: TokenId, from: usize) -> StateSet {
        let mut transitions = self.transitions_on(id).iter();
        let transition = transitions.find(|transition| transition.from == from);
        transition.map_or_else(StateSet::default, |transition| transition.reached)
    }

    /// The characters of the text that a run matches, in order, if it spells the word from an offset to another.
    pub fn positions(&self, text: &[TokenId], run: &Run, word: Range<usize>) -> Vec<usize> {
        let mut reached = vec![StateSet {
            whole: bit(word.start),
            abbreviated: 0,
        }];
        self.follow(text, run.tokens.start, word.start, |end, next| {
            reached.push(next);
            end < run.tokens.end
        });
        let offsets = self.tokens.offsets(text);
        let mut positions = Vec::new();
        let mut to = word.end;
        let tokens = run.tokens.clone().zip(&reached).rev();
        for (at, before) in tokens {
            let (Some(id), Some(offset)) = (text.get(at), offsets.get(at)) else {
                continue;
            };
            let leads = |from: &usize| {
                before.any() & bit(*from) != 0 && self.transition(*id, *from).any() & bit(to) != 0
            };
            let Some(from) = (0..to).rev().find(leads) else {
                continue; // a mark that was not typed
            };
            let length = self.tokens.get(*id).map_or(0, |token| token.length);
            let shown = if length == 1 { 1 } else { to - from };
            positions.extend((*offset..offset + shown).rev());
            to = from;
        }
        positions.reverse();
        positions
    }

    /// How many Han characters are among units.
    pub fn han<L: TokenSequence>(&self, text: L, run: Range<usize>) -> usize {
        let kinds = self.kinds(text, run);
        kinds.filter(|kind| *kind == TokenKind::Han).count()
    }

    /// Whether so many units are more than a chance: two Han characters, or a Latin word or a number of two.
    fn is_enough<L: TokenSequence>(&self, text: L, run: Range<usize>) -> bool {
        let tokens = ids(text, run).filter_map(|id| self.tokens.get(id));
        let mut lengths = tokens
            .filter(|token| !token.kind.is_separator())
            .map(|token| token.length);
        lengths
            .try_fold(0, |sum, length| {
                let sum = sum + length;
                (sum < 2).then_some(sum)
            })
            .is_none()
    }

    /// Whether units are Han characters, which nothing parts.
    fn is_han<L: TokenSequence>(&self, text: L, run: Range<usize>) -> bool {
        self.kinds(text, run).all(|kind| kind == TokenKind::Han)
    }

    /// Whether initials may abbreviate units: Han characters that nothing parts, or several Latin words.
    fn is_phrase<L: TokenSequence>(&self, text: L, run: Range<usize>) -> bool {
        let (mut spelled, mut han) = (0, true);
        let (mut parted, mut after_han) = (false, false);
        for kind in self.kinds(text, run) {
            if kind.is_separator() {
                parted = true;
                continue;
            }
            let is_han = kind == TokenKind::Han;
            if parted && after_han && is_han {
                return false;
            }
            spelled += 1;
            han &= is_han;
            (parted, after_han) = (false, is_han);
        }
        han || spelled >= LEAST_LATIN
    }

    fn rest_is_marks<L: TokenSequence>(&self, text: L, from: usize) -> bool {
        self.kinds(text, from..text.len())
            .all(TokenKind::is_separator)
    }

    fn kinds<L: TokenSequence>(
        &self,
        text: L,
        run: Range<usize>,
    ) -> impl Iterator<Item = TokenKind> {
        ids(text, run).map(|id| self.kind(id))
    }

    /// Of what kind a unit is.
    pub fn kind(&self, id: TokenId) -> TokenKind {
        self.tokens.kind(id)
    }
}

/// The units that begin among places of a text.
fn ids<L: TokenSequence>(text: L, offsets: Range<usize>) -> impl Iterator<Item = TokenId> {
    offsets.filter_map(move |at| Some(text.token(at)?.0))
}

/// Whether a folded text holds what letters spell, at its beginning or anywhere: `Some(true)` for whole syllables and
/// words, `Some(false)` for initials.
pub(crate) fn reads(text: &str, letters: &Pattern, anchor: Anchor) -> Option<bool> {
    let mut tokens = TokenTable::default();
    let mut ids = Vec::new();
    tokens.read(text, &mut ids);
    let runs = Automaton::new(letters, &tokens).runs(&ids, anchor);
    runs.into_iter().map(|run| run.spelled).max()
}
