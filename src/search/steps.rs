//! A word held against the units of many texts: the runs and pieces that spell it.

use std::cell::{OnceCell, RefCell};
use std::ops::Range;

use super::spelling::{Anchor, Reached, Run, Spelling, bit};
use super::units::{UnitId, UnitKind, Units};

/// The fewest Latin words that their first letters abbreviate: two letters begin two words in nearly every title.
const LEAST_LATIN: usize = 3;

/// A word held against the units of a table. What the word makes of a unit is found when it is first asked for.
pub(super) struct Steps<'a> {
    spelling: &'a Spelling,
    units: &'a Units,
    /// For each offset of the word, which units may stand for what is typed there.
    begins: Vec<OnceCell<Vec<bool>>>,
    /// What is reached from each offset, for each unit that may stand for anything.
    known: RefCell<Vec<Option<Box<[Reached]>>>>,
}

impl<'a> Steps<'a> {
    pub fn new(spelling: &'a Spelling, units: &'a Units) -> Self {
        Self {
            spelling,
            units,
            begins: vec![OnceCell::new(); spelling.len() + 1],
            known: RefCell::new(vec![None; units.len()]),
        }
    }

    /// The word.
    pub fn spelling(&self) -> &Spelling {
        self.spelling
    }

    /// Whether any of the units may begin the word.
    pub fn may_begin(&self, text: &[UnitId]) -> bool {
        let begins = self.begins(0);
        text.iter().any(|id| is_set(begins, *id))
    }

    /// Which units may stand for what is typed from an offset on.
    fn begins(&self, from: usize) -> &[bool] {
        let begins = self.begins.get(from).map(|begins| {
            begins.get_or_init(|| {
                let first = self.spelling.at(from);
                let ids = first.map_or(&[][..], |first| self.units.beginning(first));
                let mut begins = vec![false; self.units.len()];
                for id in ids {
                    if let Some(begins) = begins.get_mut(*id as usize) {
                        *begins = true;
                    }
                }
                begins
            })
        });
        begins.map_or(&[], Vec::as_slice)
    }

    /// The runs in which units spell the word: for each unit where one begins the shortest, and the shortest that is
    /// spelled out if there is one.
    pub fn runs(&self, text: &[UnitId], anchor: Anchor) -> Vec<Run> {
        let first = text.iter().position(|id| !self.kind(*id).parts());
        let starts = match (anchor.start, first) {
            (true, Some(first)) => first..first + 1,
            (true, None) => 0..0,
            (false, _) => 0..text.len(),
        };
        let mut runs = Vec::new();
        let begins = self.begins(0);
        for start in starts {
            if !text.get(start).is_some_and(|id| is_set(begins, *id)) {
                continue;
            }
            let mut abbreviated = None;
            let mut spelled = None;
            let there = bit(self.spelling.len());
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
                runs.push(Run {
                    units: start..end,
                    spelled: spelled.is_some(),
                });
            }
        }
        runs
    }

    /// The offsets of the word to which units lead from an offset in one run of two characters or more, each with a
    /// run that leads there.
    pub fn pieces(&self, text: &[UnitId], from: usize) -> Vec<(usize, Run)> {
        let mut pieces: Vec<(usize, Run)> = Vec::new();
        let begins = self.begins(from);
        for (start, id) in text.iter().enumerate() {
            if !is_set(begins, *id) {
                continue;
            }
            self.follow(text, start, from, |end, reached| {
                let run = start..end;
                if self.is_enough(text, run.clone()) {
                    let initials = self.is_han(text, run.clone()) && self.is_phrase(text, run);
                    let there = if initials {
                        reached.any()
                    } else {
                        reached.whole
                    };
                    // One letter says nothing by itself.
                    let mut rest = there & !bit(from) & !bit(from + 1);
                    while rest != 0 {
                        let to = rest.trailing_zeros() as usize;
                        rest &= rest - 1;
                        let run = Run {
                            units: start..end,
                            spelled: reached.whole & bit(to) != 0,
                        };
                        pieces.push((to, run));
                    }
                }
                true
            });
        }
        pieces
    }

    /// Goes from unit to unit as long as they spell on, and tells after each which offsets are reached; until told
    /// to stop.
    fn follow(
        &self,
        text: &[UnitId],
        start: usize,
        from: usize,
        mut tell: impl FnMut(usize, Reached) -> bool,
    ) {
        let mut reached = Reached {
            whole: bit(from),
            abbreviated: 0,
        };
        for (at, id) in text.iter().enumerate().skip(start) {
            let mut next = self.next(*id, reached);
            // What parts two units need not be typed.
            if at > start && self.kind(*id).parts() {
                next.join(reached);
            }
            if next.any() == 0 || !tell(at + 1, next) {
                return;
            }
            reached = next;
        }
    }

    /// The offsets that are reached behind a unit.
    fn next(&self, id: UnitId, before: Reached) -> Reached {
        let mut next = Reached::default();
        let mut rest = before.any() & !bit(self.spelling.len());
        while rest != 0 {
            let from = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            let there = self.step(id, from);
            if before.whole & bit(from) != 0 {
                next.join(there);
            }
            if before.abbreviated & bit(from) != 0 {
                next.abbreviated |= there.any();
            }
        }
        next
    }

    fn step(&self, id: UnitId, from: usize) -> Reached {
        if !is_set(self.begins(from), id) {
            return Reached::default();
        }
        let mut known = self.known.borrow_mut();
        let Some(steps) = known.get_mut(id as usize) else {
            return Reached::default();
        };
        let steps = steps.get_or_insert_with(|| {
            let offsets = 0..=self.spelling.len();
            let unit = self.units.get(id);
            offsets
                .map(|from| {
                    unit.map_or_else(Reached::default, |unit| self.spelling.step(unit, from))
                })
                .collect()
        });
        steps.get(from).copied().unwrap_or_default()
    }

    /// The characters of the text that a run matches, in order, if it spells the word from an offset to another.
    pub fn positions(&self, text: &[UnitId], run: &Run, word: Range<usize>) -> Vec<usize> {
        let mut reached = vec![Reached {
            whole: bit(word.start),
            abbreviated: 0,
        }];
        self.follow(text, run.units.start, word.start, |end, next| {
            reached.push(next);
            end < run.units.end
        });
        let places = self.units.places(text);
        let mut positions = Vec::new();
        let mut to = word.end;
        let units = run.units.clone().zip(&reached).rev();
        for (at, before) in units {
            let (Some(id), Some(place)) = (text.get(at), places.get(at)) else {
                continue;
            };
            let leads = |from: &usize| {
                before.any() & bit(*from) != 0 && self.step(*id, *from).any() & bit(to) != 0
            };
            let Some(from) = (0..to).rev().find(leads) else {
                continue; // a mark that was not typed
            };
            let length = self.units.get(*id).map_or(0, |unit| unit.length);
            let shown = if length == 1 { 1 } else { to - from };
            positions.extend((*place..place + shown).rev());
            to = from;
        }
        positions.reverse();
        positions
    }

    /// How many Han characters are among units.
    pub fn han(&self, text: &[UnitId], run: Range<usize>) -> usize {
        let kinds = text.get(run).unwrap_or_default().iter();
        kinds.filter(|id| self.kind(**id) == UnitKind::Han).count()
    }

    /// Whether so many units are more than a chance: two Han characters, or a Latin word or a number of two.
    fn is_enough(&self, text: &[UnitId], run: Range<usize>) -> bool {
        let units = text.get(run).unwrap_or_default().iter();
        let units = units.filter_map(|id| self.units.get(*id));
        let lengths = units
            .filter(|unit| !unit.kind.parts())
            .map(|unit| unit.length);
        lengths.sum::<usize>() >= 2
    }

    fn is_han(&self, text: &[UnitId], run: Range<usize>) -> bool {
        let len = run.len();
        self.han(text, run) == len
    }

    /// Whether initials may abbreviate units: Han characters that nothing parts, or several Latin words.
    fn is_phrase(&self, text: &[UnitId], run: Range<usize>) -> bool {
        let units = text.get(run).unwrap_or_default();
        let (mut spelled, mut han) = (0, true);
        let (mut parted, mut after_han) = (false, false);
        for kind in units.iter().map(|id| self.kind(*id)) {
            if kind.parts() {
                parted = true;
                continue;
            }
            let is_han = kind == UnitKind::Han;
            if parted && after_han && is_han {
                return false;
            }
            spelled += 1;
            han &= is_han;
            (parted, after_han) = (false, is_han);
        }
        han || spelled >= LEAST_LATIN
    }

    fn rest_is_marks(&self, text: &[UnitId], from: usize) -> bool {
        let rest = text.get(from..).unwrap_or_default();
        rest.iter().all(|id| self.kind(*id).parts())
    }

    fn kind(&self, id: UnitId) -> UnitKind {
        self.units.kind(id)
    }
}

fn is_set(flags: &[bool], id: UnitId) -> bool {
    flags.get(id as usize).copied().unwrap_or(false)
}
