//! The facets: which value is under the cursor, and turning it on and off.

use crate::tui::input::action::Action;
use crate::tui::input::effect::{Effect, Question};
use crate::tui::input::mode::Mode;
use crate::tui::state::app::App;
use crate::tui::state::layout::Pane;
use crate::tui::state::overlay::Overlay;
use crate::tui::state::prompt::Prompt;

impl App {
    /// Does what an action asks of the facets.
    pub(crate) fn facetted(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Facets => {
                self.go_to(Pane::List);
                self.overlays.open = Some(Overlay::Facets);
                return vec![self.count_facets()];
            }
            Action::ToggleValue => return self.toggle_value(),
            Action::NextFacet => self.overlays.facets.step_facet(true),
            Action::PreviousFacet => self.overlays.facets.step_facet(false),
            _ => self.browse(),
        }
        Vec::new()
    }

    /// What keeps the counts of the facets up with the query while they are open.
    pub(crate) fn recount(&mut self) -> Option<Effect> {
        (self.mode() == Mode::Facets).then(|| self.count_facets())
    }

    fn count_facets(&mut self) -> Effect {
        self.ask(Question::CountFacets {
            typed: self.input.prompt.text().to_owned(),
            lang: self.ui.lang,
        })
    }

    fn toggle_value(&mut self) -> Vec<Effect> {
        let Some(value) = self.overlays.facets.selected_value() else {
            return Vec::new();
        };
        self.input.prompt = Prompt::new(&value.toggled);
        vec![self.search(), self.count_facets()]
    }
}
