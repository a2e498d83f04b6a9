//! The original passage, which takes the reader's place while it is open.

use super::app::App;
use super::effect::Effect;
use super::layout::Pane;

impl App {
    /// Whether the original passage stands in the reader's place.
    pub(super) fn reads_passage(&self) -> bool {
        self.passage_from.is_some()
    }

    /// Opens the original passage of the case in the reader's place, or closes it.
    pub(super) fn toggle_passage(&mut self) {
        if self.passage_from.is_some() {
            self.close_passage();
        } else if self.selected_index().is_some() {
            self.choose_selected();
            self.passage_from = Some(self.focus);
            // The metrics keep the focus where the passage is seen beside them.
            let beside = self.layout.is_some_and(|layout| !layout.reader.is_empty());
            if self.focus != Pane::Metrics || !beside {
                self.focus = Pane::Reader;
            }
        }
    }

    /// Closes the original passage and goes back to where it was opened.
    pub(super) fn close_passage(&mut self) {
        if let Some(from) = self.passage_from.take() {
            self.focus = from;
            self.passage.close();
        }
    }

    /// Asks for the document whose passage is to be shown, unless it is there.
    pub(super) fn wanted_document(&mut self) -> Option<Effect> {
        self.passage_from?;
        let case = self.bundle.cases.get(self.selected_index()?)?;
        let source = self.bundle.source_of(case)?.clone();
        let ask = self.passage.want(&source.id);
        ask.then_some(Effect::ReadDocument(source))
    }
}
