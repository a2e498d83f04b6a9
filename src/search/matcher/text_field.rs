//! The searchable texts of a case: names and running texts.

use crate::bundle::{Case, Lang, Text};

/// One of the searchable texts of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextField {
    /// The title in one language.
    Title(Lang),
    /// A tag.
    Tag,
    /// The name of the smallest area.
    Area,
    /// The names of all areas, from the largest to the smallest.
    Region,
    /// The organ.
    Organ,
    /// The latest year.
    Year,
    /// An earlier year.
    EarlierYear,
    /// The id.
    Id,
    /// The label of a metric, in one language.
    Metric(Lang),
    /// A heading above the case in its document.
    Heading,
    /// The summary in one language.
    Summary(Lang),
    /// A section, by index.
    Section(usize),
}

impl TextField {
    /// Whether it is a name, which is matched fuzzily; any other is running text.
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

    /// Whether a scope includes it.
    pub(crate) fn is_in(self, scope: Scope) -> bool {
        match scope {
            Scope::Everything => true,
            Scope::Titles => self.is_title(),
            Scope::Texts => !self.is_name(),
        }
    }
}

/// The texts that a term is limited to, by `title:` or `text:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) enum Scope {
    #[default]
    Everything,
    Titles,
    Texts,
}

/// How deep a search goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// In names only, where matches are found soonest and score most.
    Names,
    /// In all texts.
    All,
}

/// The searchable texts of a case, names first.
pub(crate) fn texts(case: &Case) -> Vec<(TextField, String)> {
    let mut texts = vec![
        (
            TextField::Title(Lang::Zh),
            case.title.zh.as_str().to_owned(),
        ),
        (
            TextField::Title(Lang::En),
            case.title.en.as_str().to_owned(),
        ),
    ];
    texts.extend(case.tags.iter().map(|tag| (TextField::Tag, text(tag))));
    texts.push((TextField::Area, case.region.short().to_owned()));
    texts.push((TextField::Region, case.region.full()));
    texts.push((TextField::Organ, text(&case.organ)));
    let latest = case.years.iter().max();
    texts.extend(case.years.iter().map(|year| {
        let field = if Some(year) == latest {
            TextField::Year
        } else {
            TextField::EarlierYear
        };
        (field, year.to_string())
    }));
    texts.push((TextField::Id, text(&case.id)));
    for metric in &case.metrics {
        texts.push((TextField::Metric(Lang::Zh), text(&metric.label.zh)));
        texts.push((TextField::Metric(Lang::En), text(&metric.label.en)));
    }
    texts.extend(
        case.path
            .iter()
            .map(|heading| (TextField::Heading, text(heading))),
    );
    texts.push((TextField::Summary(Lang::Zh), text(&case.summary.zh)));
    texts.push((TextField::Summary(Lang::En), text(&case.summary.en)));
    let sections = case.sections.iter().enumerate();
    texts.extend(sections.map(|(at, section)| {
        (
            TextField::Section(at),
            section.text.as_str().replace('\n', " "),
        )
    }));
    texts
}

fn text(text: &Text) -> String {
    text.as_str().to_owned()
}
