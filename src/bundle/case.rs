//! Bundle, source and case. Fields are declared in the order in which they are written to a file.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::indicator::Indicator;
use super::lang::Bilingual;
use super::metric::Metric;
use super::text::{Prose, Text};
use super::vocabulary::{Kind, Level, NoticeKind, Topic};

/// The `format` of every bundle.
pub const FORMAT: &str = "casebook";
/// The only version of the format that this program reads and writes.
pub const VERSION: u32 = 1;

/// A collection of cases with the sources they were drawn from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// Always `casebook`.
    pub format: Text,
    /// The version of the format, 1.
    pub version: u32,
    /// The name of the collection.
    pub title: Bilingual,
    /// The published documents.
    pub sources: Vec<Source>,
    /// What metrics of different cases may be compared by.
    #[serde(default)]
    pub indicators: Vec<Indicator>,
    /// The cases; those of a source in the order of its document.
    pub cases: Vec<Case>,
}

impl Bundle {
    /// A bundle of these sources, indicators and cases.
    #[must_use]
    pub fn new(
        title: Bilingual,
        sources: Vec<Source>,
        indicators: Vec<Indicator>,
        cases: Vec<Case>,
    ) -> Self {
        Self {
            format: Text::from(FORMAT),
            version: VERSION,
            title,
            sources,
            indicators,
            cases,
        }
    }

    /// The case with this id.
    #[must_use]
    pub fn case(&self, id: &str) -> Option<&Case> {
        self.cases.iter().find(|case| case.id.as_str() == id)
    }
}

/// One published document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The key that cases refer to.
    pub id: Text,
    /// The title of the document.
    pub title: Bilingual,
    /// Who published it.
    pub publisher: Text,
    /// The date of publication, `YYYY-MM-DD`, if the document gives it.
    pub published: Option<Text>,
    /// The document's file name.
    pub document: Text,
    /// The SHA-256 of the document's bytes, in hexadecimal.
    pub sha256: Text,
}

/// One practice drawn from a source: the unit that is listed and read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The case's key: the source's id, a slash and a name unique in the source.
    pub id: Text,
    /// The id of the source.
    pub source: Text,
    /// The headings above the case in the document, outermost first.
    pub path: Vec<Text>,
    /// The kind of entry.
    pub kind: Kind,
    /// The title of the practice.
    pub title: Bilingual,
    /// The organ or government that runs the practice.
    pub organ: Text,
    /// Where the practice is in force.
    pub region: Region,
    /// The administrative level of the organ.
    pub level: Level,
    /// The years that the case's text gives or, failing that, the document as a whole; empty if neither does.
    pub years: Vec<u16>,
    /// The period, in the document's own words and in English.
    pub period: Option<Bilingual>,
    /// The topics, the main one first.
    pub topics: Vec<Topic>,
    /// Keywords.
    pub tags: Vec<Text>,
    /// What was done, how, and with what result, in a few sentences.
    pub summary: Bilingual,
    /// The full text, in headed sections.
    pub sections: Vec<Section>,
    /// The part of the document that the case covers: half-open ranges of characters, in order.
    pub span: Vec<[u32; 2]>,
    /// What was counted.
    pub metrics: Vec<Metric>,
    /// What a reader should know about the case.
    pub notices: Vec<Notice>,
}

impl Case {
    /// The years as shown: `2022`, `2022–2023`, or nothing.
    #[must_use]
    pub fn years_shown(&self) -> String {
        match (self.years.iter().min(), self.years.iter().max()) {
            (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
            (Some(year), _) => year.to_string(),
            (None, _) => String::new(),
        }
    }
}

/// Where a practice is in force.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Province, autonomous region or municipality.
    pub province: Option<Text>,
    /// Prefecture-level city.
    pub prefecture: Option<Text>,
    /// County, district or county-level city.
    pub county: Option<Text>,
    /// The six-digit division code (GB/T 2260) of the smallest of these.
    pub code: Text,
}

impl Region {
    /// The names of the areas given, the largest first.
    #[must_use]
    pub fn areas(&self) -> impl DoubleEndedIterator<Item = &Text> {
        [&self.province, &self.prefecture, &self.county]
            .into_iter()
            .flatten()
    }

    /// The name of the smallest area.
    #[must_use]
    pub fn short(&self) -> &str {
        self.areas().next_back().map_or("", Text::as_str)
    }

    /// The names of all areas as one string: `四川省泸州市江阳区`.
    #[must_use]
    pub fn full(&self) -> String {
        self.areas().map(Text::as_str).collect()
    }
}

/// A headed section of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// The heading: background, measures, results …
    pub heading: Bilingual,
    /// The text in Chinese, one paragraph per line.
    pub text: Prose,
}

/// Something a reader should know about a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// The kind of notice.
    pub kind: NoticeKind,
    /// The id of the metric that it is about, if any.
    pub metric: Option<Text>,
    /// The notice in words, with the numbers.
    pub text: Bilingual,
}
