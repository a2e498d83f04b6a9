//! The appearance of the browser: language, theme, size, layout, message.

use ratatui::layout::Rect;

use crate::bundle::Lang;
use crate::present::Formatter;
use crate::tui::input::event::Size;
use crate::tui::input::mode::Purpose;
use crate::tui::theme::Theme;

use super::layout::{Layout, Pane, content};

/// How the browser currently looks.
#[derive(Debug, Clone)]
pub(crate) struct Ui {
    pub lang: Lang,
    pub theme: Theme,
    /// The size of the terminal.
    pub size: Size,
    /// The areas of the panes as of the last event; `None` if the terminal is too small.
    pub layout: Option<Layout>,
    pub purpose: Purpose,
    /// The message of the last key, shown until the next key.
    pub message: Option<String>,
}

impl Ui {
    /// The language and glyphs in which quantities are written.
    pub fn writing(&self) -> Formatter {
        Formatter {
            lang: self.lang,
            glyphs: self.theme.glyphs,
        }
    }

    /// The area above the status row.
    pub fn body(&self) -> Rect {
        let Size { width, height } = self.size;
        Rect::new(0, 0, width, height.saturating_sub(1))
    }

    /// The size of a full-screen page in cells, without its title and the status row.
    pub fn page_size(&self) -> Size {
        Size {
            height: self.size.height.saturating_sub(2),
            ..self.size
        }
    }

    /// The size of a pane in cells, without its title; zero if it is hidden.
    pub fn content_size(&self, pane: Pane) -> Size {
        let area = self.layout.map(|layout| content(layout.area(pane)));
        let Rect { width, height, .. } = area.unwrap_or_default();
        Size { width, height }
    }

    /// The rows of a pane below its title.
    pub fn rows(&self, pane: Pane) -> usize {
        usize::from(self.content_size(pane).height)
    }

    /// The rows of the facets below their title.
    pub fn facet_rows(&self) -> usize {
        let area = self.layout.map(|layout| content(layout.facets()));
        usize::from(area.unwrap_or_default().height)
    }
}
