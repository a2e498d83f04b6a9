//! The last row while a filter is typed: what was typed, what of it does not count and why, and the keys.
//!
//! ```text
//!   “abc”不是年份，应如 2022、2020..2022 或 无         the reason, in the row above where there is no room beside
//! /审批 年份:abc                  Enter 保留  Esc 清除
//!            └ underlined: this does not count
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

/// Draws the prompt with hints behind it; the terminal's cursor stands on the caret, where input methods look for it.
pub(crate) fn render_typing(app: &App, hints: Vec<Span>, area: Rect, frame: &mut Frame) {
    let cells = usize::from(area.width);
    let said = said(app).map(|(text, style)| Line::styled(format!(" {text} "), style));
    let typed = width(app.input.prompt.text());
    // The reason and the hints give way before the filter does: they have what it leaves, with its sign and the caret.
    let beside = said
        .as_ref()
        .is_none_or(|said| typed + 3 + said.width() <= cells);
    let behind = match &said {
        Some(said) if beside => said.clone(),
        _ => Line::from(hints),
    };
    let room = cells.saturating_sub(behind.width());
    let (shown, caret) = app.input.prompt.view(room.saturating_sub(1));
    let mut prompt = vec![Span::styled("/", app.ui.theme.key)];
    prompt.extend(highlighted(
        app.input.prompt.text(),
        shown,
        &wrong(app),
        Style::new(),
        app.ui.theme.wrong,
    ));
    put(&Line::from(prompt), area, 0, frame.buffer_mut());
    put(&behind, offset(area, room, 0), 0, frame.buffer_mut());
    if let Some(said) = said.filter(|_| !beside && app.mode() == Mode::Filter) {
        render_above(&said, area, frame);
    }
    let column = area
        .x
        .saturating_add(1)
        .saturating_add(u16::try_from(caret).unwrap_or(u16::MAX));
    let column = column.min(frame.area().right().saturating_sub(1));
    frame.set_cursor_position(Position::new(column, area.y));
}

/// Draws a line in the row above an area, over what stands there.
fn render_above(said: &Line, area: Rect, frame: &mut Frame) {
    let Some(y) = area.y.checked_sub(1) else {
        return;
    };
    let above = Rect { y, ..area };
    let text: String = said
        .spans
        .iter()
        .map(|span| span.content.as_ref())
        .collect();
    let text = pad(
        &fit(&text, usize::from(area.width)),
        usize::from(area.width),
    );
    put(
        &Line::styled(text, said.style),
        above,
        0,
        frame.buffer_mut(),
    );
}

/// What is to be said of what was typed: of the mistake at the caret, or else of the first.
fn said(app: &App) -> Option<(String, Style)> {
    if let Some(said) = &app.ui.message {
        return Some((said.clone(), app.ui.theme.notice));
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
    let mut said = mistake.reason.say(app.ui.lang);
    if mistake.reason.can_be_completed() {
        said += Labels::of(app.ui.lang).tab_completes;
    }
    Some((said, style))
}

/// The parts of the filter that do not count, in bytes and in order.
fn wrong(app: &App) -> Vec<Range<usize>> {
    let mistakes = app.results.mistakes.iter().filter(|_| is_answered(app));
    let mistakes = mistakes.filter(|mistake| !is_begun(mistake, app));
    mistakes.map(|mistake| mistake.span.clone()).collect()
}

/// Whether it is only that more is about to be typed.
fn is_begun(mistake: &Mistake, app: &App) -> bool {
    mistake.reason.is_unfinished() && mistake.span.end == app.input.prompt.caret()
}

/// Whether the mistakes are those of what is in the prompt now.
fn is_answered(app: &App) -> bool {
    app.results.answered.as_deref() == Some(app.input.prompt.text())
}
