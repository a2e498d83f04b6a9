//! What can be told of a text by a glance at its codes: whether the word may stand in it at all, and how well it is spelled or
//! abbreviated there. Where a glance leaves that open, the text is read.

use std::sync::Arc;

use crate::search::bits::bit;
use crate::search::index::encoded::{
    Code, CodeTable, EncodedText, JOINED, code_of, has, is_half, token_of,
};
use crate::search::matcher::align::{TEXT_START, WORD_START, bonus_after, contiguous_merit};
use crate::search::matcher::automaton::{Automaton, Transition};
use crate::search::matcher::matcher::{Fit, Matcher};
use crate::search::matcher::pattern::{Anchor, Pattern, Run};
use crate::search::matcher::rank::{Completeness, MIN_INITIALS_IN_TEXT, MatchKind};
use crate::search::matcher::term::MatchMode;
use crate::search::matcher::tokens::{Token, TokenKind, TokenTable};

/// What a word makes of each unit, by its code.
pub(crate) struct Prefilter<'a> {
    flags: CodeTable<u16>,
    automaton: Option<Arc<Automaton<'a>>>,
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
struct TokenRole {
    /// The offsets at which it may begin.
    begins: u64,
    /// Those to which it leads from the beginning.
    split: u64,
}

/// In names Latin words may be abbreviated; elsewhere they stand in whole.
const IN_NAMES: usize = 0;
const ELSEWHERE: usize = 1;

/// What a glance at a text tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// How well it spells or abbreviates the word at best.
    Fits(Fit),
    /// It does not.
    NoMatch,
    /// The text must be read.
    Unknown,
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

impl<'a> Prefilter<'a> {
    pub fn new(matcher: &Matcher<'a>) -> Self {
        let mut prefilter = Self {
            flags: CodeTable::new(0, RARE),
            automaton: matcher.automaton.clone(),
            initials: false,
            first: None,
            one: matcher.characters.len() == 1,
            by_words: false,
        };
        let Some(automaton) = &matcher.automaton else {
            return prefilter;
        };
        let term = automaton.pattern();
        let tokens = matcher.tokens;
        let exact = matcher.term.mode == MatchMode::Exact;
        // There must be enough of them.
        prefilter.initials = !exact && term.len() >= MIN_INITIALS_IN_TEXT;
        let all = bit(term.len());
        for step in automaton.transitions().iter().filter(|step| step.from == 0) {
            let (code, reached) = (code_of(step.id), step.reached);
            let Some(token) = tokens.get(step.id).filter(|_| !is_half(code)) else {
                continue;
            };
            let mut flags = prefilter.flags.get(code);
            for kind in [IN_NAMES, ELSEWHERE] {
                let split = prefilter.split(step, token.kind, kind) != 0;
                flags |= if split { BEGINS[kind] } else { 0 };
            }
            if reached.whole & all != 0 {
                flags |= spelled(token, term.len());
                if !term.is_pinyin() || token.is_word() {
                    flags |= COUNTS;
                }
            } else if reached.abbreviated & all != 0 && token.kind == TokenKind::Han && !exact {
                flags |= ABBREVIATED;
            }
            prefilter.flags.set(code, flags);
        }
        let mut pattern = automaton
            .transitions()
            .iter()
            .filter(|step| step.reached.whole & all != 0);
        let is_word = |id| tokens.get(id).is_some_and(Token::is_word);
        prefilter.by_words = prefilter.one && pattern.all(|step| is_word(step.id));
        let starting_with = term
            .at(0)
            .map_or(&[][..], |first| tokens.starting_with(first));
        if matcher.term.may_match_inside_token() {
            prefilter.flag_within(&matcher.term.text, tokens);
        } else if let [first] = starting_with {
            prefilter.first = Some(code_of(*first)).filter(|code| !is_half(*code));
        }
        prefilter.flag_parting(tokens);
        prefilter
    }

    /// Flags the units within which the word stands.
    fn flag_within(&mut self, term: &str, tokens: &TokenTable) {
        for (id, _) in tokens.all().filter(|(_, token)| token.text.contains(term)) {
            let code = code_of(id);
            self.flags.set(code, self.flags.get(code) | WITHIN);
        }
    }

    /// Flags what is passed over.
    fn flag_parting(&mut self, tokens: &TokenTable) {
        let parting = tokens.all().filter(|(_, token)| token.kind.is_separator());
        let parting = parting.map(|(id, _)| code_of(id));
        for code in parting.filter(|code| !is_half(*code)).chain([JOINED]) {
            let flags = self.flags.get(code) | PARTS;
            self.flags.set(code, flags);
        }
    }

    /// Whether only Latin words and numbers spell the word, which is one character.
    pub fn is_spelled_by_words(&self) -> bool {
        self.by_words
    }

    /// To which offsets of the word a unit leads.
    fn split(&self, step: &Transition, token: TokenKind, kind: usize) -> u64 {
        if kind == IN_NAMES || self.initials && token == TokenKind::Han {
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
            let mut led_to = self.role(*code, kind).split;
            for code in rest.by_ref() {
                let flags = self.flags.get(*code);
                let TokenRole { begins, split } = self.role(*code, kind);
                if flags & found != 0 || begins & led_to != 0 {
                    return true;
                }
                led_to = split | if flags & PARTS == 0 { 0 } else { led_to };
                if led_to == 0 {
                    break;
                }
            }
        }
        false
    }

    /// Where in the word a unit may stand.
    fn role(&self, code: Code, kind: usize) -> TokenRole {
        let mut role = TokenRole::default();
        let (Some(automaton), Some(id)) = (self.automaton.as_deref(), token_of(code)) else {
            return role;
        };
        for step in automaton.transitions_on(id) {
            let split = self.split(step, automaton.kind(id), kind);
            role.begins |= if split == 0 { 0 } else { bit(step.from) };
            role.split |= if step.from == 0 { split } else { 0 };
        }
        role
    }

    /// How well a text fits by one unit of it.
    pub fn fit(&self, codes: &[Code], tokens: &TokenTable) -> Verdict {
        if self.lacks_first(codes) {
            return Verdict::NoMatch;
        }
        let (mut abbreviated, mut spelled) = (None, None);
        for (at, code) in codes.iter().enumerate() {
            let flags = self.flags.get(*code);
            if flags & (ABBREVIATED | CHARACTER | WORD | WITHIN | RARE) == 0 {
                continue;
            }
            if flags & (RARE | WORD | WITHIN) != 0 {
                return Verdict::Unknown;
            }
            let Some(bonus) = bonus_at(codes, at, tokens) else {
                return Verdict::Unknown;
            };
            if flags & CHARACTER != 0 {
                spelled = spelled.max(Some(bonus));
                // One character scores more only where it begins a text; of several, a Latin word may.
                if self.one && bonus >= WORD_START {
                    break;
                }
            } else {
                abbreviated = abbreviated.max(Some(bonus));
            }
        }
        let merit = |bonus: i32| contiguous_merit(bonus, 1);
        let (kind, merit) = match (spelled.map(merit), abbreviated.map(merit)) {
            (Some(merit), _) => (MatchKind::Spelled, merit),
            (None, Some(merit)) => (MatchKind::Abbreviated, merit),
            (None, None) => return Verdict::NoMatch,
        };
        let completeness = Completeness::whole_if(codes.len() == 1);
        Verdict::Fits(Fit {
            kind,
            merit,
            completeness,
        })
    }
}

/// How well a word of no form, which may be anywhere, is spelled or abbreviated in a text.
pub(crate) fn fit_run(codes: &[Code], automaton: &Automaton, tokens: &TokenTable) -> Verdict {
    let mut best = Verdict::NoMatch;
    automaton.each_run(EncodedText(codes), Anchor::default(), |run| {
        let kind = run.kind();
        let better = match best {
            Verdict::Fits(best) if best.kind > kind => return,
            Verdict::Fits(best) if best.kind == kind => Some(best),
            Verdict::Unknown => return,
            Verdict::Fits(_) | Verdict::NoMatch => None,
        };
        let Some(merit) = run_merit(codes, &run, automaton.pattern(), tokens) else {
            best = Verdict::Unknown;
            return;
        };
        let completeness = Completeness::whole_if(run.tokens == (0..codes.len()));
        let fit = Fit {
            kind,
            merit,
            completeness,
        };
        if better.is_none_or(|best| fit.is_better(&best)) {
            best = Verdict::Fits(fit);
        }
    });
    best
}

/// What it merits that a run of Han characters, or one Latin word, is matched; none if something may merit more than that
/// it stands together there.
fn run_merit(codes: &[Code], run: &Run, term: &Pattern, tokens: &TokenTable) -> Option<i64> {
    let start = run.tokens.start;
    let matched = codes.get(run.tokens.clone())?;
    let first = *matched.first()?;
    let bonus = bonus_at(codes, start, tokens)?;
    let kind = |code: &Code| token_of(*code).map(|id| tokens.kind(id));
    if matched
        .iter()
        .all(|code| kind(code) == Some(TokenKind::Han))
    {
        let mut places = codes.iter().enumerate().filter(|(_, code)| **code == first);
        let no_more = |at| bonus_at(codes, at, tokens).is_some_and(|other| other <= bonus);
        let scores_most = places.all(|(at, _)| at == start || no_more(at));
        return scores_most.then(|| contiguous_merit(bonus, matched.len()));
    }
    let is_word = matches!(kind(&first)?, TokenKind::Latin | TokenKind::Number);
    let begins_text = || tokens.get(token_of(*codes.first()?)?)?.text.chars().next();
    let begins_otherwise = || begins_text().is_some_and(|c| Some(c) != term.at(0));
    let scores_most = bonus == TEXT_START || bonus == WORD_START && begins_otherwise();
    (is_word && matched.len() == 1 && scores_most).then(|| contiguous_merit(bonus, term.len()))
}

fn spelled(token: &Token, typed: usize) -> u16 {
    // A number or a Latin word that is spelled by one letter is matched by that letter alone.
    if token.length == 1 || typed == 1 {
        CHARACTER
    } else {
        WORD
    }
}

/// What the character with which a unit begins scores for where it stands; none if a glance does not tell what is before it.
fn bonus_at(codes: &[Code], at: usize, tokens: &TokenTable) -> Option<i32> {
    let Some(before) = at.checked_sub(1) else {
        return Some(TEXT_START);
    };
    let (before, this) = (*codes.get(before)?, token_of(*codes.get(at)?)?);
    if before == JOINED {
        return Some(0);
    }
    let before = token_of(before)?;
    Some(match tokens.kind(before) {
        TokenKind::Space => WORD_START,
        TokenKind::Latin | TokenKind::Number if tokens.is_word(this) => WORD_START,
        TokenKind::Han | TokenKind::Latin | TokenKind::Number => 0,
        TokenKind::Symbol => {
            let mark = tokens.get(before)?.text.chars().next_back();
            mark.map_or(0, bonus_after)
        }
    })
}
