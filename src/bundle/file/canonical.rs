//! Reading a line in canonical form, exactly as [`write`](crate::bundle::write) writes it; several times faster than
//! general JSON.
//!
//! In canonical form the fields are in order with nothing between them, so names are compared instead of looked up. The
//! line is checked as a whole for characters that would have to be cleaned, so its texts need not be. This may give up
//! on any line, which is then left to `serde_json`; but what it gives is the same.

use crate::text::is_trivially_clean;

use crate::bundle::case::{Case, Notice, Region, Section};
use crate::bundle::lang::Bilingual;
use crate::bundle::metric::{Metric, Point, Quantity};
use crate::bundle::text::{Prose, Text};
use crate::bundle::vocabulary::Word;

/// The case of a line; `None` if the line is not in canonical form.
pub(super) fn read_canonical(line: &str) -> Option<Case> {
    if !is_trivially_clean(line) {
        return None;
    }
    let mut cursor = Cursor(line);
    let case = Case::read(&mut cursor)?;
    cursor.0.is_empty().then_some(case)
}

/// The part of a line that is still to be read.
struct Cursor<'a>(&'a str);

impl<'a> Cursor<'a> {
    /// Skips these characters if they come next.
    fn skip(&mut self, next: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(next)?;
        Some(())
    }

    /// The next string with its quotation marks, and whether it has escapes.
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

    /// The next bytes for which `of` holds.
    fn take_while(&mut self, of: impl Fn(u8) -> bool) -> Option<&'a str> {
        let end = self.0.bytes().position(|byte| !of(byte))?;
        self.take(end)
    }

    /// The next `end` bytes.
    fn take(&mut self, end: usize) -> Option<&'a str> {
        let (taken, cursor) = self.0.split_at_checked(end)?;
        self.0 = cursor;
        Some(taken)
    }
}

/// A type that can be read in canonical form.
trait Canonical: Sized {
    fn read(cursor: &mut Cursor) -> Option<Self>;
}

/// Reads objects; the fields are given in the order of their declaration.
macro_rules! objects {
    ($($name:ident { $first:ident $(, $field:ident)* })+) => { $(
        impl Canonical for $name {
            fn read(cursor: &mut Cursor) -> Option<Self> {
                cursor.skip(concat!("{\"", stringify!($first), "\":"))?;
                let $first = Canonical::read(cursor)?;
                $(
                    cursor.skip(concat!(",\"", stringify!($field), "\":"))?;
                    let $field = Canonical::read(cursor)?;
                )*
                cursor.skip("}")?;
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

impl<T: Canonical> Canonical for Option<T> {
    fn read(cursor: &mut Cursor) -> Option<Self> {
        match cursor.skip("null") {
            Some(()) => Some(None),
            None => T::read(cursor).map(Some),
        }
    }
}

impl<T: Canonical> Canonical for Vec<T> {
    fn read(cursor: &mut Cursor) -> Option<Self> {
        cursor.skip("[")?;
        let mut list = Self::new();
        if cursor.skip("]").is_some() {
            return Some(list);
        }
        loop {
            list.push(T::read(cursor)?);
            if cursor.skip(",").is_none() {
                cursor.skip("]")?;
                return Some(list);
            }
        }
    }
}

impl Canonical for [u32; 2] {
    fn read(cursor: &mut Cursor) -> Option<Self> {
        cursor.skip("[")?;
        let first = Canonical::read(cursor)?;
        cursor.skip(",")?;
        let second = Canonical::read(cursor)?;
        cursor.skip("]")?;
        Some([first, second])
    }
}

/// Reads texts. As the line is clean, so is a text without escapes.
macro_rules! texts {
    ($($name:ident)+) => { $(
        impl Canonical for $name {
            fn read(cursor: &mut Cursor) -> Option<Self> {
                let (quoted, escaped) = cursor.string()?;
                if escaped {
                    return serde_json::from_str(quoted).ok();
                }
                quoted.get(1..quoted.len() - 1).map(Self::of_clean)
            }
        }
    )+ };
}

texts! { Text Prose }

/// Reads words of a vocabulary.
impl<T: Word> Canonical for T {
    fn read(cursor: &mut Cursor) -> Option<Self> {
        let (quoted, _) = cursor.string()?;
        let key = quoted.get(1..quoted.len() - 1)?;
        T::ALL.iter().copied().find(|word| word.key() == key)
    }
}

impl Canonical for u32 {
    fn read(cursor: &mut Cursor) -> Option<Self> {
        whole(cursor.take_while(|byte| byte.is_ascii_digit())?)
    }
}

/// A whole number that is nothing but digits.
fn whole(digits: &str) -> Option<u32> {
    // JSON does not allow leading zeros, and Rust would parse "+1".
    let plain = digits == "0" || digits.starts_with(|c: char| matches!(c, '1'..='9'));
    digits.parse().ok().filter(|_| plain)
}

impl Canonical for u16 {
    fn read(cursor: &mut Cursor) -> Option<Self> {
        u32::read(cursor)?.try_into().ok()
    }
}

impl Canonical for Quantity {
    fn read(cursor: &mut Cursor) -> Option<Self> {
        let in_number = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
        let number = cursor.take_while(in_number)?;
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
    fn every_case_that_is_built_is_read_canonical() {
        for line in lines() {
            let case = read_canonical(line).expect(line);
            assert!(
                serde_json::from_str::<Case>(line).is_ok_and(|other| other == case),
                "{line}"
            );
        }
    }

    #[test]
    fn canonical_and_general_reading_agree() {
        let counting = lines()
            .into_iter()
            .filter(|line| line.contains("\"value\":"));
        let line = counting.min_by_key(|line| line.len()).expect("a case");
        let mut read = 0;
        for (at, c) in line.char_indices() {
            let (before, after) = line.split_at(at);
            let after = after.strip_prefix(c).expect("it begins with that");
            for put in ["", "\\", "\"", " ", "0", "\\u202e"] {
                let other = [before, put, after].concat();
                if let Some(case) = read_canonical(&other) {
                    read += 1;
                    let read_by_serde = serde_json::from_str::<Case>(&other);
                    assert!(read_by_serde.is_ok_and(|other| other == case), "{other}");
                }
            }
        }
        assert!(read > 1000);
    }
}
