//! An automaton over tokens: all runs and pieces of texts that spell a pattern.
//!
//! Its states are the offsets in the pattern, and a set of states is a bit mask, so all ways to spell a pattern are
//! followed at once. What a token does in each state is worked out once for all texts.

use std::ops::Range;

use crate::search::bits::{bit, ones};

use super::pattern::{Anchor, Pattern, Run, StateSet};
use super::rank::MatchKind;
use super::tokens::{TokenId, TokenKind, TokenTable};

/// Least number of Latin words that their first letters abbreviate: any two letters begin two words in nearly
/// every title.
const MIN_LATIN_INITIALS: usize = 3;

/// A text as tokens, whether stored as ids or encoded.
pub(crate) trait TokenSequence: Copy {
    /// The number of positions, at each of which a token may begin.
    fn len(self) -> usize;
    /// The token at a position and the position after it; `None` where no token begins.
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

/// A pattern compiled for the tokens of a table: a nondeterministic automaton whose states are the offsets in
/// the pattern.
pub(crate) struct Automaton<'a> {
    pattern: &'a Pattern,
    tokens: &'a TokenTable,
    /// Sorted by token, then by offset.
    transitions: Vec<Transition>,
    /// For each token, the end of its transitions, which begin at the end of the token before.
    ends: Vec<u32>,
}

/// The offsets that a token leads to from one offset.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Transition {
    pub id: TokenId,
    pub from: usize,
    pub states: StateSet,
}

impl<'a> Automaton<'a> {
    /// Compiles a pattern, in time in proportion to the tokens that its characters begin.
    pub fn new(pattern: &'a Pattern, tokens: &'a TokenTable) -> Self {
        let mut transitions = Vec::new();
        for from in 0..pattern.len() {
            let first = pattern.at(from);
            let ids = first.map_or(&[][..], |first| tokens.starting_with(first));
            for id in ids {
                let token = tokens.get(*id);
                let states = token.map(|token| pattern.advance(token, from));
                let states = states.unwrap_or_default();
                if states.union() != 0 {
                    transitions.push(Transition {
                        id: *id,
                        from,
                        states,
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

    /// The pattern.
    pub fn pattern(&self) -> &Pattern {
        self.pattern
    }

    /// All transitions.
    pub fn transitions(&self) -> &[Transition] {
        &self.transitions
    }

    /// The transitions on a token.
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

    /// Whether a token leads on from an offset.
    fn begins(&self, id: TokenId, from: usize) -> bool {
        self.transitions_on(id)
            .iter()
            .any(|transition| transition.from == from)
    }

    /// Whether any run may begin in a text.
    pub fn may_start_in(&self, text: &[TokenId]) -> bool {
        text.iter().any(|id| self.begins(*id, 0))
    }

    /// The runs of a text, by position.
    pub fn runs(&self, text: &[TokenId], anchor: Anchor) -> Vec<Run> {
        let mut runs = Vec::new();
        self.each_run(text, anchor, |run| runs.push(run));
        runs
    }

    /// Calls `found` with the runs of a text: for each token the shortest run that begins there and is spelled,
    /// or else the shortest that is abbreviated.
    pub fn each_run<L: TokenSequence>(&self, text: L, anchor: Anchor, mut found: impl FnMut(Run)) {
        let there = bit(self.pattern.len());
        for start in 0..text.len() {
            let Some((id, _)) = text.token(start) else {
                continue;
            };
            // Only separators may precede the beginning of a text.
            if anchor.start && self.kind(id).is_separator() {
                continue;
            }
            if self.begins(id, 0) {
                let mut abbreviated = None;
                let mut spelled = None;
                self.follow(text, start, 0, |end, states| {
                    let fits = !anchor.end || self.rest_is_separators(text, end);
                    if fits && states.whole & there != 0 {
                        spelled = Some(end);
                    } else if fits
                        && states.abbreviated & there != 0
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

    /// Calls `found` with the pieces of two characters or more that begin at an offset of the pattern, each
    /// with the offsets it leads to.
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

    /// The same for every offset of the pattern, which is passed along.
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
        // A single letter says nothing.
        let letter = bit(from) | bit(from + 1);
        self.follow(text, start, from, |end, states| {
            if states.union() & !letter != 0 && self.is_enough(text, start..end) {
                let initials = self.is_han(text, start..end);
                let abbreviated = if initials { states.union() } else { 0 };
                found(
                    start..end,
                    StateSet {
                        whole: states.whole & !letter,
                        abbreviated: abbreviated & !letter,
                    },
                );
            }
            true
        });
    }

    /// The pieces of two characters or more that begin at an offset of the pattern, each with an offset it
    /// leads to.
    pub fn pieces(&self, text: &[TokenId], from: usize) -> Vec<(usize, Run)> {
        let mut pieces: Vec<(usize, Run)> = Vec::new();
        self.each_piece(text, from, |tokens, there| {
            for to in ones(there.union()) {
                let spelled = there.whole & bit(to) != 0;
                let tokens = tokens.clone();
                pieces.push((to, Run { tokens, spelled }));
            }
        });
        pieces
    }

    /// Runs the automaton over a text from a token and an offset, and calls `tell` with the states after each
    /// token, until no state is left or `tell` returns false.
    fn follow<L: TokenSequence>(
        &self,
        text: L,
        start: usize,
        from: usize,
        mut found: impl FnMut(usize, StateSet) -> bool,
    ) {
        let mut states = StateSet {
            whole: bit(from),
            abbreviated: 0,
        };
        let mut at = start;
        while at < text.len() {
            let Some((id, end)) = text.token(at) else {
                at += 1;
                continue;
            };
            let mut next = self.next(id, states);
            // Separators need not be typed.
            if at > start && self.kind(id).is_separator() {
                next.merge(states);
            }
            if next.union() == 0 || !found(end, next) {
                return;
            }
            states = next;
            at = end;
        }
    }

    /// The states after a token.
    fn next(&self, id: TokenId, before: StateSet) -> StateSet {
        let mut next = StateSet::default();
        for Transition { from, states, .. } in self.transitions_on(id) {
            if before.whole & bit(*from) != 0 {
                next.merge(*states);
            }
            if before.abbreviated & bit(*from) != 0 {
                next.abbreviated |= states.union();
            }
        }
        next
    }

    fn transition(&self, id: TokenId, from: usize) -> StateSet {
        let mut transitions = self.transitions_on(id).iter();
        let transition = transitions.find(|transition| transition.from == from);
        transition.map_or_else(StateSet::default, |transition| transition.states)
    }

    /// The characters of a text that a run matches, in ascending order, if it spells a part of the pattern.
    pub fn positions(&self, text: &[TokenId], run: &Run, part: Range<usize>) -> Vec<usize> {
        let mut states = vec![StateSet {
            whole: bit(part.start),
            abbreviated: 0,
        }];
        self.follow(text, run.tokens.start, part.start, |end, next| {
            states.push(next);
            end < run.tokens.end
        });
        let offsets = self.tokens.offsets(text);
        let mut positions = Vec::new();
        let mut to = part.end;
        let tokens = run.tokens.clone().zip(&states).rev();
        for (at, before) in tokens {
            let (Some(id), Some(offset)) = (text.get(at), offsets.get(at)) else {
                continue;
            };
            let leads = |from: &usize| {
                before.union() & bit(*from) != 0
                    && self.transition(*id, *from).union() & bit(to) != 0
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

    /// The number of Han characters in a range.
    pub fn han<L: TokenSequence>(&self, text: L, run: Range<usize>) -> usize {
        let kinds = self.kinds(text, run);
        kinds.filter(|kind| *kind == TokenKind::Han).count()
    }

    /// Whether a range is long enough to be no chance: two characters besides separators.
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

    /// Whether a range is Han characters without separators.
    fn is_han<L: TokenSequence>(&self, text: L, run: Range<usize>) -> bool {
        self.kinds(text, run).all(|kind| kind == TokenKind::Han)
    }

    /// Whether initials may abbreviate a range: Han characters without separators between them, or several
    /// Latin words.
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
        han || spelled >= MIN_LATIN_INITIALS
    }

    fn rest_is_separators<L: TokenSequence>(&self, text: L, from: usize) -> bool {
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

    /// The kind of a token.
    pub fn kind(&self, id: TokenId) -> TokenKind {
        self.tokens.kind(id)
    }
}

/// The tokens in a range of positions.
fn ids<L: TokenSequence>(text: L, offsets: Range<usize>) -> impl Iterator<Item = TokenId> {
    offsets.filter_map(move |at| Some(text.token(at)?.0))
}

/// How a pattern matches a folded name, if it does.
pub(crate) fn match_name(name: &str, pattern: &Pattern, anchor: Anchor) -> Option<MatchKind> {
    let mut tokens = TokenTable::default();
    let mut ids = Vec::new();
    tokens.tokenize(name, &mut ids);
    let runs = Automaton::new(pattern, &tokens).runs(&ids, anchor);
    runs.iter().map(Run::kind).max()
}
