//! Writing JSON: a bundle, always as the same bytes, and lists and objects for other programs.

use std::io::{self, Write};

use super::case::Bundle;

/// The bundle as JSON, one line for each source, indicator and case, so that a changed case is one changed line.
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

/// Writes a JSON list as its entries come, one per line.
#[derive(Debug)]
pub struct ListWriter<W: Write> {
    out: W,
    len: usize,
}

impl<W: Write> ListWriter<W> {
    /// Starts an empty list.
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

    /// The number of entries written.
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

/// Writes an object as one line of JSON.
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
    serde_json::to_string(value).expect(
        "a bundle has only strings, finite numbers, lists and objects, which are all valid JSON",
    )
}
