//! Completing the word at the caret of the filter.
//!
//! Tab replaces the word at the caret with the first candidate and lists all of them; the list of cases is filtered
//! accordingly. Typing continues after the candidate; Esc restores what had been typed.

use crate::present::Labels;
use crate::search;
use crate::tui::input::action::Action;
use crate::tui::input::effect::{Effect, Question};
use crate::tui::input::mode::Mode;
use crate::tui::state::app::App;
use crate::tui::state::completion::Completion;
use crate::tui::state::overlay::Overlay;

impl App {
    /// Asks for candidates, or performs an action on those that are listed.
    pub(crate) fn completion_action(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::NextCandidate => self.choose_candidate(1),
            Action::PreviousCandidate => self.choose_candidate(-1),
            Action::TakeCandidate => {
                self.close_candidates();
                Vec::new()
            }
            Action::LeaveCandidates => self.leave_candidates(),
            _ => vec![self.ask(Question::Complete {
                typed: self.input.prompt.text().to_owned(),
                caret: self.input.prompt.caret(),
                lang: self.ui.lang,
            })],
        }
    }

    /// Lists the candidates for the word at the caret and inserts the first; a single candidate is inserted and not listed.
    /// Ignores an answer about a filter that is no longer in the prompt.
    pub(crate) fn show_candidates(
        &mut self,
        typed: &str,
        completion: search::Completion,
    ) -> Vec<Effect> {
        if self.mode() != Mode::Filter || typed != self.input.prompt.text() {
            return Vec::new();
        }
        if completion.candidates.is_empty() {
            self.ui.message = Some(Labels::of(self.ui.lang).nothing_completes.to_owned());
            return Vec::new();
        }
        let several = completion.candidates.len() > 1;
        self.overlays.open = Some(Overlay::Completion(Completion {
            candidates: completion.candidates,
            chosen: 0,
            span: completion.span,
            before: self.input.prompt.clone(),
        }));
        let effects = self.choose_candidate(0);
        if !several {
            self.close_candidates();
        }
        effects
    }

    /// Inserts the candidate `by` positions further into the prompt; wraps at both ends.
    fn choose_candidate(&mut self, by: isize) -> Vec<Effect> {
        let Some(Overlay::Completion(completion)) = &mut self.overlays.open else {
            return Vec::new();
        };
        let count = completion.candidates.len();
        completion.chosen = (completion.chosen + count).saturating_add_signed(by) % count;
        let chosen = completion.candidates.get(completion.chosen);
        let text = chosen.map_or("", |candidate| candidate.text.as_str());
        self.input.prompt = completion.before.clone();
        self.input.prompt.replace(completion.span.clone(), text);
        vec![self.search()]
    }

    /// Closes the list of candidates; the chosen one stays in the prompt.
    pub(crate) fn close_candidates(&mut self) {
        self.overlays.open = None;
    }

    /// Closes the list of candidates and restores what had been typed.
    fn leave_candidates(&mut self) -> Vec<Effect> {
        if let Some(Overlay::Completion(completion)) = self.overlays.open.take() {
            self.input.prompt = completion.before;
        }
        vec![self.search()]
    }
}
