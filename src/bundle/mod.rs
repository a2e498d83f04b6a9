//! What a case is: plain data, its file format, and the checks it must pass.
//!
//! A *bundle* is one JSON document with sources and cases (`data/cases.json`; its schema is
//! `data/bundle.schema.json`). This room reads one, checks all of it and tells every problem with its
//! place and remedy. It also holds the words of the field (topics, levels, units) in both languages.
//!
//! A [`Shelf`] gives the cases of a bundle one by one. Metrics of different cases are compared only by an [`Indicator`]
//! that the bundle gives them.
//!
//! A small bundle is read as a whole. Of a large file only its beginning is, and then its cases one by one ([`Stream`]);
//! where each lies is kept ([`Shelf`]), so that it can be read again when it is needed.
//!
//! A bundle can be held against the published [`Document`]s, where somebody has them.
//!
//! What it is not: it does not know seeds, queries or screens, and it never changes a bundle.
//!
//! Invariants: every text in a [`Bundle`] is a [`Text`] or [`Prose`], which are safe to show on a terminal; a bundle
//! that [`parse`] gives has passed every check, and so has every case of a [`Stream`]; the same bundle is always written as the same bytes.

mod lang;
mod text;

mod case;
mod indicator;
mod metric;
mod unit;
mod vocabulary;

mod figure;
mod interval;

mod fault;

mod check;
mod comparable;
mod document;

mod as_built;
mod fast;
mod load;

mod left_out;
mod open;
mod shelf;
mod stream;

mod diagnose;
mod problem;
mod schema;
mod write;

pub use case::{Bundle, Case, FORMAT, Notice, Region, Section, Source, VERSION};
pub use check::{check_bundle, check_case};
pub use comparable::{check_compared, check_indicators};
pub use document::{Document, InDocuments, NoDocument, check_in_document, is_file_name};
pub use fault::{Fault, Spot};
pub use figure::{Reading, counts_in, is_numeral, measure_of, read_figure};
pub use indicator::{Indicator, Sums};
pub use interval::Interval;
pub use lang::{Bilingual, Lang};
pub use left_out::LeftOut;
pub use load::{parse, parse_text};
pub use metric::{Change, Metric, Point, Quantity};
pub use open::{Opened, open};
pub use problem::{Problem, Problems};
pub use schema::schema;
pub use shelf::Shelf;
pub use stream::{Batch, Stream};
pub use text::{Prose, Text};
pub use unit::{begins_with_measure, is_measure, unit_behind, unit_is_known, unit_name};
pub(crate) use vocabulary::words;
pub use vocabulary::{Better, Bound, Kind, Level, NoticeKind, Relation, Role, Topic, Word};
pub use write::{ListWriter, write, write_object};
