//! State of a completion: its candidates, and which of them is in the prompt.

use crate::search::Candidate;

use super::prompt::Prompt;

/// A list of candidates, one of which is in the prompt.
#[derive(Debug, Clone)]
pub(crate) struct Completion {
    pub candidates: Vec<Candidate>,
    /// The index of the candidate in the prompt.
    pub chosen: usize,
    /// The bytes of `before` that a candidate replaces.
    pub(crate) span: std::ops::Range<usize>,
    /// The prompt as typed, for Esc.
    pub(crate) before: Prompt,
}
