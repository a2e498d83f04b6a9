//! A ratatui backend that writes as few bytes as it can.
//!
//! ratatui's crossterm backend assumes that each symbol moves the cursor by one cell. A Han glyph moves it by two, so
//! nearly every one would be preceded by a seven-byte cursor move. This backend tracks the cursor by display width. It
//! also
//!
//! - starts every row with an absolute move, so a terminal that measures a character differently is wrong for the rest
//!   of that row at most;
//! - tracks blank cells and erases a run of blanks where that is shorter than writing it (ratatui reports only the left
//!   half of a wide glyph that disappears);
//! - sends a style only when it changes, in one sequence, and never for a blank that would not show it;
//! - buffers a frame, brackets it as synchronized output (mode 2026, ignored where unknown), and writes it in one call;
//!   a frame without changes writes nothing.

use std::io::{self, Write};

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{Hide, MoveRight, MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType as ClearKind, EndSynchronizedUpdate,
};
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size as Cells};

use crate::text::{is_ambiguous, width};
use crate::tui::input::event::Size;

use super::cells::{BlankRun, CellGrid, CellState};
use super::sgr::SgrState;

/// Backend for a terminal whose whole screen is ratatui's viewport.
#[derive(Debug)]
pub struct CompactBackend<W: Write> {
    out: W,
    size: Size,
    /// Bytes of the frame being built.
    frame: Vec<u8>,
    /// Position of the terminal's cursor; `None` if unknown.
    cursor: Option<Position>,
    cursor_shown: bool,
    style: SgrState,
    grid: CellGrid,
    /// Position of the cursor after this frame, if it is shown.
    caret: Position,
    caret_wanted: bool,
    /// The terminal may draw ambiguous-width characters two cells wide.
    ambiguous_wide: bool,
}

/// Least number of blanks that are erased rather than written: erasing and moving on takes about as many bytes.
const ERASE_FROM: u16 = 10;

impl<W: Write> CompactBackend<W> {
    /// A backend for a terminal of this size, with a hidden cursor and a blank screen.
    pub fn new(out: W, size: Size) -> Self {
        Self {
            out,
            size,
            frame: Vec::new(),
            cursor: None,
            cursor_shown: false,
            style: SgrState::PLAIN,
            grid: CellGrid::blank(size),
            caret: Position::ORIGIN,
            caret_wanted: false,
            ambiguous_wide: false,
        }
    }

    /// Allows for a terminal that may draw ambiguous-width characters, such as “ and …, two cells wide: the cursor is
    /// positioned explicitly after each of them.
    #[must_use]
    pub fn with_ambiguous_wide(self, ambiguous_wide: bool) -> Self {
        Self {
            ambiguous_wide,
            ..self
        }
    }

    /// Sets the terminal's size. The screen counts as blank; the caller repaints it.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        self.cursor = None;
        self.grid = CellGrid::blank(size);
    }

    /// Copies a text to the user's clipboard, with the next frame.
    ///
    /// The sequence (OSC 52) passes through SSH. Terminals that do not support or allow it ignore it.
    pub fn copy(&mut self, text: &str) {
        // Writing to memory cannot fail.
        let _ = queue!(self.frame, CopyToClipboard::to_clipboard_from(text));
    }

    fn move_to(&mut self, to: Position) -> io::Result<()> {
        match self.cursor {
            Some(at) if at == to => {}
            Some(at) if at.y == to.y && at.x < to.x => queue!(self.frame, MoveRight(to.x - at.x))?,
            _ => queue!(self.frame, MoveTo(to.x, to.y))?,
        }
        self.cursor = Some(to);
        Ok(())
    }

    /// Writes a symbol. Returns the cell after it if that held the tail of a wide glyph whose first half is now covered
    /// and terminals differ in what they leave there.
    fn write_symbol(&mut self, symbol: &str, at: Position) -> Option<BlankRun> {
        self.frame.extend_from_slice(symbol.as_bytes());
        let cells = u16::try_from(width(symbol)).unwrap_or(u16::MAX);
        let x = at.x.saturating_add(cells);
        let broken = self.grid.get(x, at.y) == CellState::WideTail;
        self.grid.put(at, cells);
        // After the last column, terminals differ in where the cursor is.
        let is_known = x < self.size.width && !(self.ambiguous_wide && is_ambiguous(symbol));
        self.cursor = is_known.then_some(Position { x, y: at.y });
        let unclear = broken && (cells > 1 || !self.style.is_plain_on_blank());
        unclear.then_some(BlankRun {
            y: at.y,
            start: x,
            end: x + 1,
        })
    }

    /// Blanks a run by the shortest sequence: erase to the end of the line, erase cells, or spaces.
    fn write_blanks(&mut self, run: BlankRun) -> io::Result<()> {
        let BlankRun { y, start, mut end } = run;
        if self.grid.get(end, y) == CellState::WideTail {
            end += 1;
        }
        let at = Position { x: start, y };
        self.move_to(at)?;
        if !self.style.is_plain_on_blank() {
            self.set_style(SgrState::PLAIN);
        }
        let count = end - start;
        if count > 3 && self.grid.is_blank(y, end..self.size.width) {
            queue!(self.frame, Clear(ClearKind::UntilNewLine))?;
            self.grid.erase(y, start..self.size.width);
        } else if count >= ERASE_FROM {
            write!(self.frame, "\x1b[{count}X")?;
            self.grid.erase(y, start..end);
        } else {
            self.frame
                .extend(std::iter::repeat_n(b' ', usize::from(count)));
            self.grid.erase(y, start..end);
            self.cursor = (end < self.size.width).then_some(Position { x: end, y });
        }
        Ok(())
    }

    fn set_style(&mut self, style: SgrState) {
        self.frame
            .extend_from_slice(self.style.transition_to(style).as_bytes());
        self.style = style;
    }
}

impl<W: Write> Backend for CompactBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut content = content.peekable();
        if content.peek().is_some() {
            // The first move of a frame is absolute too, so that a wrong cursor position does not outlive the frame.
            self.cursor = None;
        }
        // Blanks are held back until the length of the run is known.
        let mut blanks: Option<BlankRun> = None;
        for (x, y, cell) in content {
            let at = Position { x, y };
            let style = SgrState::of(cell);
            let is_blank = cell.symbol() == " " && style.is_plain_on_blank();
            if is_blank && let Some(longer) = blanks.and_then(|run| self.grid.extend(run, x, y)) {
                blanks = Some(longer);
                continue;
            }
            // A single blank that is overwritten at once need not be written.
            if let Some(run) = blanks.take().filter(|run| (run.start, run.y) != (x, y)) {
                self.write_blanks(run)?;
            }
            if is_blank {
                blanks = Some(BlankRun {
                    y,
                    start: x,
                    end: x + 1,
                });
            } else {
                self.move_to(at)?;
                self.set_style(style);
                blanks = self.write_symbol(cell.symbol(), at);
            }
        }
        blanks.map_or(Ok(()), |run| self.write_blanks(run))
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.caret_wanted = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.caret_wanted = true;
        Ok(())
    }

    /// The last position set. The terminal is never queried: its reply could be lost or split.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.caret)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.caret = position.into();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.set_style(SgrState::PLAIN);
        queue!(self.frame, Clear(ClearKind::All))?;
        self.grid = CellGrid::blank(self.size);
        self.cursor = None;
        Ok(())
    }

    /// Clears everything: the viewport is the whole screen, and ratatui clears it only before a full repaint.
    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        self.clear()
    }

    fn size(&self) -> io::Result<Cells> {
        Ok(Cells {
            width: self.size.width,
            height: self.size.height,
        })
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size()?,
            pixels: Cells::ZERO,
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.caret_wanted {
            self.move_to(self.caret)?;
        }
        if self.caret_wanted != self.cursor_shown {
            if self.caret_wanted {
                queue!(self.frame, Show)?;
            } else {
                queue!(self.frame, Hide)?;
            }
            self.cursor_shown = self.caret_wanted;
        }
        if self.frame.is_empty() {
            return Ok(());
        }
        let mut whole = Vec::with_capacity(self.frame.len() + 16);
        queue!(whole, BeginSynchronizedUpdate)?;
        whole.append(&mut self.frame);
        queue!(whole, EndSynchronizedUpdate)?;
        self.out.write_all(&whole)?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    /// Bytes sent to change a screen with one text into one with another, without the synchronized-output bracket.
    fn sent(before: (&str, Style), after: (&str, Style), cells: u16) -> String {
        let area = Rect::new(0, 0, cells, 1);
        let [blank, mut old, mut new] = [(); 3].map(|()| Buffer::empty(area));
        old.set_string(0, 0, before.0, before.1);
        new.set_string(0, 0, after.0, after.1);
        let mut backend = CompactBackend::new(
            Vec::new(),
            Size {
                width: cells,
                height: 1,
            },
        );
        backend
            .draw(blank.diff_iter(&old))
            .expect("written to memory");
        backend.set_style(SgrState::PLAIN);
        backend.frame.clear();
        backend.cursor = None;
        backend
            .draw(old.diff_iter(&new))
            .expect("written to memory");
        backend.flush().expect("written to memory");
        let sent = String::from_utf8(backend.out).expect("text");
        sent.trim_start_matches("\x1b[?2026h")
            .trim_end_matches("\x1b[?2026l")
            .to_owned()
    }

    #[test]
    fn only_what_changes_is_sent_and_nothing_between_han_glyphs() {
        let plain = Style::new();
        for (before, after, expected) in [
            (("", plain), ("审批时间", plain), "\x1b[1;1H审批时间"),
            (("审批时间", plain), ("审批时间", plain), ""),
            (("审批时间", plain), ("审批期间", plain), "\x1b[1;5H期"),
            (
                ("甲乙丙丁", plain),
                ("子乙丙丑", plain),
                "\x1b[1;1H子\x1b[4C丑",
            ),
            (("审批时间", plain), ("审批", plain), "\x1b[1;5H\x1b[K"),
            (
                ("审批时间abc", plain),
                ("        abc", plain),
                "\x1b[1;1H        ",
            ),
            (
                ("时间时间时间a", plain),
                ("            a", plain),
                "\x1b[1;1H\x1b[12X",
            ),
            (("x a y", plain), ("  a", plain), "\x1b[1;1H \x1b[3C "),
            (
                ("审批", plain),
                ("审批", plain.reversed()),
                "\x1b[1;1H\x1b[7m审批",
            ),
            (
                ("审批", plain.bold()),
                ("审", plain.bold().cyan()),
                "\x1b[1;1H\x1b[1;36m审  ",
            ),
        ] {
            assert_eq!(sent(before, after, 40), expected, "{before:?} → {after:?}");
        }
    }

    #[test]
    fn what_stands_behind_a_doubtful_character_is_put_where_it_belongs() {
        let size = Size {
            width: 20,
            height: 1,
        };
        let mut new = Buffer::empty(Rect::new(0, 0, 20, 1));
        new.set_string(0, 0, "“审批”…", Style::new());
        for (doubts, expected) in [
            (false, "\x1b[1;1H“审批”…"),
            (true, "\x1b[1;1H“\x1b[1;2H审批”\x1b[1;7H…"),
        ] {
            let mut backend = CompactBackend::new(Vec::new(), size).with_ambiguous_wide(doubts);
            let blank = Buffer::empty(Rect::new(0, 0, 20, 1));
            backend
                .draw(blank.diff_iter(&new))
                .expect("written to memory");
            assert_eq!(String::from_utf8_lossy(&backend.frame), expected);
        }
    }

    #[test]
    fn a_frame_that_changes_nothing_sends_no_byte() {
        let mut backend = CompactBackend::new(
            Vec::new(),
            Size {
                width: 10,
                height: 2,
            },
        );
        let mut frame = |caret: Option<(u16, u16)>| {
            match caret {
                None => backend.hide_cursor(),
                Some(at) => backend
                    .show_cursor()
                    .and_then(|()| backend.set_cursor_position(at)),
            }
            .expect("written to memory");
            backend.draw(std::iter::empty()).expect("written to memory");
            backend.flush().expect("written to memory");
            std::mem::take(&mut backend.out).len()
        };
        assert_eq!(frame(None), 0);
        assert_ne!(frame(Some((3, 1))), 0, "the caret appears");
        assert_eq!(frame(Some((3, 1))), 0, "and stays where it is");
    }
}
