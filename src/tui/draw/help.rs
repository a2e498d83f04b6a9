//! Help: every key and everything that can be typed, from their tables.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::bundle::Lang;
use crate::present::Labels;
use crate::search::query_table;
use crate::text::{pad, width};
use crate::tui::input::action::Category;
use crate::tui::input::event::Size;
use crate::tui::input::keymap::{Purpose, key_table};
use crate::tui::state::app::App;
use crate::tui::state::layout::content;

use super::spans::{Title, put};
use crate::tui::state::scroll::{Step, percent};

/// Help laid out for a width, and the first line in view.
#[derive(Debug, Clone, Default)]
pub(crate) struct HelpPane {
    /// What is to be in view first, once that is laid out.
    begins_with: Option<Category>,
    lines: Vec<HelpLine>,
    top: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum HelpLine {
    Heading(&'static str),
    /// Keys, filled up to the column where what they do begins, and what they do.
    Keys(String, &'static str),
}

/// The blank cells before keys.
const INDENT: usize = 3;

impl HelpPane {
    /// Help that begins with the keys of a category, if they hold; what comes before is there to be scrolled to.
    pub fn beginning_with(category: Option<Category>) -> Self {
        Self {
            begins_with: category,
            ..Self::default()
        }
    }

    pub fn step(&mut self, step: Step, rows: usize) {
        self.top = match step {
            Step::ToBottom => self.lines.len(),
            step => step.from(self.top, self.lines.len(), rows),
        };
    }

    /// Lays help out: the keys, and what can be typed. Where keys and description have no room side by side, the
    /// description comes below.
    pub fn lay_out(&mut self, lang: Lang, purpose: Purpose, size: Size) {
        self.lines.clear();
        let keys = key_table(lang, &[purpose]);
        self.lay_out_table(&keys, size);
        let query = (Labels::of(lang).query, query_table(lang));
        self.lay_out_table(&[query], size);
        if let Some(category) = self.begins_with.take() {
            let heading = HelpLine::Heading(category.name(lang));
            let at = self.lines.iter().position(|line| *line == heading);
            self.top = at.unwrap_or(0);
        }
        self.top = self
            .top
            .min(self.lines.len().saturating_sub(usize::from(size.height)));
    }

    fn lay_out_table(&mut self, table: &[(&'static str, Vec<(String, &'static str)>)], size: Size) {
        let rows = || table.iter().flat_map(|(_, rows)| rows);
        let key_cells = rows().map(|(keys, _)| width(keys)).max().unwrap_or(0) + 2;
        let widest = rows().map(|(_, what)| width(what)).max().unwrap_or(0);
        let beside = INDENT + key_cells + widest <= usize::from(size.width);
        for (heading, rows) in table {
            self.lines.push(HelpLine::Heading(heading));
            for (keys, what) in rows {
                if beside {
                    self.lines.push(HelpLine::Keys(pad(keys, key_cells), what));
                } else {
                    self.lines.push(HelpLine::Keys(keys.clone(), ""));
                    self.lines.push(HelpLine::Keys("  ".to_owned(), what));
                }
            }
        }
    }
}

/// Draws help over the whole area.
pub(crate) fn render(app: &App, area: Rect, buf: &mut Buffer) {
    let theme = &app.theme;
    let rows = content(area);
    let percent = percent(app.help.top, app.help.lines.len(), usize::from(rows.height));
    let title = Title {
        left: Labels::of(app.lang).help,
        right: &percent,
        focused: true,
    };
    title.render(theme, area, buf);
    for (line, row) in app.help.lines.iter().skip(app.help.top).zip(0..rows.height) {
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
