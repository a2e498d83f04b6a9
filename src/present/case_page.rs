//! The page of a case as paragraphs, in reading order. Shared by the reader and `casebook show`.

use std::ops::Range;

use crate::bundle::{Case, Lang, Source, Text, Word};
use crate::catalogue::Totals;
use crate::text::{pad, width, wrap};

use super::labels::Labels;

/// The mark before each item of a list.
const BULLET: &str = "▪ ";

/// A paragraph of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// How it looks.
    pub kind: ParagraphKind,
    /// Text before it on its first line, such as the name of a fact.
    pub label: String,
    /// Its text.
    pub text: String,
}

impl Paragraph {
    /// A paragraph with nothing before its text.
    pub(crate) fn plain(kind: ParagraphKind, text: impl Into<String>) -> Self {
        Self {
            kind,
            label: String::new(),
            text: text.into(),
        }
    }
}

/// How a paragraph looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParagraphKind {
    /// The case's title.
    Title,
    /// The title in the other language.
    Subtitle,
    /// A labelled fact.
    Fact,
    /// The heading of a section.
    Heading,
    /// Running text.
    Body,
    /// An item of a list.
    Item,
    /// A notice.
    Notice,
    /// An empty line.
    Gap,
}

/// A line of a page: part of a paragraph, after a label, a bullet or an indent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLine {
    /// The index of the paragraph.
    pub paragraph: usize,
    /// The byte range in its text.
    pub range: Range<usize>,
    /// A label or a bullet on a paragraph's first line, blanks of the same width on the others.
    pub before: String,
}

/// Wraps paragraphs to a width of `cells` cells. The texts of facts are aligned after the widest label.
#[must_use]
pub fn lay_out(paragraphs: &[Paragraph], cells: usize) -> Vec<PageLine> {
    let facts = paragraphs
        .iter()
        .filter(|paragraph| paragraph.kind == ParagraphKind::Fact);
    let label_cells = facts.map(|fact| width(&fact.label) + 2).max().unwrap_or(0);
    let mut lines = Vec::new();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let label = match paragraph.kind {
            ParagraphKind::Fact => pad(&paragraph.label, label_cells),
            ParagraphKind::Item => BULLET.to_owned(),
            ParagraphKind::Notice
            | ParagraphKind::Title
            | ParagraphKind::Subtitle
            | ParagraphKind::Heading
            | ParagraphKind::Body
            | ParagraphKind::Gap => paragraph.label.clone(),
        };
        let indent = width(&label);
        let ranges = wrap(&paragraph.text, cells.saturating_sub(indent));
        lines.extend(
            ranges
                .into_iter()
                .enumerate()
                .map(|(line, range)| PageLine {
                    paragraph: at,
                    range,
                    before: if line == 0 {
                        label.clone()
                    } else {
                        pad("", indent)
                    },
                }),
        );
    }
    lines
}

/// The paragraphs of a case, given the source it was drawn from.
#[must_use]
pub fn paragraphs(source: Option<&Source>, case: &Case, lang: Lang) -> Vec<Paragraph> {
    let labels = Labels::of(lang);
    let mut page = vec![
        Paragraph::plain(ParagraphKind::Title, case.title.get(lang)),
        Paragraph::plain(ParagraphKind::Subtitle, case.title.get(lang.other())),
        Paragraph::plain(ParagraphKind::Gap, ""),
    ];
    for notice in &case.notices {
        page.push(Paragraph {
            kind: ParagraphKind::Notice,
            label: format!("{}{}", labels.notice, labels.colon),
            text: notice.text.get(lang).to_owned(),
        });
    }
    if !case.notices.is_empty() {
        page.push(Paragraph::plain(ParagraphKind::Gap, ""));
    }
    page.extend(labelled(facts(case, lang)));
    page.push(Paragraph::plain(ParagraphKind::Gap, ""));
    page.push(Paragraph::plain(ParagraphKind::Heading, labels.summary));
    page.push(Paragraph::plain(
        ParagraphKind::Body,
        case.summary.get(lang),
    ));
    for section in &case.sections {
        page.push(Paragraph::plain(ParagraphKind::Gap, ""));
        page.push(Paragraph::plain(
            ParagraphKind::Heading,
            section.heading.get(lang),
        ));
        let lines: Vec<&str> = section
            .text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .collect();
        let kind = if lines.len() > 1 {
            ParagraphKind::Item
        } else {
            ParagraphKind::Body
        };
        page.extend(lines.into_iter().map(|line| Paragraph::plain(kind, line)));
    }
    page.push(Paragraph::plain(ParagraphKind::Gap, ""));
    page.extend(labelled(origins(source, case, lang)));
    page
}

/// The paragraphs of a group of cases: its totals, the source if the group is a whole source, and the titles of its
/// first cases.
pub(crate) fn group_paragraphs(
    title: &str,
    source: Option<&Source>,
    (totals, cases): (Totals, &[&Case]),
    lang: Lang,
) -> Vec<Paragraph> {
    let labels = Labels::of(lang);
    let mut facts: Vec<(&str, String)> = vec![
        (labels.cases, totals.cases.to_string()),
        (labels.metrics, totals.metrics.to_string()),
        (labels.points, totals.points.to_string()),
        (labels.notices, totals.notices.to_string()),
    ];
    if let Some(source) = source {
        facts.push((labels.publisher, source.publisher.as_str().to_owned()));
        facts.extend(
            source
                .published
                .as_ref()
                .map(|day| (labels.published, day.as_str().to_owned())),
        );
        facts.push((labels.document, source.document.as_str().to_owned()));
        facts.push(("SHA-256", source.sha256.as_str().to_owned()));
    }
    let mut page = vec![
        Paragraph::plain(ParagraphKind::Title, title),
        Paragraph::plain(ParagraphKind::Gap, ""),
    ];
    page.extend(labelled(facts));
    page.push(Paragraph::plain(ParagraphKind::Gap, ""));
    page.push(Paragraph::plain(ParagraphKind::Heading, labels.cases));
    page.extend(
        cases
            .iter()
            .map(|case| Paragraph::plain(ParagraphKind::Item, case.title.get(lang))),
    );
    let more = totals.cases.saturating_sub(cases.len());
    if more > 0 {
        page.push(Paragraph::plain(ParagraphKind::Body, (labels.more)(more)));
    }
    page
}

/// Facts as labelled paragraphs; facts without text are left out.
fn labelled(facts: impl IntoIterator<Item = (&'static str, String)>) -> Vec<Paragraph> {
    facts
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(label, text)| Paragraph {
            kind: ParagraphKind::Fact,
            label: label.to_owned(),
            text,
        })
        .collect()
}

/// The facts above the text: organ, region, time, kind and topics.
pub(crate) fn facts(case: &Case, lang: Lang) -> [(&'static str, String); 5] {
    let labels = Labels::of(lang);
    let level = case.level.name(lang);
    let region = match lang {
        Lang::Zh => format!(
            "{}（{}）  {level}",
            case.region.full(),
            case.region.code.as_str()
        ),
        Lang::En => format!(
            "{} ({})  {level}",
            case.region.full(),
            case.region.code.as_str()
        ),
    };
    let time = match (case.years_shown(), &case.period, lang) {
        (years, None, _) => years,
        (years, Some(period), _) if years.is_empty() => period.get(lang).to_owned(),
        (years, Some(period), Lang::Zh) => format!("{years}（{}）", period.zh.as_str()),
        (years, Some(period), Lang::En) => format!("{years} ({})", period.en.as_str()),
    };
    [
        (labels.organ, case.organ.as_str().to_owned()),
        (labels.region, region),
        (labels.years, time),
        (labels.kind, case.kind.name(lang).to_owned()),
        (
            labels.topics,
            list(case.topics.iter().map(|topic| topic.name(lang)), lang),
        ),
    ]
}

/// The facts below the text: tags, source and id.
pub(crate) fn origins(
    source: Option<&Source>,
    case: &Case,
    lang: Lang,
) -> [(&'static str, String); 3] {
    let labels = Labels::of(lang);
    let source = source.map_or_else(String::new, |source| {
        let mut parts = vec![source.title.get(lang), source.publisher.as_str()];
        parts.extend(source.published.as_deref());
        parts.extend(case.path.iter().map(Text::as_str));
        list(parts, lang)
    });
    [
        (labels.tags, list(case.tags.iter().map(Text::as_str), lang)),
        (labels.source, source),
        (labels.id, case.id.as_str().to_owned()),
    ]
}

/// Joins parts with the language's list separator; empty parts are skipped.
fn list<'a>(parts: impl IntoIterator<Item = &'a str>, lang: Lang) -> String {
    let separator = match lang {
        Lang::Zh => "、",
        Lang::En => ", ",
    };
    parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(separator)
}
