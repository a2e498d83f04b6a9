//! `not-a-figure`: why a number of a document belongs to no case's figures.
//!
//! | reason | may be given for |
//! | --- | --- |
//! | `repeated` | a passage (`span`) that stands word for word elsewhere, from `of` on |
//! | `date` | a day, month, year, range of years or period: `2020年11月24日`, `2015—2020年`, `近五年` |
//! | `number` | the number of a document or licence, which holds 号 |
//! | `ordinal` | a place in an order: `第七部`, `前三位`, `1.`, `案例6` |
//! | `name` | any other text within a case: `12345`, `三项制度`, `一批` |
//! | `outside` | any other text outside of every case: headlines, preambles, what surrounds a page |
//!
//! The first row that fits is the only reason that is taken, so that a wrong one is told.

use crate::bundle::{Document, Lang, Word, words};

use super::toml_reader::Fields;

/// What explains one number is no longer than this, in characters; a passage is explained as a whole only
/// where it is printed twice.
const LONGEST: usize = 24;

/// No place in an order and no period is longer than this, in characters: `第三十四次`, `近两个月`.
const LONGEST_PLACE: usize = 5;

words! {
    /// Why a number in a document is no figure of any case.
    Reason {
        Date = "date", "日期", "date";
        Ordinal = "ordinal", "序数", "ordinal";
        Number = "number", "文号、证号", "document or licence number";
        Name = "name", "名称、习语", "name or idiom";
        Outside = "outside", "案例之外", "outside of every case";
        Repeated = "repeated", "重复刊印", "repeated text";
    }
}

/// An explanation as its author wrote it down.
#[derive(Debug, Clone)]
pub(super) struct Explanation {
    pub reason: Reason,
    pub covers: Covers,
    /// Line and column in `source.toml`.
    pub place: (usize, usize),
}

/// What an explanation explains. Positions are characters of the document.
#[derive(Debug, Clone)]
pub(super) enum Covers {
    /// A text at one or more positions.
    Text { text: String, at: Vec<u32> },
    /// A passage, and where the same passage stands elsewhere.
    Passage { span: [u32; 2], of: u32 },
}

pub(super) fn read_explanation(fields: &mut Fields) -> Explanation {
    let reason = fields.word::<Reason>("reason");
    let covers = if reason == Reason::Repeated {
        Covers::Passage {
            span: fields.pair("span"),
            of: fields.integer("of"),
        }
    } else {
        Covers::Text {
            text: fields.text("text").as_str().to_owned(),
            at: fields.one_or_more("at"),
        }
    };
    Explanation {
        reason,
        covers,
        place: fields.start(),
    }
}

impl Explanation {
    /// The ranges of characters that it covers.
    pub fn ranges(&self) -> Vec<std::ops::Range<usize>> {
        match &self.covers {
            Covers::Passage { span, .. } => span_ranges(&[*span]),
            Covers::Text { text, at } => {
                let length = text.chars().count();
                at.iter()
                    .map(|at| *at as usize..*at as usize + length)
                    .collect()
            }
        }
    }

    /// What is wrong with it in its document, and what to do. `in_case` tells whether a range of
    /// characters has any in common with the span of a case.
    pub fn faults(
        &self,
        document: &Document,
        in_case: impl Fn(std::ops::Range<usize>) -> bool,
    ) -> Vec<(String, String)> {
        match &self.covers {
            Covers::Passage { span, of } => repeats(document, *span, *of).into_iter().collect(),
            Covers::Text { text, at } => at
                .iter()
                .filter_map(|at| self.fault_at(document, text, *at as usize, &in_case))
                .collect(),
        }
    }

    fn fault_at(
        &self,
        document: &Document,
        text: &str,
        at: usize,
        in_case: impl Fn(std::ops::Range<usize>) -> bool,
    ) -> Option<(String, String)> {
        if !document.has_at(at, text) {
            let places = document.positions(text, &[[0, last(document)]]);
            let message = format!("\"{text}\" does not stand at {at} of the document");
            return Some((message, where_it_stands(&places)));
        }
        let length = text.chars().count();
        if length > LONGEST {
            let message = format!("\"{text}\" has more than {LONGEST} characters");
            return Some((message, "explain each number by itself".to_owned()));
        }
        let fits = reason_of(text, in_case(at..at + length));
        (fits != self.reason).then(|| {
            let reason = self.reason.key();
            let message = format!("reason \"{reason}\" does not fit \"{text}\" at {at}");
            (message, format!("write \"{}\"", fits.key()))
        })
    }
}

/// Spans as ranges of characters.
pub(super) fn span_ranges(spans: &[[u32; 2]]) -> Vec<std::ops::Range<usize>> {
    spans
        .iter()
        .map(|[from, to]| *from as usize..*to as usize)
        .collect()
}

/// Some of the positions at which a text stands, in words.
fn where_it_stands(positions: &[usize]) -> String {
    /// More positions than this help nobody.
    const SHOWN: usize = 5;
    if positions.is_empty() {
        return "it stands nowhere in it; copy it from the document".to_owned();
    }
    let shown: Vec<String> = positions.iter().take(SHOWN).map(usize::to_string).collect();
    let more = if positions.len() > SHOWN { " …" } else { "" };
    format!("it stands at {}{more}", shown.join(", "))
}

fn last(document: &Document) -> u32 {
    u32::try_from(document.len()).unwrap_or(u32::MAX)
}

/// What is wrong with a passage that is said to stand elsewhere too: it must, and for as far as it does.
fn repeats(document: &Document, [from, to]: [u32; 2], of: u32) -> Option<(String, String)> {
    let (from, to, of) = (from as usize, to as usize, of as usize);
    let length = to.saturating_sub(from);
    let same = |one: usize, other: usize, length: usize| {
        let passage = document.get(one..one + length);
        passage.is_some() && passage == document.get(other..other + length)
    };
    if length == 0 || from == of || !same(from, of, length) {
        return Some((
            format!("the passage from {from} to {to} does not stand at {of} too"),
            "correct span and of".to_owned(),
        ));
    }
    let before = from.checked_sub(1).zip(of.checked_sub(1));
    let further =
        same(from, of, length + 1) || before.is_some_and(|(from, of)| same(from, of, length));
    further.then(|| {
        (
            format!("the passage from {from} to {to} is the same at {of} for longer than that"),
            "take in all of it".to_owned(),
        )
    })
}

/// The one reason that fits a text.
fn reason_of(text: &str, in_case: bool) -> Reason {
    if is_date(text) {
        Reason::Date
    } else if text.contains('号') {
        Reason::Number
    } else if is_ordinal(text) {
        Reason::Ordinal
    } else if in_case {
        Reason::Name
    } else {
        Reason::Outside
    }
}

/// Whether a text is a day, month, year, range of years or period up to now, and nothing else.
fn is_date(text: &str) -> bool {
    let period = text.strip_suffix('来').unwrap_or(text);
    let length = period.chars().count();
    if period.starts_with('近') && period.ends_with(['年', '月']) && length <= LONGEST_PLACE {
        return true;
    }
    let parts: Vec<&str> = text
        .split_inclusive(|c: char| !c.is_ascii_digit())
        .collect();
    let mut dated = false;
    for part in &parts {
        let digits = part.trim_end_matches(|c: char| !c.is_ascii_digit());
        let number: Option<u32> = digits.parse().ok();
        let year = digits.len() == 4 && number.is_some_and(|year| (1900..2100).contains(&year));
        let mark = part.chars().next_back().filter(|c| !c.is_ascii_digit());
        let fits = match mark {
            Some('年') => year,
            Some('月') => number.is_some_and(|month| (1..=12).contains(&month)),
            Some('日') => number.is_some_and(|day| (1..=31).contains(&day)),
            // Between years of a range, or parts of a day written in figures, or of a time.
            Some('-' | '—' | '–' | ' ' | ':') | None => digits.len() <= 4,
            Some(_) => false,
        };
        if !fits {
            return false;
        }
        dated |= matches!(mark, Some('年' | '月' | '日'));
    }
    let in_figures = text
        .split_once(' ')
        .map_or(text, |(day, _)| day)
        .split('-')
        .map(str::len)
        .eq([4, 2, 2]);
    dated || in_figures
}

/// Whether a text gives a place in an order.
fn is_ordinal(text: &str) -> bool {
    let item = text.strip_suffix('.').or(text.strip_prefix("案例"));
    let is_number = |item: &str| !item.is_empty() && item.chars().all(|c| c.is_ascii_digit());
    let place = text.starts_with(['第', '前']) && text.chars().count() <= LONGEST_PLACE;
    place || item.is_some_and(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_reason_fits_a_text() {
        for (text, in_case, reason) in [
            ("2020年11月24日", true, Reason::Date),
            ("2016年", false, Reason::Date),
            ("2015—2020年", true, Reason::Date),
            ("2021-2025年", true, Reason::Date),
            ("4月", true, Reason::Date),
            ("2021-01-08", false, Reason::Date),
            ("2023-05-18 10:52:19", false, Reason::Date),
            ("近1年来", true, Reason::Date),
            ("近五年", true, Reason::Date),
            ("3年", true, Reason::Name),
            ("13月", true, Reason::Name),
            ("1997-2020", false, Reason::Outside),
            ("漳高办发〔2022〕3号", true, Reason::Number),
            ("第七部", true, Reason::Ordinal),
            ("前三位", true, Reason::Ordinal),
            ("第二,办理案件399件", true, Reason::Name),
            ("近期办理399件共3年", true, Reason::Name),
            ("1.", true, Reason::Ordinal),
            ("12345", true, Reason::Name),
            ("010-84772686", false, Reason::Outside),
        ] {
            assert_eq!(reason_of(text, in_case), reason, "{text}");
        }
    }

    #[test]
    fn a_passage_is_repeated_as_far_as_it_is_the_same() {
        let document = Document::new("甲12件，乙。丙12件，乙！".to_owned());
        assert_eq!(repeats(&document, [8, 13], 1), None);
        for (span, of) in [
            ([8, 12], 1),
            ([9, 13], 2),
            ([8, 13], 2),
            ([7, 13], 0),
            ([8, 8], 1),
        ] {
            assert!(repeats(&document, span, of).is_some(), "{span:?} {of}");
        }
    }
}
