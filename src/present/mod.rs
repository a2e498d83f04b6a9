//! Text for people in two languages: labels, formatted values, the page of a case, comparisons, summaries.
//!
//! The browser and the plain listings share it. It knows no terminal, colour or key: it returns strings, and lines
//! wrapped to a width in cells.
//!
//! Invariants: a string missing in one language does not compile; a masked value is never written as a number; a bound
//! is never written as an exact value.

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
