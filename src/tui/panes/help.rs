//! Help: every key, from the one table.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::bundle::Lang;
use crate::text::{pad, width};
use crate::tui::App;
use crate::tui::keymap::key_table;
use crate::tui::labels::Labels;
use crate::tui::layout::content;
use crate::tui::theme::Theme;

use super::scroll::Step;
use super::spans::{Title, put};

/// The first line in view.
#[derive(Debug, Clone, Default)]
pub(in crate::tui) struct HelpPane {
    top: usize,
}

impl HelpPane {
    pub fn step(&mut self, step: Step, rows: usize) {
        // The number of lines is the same in each language.
        let count = line_count();
        self.top = step
            .from(self.top, count, rows)
            .min(count.saturating_sub(rows));
    }
}

/// Draws help over the whole area.
pub(in crate::tui) fn render(app: &App, area: Rect, buf: &mut Buffer) {
    Title {
        left: Labels::of(app.lang).help,
        right: "",
        focused: true,
    }
    .render(&app.theme, area, buf);
    let rows = content(area);
    // The window may have grown since the last step.
    let top = app
        .help
        .top
        .min(line_count().saturating_sub(usize::from(rows.height)));
    for (line, row) in lines(app.lang, &app.theme)
        .iter()
        .skip(top)
        .zip(0..rows.height)
    {
        put(line, rows, row, buf);
    }
}

fn line_count() -> usize {
    key_table(Lang::Zh)
        .iter()
        .map(|(_, rows)| rows.len() + 1)
        .sum()
}

fn lines(lang: Lang, theme: &Theme) -> Vec<Line<'static>> {
    let table = key_table(lang);
    let key_cells = table
        .iter()
        .flat_map(|(_, rows)| rows)
        .map(|(keys, _)| width(keys))
        .max()
        .unwrap_or(0);
    let mut lines = Vec::new();
    for (heading, rows) in table {
        lines.push(Line::styled(format!(" {heading}"), theme.heading));
        for (keys, what) in rows {
            lines.push(Line::from(vec![
                Span::styled(format!("   {}  ", pad(&keys, key_cells)), theme.key),
                Span::raw(what),
            ]));
        }
    }
    lines
}
