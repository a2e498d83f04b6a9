//! The text of the filter as it is typed, and its caret.

use std::ops::Range;

use crate::session::LONGEST_FILTER;
use crate::text::{graphemes, prefix};
use crate::tui::input::action::Action;

/// A line of text with a caret, edited grapheme by grapheme.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Prompt {
    text: String,
    /// A byte offset, always on a grapheme boundary.
    caret: usize,
}

impl Prompt {
    pub fn new(text: &str) -> Self {
        let mut prompt = Self::default();
        prompt.insert(text);
        prompt
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The byte offset of the caret.
    pub fn caret(&self) -> usize {
        self.caret
    }

    /// Replaces a byte range of the text and puts the caret after the replacement. Ignores a range that is not in the text.
    pub fn replace(&mut self, part: Range<usize>, text: &str) {
        if self.text.get(part.clone()).is_some() {
            self.text.replace_range(part.clone(), "");
            self.caret = part.start;
            self.insert(text);
        }
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Inserts text at the caret, cut to the room left by [`LONGEST_FILTER`] bytes. Returns whether the text changed.
    pub fn insert(&mut self, text: &str) -> bool {
        let room = LONGEST_FILTER.saturating_sub(self.text.len());
        let text = text
            .get(..text.floor_char_boundary(room))
            .unwrap_or_default();
        self.text.insert_str(self.caret, text);
        self.caret += text.len();
        // The inserted text may have merged with the grapheme before or after it.
        let boundary = self.boundaries().find(|at| *at >= self.caret);
        self.caret = boundary.unwrap_or(self.text.len());
        !text.is_empty()
    }

    /// Performs an editing action. Returns whether the text changed; false for any other action.
    pub fn edit(&mut self, action: Action) -> bool {
        let (start, end) = (0, self.text.len());
        match action {
            Action::CaretLeft => self.caret = self.before(),
            Action::CaretRight => self.caret = self.after(),
            Action::CaretHome => self.caret = start,
            Action::CaretEnd => self.caret = end,
            Action::DeleteBefore => return self.delete(self.before(), self.caret),
            Action::DeleteAfter => return self.delete(self.caret, self.after()),
            Action::DeleteWord => return self.delete(self.word_start(), self.caret),
            Action::DeleteLine => return self.delete(start, self.caret),
            _ => {}
        }
        false
    }

    /// The byte range of the text that is shown in `cells` cells, so that the caret is visible, and the cell of the caret.
    pub fn view(&self, cells: usize) -> (Range<usize>, usize) {
        let before = self.text.get(..self.caret).unwrap_or_default();
        let mut caret = 0;
        let mut start = self.caret;
        for (at, _, grapheme_cells) in graphemes(before).rev() {
            // After the last grapheme the caret needs a cell of its own.
            if caret + grapheme_cells + 1 > cells {
                break;
            }
            caret += grapheme_cells;
            start = at;
        }
        let shown = prefix(self.text.get(start..).unwrap_or_default(), cells);
        (start..start + shown.len(), caret)
    }

    /// Deletes a byte range. Returns whether it was not empty.
    fn delete(&mut self, from: usize, to: usize) -> bool {
        self.text.replace_range(from..to, "");
        self.caret = from;
        from < to
    }

    fn boundaries(&self) -> impl DoubleEndedIterator<Item = usize> {
        graphemes(&self.text).map(|(at, _, _)| at)
    }

    /// The grapheme boundary before the caret.
    fn before(&self) -> usize {
        self.boundaries().rfind(|at| *at < self.caret).unwrap_or(0)
    }

    /// The grapheme boundary after the caret.
    fn after(&self) -> usize {
        self.boundaries()
            .find(|at| *at > self.caret)
            .unwrap_or(self.text.len())
    }

    /// The start of the word before the caret.
    fn word_start(&self) -> usize {
        let before = self.text.get(..self.caret).unwrap_or_default().trim_end();
        before
            .char_indices()
            .rfind(|(_, c)| c.is_whitespace())
            .map_or(0, |(at, c)| at + c.len_utf8())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, actions: &[Action], left: &str) {
        let mut prompt = Prompt::new(text);
        for action in actions {
            prompt.edit(*action);
        }
        assert_eq!(prompt.text(), left);
    }

    #[test]
    fn editing_goes_by_graphemes_and_words() {
        check("审批", &[Action::DeleteBefore], "审");
        check("e\u{301}", &[Action::DeleteBefore], "");
        check("审批", &[Action::CaretLeft, Action::DeleteBefore], "批");
        check("审批", &[Action::CaretHome, Action::DeleteAfter], "批");
        check("审批 泸州 ", &[Action::DeleteWord], "审批 ");
        check("审批", &[Action::CaretLeft, Action::DeleteLine], "批");
        check(
            "",
            &[
                Action::DeleteBefore,
                Action::DeleteAfter,
                Action::DeleteWord,
                Action::CaretLeft,
            ],
            "",
        );
    }

    #[test]
    fn the_caret_is_always_in_view() {
        let mut prompt = Prompt::new("投资项目审批");
        let view = |prompt: &Prompt, cells| {
            let (shown, caret) = prompt.view(cells);
            (prompt.text().get(shown).map(str::to_owned), caret)
        };
        assert_eq!(view(&prompt, 20), (Some("投资项目审批".to_owned()), 12));
        assert_eq!(view(&prompt, 8), (Some("目审批".to_owned()), 6));
        prompt.edit(Action::CaretHome);
        assert_eq!(view(&prompt, 8), (Some("投资项目".to_owned()), 0));
        assert_eq!(view(&prompt, 0), (Some(String::new()), 0));
    }

    #[test]
    fn a_joiner_typed_after_a_glyph_keeps_the_caret_between_graphemes() {
        let mut prompt = Prompt::new("");
        for text in ["👨", "\u{200d}", "👩"] {
            prompt.insert(text);
        }
        assert_eq!(prompt.view(10), (0..prompt.text().len(), 2));
    }
}
