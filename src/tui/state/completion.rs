//! Candidates of a completion, and which of them stands in the prompt.

use crate::search::Candidate;
use crate::tui::state::prompt::Prompt;

/// Candidates, one of which stands in the prompt.
#[derive(Debug, Clone)]
pub(crate) struct Completing {
    pub candidates: Vec<Candidate>,
    /// Which of them.
    pub chosen: usize,
    pub(crate) completion: std::ops::Range<usize>,
    /// What had been typed.
    pub(crate) before: Prompt,
}
