//! The columns of a row of the list, as its width allows.

use crate::bundle::{Case, Lang};
use crate::search::{TextField, TextFieldSet};

/// The cells of the columns beside the title; 0 for one that has no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Columns {
    pub title: usize,
    pub region: usize,
    pub year: usize,
    pub organ: usize,
}

/// The cells of the marks before a title.
pub(crate) const MARKS: usize = 2;
/// The blank cells behind a row.
pub(crate) const END: usize = 1;
/// A title is not cut below so many cells for the sake of the region: at 80 columns there is room for it, and for marks.
const BESIDE_REGION: usize = 23;
/// Nor below so many for the sake of the year.
const BESIDE_YEAR: usize = 24;
/// Most titles are whole in this many cells; the organ comes only after that.
const BESIDE_ORGAN: usize = 40;
const REGION: usize = 8;
const YEAR: usize = 4;
const ORGAN: usize = 22;

impl Columns {
    /// The columns for so many cells.
    pub fn of(cells: usize) -> Self {
        let mut title = cells.saturating_sub(MARKS + END);
        let mut give = |cells: usize, title_least: usize| {
            // One cell more parts the column from what is to its left.
            if title > title_least + cells {
                title -= cells + 1;
                cells
            } else {
                0
            }
        };
        let region = give(REGION, BESIDE_REGION);
        let year = if region > 0 {
            give(YEAR, BESIDE_YEAR)
        } else {
            0
        };
        let organ = if year > 0 {
            give(ORGAN, BESIDE_ORGAN)
        } else {
            0
        };
        Self {
            title,
            region,
            year,
            organ,
        }
    }

    /// The cells of each, in the order of [`names`].
    pub fn cells(self) -> [usize; 4] {
        [self.title, self.region, self.year, self.organ]
    }

    /// The places that have a column: of [`names`], those with cells.
    pub fn show(self, lang: Lang) -> TextFieldSet {
        let places = [
            TextField::Title(lang),
            TextField::Area,
            TextField::Year,
            TextField::Organ,
        ];
        let places = places.into_iter().zip(self.cells());
        let shown = places.filter(|(_, cells)| *cells > 0);
        shown.map(|(place, _)| place).collect()
    }
}

/// What the columns of a case say, each with its place.
pub(crate) fn names(case: &Case, lang: Lang) -> [(TextField, String); 4] {
    let latest = case.years.iter().max();
    [
        (TextField::Title(lang), case.title.get(lang).to_owned()),
        (TextField::Area, case.region.short().to_owned()),
        (
            TextField::Year,
            latest.map_or_else(String::new, u16::to_string),
        ),
        (TextField::Organ, case.organ.as_str().to_owned()),
    ]
}
