//! Loose matches: a term whose characters are not adjacent, but split over names, abbreviated or scattered.

use std::ops::Range;

use super::automaton::Automaton;
use super::fuzzy;
use super::matcher::{Fit, Matcher, best};
use super::pattern::{Pattern, Run};
use super::pinyin::Reading;
use super::rank::{
    Completeness, HAN_SPREAD, LATIN_SPREAD, MAX_PIECES, MIN_INITIALS, MIN_SCATTERED, MatchKind,
    SPLIT_OVER_NAMES, score, weight,
};
use super::term::{FieldText, MatchMode, Occurrence, TermMatch};
use super::text_field::TextField;
use super::tokens::TokenId;

impl Matcher<'_> {
    /// The best abbreviation of an organ or a tag, with gaps.
    pub(crate) fn find_abbreviation(&self, names: &[(usize, &FieldText)]) -> Option<TermMatch> {
        if self.term.mode != MatchMode::Fuzzy {
            return None;
        }
        let found = names
            .iter()
            .filter_map(|(at, target)| self.find_abbreviation_in(*at, target));
        best(found)
    }

    fn find_abbreviation_in(&self, at: usize, target: &FieldText) -> Option<TermMatch> {
        let (fit, positions) = self.fit_abbreviation(target)?;
        Some(TermMatch {
            score: fit.score(target.field),
            occurrences: vec![(at, Occurrence::Characters(positions))],
        })
    }

    /// How well the term's characters abbreviate the name of an organ or a tag, and which of the name's
    /// characters they are: the last is the name's last, as in 发改委 for 发展和改革委员会. Initials abbreviate only
    /// organs; tags are short and many, so initials would match by chance.
    pub(crate) fn fit_abbreviation(&self, target: &FieldText) -> Option<(Fit, Vec<usize>)> {
        let length = self.term.length();
        let letters = self.term.pattern.as_ref().is_some_and(Pattern::is_letters);
        let named = match target.field {
            TextField::Organ => true,
            TextField::Tag => !letters,
            _ => false,
        };
        if length < MIN_INITIALS || !named {
            return None;
        }
        let (skeleton, last) = self.skeleton(target.text, letters);
        // The last character is checked first, since most names end otherwise.
        if skeleton.get(last).copied() != self.term.text.chars().next_back()
            || !is_subsequence(&self.term.text, skeleton.iter().copied())
        {
            return None;
        }
        let spread = HAN_SPREAD.0 * length + HAN_SPREAD.1;
        let skeleton: String = skeleton.into_iter().collect();
        let found = fuzzy::find(&skeleton, &self.term.text, spread)?;
        if found.positions.last() != Some(&last) {
            return None;
        }
        let offsets = self.tokens.offsets(target.text);
        let positions = found.positions.iter();
        let positions = positions.filter_map(|at| offsets.get(*at).copied());
        let fit = Fit {
            kind: MatchKind::Abbreviated,
            merit: found.alignment.merit(length),
            completeness: Completeness::Partial,
        };
        Some((fit, positions.collect()))
    }

    /// A name as one character for each token, its initial if `letters`; and the position of the last one that
    /// an abbreviation may end with.
    fn skeleton(&self, text: &[TokenId], letters: bool) -> (Vec<char>, usize) {
        let tokens = || text.iter().filter_map(|id| self.tokens.get(*id));
        let skeleton = tokens().map(|token| {
            let initial = token
                .readings
                .first()
                .and_then(|reading| Reading::initial(*reading));
            let own = token.text.chars().next().unwrap_or(' ');
            initial.filter(|_| letters).unwrap_or(own)
        });
        let whole = self.tokens.text(text);
        let left_out = whole.chars().count() - without_committee(&whole).chars().count();
        (skeleton.collect(), text.len().saturating_sub(1 + left_out))
    }

    /// The term split into pieces, each in a name.
    pub(crate) fn find_split(&self, names: &[(usize, &FieldText)]) -> Option<TermMatch> {
        let automaton = self
            .automaton
            .as_ref()
            .filter(|_| self.term.mode == MatchMode::Fuzzy)?;
        let mut names = names.to_vec();
        // Words of an id occur in other names too, and its numbers mean little.
        names.retain(|(_, target)| target.field != TextField::Id);
        let pieces = split(automaton, &names)?;
        let spelled = pieces.iter().all(|piece| piece.run.spelled);
        let found = || pieces.iter().filter_map(|piece| names.get(piece.name));
        let field = found().map(|(_, target)| target.field);
        let field = field.max_by_key(|field| weight(*field))?;
        // Within one name the distance between the pieces counts.
        let (at, target) = found().next()?;
        let merit = if found().all(|(other, _)| other == at) {
            let mut characters = Vec::new();
            self.tokens.characters(target.text, &mut characters);
            let positions = pieces
                .iter()
                .flat_map(|piece| automaton.positions(target.text, &piece.run, piece.part.clone()));
            let matched = positions.filter_map(|at| characters.get(at).copied());
            self.merit(&characters, &matched.collect::<Vec<_>>())
        } else {
            SPLIT_OVER_NAMES
        };
        let occurrences = pieces.iter().filter_map(|piece| {
            let (at, _) = names.get(piece.name)?;
            Some((*at, Occurrence::Run(piece.run.clone(), piece.part.clone())))
        });
        Some(TermMatch {
            score: score(
                MatchKind::Split,
                field,
                merit,
                Completeness::whole_if(spelled),
            ),
            occurrences: occurrences.collect(),
        })
    }

    /// The best name with the term's characters scattered over it.
    pub(crate) fn find_scattered(&self, names: &[(usize, &FieldText)]) -> Option<TermMatch> {
        if self.term.mode != MatchMode::Fuzzy {
            return None;
        }
        let found = names
            .iter()
            .filter_map(|(at, target)| self.find_scattered_in(*at, target));
        best(found)
    }

    fn find_scattered_in(&self, at: usize, target: &FieldText) -> Option<TermMatch> {
        let mut characters = Vec::new();
        self.tokens.characters(target.text, &mut characters);
        let fit = self.fit_scattered(&characters)?;
        let text: String = characters.into_iter().collect();
        let found = fuzzy::find(&text, &self.term.text, usize::MAX)?;
        Some(TermMatch {
            score: fit.score(target.field),
            occurrences: vec![(at, Occurrence::Characters(found.positions))],
        })
    }

    /// How well the term's characters lie scattered in a name, if near each other.
    pub(crate) fn fit_scattered(&self, characters: &[char]) -> Option<Fit> {
        let term = &self.characters;
        let alignment = self.aligner.borrow_mut().align(characters, term)?;
        let (spread, length) = (alignment.spread(), term.len());
        if spread > self.max_spread() {
            return None;
        }
        let before = alignment.start.checked_sub(1);
        let before = before.and_then(|at| characters.get(at));
        let begins_word = before.is_none_or(|c| !c.is_ascii_alphanumeric());
        if self.term.text.is_ascii() && spread > length && !begins_word {
            return None;
        }
        Some(Fit {
            kind: MatchKind::Scattered,
            merit: alignment.merit(length),
            completeness: Completeness::Partial,
        })
    }

    /// How many characters of a name the term may spread over.
    pub(crate) fn max_spread(&self) -> usize {
        let length = self.characters.len();
        let letters = self.characters.iter().all(char::is_ascii_lowercase);
        let ascii = self.term.text.is_ascii();
        let (each, more) = match (ascii, letters && length >= MIN_SCATTERED) {
            (true, true) => LATIN_SPREAD,
            // Digits and few letters must be adjacent.
            (true, false) => (1, 0),
            (false, _) => HAN_SPREAD,
        };
        each * length + more
    }
}

/// A name up to where its abbreviations end: all of it, but 委员会 ends with its first character.
pub(crate) fn without_committee(name: &str) -> &str {
    let committee = name.strip_suffix("员会");
    committee
        .filter(|rest| rest.ends_with('委'))
        .unwrap_or(name)
}

/// Whether a term's characters occur in a text in their order: without that, nothing matches fuzzily.
pub(crate) fn is_subsequence(term: &str, mut text: impl Iterator<Item = char>) -> bool {
    term.chars().all(|wanted| text.any(|c| c == wanted))
}

/// A piece of a split term.
struct Piece {
    /// The index of its name.
    name: usize,
    run: Run,
    /// Which characters of the term it is.
    part: Range<usize>,
}

/// The fewest pieces that make up the pattern, apart from each other; at most two if any is abbreviated.
fn split(automaton: &Automaton, names: &[(usize, &FieldText)]) -> Option<Vec<Piece>> {
    let length = automaton.pattern().len();
    // The piece that leads to each offset, once one is known.
    let mut leading: Vec<Option<Piece>> = (0..=length).map(|_| None).collect();
    let mut reached = vec![0];
    for _ in 0..MAX_PIECES {
        let mut next = Vec::new();
        for from in reached {
            let first = leading.get(from)?.as_ref().map(|before| before.name);
            for (name, (_, target)) in in_turn(names, first) {
                for (to, run) in automaton.pieces(target.text, from) {
                    let part = from..to;
                    let piece = Piece { name, run, part };
                    if to <= from || !is_apart(&piece, names, &leading) {
                        continue;
                    }
                    let known = leading.get_mut(to)?;
                    let better = known.as_ref().is_none_or(|known| {
                        known.part.start == from && piece.run.spelled && !known.run.spelled
                    });
                    if known.is_none() {
                        next.push(to);
                    }
                    if better {
                        *known = Some(piece);
                    }
                }
            }
        }
        if leading.last().is_some_and(Option::is_some) || next.is_empty() {
            break;
        }
        reached = next;
    }
    let mut pieces = Vec::new();
    let mut to = length;
    while to > 0 {
        let piece = leading.get_mut(to)?.take()?;
        to = piece.part.start;
        pieces.push(piece);
    }
    pieces.reverse();
    let spelled = pieces.iter().all(|piece| piece.run.spelled);
    (spelled || pieces.len() < MAX_PIECES).then_some(pieces)
}

/// The names with their positions: first that of the piece before, so that pieces stay together.
fn in_turn<'a>(
    names: &'a [(usize, &'a FieldText<'a>)],
    first: Option<usize>,
) -> impl Iterator<Item = (usize, &'a (usize, &'a FieldText<'a>))> {
    let preferred = names
        .iter()
        .enumerate()
        .filter(move |(at, _)| Some(*at) == first);
    let others = names
        .iter()
        .enumerate()
        .filter(move |(at, _)| Some(*at) != first);
    preferred.chain(others)
}

/// Whether a piece overlaps none of those before it, and does not repeat the text of one in another name.
fn is_apart(piece: &Piece, names: &[(usize, &FieldText)], leading: &[Option<Piece>]) -> bool {
    let text = |piece: &Piece| names.get(piece.name)?.1.text.get(piece.run.tokens.clone());
    let mut at = piece.part.start;
    while let Some(Some(before)) = leading.get(at).filter(|_| at > 0) {
        let (one, other) = (&piece.run.tokens, &before.run.tokens);
        let meets = piece.name == before.name && one.start < other.end && other.start < one.end;
        if meets || text(piece) == text(before) {
            return false;
        }
        at = before.part.start;
    }
    true
}
