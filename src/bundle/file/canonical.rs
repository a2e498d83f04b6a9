//! Reading the line of a case as [`write`](crate::bundle::write) writes it, several times faster than any JSON can be read.
//!
//! The fields have their order and nothing stands between them, so each name is compared and not looked up; and as a
//! line is looked at as a whole for what would have to be cleaned away, its texts need not be. A line in which
//! anything is different is left to `serde_json`, so this may give up wherever it likes, but what it gives is what
//! that gives.

use crate::text::is_trivially_clean;

use crate::bundle::case::{Case, Notice, Region, Section};
use crate::bundle::lang::Bilingual;
use crate::bundle::metric::{Metric, Point, Quantity};
use crate::bundle::text::{Prose, Text};
use crate::bundle::vocabulary::Word;

/// The case that a line holds, if it is written as it would be written here.
pub(super) fn read_as_built(line: &str) -> Option<Case> {
    if !is_trivially_clean(line) {
        return None;
    }
    let mut rest = Rest(line);
    let case = Case::read(&mut rest)?;
    rest.0.is_empty().then_some(case)
}

/// What of a line is still to be read.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    /// Goes on behind these characters, if they come next.
    fn skip(&mut self, next: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(next)?;
        Some(())
    }

    /// The next string with its quotation marks, and whether something in it is escaped.
    fn string(&mut self) -> Option<(&'a str, bool)> {
        let bytes = self.0.strip_prefix('"')?.as_bytes();
        let (mut end, mut escaped) = (0, false);
        loop {
            match bytes.get(end)? {
                b'"' => return Some((self.take(end + 2)?, escaped)),
                b'\\' => {
                    escaped = true;
                    end += 2;
                }
                _ => end += 1,
            }
        }
    }

    /// The next bytes in which this holds.
    fn while_in(&mut self, of: impl Fn(u8) -> bool) -> Option<&'a str> {
        let end = self.0.bytes().position(|byte| !of(byte))?;
        self.take(end)
    }

    fn take(&mut self, end: usize) -> Option<&'a str> {
        let (taken, rest) = self.0.split_at_checked(end)?;
        self.0 = rest;
        Some(taken)
    }
}

/// What can be read as it is written here.
trait AsBuilt: Sized {
    fn read(rest: &mut Rest) -> Option<Self>;
}

/// Reads objects of these types; the fields are in the order of the type.
macro_rules! objects {
    ($($name:ident { $first:ident $(, $field:ident)* })+) => { $(
        impl AsBuilt for $name {
            fn read(rest: &mut Rest) -> Option<Self> {
                rest.skip(concat!("{\"", stringify!($first), "\":"))?;
                let $first = AsBuilt::read(rest)?;
                $(
                    rest.skip(concat!(",\"", stringify!($field), "\":"))?;
                    let $field = AsBuilt::read(rest)?;
                )*
                rest.skip("}")?;
                Some(Self { $first $(, $field)* })
            }
        }
    )+ };
}

objects! {
    Case {
        id, source, path, kind, title, organ, region, level, years, period, topics, tags, summary, sections, span,
        metrics, notices
    }
    Region { province, prefecture, county, code }
    Section { heading, text }
    Metric { id, label, unit, relation, better, period, indicator, points }
    Point { label, role, value, bound, figure, at }
    Notice { kind, metric, text }
    Bilingual { zh, en }
}

impl<T: AsBuilt> AsBuilt for Option<T> {
    fn read(rest: &mut Rest) -> Option<Self> {
        match rest.skip("null") {
            Some(()) => Some(None),
            None => T::read(rest).map(Some),
        }
    }
}

impl<T: AsBuilt> AsBuilt for Vec<T> {
    fn read(rest: &mut Rest) -> Option<Self> {
        rest.skip("[")?;
        let mut list = Self::new();
        if rest.skip("]").is_some() {
            return Some(list);
        }
        loop {
            list.push(T::read(rest)?);
            if rest.skip(",").is_none() {
                rest.skip("]")?;
                return Some(list);
            }
        }
    }
}

impl AsBuilt for [u32; 2] {
    fn read(rest: &mut Rest) -> Option<Self> {
        rest.skip("[")?;
        let first = AsBuilt::read(rest)?;
        rest.skip(",")?;
        let second = AsBuilt::read(rest)?;
        rest.skip("]")?;
        Some([first, second])
    }
}

/// Reads texts. The line is clean, so a text is, unless something in it is escaped.
macro_rules! texts {
    ($($name:ident)+) => { $(
        impl AsBuilt for $name {
            fn read(rest: &mut Rest) -> Option<Self> {
                let (quoted, escaped) = rest.string()?;
                if escaped {
                    return serde_json::from_str(quoted).ok();
                }
                quoted.get(1..quoted.len() - 1).map(Self::of_clean)
            }
        }
    )+ };
}

texts! { Text Prose }

/// Reads the words of the field.
impl<T: Word> AsBuilt for T {
    fn read(rest: &mut Rest) -> Option<Self> {
        let (quoted, _) = rest.string()?;
        let key = quoted.get(1..quoted.len() - 1)?;
        T::ALL.iter().copied().find(|word| word.key() == key)
    }
}

impl AsBuilt for u32 {
    fn read(rest: &mut Rest) -> Option<Self> {
        whole(rest.while_in(|byte| byte.is_ascii_digit())?)
    }
}

/// A whole number in nothing but digits.
fn whole(digits: &str) -> Option<u32> {
    // JSON has no number that begins with a 0 to which more digits belong, and Rust has +1.
    let plain = digits == "0" || digits.starts_with(|c: char| matches!(c, '1'..='9'));
    digits.parse().ok().filter(|_| plain)
}

impl AsBuilt for u16 {
    fn read(rest: &mut Rest) -> Option<Self> {
        u32::read(rest)?.try_into().ok()
    }
}

impl AsBuilt for Quantity {
    fn read(rest: &mut Rest) -> Option<Self> {
        let in_number = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
        let number = rest.while_in(in_number)?;
        match whole(number) {
            Some(whole) => Self::new(f64::from(whole)),
            None => serde_json::from_str(number).ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines() -> Vec<&'static str> {
        let text = include_str!("../../../data/cases.json");
        let (_, lines) = text.split_once("\"cases\":[\n").expect("the list of cases");
        let lines = lines.strip_suffix("]}\n").expect("its end").split(",\n");
        lines.collect()
    }

    #[test]
    fn every_case_that_is_built_is_read_as_built() {
        for line in lines() {
            let case = read_as_built(line).expect(line);
            assert!(
                serde_json::from_str::<Case>(line).is_ok_and(|other| other == case),
                "{line}"
            );
        }
    }

    #[test]
    fn what_is_read_otherwise_is_read_the_same() {
        let counting = lines()
            .into_iter()
            .filter(|line| line.contains("\"value\":"));
        let line = counting.min_by_key(|line| line.len()).expect("a case");
        let mut read = 0;
        for (at, c) in line.char_indices() {
            let (before, behind) = line.split_at(at);
            let behind = behind.strip_prefix(c).expect("it begins with that");
            for put in ["", "\\", "\"", " ", "0", "\\u202e"] {
                let other = [before, put, behind].concat();
                if let Some(case) = read_as_built(&other) {
                    read += 1;
                    let read_by_serde = serde_json::from_str::<Case>(&other);
                    assert!(read_by_serde.is_ok_and(|other| other == case), "{other}");
                }
            }
        }
        assert!(read > 1000);
    }
}
