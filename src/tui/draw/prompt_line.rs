//! The prompt, in the last row while a filter is typed: the filter, its mistakes, hints.
//!
//! ```text
//!   “abc”不是年份，应如 2022、2020..2022 或 无         the reason, in the row above if it does not fit beside
//! /审批 年份:abc                  Enter 保留  Esc 清除
//!            └ a mistake, underlined: this part is ignored
//! ```

use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::present::Labels;
use crate::search::Mistake;
use crate::text::{fit, pad, width};
use crate::tui::input::mode::Mode;
use crate::tui::state::app::App;

use super::spans::{highlighted, offset, put};

/// Draws the prompt and hints. The terminal's cursor is put on the caret, where input methods look for it.
pub(crate) fn render_typing(app: &App, hints: Vec<Span>, area: Rect, frame: &mut Frame) {
    let cells = usize::from(area.width);
    let message = message(app).map(|(text, style)| Line::styled(format!(" {text} "), style));
    let typed = width(app.input.prompt.text());
    // The filter comes first: message or hints get the cells that it leaves. 3 cells: `/`, the caret, a blank.
    let beside = message
        .as_ref()
        .is_none_or(|message| typed + 3 + message.width() <= cells);
    let right = match &message {
        Some(message) if beside => message.clone(),
        _ => Line::from(hints),
    };
    let room = cells.saturating_sub(right.width());
    let (shown, caret) = app.input.prompt.view(room.saturating_sub(1));
    let mut prompt = vec![Span::styled("/", app.ui.theme.key)];
    prompt.extend(highlighted(
        app.input.prompt.text(),
        shown,
        &mistake_ranges(app),
        Style::new(),
        app.ui.theme.wrong,
    ));
    put(&Line::from(prompt), area, 0, frame.buffer_mut());
    put(&right, offset(area, room, 0), 0, frame.buffer_mut());
    if let Some(message) = message.filter(|_| !beside && app.mode() == Mode::Filter) {
        render_above(&message, area, frame);
    }
    let column = area
        .x
        .saturating_add(1)
        .saturating_add(u16::try_from(caret).unwrap_or(u16::MAX));
    let column = column.min(frame.area().right().saturating_sub(1));
    frame.set_cursor_position(Position::new(column, area.y));
}

/// Draws a line over the row above an area.
fn render_above(message: &Line, area: Rect, frame: &mut Frame) {
    let Some(y) = area.y.checked_sub(1) else {
        return;
    };
    let above = Rect { y, ..area };
    let text: String = message
        .spans
        .iter()
        .map(|span| span.content.as_ref())
        .collect();
    let text = pad(
        &fit(&text, usize::from(area.width)),
        usize::from(area.width),
    );
    put(
        &Line::styled(text, message.style),
        above,
        0,
        frame.buffer_mut(),
    );
}

/// The message of the last key, or else the reason of the mistake at the caret, or else of the first mistake.
fn message(app: &App) -> Option<(String, Style)> {
    if let Some(message) = &app.ui.message {
        return Some((message.clone(), app.ui.theme.notice));
    }
    let caret = app.input.prompt.caret();
    let mistakes = || app.results.mistakes.iter().filter(|_| is_answered(app));
    let here = mistakes().find(|mistake| mistake.span.start <= caret && caret <= mistake.span.end);
    let mistake = here.or_else(|| mistakes().next())?;
    let style = if is_begun(mistake, app) {
        app.ui.theme.dim
    } else {
        app.ui.theme.notice
    };
    let mut message = mistake.reason.say(app.ui.lang);
    if mistake.reason.can_be_completed() {
        message += Labels::of(app.ui.lang).tab_completes;
    }
    Some((message, style))
}

/// The byte ranges of mistakes in the filter, in order. A part that is still being typed is no mistake yet.
fn mistake_ranges(app: &App) -> Vec<Range<usize>> {
    let mistakes = app.results.mistakes.iter().filter(|_| is_answered(app));
    let mistakes = mistakes.filter(|mistake| !is_begun(mistake, app));
    mistakes.map(|mistake| mistake.span.clone()).collect()
}

/// Whether a mistake may only be unfinished: it ends at the caret.
fn is_begun(mistake: &Mistake, app: &App) -> bool {
    mistake.reason.is_unfinished() && mistake.span.end == app.input.prompt.caret()
}

/// Whether the known mistakes are those of the filter in the prompt.
fn is_answered(app: &App) -> bool {
    app.results.answered.as_deref() == Some(app.input.prompt.text())
}
