//! Which pane the keys act on, and how it changes.

use crate::tui::input::action::Action;
use crate::tui::input::effect::Effect;
use crate::tui::input::mode::Mode;
use crate::tui::state::app::App;
use crate::tui::state::layout::Pane;
use crate::tui::state::outline::Row;

impl App {
    /// Opens what is under the cursor: a case in the reader, a folded group in place.
    pub(crate) fn open(&mut self) {
        match self.results.list.selected() {
            Some(Row::Case(_) | Row::Snippet(_)) => {
                self.results.choose_selected();
                // What was asked for is the case.
                self.close_passage();
                self.go_to(Pane::Reader);
            }
            Some(Row::Group(_)) => self.arrange(Action::Unfold),
            None => {}
        }
    }

    /// Goes to the next match in the text, or to the one before; in a narrow window the text is opened.
    pub(crate) fn step_hit(&mut self, forward: bool) {
        if self.reading.reader.hit_count() == 0 || self.reads_passage() {
            return;
        }
        if self
            .ui
            .layout
            .is_some_and(|layout| layout.reader.is_empty())
        {
            self.open();
            self.derive();
        }
        self.reading
            .reader
            .step_hit(forward, self.ui.rows(Pane::Reader));
    }

    /// Goes so many panes further, over the metrics where there are none.
    pub(crate) fn turn_focus(&mut self, by: usize) {
        let at = Pane::ALL
            .iter()
            .position(|pane| *pane == self.input.focus)
            .unwrap_or(0);
        let mut pane = Pane::ALL[(at + by) % Pane::ALL.len()];
        // A group has no metrics.
        if pane == Pane::Metrics && self.results.selected().is_none() {
            pane = Pane::ALL[(at + 2 * by) % Pane::ALL.len()];
        }
        self.go_to(pane);
    }

    /// Goes back: from help, from the original passage, to the list, and from there out of the program.
    pub(crate) fn back(&mut self) -> Vec<Effect> {
        match (self.mode(), self.input.focus) {
            (Mode::Help, _) => self.close_help(),
            (Mode::Browse, Pane::Reader | Pane::Metrics) if self.sees_passage() => {
                self.close_passage();
            }
            (_, Pane::Reader | Pane::Metrics) => self.go_to(Pane::List),
            (_, Pane::List) => return vec![Effect::Quit { interrupted: false }],
        }
        Vec::new()
    }

    /// Goes to another pane; closing the passage does not lead back from there.
    pub(crate) fn go_to(&mut self, pane: Pane) {
        self.input.focus = pane;
        if let Some(original) = &mut self.reading.original {
            original.back_to = None;
            original.marks_metric |= pane == Pane::Metrics;
        }
    }
}
