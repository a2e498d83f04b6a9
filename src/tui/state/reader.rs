//! State of the reader: a page laid out for a width, its matches, the first line in view.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::bundle::{Case, Lang, Source};
use crate::present::{Labels, PageLine, Paragraph, ParagraphKind, lay_out, paragraphs};
use crate::search::{Query, TextHighlighter};
use crate::tui::input::event::Size;
use crate::tui::state::memo::Memo;

use super::layout::text_area;
use super::scroll::{Step, top_for};

/// A case laid out for a width, and the first line in view.
#[derive(Debug, Clone, Default)]
pub(crate) struct ReaderPane {
    pub(crate) page: Memo<PageKey, Page>,
    pub(crate) top: usize,
    /// The match to which the user went, as a position among all of them.
    pub(crate) hit: Option<usize>,
}

/// A text laid out for a width.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    pub paragraphs: Vec<Paragraph>,
    /// For each paragraph the byte ranges that match the query, in order.
    pub hits: Vec<Vec<Range<usize>>>,
    pub lines: Vec<PageLine>,
}

/// What is to be laid out.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub shown: Shown<'a>,
    pub lang: Lang,
    pub query: &'a Query,
}

/// What the reader shows.
#[derive(Clone, Copy)]
pub(crate) enum Shown<'a> {
    Nothing,
    /// A case and its source.
    Case(&'a Case, Option<&'a Source>),
    /// A case that could not be read, by its place in the bundle.
    Unreadable(usize),
    Group(&'a ShownGroup<'a>),
}

/// A folded group as the reader shows it.
pub(crate) struct ShownGroup<'a> {
    /// What tells it from other groups.
    pub key: String,
    /// How many cases are in it.
    pub cases: usize,
    /// What its page says, which is asked only when it is laid out.
    pub page: &'a dyn Fn() -> Vec<Paragraph>,
}

impl Shown<'_> {
    /// What tells it from everything else that could be shown.
    fn key(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Case(case, _) => format!("case {}", case.id.as_str()),
            Self::Unreadable(case) => format!("unreadable {case}"),
            Self::Group(group) => format!("group {}", group.key),
        }
    }

    /// How many cases there are in it; a group grows while a bundle is loaded.
    fn cases(&self) -> usize {
        match self {
            Self::Group(group) => group.cases,
            Self::Nothing | Self::Case(..) | Self::Unreadable(_) => 0,
        }
    }

    fn paragraphs(&self, lang: Lang) -> Vec<Paragraph> {
        match self {
            Self::Nothing => Vec::new(),
            Self::Case(case, source) => paragraphs(*source, case, lang),
            Self::Unreadable(_) => {
                let label = Labels::of(lang).unreadable_case;
                vec![Paragraph::plain(ParagraphKind::Notice, label)]
            }
            Self::Group(group) => (group.page)(),
        }
    }
}

/// What a page depends on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PageKey {
    shown: String,
    cases: usize,
    lang: Lang,
    width: u16,
    query: Query,
}

impl ReaderPane {
    pub fn step(&mut self, step: Step, rows: usize) {
        self.top = step.scrolled(self.top, self.page.lines.len(), rows);
    }

    /// How many matches the text has.
    pub fn hit_count(&self) -> usize {
        self.page.hits.iter().map(Vec::len).sum()
    }

    /// Goes to the next match or to the one before; behind the last comes the first. The first time, to the first in
    /// view or behind it.
    pub fn step_hit(&mut self, forward: bool, rows: usize) {
        let count = self.hit_count();
        if count == 0 {
            return;
        }
        let next = match self.hit {
            Some(hit) if forward => (hit + 1) % count,
            Some(hit) => (hit + count - 1) % count,
            None => {
                let seen = (0..count).find(|hit| self.lines_of(*hit).start >= self.top);
                let first = seen.unwrap_or(0);
                if forward {
                    first
                } else {
                    (first + count - 1) % count
                }
            }
        };
        self.hit = Some(next);
        // A match may go on in the next line.
        let lines = self.lines_of(next);
        self.top = top_for(self.top, lines, self.page.lines.len(), rows);
    }

    /// The paragraph in which a match stands, and its bytes there.
    pub(crate) fn hit_at(&self, hit: usize) -> Option<(usize, &Range<usize>)> {
        let all = self.page.hits.iter().enumerate();
        let mut all =
            all.flat_map(|(paragraph, hits)| hits.iter().map(move |hit| (paragraph, hit)));
        all.nth(hit)
    }

    /// The lines in which a match stands.
    fn lines_of(&self, hit: usize) -> Range<usize> {
        let Some((paragraph, range)) = self.hit_at(hit) else {
            return 0..0;
        };
        let holds = |byte: usize| {
            let mut lines = self.page.lines.iter();
            lines.position(|line| line.paragraph == paragraph && byte < line.range.end)
        };
        let first = holds(range.start).unwrap_or(0);
        first..holds(range.end.saturating_sub(1)).unwrap_or(first) + 1
    }

    /// Lays a case out; keeps the layout if nothing that it depends on has changed.
    pub fn lay_out(&mut self, subject: &Subject, size: Size) {
        let Subject { shown, lang, query } = *subject;
        let key = PageKey {
            shown: shown.key(),
            cases: shown.cases(),
            lang,
            width: size.width,
            query: query.clone(),
        };
        if !self.page.is_for(&key) {
            if self.page.key().is_none_or(|old| old.shown != key.shown) {
                self.top = 0;
            }
            self.hit = None;
            let paragraphs = shown.paragraphs(lang);
            let case = match shown {
                Shown::Case(case, _) => Some(case),
                Shown::Group(_) | Shown::Unreadable(_) | Shown::Nothing => None,
            };
            let sought = TextHighlighter::new(query, case);
            let texts = paragraphs.iter().map(|one| one.text.as_str());
            let hits = sought.occurrences(&texts.collect::<Vec<_>>());
            let cells = usize::from(text_area(Rect::new(0, 0, size.width, 1)).width);
            let lines = lay_out(&paragraphs, cells);
            let page = Page {
                paragraphs,
                hits,
                lines,
            };
            self.page.set(key, page);
        }
        let last = self.page.lines.len();
        self.top = self.top.min(last.saturating_sub(usize::from(size.height)));
    }
}
