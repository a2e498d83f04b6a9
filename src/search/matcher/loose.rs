//! Words whose characters do not stand together: in parts, abbreviated, or scattered over a name.

use std::ops::Range;

use super::align::merit;
use super::automaton::Steps;
use super::fuzzy;
use super::matcher::{Fit, Seeker, best};
use super::pattern::{Run, Spelling};
use super::pinyin::Reading;
use super::rank::{
    APART, HAN_SPREAD, LATIN_SPREAD, LEAST_INITIALS, LEAST_SCATTERED, MOST_PIECES, Manner, score,
    weight,
};
use super::term::{Form, Found, Target, Way};
use super::text_field::Place;
use super::tokens::UnitId;

impl Seeker<'_> {
    /// The name of an organ, or the tag, that the word abbreviates best.
    pub(crate) fn find_shortened(&self, names: &[(usize, &Target)]) -> Option<Found> {
        if self.word.form != Form::Fuzzy {
            return None;
        }
        let found = names
            .iter()
            .filter_map(|(at, target)| self.find_shortened_in(*at, target));
        best(found)
    }

    fn find_shortened_in(&self, at: usize, target: &Target) -> Option<Found> {
        let (fit, positions) = self.fit_shortened(target)?;
        Some(Found {
            score: fit.score(target.place),
            ways: vec![(at, Way::Characters(positions))],
        })
    }

    /// Characters that abbreviate the name of an organ, or a tag: the last of them is its last, as in 发改委 for
    /// 发展和改革委员会. Initials do so for organs only; tags are short, and there are many.
    pub(crate) fn fit_shortened(&self, target: &Target) -> Option<(Fit, Vec<usize>)> {
        let length = self.word.length();
        let letters = self
            .word
            .spelling
            .as_ref()
            .is_some_and(Spelling::is_letters);
        let named = match target.place {
            Place::Organ => true,
            Place::Tag => !letters,
            _ => false,
        };
        if length < LEAST_INITIALS || !named {
            return None;
        }
        let (shadow, last) = self.shadow(target.text, letters);
        // The last character is asked for before all others, since most names end otherwise.
        if shadow.get(last).copied() != self.word.text.chars().next_back()
            || !is_scattered(&self.word.text, shadow.iter().copied())
        {
            return None;
        }
        let spread = HAN_SPREAD.0 * length + HAN_SPREAD.1;
        let shadow: String = shadow.into_iter().collect();
        let found = fuzzy::find(&shadow, &self.word.text, spread)?;
        if found.positions.last() != Some(&last) {
            return None;
        }
        let places = self.units.places(target.text);
        let positions = found.positions.iter();
        let positions = positions.filter_map(|at| places.get(*at).copied());
        let fit = Fit {
            manner: Manner::Abbreviated,
            merit: found.merit(length),
            all: false,
        };
        Some((fit, positions.collect()))
    }

    /// A name with one character for each of its units, initials if `letters` are asked for; and which of them is
    /// the last that an abbreviation may end with.
    fn shadow(&self, text: &[UnitId], letters: bool) -> (Vec<char>, usize) {
        let units = || text.iter().filter_map(|id| self.units.get(*id));
        let shadow = units().map(|unit| {
            let initial = unit
                .readings
                .first()
                .and_then(|reading| Reading::initial(*reading));
            let own = unit.text.chars().next().unwrap_or(' ');
            initial.filter(|_| letters).unwrap_or(own)
        });
        let whole = self.units.text(text);
        let left_out = whole.chars().count() - up_to_last(&whole).chars().count();
        (shadow.collect(), text.len().saturating_sub(1 + left_out))
    }

    /// The word in parts, each in a name.
    pub(crate) fn find_pieces(&self, names: &[(usize, &Target)]) -> Option<Found> {
        let steps = self
            .steps
            .as_ref()
            .filter(|_| self.word.form == Form::Fuzzy)?;
        let mut names = names.to_vec();
        // Every word that stands in an id stands in a name as well, and its numbers mean little.
        names.retain(|(_, target)| target.place != Place::Id);
        let parts = pieces(steps, &names)?;
        let spelled = parts.iter().all(|part| part.run.spelled);
        let found = || parts.iter().filter_map(|part| names.get(part.name));
        let place = found().map(|(_, target)| target.place);
        let place = place.max_by_key(|place| weight(*place))?;
        // Within one name the distance between the parts counts.
        let (at, target) = found().next()?;
        let merit = if found().all(|(other, _)| other == at) {
            let mut characters = Vec::new();
            self.units.characters(target.text, &mut characters);
            let positions = parts
                .iter()
                .flat_map(|part| steps.positions(target.text, &part.run, part.word.clone()));
            let matched = positions.filter_map(|at| characters.get(at).copied());
            self.merit(&characters, &matched.collect::<Vec<_>>())
        } else {
            APART
        };
        let ways = parts.iter().filter_map(|part| {
            let (at, _) = names.get(part.name)?;
            Some((*at, Way::Run(part.run.clone(), part.word.clone())))
        });
        Some(Found {
            score: score(Manner::InPieces, place, merit, spelled),
            ways: ways.collect(),
        })
    }

    /// Characters of a name with gaps.
    pub(crate) fn find_scattered(&self, names: &[(usize, &Target)]) -> Option<Found> {
        if self.word.form != Form::Fuzzy {
            return None;
        }
        let found = names
            .iter()
            .filter_map(|(at, target)| self.find_scattered_in(*at, target));
        best(found)
    }

    fn find_scattered_in(&self, at: usize, target: &Target) -> Option<Found> {
        let mut characters = Vec::new();
        self.units.characters(target.text, &mut characters);
        let fit = self.fit_scattered(&characters)?;
        let text: String = characters.into_iter().collect();
        let found = fuzzy::find(&text, &self.word.text, usize::MAX)?;
        Some(Found {
            score: fit.score(target.place),
            ways: vec![(at, Way::Characters(found.positions))],
        })
    }

    /// How well the characters of the word stand in a name with gaps, near each other.
    pub(crate) fn fit_scattered(&self, characters: &[char]) -> Option<Fit> {
        let word = &self.characters;
        let alignment = self.aligner.borrow_mut().align(characters, word)?;
        let (spread, length) = (alignment.spread(), word.len());
        if spread > self.most_spread() {
            return None;
        }
        let before = alignment.start.checked_sub(1);
        let before = before.and_then(|at| characters.get(at));
        let begins_word = before.is_none_or(|c| !c.is_ascii_alphanumeric());
        if self.word.text.is_ascii() && spread > length && !begins_word {
            return None;
        }
        Some(Fit {
            manner: Manner::Scattered,
            merit: merit(&alignment, length),
            all: false,
        })
    }

    /// Over how many characters of a name the word may be scattered.
    pub(crate) fn most_spread(&self) -> usize {
        let length = self.characters.len();
        let letters = self.characters.iter().all(char::is_ascii_lowercase);
        let ascii = self.word.text.is_ascii();
        let (each, more) = match (ascii, letters && length >= LEAST_SCATTERED) {
            (true, true) => LATIN_SPREAD,
            // Figures, and letters that are few, stand together.
            (true, false) => (1, 0),
            (false, _) => HAN_SPREAD,
        };
        each * length + more
    }
}

/// A name up to the character that its abbreviations end with: nearly always all of it, but a 委员会 is called 委.
pub(crate) fn up_to_last(name: &str) -> &str {
    let committee = name.strip_suffix("员会");
    committee
        .filter(|rest| rest.ends_with('委'))
        .unwrap_or(name)
}

/// Whether the characters of a word stand in a text in their order: what it takes to match fuzzily at all.
pub(crate) fn is_scattered(word: &str, mut text: impl Iterator<Item = char>) -> bool {
    word.chars().all(|wanted| text.any(|c| c == wanted))
}

/// A part of a word in a name.
struct Piece {
    /// The index of the name.
    name: usize,
    run: Run,
    /// The part, in characters of the word.
    word: Range<usize>,
}

/// The fewest parts in which a word is found, from its beginning to its end, each apart from the others; of initials
/// two at most.
fn pieces(steps: &Steps, names: &[(usize, &Target)]) -> Option<Vec<Piece>> {
    let length = steps.spelling().len();
    // How each offset of the word is reached, once it is.
    let mut ways: Vec<Option<Piece>> = (0..=length).map(|_| None).collect();
    let mut reached = vec![0];
    for _ in 0..MOST_PIECES {
        let mut next = Vec::new();
        for from in reached {
            let first = ways.get(from)?.as_ref().map(|before| before.name);
            for (name, (_, target)) in in_turn(names, first) {
                for (to, run) in steps.pieces(target.text, from) {
                    let word = from..to;
                    let piece = Piece { name, run, word };
                    if to <= from || !is_apart(&piece, names, &ways) {
                        continue;
                    }
                    let way = ways.get_mut(to)?;
                    let better = way.as_ref().is_none_or(|way| {
                        way.word.start == from && piece.run.spelled && !way.run.spelled
                    });
                    if way.is_none() {
                        next.push(to);
                    }
                    if better {
                        *way = Some(piece);
                    }
                }
            }
        }
        if ways.last().is_some_and(Option::is_some) || next.is_empty() {
            break;
        }
        reached = next;
    }
    let mut parts = Vec::new();
    let mut to = length;
    while to > 0 {
        let part = ways.get_mut(to)?.take()?;
        to = part.word.start;
        parts.push(part);
    }
    parts.reverse();
    let spelled = parts.iter().all(|part| part.run.spelled);
    (spelled || parts.len() < MOST_PIECES).then_some(parts)
}

/// The names with their indices: first the one in which the part before was found, so that parts stay together.
fn in_turn<'a>(
    names: &'a [(usize, &'a Target<'a>)],
    first: Option<usize>,
) -> impl Iterator<Item = (usize, &'a (usize, &'a Target<'a>))> {
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

/// Whether a part is none of the characters of those before it, nor the same text once more in another name.
fn is_apart(piece: &Piece, names: &[(usize, &Target)], ways: &[Option<Piece>]) -> bool {
    let text = |piece: &Piece| names.get(piece.name)?.1.text.get(piece.run.units.clone());
    let mut at = piece.word.start;
    while let Some(Some(before)) = ways.get(at).filter(|_| at > 0) {
        let (one, other) = (&piece.run.units, &before.run.units);
        let meets = piece.name == before.name && one.start < other.end && other.start < one.end;
        if meets || text(piece) == text(before) {
            return false;
        }
        at = before.word.start;
    }
    true
}
