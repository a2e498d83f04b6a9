//! The reader: one case in full, or what a folded group holds; wrapped by our own rules.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::bundle::{Case, Lang, Source};
use crate::search::{Query, TextHighlighter};
use crate::tui::app::App;
use crate::tui::event::Size;
use crate::tui::keymap::Mode;
use crate::tui::labels::Labels;
use crate::tui::layout::{Pane, content};
use crate::tui::page::{PageLine, Paragraph, ParagraphKind, lay_out, paragraphs};
use crate::tui::theme::Theme;

use super::scroll::{Step, percent, top_for};
use super::spans::{Title, marked, put};

/// A case laid out for a width, and the first line in view.
#[derive(Debug, Clone, Default)]
pub(in crate::tui) struct ReaderPane {
    paragraphs: Vec<Paragraph>,
    /// For each paragraph the byte ranges that match the query, in order.
    hits: Vec<Vec<Range<usize>>>,
    lines: Vec<PageLine>,
    top: usize,
    /// The match to which the user went, as a position among all of them.
    hit: Option<usize>,
    laid_out_for: Option<LaidOutFor>,
}

/// What is to be laid out.
#[derive(Clone, Copy)]
pub(in crate::tui) struct Subject<'a> {
    pub shown: Shown<'a>,
    pub lang: Lang,
    pub query: &'a Query,
}

/// What the reader shows.
#[derive(Clone, Copy)]
pub(in crate::tui) enum Shown<'a> {
    Nothing,
    /// A case and its source.
    Case(&'a Case, Option<&'a Source>),
    /// A case that could not be read, by its place in the bundle.
    Unreadable(usize),
    Group(&'a ShownGroup<'a>),
}

/// A folded group as the reader shows it.
pub(in crate::tui) struct ShownGroup<'a> {
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

/// What a layout depends on; while it is the same, the layout is kept.
#[derive(Debug, Clone, PartialEq)]
struct LaidOutFor {
    shown: String,
    cases: usize,
    lang: Lang,
    width: u16,
    query: Query,
}

/// The blank cells on each side of the text.
const MARGIN: u16 = 1;

impl ReaderPane {
    pub fn step(&mut self, step: Step, rows: usize) {
        self.top = step.scrolled(self.top, self.lines.len(), rows);
    }

    /// How many matches the text has.
    pub fn hit_count(&self) -> usize {
        self.hits.iter().map(Vec::len).sum()
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
        self.top = top_for(self.top, lines, self.lines.len(), rows);
    }

    /// The paragraph in which a match stands, and its bytes there.
    fn hit_at(&self, hit: usize) -> Option<(usize, &Range<usize>)> {
        let all = self.hits.iter().enumerate();
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
            let mut lines = self.lines.iter();
            lines.position(|line| line.paragraph == paragraph && byte < line.range.end)
        };
        let first = holds(range.start).unwrap_or(0);
        first..holds(range.end.saturating_sub(1)).unwrap_or(first) + 1
    }

    /// Lays a case out; keeps the layout if nothing that it depends on has changed.
    pub fn lay_out(&mut self, subject: &Subject, size: Size) {
        let Subject { shown, lang, query } = *subject;
        let wanted = LaidOutFor {
            shown: shown.key(),
            cases: shown.cases(),
            lang,
            width: size.width,
            query: query.clone(),
        };
        if self.laid_out_for.as_ref() != Some(&wanted) {
            let before = self.laid_out_for.as_ref();
            if before.is_none_or(|before| before.shown != wanted.shown) {
                self.top = 0;
            }
            self.hit = None;
            self.paragraphs = shown.paragraphs(lang);
            let case = match shown {
                Shown::Case(case, _) => Some(case),
                Shown::Group(_) | Shown::Unreadable(_) | Shown::Nothing => None,
            };
            let sought = TextHighlighter::new(query, case);
            let texts = self.paragraphs.iter().map(|one| one.text.as_str());
            self.hits = sought.occurrences(&texts.collect::<Vec<_>>());
            let cells = usize::from(text_area(Rect::new(0, 0, size.width, 1)).width);
            self.lines = lay_out(&self.paragraphs, cells);
            self.laid_out_for = Some(wanted);
        }
        self.top = self
            .top
            .min(self.lines.len().saturating_sub(usize::from(size.height)));
    }
}

/// Draws the reader.
pub(in crate::tui) fn render(app: &App, area: Rect, buf: &mut Buffer) {
    let labels = Labels::of(app.lang);
    let focused = app.focus == Pane::Reader && app.mode == Mode::Browse;
    let rows = content(area);
    let percent = percent(
        app.reader.top,
        app.reader.lines.len(),
        usize::from(rows.height),
    );
    let right = match app.reader.hit {
        Some(hit) => format!("{}/{} {percent}", hit + 1, app.reader.hit_count()),
        None => percent,
    };
    Title {
        left: &with_place(labels.text, app),
        right: &right,
        focused,
    }
    .render(&app.theme, area, buf);
    let text_area = text_area(rows);
    let current = app.reader.hit.and_then(|hit| app.reader.hit_at(hit));
    for (line, row) in app
        .reader
        .lines
        .iter()
        .skip(app.reader.top)
        .zip(0..rows.height)
    {
        let (Some(paragraph), Some(hits)) = (
            app.reader.paragraphs.get(line.paragraph),
            app.reader.hits.get(line.paragraph),
        ) else {
            continue;
        };
        let current = current.filter(|(at, _)| *at == line.paragraph);
        let current = current.map(|(_, range)| range);
        put(
            &Line::from(spans(line, paragraph, (hits, current), &app.theme)),
            text_area,
            row,
            buf,
        );
    }
}

/// What stands in the reader's place, with the place of the case in the list: `正文 31/83`.
pub(super) fn with_place(word: &str, app: &App) -> String {
    match app.list.place() {
        Some(place) => format!("{word} {place}/{}", app.hits.len()),
        None => word.to_owned(),
    }
}

/// How a paragraph looks.
pub(super) fn style_of(kind: ParagraphKind, theme: &Theme) -> Style {
    match kind {
        ParagraphKind::Title => theme.title,
        ParagraphKind::Subtitle => theme.dim,
        ParagraphKind::Heading => theme.heading,
        ParagraphKind::Notice => theme.notice,
        ParagraphKind::Fact | ParagraphKind::Body | ParagraphKind::Item | ParagraphKind::Gap => {
            Style::new()
        }
    }
}

/// Where the text stands in the rows of the reader.
pub(super) fn text_area(rows: Rect) -> Rect {
    Rect {
        x: rows.x.saturating_add(MARGIN),
        width: rows.width.saturating_sub(2 * MARGIN),
        ..rows
    }
}

fn spans<'a>(
    line: &'a PageLine,
    paragraph: &'a Paragraph,
    (hits, current): (&[Range<usize>], Option<&Range<usize>>),
    theme: &Theme,
) -> Vec<Span<'a>> {
    let style = style_of(paragraph.kind, theme);
    let label_style = match paragraph.kind {
        ParagraphKind::Notice => theme.notice,
        _ => theme.dim,
    };
    let mut spans = vec![Span::styled(line.before.as_str(), label_style)];
    let marks = hits.iter().map(|hit| {
        let here = current == Some(hit);
        (
            hit.clone(),
            if here { theme.current_hit } else { theme.hit },
        )
    });
    spans.extend(marked(&paragraph.text, line.range.clone(), marks, style));
    spans
}
