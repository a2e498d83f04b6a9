//! Input history: earlier filters, and stepping through them.
//!
//! ```text
//! 泸州   审批   法治茶馆   lzs            earlier filters, oldest first, and the line being typed
//!               └ shown now: an edit here lasts until a filter is kept
//! ```

use crate::session::MOST_FILTERS;

use super::scroll::Direction;

/// Earlier filters, the newest last, each once.
#[derive(Debug, Clone, Default)]
pub(crate) struct InputHistory {
    filters: Vec<String>,
    /// The filters as edited since typing began, and as the last line what is being typed.
    lines: Vec<String>,
    /// The index of the line that the prompt shows.
    at: usize,
}

impl InputHistory {
    pub fn new(filters: Vec<String>) -> Self {
        let mut history = Self {
            filters,
            ..Self::default()
        };
        history.begin();
        history
    }

    /// Discards edits of earlier filters and starts at an empty line.
    pub fn begin(&mut self) {
        self.lines.clone_from(&self.filters);
        self.at = self.lines.len();
        self.lines.push(String::new());
    }

    /// Goes to an older line (back) or a newer one (forward) and returns it; `None` if there is no other. `shown` is the
    /// current line as edited, which is kept. Lines that read the same are skipped: the key would seem to do nothing.
    pub fn step(&mut self, direction: Direction, shown: &str) -> Option<String> {
        let differs = |at: &usize| self.lines.get(*at).is_some_and(|line| line != shown);
        let next = match direction {
            Direction::Back => (0..self.at).rev().find(differs),
            Direction::Forward => {
                // The line being typed is worth returning to even if it reads the same.
                let last = self.lines.len().checked_sub(1)?;
                (self.at + 1..=last).find(|at| differs(at) || *at == last)
            }
        }?;
        if let Some(line) = self.lines.get_mut(self.at) {
            shown.clone_into(line);
        }
        self.at = next;
        self.lines.get(next).cloned()
    }

    /// Adds a filter as the newest. Returns false if it is empty or already the newest.
    pub fn add(&mut self, filter: &str) -> bool {
        if filter.is_empty() || self.filters.last().is_some_and(|newest| newest == filter) {
            return false;
        }
        self.filters.retain(|one| one != filter);
        self.filters.push(filter.to_owned());
        let excess = self.filters.len().saturating_sub(MOST_FILTERS);
        self.filters.drain(..excess);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is shown after each step, beginning with `typed`; `<` steps to an older line, `>` to a newer one.
    fn walk(history: &mut InputHistory, typed: &str, steps: &str) -> Vec<String> {
        let mut shown = typed.to_owned();
        let mut seen = Vec::new();
        for step in steps.chars() {
            let direction = match step {
                '<' => Direction::Back,
                _ => Direction::Forward,
            };
            if let Some(next) = history.step(direction, &shown) {
                shown = next;
            }
            seen.push(shown.clone());
        }
        seen
    }

    fn of(filters: &[&str]) -> InputHistory {
        InputHistory::new(filters.iter().map(|one| (*one).to_owned()).collect())
    }

    #[test]
    fn older_and_newer_lead_to_the_ends_and_back_to_what_was_typed() {
        let seen = walk(&mut of(&["a", "b"]), "typed", "<<<>>>");
        assert_eq!(seen, ["b", "a", "a", "b", "typed", "typed"]);
        assert_eq!(walk(&mut of(&[]), "typed", "<>"), ["typed", "typed"]);
    }

    #[test]
    fn a_filter_that_reads_as_what_is_shown_is_passed_over() {
        assert_eq!(walk(&mut of(&["a", "b"]), "b", "<>>"), ["a", "b", "b"]);
        assert_eq!(walk(&mut of(&["a"]), "a", "<"), ["a"]);
    }

    #[test]
    fn what_was_changed_is_there_on_the_way_back_and_gone_next_time() {
        let mut history = of(&["a", "b"]);
        let (back, forward) = (Direction::Back, Direction::Forward);
        assert_eq!(history.step(back, "").as_deref(), Some("b"));
        assert_eq!(history.step(back, "b changed").as_deref(), Some("a"));
        assert_eq!(history.step(forward, "a").as_deref(), Some("b changed"));
        assert_eq!(history.step(forward, "b changed").as_deref(), Some(""));
        history.begin();
        assert_eq!(walk(&mut history, "", "<"), ["b"]);
    }

    #[test]
    fn a_filter_is_remembered_once_and_as_the_newest() {
        let mut history = of(&["a", "b"]);
        assert!(history.add("a"));
        assert!(!history.add("a"), "it is the newest already");
        assert!(!history.add(""));
        history.begin();
        assert_eq!(walk(&mut history, "", "<<<"), ["a", "b", "b"]);
        for count in 0..=MOST_FILTERS {
            history.add(&count.to_string());
        }
        assert_eq!(history.filters.len(), MOST_FILTERS);
        assert_eq!(history.filters.first().map(String::as_str), Some("1"));
    }
}
