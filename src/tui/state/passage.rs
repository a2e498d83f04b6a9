//! State of the original passage: the document, the passage laid out for a width, the first line in view.

use ratatui::layout::Rect;

use crate::bundle::{Case, Document, Lang, Source, Text};
use crate::present::{
    Mark, PageLine, Paragraph, Quotation, lay_out, not_given, passage, quotations, unusable,
};
use crate::tui::input::event::{Answer, Size};
use crate::tui::state::memo::Memo;

use super::layout::text_area;
use super::scroll::{Step, top_for};

/// The document requested last, and the passage of the case in it.
#[derive(Debug, Clone, Default)]
pub(crate) struct PassagePane {
    /// The source requested last, and its document, or why there is none; `None` until the answer comes.
    document: Option<(Text, Option<Answer>)>,
    pub(crate) page: Memo<PassageKey, PassagePage>,
    pub(crate) top: usize,
    /// The index of the metric whose figures are highlighted.
    pub(crate) metric: Option<usize>,
}

/// A passage laid out for a width.
#[derive(Debug, Clone, Default)]
pub(crate) struct PassagePage {
    pub paragraphs: Vec<Paragraph>,
    /// The figures in each paragraph: byte ranges, and the metrics that they belong to.
    pub figures: Vec<Vec<Mark>>,
    pub lines: Vec<PageLine>,
}

/// What the page of a passage depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PassageKey {
    /// The id of the case.
    case: Text,
    /// Whether the document was read, or could not be.
    is_answered: bool,
    lang: Lang,
    width: u16,
}

impl PassagePane {
    /// Notes that the document of a source is needed. Returns whether it must be read: false if it was requested before.
    pub fn request(&mut self, source: &Text) -> bool {
        let known = self.document.as_ref().is_some_and(|(id, _)| id == source);
        if !known {
            self.document = Some((source.clone(), None));
        }
        !known
    }

    /// Stores a document that was read, unless another one was requested since.
    pub fn store(&mut self, source: &Text, document: Answer) {
        if let Some((id, wanted)) = &mut self.document
            && id == source
        {
            *wanted = Some(document);
        }
    }

    /// Forgets the layout, so that the passage next opens at its beginning, and a document that could not be read, so that
    /// it is requested again.
    pub fn close(&mut self) {
        self.page.forget();
        if !matches!(&self.document, Some((_, Some(Answer::Document(_))))) {
            self.document = None;
        }
    }

    /// Whether the document of a source is in memory.
    pub fn has_document(&self, source: &Text) -> bool {
        self.document_of(source).is_some()
    }

    fn document_of(&self, source: &Text) -> Option<&Document> {
        match self.document.as_ref()? {
            (id, Some(Answer::Document(document))) if id == source => Some(document),
            _ => None,
        }
    }

    /// The sentences of the document that print the figures of a metric; empty if the document is not in memory.
    pub(crate) fn quotations(
        &self,
        case: &Case,
        source: &Source,
        metric: usize,
        lang: Lang,
    ) -> Vec<Quotation> {
        let document = self.document_of(&source.id);
        let passage = document.map(|document| passage(case, source, document, lang));
        passage.map_or_else(Vec::new, |passage| quotations(&passage, metric))
    }

    pub fn step(&mut self, step: Step, rows: usize) {
        self.top = step.scrolled(self.top, self.page.lines.len(), rows);
    }

    /// Lays out the passage of a case in `size` cells. Scrolls to the figures of `metric`, an index, when the page or the
    /// metric changed.
    pub fn lay_out(
        &mut self,
        case: &Case,
        source: &Source,
        metric: Option<usize>,
        lang: Lang,
        size: Size,
    ) {
        let document = self.document.as_ref().and_then(|(_, read)| read.as_ref());
        let key = PassageKey {
            case: case.id.clone(),
            is_answered: document.is_some(),
            lang,
            width: size.width,
        };
        let rows = usize::from(size.height);
        let is_new = !self.page.is_for(&key);
        if is_new {
            if self.page.key().is_none_or(|old| old.case != key.case) {
                self.top = 0;
            }
            let (paragraphs, figures) = match document {
                None => (Vec::new(), Vec::new()),
                Some(Answer::Document(document)) => passage(case, source, document, lang),
                Some(Answer::Unusable(reason)) => unusable(reason, source, lang),
                Some(Answer::NotGiven) => not_given(lang),
            };
            let cells = usize::from(text_area(Rect::new(0, 0, size.width, 1)).width);
            let lines = lay_out(&paragraphs, cells);
            let page = PassagePage {
                paragraphs,
                figures,
                lines,
            };
            self.page.set(key, page);
        }
        if is_new || self.metric != metric {
            self.metric = metric;
            self.show_metric(rows);
        }
        self.top = self.top.min(self.page.lines.len().saturating_sub(rows));
    }

    /// Scrolls as little as possible to bring the figures of the highlighted metric into view, with one line around them
    /// if there is room. If they are too far apart, the first of them is at the top.
    fn show_metric(&mut self, rows: usize) {
        let Some(metric) = self.metric else { return };
        let holds = |line: &PageLine| {
            let figures = self.page.figures.get(line.paragraph).into_iter().flatten();
            let mut of_metric = figures.filter(|(_, of)| of.contains(&metric));
            of_metric.any(|(range, _)| range.start < line.range.end && line.range.start < range.end)
        };
        let first = self.page.lines.iter().position(holds);
        let last = self.page.lines.iter().rposition(holds);
        let (Some(first), Some(last)) = (first, last) else {
            return;
        };
        let around = first.saturating_sub(1)..last + 2;
        let wanted = if around.len() <= rows {
            around
        } else {
            first..last + 1
        };
        self.top = top_for(self.top, wanted.clone(), self.page.lines.len(), rows);
        if wanted.len() > rows {
            self.top = first;
        }
    }
}
