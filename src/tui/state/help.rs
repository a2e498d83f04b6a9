//! State of help: its lines for a width, the first line in view.

use crate::bundle::Lang;
use crate::present::Labels;
use crate::search::query_table;
use crate::text::{pad, width};
use crate::tui::input::action::Category;
use crate::tui::input::event::Size;
use crate::tui::input::keymap::Keymap;
use crate::tui::input::mode::Purpose;

use super::scroll::Step;

/// Help as lines.
#[derive(Debug, Clone, Default)]
pub(crate) struct HelpPane {
    /// The category to scroll to at the first layout.
    begins_with: Option<Category>,
    pub(crate) lines: Vec<HelpLine>,
    pub(crate) top: usize,
}

/// A line of help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum HelpLine {
    Heading(&'static str),
    /// Keys, padded to the column of descriptions, and what they do.
    Keys(String, &'static str),
}

/// Blank cells before the keys.
pub(crate) const INDENT: usize = 3;

impl HelpPane {
    /// Help scrolled to the keys of a category, if it lists any.
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

    /// Lays out the keys and the query syntax in `size` cells. If the widest description does not fit beside the keys,
    /// descriptions go below them.
    pub fn lay_out(&mut self, keymap: &Keymap, lang: Lang, purpose: Purpose, size: Size) {
        self.lines.clear();
        let keys = keymap.table(lang, &[purpose]);
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

    /// Appends the lines of a table: headings, each with its keys and descriptions.
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
