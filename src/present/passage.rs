//! The original passage of a case: the document's text in the spans of the case, as paragraphs with the figures marked.

use std::ops::Range;

use crate::bundle::{Case, Document, DocumentError, Lang, Source, check_in_document};
use crate::text::clean;

use super::case_page::{Paragraph, ParagraphKind};
use super::labels::Labels;

/// A figure: its byte range in its paragraph, and the indices of its metrics.
pub(crate) type Mark = (Range<usize>, Vec<usize>);

/// Paragraphs, and the figures of each.
pub(crate) type Passage = (Vec<Paragraph>, Vec<Vec<Mark>>);

/// The text of a document in the spans of a case, after its position and a notice if the document disagrees.
pub(crate) fn passage(case: &Case, source: &Source, document: &Document, lang: Lang) -> Passage {
    let mut builder = PassageBuilder::default();
    let figures = figures(case, document);
    for (at, [from, to]) in case.span.iter().enumerate() {
        if let Some([_, before]) = at.checked_sub(1).and_then(|at| case.span.get(at)) {
            builder.skip(document.get(*before as usize..*from as usize), lang);
        }
        let (mut written, end) = (*from as usize, (*to as usize).min(document.len()));
        for (range, metrics) in &figures {
            if range.start < written || range.end > end {
                continue;
            }
            let between = document.get(written..range.start);
            builder.push(between.unwrap_or_default(), &[]);
            let figure = document.get(range.clone());
            builder.push(figure.unwrap_or_default(), metrics);
            written = range.end;
        }
        builder.push(document.get(written..end).unwrap_or_default(), &[]);
    }
    builder.end_paragraph();
    let mut head = vec![(ParagraphKind::Subtitle, place(case, source, lang))];
    if !check_in_document(case, document).is_empty() {
        let labels = Labels::of(lang);
        head.push((ParagraphKind::Notice, labels.disagrees.to_owned()));
    }
    head.push((ParagraphKind::Gap, String::new()));
    let (mut paragraphs, mut marks) = unmarked(head);
    paragraphs.extend(builder.paragraphs);
    marks.extend(builder.figures);
    (paragraphs, marks)
}

/// The figures of a case that are found in its document, in order: the range in characters, and the indices of the
/// metrics, nearly always one.
fn figures(case: &Case, document: &Document) -> Vec<(Range<usize>, Vec<usize>)> {
    let mut figures: Vec<(Range<usize>, Vec<usize>)> = Vec::new();
    for (index, metric) in case.metrics.iter().enumerate() {
        for point in &metric.points {
            let start = point.at as usize;
            let range = start..start + point.figure.chars().count();
            match figures.iter_mut().find(|(same, _)| *same == range) {
                Some((_, metrics)) => metrics.push(index),
                None if document.has_at(start, &point.figure) => {
                    figures.push((range, vec![index]));
                }
                None => {}
            }
        }
    }
    figures.sort_by_key(|(range, _)| range.start);
    figures
}

/// The position of a passage: the document and the spans, in characters.
fn place(case: &Case, source: &Source, lang: Lang) -> String {
    let spans = case.span.iter().map(|[from, to]| format!("{from}–{to}"));
    let spans: Vec<String> = spans.collect();
    let (document, spans) = (source.document.as_str(), spans.join(", "));
    match lang {
        Lang::Zh => format!("{document} 第 {spans} 字"),
        Lang::En => format!("{document}, characters {spans}"),
    }
}

/// Says that no documents folder is set, and how to set one.
pub(crate) fn not_given(lang: Lang) -> Passage {
    let labels = Labels::of(lang);
    unmarked([
        (ParagraphKind::Notice, labels.no_documents.to_owned()),
        (ParagraphKind::Item, "casebook --sources DIR".to_owned()),
        (
            ParagraphKind::Item,
            "CASEBOOK_SOURCES=DIR casebook".to_owned(),
        ),
    ])
}

/// Says why a document cannot be used, and which one is expected.
pub(crate) fn unusable(reason: &DocumentError, source: &Source, lang: Lang) -> Passage {
    let labels = Labels::of(lang);
    let (message, detail) = match reason {
        DocumentError::Unreadable(reason) => (labels.unreadable, clean(reason).into_owned()),
        DocumentError::WrongHash(hash) => (labels.another_document, format!("SHA-256 {hash}")),
        DocumentError::NotUtf8 => (labels.no_text, String::new()),
    };
    let wanted = format!(
        "{} SHA-256 {}",
        source.document.as_str(),
        source.sha256.as_str()
    );
    unmarked([
        (ParagraphKind::Notice, message.to_owned()),
        (ParagraphKind::Item, detail),
        (ParagraphKind::Gap, String::new()),
        (ParagraphKind::Body, labels.wanted_document.to_owned()),
        (ParagraphKind::Item, wanted),
    ])
}

fn unmarked(paragraphs: impl IntoIterator<Item = (ParagraphKind, String)>) -> Passage {
    let paragraphs: Vec<Paragraph> = paragraphs
        .into_iter()
        .map(|(kind, text)| Paragraph::plain(kind, text))
        .collect();
    let marks = vec![Vec::new(); paragraphs.len()];
    (paragraphs, marks)
}

/// Builds clean paragraphs from pieces of a document.
#[derive(Default)]
struct PassageBuilder {
    paragraphs: Vec<Paragraph>,
    figures: Vec<Vec<Mark>>,
    text: String,
    marks: Vec<Mark>,
}

impl PassageBuilder {
    /// Adds a piece of the document. It is a figure of `metrics`, or plain text if that is empty.
    fn push(&mut self, raw: &str, metrics: &[usize]) {
        for (at, line) in clean(raw).split('\n').enumerate() {
            if at > 0 {
                self.end_paragraph();
            }
            let line = if self.text.is_empty() {
                line.trim_start()
            } else {
                line
            };
            let start = self.text.len();
            self.text.push_str(line);
            if !metrics.is_empty() {
                self.marks.push((start..self.text.len(), metrics.to_vec()));
            }
        }
    }

    /// Adds a line that says how many characters are omitted between two spans; none for white space alone.
    fn skip(&mut self, between: Option<&str>, lang: Lang) {
        self.end_paragraph();
        let between = between.unwrap_or_default().trim();
        if !between.is_empty() {
            let count = between.chars().count();
            let text = match lang {
                Lang::Zh => format!("〔略 {count} 字〕"),
                Lang::En => format!("[{count} characters omitted]"),
            };
            self.paragraphs
                .push(Paragraph::plain(ParagraphKind::Subtitle, text));
            self.figures.push(Vec::new());
        }
    }

    /// Ends the paragraph; a blank one is dropped.
    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        let marks = std::mem::take(&mut self.marks);
        if !text.trim().is_empty() {
            self.paragraphs
                .push(Paragraph::plain(ParagraphKind::Body, text));
            self.figures.push(marks);
        }
    }
}
