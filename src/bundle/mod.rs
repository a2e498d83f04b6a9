//! What a case is: plain data, its file format, and the checks it must pass.
//!
//! A *bundle* is one JSON document of sources, indicators and cases (`data/cases.json`; schema:
//! `data/bundle.schema.json`). This room reads it, checks it, and reports every problem with its place and remedy. It
//! also holds the fixed vocabularies (topics, levels, …) and the units, in both languages.
//!
//! Where there are published [`Document`]s, a case is checked against the one it was drawn from.
//!
//! What it is not: it knows no seeds, queries or screens, and never changes a bundle.
//!
//! Invariants: every text of a [`Bundle`] is a [`Text`] or [`Prose`], which are safe to show on a terminal; every
//! bundle that [`parse`] gives and every case that a [`Stream`] gives has passed every check; [`write()`] gives the same
//! bytes for the same bundle.

mod lang;
mod text;
mod vocabulary;

mod case;
mod indicator;
mod metric;
mod unit;

mod figure;
mod interval;

mod fault;
mod problem;

mod check;
mod comparable;
mod document;
mod document_check;

mod file;

mod schema;
mod write;

pub use case::{Bundle, Case, Notice, Region, Section, Source};
pub use check::{check_bundle, check_case};
pub use comparable::{check_comparable, check_indicators};
pub use document::{Document, DocumentError};
pub use document_check::{DocumentCheck, check_in_document};
pub use fault::{Fault, FieldPath};
pub use figure::{ParsedFigure, counts_in, is_numeral, measure_of, parse_figure};
pub use file::open::{OpenBundle, open};
pub use file::parse::{parse, parse_text};
pub use file::rejected::RejectedLine;
pub use file::store::CaseStore;
pub use file::stream::{Batch, Stream};
pub use indicator::{Additivity, Indicator};
pub use interval::Interval;
pub use lang::{Bilingual, Lang};
pub use metric::{Change, Metric, Point, Quantity};
pub use problem::{Problem, Problems};
pub use schema::schema;
pub use text::{Prose, Text};
pub use unit::{begins_with_measure, is_measure, unit_after, unit_is_known, unit_name};
pub(crate) use vocabulary::words;
pub use vocabulary::{Better, Bound, Kind, Level, NoticeKind, Relation, Role, Topic, Word};
pub use write::{ListWriter, write, write_object};
