//! What can be told of a text by a glance at its codes: whether the word may stand in it at all, and how well it is spelled or
//! abbreviated there. Where a glance leaves that open, the text is read.

use std::sync::Arc;

use crate::search::bits::bit;
use crate::search::index::encoded::{ByCode, Code, Coded, JOINED, code_of, has, is_rare, unit_of};
use crate::search::matcher::align::{FIRST, HEAD, bonus_behind, together};
use crate::search::matcher::automaton::{Step, Steps};
use crate::search::matcher::matcher::{Fit, Seeker};
use crate::search::matcher::pattern::{Anchor, Run, Spelling};
use crate::search::matcher::rank::{LEAST_IN_TEXT, Manner};
use crate::search::matcher::term::Form;
use crate::search::matcher::tokens::{Unit, UnitKind, Units};

/// What a word makes of each unit, by its code.
pub(crate) struct Glancer<'a> {
    flags: ByCode<u16>,
    steps: Option<Arc<Steps<'a>>>,
    /// Whether initials count elsewhere than in names.
    initials: bool,
    /// The one unit with which the word begins, if there is only one.
    first: Option<Code>,
    /// Whether the word is one character.
    one: bool,
    /// Whether it is, and only Latin words and numbers spell it, and all else at most abbreviates it.
    by_words: bool,
}

/// Where in the word a unit may stand, as bits.
#[derive(Debug, Clone, Copy, Default)]
struct Part {
    /// The offsets at which it may begin.
    begins: u64,
    /// Those to which it leads from the beginning.
    leads: u64,
}

/// In names Latin words may be abbreviated; elsewhere they stand in whole.
const IN_NAMES: usize = 0;
const ELSEWHERE: usize = 1;

/// What a glance at a text tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Glance {
    /// How well it spells or abbreviates the word at best.
    Fits(Fit),
    /// It does not.
    FitsNot,
    /// The text must be read.
    Unclear,
}

/// The unit abbreviates all of the word.
const ABBREVIATED: u16 = 1;
/// It spells all of the word, which stands for one character of it.
const CHARACTER: u16 = 2;
/// It spells all of the word, character by character.
const WORD: u16 = 4;
/// In a running text it counts by itself.
const COUNTS: u16 = 8;
/// The word may begin with it, in a name and elsewhere.
const BEGINS: [u16; 2] = [16, 32];
/// It is passed over where it is not typed.
const PARTS: u16 = 64;
/// It has no code of its own, so a glance tells nothing.
const RARE: u16 = 128;
/// The word stands within it, where that counts.
const WITHIN: u16 = 256;

impl<'a> Glancer<'a> {
    pub fn new(seeker: &Seeker<'a>) -> Self {
        let mut glancer = Self {
            flags: ByCode::new(0, RARE),
            steps: seeker.steps.clone(),
            initials: false,
            first: None,
            one: seeker.characters.len() == 1,
            by_words: false,
        };
        let Some(steps) = &seeker.steps else {
            return glancer;
        };
        let word = steps.spelling();
        let units = seeker.units;
        let exact = seeker.word.form == Form::Exact;
        // There must be enough of them.
        glancer.initials = !exact && word.len() >= LEAST_IN_TEXT;
        let all = bit(word.len());
        for step in steps.all().iter().filter(|step| step.from == 0) {
            let (code, reached) = (code_of(step.id), step.reached);
            let Some(unit) = units.get(step.id).filter(|_| !is_rare(code)) else {
                continue;
            };
            let mut flags = glancer.flags.get(code);
            for kind in [IN_NAMES, ELSEWHERE] {
                let leads = glancer.leads(step, unit.kind, kind) != 0;
                flags |= if leads { BEGINS[kind] } else { 0 };
            }
            if reached.whole & all != 0 {
                flags |= spelled(unit, word.len());
                if !word.is_pinyin() || unit.is_word() {
                    flags |= COUNTS;
                }
            } else if reached.abbreviated & all != 0 && unit.kind == UnitKind::Han && !exact {
                flags |= ABBREVIATED;
            }
            glancer.flags.set(code, flags);
        }
        let mut spelling = steps
            .all()
            .iter()
            .filter(|step| step.reached.whole & all != 0);
        let is_word = |id| units.get(id).is_some_and(Unit::is_word);
        glancer.by_words = glancer.one && spelling.all(|step| is_word(step.id));
        let beginning = word.at(0).map_or(&[][..], |first| units.beginning(first));
        if seeker.word.may_be_within() {
            glancer.flag_within(&seeker.word.text, units);
        } else if let [first] = beginning {
            glancer.first = Some(code_of(*first)).filter(|code| !is_rare(*code));
        }
        glancer.flag_parting(units);
        glancer
    }

    /// Flags the units within which the word stands.
    fn flag_within(&mut self, word: &str, units: &Units) {
        for (id, _) in units.all().filter(|(_, unit)| unit.text.contains(word)) {
            let code = code_of(id);
            self.flags.set(code, self.flags.get(code) | WITHIN);
        }
    }

    /// Flags what is passed over.
    fn flag_parting(&mut self, units: &Units) {
        let parting = units.all().filter(|(_, unit)| unit.kind.parts());
        let parting = parting.map(|(id, _)| code_of(id));
        for code in parting.filter(|code| !is_rare(*code)).chain([JOINED]) {
            let flags = self.flags.get(code) | PARTS;
            self.flags.set(code, flags);
        }
    }

    /// Whether only Latin words and numbers spell the word, which is one character.
    pub fn is_spelled_by_words(&self) -> bool {
        self.by_words
    }

    /// To which offsets of the word a unit leads.
    fn leads(&self, step: &Step, unit: UnitKind, kind: usize) -> u64 {
        if kind == IN_NAMES || self.initials && unit == UnitKind::Han {
            step.reached.any()
        } else {
            step.reached.whole
        }
    }

    /// Whether a text lacks the one unit with which the word begins.
    fn lacks_first(&self, codes: &[Code]) -> bool {
        self.first.is_some_and(|first| !has(codes, first))
    }

    /// Whether the word may be spelled or abbreviated in a text.
    pub fn may_be_spelled_in(&self, codes: &[Code]) -> bool {
        self.may_stand_in(codes, ABBREVIATED | CHARACTER | WORD | WITHIN, IN_NAMES)
    }

    /// Whether the word may be found in a running text.
    pub fn may_be_found_in(&self, codes: &[Code]) -> bool {
        self.may_stand_in(codes, COUNTS | WITHIN, ELSEWHERE)
    }

    /// Whether there is a unit that is flagged, or one that may begin the word and another behind it that may go on.
    fn may_stand_in(&self, codes: &[Code], alone: u16, kind: usize) -> bool {
        if self.lacks_first(codes) {
            return false;
        }
        let found = alone | RARE;
        let mut rest = codes.iter();
        let passed = |code: &&Code| self.flags.get(**code) & (found | BEGINS[kind]) == 0;
        while let Some(code) = rest.by_ref().find(|code| !passed(code)) {
            if self.flags.get(*code) & found != 0 {
                return true;
            }
            let mut led_to = self.part(*code, kind).leads;
            for code in rest.by_ref() {
                let flags = self.flags.get(*code);
                let Part { begins, leads } = self.part(*code, kind);
                if flags & found != 0 || begins & led_to != 0 {
                    return true;
                }
                led_to = leads | if flags & PARTS == 0 { 0 } else { led_to };
                if led_to == 0 {
                    break;
                }
            }
        }
        false
    }

    /// Where in the word a unit may stand.
    fn part(&self, code: Code, kind: usize) -> Part {
        let mut part = Part::default();
        let (Some(steps), Some(id)) = (self.steps.as_deref(), unit_of(code)) else {
            return part;
        };
        for step in steps.of(id) {
            let leads = self.leads(step, steps.kind(id), kind);
            part.begins |= if leads == 0 { 0 } else { bit(step.from) };
            part.leads |= if step.from == 0 { leads } else { 0 };
        }
        part
    }

    /// How well a text fits by one unit of it.
    pub fn fit(&self, codes: &[Code], units: &Units) -> Glance {
        if self.lacks_first(codes) {
            return Glance::FitsNot;
        }
        let (mut abbreviated, mut spelled) = (None, None);
        for (at, code) in codes.iter().enumerate() {
            let flags = self.flags.get(*code);
            if flags & (ABBREVIATED | CHARACTER | WORD | WITHIN | RARE) == 0 {
                continue;
            }
            if flags & (RARE | WORD | WITHIN) != 0 {
                return Glance::Unclear;
            }
            let Some(bonus) = bonus_at(codes, at, units) else {
                return Glance::Unclear;
            };
            if flags & CHARACTER != 0 {
                spelled = spelled.max(Some(bonus));
                // One character scores more only where it begins a text; of several, a Latin word may.
                if self.one && bonus >= HEAD {
                    break;
                }
            } else {
                abbreviated = abbreviated.max(Some(bonus));
            }
        }
        let merit = |bonus: i32| together(bonus, 1);
        let (manner, merit) = match (spelled.map(merit), abbreviated.map(merit)) {
            (Some(merit), _) => (Manner::Spelled, merit),
            (None, Some(merit)) => (Manner::Abbreviated, merit),
            (None, None) => return Glance::FitsNot,
        };
        let all = codes.len() == 1;
        Glance::Fits(Fit { manner, merit, all })
    }
}

/// How well a word of no form, which may be anywhere, is spelled or abbreviated in a text.
pub(crate) fn fit_run(codes: &[Code], steps: &Steps, units: &Units) -> Glance {
    let mut best = Glance::FitsNot;
    steps.each_run(Coded(codes), Anchor::default(), |run| {
        let manner = run.manner();
        let better = match best {
            Glance::Fits(best) if best.manner > manner => return,
            Glance::Fits(best) if best.manner == manner => Some(best),
            Glance::Unclear => return,
            Glance::Fits(_) | Glance::FitsNot => None,
        };
        let Some(merit) = merit_together(codes, &run, steps.spelling(), units) else {
            best = Glance::Unclear;
            return;
        };
        let all = run.units == (0..codes.len());
        let fit = Fit { manner, merit, all };
        if better.is_none_or(|best| fit.is_better(&best)) {
            best = Glance::Fits(fit);
        }
    });
    best
}

/// What it merits that a run of Han characters, or one Latin word, is matched; none if something may merit more than that
/// it stands together there.
fn merit_together(codes: &[Code], run: &Run, word: &Spelling, units: &Units) -> Option<i64> {
    let start = run.units.start;
    let matched = codes.get(run.units.clone())?;
    let first = *matched.first()?;
    let bonus = bonus_at(codes, start, units)?;
    let kind = |code: &Code| unit_of(*code).map(|id| units.kind(id));
    if matched.iter().all(|code| kind(code) == Some(UnitKind::Han)) {
        let mut places = codes.iter().enumerate().filter(|(_, code)| **code == first);
        let no_more = |at| bonus_at(codes, at, units).is_some_and(|other| other <= bonus);
        let scores_most = places.all(|(at, _)| at == start || no_more(at));
        return scores_most.then(|| together(bonus, matched.len()));
    }
    let is_word = matches!(kind(&first)?, UnitKind::Latin | UnitKind::Number);
    let begins_text = || units.get(unit_of(*codes.first()?)?)?.text.chars().next();
    let begins_otherwise = || begins_text().is_some_and(|c| Some(c) != word.at(0));
    let scores_most = bonus == FIRST || bonus == HEAD && begins_otherwise();
    (is_word && matched.len() == 1 && scores_most).then(|| together(bonus, word.len()))
}

fn spelled(unit: &Unit, typed: usize) -> u16 {
    // A number or a Latin word that is spelled by one letter is matched by that letter alone.
    if unit.length == 1 || typed == 1 {
        CHARACTER
    } else {
        WORD
    }
}

/// What the character with which a unit begins scores for where it stands; none if a glance does not tell what is before it.
fn bonus_at(codes: &[Code], at: usize, units: &Units) -> Option<i32> {
    let Some(before) = at.checked_sub(1) else {
        return Some(FIRST);
    };
    let (before, this) = (*codes.get(before)?, unit_of(*codes.get(at)?)?);
    if before == JOINED {
        return Some(0);
    }
    let before = unit_of(before)?;
    Some(match units.kind(before) {
        UnitKind::Blank => HEAD,
        UnitKind::Latin | UnitKind::Number if units.is_word(this) => HEAD,
        UnitKind::Han | UnitKind::Latin | UnitKind::Number => 0,
        UnitKind::Mark => {
            let mark = units.get(before)?.text.chars().next_back();
            mark.map_or(0, bonus_behind)
        }
    })
}
