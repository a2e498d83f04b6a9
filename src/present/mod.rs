//! Words and numbers for people, in two languages: labels, formatted values, the page of a case, comparisons, summaries.
//!
//! Every front end takes them from here, the browser as well as the plain listings. What it is not: it knows no terminal,
//! no colour and no key; it gives strings, and lines of strings cut to a number of cells.
//!
//! Invariants: a word that is missing in one language does not compile; a masked value is never written as a number; a
//! value that is a bound is written with its bound.

mod labels;

mod format;
mod glyphs;

mod case_page;
mod comparison;
mod passage;
mod quotes;
mod standing;
mod summary;

pub(crate) use case_page::group_paragraphs;
pub use case_page::{PageLine, Paragraph, ParagraphKind, lay_out, paragraphs};
pub use comparison::{MOST_COMPARED, Row, RowKind, compare};
pub use format::Formatter;
pub(crate) use format::whole;
pub use glyphs::{Glyphs, Signs};
pub use labels::Labels;
pub(crate) use passage::{Mark, not_given, passage, unusable};
pub(crate) use quotes::{Quotation, quotations};
pub use standing::Standing;
pub use summary::{Fact, facts, group_name, heading};
