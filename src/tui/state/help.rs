//! State of the help page: its lines for a width, and the first line in view.

use crate::bundle::Lang;
use crate::present::Labels;
use crate::search::query_table;
use crate::text::{pad, width};
use crate::tui::input::action::Category;
use crate::tui::input::event::Size;
use crate::tui::input::keymap::Keymap;
use crate::tui::input::mode::Purpose;

use super::scroll::Step;

/// Help laid out for a width, and the first line in view.
#[derive(Debug, Clone, Default)]
pub(crate) struct HelpPane {
    /// What is to be in view first, once that is laid out.
    begins_with: Option<Category>,
    pub(crate) lines: Vec<HelpLine>,
    pub(crate) top: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum HelpLine {
    Heading(&'static str),
    /// Keys, filled up to the column where what they do begins, and what they do.
    Keys(String, &'static str),
}

/// The blank cells before keys.
pub(crate) const INDENT: usize = 3;

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
