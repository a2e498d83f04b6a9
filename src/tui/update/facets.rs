//! Facets: opening them, counting their values, toggling a value in the filter.

use crate::tui::input::action::Action;
use crate::tui::input::effect::{Effect, Question};
use crate::tui::input::mode::Mode;
use crate::tui::state::app::App;
use crate::tui::state::layout::Pane;
use crate::tui::state::overlay::Overlay;
use crate::tui::state::prompt::Prompt;
use crate::tui::state::scroll::Direction;

impl App {
    /// Performs an action on the facets.
    pub(crate) fn facets_action(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Facets => {
                self.go_to(Pane::List);
                self.overlays.open = Some(Overlay::Facets);
                return vec![self.count_facets()];
            }
            Action::ToggleValue => return self.toggle_value(),
            Action::NextFacet => self.overlays.facets.step_facet(Direction::Forward),
            Action::PreviousFacet => self.overlays.facets.step_facet(Direction::Back),
            _ => self.browse(),
        }
        Vec::new()
    }

    /// Asks for the counts again if the facets are open.
    pub(crate) fn refresh_facets(&mut self) -> Option<Effect> {
        (self.mode() == Mode::Facets).then(|| self.count_facets())
    }

    fn count_facets(&mut self) -> Effect {
        self.ask(Question::CountFacets {
            typed: self.input.prompt.text().to_owned(),
            lang: self.ui.lang,
        })
    }

    /// Adds the value under the cursor to the filter, or removes it.
    fn toggle_value(&mut self) -> Vec<Effect> {
        let Some(value) = self.overlays.facets.selected_value() else {
            return Vec::new();
        };
        self.input.prompt = Prompt::new(&value.toggled);
        vec![self.search(), self.count_facets()]
    }
}
