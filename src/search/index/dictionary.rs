//! Dictionary encoding: texts that several cases share, such as names of organs, are kept once and known by number.

use crate::bundle::Lang;
use crate::search::matcher::text_field::TextField;
use crate::search::query::filters::Field;

/// The texts that cases share, a dictionary each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DictionaryField {
    Tag,
    Area,
    Region,
    Organ,
    Year,
    LabelZh,
    LabelEn,
    Heading,
}

impl DictionaryField {
    /// Every dictionary, by number.
    pub const ALL: [Self; 8] = [
        Self::Tag,
        Self::Area,
        Self::Region,
        Self::Organ,
        Self::Year,
        Self::LabelZh,
        Self::LabelEn,
        Self::Heading,
    ];

    /// Names, in the order in which equals count.
    pub const NAMES: [Self; 5] = [Self::Tag, Self::Area, Self::Region, Self::Organ, Self::Year];

    /// Running texts.
    pub const TEXTS: [Self; 3] = [Self::LabelZh, Self::LabelEn, Self::Heading];

    /// The text field that a match in it counts for.
    pub fn text_field(self) -> TextField {
        match self {
            Self::Tag => TextField::Tag,
            Self::Area => TextField::Area,
            Self::Region => TextField::Region,
            Self::Organ => TextField::Organ,
            Self::Year => TextField::Year,
            Self::LabelZh => TextField::Metric(Lang::Zh),
            Self::LabelEn => TextField::Metric(Lang::En),
            Self::Heading => TextField::Heading,
        }
    }

    /// The column whose values number the texts, if there is one.
    pub fn column(self) -> Option<Field> {
        match self {
            Self::Tag => Some(Field::Tag),
            Self::Organ => Some(Field::Organ),
            Self::Year => Some(Field::Year),
            Self::LabelZh | Self::LabelEn => Some(Field::Metric),
            Self::Area | Self::Region | Self::Heading => None,
        }
    }
}
