//! State of the reader: the page of a case or group laid out for a width, its matches, the first line in view.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::bundle::{Case, Lang, Source};
use crate::present::{Labels, PageLine, Paragraph, ParagraphKind, lay_out, paragraphs};
use crate::search::{Query, TextHighlighter};
use crate::tui::input::event::Size;
use crate::tui::state::memo::Memo;

use super::layout::text_area;
use super::scroll::{Direction, Step, top_for};

/// The page that is read.
#[derive(Debug, Clone, Default)]
pub(crate) struct ReaderPane {
    pub(crate) page: Memo<PageKey, Page>,
    pub(crate) top: usize,
    /// The current match, as an index among all matches; `None` until the user goes to one.
    pub(crate) hit: Option<usize>,
}

/// A text laid out for a width.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    pub paragraphs: Vec<Paragraph>,
    /// For each paragraph, the byte ranges that match the query, in order.
    pub hits: Vec<Vec<Range<usize>>>,
    pub lines: Vec<PageLine>,
}

/// What a page is made from.
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
    /// A case that could not be read, by its index in the bundle.
    Unreadable(usize),
    Group(&'a ShownGroup<'a>),
}

/// A folded group as the reader shows it.
pub(crate) struct ShownGroup<'a> {
    /// Identifies the group.
    pub key: String,
    /// The number of cases in it.
    pub cases: usize,
    /// Makes its page; called only when the page is laid out.
    pub page: &'a dyn Fn() -> Vec<Paragraph>,
}

impl Shown<'_> {
    /// Identifies what is shown.
    fn key(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Case(case, _) => format!("case {}", case.id.as_str()),
            Self::Unreadable(case) => format!("unreadable {case}"),
            Self::Group(group) => format!("group {}", group.key),
        }
    }

    /// The number of cases of a group, which grows while a bundle is loaded; 0 for anything else.
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

    /// The number of matches in the text.
    pub fn hit_count(&self) -> usize {
        self.page.hits.iter().map(Vec::len).sum()
    }

    /// Goes to the next match, or to the one before; wraps at both ends. The first step forward goes to the first match
    /// at or below the top of the view.
    pub fn step_hit(&mut self, direction: Direction, rows: usize) {
        let count = self.hit_count();
        if count == 0 {
            return;
        }
        let first_in_view = || {
            let seen = (0..count).find(|hit| self.lines_of(*hit).start >= self.top);
            seen.unwrap_or(0)
        };
        let next = match (direction, self.hit) {
            (Direction::Forward, Some(hit)) => (hit + 1) % count,
            (Direction::Forward, None) => first_in_view(),
            (Direction::Back, hit) => (hit.unwrap_or_else(first_in_view) + count - 1) % count,
        };
        self.hit = Some(next);
        // A match may be wrapped onto the next line.
        let lines = self.lines_of(next);
        self.top = top_for(self.top, lines, self.page.lines.len(), rows);
    }

    /// The index of the paragraph that holds a match, and the byte range of the match in it.
    pub(crate) fn hit_at(&self, hit: usize) -> Option<(usize, &Range<usize>)> {
        let all = self.page.hits.iter().enumerate();
        let mut all =
            all.flat_map(|(paragraph, hits)| hits.iter().map(move |hit| (paragraph, hit)));
        all.nth(hit)
    }

    /// The lines that hold a match.
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

    /// Lays out a page in `size` cells, unless nothing that it depends on changed. Another subject begins at its top.
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
