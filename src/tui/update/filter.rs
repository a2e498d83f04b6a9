//! The filter: typing, keeping and clearing it, and recalling earlier filters.

use crate::text::one_line;
use crate::tui::input::action::Action;
use crate::tui::input::effect::Effect;
use crate::tui::input::mode::Mode;
use crate::tui::state::app::App;
use crate::tui::state::layout::Pane;
use crate::tui::state::outline::Row;
use crate::tui::state::prompt::Prompt;
use crate::tui::state::scroll::Direction;

impl App {
    /// Performs an action on the filter.
    pub(crate) fn filter_action(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Filter => self.start_typing(),
            Action::ClearFilter => return self.clear_filter(),
            Action::KeepFilter => return self.keep_filter(),
            Action::OpenFound => return self.open_found(),
            Action::OlderFilter => return self.recall(Direction::Back),
            Action::NewerFilter => return self.recall(Direction::Forward),
            Action::NextHit => self.step_hit(Direction::Forward),
            Action::PreviousHit => self.step_hit(Direction::Back),
            Action::Complete
            | Action::NextCandidate
            | Action::PreviousCandidate
            | Action::TakeCandidate
            | Action::LeaveCandidates => return self.completion_action(action),
            action => {
                if self.input.prompt.edit(action) {
                    return vec![self.search()];
                }
            }
        }
        Vec::new()
    }

    /// Types a character. White space types a blank; a control character types nothing.
    pub(crate) fn type_char(&mut self, c: char) -> Vec<Effect> {
        if c.is_whitespace() {
            self.type_text(" ")
        } else {
            self.type_text(&one_line(&c.to_string()))
        }
    }

    /// Inserts text at the caret and searches, if the filter changed.
    pub(crate) fn type_text(&mut self, text: &str) -> Vec<Effect> {
        if self.input.prompt.insert(text) {
            vec![self.search()]
        } else {
            Vec::new()
        }
    }

    /// Starts typing a filter. The list gets the focus, without which a narrow window would not show it.
    fn start_typing(&mut self) {
        self.input.history.begin();
        self.go_to(Pane::List);
        self.input.is_typing = true;
    }

    /// Ends typing, remembers the filter and returns to the list.
    fn keep_filter(&mut self) -> Vec<Effect> {
        self.results.choose_selected();
        self.browse();
        self.go_to(Pane::List);
        self.remember_filter()
    }

    /// Keeps the filter and opens the case under the cursor. A folded group is unfolded instead, and typing continues.
    fn open_found(&mut self) -> Vec<Effect> {
        if self.results.list.selected().is_none() {
            return Vec::new();
        }
        let on_case = matches!(self.results.list.selected(), Some(Row::Case(_)));
        let effects = if on_case {
            self.keep_filter()
        } else {
            Vec::new()
        };
        self.open();
        effects
    }

    /// In another pane, goes back to the list. In the list, clears the filter; the cursor stays on the chosen case, or on
    /// the case under it if none was chosen.
    fn clear_filter(&mut self) -> Vec<Effect> {
        if self.mode() == Mode::Browse && self.input.focus != Pane::List {
            return self.back();
        }
        self.browse();
        if self.input.prompt.is_empty() {
            return Vec::new();
        }
        self.results.chosen = self.results.chosen.or_else(|| self.results.selected());
        self.input.prompt = Prompt::default();
        vec![self.search()]
    }

    /// Replaces the filter with an older or a newer one.
    fn recall(&mut self, direction: Direction) -> Vec<Effect> {
        if self.input.recall(direction) {
            vec![self.search()]
        } else {
            Vec::new()
        }
    }

    /// Remembers the filter, unless it is empty, for this run and for later ones.
    pub(crate) fn remember_filter(&mut self) -> Vec<Effect> {
        let filter = self.input.remember();
        filter.map(Effect::Remember).into_iter().collect()
    }
}
