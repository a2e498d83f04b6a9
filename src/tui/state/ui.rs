//! How the browser looks: language, theme, size, layout, and the message of the last key.

use ratatui::layout::Rect;

use crate::bundle::Lang;
use crate::present::Formatter;
use crate::tui::input::event::Size;
use crate::tui::input::mode::Purpose;
use crate::tui::theme::Theme;

use super::layout::{Layout, Pane, content};

/// How the browser looks.
#[derive(Debug, Clone)]
pub(crate) struct Ui {
    pub lang: Lang,
    pub theme: Theme,
    /// The size of the terminal.
    pub size: Size,
    /// Where the panes are; `None` if the terminal is too small for any.
    pub layout: Option<Layout>,
    pub purpose: Purpose,
    /// The answer to the last key, until the next.
    pub message: Option<String>,
}

impl Ui {
    /// How quantities are written.
    pub fn writing(&self) -> Formatter {
        Formatter {
            lang: self.lang,
            glyphs: self.theme.glyphs,
        }
    }

    /// All rows but the status row.
    pub fn body(&self) -> Rect {
        let Size { width, height } = self.size;
        Rect::new(0, 0, width, height.saturating_sub(1))
    }

    /// The cells of a full-screen page: all but its title and the status row.
    pub fn page_size(&self) -> Size {
        Size {
            height: self.size.height.saturating_sub(2),
            ..self.size
        }
    }

    /// The cells of a pane's content.
    pub fn content_size(&self, pane: Pane) -> Size {
        let area = self.layout.map(|layout| content(layout.area(pane)));
        let Rect { width, height, .. } = area.unwrap_or_default();
        Size { width, height }
    }

    /// The rows of a pane's content.
    pub fn rows(&self, pane: Pane) -> usize {
        usize::from(self.content_size(pane).height)
    }

    /// The rows of the facets.
    pub fn facet_rows(&self) -> usize {
        let area = self.layout.map(|layout| content(layout.facets()));
        usize::from(area.unwrap_or_default().height)
    }

    /// Whether the reader's area is on the screen; a narrow window shows one pane.
    pub fn shows_reader(&self) -> bool {
        self.layout.is_some_and(|layout| !layout.reader.is_empty())
    }
}
