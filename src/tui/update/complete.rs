//! Completing a filter: the candidates, and which of them stands in the prompt.
//!
//! Tab puts the first candidate in the place of the word at the caret and lists the others; the list of cases follows.
//! Whatever is typed then goes on from there; Esc brings back what had been typed.

use crate::present::Labels;
use crate::search::Completion;
use crate::tui::input::action::Action;
use crate::tui::input::effect::{Effect, Question};
use crate::tui::input::keymap::Mode;
use crate::tui::state::app::App;
use crate::tui::state::completion::Completing;

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
                typed: self.prompt.text().to_owned(),
                caret: self.prompt.caret(),
                lang: self.lang,
            })],
        }
    }

    /// Takes in what completes the word at the caret: one candidate is put there, of several the first.
    pub(crate) fn completes(&mut self, typed: &str, completion: Completion) -> Vec<Effect> {
        if self.mode != Mode::Filter || typed != self.prompt.text() {
            return Vec::new();
        }
        if completion.candidates.is_empty() {
            self.said = Some(Labels::of(self.lang).nothing_completes.to_owned());
            return Vec::new();
        }
        let several = completion.candidates.len() > 1;
        self.completing = Some(Completing {
            candidates: completion.candidates,
            chosen: 0,
            completion: completion.span,
            before: self.prompt.clone(),
        });
        self.mode = Mode::Complete;
        let effects = self.choose_candidate(0);
        if !several {
            self.close_candidates();
        }
        effects
    }

    /// Puts another candidate in the prompt; behind the last comes the first.
    fn choose_candidate(&mut self, by: isize) -> Vec<Effect> {
        let Some(completing) = &mut self.completing else {
            return Vec::new();
        };
        let count = completing.candidates.len();
        let chosen = (completing.chosen + count).saturating_add_signed(by) % count;
        completing.chosen = chosen;
        let text = completing
            .candidates
            .get(chosen)
            .map(|candidate| candidate.text.as_str());
        self.prompt = completing.before.clone();
        self.prompt
            .replace(completing.completion.clone(), text.unwrap_or_default());
        vec![self.search()]
    }

    /// Goes on typing behind the candidate that was chosen.
    pub(crate) fn close_candidates(&mut self) {
        self.completing = None;
        self.mode = Mode::Filter;
    }

    fn leave_candidates(&mut self) -> Vec<Effect> {
        if let Some(completing) = self.completing.take() {
            self.prompt = completing.before;
        }
        self.mode = Mode::Filter;
        vec![self.search()]
    }
}
