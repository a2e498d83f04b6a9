//! The columns of the list: which of them fit its width.

use crate::bundle::{Case, Lang};
use crate::search::{TextField, TextFieldSet};

/// The widths of the columns in cells; 0 for one that has no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Columns {
    pub title: usize,
    pub region: usize,
    pub year: usize,
    pub organ: usize,
}

/// Cells before the title: the cursor and the mark of notices.
pub(crate) const MARKS: usize = 2;
/// Blank cells at the end of a row.
pub(crate) const END: usize = 1;
/// The region is shown only if more cells than this are left for the title: at 80 columns they are, marks included.
const BESIDE_REGION: usize = 23;
/// The same for the year.
const BESIDE_YEAR: usize = 24;
/// The same for the organ: most titles fit in this many cells.
const BESIDE_ORGAN: usize = 40;
const REGION: usize = 8;
const YEAR: usize = 4;
const ORGAN: usize = 22;

impl Columns {
    /// The columns that fit into `cells` cells.
    pub fn of(cells: usize) -> Self {
        let mut title = cells.saturating_sub(MARKS + END);
        let mut give = |cells: usize, title_least: usize| {
            // One more cell separates the column from the one to its left.
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

    /// The widths, in the order of [`names`].
    pub fn cells(self) -> [usize; 4] {
        [self.title, self.region, self.year, self.organ]
    }

    /// The fields that a row shows: those of [`names`] whose column has cells.
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

/// The texts of the columns of a case, each with its field.
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
