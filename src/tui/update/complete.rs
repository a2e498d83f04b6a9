//! Completing a filter: the candidates, and which of them stands in the prompt.
//!
//! Tab puts the first candidate in the place of the word at the caret and lists the others; the list of cases follows.
//! Whatever is typed then goes on from there; Esc brings back what had been typed.

use crate::present::Labels;
use crate::search;
use crate::tui::input::action::Action;
use crate::tui::input::effect::{Effect, Question};
use crate::tui::input::mode::Mode;
use crate::tui::state::app::App;
use crate::tui::state::completion::Completion;
use crate::tui::state::overlay::Overlay;

impl App {
    /// Does what an action asks of a completion.
    pub(crate) fn completed(&mut self, action: Action) -> Vec<Effect> {
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

    /// Takes in the candidates for the word at the caret and puts the first one there; a single one closes the menu.
    pub(crate) fn completes(&mut self, typed: &str, completion: search::Completion) -> Vec<Effect> {
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

    /// Puts another candidate in the prompt; the first follows the last.
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

    /// Goes on typing after the chosen candidate.
    pub(crate) fn close_candidates(&mut self) {
        self.overlays.open = None;
    }

    fn leave_candidates(&mut self) -> Vec<Effect> {
        if let Some(Overlay::Completion(completion)) = self.overlays.open.take() {
            self.input.prompt = completion.before;
        }
        vec![self.search()]
    }
}
