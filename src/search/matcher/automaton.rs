//! A word held against the units of many texts: the runs and pieces that spell it.

use std::ops::Range;

use super::pattern::{Anchor, Reached, Run, Spelling};
use super::tokens::{UnitId, UnitKind, Units};
use crate::search::bits::{bit, bits_of};

/// The fewest Latin words that their first letters abbreviate: two letters begin two words in nearly every title.
const LEAST_LATIN: usize = 3;

/// A text as units, however it is kept: as their numbers, or as codes.
pub(crate) trait Line: Copy {
    /// How many places it has, at each of which a unit may begin.
    fn len(self) -> usize;
    /// The unit that begins at a place, and the place behind it; none where no unit begins.
    fn unit(self, at: usize) -> Option<(UnitId, usize)>;
}

impl Line for &[UnitId] {
    fn len(self) -> usize {
        self.len()
    }

    fn unit(self, at: usize) -> Option<(UnitId, usize)> {
        self.get(at).map(|id| (*id, at + 1))
    }
}

/// A word held against the units of a table.
pub(crate) struct Steps<'a> {
    spelling: &'a Spelling,
    units: &'a Units,
    /// What the word makes of units, those of a unit together, by their offsets.
    all: Vec<Step>,
    /// Behind the last step of each unit; the first begin at 0.
    ends: Vec<u32>,
}

/// What is reached if a unit begins at an offset of the word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    pub id: UnitId,
    pub from: usize,
    pub reached: Reached,
}

impl<'a> Steps<'a> {
    pub fn new(spelling: &'a Spelling, units: &'a Units) -> Self {
        let mut steps = Vec::new();
        for from in 0..spelling.len() {
            let first = spelling.at(from);
            let ids = first.map_or(&[][..], |first| units.beginning(first));
            for id in ids {
                let unit = units.get(*id);
                let reached = unit.map(|unit| spelling.step(unit, from));
                let reached = reached.unwrap_or_default();
                if reached.any() != 0 {
                    steps.push(Step {
                        id: *id,
                        from,
                        reached,
                    });
                }
            }
        }
        steps.sort_by_key(|step| step.id);
        let mut ends = vec![0u32; units.len()];
        for (end, step) in (1..).zip(&steps) {
            if let Some(known) = ends.get_mut(step.id as usize) {
                *known = end;
            }
        }
        let mut last = 0;
        for end in &mut ends {
            last = last.max(*end);
            *end = last;
        }
        Self {
            spelling,
            units,
            all: steps,
            ends,
        }
    }

    /// The word.
    pub fn spelling(&self) -> &Spelling {
        self.spelling
    }

    /// What the word makes of all units that may stand for a part of it.
    pub fn all(&self) -> &[Step] {
        &self.all
    }

    /// What the word makes of a unit.
    pub fn of(&self, id: UnitId) -> &[Step] {
        let at = id as usize;
        let Some(end) = self.ends.get(at) else {
            return &[];
        };
        let begin = at.checked_sub(1).and_then(|before| self.ends.get(before));
        let begin = begin.copied().unwrap_or(0);
        self.all
            .get(begin as usize..*end as usize)
            .unwrap_or_default()
    }

    /// Whether a unit may stand for what is typed from an offset on.
    fn begins(&self, id: UnitId, from: usize) -> bool {
        self.of(id).iter().any(|step| step.from == from)
    }

    /// Whether any of the units may begin the word.
    pub fn may_begin(&self, text: &[UnitId]) -> bool {
        text.iter().any(|id| self.begins(*id, 0))
    }

    /// The runs in which units spell the word, in order.
    pub fn runs(&self, text: &[UnitId], anchor: Anchor) -> Vec<Run> {
        let mut runs = Vec::new();
        self.each_run(text, anchor, |run| runs.push(run));
        runs
    }

    /// Tells the runs in which units spell the word: for each unit where one begins the shortest, and the shortest that is
    /// spelled out if there is one.
    pub fn each_run<L: Line>(&self, text: L, anchor: Anchor, mut tell: impl FnMut(Run)) {
        let there = bit(self.spelling.len());
        for start in 0..text.len() {
            let Some((id, _)) = text.unit(start) else {
                continue;
            };
            // Only marks may stand before what begins a text.
            if anchor.start && self.kind(id).parts() {
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
                    tell(Run {
                        units: start..end,
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
    pub fn each_piece<L: Line>(
        &self,
        text: L,
        from: usize,
        mut tell: impl FnMut(Range<usize>, Reached),
    ) {
        for start in 0..text.len() {
            let begins = |(id, _)| self.begins(id, from);
            if text.unit(start).is_some_and(begins) {
                self.each_piece_at(text, start, from, &mut tell);
            }
        }
    }

    /// The same from any offset of the word, each with that.
    pub fn each_piece_from<L: Line>(&self, text: L, mut tell: impl FnMut(usize, Reached)) {
        for start in 0..text.len() {
            let steps = text.unit(start).map_or(&[][..], |(id, _)| self.of(id));
            for Step { from, .. } in steps {
                self.each_piece_at(text, start, *from, &mut |_, there| tell(*from, there));
            }
        }
    }

    fn each_piece_at<L: Line>(
        &self,
        text: L,
        start: usize,
        from: usize,
        tell: &mut impl FnMut(Range<usize>, Reached),
    ) {
        // One letter says nothing by itself.
        let letter = bit(from) | bit(from + 1);
        self.follow(text, start, from, |end, reached| {
            if reached.any() & !letter != 0 && self.is_enough(text, start..end) {
                let initials = self.is_han(text, start..end);
                let abbreviated = if initials { reached.any() } else { 0 };
                tell(
                    start..end,
                    Reached {
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
    pub fn pieces(&self, text: &[UnitId], from: usize) -> Vec<(usize, Run)> {
        let mut pieces: Vec<(usize, Run)> = Vec::new();
        self.each_piece(text, from, |units, there| {
            for to in bits_of(there.any()) {
                let spelled = there.whole & bit(to) != 0;
                let units = units.clone();
                pieces.push((to, Run { units, spelled }));
            }
        });
        pieces
    }

    /// Goes from unit to unit as long as they spell on, and tells after each which offsets are reached; until told
    /// to stop.
    fn follow<L: Line>(
        &self,
        text: L,
        start: usize,
        from: usize,
        mut tell: impl FnMut(usize, Reached) -> bool,
    ) {
        let mut reached = Reached {
            whole: bit(from),
            abbreviated: 0,
        };
        let mut at = start;
        while at < text.len() {
            let Some((id, end)) = text.unit(at) else {
                at += 1;
                continue;
            };
            let mut next = self.next(id, reached);
            // What parts two units need not be typed.
            if at > start && self.kind(id).parts() {
                next.join(reached);
            }
            if next.any() == 0 || !tell(end, next) {
                return;
            }
            reached = next;
            at = end;
        }
    }

    /// The offsets that are reached behind a unit.
    fn next(&self, id: UnitId, before: Reached) -> Reached {
        let mut next = Reached::default();
        for Step { from, reached, .. } in self.of(id) {
            if before.whole & bit(*from) != 0 {
                next.join(*reached);
            }
            if before.abbreviated & bit(*from) != 0 {
                next.abbreviated |= reached.any();
            }
        }
        next
    }

    fn step(&self, id: UnitId, from: usize) -> Reached {
        let mut steps = self.of(id).iter();
        let step = steps.find(|step| step.from == from);
        step.map_or_else(Reached::default, |step| step.reached)
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
    pub fn han<L: Line>(&self, text: L, run: Range<usize>) -> usize {
        let kinds = self.kinds(text, run);
        kinds.filter(|kind| *kind == UnitKind::Han).count()
    }

    /// Whether so many units are more than a chance: two Han characters, or a Latin word or a number of two.
    fn is_enough<L: Line>(&self, text: L, run: Range<usize>) -> bool {
        let units = ids(text, run).filter_map(|id| self.units.get(id));
        let mut lengths = units
            .filter(|unit| !unit.kind.parts())
            .map(|unit| unit.length);
        lengths
            .try_fold(0, |sum, length| {
                let sum = sum + length;
                (sum < 2).then_some(sum)
            })
            .is_none()
    }

    /// Whether units are Han characters, which nothing parts.
    fn is_han<L: Line>(&self, text: L, run: Range<usize>) -> bool {
        self.kinds(text, run).all(|kind| kind == UnitKind::Han)
    }

    /// Whether initials may abbreviate units: Han characters that nothing parts, or several Latin words.
    fn is_phrase<L: Line>(&self, text: L, run: Range<usize>) -> bool {
        let (mut spelled, mut han) = (0, true);
        let (mut parted, mut after_han) = (false, false);
        for kind in self.kinds(text, run) {
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

    fn rest_is_marks<L: Line>(&self, text: L, from: usize) -> bool {
        self.kinds(text, from..text.len()).all(UnitKind::parts)
    }

    fn kinds<L: Line>(&self, text: L, run: Range<usize>) -> impl Iterator<Item = UnitKind> {
        ids(text, run).map(|id| self.kind(id))
    }

    /// Of what kind a unit is.
    pub fn kind(&self, id: UnitId) -> UnitKind {
        self.units.kind(id)
    }
}

/// The units that begin among places of a text.
fn ids<L: Line>(text: L, places: Range<usize>) -> impl Iterator<Item = UnitId> {
    places.filter_map(move |at| Some(text.unit(at)?.0))
}

/// Whether a folded text holds what letters spell, at its beginning or anywhere: `Some(true)` for whole syllables and
/// words, `Some(false)` for initials.
pub(crate) fn reads(text: &str, letters: &Spelling, anchor: Anchor) -> Option<bool> {
    let mut units = Units::default();
    let mut ids = Vec::new();
    units.read(text, &mut ids);
    let runs = Steps::new(letters, &units).runs(&ids, anchor);
    runs.into_iter().map(|run| run.spelled).max()
}
