//! Reading `source.toml` and `bundle.toml`.

use crate::bundle::{Bilingual, Problem, Source, Text};

use super::exemption::{Exemption, read_exemption};
use super::toml_reader::SeedFile;

/// What a source's seed has besides the source.
#[derive(Debug, Clone)]
pub(super) struct SourceSeed {
    /// The name of the file in problems.
    pub file: String,
    pub exemptions: Vec<Exemption>,
}

/// Reads `bundle.toml`: the title of the collection.
pub(super) fn read_title(file: &SeedFile, problems: &mut Vec<Problem>) -> Bilingual {
    file.read(problems, |fields| fields.bilingual("title"))
        .unwrap_or_default()
}

/// Reads `source.toml`; `id` is the name of its folder.
pub(super) fn read_source(
    file: &SeedFile,
    id: &str,
    problems: &mut Vec<Problem>,
) -> Option<(Source, SourceSeed)> {
    let mut exemptions = Vec::new();
    let source = file.read(problems, |fields| {
        exemptions = fields.tables("not-a-figure", |_, fields| read_exemption(fields));
        let source = Source {
            id: Text::from(id),
            title: fields.bilingual("title"),
            publisher: fields.text("publisher"),
            published: fields.optional_text("published"),
            document: fields.text("document"),
            sha256: fields.text("sha256"),
        };
        if source.published.as_ref().is_some_and(|day| !is_date(day)) {
            fields.report(
                "published",
                "published is not a date",
                "write it as \"2023-05-18\", or leave it out",
            );
        }
        let hash = &source.sha256;
        if !hash.is_empty()
            && (hash.len() != 64 || !hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
        {
            fields.report(
                "sha256",
                "sha256 is not 64 hexadecimal digits",
                "copy it from `sha256sum` of the document",
            );
        }
        source
    })?;
    let seed = SourceSeed {
        file: file.name.clone(),
        exemptions,
    };
    Some((source, seed))
}

/// Whether a text is a date as `YYYY-MM-DD`.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |at: usize, digits: usize| {
        parts
            .get(at)
            .filter(|part| part.len() == digits)
            .and_then(|part| part.parse::<u16>().ok())
    };
    let in_range = |value: Option<u16>, range: std::ops::RangeInclusive<u16>| {
        value.is_some_and(|v| range.contains(&v))
    };
    parts.len() == 3
        && number(0, 4).is_some()
        && in_range(number(1, 2), 1..=12)
        && in_range(number(2, 2), 1..=31)
}
