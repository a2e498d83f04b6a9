//! The result of a query: hits in ranked order.

use std::ops::Range;

use crate::bundle::Lang;
use crate::search::matcher::text_field::TextField;
use crate::search::query::ast::Mistake;

/// A case that matches. Up to a million are sorted at a time, so it is small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    case: u32,
    /// The sum of what its terms score, see `matcher::rank`; more is better, 0 without any term.
    pub score: u32,
    /// The texts that match best, and whether a metric does.
    pub fields: TextFieldSet,
}

/// A set of texts of a case in which a query matches, and whether it matches a metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TextFieldSet(u16);

impl TextFieldSet {
    /// The bit of all running texts.
    const TEXT: u16 = 7;

    fn bit(field: TextField) -> u16 {
        1 << match field {
            TextField::Title(Lang::Zh) => 0,
            TextField::Title(Lang::En) => 1,
            TextField::Tag => 2,
            TextField::Region => 3,
            TextField::Organ => 4,
            TextField::Year => 5,
            TextField::Id => 6,
            TextField::Metric(_)
            | TextField::Heading
            | TextField::Summary(_)
            | TextField::Section(_) => Self::TEXT,
            TextField::Area => 8,
            TextField::EarlierYear => 9,
        }
    }

    /// A metric that meets a filter or a comparison.
    pub(crate) const METRIC: Self = Self(1 << 10);

    /// The union of two sets.
    pub(crate) fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Whether any text is not among `others`.
    #[must_use]
    pub fn beyond(self, others: Self) -> bool {
        self.0 & !others.0 != 0
    }

    /// Whether a term matches in running text only, not in a name.
    #[must_use]
    pub fn in_text(self) -> bool {
        self.0 & 1 << Self::TEXT != 0
    }

    /// Whether a metric meets a filter or a comparison; the same for all hits of a query without alternatives.
    #[must_use]
    pub fn in_metric(self) -> bool {
        self.0 & Self::METRIC.0 != 0
    }
}

impl FromIterator<TextField> for TextFieldSet {
    fn from_iter<I: IntoIterator<Item = TextField>>(fields: I) -> Self {
        Self(
            fields
                .into_iter()
                .fold(0, |all, field| all | Self::bit(field)),
        )
    }
}

/// The result of a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchResult {
    /// By descending score, equals in the bundle's order.
    pub hits: Vec<Hit>,
    /// What of the query was ignored and why, in the order of the query.
    pub mistakes: Vec<Mistake>,
}

/// The result of an empty query on these cases: each of them, in the bundle's order.
pub fn unranked_hits(cases: Range<usize>) -> impl Iterator<Item = Hit> {
    cases.map(Hit::unranked)
}

impl Hit {
    /// A case that matches.
    pub(crate) fn new(case: usize, score: u32, fields: TextFieldSet) -> Self {
        Self {
            case: u32::try_from(case).unwrap_or(u32::MAX),
            score,
            fields,
        }
    }

    fn unranked(case: usize) -> Self {
        Self::new(case, 0, TextFieldSet::default())
    }

    /// The position of the case in the bundle.
    #[must_use]
    pub fn case(&self) -> usize {
        self.case as usize
    }
}
