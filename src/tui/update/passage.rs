//! The original passage, which takes the reader's place while it is open.

use crate::tui::input::effect::Effect;
use crate::tui::input::mode::Mode;
use crate::tui::state::app::App;
use crate::tui::state::layout::Pane;
use crate::tui::state::original::Original;

impl App {
    /// Opens the original passage of the case in the reader's place, or closes it if it is seen.
    pub(crate) fn toggle_passage(&mut self) {
        if self.sees_passage() {
            self.close_passage();
        } else if self.results.selected().is_some() {
            self.results.choose_selected();
            if self.reading.original.is_none() {
                // A document that could not be read for another view may be there by now.
                self.reading.passage.close();
            }
            let from = self.input.focus;
            self.reading.original = Some(Original {
                back_to: Some(from),
                marks_metric: from == Pane::Metrics,
            });
            // The metrics keep the focus where the passage is seen beside them.
            if from != Pane::Metrics || !self.sees_passage() {
                self.input.focus = Pane::Reader;
            }
        }
    }

    /// Closes the original passage and goes back to where it was opened.
    pub(crate) fn close_passage(&mut self) {
        if let Some(original) = self.reading.original.take() {
            self.input.focus = original.back_to.unwrap_or(self.input.focus);
            self.reading.passage.close();
        }
    }

    /// Asks for the document whose passage is to be shown, or sentences of it below a metric, unless it is there.
    pub(crate) fn wanted_document(&mut self) -> Option<Effect> {
        if self.reading.original.is_none() && self.mode() != Mode::Metric {
            return None;
        }
        let source = self.library.catalogue.source_of(self.selected_case()?)?;
        let ask = self.reading.passage.want(&source.id);
        ask.then(|| Effect::ReadDocument(source.clone()))
    }
}
