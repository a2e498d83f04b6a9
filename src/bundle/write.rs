//! Formatter a bundle: the same bundle, the same bytes.

use std::io::{self, Write};

use super::case::Bundle;
use super::text::Text;

/// The bundle as JSON text, one line for each source, indicator and case, so that a change of one case is a
/// change of one line.
#[must_use]
pub fn write(bundle: &Bundle) -> String {
    let Bundle {
        format,
        version,
        title,
        sources,
        indicators,
        cases,
    } = bundle;
    let mut out = format!(
        "{{\"format\":{},\"version\":{version},\"title\":{},\n\"sources\":[",
        json(format),
        json(title)
    );
    lines(&mut out, sources);
    out.push_str("],\n\"indicators\":[");
    lines(&mut out, indicators);
    out.push_str("],\n\"cases\":[");
    lines(&mut out, cases);
    out.push_str("]}\n");
    out
}

/// Writes a list as JSON text, one line for each entry, as the entries come.
#[derive(Debug)]
pub struct ListWriter<W: Write> {
    out: W,
    len: usize,
}

impl<W: Write> ListWriter<W> {
    /// A list that is written there.
    pub fn new(out: W) -> Self {
        Self { out, len: 0 }
    }

    /// Writes the next entry.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn push<T: serde::Serialize>(&mut self, value: &T) -> io::Result<()> {
        self.out
            .write_all(if self.len == 0 { b"[\n" } else { b",\n" })?;
        self.len += 1;
        Ok(serde_json::to_writer(&mut self.out, value)?)
    }

    /// How many entries were written.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether no entry was written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Writes the end of the list.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        let end = if self.len == 0 { "[\n]\n" } else { "\n]\n" };
        self.out.write_all(end.as_bytes())?;
        self.out.flush()
    }
}

/// Writes an object as JSON text, in a line.
///
/// # Errors
///
/// If it cannot be written.
pub fn write_object<T: serde::Serialize>(out: &mut impl Write, value: &T) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")?;
    out.flush()
}

fn lines<T: serde::Serialize>(out: &mut String, values: &[T]) {
    for (at, value) in values.iter().enumerate() {
        out.push_str(if at == 0 { "\n" } else { ",\n" });
        out.push_str(&json(value));
    }
}

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value)
        .expect("a bundle holds only text, numbers and lists, all of which JSON can write")
}

impl Bundle {
    /// A bundle of these sources, indicators and cases.
    #[must_use]
    pub fn new(
        title: super::case::Bilingual,
        sources: Vec<super::case::Source>,
        indicators: Vec<super::indicator::Indicator>,
        cases: Vec<super::case::Case>,
    ) -> Self {
        Self {
            format: Text::from(super::case::FORMAT),
            version: super::case::VERSION,
            title,
            sources,
            indicators,
            cases,
        }
    }
}
