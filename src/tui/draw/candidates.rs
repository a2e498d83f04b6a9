//! The candidates of a completion, above the prompt.
//!
//! ```text
//!  候选                                    1/9
//! > 地区:泸州市  泸州市                     29     the chosen candidate; cases that it would leave
//!   地区:龙马潭区  龙马潭区                 11
//! /地区:泸州市█
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::search::Candidate;
use crate::text::{fit, pad, width};
use crate::tui::state::app::App;
use crate::tui::state::completion::Completion;
use crate::tui::state::scroll::top_for;
use crate::tui::theme::SELECTED_MARK;

use super::spans::{Title, put};

/// At most this many candidates are in view.
const MOST_ROWS: u16 = 10;
/// The list is no wider than this, in cells, so that counts are near the caret.
const MOST_CELLS: u16 = 80;

/// Draws the candidates at the bottom of an area.
pub(crate) fn render(app: &App, area: Rect, buf: &mut Buffer) {
    let Some(completion) = app.overlays.completion() else {
        return;
    };
    let count = completion.candidates.len();
    // Half of the area stays visible, since the list of cases shows the effect of the candidate.
    let room = (area.height / 2).min(MOST_ROWS);
    let rows = u16::try_from(count).unwrap_or(u16::MAX).min(room);
    let height = rows + 1;
    let area = Rect {
        y: area.bottom().saturating_sub(height),
        height,
        width: area.width.min(MOST_CELLS),
        ..area
    };
    let place = format!("{}/{count}", completion.chosen + 1);
    let title = Title {
        left: crate::present::Labels::of(app.ui.lang).candidates,
        right: &place,
        focused: true,
    };
    title.render(&app.ui.theme, area, buf);
    let top = top(completion, usize::from(rows));
    let shown = completion.candidates.iter().enumerate().skip(top);
    for ((at, candidate), row) in shown.zip(1..=rows) {
        let selected = at == completion.chosen;
        let style = if selected {
            app.ui.theme.selected
        } else {
            Style::new()
        };
        let text = candidate_row(candidate, selected, usize::from(area.width));
        put(&Line::from(Span::raw(text)).style(style), area, row, buf);
    }
}

/// The first candidate in view. The chosen one is in the middle, except near the ends.
fn top(completion: &Completion, rows: usize) -> usize {
    let middle = completion.chosen.saturating_sub(rows / 2);
    top_for(
        middle,
        completion.chosen..completion.chosen + 1,
        completion.candidates.len(),
        rows,
    )
}

/// A candidate in `cells` cells: the text to insert, its name, and how many cases it would leave.
fn candidate_row(candidate: &Candidate, selected: bool, cells: usize) -> String {
    let mark = if selected { SELECTED_MARK } else { " " };
    let count = format!(" {} ", candidate.count);
    let room = cells.saturating_sub(width(&count));
    let text = format!("{mark} {}  {}", candidate.text, candidate.name);
    pad(&fit(text.trim_end(), room), room) + &count
}
