//! Typing a filter, keeping it, and going back to those of before.

use crate::text::one_line;
use crate::tui::input::action::Action;
use crate::tui::input::effect::Effect;
use crate::tui::input::mode::Mode;
use crate::tui::state::app::App;
use crate::tui::state::layout::Pane;
use crate::tui::state::outline::Row;
use crate::tui::state::prompt::Prompt;

impl App {
    /// Does what an action asks of the filter.
    pub(crate) fn prompted(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Filter => self.filter(),
            Action::ClearFilter => return self.clear_filter(),
            Action::KeepFilter => return self.keep_filter(),
            Action::OpenFound => return self.open_found(),
            Action::OlderFilter | Action::NewerFilter => {
                return self.recall(action == Action::OlderFilter);
            }
            Action::NextHit | Action::PreviousHit => self.step_hit(action == Action::NextHit),
            Action::Complete
            | Action::NextCandidate
            | Action::PreviousCandidate
            | Action::TakeCandidate
            | Action::LeaveCandidates => return self.completed(action),
            action => {
                if self.input.prompt.edit(action) {
                    return vec![self.search()];
                }
            }
        }
        Vec::new()
    }

    /// Types a character; one that may not be shown types nothing.
    pub(crate) fn type_char(&mut self, c: char) -> Vec<Effect> {
        if c.is_whitespace() {
            self.type_text(" ")
        } else {
            self.type_text(&one_line(&c.to_string()))
        }
    }

    pub(crate) fn type_text(&mut self, text: &str) -> Vec<Effect> {
        if self.input.prompt.insert(text) {
            vec![self.search()]
        } else {
            Vec::new()
        }
    }

    /// Begins to filter. What is found is seen in the list, which a narrow window shows only with the focus.
    fn filter(&mut self) {
        self.input.history.begin();
        self.go_to(Pane::List);
        self.input.is_typing = true;
    }

    /// Keeps the filter and goes back to the list.
    fn keep_filter(&mut self) -> Vec<Effect> {
        self.results.choose_selected();
        self.browse();
        self.go_to(Pane::List);
        self.remember()
    }

    /// Keeps the filter and opens what is under the cursor; a folded group is unfolded while typing goes on.
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

    /// From another pane goes back to the list. In the list clears the filter, and stays at the chosen case,
    /// or at the one found if none was chosen before.
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

    /// Puts an older or a newer filter in the place of what is typed, which is not forgotten.
    fn recall(&mut self, older: bool) -> Vec<Effect> {
        match self.input.history.step(older, self.input.prompt.text()) {
            Some(filter) => {
                self.input.prompt = Prompt::new(&filter);
                vec![self.search()]
            }
            None => Vec::new(),
        }
    }

    /// Remembers the filter, if there is one, for this run and for later ones.
    pub(crate) fn remember(&mut self) -> Vec<Effect> {
        let filter = one_line(self.input.prompt.text());
        if self.input.history.add(&filter) {
            vec![Effect::Remember(filter)]
        } else {
            Vec::new()
        }
    }
}
