//! The reader: the text of a case, or the page of a folded group, wrapped by the rules of `text`.
//!
//! ```text
//!  正文 31/83                         2/5 40%     position in the list; current match, last line in view
//!  “三化”统管助推街镇合法性审查全覆盖
//!  泸州市江阳区人民政府 · 2023
//!
//!  ……实现合法性审查全覆盖……                        matches highlighted, the current one more
//! ```

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::present::{Labels, PageLine, Paragraph, ParagraphKind};
use crate::tui::input::mode::Mode;
use crate::tui::state::app::App;
use crate::tui::state::layout::{Pane, content, text_area};
use crate::tui::state::scroll::percent;
use crate::tui::theme::Theme;

use super::counts::with_position;
use super::spans::{Title, marked, put, style_of};

/// Draws the reader.
pub(crate) fn render(app: &App, area: Rect, buf: &mut Buffer) {
    let labels = Labels::of(app.ui.lang);
    let focused = app.input.focus == Pane::Reader && app.mode() == Mode::Browse;
    let rows = content(area);
    let percent = percent(
        app.reading.reader.top,
        app.reading.reader.page.lines.len(),
        usize::from(rows.height),
    );
    let right = match app.reading.reader.hit {
        Some(hit) => format!("{}/{} {percent}", hit + 1, app.reading.reader.hit_count()),
        None => percent,
    };
    Title {
        left: &with_position(labels.text, app),
        right: &right,
        focused,
    }
    .render(&app.ui.theme, area, buf);
    let text_area = text_area(rows);
    let current = app
        .reading
        .reader
        .hit
        .and_then(|hit| app.reading.reader.hit_at(hit));
    for (line, row) in app
        .reading
        .reader
        .page
        .lines
        .iter()
        .skip(app.reading.reader.top)
        .zip(0..rows.height)
    {
        let (Some(paragraph), Some(hits)) = (
            app.reading.reader.page.paragraphs.get(line.paragraph),
            app.reading.reader.page.hits.get(line.paragraph),
        ) else {
            continue;
        };
        let current = current.filter(|(at, _)| *at == line.paragraph);
        let current = current.map(|(_, range)| range);
        put(
            &Line::from(spans(line, paragraph, hits, current, &app.ui.theme)),
            text_area,
            row,
            buf,
        );
    }
}

/// A line of the text with its matches highlighted; `current` is the match that the user went to.
fn spans<'a>(
    line: &'a PageLine,
    paragraph: &'a Paragraph,
    hits: &[Range<usize>],
    current: Option<&Range<usize>>,
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
