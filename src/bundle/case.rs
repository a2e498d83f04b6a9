//! Bundle, source and case: the fields, in the order in which they are written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::indicator::Indicator;
use super::lang::Bilingual;
use super::metric::Metric;
use super::text::{Prose, Text};
use super::vocabulary::{Kind, Level, NoticeKind, Topic};

/// What `format` says in every bundle.
pub const FORMAT: &str = "casebook";
/// The one version of the format that this program reads and writes.
pub const VERSION: u32 = 1;

/// A collection of cases with the sources they were drawn from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// Always `casebook`.
    pub format: Text,
    /// The version of the format, 1.
    pub version: u32,
    /// What the collection is called.
    pub title: Bilingual,
    /// The published documents.
    pub sources: Vec<Source>,
    /// What metrics of different cases are compared by.
    #[serde(default)]
    pub indicators: Vec<Indicator>,
    /// The cases, those of one source in the order of its document.
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
    /// What the document is called.
    pub title: Bilingual,
    /// Who published it.
    pub publisher: Text,
    /// The day it was published, `YYYY-MM-DD`, if the document gives it.
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
    /// What sort of entry it is.
    pub kind: Kind,
    /// What the practice is called.
    pub title: Bilingual,
    /// The organ or government that runs the practice.
    pub organ: Text,
    /// Where.
    pub region: Region,
    /// The level of the organ's area.
    pub level: Level,
    /// The years that the case's text dates it to, or the document as a whole its report; empty if neither names one.
    pub years: Vec<u16>,
    /// The period, in the document's own words and in English.
    pub period: Option<Bilingual>,
    /// What it is about, the main topic first.
    pub topics: Vec<Topic>,
    /// Keywords.
    pub tags: Vec<Text>,
    /// What was done, how, and with what result, in a few sentences.
    pub summary: Bilingual,
    /// The case in full, part by part.
    pub sections: Vec<Section>,
    /// Where the case stands in the document: half-open ranges of characters, in order.
    pub span: Vec<[u32; 2]>,
    /// What was counted.
    pub metrics: Vec<Metric>,
    /// What a reader should know about the case.
    pub notices: Vec<Notice>,
}

impl Case {
    /// The years as they are shown: `2022`, `2022–2023`, or nothing.
    #[must_use]
    pub fn years_shown(&self) -> String {
        match (self.years.iter().min(), self.years.iter().max()) {
            (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
            (Some(year), _) => year.to_string(),
            (None, _) => String::new(),
        }
    }
}

/// Where a practice is at work.
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
    /// The areas that are given, the largest first.
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

    /// The names of all areas in one word: `四川省泸州市江阳区`.
    #[must_use]
    pub fn full(&self) -> String {
        self.areas().map(Text::as_str).collect()
    }
}

/// A headed part of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Background, measures, results …
    pub heading: Bilingual,
    /// The text, in Chinese, one paragraph a line.
    pub text: Prose,
}

/// Something a reader should know about a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// What sort of thing.
    pub kind: NoticeKind,
    /// The id of the metric that it is about, if it is about one.
    pub metric: Option<Text>,
    /// In words, naming the numbers.
    pub text: Bilingual,
}
