//! Points of metrics as CSV for spreadsheets.

use std::io::{self, Write};

use crate::bundle::{Bilingual, Case, Lang, Metric, Point, Word};
use crate::text::decimal;

/// Excel reads a file as UTF-8 only if it starts with this.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The heading and cell of each column. A value is a bare number, empty if masked.
type Column = (&'static str, fn(&Case, &Metric, &Point) -> String);
const COLUMNS: &[Column] = &[
    ("case", |case, _, _| case.id.as_str().to_owned()),
    ("title", |case, _, _| case.title.zh.as_str().to_owned()),
    ("metric", |_, metric, _| metric.id.as_str().to_owned()),
    ("metric_zh", |_, metric, _| {
        metric.label.zh.as_str().to_owned()
    }),
    ("metric_en", |_, metric, _| {
        metric.label.en.as_str().to_owned()
    }),
    ("period_zh", |_, metric, _| {
        bilingual(metric.period.as_ref(), Lang::Zh)
    }),
    ("period_en", |_, metric, _| {
        bilingual(metric.period.as_ref(), Lang::En)
    }),
    ("relation", |_, metric, _| metric.relation.key().to_owned()),
    ("better", |_, metric, _| {
        metric.better.map_or("", Word::key).to_owned()
    }),
    ("indicator", |_, metric, _| {
        metric.indicator.as_deref().unwrap_or_default().to_owned()
    }),
    ("point_zh", |_, _, point| {
        bilingual(point.label.as_ref(), Lang::Zh)
    }),
    ("point_en", |_, _, point| {
        bilingual(point.label.as_ref(), Lang::En)
    }),
    ("role", |_, _, point| point.role.key().to_owned()),
    ("value", |_, _, point| {
        point
            .value
            .map_or_else(String::new, |value| decimal(value.get()))
    }),
    ("bound", |_, _, point| point.bound.key().to_owned()),
    ("unit", |_, metric, _| metric.unit.as_str().to_owned()),
    ("figure", |_, _, point| point.figure.as_str().to_owned()),
    ("at", |_, _, point| point.at.to_string()),
];

/// A text in one language; empty if missing.
fn bilingual(text: Option<&Bilingual>, lang: Lang) -> String {
    text.map_or("", |text| text.get(lang)).to_owned()
}

/// Writes a line of headings, then one point a line.
pub(super) struct Csv<W: Write>(csv::Writer<W>);

impl<W: Write> Csv<W> {
    pub(super) fn new(mut out: W) -> io::Result<Self> {
        out.write_all(BYTE_ORDER_MARK.as_bytes())?;
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        let names = COLUMNS.iter().map(|(name, _)| name);
        writer.write_record(names).map_err(cause)?;
        Ok(Self(writer))
    }

    pub(super) fn push(&mut self, case: &Case, metric: &Metric, point: &Point) -> io::Result<()> {
        let cells = COLUMNS.iter();
        let cells = cells.map(|(_, cell)| not_a_formula(cell(case, metric, point)));
        self.0.write_record(cells).map_err(cause)
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The I/O error itself, so that a closed pipe is recognised.
fn cause(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(cause) => cause,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Guards against formula injection: a cell that a spreadsheet would run as a formula gets an apostrophe in front.
/// Numbers stay as they are.
fn not_a_formula(cell: String) -> String {
    let starts_like_one = cell.starts_with(['=', '+', '-', '@']);
    if starts_like_one && cell.parse::<f64>().is_err() {
        format!("'{cell}")
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("@x", "'@x"),
            ("-5", "-5"),
            ("-x", "'-x"),
            ("30", "30"),
        ] {
            assert_eq!(not_a_formula(cell.into()), written);
        }
    }
}
