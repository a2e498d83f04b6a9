//! Help: every key, and the query syntax, from their tables.
//!
//! ```text
//!  帮助                                              40%
//!  移动
//!    j ↓         下移
//!    k ↑         上移
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::present::Labels;
use crate::text::pad;
use crate::tui::state::app::App;
use crate::tui::state::help::{HelpLine, INDENT};
use crate::tui::state::layout::content;
use crate::tui::state::scroll::percent;

use super::spans::{Title, put};

/// Draws help over the whole area.
pub(crate) fn render(app: &App, area: Rect, buf: &mut Buffer) {
    let theme = &app.ui.theme;
    let rows = content(area);
    let percent = percent(
        app.overlays.help.top,
        app.overlays.help.lines.len(),
        usize::from(rows.height),
    );
    let title = Title {
        left: Labels::of(app.ui.lang).help,
        right: &percent,
        focused: true,
    };
    title.render(theme, area, buf);
    for (line, row) in app
        .overlays
        .help
        .lines
        .iter()
        .skip(app.overlays.help.top)
        .zip(0..rows.height)
    {
        let line = match line {
            HelpLine::Heading(heading) => Line::styled(format!(" {heading}"), theme.heading),
            HelpLine::Keys(keys, what) => Line::from(vec![
                Span::styled(format!("{}{keys}", pad("", INDENT)), theme.key),
                Span::raw(*what),
            ]),
        };
        put(&line, rows, row, buf);
    }
}
