//! What a query finds.

use std::ops::Range;

use crate::bundle::Lang;

use crate::search::matcher::text_field::Place;
use crate::search::query::ast::Mistake;

/// A case that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// A million of them are sorted at a time, so they are small; no bundle has more cases than this counts.
    case: u32,
    /// How well it matches; more is better; 0 where no word was looked for.
    pub score: u32,
    /// Where the words were found, and the metrics that filters ask for.
    pub places: Places,
}

/// The places where the words of a query were found best, and whether a metric was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Places(u16);

impl Places {
    /// All running texts are one place here.
    const TEXT: u16 = 7;

    fn bit(place: Place) -> u16 {
        1 << match place {
            Place::Title(Lang::Zh) => 0,
            Place::Title(Lang::En) => 1,
            Place::Tag => 2,
            Place::Region => 3,
            Place::Organ => 4,
            Place::Year => 5,
            Place::Id => 6,
            Place::Metric(_) | Place::Heading | Place::Summary(_) | Place::Section(_) => Self::TEXT,
            Place::Area => 8,
            Place::EarlierYear => 9,
        }
    }

    /// A metric that a filter or a condition asks for.
    pub(crate) const METRIC: Self = Self(1 << 10);

    /// These places and others.
    pub(crate) fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Whether words were found in other places than these.
    #[must_use]
    pub fn beyond(self, others: Self) -> bool {
        self.0 & !others.0 != 0
    }

    /// Whether a word was found in the text only, not in a name.
    #[must_use]
    pub fn in_text(self) -> bool {
        self.0 & 1 << Self::TEXT != 0
    }

    /// Whether a filter or a condition was met by a metric, as is told of every case that it finds.
    #[must_use]
    pub fn in_metric(self) -> bool {
        self.0 & Self::METRIC.0 != 0
    }
}

impl FromIterator<Place> for Places {
    fn from_iter<I: IntoIterator<Item = Place>>(places: I) -> Self {
        Self(
            places
                .into_iter()
                .fold(0, |all, place| all | Self::bit(place)),
        )
    }
}

/// What a query finds, and what of it does not count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// The best first, equals in the bundle's order.
    pub hits: Vec<Hit>,
    /// In the order of the query.
    pub mistakes: Vec<Mistake>,
}

/// What an empty query finds among these cases: each of them, in the bundle's order.
pub fn all(cases: Range<usize>) -> impl Iterator<Item = Hit> {
    cases.map(Hit::unranked)
}

impl Hit {
    pub(crate) fn new(case: usize, score: u32, places: Places) -> Self {
        Self {
            case: u32::try_from(case).unwrap_or(u32::MAX),
            score,
            places,
        }
    }

    fn unranked(case: usize) -> Self {
        Self::new(case, 0, Places::default())
    }

    /// The index of the case in the bundle.
    #[must_use]
    pub fn case(&self) -> usize {
        self.case as usize
    }
}
