//! Prefilter: a fast path over the codes of a text. It tells whether the term may match, and often how well, by a table
//! of flags with an entry for each code; only where that is not enough the text is decoded.

use std::sync::Arc;

use crate::search::bits::bit;
use crate::search::index::encoded::{
    Code, CodeTable, EncodedText, JOINED, code_of, is_half, token_of,
};
use crate::search::matcher::align::{TEXT_START, WORD_START, bonus_after, contiguous_merit};
use crate::search::matcher::automaton::{Automaton, Transition};
use crate::search::matcher::matcher::{Fit, Matcher};
use crate::search::matcher::pattern::{Anchor, Pattern, Run};
use crate::search::matcher::rank::{Completeness, MIN_INITIALS_IN_TEXT, MatchKind};
use crate::search::matcher::term::MatchMode;
use crate::search::matcher::tokens::{Token, TokenKind, TokenTable};
use crate::search::mechanisms::{Mechanism, Without};

/// What each token can do for a term, as flags by code.
pub(crate) struct Prefilter<'a> {
    flags: CodeTable<u8>,
    automaton: Option<Arc<Automaton<'a>>>,
    /// Whether initials may match in running text.
    initials: bool,
    /// Whether the term has one character.
    one: bool,
    without: Without,
}

/// Where in the term a token may stand, as bits.
#[derive(Debug, Clone, Copy, Default)]
struct TokenRole {
    /// The offsets it may begin at.
    begins: u64,
    /// The offsets it leads to from the beginning of the term.
    targets: u64,
}

/// What the codes of a text tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// How well the text matches.
    Fits(Fit),
    /// It does not match.
    NoMatch,
    /// The text must be decoded and matched.
    Unknown,
}

/// The token abbreviates the whole term.
const ABBREVIATED: u8 = 1;
/// It spells the whole term, and one character of it is matched.
const CHARACTER: u8 = 2;
/// It spells the whole term, several characters of it.
const WORD: u8 = 4;
/// It spells the whole term and is a match in running text by itself.
const COUNTS: u8 = 8;
/// The term may begin with it in running text.
const BEGINS: u8 = 16;
/// It may be skipped if it is not typed.
const SEPARATOR: u8 = 32;
/// It is half of a token's code, so its flags tell nothing.
const HALF: u8 = 64;
/// The term occurs inside it, and may match there.
const WITHIN: u8 = 128;

impl<'a> Prefilter<'a> {
    /// The flags of all tokens for a term; without a pattern none are set.
    pub fn new(matcher: &Matcher<'a>, without: Without) -> Self {
        let mut prefilter = Self {
            flags: CodeTable::new(0, HALF),
            automaton: matcher.automaton.clone(),
            initials: false,
            one: matcher.characters.len() == 1,
            without,
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
            let (code, states) = (code_of(step.id), step.states);
            let Some(token) = tokens.get(step.id).filter(|_| !is_half(code)) else {
                continue;
            };
            let mut flags = prefilter.flags.get(code);
            if prefilter.targets(step, token.kind) != 0 {
                flags |= BEGINS;
            }
            if states.whole & all != 0 {
                flags |= spelled(token, term.len());
                if !term.is_pinyin() || token.is_word() {
                    flags |= COUNTS;
                }
            } else if states.abbreviated & all != 0 && token.kind == TokenKind::Han && !exact {
                flags |= ABBREVIATED;
            }
            prefilter.flags.set(code, flags);
        }
        if matcher.term.may_match_inside_token() {
            prefilter.flag_within(&matcher.term.text, tokens);
        }
        prefilter.flag_separators(tokens);
        prefilter
    }

    /// Flags the tokens in which the term occurs.
    fn flag_within(&mut self, term: &str, tokens: &TokenTable) {
        for (id, _) in tokens.all().filter(|(_, token)| token.text.contains(term)) {
            let code = code_of(id);
            self.flags.set(code, self.flags.get(code) | WITHIN);
        }
    }

    /// Flags the separators.
    fn flag_separators(&mut self, tokens: &TokenTable) {
        let separators = tokens.all().filter(|(_, token)| token.kind.is_separator());
        let separators = separators.map(|(id, _)| code_of(id));
        for code in separators.filter(|code| !is_half(*code)).chain([JOINED]) {
            let flags = self.flags.get(code) | SEPARATOR;
            self.flags.set(code, flags);
        }
    }

    /// The offsets of the term that a token leads to in running text.
    fn targets(&self, step: &Transition, token: TokenKind) -> u64 {
        if self.initials && token == TokenKind::Han {
            step.states.union()
        } else {
            step.states.whole
        }
    }

    /// Whether a running text may contain the term: a token matches alone, or one may begin the term and the next typed
    /// one may go on.
    pub fn may_be_found_in(&self, codes: &[Code]) -> bool {
        const FOUND: u8 = COUNTS | WITHIN | HALF;
        if !self.without.uses(Mechanism::TextPrefilter) {
            return true;
        }
        let mut rest = codes.iter();
        let passed = |code: &&Code| self.flags.get(**code) & (FOUND | BEGINS) == 0;
        while let Some(code) = rest.by_ref().find(|code| !passed(code)) {
            if self.flags.get(*code) & FOUND != 0 {
                return true;
            }
            let mut led_to = self.role(*code).targets;
            for code in rest.by_ref() {
                let flags = self.flags.get(*code);
                let TokenRole { begins, targets } = self.role(*code);
                if flags & FOUND != 0 || begins & led_to != 0 {
                    return true;
                }
                led_to = targets | if flags & SEPARATOR == 0 { 0 } else { led_to };
                if led_to == 0 {
                    break;
                }
            }
        }
        false
    }

    /// Where in the term a token may stand in running text.
    fn role(&self, code: Code) -> TokenRole {
        let mut role = TokenRole::default();
        let (Some(automaton), Some(id)) = (self.automaton.as_deref(), token_of(code)) else {
            return role;
        };
        for step in automaton.transitions_on(id) {
            let targets = self.targets(step, automaton.kind(id));
            role.begins |= if targets == 0 { 0 } else { bit(step.from) };
            role.targets |= if step.from == 0 { targets } else { 0 };
        }
        role
    }

    /// How well one token of a text matches.
    pub fn fit(&self, codes: &[Code], tokens: &TokenTable) -> Verdict {
        let (mut abbreviated, mut spelled) = (None, None);
        for (at, code) in codes.iter().enumerate() {
            let flags = self.flags.get(*code);
            if flags & (ABBREVIATED | CHARACTER | WORD | WITHIN | HALF) == 0 {
                continue;
            }
            if flags & (HALF | WORD | WITHIN) != 0 {
                return Verdict::Unknown;
            }
            let Some(bonus) = bonus_at(codes, at, tokens) else {
                return Verdict::Unknown;
            };
            if flags & CHARACTER != 0 {
                spelled = spelled.max(Some(bonus));
                // A single character only scores more at the beginning of a text; one of several may score more
                // as a word.
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

/// How well a run of a text matches a fuzzy term, anywhere in the text.
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

/// The merit of a run of Han characters, or of one Latin word; `None` if another alignment in the text might
/// have more.
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
        let mut others = codes.iter().enumerate().filter(|(_, code)| **code == first);
        let no_more = |at| bonus_at(codes, at, tokens).is_some_and(|other| other <= bonus);
        let scores_most = others.all(|(at, _)| at == start || no_more(at));
        return scores_most.then(|| contiguous_merit(bonus, matched.len()));
    }
    let is_word = matches!(kind(&first)?, TokenKind::Latin | TokenKind::Number);
    let begins_text = || tokens.get(token_of(*codes.first()?)?)?.text.chars().next();
    let begins_otherwise = || begins_text().is_some_and(|c| Some(c) != term.at(0));
    let scores_most = bonus == TEXT_START || bonus == WORD_START && begins_otherwise();
    (is_word && matched.len() == 1 && scores_most).then(|| contiguous_merit(bonus, term.len()))
}

fn spelled(token: &Token, typed: usize) -> u8 {
    // A number or word that one character spells is matched by that character only.
    if token.length == 1 || typed == 1 {
        CHARACTER
    } else {
        WORD
    }
}

/// The bonus of a token's first character; `None` if the codes do not tell what precedes it.
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
