//! The original passage of a case, in the reader's place: what the document prints, its figures marked.
//!
//! ```text
//!  原文 6/83                                                         60%
//!  000_fc5539f3410f42c8.txt 第 2994–3512 字
//!
//!  自成立以来,中心共审查1126件,其中民事合同类629件……
//!                      ^^^^^^ each figure underlined, those of the selected metric highlighted
//! ```

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::bundle::{Case, Document, DocumentError, Lang, Source, Text, check_in_document};
use crate::text::clean;
use crate::tui::app::App;
use crate::tui::documents::Answer;
use crate::tui::event::Size;
use crate::tui::keymap::Mode;
use crate::tui::labels::Labels;
use crate::tui::layout::{Pane, content};
use crate::tui::page::{PageLine, Paragraph, ParagraphKind, lay_out};
use crate::tui::theme::Theme;

use super::quotation::{Quotation, quotations};
use super::reader::{style_of, text_area, with_place};
use super::scroll::{Step, percent, top_for};
use super::spans::{Title, marked, put};

/// The document that was read last, and the passage laid out for a width.
#[derive(Debug, Clone, Default)]
pub(in crate::tui) struct PassagePane {
    /// The source that was asked for, and its document once it is there.
    document: Option<(Text, Option<Answer>)>,
    paragraphs: Vec<Paragraph>,
    /// The figures of each paragraph.
    figures: Vec<Vec<Mark>>,
    lines: Vec<PageLine>,
    top: usize,
    laid_out_for: Option<LaidOutFor>,
    /// The metric whose figures are highlighted.
    metric: Option<usize>,
}

/// What a layout depends on; while it is the same, the layout is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
struct LaidOutFor {
    case: Text,
    read: bool,
    lang: Lang,
    width: u16,
}

impl PassagePane {
    /// Notes that a source's document is wanted; whether it has to be asked for.
    pub fn want(&mut self, source: &Text) -> bool {
        let known = self.document.as_ref().is_some_and(|(id, _)| id == source);
        if !known {
            self.document = Some((source.clone(), None));
        }
        !known
    }

    /// Takes in a document, unless another one is wanted by now.
    pub fn take(&mut self, source: &Text, document: Answer) {
        if let Some((id, wanted)) = &mut self.document
            && id == source
        {
            *wanted = Some(document);
        }
    }

    /// Forgets the layout, so that the passage opens at its beginning; and a document that could not be
    /// read, so that it is asked for again.
    pub fn close(&mut self) {
        self.laid_out_for = None;
        if !matches!(&self.document, Some((_, Some(Answer::Document(_))))) {
            self.document = None;
        }
    }

    /// Whether a source's document is there to be quoted.
    pub fn is_of(&self, source: &Text) -> bool {
        self.document_of(source).is_some()
    }

    fn document_of(&self, source: &Text) -> Option<&Document> {
        match self.document.as_ref()? {
            (id, Some(Answer::Document(document))) if id == source => Some(document),
            _ => None,
        }
    }

    /// What the document says of a metric of a case, if it is there.
    pub(super) fn quotations(
        &self,
        (case, source): (&Case, &Source),
        metric: usize,
        lang: Lang,
    ) -> Vec<Quotation> {
        let document = self.document_of(&source.id);
        let passage = document.map(|document| passage(case, source, document, lang));
        passage.map_or_else(Vec::new, |passage| quotations(&passage, metric))
    }

    pub fn step(&mut self, step: Step, rows: usize) {
        self.top = step.scrolled(self.top, self.lines.len(), rows);
    }

    /// Lays the passage of a case out and brings the figures of the chosen metric into view.
    pub fn lay_out(
        &mut self,
        (case, source): (&Case, &Source),
        metric: Option<usize>,
        lang: Lang,
        size: Size,
    ) {
        let document = self.document.as_ref().and_then(|(_, read)| read.as_ref());
        let wanted = LaidOutFor {
            case: case.id.clone(),
            read: document.is_some(),
            lang,
            width: size.width,
        };
        let rows = usize::from(size.height);
        let anew = self.laid_out_for.as_ref() != Some(&wanted);
        if anew {
            let same_case = self
                .laid_out_for
                .as_ref()
                .is_some_and(|before| before.case == wanted.case);
            if !same_case {
                self.top = 0;
            }
            (self.paragraphs, self.figures) = match document {
                None => (Vec::new(), Vec::new()),
                Some(Answer::Document(document)) => passage(case, source, document, lang),
                Some(Answer::Unusable(reason)) => unusable(reason, source, lang),
                Some(Answer::NotGiven) => not_given(lang),
            };
            let cells = usize::from(text_area(Rect::new(0, 0, size.width, 1)).width);
            self.lines = lay_out(&self.paragraphs, cells);
            self.laid_out_for = Some(wanted);
        }
        if anew || self.metric != metric {
            self.metric = metric;
            self.show_metric(rows);
        }
        self.top = self.top.min(self.lines.len().saturating_sub(rows));
    }

    /// Scrolls no more than it must so that the figures of the chosen metric are in view, with a line around
    /// them if there is room; or the first of them, if they are too far apart.
    fn show_metric(&mut self, rows: usize) {
        let Some(metric) = self.metric else { return };
        let holds = |line: &PageLine| {
            let figures = self.figures.get(line.paragraph).into_iter().flatten();
            let mut of_metric = figures.filter(|(_, of)| of.contains(&metric));
            of_metric.any(|(range, _)| range.start < line.range.end && line.range.start < range.end)
        };
        let first = self.lines.iter().position(holds);
        let last = self.lines.iter().rposition(holds);
        let (Some(first), Some(last)) = (first, last) else {
            return;
        };
        let around = first.saturating_sub(1)..last + 2;
        let wanted = if around.len() <= rows {
            around
        } else {
            first..last + 1
        };
        self.top = top_for(self.top, wanted.clone(), self.lines.len(), rows);
        if wanted.len() > rows {
            self.top = first;
        }
    }
}

/// A figure: where in its paragraph, in bytes, and of which metrics.
type Mark = (Range<usize>, Vec<usize>);

/// Paragraphs, and the figures of each.
pub(super) type Passage = (Vec<Paragraph>, Vec<Vec<Mark>>);

/// What a document prints in the spans of a case.
fn passage(case: &Case, source: &Source, document: &Document, lang: Lang) -> Passage {
    let mut writer = Writer::default();
    let figures = figures(case, document);
    for (at, [from, to]) in case.span.iter().enumerate() {
        if let Some([_, before]) = at.checked_sub(1).and_then(|at| case.span.get(at)) {
            writer.skip(document.get(*before as usize..*from as usize), lang);
        }
        let (mut written, end) = (*from as usize, (*to as usize).min(document.len()));
        for (range, metrics) in &figures {
            if range.start < written || range.end > end {
                continue;
            }
            let between = document.get(written..range.start);
            writer.push(between.unwrap_or_default(), &[]);
            let figure = document.get(range.clone());
            writer.push(figure.unwrap_or_default(), metrics);
            written = range.end;
        }
        writer.push(document.get(written..end).unwrap_or_default(), &[]);
    }
    writer.end_paragraph();
    let mut head = vec![(ParagraphKind::Subtitle, place(case, source, lang))];
    if !check_in_document(case, document).is_empty() {
        let labels = Labels::of(lang);
        head.push((ParagraphKind::Notice, labels.disagrees.to_owned()));
    }
    head.push((ParagraphKind::Gap, String::new()));
    let (mut paragraphs, mut marks) = told_as(head);
    paragraphs.extend(writer.paragraphs);
    marks.extend(writer.figures);
    (paragraphs, marks)
}

/// The figures of a case that stand in its document, in order, each with its metrics: nearly always one.
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

/// Where a passage stands: the document and the positions, in characters.
fn place(case: &Case, source: &Source, lang: Lang) -> String {
    let spans = case.span.iter().map(|[from, to]| format!("{from}–{to}"));
    let spans: Vec<String> = spans.collect();
    let (document, spans) = (source.document.as_str(), spans.join(", "));
    match lang {
        Lang::Zh => format!("{document} 第 {spans} 字"),
        Lang::En => format!("{document}, characters {spans}"),
    }
}

/// That no folder of documents was given, and how to give one.
fn not_given(lang: Lang) -> Passage {
    let labels = Labels::of(lang);
    told_as([
        (ParagraphKind::Notice, labels.no_documents.to_owned()),
        (ParagraphKind::Item, "casebook --sources DIR".to_owned()),
        (
            ParagraphKind::Item,
            "CASEBOOK_SOURCES=DIR casebook".to_owned(),
        ),
    ])
}

/// Why a document cannot be used, and which one is wanted.
fn unusable(reason: &DocumentError, source: &Source, lang: Lang) -> Passage {
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
    told_as([
        (ParagraphKind::Notice, message.to_owned()),
        (ParagraphKind::Item, detail),
        (ParagraphKind::Gap, String::new()),
        (ParagraphKind::Body, labels.wanted_document.to_owned()),
        (ParagraphKind::Item, wanted),
    ])
}

fn told_as(paragraphs: impl IntoIterator<Item = (ParagraphKind, String)>) -> Passage {
    let paragraphs: Vec<Paragraph> = paragraphs
        .into_iter()
        .map(|(kind, text)| Paragraph::plain(kind, text))
        .collect();
    let marks = vec![Vec::new(); paragraphs.len()];
    (paragraphs, marks)
}

/// Puts the pieces of a document together, clean and paragraph by paragraph.
#[derive(Default)]
struct Writer {
    paragraphs: Vec<Paragraph>,
    figures: Vec<Vec<Mark>>,
    text: String,
    marks: Vec<Mark>,
}

impl Writer {
    /// Adds a piece of the document, which is a figure of these metrics.
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

    /// Says that the document has something between two parts of a passage, if it is more than white space.
    fn skip(&mut self, between: Option<&str>, lang: Lang) {
        self.end_paragraph();
        let between = between.unwrap_or_default().trim();
        if !between.is_empty() {
            let count = between.chars().count();
            let text = match lang {
                Lang::Zh => format!("〔此处略去 {count} 字〕"),
                Lang::En => format!("[{count} characters left out here]"),
            };
            self.paragraphs
                .push(Paragraph::plain(ParagraphKind::Subtitle, text));
            self.figures.push(Vec::new());
        }
    }

    /// Ends a paragraph; one without text is left out.
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

/// Draws the passage.
pub(in crate::tui) fn render(app: &App, area: Rect, buf: &mut Buffer) {
    let pane = &app.passage;
    let rows = content(area);
    let percent = percent(pane.top, pane.lines.len(), usize::from(rows.height));
    Title {
        left: &with_place(Labels::of(app.lang).passage, app),
        right: &percent,
        focused: app.focus == Pane::Reader && app.mode == Mode::Browse,
    }
    .render(&app.theme, area, buf);
    let text_area = text_area(rows);
    for (line, row) in pane.lines.iter().skip(pane.top).zip(0..rows.height) {
        if let Some(paragraph) = pane.paragraphs.get(line.paragraph) {
            let figures = pane
                .figures
                .get(line.paragraph)
                .map_or(&[][..], Vec::as_slice);
            let spans = spans(line, paragraph, figures, pane.metric, &app.theme);
            put(&Line::from(spans), text_area, row, buf);
        }
    }
}

fn spans<'a>(
    line: &'a PageLine,
    paragraph: &'a Paragraph,
    figures: &[Mark],
    metric: Option<usize>,
    theme: &Theme,
) -> Vec<Span<'a>> {
    let base = style_of(paragraph.kind, theme);
    let marks = figures.iter().map(|(range, of)| {
        let style = if metric.is_some_and(|metric| of.contains(&metric)) {
            theme.hit
        } else {
            theme.figure
        };
        (range.clone(), style)
    });
    let mut spans = vec![Span::raw(line.before.as_str())];
    spans.extend(marked(&paragraph.text, line.range.clone(), marks, base));
    spans
}
