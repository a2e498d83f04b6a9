//! Where in a case words are looked for.

use crate::bundle::{Case, Lang, Text};

/// A text of a case that is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// The title in one language.
    Title(Lang),
    /// A tag.
    Tag,
    /// The name of its smallest area.
    Area,
    /// The names of all its areas.
    Region,
    /// The organ.
    Organ,
    /// Its latest year.
    Year,
    /// An earlier year.
    EarlierYear,
    /// The id.
    Id,
    /// What a metric counts, in one language.
    Metric(Lang),
    /// A heading above the case in its document.
    Heading,
    /// The summary in one language.
    Summary(Lang),
    /// A section, by its index.
    Section(usize),
}

impl Place {
    /// Whether it is a name, in which words are matched fuzzily; the others are running text.
    #[must_use]
    pub fn is_name(self) -> bool {
        match self {
            Self::Title(_)
            | Self::Tag
            | Self::Area
            | Self::Region
            | Self::Organ
            | Self::Year
            | Self::EarlierYear
            | Self::Id => true,
            Self::Metric(_) | Self::Heading | Self::Summary(_) | Self::Section(_) => false,
        }
    }

    /// Whether it is a title, in either language.
    #[must_use]
    pub fn is_title(self) -> bool {
        matches!(self, Self::Title(_))
    }

    /// Whether it is what `title:` asks for, or else `text:`.
    pub(crate) fn is_in(self, scope: Scope) -> bool {
        match scope {
            Scope::Everything => true,
            Scope::Titles => self.is_title(),
            Scope::Texts => !self.is_name(),
        }
    }
}

/// In which texts a word is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) enum Scope {
    #[default]
    Everything,
    Titles,
    Texts,
}

/// In what of each case words are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// In its names only, where words are found soonest and score most.
    Names,
    /// In all its texts.
    All,
}

/// The texts of a case that are searched, names first.
pub(crate) fn texts(case: &Case) -> Vec<(Place, String)> {
    let mut texts = vec![
        (Place::Title(Lang::Zh), case.title.zh.as_str().to_owned()),
        (Place::Title(Lang::En), case.title.en.as_str().to_owned()),
    ];
    texts.extend(case.tags.iter().map(|tag| (Place::Tag, text(tag))));
    texts.push((Place::Area, case.region.short().to_owned()));
    texts.push((Place::Region, case.region.full()));
    texts.push((Place::Organ, text(&case.organ)));
    let latest = case.years.iter().max();
    texts.extend(case.years.iter().map(|year| {
        let field = if Some(year) == latest {
            Place::Year
        } else {
            Place::EarlierYear
        };
        (field, year.to_string())
    }));
    texts.push((Place::Id, text(&case.id)));
    for metric in &case.metrics {
        texts.push((Place::Metric(Lang::Zh), text(&metric.label.zh)));
        texts.push((Place::Metric(Lang::En), text(&metric.label.en)));
    }
    texts.extend(
        case.path
            .iter()
            .map(|heading| (Place::Heading, text(heading))),
    );
    texts.push((Place::Summary(Lang::Zh), text(&case.summary.zh)));
    texts.push((Place::Summary(Lang::En), text(&case.summary.en)));
    let sections = case.sections.iter().enumerate();
    texts.extend(
        sections
            .map(|(at, section)| (Place::Section(at), section.text.as_str().replace('\n', " "))),
    );
    texts
}

fn text(text: &Text) -> String {
    text.as_str().to_owned()
}
