//! The ways in which units may spell a word, to tell which texts may hold it before any of them is looked at.
//!
//! ```text
//! sp审批     0 ──s──▶ 1 ──p──▶ 2 ──审──▶ 3 ──批──▶ 4       an edge for each unit that there is, from where it begins
//!            └───────sp────────▶ 2                           in the word to where the next begins
//! ```
//!
//! A text that holds the word has, for some path from the beginning to the end, the pair of each two units that
//! follow each other on it. All paths are followed at once, for the sixty-four texts of a row, each of which is a bit.

use crate::search::bits::bit;
use crate::search::index::signature::Row;
use crate::search::matcher::automaton::{Step, Steps};
use crate::search::matcher::pattern::Reached;
use crate::search::matcher::rank::{LEAST_IN_TEXT, MOST_PIECES};
use crate::search::matcher::slot::{Class, DIGITS, Slot, class_of};
use crate::search::matcher::tokens::{Unit, UnitId, UnitKind, Units};

/// What a text must have for one of some units to be in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Need {
    /// There are no such units.
    #[default]
    Never,
    /// One of these slots.
    Slots(Option<Slot>, Option<Slot>),
    /// This Han character.
    Character(UnitId),
    /// Nothing that is known of a text.
    Nothing,
}

impl Need {
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Never, need) | (need, Self::Never) => need,
            (Self::Slots(a, b), Self::Slots(c, d)) => Self::Slots(a.or(c), b.or(d)),
            (Self::Character(one), Self::Character(other)) if one == other => self,
            _ => Self::Nothing,
        }
    }

    fn met(self, row: &Row) -> u64 {
        let having = |slot: Option<Slot>| slot.map_or(0, |slot| row.having(slot));
        match self {
            Self::Never => 0,
            Self::Slots(one, other) => having(one) | having(other),
            Self::Character(id) => row.with(id),
            Self::Nothing => u64::MAX,
        }
    }
}

/// Units that lead from one offset of the word to another.
#[derive(Debug, Clone, Copy)]
struct Edge {
    to: usize,
    /// What a text must have that has one of them.
    any: Need,
    /// The same, of those that are spelled in whole, and of Han characters: Latin words are abbreviated in names only, and
    /// not in parts of a word.
    han: Need,
    /// The same, of those that are spelled in whole.
    whole: Need,
    /// The same, of those that are spelled in whole and are more than a character.
    long: Need,
    /// What a text must have for another unit to follow; no slot if that is not known.
    pair: Option<Slot>,
}

/// The ways in which units spell a word.
#[derive(Debug, Clone)]
pub(crate) struct Paths {
    /// For each offset of the word.
    edges: Vec<Vec<Edge>>,
    /// What a running text must have in which one unit is the word and counts by itself.
    counts: Need,
    /// Whether initials count in a running text.
    initials: bool,
    /// Whether the word may stand within a unit, of which nothing is known before a text is looked at.
    within: bool,
}

/// The texts of a row in which a word may be found, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Candidates {
    /// By one unit.
    pub single: u64,
    /// By several that follow each other.
    pub run: u64,
    /// In parts.
    pub pieces: u64,
}

/// Buffers of [`Paths::candidates`].
#[derive(Debug, Clone, Default)]
pub(crate) struct Reach {
    runs: Vec<u64>,
    inside: Vec<u64>,
    fewer: Vec<u64>,
    pieces: Vec<u64>,
}

impl Paths {
    /// The ways to spell a word, which may also stand `within` a unit.
    pub fn new(steps: &Steps, units: &Units, within: bool) -> Self {
        let word = steps.spelling();
        let classes: Vec<Option<Class>> = (0..word.len())
            .map(|at| class_at(word.at(at)?, units))
            .collect();
        let mut edges: Vec<Vec<Edge>> = vec![Vec::new(); word.len()];
        let mut counts = Need::Never;
        for Step { id, from, reached } in steps.all().iter().copied() {
            let (Some(unit), Some(found)) = (units.get(id), edges.get_mut(from)) else {
                continue;
            };
            let need = |typed: usize| match word.at(from) {
                Some(first) if unit.kind == UnitKind::Han && unit.text.starts_with(first) => {
                    Need::Character(id)
                }
                _ => need(unit, typed),
            };
            add(found, (unit, reached), from, need);
            let alone = from == 0 && reached.whole & bit(word.len()) != 0;
            if alone && (!word.is_pinyin() || unit.is_word()) {
                counts = counts.or(need(word.len()));
            }
        }
        for (from, found) in edges.iter_mut().enumerate() {
            for edge in found {
                let next = classes.get(edge.to).copied().flatten();
                let pair = classes.get(from).copied().flatten().zip(next);
                edge.pair = pair.map(|(first, second)| Slot::of_pair(first, second));
            }
        }
        prune(&mut edges);
        Self {
            initials: word.len() >= LEAST_IN_TEXT,
            edges,
            counts,
            within,
        }
    }

    /// The running texts of a row that may hold the word, as bits.
    pub fn in_texts(&self, row: &Row, reach: &mut Reach) -> u64 {
        if self.within {
            return u64::MAX;
        }
        let need = if self.initials {
            |edge: &Edge| edge.han
        } else {
            |edge: &Edge| edge.whole
        };
        self.follow(row, need, reach);
        self.counts.met(row) | self.runs(row, need, reach)
    }

    fn leaving(&self, from: usize) -> &[Edge] {
        self.edges.get(from).map_or(&[], Vec::as_slice)
    }

    /// The texts of a row that may hold the word.
    pub fn candidates(&self, row: &Row, pieces: bool, reach: &mut Reach) -> Candidates {
        if self.within {
            return Candidates {
                single: u64::MAX,
                run: u64::MAX,
                pieces: 0,
            };
        }
        let end = self.edges.len();
        let any = |edge: &Edge| edge.any;
        self.follow(row, any, reach);
        let alone = self.leaving(0).iter().filter(|edge| edge.to == end);
        let mut candidates = Candidates {
            single: alone.fold(0, |all, edge| all | edge.any.met(row)),
            run: self.runs(row, any, reach),
            pieces: 0,
        };
        // Two parts have two characters each.
        if pieces && end >= 4 {
            // Initials in two parts, whole syllables in three.
            candidates.pieces = self.in_pieces(row, 2, |edge| edge.han, reach)
                | self.in_pieces(row, MOST_PIECES, |edge| edge.whole, reach);
        }
        candidates
    }

    /// The texts in which several units may lead to the end, once it is known how they may from each offset.
    fn runs(&self, row: &Row, need: fn(&Edge) -> Need, reach: &Reach) -> u64 {
        let several = self.leaving(0).iter();
        let several = several.filter(|edge| edge.to < self.edges.len());
        several.fold(0, |all, edge| {
            all | need(edge).met(row) & pair(edge, row) & at(&reach.runs, edge.to)
        })
    }

    /// From each offset the texts in which a run may lead to the end.
    fn follow(&self, row: &Row, need: fn(&Edge) -> Need, reach: &mut Reach) {
        let end = self.edges.len();
        reach.runs.clear();
        reach.runs.resize(end + 1, u64::MAX);
        for from in (1..end).rev() {
            let mut there = 0;
            for edge in self.leaving(from) {
                there |= need(edge).met(row) & pair(edge, row) & at(&reach.runs, edge.to);
            }
            if let Some(run) = reach.runs.get_mut(from) {
                *run = there;
            }
        }
    }

    /// The texts in which the word may be found in up to so many parts of two characters or more, of units that a
    /// need is asked for.
    fn in_pieces(
        &self,
        row: &Row,
        parts: usize,
        need: fn(&Edge) -> Need,
        reach: &mut Reach,
    ) -> u64 {
        let end = self.edges.len();
        // From each offset, where a part begins, with one part less than is counted; at first with none.
        reach.fewer.clear();
        reach.fewer.resize(end + 1, 0);
        for part in 0..parts {
            // All of the word in the first part was found before.
            let all = if part + 1 == parts { 0 } else { u64::MAX };
            reach.inside.clear();
            reach.inside.resize(end + 1, 0);
            reach.pieces.clear();
            reach.pieces.resize(end + 1, 0);
            let ends = |fewer: &[u64], to: usize| if to == end { all } else { at(fewer, to) };
            for from in (0..end).rev() {
                let (mut inside, mut begun) = (0, 0);
                for edge in self.leaving(from) {
                    let on = if edge.to == end {
                        0
                    } else {
                        pair(edge, row) & at(&reach.inside, edge.to)
                    };
                    let unit = need(edge).met(row);
                    let done = ends(&reach.fewer, edge.to);
                    inside |= unit & (on | done);
                    begun |= unit & on | edge.long.met(row) & done;
                }
                if let (Some(one), Some(other)) =
                    (reach.inside.get_mut(from), reach.pieces.get_mut(from))
                {
                    (*one, *other) = (inside, begun);
                }
            }
            std::mem::swap(&mut reach.fewer, &mut reach.pieces);
        }
        at(&reach.fewer, 0)
    }
}

fn at(masks: &[u64], offset: usize) -> u64 {
    masks.get(offset).copied().unwrap_or(0)
}

fn pair(edge: &Edge, row: &Row) -> u64 {
    edge.pair.map_or(u64::MAX, |slot| row.having(slot))
}

/// The class of the units that a character begins, if they have one.
fn class_at(c: char, units: &Units) -> Option<Class> {
    class_of(c).or_else(|| {
        // A character that stands for itself has many classes if it has several readings; any of them will do.
        let ids = units.beginning(c).iter();
        let unit = ids
            .filter_map(|id| units.get(*id))
            .find(|unit| unit.kind == UnitKind::Han);
        unit.map(|unit| unit.classes.trailing_zeros())
    })
}

/// Adds where a unit leads to.
fn add(
    edges: &mut Vec<Edge>,
    (unit, reached): (&Unit, Reached),
    from: usize,
    need: impl Fn(usize) -> Need,
) {
    let mut rest = reached.any();
    while rest != 0 {
        let to = rest.trailing_zeros() as usize;
        rest &= rest - 1;
        let need = need(to - from);
        let place = edges.iter().position(|edge| edge.to == to);
        let place = place.unwrap_or_else(|| {
            edges.push(Edge {
                to,
                any: Need::Never,
                han: Need::Never,
                whole: Need::Never,
                long: Need::Never,
                pair: None,
            });
            edges.len() - 1
        });
        let Some(edge) = edges.get_mut(place) else {
            continue;
        };
        edge.any = edge.any.or(need);
        if unit.kind == UnitKind::Han || reached.whole & bit(to) != 0 {
            edge.han = edge.han.or(need);
        }
        if reached.whole & bit(to) != 0 {
            edge.whole = edge.whole.or(need);
            // One letter says nothing by itself.
            if unit.length > 1 && to > from + 1 {
                edge.long = edge.long.or(need);
            }
        }
    }
}

/// What a text must have that has a unit of which so many characters are typed.
fn need(unit: &Unit, typed: usize) -> Need {
    let mut letters = unit.text.chars();
    match (unit.kind, letters.next(), letters.next()) {
        (UnitKind::Latin, Some(first), Some(second)) if typed >= 2 => {
            Need::Slots(Some(Slot::of_letters(first, second)), None)
        }
        (UnitKind::Number, _, _) if typed >= DIGITS => match Slot::of_digits(&unit.text) {
            Some(slot) => Need::Slots(None, Some(slot)),
            None => Need::Nothing,
        },
        _ => Need::Nothing,
    }
}

/// Leaves out the edges from which nothing leads to the end.
fn prune(edges: &mut [Vec<Edge>]) {
    let end = edges.len();
    let mut leads = vec![false; end + 1];
    leads[end] = true;
    for from in (0..end).rev() {
        if let Some(leaving) = edges.get_mut(from) {
            leaving.retain(|edge| leads.get(edge.to).copied().unwrap_or(false));
            leads[from] = !leaving.is_empty();
        }
    }
}
