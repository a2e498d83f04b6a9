//! Opening and closing the original passage, which takes the reader's place, and requesting its document.

use crate::tui::input::effect::Effect;
use crate::tui::input::mode::Mode;
use crate::tui::state::app::App;
use crate::tui::state::layout::Pane;
use crate::tui::state::original::Original;

impl App {
    /// Opens the original passage of the case in the reader's place, or closes it if it is visible.
    pub(crate) fn toggle_passage(&mut self) {
        if self.sees_passage() {
            self.close_passage();
        } else if self.results.selected().is_some() {
            self.results.choose_selected();
            if self.reading.original.is_none() {
                // A document that could not be read earlier is tried again.
                self.reading.passage.close();
            }
            let from = self.input.focus;
            self.reading.original = Some(Original {
                back_to: Some(from),
                marks_metric: from == Pane::Metrics,
            });
            // The metrics keep the focus if the passage is visible beside them.
            if from != Pane::Metrics || !self.sees_passage() {
                self.input.focus = Pane::Reader;
            }
        }
    }

    /// Closes the original passage and returns to the pane from which it was opened.
    pub(crate) fn close_passage(&mut self) {
        if let Some(pane) = self.reading.close_passage() {
            self.input.focus = pane;
        }
    }

    /// Requests the document that the passage or the metric view quotes, unless it was requested before.
    pub(crate) fn request_document(&mut self) -> Option<Effect> {
        if self.reading.original.is_none() && self.mode() != Mode::Metric {
            return None;
        }
        let source = self.library.catalogue.source_of(self.selected_case()?)?;
        let is_missing = self.reading.passage.request(&source.id);
        is_missing.then(|| Effect::ReadDocument(source.clone()))
    }
}
