//! The backend that paints ratatui's cells on a terminal with as few bytes as it can.
//!
//! ratatui's own crossterm backend takes the cursor to be one cell further after each symbol; a Han glyph
//! moves it by two, so nearly every one would be preceded by a cursor move of seven bytes. This backend
//! tracks the cursor by display width. It also
//!
//! - begins every row with an absolute move, so that a terminal which measures some character differently
//!   is wrong for the rest of a row at most;
//! - knows which cells of the screen are blank, and erases a run of blanks instead of writing it where
//!   that is shorter (ratatui names only the left half of each wide glyph that goes away);
//! - sends a style only when it changes, in one sequence, and never for a blank that would not show it;
//! - holds a frame back until it is complete, brackets it as synchronized output (mode 2026, ignored where
//!   unknown), writes it at once, and writes nothing at all for a frame that changes nothing.

use std::io::{self, Write};

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{Hide, MoveRight, MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType as Erase, EndSynchronizedUpdate,
};
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size as Cells};

use crate::text::{is_ambiguous, width};
use crate::tui::input::event::Size;

use super::cells::{Content, Contents, Run};
use super::sgr::Pen;

/// Paints on a terminal whose whole screen is ratatui's viewport.
#[derive(Debug)]
pub struct Painter<W: Write> {
    out: W,
    size: Size,
    /// What this frame sends.
    frame: Vec<u8>,
    /// Where the terminal's cursor stands; none if that is not known.
    cursor: Option<Position>,
    cursor_shown: bool,
    pen: Pen,
    contents: Contents,
    /// Where the cursor shall stand after this frame, if it shall be seen.
    caret: Position,
    caret_wanted: bool,
    /// Whether the terminal may draw ambiguous characters two cells wide.
    doubts_widths: bool,
}

/// A run of blanks at least this long is erased rather than written: erasing and moving on takes about
/// as many bytes.
const ERASE_FROM: u16 = 10;

impl<W: Write> Painter<W> {
    /// A painter on a terminal of this size whose cursor is hidden and whose screen is blank.
    pub fn new(out: W, size: Size) -> Self {
        Self {
            out,
            size,
            frame: Vec::new(),
            cursor: None,
            cursor_shown: false,
            pen: Pen::PLAIN,
            contents: Contents::blank(size),
            caret: Position::ORIGIN,
            caret_wanted: false,
            doubts_widths: false,
        }
    }

    /// The same for a terminal that may draw ambiguous characters, such as “ and …, two cells wide: what stands behind
    /// one is put where it belongs.
    #[must_use]
    pub fn doubting_widths(self, doubts_widths: bool) -> Self {
        Self {
            doubts_widths,
            ..self
        }
    }

    /// Tells the painter the terminal's new size.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        self.cursor = None;
        self.contents = Contents::blank(size);
    }

    /// Puts a text on the clipboard of whoever sits before the terminal, with the next frame.
    ///
    /// The sequence (OSC 52) goes through SSH. Terminals that do not know it, or whose user forbids it, ignore it.
    pub fn copy(&mut self, text: &str) {
        // Memory takes whatever is written to it.
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

    /// Writes a symbol. Gives the cell behind it if that held the second half of a glyph whose first half
    /// is covered now, and if terminals differ in what they leave there.
    fn write_symbol(&mut self, symbol: &str, at: Position) -> Option<Run> {
        self.frame.extend_from_slice(symbol.as_bytes());
        let cells = u16::try_from(width(symbol)).unwrap_or(u16::MAX);
        let x = at.x.saturating_add(cells);
        let broken = self.contents.get(x, at.y) == Content::Tail;
        self.contents.put(at, cells);
        // Behind the last column the cursor waits, in a way that differs between terminals.
        let is_known = x < self.size.width && !(self.doubts_widths && is_ambiguous(symbol));
        self.cursor = is_known.then_some(Position { x, y: at.y });
        let unclear = broken && (cells > 1 || !self.pen.leaves_blanks());
        unclear.then_some(Run {
            y: at.y,
            start: x,
            end: x + 1,
        })
    }

    /// Blanks the cells of a run.
    fn write_blanks(&mut self, run: Run) -> io::Result<()> {
        let Run { y, start, mut end } = run;
        if self.contents.get(end, y) == Content::Tail {
            end += 1;
        }
        let at = Position { x: start, y };
        self.move_to(at)?;
        if !self.pen.leaves_blanks() {
            self.set_pen(Pen::PLAIN);
        }
        let count = end - start;
        if count > 3 && self.contents.is_blank(y, end..self.size.width) {
            queue!(self.frame, Clear(Erase::UntilNewLine))?;
            self.contents.erase(y, start..self.size.width);
        } else if count >= ERASE_FROM {
            write!(self.frame, "\x1b[{count}X")?;
            self.contents.erase(y, start..end);
        } else {
            self.frame
                .extend(std::iter::repeat_n(b' ', usize::from(count)));
            self.contents.erase(y, start..end);
            self.cursor = (end < self.size.width).then_some(Position { x: end, y });
        }
        Ok(())
    }

    fn set_pen(&mut self, pen: Pen) {
        self.frame
            .extend_from_slice(self.pen.change_to(pen).as_bytes());
        self.pen = pen;
    }
}

impl<W: Write> Backend for Painter<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut content = content.peekable();
        if content.peek().is_some() {
            // The first move of a frame is absolute too, so that nothing a terminal got wrong outlives it.
            self.cursor = None;
        }
        // Blanks are held back until it is known how many there are.
        let mut blanks: Option<Run> = None;
        for (x, y, cell) in content {
            let at = Position { x, y };
            let pen = Pen::of(cell);
            let is_blank = cell.symbol() == " " && pen.leaves_blanks();
            if is_blank && let Some(longer) = blanks.and_then(|run| self.contents.extend(run, x, y))
            {
                blanks = Some(longer);
                continue;
            }
            // A lone blank that is to be written over at once need not be written.
            if let Some(run) = blanks.take().filter(|run| (run.start, run.y) != (x, y)) {
                self.write_blanks(run)?;
            }
            if is_blank {
                blanks = Some(Run {
                    y,
                    start: x,
                    end: x + 1,
                });
            } else {
                self.move_to(at)?;
                self.set_pen(pen);
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

    /// Where the cursor was last put. The terminal is never asked: its answer could be lost or split.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.caret)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.caret = position.into();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.set_pen(Pen::PLAIN);
        queue!(self.frame, Clear(Erase::All))?;
        self.contents = Contents::blank(self.size);
        self.cursor = None;
        Ok(())
    }

    /// Clears everything: the viewport is the whole screen, and ratatui clears it only to paint it anew.
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

    /// What is sent to turn a screen with one text into one with another, without the bracket.
    fn sent(before: (&str, Style), after: (&str, Style), cells: u16) -> String {
        let area = Rect::new(0, 0, cells, 1);
        let [blank, mut old, mut new] = [(); 3].map(|()| Buffer::empty(area));
        old.set_string(0, 0, before.0, before.1);
        new.set_string(0, 0, after.0, after.1);
        let mut painter = Painter::new(
            Vec::new(),
            Size {
                width: cells,
                height: 1,
            },
        );
        painter
            .draw(blank.diff_iter(&old))
            .expect("written to memory");
        painter.set_pen(Pen::PLAIN);
        painter.frame.clear();
        painter.cursor = None;
        painter
            .draw(old.diff_iter(&new))
            .expect("written to memory");
        painter.flush().expect("written to memory");
        let sent = String::from_utf8(painter.out).expect("text");
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
            let mut painter = Painter::new(Vec::new(), size).doubting_widths(doubts);
            let blank = Buffer::empty(Rect::new(0, 0, 20, 1));
            painter
                .draw(blank.diff_iter(&new))
                .expect("written to memory");
            assert_eq!(String::from_utf8_lossy(&painter.frame), expected);
        }
    }

    #[test]
    fn a_frame_that_changes_nothing_sends_no_byte() {
        let mut painter = Painter::new(
            Vec::new(),
            Size {
                width: 10,
                height: 2,
            },
        );
        let mut frame = |caret: Option<(u16, u16)>| {
            match caret {
                None => painter.hide_cursor(),
                Some(at) => painter
                    .show_cursor()
                    .and_then(|()| painter.set_cursor_position(at)),
            }
            .expect("written to memory");
            painter.draw(std::iter::empty()).expect("written to memory");
            painter.flush().expect("written to memory");
            std::mem::take(&mut painter.out).len()
        };
        assert_eq!(frame(None), 0);
        assert_ne!(frame(Some((3, 1))), 0, "the caret appears");
        assert_eq!(frame(Some((3, 1))), 0, "and stays where it is");
    }
}
