//! The original passage of a case, in the reader's place: the text of the document with its figures marked.
//!
//! ```text
//!  原文 6/83                                                         60%
//!  000_fc5539f3410f42c8.txt 第 2994–3512 字
//!
//!  自成立以来,中心共审查1126件,其中民事合同类629件……
//!                      ^^^^^^ each figure underlined, those of the selected metric highlighted
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::present::{Labels, Mark, PageLine, Paragraph};
use crate::tui::input::mode::Mode;
use crate::tui::state::app::App;
use crate::tui::state::layout::{Pane, content, text_area};
use crate::tui::state::scroll::percent;
use crate::tui::theme::Theme;

use super::counts::with_position;
use super::spans::{Title, marked, put, style_of};

/// Draws the passage.
pub(crate) fn render(app: &App, area: Rect, buf: &mut Buffer) {
    let pane = &app.reading.passage;
    let rows = content(area);
    let percent = percent(pane.top, pane.page.lines.len(), usize::from(rows.height));
    Title {
        left: &with_position(Labels::of(app.ui.lang).passage, app),
        right: &percent,
        focused: app.input.focus == Pane::Reader && app.mode() == Mode::Browse,
    }
    .render(&app.ui.theme, area, buf);
    let text_area = text_area(rows);
    for (line, row) in pane.page.lines.iter().skip(pane.top).zip(0..rows.height) {
        if let Some(paragraph) = pane.page.paragraphs.get(line.paragraph) {
            let figures = pane
                .page
                .figures
                .get(line.paragraph)
                .map_or(&[][..], Vec::as_slice);
            let spans = spans(line, paragraph, figures, pane.metric, &app.ui.theme);
            put(&Line::from(spans), text_area, row, buf);
        }
    }
}

/// A line of the passage; figures of the metric `metric`, an index, are highlighted, other figures underlined.
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
