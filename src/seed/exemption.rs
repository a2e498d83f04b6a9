//! Exemptions: why a number of a document belongs to no figure, as an author writes it down in `not-a-figure`.
//!
//! | reason | allowed for |
//! | --- | --- |
//! | `repeated` | a passage (`span`) that is printed word for word elsewhere, at `of` |
//! | `date` | a day, month, year, range of years or period: `2020年11月24日`, `2015—2020年`, `近五年` |
//! | `number` | the number of a document or licence, which contains 号 |
//! | `ordinal` | a place in an order: `第七部`, `前三位`, `1.`, `案例6` |
//! | `name` | any other text within a case: `12345`, `三项制度`, `一批` |
//! | `outside` | any other text outside every case: headlines, preambles, navigation of a web page |
//!
//! Only the first row that fits is accepted, so that a wrong reason is noticed.

use std::ops::Range;

use crate::bundle::{Document, Fault, Lang, Word, words};
use crate::text::LineColumn;

use super::toml_reader::Fields;

/// The longest text of an exemption, in characters. Longer passages are exempt only where they are printed twice.
const LONGEST: usize = 24;

/// The longest ordinal or period, in characters: `第三十四次`, `近两个月`.
const LONGEST_ORDINAL: usize = 5;

words! {
    /// Why a number of a document belongs to no figure.
    Reason {
        Date = "date", "日期", "date";
        Ordinal = "ordinal", "序数", "ordinal";
        Number = "number", "文号、证号", "document or licence number";
        Name = "name", "名称、习语", "name or idiom";
        Outside = "outside", "案例之外", "outside of every case";
        Repeated = "repeated", "重复刊印", "repeated text";
    }
}

/// An exemption as its author wrote it down.
#[derive(Debug, Clone)]
pub(super) struct Exemption {
    pub reason: Reason,
    pub scope: Scope,
    /// Where it begins in `source.toml`.
    pub place: LineColumn,
}

/// What is exempt. Positions are characters of the document.
#[derive(Debug, Clone)]
pub(super) enum Scope {
    /// A text at one or more positions.
    Text { text: String, at: Vec<u32> },
    /// A passage, and the position of the same passage elsewhere.
    Passage { span: [u32; 2], of: u32 },
}

/// Reads one `not-a-figure`.
pub(super) fn read_exemption(fields: &mut Fields) -> Exemption {
    let reason = fields.word::<Reason>("reason");
    let scope = if reason == Reason::Repeated {
        Scope::Passage {
            span: fields.range("span"),
            of: fields.integer("of"),
        }
    } else {
        Scope::Text {
            text: fields.text("text").as_str().to_owned(),
            at: fields.one_or_more("at"),
        }
    };
    Exemption {
        reason,
        scope,
        place: fields.start(),
    }
}

impl Exemption {
    /// The exempt ranges of characters.
    pub fn ranges(&self) -> Vec<Range<usize>> {
        match &self.scope {
            Scope::Passage { span, .. } => span_ranges(&[*span]),
            Scope::Text { text, at } => {
                let length = text.chars().count();
                at.iter()
                    .map(|at| *at as usize..*at as usize + length)
                    .collect()
            }
        }
    }

    /// Everything that is wrong with it. `in_case` says whether a range of characters overlaps the span of a case.
    pub fn faults(
        &self,
        document: &Document,
        in_case: impl Fn(Range<usize>) -> bool,
    ) -> Vec<Fault> {
        match &self.scope {
            Scope::Passage { span, of } => {
                check_repetition(document, *span, *of).into_iter().collect()
            }
            Scope::Text { text, at } => at
                .iter()
                .filter_map(|at| self.fault_at(document, text, *at as usize, &in_case))
                .collect(),
        }
    }

    /// What is wrong with it at one of its positions.
    fn fault_at(
        &self,
        document: &Document,
        text: &str,
        at: usize,
        in_case: impl Fn(Range<usize>) -> bool,
    ) -> Option<Fault> {
        if !document.has_at(at, text) {
            let positions = document.positions(text, &[[0, u32::MAX]]);
            let message = format!("\"{text}\" is not at {at} of the document");
            return Some(Fault::of_whole(message, suggest(&positions)));
        }
        let length = text.chars().count();
        if length > LONGEST {
            let message = format!("\"{text}\" has more than {LONGEST} characters");
            return Some(Fault::of_whole(message, "exempt each number by itself"));
        }
        let fits = reason_of(text, in_case(at..at + length));
        (fits != self.reason).then(|| {
            let reason = self.reason.key();
            let message = format!("reason \"{reason}\" does not fit \"{text}\" at {at}");
            Fault::of_whole(message, format!("write \"{}\"", fits.key()))
        })
    }
}

/// Spans as ranges.
pub(super) fn span_ranges(spans: &[[u32; 2]]) -> Vec<Range<usize>> {
    spans
        .iter()
        .map(|[from, to]| *from as usize..*to as usize)
        .collect()
}

/// A remedy that lists the positions of a text.
fn suggest(positions: &[usize]) -> String {
    /// The most positions that are listed.
    const SHOWN: usize = 5;
    if positions.is_empty() {
        return "it is nowhere in the document; copy it from there".to_owned();
    }
    let shown: Vec<String> = positions.iter().take(SHOWN).map(usize::to_string).collect();
    let more = if positions.len() > SHOWN { " …" } else { "" };
    format!("it is at {}{more}", shown.join(", "))
}

/// What is wrong with a passage that should be printed elsewhere, too: it must be, and not be part of a longer one that
/// is.
fn check_repetition(document: &Document, [from, to]: [u32; 2], of: u32) -> Option<Fault> {
    let (from, to, of) = (from as usize, to as usize, of as usize);
    let length = to.saturating_sub(from);
    let same = |one: usize, other: usize, length: usize| {
        let passage = document.get(one..one + length);
        passage.is_some() && passage == document.get(other..other + length)
    };
    if length == 0 || from == of || !same(from, of, length) {
        let message = format!("the passage from {from} to {to} is not repeated at {of}");
        return Some(Fault::of_whole(message, "correct span and of"));
    }
    let before = from.checked_sub(1).zip(of.checked_sub(1));
    let is_longer =
        same(from, of, length + 1) || before.is_some_and(|(from, of)| same(from, of, length));
    is_longer.then(|| {
        let message = format!("the passage from {from} to {to} is repeated at {of} beyond its end");
        Fault::of_whole(message, "make the span cover all of it")
    })
}

/// The only reason that fits a text.
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

/// Whether a text is a day, month, year, range of years or period until now, and nothing else.
fn is_date(text: &str) -> bool {
    let period = text.strip_suffix('来').unwrap_or(text);
    let length = period.chars().count();
    if period.starts_with('近') && period.ends_with(['年', '月']) && length <= LONGEST_ORDINAL {
        return true;
    }
    let parts: Vec<&str> = text
        .split_inclusive(|c: char| !c.is_ascii_digit())
        .collect();
    let mut has_mark = false;
    for part in &parts {
        let digits = part.trim_end_matches(|c: char| !c.is_ascii_digit());
        let number: Option<u32> = digits.parse().ok();
        let year = digits.len() == 4 && number.is_some_and(|year| (1900..2100).contains(&year));
        let mark = part.chars().next_back().filter(|c| !c.is_ascii_digit());
        let fits = match mark {
            Some('年') => year,
            Some('月') => number.is_some_and(|month| (1..=12).contains(&month)),
            Some('日') => number.is_some_and(|day| (1..=31).contains(&day)),
            // Between the years of a range, or the parts of a numeric date or a time.
            Some('-' | '—' | '–' | ' ' | ':') | None => digits.len() <= 4,
            Some(_) => false,
        };
        if !fits {
            return false;
        }
        has_mark |= matches!(mark, Some('年' | '月' | '日'));
    }
    let in_digits = text
        .split_once(' ')
        .map_or(text, |(day, _)| day)
        .split('-')
        .map(str::len)
        .eq([4, 2, 2]);
    has_mark || in_digits
}

/// Whether a text is a place in an order.
fn is_ordinal(text: &str) -> bool {
    let item = text.strip_suffix('.').or(text.strip_prefix("案例"));
    let is_number = |item: &str| !item.is_empty() && item.chars().all(|c| c.is_ascii_digit());
    let place = text.starts_with(['第', '前']) && text.chars().count() <= LONGEST_ORDINAL;
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
    fn a_repeated_passage_is_covered_whole() {
        let document = Document::new("甲12件，乙。丙12件，乙！".to_owned());
        assert_eq!(check_repetition(&document, [8, 13], 1), None);
        for (span, of) in [
            ([8, 12], 1),
            ([9, 13], 2),
            ([8, 13], 2),
            ([7, 13], 0),
            ([8, 8], 1),
        ] {
            assert!(
                check_repetition(&document, span, of).is_some(),
                "{span:?} {of}"
            );
        }
    }
}
