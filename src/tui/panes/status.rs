//! The last row: the filter while it is typed, otherwise the keys that matter most.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use crate::text::width;
use crate::tui::App;
use crate::tui::action::Action;
use crate::tui::keymap::{Mode, hint_for};
use crate::tui::labels::Labels;
use crate::tui::layout::Pane;

use super::spans::put;

/// Draws the status row; while a filter is typed, the terminal's cursor stands on its caret, where input
/// methods look for it.
pub(in crate::tui) fn render(app: &App, area: Rect, frame: &mut Frame) {
    let labels = Labels::of(app.lang);
    let hints = hints(app, labels);
    if app.mode != Mode::Filter {
        put(&Line::from(hints), area, 0, frame.buffer_mut());
        return;
    }
    let hints = Line::from(hints);
    let hint_cells = u16::try_from(hints.width()).unwrap_or(u16::MAX);
    // The hints give way before the filter does.
    let room = area.width.saturating_sub(hint_cells);
    let with_hints = usize::from(room) > width(app.prompt.text()) + 2;
    let cells = if with_hints { room } else { area.width };
    let (text, caret) = app.prompt.view(usize::from(cells.saturating_sub(1)));
    put(
        &Line::from(vec![Span::styled("/", app.theme.key), Span::raw(text)]),
        area,
        0,
        frame.buffer_mut(),
    );
    if with_hints {
        let right = Rect {
            x: area.x + room,
            width: hint_cells,
            ..area
        };
        put(&hints, right, 0, frame.buffer_mut());
    }
    let column = area
        .x
        .saturating_add(1)
        .saturating_add(u16::try_from(caret).unwrap_or(u16::MAX));
    let column = column.min(frame.area().right().saturating_sub(1));
    frame.set_cursor_position(Position::new(column, area.y));
}

/// The keys that matter most in the present mode, each with a word.
fn hints<'a>(app: &App, labels: &'a Labels) -> Vec<Span<'a>> {
    let hints = &labels.hints;
    let shown: &[(Action, &str)] = match (app.mode, app.focus) {
        (Mode::Filter, _) => &[
            (Action::KeepFilter, labels.filter_hints.keep),
            (Action::ClearFilter, labels.filter_hints.clear),
        ],
        (Mode::Help, _) => &[(Action::Back, hints.back)],
        (Mode::Browse, Pane::List) => &[
            (Action::Filter, hints.filter),
            (Action::Open, hints.open),
            (Action::NextPane, hints.pane),
            (Action::Help, hints.help),
            (Action::Back, hints.quit),
            (Action::SwitchLanguage, hints.language),
        ],
        (Mode::Browse, Pane::Reader | Pane::Metrics) => &[
            (Action::Back, hints.back),
            (Action::NextPane, hints.pane),
            (Action::NextCase, hints.next),
            (Action::Filter, hints.filter),
            (Action::Help, hints.help),
            (Action::SwitchLanguage, hints.language),
        ],
    };
    let mut spans = Vec::new();
    for (action, word) in shown {
        let Some(chord) = hint_for(app.mode, *action) else {
            continue;
        };
        spans.push(Span::raw(" "));
        spans.push(Span::styled(chord.to_string(), app.theme.key));
        spans.push(Span::raw(format!(" {word} ")));
    }
    spans
}
