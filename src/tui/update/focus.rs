//! The focus: which pane keys act on, and what moves it.

use ratatui::layout::Rect;

use crate::tui::input::action::Action;
use crate::tui::input::effect::Effect;
use crate::tui::input::event::Size;
use crate::tui::input::mode::Mode;
use crate::tui::state::app::App;
use crate::tui::state::layout::{Layout, Pane, content};
use crate::tui::state::outline::Row;
use crate::tui::state::scroll::Direction;

impl App {
    /// Opens the case under the cursor in the reader, or unfolds the group there.
    pub(crate) fn open(&mut self) {
        match self.results.list.selected() {
            Some(Row::Case(_) | Row::Snippet(_)) => {
                self.results.choose_selected();
                // The case was asked for, not its passage.
                self.close_passage();
                self.go_to(Pane::Reader);
            }
            Some(Row::Group(_)) => self.arrange(Action::Unfold),
            None => {}
        }
    }

    /// Goes to the next match in the text, or to the one before. A narrow window that shows another pane opens the text
    /// first.
    pub(crate) fn step_hit(&mut self, direction: Direction) {
        if self.reading.reader.hit_count() == 0 || self.reads_passage() {
            return;
        }
        let mut rows = self.ui.rows(Pane::Reader);
        let is_hidden = |panes: Layout| panes.reader.is_empty();
        if self.visible_panes().is_some_and(is_hidden) {
            self.open();
            // Which line a match is in depends on the width that the reader has now.
            let area = self.visible_panes().map(|panes| content(panes.reader));
            let Rect { width, height, .. } = area.unwrap_or_default();
            self.lay_out_reader(Size { width, height });
            rows = usize::from(height);
        }
        self.reading.reader.step_hit(direction, rows);
    }

    /// Moves the focus to the next pane, or to the one before; wraps. Skips the metrics if no case is under the cursor.
    pub(crate) fn cycle_focus(&mut self, direction: Direction) {
        let by = match direction {
            Direction::Forward => 1,
            Direction::Back => Pane::ALL.len() - 1,
        };
        let at = Pane::ALL
            .iter()
            .position(|pane| *pane == self.input.focus)
            .unwrap_or(0);
        let mut pane = Pane::ALL[(at + by) % Pane::ALL.len()];
        if pane == Pane::Metrics && self.results.selected().is_none() {
            pane = Pane::ALL[(at + 2 * by) % Pane::ALL.len()];
        }
        self.go_to(pane);
    }

    /// Goes back one step: closes help or the passage, else goes to the list, else quits.
    pub(crate) fn back(&mut self) -> Vec<Effect> {
        match (self.mode(), self.input.focus) {
            (Mode::Help, _) => self.close_help(),
            (Mode::Browse, Pane::Reader | Pane::Metrics) if self.sees_passage() => {
                self.close_passage();
            }
            (_, Pane::Reader | Pane::Metrics) => self.go_to(Pane::List),
            (_, Pane::List) => return vec![Effect::Quit],
        }
        Vec::new()
    }

    /// Moves the focus to a pane. Closing the passage then no longer returns to where it was opened.
    pub(crate) fn go_to(&mut self, pane: Pane) {
        self.input.focus = pane;
        if let Some(original) = &mut self.reading.original {
            original.back_to = None;
            original.marks_metric |= pane == Pane::Metrics;
        }
    }
}
