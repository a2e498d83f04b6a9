//! Prefilter by signatures: all ways in which tokens may spell a term, followed through 64 signatures at once.
//!
//! ```text
//! sp审批     0 ──s──▶ 1 ──p──▶ 2 ──审──▶ 3 ──批──▶ 4       an edge for each token, from the offset where it begins
//!            └───────sp────────▶ 2                           in the term to the offset where the next one begins
//! ```
//!
//! A text that matches has the slots of all adjacent pairs of tokens on some path from the beginning to the end. There may
//! be false positives, but no false negatives.

use crate::search::bits::bit;
use crate::search::index::signature::SignatureBlock;
use crate::search::matcher::automaton::{Automaton, Transition};
use crate::search::matcher::pattern::StateSet;
use crate::search::matcher::rank::{MAX_PIECES, MIN_INITIALS_IN_TEXT};
use crate::search::matcher::slot::{DIGITS, InitialClass, Slot, class_of};
use crate::search::matcher::term::Term;
use crate::search::matcher::tokens::{Token, TokenId, TokenKind, TokenTable};
use crate::search::mechanisms::{Mechanism, Without};

/// What a signature must have for one of some tokens to be in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Requirement {
    /// There are no such tokens.
    #[default]
    Never,
    /// One of these slots.
    Slots(Option<Slot>, Option<Slot>),
    /// This Han character.
    Character(TokenId),
    /// Signatures do not tell.
    Nothing,
}

impl Requirement {
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Never, need) | (need, Self::Never) => need,
            (Self::Slots(a, b), Self::Slots(c, d)) => Self::Slots(a.or(c), b.or(d)),
            (Self::Character(one), Self::Character(other)) if one == other => self,
            _ => Self::Nothing,
        }
    }

    fn met(self, block: &SignatureBlock) -> u64 {
        let texts = |slot: Option<Slot>| slot.map_or(0, |slot| block.with_slot(slot));
        match self {
            Self::Never => 0,
            Self::Slots(one, other) => texts(one) | texts(other),
            Self::Character(id) => block.with_character(id),
            Self::Nothing => u64::MAX,
        }
    }
}

/// The tokens that lead from one offset of the term to another.
#[derive(Debug, Clone, Copy)]
struct Edge {
    to: usize,
    /// What one of them requires.
    any: Requirement,
    /// The same of spelled tokens and of abbreviated Han characters: Latin words are abbreviated in names only,
    /// and not in pieces.
    han: Requirement,
    /// The same of spelled tokens.
    whole: Requirement,
    /// The same of spelled tokens of more than one character.
    long: Requirement,
    /// The pair that another token after it requires; `None` if its classes are not known.
    pair: Option<Slot>,
}

/// A term's requirements on signatures.
#[derive(Debug, Clone)]
pub(crate) struct PathFilter {
    /// By the offset they leave from; edges that do not lead to the end are left out.
    edges: Vec<Vec<Edge>>,
    /// What a single token requires that is a match in running text by itself.
    counts: Requirement,
    /// Whether initials match in running text.
    initials: bool,
    /// Whether the term may occur inside a token, so that signatures tell nothing.
    within: bool,
}

/// The texts of a block that may match, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Candidates {
    /// By one token.
    pub single: u64,
    /// By a run of several tokens.
    pub run: u64,
}

/// How many tokens a candidate may need to spell the term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// One token.
    Single,
    /// A run of several tokens, or one.
    Run,
}

impl Candidates {
    /// Signatures do not tell.
    pub const UNKNOWN: Self = Self {
        single: u64::MAX,
        run: u64::MAX,
    };

    /// The texts that may match at all, as bits.
    pub fn all(&self) -> u64 {
        self.single | self.run
    }

    /// How a text of the block may match, if it may.
    pub fn extent(&self, text: usize) -> Option<Extent> {
        let is_set = |mask: u64| mask & bit(text) != 0;
        if is_set(self.run) {
            Some(Extent::Run)
        } else {
            is_set(self.single).then_some(Extent::Single)
        }
    }
}

/// Buffers of [`PathFilter`], one number for each offset.
#[derive(Debug, Clone, Default)]
pub(crate) struct PathBuffers {
    runs: Vec<u64>,
    inside: Vec<u64>,
    fewer: Vec<u64>,
    pieces: Vec<u64>,
}

impl PathFilter {
    /// The requirements of a term with a pattern.
    pub fn new(term: &Term, automaton: &Automaton, tokens: &TokenTable, without: Without) -> Self {
        let within = term.may_match_inside_token();
        let term = automaton.pattern();
        let classes: Vec<Option<InitialClass>> = (0..term.len())
            .map(|at| class_at(term.at(at)?, tokens))
            .collect();
        let mut edges: Vec<Vec<Edge>> = vec![Vec::new(); term.len()];
        let mut counts = Requirement::Never;
        for Transition { id, from, states } in automaton.transitions().iter().copied() {
            let (Some(token), Some(found)) = (tokens.get(id), edges.get_mut(from)) else {
                continue;
            };
            let need = |typed: usize| match term.at(from) {
                Some(first) if token.kind == TokenKind::Han && token.text.starts_with(first) => {
                    if without.uses(Mechanism::CharacterSlots) {
                        Requirement::Character(id)
                    } else {
                        Requirement::Nothing
                    }
                }
                _ if !without.uses(Mechanism::BeginningSlots) => Requirement::Nothing,
                _ => need(token, typed),
            };
            add(found, token, states, from, need);
            let alone = from == 0 && states.whole & bit(term.len()) != 0;
            if alone && (!term.is_pinyin() || token.is_word()) {
                counts = counts.or(need(term.len()));
            }
        }
        for (from, found) in edges.iter_mut().enumerate() {
            for edge in found {
                let next = classes.get(edge.to).copied().flatten();
                let pair = classes.get(from).copied().flatten().zip(next);
                edge.pair = pair
                    .filter(|_| without.uses(Mechanism::PairSlots))
                    .map(|(first, second)| Slot::of_pair(first, second));
            }
        }
        prune(&mut edges);
        Self {
            initials: term.len() >= MIN_INITIALS_IN_TEXT,
            edges,
            counts,
            within,
        }
    }

    /// The running texts of a block that may contain the term, as bits.
    pub fn in_texts(&self, block: &SignatureBlock, buffers: &mut PathBuffers) -> u64 {
        if self.within {
            return u64::MAX;
        }
        let need = if self.initials {
            |edge: &Edge| edge.han
        } else {
            |edge: &Edge| edge.whole
        };
        self.follow(block, need, buffers);
        self.counts.met(block) | self.runs(block, need, buffers)
    }

    fn leaving(&self, from: usize) -> &[Edge] {
        self.edges.get(from).map_or(&[], Vec::as_slice)
    }

    /// The names of a block that may be spelled or abbreviated.
    pub fn candidates(&self, block: &SignatureBlock, buffers: &mut PathBuffers) -> Candidates {
        if self.within {
            return Candidates::UNKNOWN;
        }
        let end = self.edges.len();
        let any = |edge: &Edge| edge.any;
        self.follow(block, any, buffers);
        let alone = self.leaving(0).iter().filter(|edge| edge.to == end);
        Candidates {
            single: alone.fold(0, |all, edge| all | edge.any.met(block)),
            run: self.runs(block, any, buffers),
        }
    }

    /// The texts of a block that may match a split term, as bits.
    pub fn split_candidates(&self, block: &SignatureBlock, buffers: &mut PathBuffers) -> u64 {
        // Two pieces have at least two characters each.
        if self.within || self.edges.len() < 4 {
            return 0;
        }
        // Abbreviated in two pieces, spelled in three, as the matcher splits terms.
        self.in_pieces(block, 2, |edge| edge.han, buffers)
            | self.in_pieces(block, MAX_PIECES, |edge| edge.whole, buffers)
    }

    /// The texts with a run of several tokens, after [`Self::follow`] with the same `need`.
    fn runs(
        &self,
        block: &SignatureBlock,
        need: fn(&Edge) -> Requirement,
        buffers: &PathBuffers,
    ) -> u64 {
        let several = self.leaving(0).iter();
        let several = several.filter(|edge| edge.to < self.edges.len());
        several.fold(0, |all, edge| {
            all | need(edge).met(block) & pair(edge, block) & at(&buffers.runs, edge.to)
        })
    }

    /// For each offset the texts with a run from there to the end.
    fn follow(
        &self,
        block: &SignatureBlock,
        need: fn(&Edge) -> Requirement,
        buffers: &mut PathBuffers,
    ) {
        let end = self.edges.len();
        buffers.runs.clear();
        buffers.runs.resize(end + 1, u64::MAX);
        for from in (1..end).rev() {
            let mut there = 0;
            for edge in self.leaving(from) {
                there |= need(edge).met(block) & pair(edge, block) & at(&buffers.runs, edge.to);
            }
            if let Some(run) = buffers.runs.get_mut(from) {
                *run = there;
            }
        }
    }

    /// The texts with up to `parts` pieces of two characters or more.
    fn in_pieces(
        &self,
        block: &SignatureBlock,
        parts: usize,
        need: fn(&Edge) -> Requirement,
        buffers: &mut PathBuffers,
    ) -> u64 {
        let end = self.edges.len();
        // For each offset the texts that lead from there, where a piece begins, to the end in fewer pieces; at
        // first in none.
        buffers.fewer.clear();
        buffers.fewer.resize(end + 1, 0);
        for part in 0..parts {
            // The whole term in one piece is no split.
            let all = if part + 1 == parts { 0 } else { u64::MAX };
            buffers.inside.clear();
            buffers.inside.resize(end + 1, 0);
            buffers.pieces.clear();
            buffers.pieces.resize(end + 1, 0);
            let ends = |fewer: &[u64], to: usize| if to == end { all } else { at(fewer, to) };
            for from in (0..end).rev() {
                let (mut inside, mut begun) = (0, 0);
                for edge in self.leaving(from) {
                    let on = if edge.to == end {
                        0
                    } else {
                        pair(edge, block) & at(&buffers.inside, edge.to)
                    };
                    let token = need(edge).met(block);
                    let done = ends(&buffers.fewer, edge.to);
                    inside |= token & (on | done);
                    begun |= token & on | edge.long.met(block) & done;
                }
                if let (Some(one), Some(other)) =
                    (buffers.inside.get_mut(from), buffers.pieces.get_mut(from))
                {
                    (*one, *other) = (inside, begun);
                }
            }
            std::mem::swap(&mut buffers.fewer, &mut buffers.pieces);
        }
        at(&buffers.fewer, 0)
    }
}

fn at(masks: &[u64], offset: usize) -> u64 {
    masks.get(offset).copied().unwrap_or(0)
}

fn pair(edge: &Edge, block: &SignatureBlock) -> u64 {
    edge.pair.map_or(u64::MAX, |slot| block.with_slot(slot))
}

/// The class of the tokens that a character begins, if they have one.
fn class_at(c: char, tokens: &TokenTable) -> Option<InitialClass> {
    class_of(c).or_else(|| {
        // A Han character with several readings sets all their slots, so any of its classes will do.
        let ids = tokens.starting_with(c).iter();
        let token = ids
            .filter_map(|id| tokens.get(*id))
            .find(|token| token.kind == TokenKind::Han);
        token.map(|token| token.classes.trailing_zeros())
    })
}

/// Adds a token's edges to those that leave `from`.
fn add(
    edges: &mut Vec<Edge>,
    token: &Token,
    states: StateSet,
    from: usize,
    need: impl Fn(usize) -> Requirement,
) {
    let mut rest = states.union();
    while rest != 0 {
        let to = rest.trailing_zeros() as usize;
        rest &= rest - 1;
        let need = need(to - from);
        let place = edges.iter().position(|edge| edge.to == to);
        let place = place.unwrap_or_else(|| {
            edges.push(Edge {
                to,
                any: Requirement::Never,
                han: Requirement::Never,
                whole: Requirement::Never,
                long: Requirement::Never,
                pair: None,
            });
            edges.len() - 1
        });
        let Some(edge) = edges.get_mut(place) else {
            continue;
        };
        edge.any = edge.any.or(need);
        if token.kind == TokenKind::Han || states.whole & bit(to) != 0 {
            edge.han = edge.han.or(need);
        }
        if states.whole & bit(to) != 0 {
            edge.whole = edge.whole.or(need);
            // A single letter says nothing.
            if token.length > 1 && to > from + 1 {
                edge.long = edge.long.or(need);
            }
        }
    }
}

/// What a token requires of which `typed` characters are typed.
fn need(token: &Token, typed: usize) -> Requirement {
    let mut letters = token.text.chars();
    match (token.kind, letters.next(), letters.next()) {
        (TokenKind::Latin, Some(first), Some(second)) if typed >= 2 => {
            Requirement::Slots(Some(Slot::of_letters(first, second)), None)
        }
        (TokenKind::Number, _, _) if typed >= DIGITS => match Slot::of_digits(&token.text) {
            Some(slot) => Requirement::Slots(None, Some(slot)),
            None => Requirement::Nothing,
        },
        _ => Requirement::Nothing,
    }
}

/// Removes the edges that do not lead to the end.
fn prune(edges: &mut [Vec<Edge>]) {
    let end = edges.len();
    let mut split = vec![false; end + 1];
    split[end] = true;
    for from in (0..end).rev() {
        if let Some(leaving) = edges.get_mut(from) {
            leaving.retain(|edge| split.get(edge.to).copied().unwrap_or(false));
            split[from] = !leaving.is_empty();
        }
    }
}
