//! Styles by meaning, and the marks that are the same in every set of glyphs.

use ratatui::style::{Color, Modifier, Style};

use crate::present::Glyphs;

/// The styles of the screen.
///
/// No meaning rests on colour alone: the selected row has a mark, and a change for the worse is bold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// The title of the pane that has the focus.
    pub focused: Style,
    /// The title of another pane.
    pub pane: Style,
    /// The selected row of the pane that has the focus.
    pub selected: Style,
    /// The selected row of another pane.
    pub remembered: Style,
    /// Text that matches the query.
    pub hit: Style,
    /// The match that the reader is at.
    pub current_hit: Style,
    /// A part of the filter that is wrong and therefore ignored.
    pub wrong: Style,
    /// A figure in the original passage.
    pub figure: Style,
    /// A case's title.
    pub title: Style,
    /// A heading.
    pub heading: Style,
    /// Secondary text: columns beside the title, labels of facts.
    pub dim: Style,
    /// A change for the better.
    pub good: Style,
    /// A change for the worse.
    pub bad: Style,
    /// A notice.
    pub notice: Style,
    /// The bars of a sparkline.
    pub bar: Style,
    /// A key in the status line.
    pub key: Style,
    /// The glyphs that charts and signs are drawn with.
    pub glyphs: Glyphs,
}

impl Theme {
    /// The 16 ANSI colours, as the user's palette defines them.
    #[must_use]
    pub const fn colour() -> Self {
        let plain = Style::new();
        Self {
            focused: plain
                .fg(Color::Cyan)
                .add_modifier(Modifier::BOLD.union(Modifier::REVERSED)),
            pane: plain.fg(Color::Cyan).add_modifier(Modifier::BOLD),
            selected: plain.add_modifier(Modifier::REVERSED),
            remembered: plain.add_modifier(Modifier::BOLD),
            hit: plain
                .fg(Color::Yellow)
                .add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED)),
            current_hit: plain
                .fg(Color::Yellow)
                .add_modifier(Modifier::BOLD.union(Modifier::REVERSED)),
            wrong: plain.fg(Color::Red).add_modifier(Modifier::UNDERLINED),
            figure: plain.add_modifier(Modifier::UNDERLINED),
            title: plain.add_modifier(Modifier::BOLD),
            heading: plain.fg(Color::Cyan).add_modifier(Modifier::BOLD),
            // Not dark grey: in some popular palettes it equals the background.
            dim: plain.add_modifier(Modifier::DIM),
            good: plain.fg(Color::Green),
            bad: plain.fg(Color::Red).add_modifier(Modifier::BOLD),
            notice: plain.fg(Color::Yellow),
            bar: plain.fg(Color::Cyan),
            key: plain.add_modifier(Modifier::BOLD),
            glyphs: Glyphs::Blocks,
        }
    }

    /// Without colour, for `NO_COLOR`. crossterm 0.29 turns each colour into a reset of all attributes, so there must
    /// be none; reverse, bold and underline carry the meaning.
    #[must_use]
    pub const fn mono() -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        Self {
            focused: plain.add_modifier(Modifier::BOLD.union(Modifier::REVERSED)),
            pane: bold,
            selected: plain.add_modifier(Modifier::REVERSED),
            remembered: bold,
            hit: plain.add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED)),
            current_hit: plain.add_modifier(Modifier::BOLD.union(Modifier::REVERSED)),
            wrong: plain.add_modifier(Modifier::UNDERLINED),
            figure: plain.add_modifier(Modifier::UNDERLINED),
            title: bold,
            heading: bold,
            dim: plain,
            good: plain,
            bad: bold,
            notice: bold,
            bar: plain,
            key: bold,
            glyphs: Glyphs::Blocks,
        }
    }

    /// The same theme with another set of glyphs.
    #[must_use]
    pub const fn with_glyphs(self, glyphs: Glyphs) -> Self {
        Self { glyphs, ..self }
    }
}

/// The mark of the selected row.
pub(super) const SELECTED_MARK: &str = ">";
/// The mark of a marked case, and of a folded group whose cases are all marked.
pub(super) const PICK_MARK: &str = "*";
/// The mark of a case with notices.
pub(super) const NOTICE_MARK: &str = "!";
/// Shown after a count while the search continues.
pub(super) const STILL: &str = "…";
