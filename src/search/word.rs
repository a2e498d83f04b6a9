//! One word, and where it is found in the texts of a case. What counts for how much stands in `rank`.

use std::ops::Range;

use super::fuzzy::Fuzzy;
use super::pinyin::{Reading, readings};
use super::place::{Place, Scope};
use super::rank::{
    APART, HAN_SPREAD, LATIN_SPREAD, LEAST_IN_TEXT, LEAST_INITIALS, LEAST_SCATTERED, MOST_PIECES,
    Manner, score, weight,
};
use super::units::{Anchor, Run, Spelling, Unit, units};

/// How a word is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) enum Form {
    /// `word`: in any manner.
    #[default]
    Fuzzy,
    /// `'word`, `"two words"`: as it stands, or spelled out.
    Exact,
    /// `^word`: at the beginning of a name.
    First,
    /// `word$`: at the end of a name.
    Last,
    /// `^word$`: all of a name.
    Whole,
}

/// A word that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Folded, and not empty.
    text: String,
    form: Form,
    scope: Scope,
    /// None for a word that is too long to be spelled.
    spelling: Option<Spelling>,
}

/// A text in which words are looked for, folded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target<'a> {
    pub place: Place,
    pub text: &'a str,
}

/// Where a word was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub score: i64,
    /// The characters that match, by the index of their text.
    pub marks: Vec<(usize, Vec<usize>)>,
}

impl Word {
    /// A word as it was folded; capitals among the letters that were typed forbid pinyin.
    pub fn new(text: &str, form: Form, scope: Scope, capitals: bool) -> Self {
        Self {
            text: text.to_owned(),
            form,
            scope,
            spelling: Spelling::new(text, !capitals),
        }
    }

    /// The same word, to be found only as it stands: what a word that must not be there is held to.
    pub fn exactly(mut self) -> Self {
        if self.form == Form::Fuzzy {
            self.form = Form::Exact;
        }
        self
    }

    /// Where the word is found best among texts that belong together.
    pub fn find(&self, targets: &[Target], fuzzy: &Fuzzy) -> Option<Found> {
        let within: Vec<(usize, Target)> = targets
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, target)| target.place.is_in(self.scope))
            .collect();
        let best = within
            .iter()
            .filter_map(|(at, target)| self.find_in(*at, target, fuzzy))
            // Of equals the first counts.
            .reduce(|best, next| if next.score > best.score { next } else { best });
        if best
            .as_ref()
            .is_some_and(|best| best.score >= score(Manner::Abbreviated, Place::Id, 0, false))
        {
            return best;
        }
        let pieces = self.find_pieces(&within, fuzzy);
        [pieces, best]
            .into_iter()
            .flatten()
            .reduce(|best, next| if next.score > best.score { next } else { best })
    }

    fn find_in(&self, at: usize, target: &Target, fuzzy: &Fuzzy) -> Option<Found> {
        if target.place.is_name() {
            let units = units(target.text);
            let run = self.find_run(target, &units, fuzzy);
            run.or_else(|| self.find_shortened(target, &units, fuzzy))
                .or_else(|| self.find_scattered(target, fuzzy))
        } else if matches!(self.form, Form::Fuzzy | Form::Exact) {
            let positions = self.in_text(target.text).next()?;
            Some((score(Manner::InText, target.place, 0, false), positions))
        } else {
            None
        }
        .map(|(score, positions)| Found {
            score,
            marks: vec![(at, positions)],
        })
    }

    /// The best run of units that spells or abbreviates the word; or the word as it stands, if that is asked for.
    fn find_run(
        &self,
        target: &Target,
        units: &[Unit],
        fuzzy: &Fuzzy,
    ) -> Option<(i64, Vec<usize>)> {
        let anchor = match self.form {
            Form::Fuzzy | Form::Exact => Anchor::default(),
            Form::First => Anchor {
                start: true,
                end: false,
            },
            Form::Last => Anchor {
                start: false,
                end: true,
            },
            Form::Whole => Anchor {
                start: true,
                end: true,
            },
        };
        let characters: Vec<char> = target.text.chars().collect();
        let spelled = self.spelling.iter().flat_map(|spelling| {
            let runs = spelling.runs(units, anchor).into_iter();
            runs.filter(|run| run.spelled || self.form != Form::Exact)
                .map(move |run| {
                    let positions = spelling.positions(units, &run, 0..spelling.len());
                    let all = run.units == (0..units.len());
                    (run.spelled, positions, all)
                })
        });
        let literal = self.literally(target.text).into_iter().map(|from| {
            let length = self.text.chars().count();
            let all = length == characters.len();
            (true, (from..from + length).collect::<Vec<_>>(), all)
        });
        let scored = spelled.chain(literal).map(|(spelled, positions, all)| {
            let manner = if spelled {
                Manner::Spelled
            } else {
                Manner::Abbreviated
            };
            let matched: String = positions
                .iter()
                .filter_map(|at| characters.get(*at))
                .collect();
            let merit = fuzzy.merit(target.text, &matched);
            (score(manner, target.place, merit, all), positions)
        });
        scored.reduce(|best, next| if next.0 > best.0 { next } else { best })
    }

    /// Where the word stands in a name as the form asks, in characters.
    fn literally(&self, text: &str) -> Option<usize> {
        let byte = match self.form {
            // A beginning of a Latin word is spelled; what stands within one is scattered.
            Form::Fuzzy => None,
            Form::Exact => text.find(&self.text),
            Form::First => text
                .trim_start()
                .starts_with(&self.text)
                .then(|| text.len() - text.trim_start().len()),
            Form::Last => text
                .trim_end()
                .strip_suffix(self.text.as_str())
                .map(str::len),
            Form::Whole => (text.trim() == self.text).then(|| text.len() - text.trim_start().len()),
        }?;
        Some(text.get(..byte)?.chars().count())
    }

    /// Characters of a name with gaps.
    fn find_scattered(&self, target: &Target, fuzzy: &Fuzzy) -> Option<(i64, Vec<usize>)> {
        if self.form != Form::Fuzzy {
            return None;
        }
        let length = self.text.chars().count();
        let letters = self.text.chars().all(|c| c.is_ascii_lowercase());
        let (each, more) = match (self.text.is_ascii(), letters && length >= LEAST_SCATTERED) {
            (true, true) => LATIN_SPREAD,
            // Figures, and letters that are few, stand together.
            (true, false) => (1, 0),
            (false, _) => HAN_SPREAD,
        };
        let found = fuzzy.find(target.text, &self.text, each * length + more)?;
        let begins_word = |at: &usize| {
            let before = at.checked_sub(1).and_then(|at| target.text.chars().nth(at));
            before.is_none_or(|c| !c.is_ascii_alphanumeric())
        };
        if self.text.is_ascii()
            && found.spread() > length
            && !found.positions.first().is_some_and(begins_word)
        {
            return None;
        }
        let merit = fuzzy.merit(target.text, &self.text);
        Some((
            score(Manner::Scattered, target.place, merit, false),
            found.positions,
        ))
    }

    /// Characters that abbreviate the name of an organ, or a tag: the last of them is its last, as in 发改委 for
    /// 发展和改革委员会. Initials do so for organs only; tags are short, and there are many.
    fn find_shortened(
        &self,
        target: &Target,
        units: &[Unit],
        fuzzy: &Fuzzy,
    ) -> Option<(i64, Vec<usize>)> {
        let length = self.text.chars().count();
        let letters = self.spelling.as_ref().is_some_and(Spelling::is_letters);
        let named = match target.place {
            Place::Organ => true,
            Place::Tag => !letters,
            _ => false,
        };
        if self.form != Form::Fuzzy || length < LEAST_INITIALS || !named {
            return None;
        }
        let (shadow, last) = shadow(units, letters);
        let found = fuzzy.find(&shadow, &self.text, HAN_SPREAD.0 * length + HAN_SPREAD.1)?;
        if found.positions.last() != Some(&last) {
            return None;
        }
        let merit = fuzzy.merit(&shadow, &self.text);
        let positions = found.positions.iter();
        let positions = positions
            .filter_map(|at| Some(units.get(*at)?.at))
            .collect();
        Some((
            score(Manner::InPieces, target.place, merit, false),
            positions,
        ))
    }

    /// The word in parts, each in a name.
    fn find_pieces(&self, targets: &[(usize, Target)], fuzzy: &Fuzzy) -> Option<Found> {
        let spelling = self
            .spelling
            .as_ref()
            .filter(|_| self.form == Form::Fuzzy)?;
        let names: Vec<(usize, Place, Vec<Unit>)> = targets
            .iter()
            .filter(|(_, target)| target.place.is_name() && target.place != Place::Id)
            .map(|(at, target)| (*at, target.place, units(target.text)))
            .collect();
        let parts = pieces(spelling, &names)?;
        let spelled = parts.iter().all(|part| part.run.spelled);
        let places = parts.iter().filter_map(|part| names.get(part.name));
        let place = places
            .map(|(_, place, _)| *place)
            .max_by_key(|place| weight(*place))?;
        let marks = parts.iter().filter_map(|part| {
            let (at, _, units) = names.get(part.name)?;
            Some((*at, spelling.positions(units, &part.run, part.word.clone())))
        });
        let marks: Vec<(usize, Vec<usize>)> = marks.collect();
        // Within one name the distance between the parts counts.
        let name = marks.first().map(|(at, _)| *at)?;
        let apart = marks.iter().any(|(at, _)| *at != name);
        let merit =
            targets
                .iter()
                .find(|(at, _)| *at == name && !apart)
                .map_or(APART, |(_, target)| {
                    let positions = marks.iter().flat_map(|(_, positions)| positions);
                    let characters: Vec<char> = target.text.chars().collect();
                    let matched: String = positions.filter_map(|at| characters.get(*at)).collect();
                    fuzzy.merit(target.text, &matched)
                });
        Some(Found {
            score: score(Manner::InPieces, place, merit, spelled),
            marks,
        })
    }

    /// Where the word is found in a running text: the characters of each place, in order.
    pub fn in_text<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Vec<usize>> + 'a {
        let literal = self.occurrences(text).map(Iterator::collect::<Vec<_>>);
        let spelling = self
            .spelling
            .as_ref()
            .filter(|spelling| spelling.is_pinyin());
        let spelled = spelling.into_iter().flat_map(move |spelling| {
            let units = units(text);
            let runs = spelling.runs(&units, Anchor::default()).into_iter();
            let runs = runs.filter(|run| {
                let han = units.get(run.units.clone()).unwrap_or_default();
                let han = han.iter().filter(|unit| !unit.text.is_ascii()).count();
                han >= 2 && (run.spelled || (self.form == Form::Fuzzy && han >= LEAST_IN_TEXT))
            });
            runs.map(|run| spelling.positions(&units, &run, 0..spelling.len()))
                .collect::<Vec<_>>()
        });
        literal.chain(spelled)
    }

    /// Where the word stands as it is, in characters; a fuzzy word of Latin letters or figures where a word
    /// begins.
    fn occurrences<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let length = self.text.chars().count();
        let begins =
            self.form == Form::Fuzzy && self.text.starts_with(|c: char| c.is_ascii_alphanumeric());
        let mut reached = (0, 0); // bytes, characters
        text.match_indices(&self.text).filter_map(move |(byte, _)| {
            let between = text.get(reached.0..byte).unwrap_or_default();
            reached = (byte, reached.1 + between.chars().count());
            let before = text
                .get(..byte)
                .and_then(|before| before.chars().next_back());
            let inside = before.is_some_and(|c| c.is_ascii_alphanumeric());
            (!begins || !inside).then_some(reached.1..reached.1 + length)
        })
    }
}

/// A name with one character for each of its units, initials if `letters` are asked for; and which of them is the
/// last that an abbreviation may end with.
fn shadow(units: &[Unit], letters: bool) -> (String, usize) {
    let one = |unit: &Unit| {
        let c = unit.text.chars().next().unwrap_or(' ');
        let initial = || readings(c).next().and_then(Reading::initial);
        if letters { initial().unwrap_or(c) } else { c }
    };
    let shadow = units.iter().map(one).collect();
    let end: Vec<&str> = units.iter().rev().take(3).map(|unit| unit.text).collect();
    // A 委员会 is called 委.
    let back = if end == ["会", "员", "委"] { 3 } else { 1 };
    (shadow, units.len().saturating_sub(back))
}

/// A part of a word in a name.
struct Piece {
    /// The index of the name.
    name: usize,
    run: Run,
    /// The part, in characters of the word.
    word: Range<usize>,
}

/// The fewest parts in which a word is found, from its beginning to its end.
fn pieces(spelling: &Spelling, names: &[(usize, Place, Vec<Unit>)]) -> Option<Vec<Piece>> {
    // How each offset of the word is reached, once it is.
    let mut ways: Vec<Option<Piece>> = (0..=spelling.len()).map(|_| None).collect();
    let mut reached = vec![0];
    for _ in 0..MOST_PIECES {
        let mut next = Vec::new();
        for from in reached {
            for (name, (_, _, units)) in names.iter().enumerate() {
                for (to, run) in spelling.pieces(units, from) {
                    let way = ways.get_mut(to)?;
                    let better = way.as_ref().is_none_or(|way| {
                        way.word.start == from && run.spelled && !way.run.spelled
                    });
                    if way.is_none() {
                        next.push(to);
                    }
                    if better {
                        *way = Some(Piece {
                            name,
                            run,
                            word: from..to,
                        });
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
    let mut to = spelling.len();
    while to > 0 {
        let part = ways.get_mut(to)?.take()?;
        to = part.word.start;
        parts.push(part);
    }
    parts.reverse();
    Some(parts)
}
