//! State of the original passage: the document that was read, the passage laid out for a width, the first line in view.

use ratatui::layout::Rect;

use crate::bundle::{Case, Document, Lang, Source, Text};
use crate::present::{
    Mark, PageLine, Paragraph, Quotation, lay_out, not_given, passage, quotations, unusable,
};
use crate::tui::input::event::{Answer, Size};
use crate::tui::state::memo::Memo;

use super::layout::text_area;
use super::scroll::{Step, top_for};

/// The document that was read last, and the passage laid out for a width.
#[derive(Debug, Clone, Default)]
pub(crate) struct PassagePane {
    /// The source that was asked for, and its document once it is there.
    document: Option<(Text, Option<Answer>)>,
    pub(crate) page: Memo<PassageKey, PassagePage>,
    pub(crate) top: usize,
    /// The metric whose figures are highlighted.
    pub(crate) metric: Option<usize>,
}

/// A passage laid out for a width.
#[derive(Debug, Clone, Default)]
pub(crate) struct PassagePage {
    pub paragraphs: Vec<Paragraph>,
    /// The figures of each paragraph.
    pub figures: Vec<Vec<Mark>>,
    pub lines: Vec<PageLine>,
}

/// What a passage's page depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PassageKey {
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
        self.page.forget();
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
    pub(crate) fn quotations(
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
        self.top = step.scrolled(self.top, self.page.lines.len(), rows);
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
        let key = PassageKey {
            case: case.id.clone(),
            read: document.is_some(),
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

    /// Scrolls no more than it must so that the figures of the chosen metric are in view, with a line around
    /// them if there is room; or the first of them, if they are too far apart.
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
