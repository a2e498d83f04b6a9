//! Candidates of a completion, and which of them stands in the prompt.

use crate::search::Candidate;

use super::prompt::Prompt;

/// Candidates, one of which stands in the prompt.
#[derive(Debug, Clone)]
pub(crate) struct Completion {
    pub candidates: Vec<Candidate>,
    /// Which of them.
    pub chosen: usize,
    pub(crate) span: std::ops::Range<usize>,
    /// What had been typed.
    pub(crate) before: Prompt,
}
