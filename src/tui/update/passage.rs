//! The original passage, which takes the reader's place while it is open.

use crate::tui::input::effect::Effect;
use crate::tui::input::keymap::Mode;
use crate::tui::state::app::App;
use crate::tui::state::layout::Pane;
use crate::tui::state::original::Original;

impl App {
    /// Whether the original passage stands in the reader's place. Where no case is under the cursor, there
    /// is none to show.
    pub(crate) fn reads_passage(&self) -> bool {
        self.original.is_some() && self.selected_index().is_some()
    }

    /// Whether it does so on the screen, which in a narrow window may show another pane.
    pub(crate) fn sees_passage(&self) -> bool {
        let shown = self.layout.is_some_and(|layout| !layout.reader.is_empty());
        self.reads_passage() && shown
    }

    /// Opens the original passage of the case in the reader's place, or closes it if it is seen.
    pub(crate) fn toggle_passage(&mut self) {
        if self.sees_passage() {
            self.close_passage();
        } else if self.selected_index().is_some() {
            self.choose_selected();
            if self.original.is_none() {
                // A document that could not be read for another view may be there by now.
                self.passage.close();
            }
            let from = self.focus;
            self.original = Some(Original {
                back_to: Some(from),
                marks_metric: from == Pane::Metrics,
            });
            // The metrics keep the focus where the passage is seen beside them.
            if from != Pane::Metrics || !self.sees_passage() {
                self.focus = Pane::Reader;
            }
        }
    }

    /// Closes the original passage and goes back to where it was opened.
    pub(crate) fn close_passage(&mut self) {
        if let Some(original) = self.original.take() {
            self.focus = original.back_to.unwrap_or(self.focus);
            self.passage.close();
        }
    }

    /// Asks for the document whose passage is to be shown, or sentences of it below a metric, unless it is there.
    pub(crate) fn wanted_document(&mut self) -> Option<Effect> {
        if self.original.is_none() && self.mode != Mode::Metric {
            return None;
        }
        let source = self.catalogue.source_of(self.selected_case()?)?;
        let ask = self.passage.want(&source.id);
        ask.then(|| Effect::ReadDocument(source.clone()))
    }
}
