//! The backend that paints ratatui's cells on a terminal with as few bytes as it can.
//!
//! ratatui's own crossterm backend takes the cursor to be one cell further after each symbol; a Han glyph
//! moves it by two, so nearly every one would be preceded by a cursor move of seven bytes. This backend
//! tracks the cursor by display width. It also
//!
//! - begins every row with an absolute move, so that a terminal which measures some character differently
//!   is wrong for the rest of a row at most;
//! - erases a run of blanks instead of writing it where that is shorter;
//! - sends a style only when it changes, in one sequence, and never for a blank that would not show it;
//! - holds a frame back until it is complete, brackets it as synchronized output (mode 2026, ignored where
//!   unknown), writes it at once, and writes nothing at all for a frame that changes nothing.
//!
//! It writes styles itself because crossterm 0.29 turns colours into resets under `NO_COLOR`.

use std::fmt::Write as _;
use std::io::{self, Write};

use crossterm::cursor::{Hide, MoveRight, MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType as Erase, EndSynchronizedUpdate,
};
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size as Cells};
use ratatui::style::{Color, Modifier};

use crate::text::width;

use super::event::Size;

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
    /// Where the cursor shall stand after this frame, if it shall be seen.
    caret: Position,
    caret_wanted: bool,
}

/// What a terminal draws characters with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pen {
    foreground: Color,
    background: Color,
    modifier: Modifier,
}

impl Pen {
    const PLAIN: Self = Self {
        foreground: Color::Reset,
        background: Color::Reset,
        modifier: Modifier::empty(),
    };

    const fn of(cell: &Cell) -> Self {
        Self {
            foreground: cell.fg,
            background: cell.bg,
            modifier: cell.modifier,
        }
    }

    /// Whether a blank drawn with this pen looks like one drawn with a plain pen.
    const fn leaves_blanks(self) -> bool {
        const SEEN_ON_BLANKS: Modifier = Modifier::REVERSED
            .union(Modifier::UNDERLINED)
            .union(Modifier::CROSSED_OUT);
        matches!(self.background, Color::Reset) && !self.modifier.intersects(SEEN_ON_BLANKS)
    }
}

/// A run of blanks at least this long is erased rather than written: erasing and moving on takes about
/// as many bytes.
const ERASE_FROM: u16 = 10;

impl<W: Write> Painter<W> {
    /// A painter on a terminal of this size whose cursor is hidden and whose screen is blank.
    pub const fn new(out: W, size: Size) -> Self {
        Self {
            out,
            size,
            frame: Vec::new(),
            cursor: None,
            cursor_shown: false,
            pen: Pen::PLAIN,
            caret: Position::ORIGIN,
            caret_wanted: false,
        }
    }

    /// Tells the painter the terminal's new size.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        self.cursor = None;
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

    fn write_symbol(&mut self, symbol: &str, at: Position) {
        self.frame.extend_from_slice(symbol.as_bytes());
        let x =
            at.x.saturating_add(u16::try_from(width(symbol)).unwrap_or(u16::MAX));
        // Behind the last column the cursor waits, in a way that differs between terminals.
        self.cursor = (x < self.size.width).then_some(Position { x, y: at.y });
    }

    /// Blanks `count` cells from `at` on.
    fn write_blanks(&mut self, at: Position, count: u16) -> io::Result<()> {
        self.move_to(at)?;
        if !self.pen.leaves_blanks() {
            self.set_pen(Pen::PLAIN);
        }
        let to_the_end = at.x.saturating_add(count) >= self.size.width;
        if to_the_end && count > 3 {
            queue!(self.frame, Clear(Erase::UntilNewLine))?;
        } else if count >= ERASE_FROM {
            write!(self.frame, "\x1b[{count}X")?;
        } else {
            for blank in 0..count {
                self.write_symbol(
                    " ",
                    Position {
                        x: at.x + blank,
                        y: at.y,
                    },
                );
            }
        }
        Ok(())
    }

    /// Changes the terminal's pen in one sequence, from scratch if something must be switched off.
    fn set_pen(&mut self, pen: Pen) {
        if pen == self.pen {
            return;
        }
        let mut codes = String::new();
        let mut code = |value: &str| {
            if !codes.is_empty() {
                codes.push(';');
            }
            codes.push_str(value);
        };
        let mut from = self.pen;
        if !pen.modifier.contains(from.modifier) {
            code("0");
            from = Pen::PLAIN;
        }
        for (modifier, on) in MODIFIERS {
            if pen.modifier.contains(*modifier) && !from.modifier.contains(*modifier) {
                code(on);
            }
        }
        if pen.foreground != from.foreground {
            code(&colour_code(pen.foreground, 30));
        }
        if pen.background != from.background {
            code(&colour_code(pen.background, 40));
        }
        // A pen that differs only in modifiers this table does not know needs no sequence.
        if !codes.is_empty() {
            self.frame.extend_from_slice(b"\x1b[");
            self.frame.extend_from_slice(codes.as_bytes());
            self.frame.push(b'm');
        }
        self.pen = pen;
    }
}

const MODIFIERS: &[(Modifier, &str)] = &[
    (Modifier::BOLD, "1"),
    (Modifier::DIM, "2"),
    (Modifier::ITALIC, "3"),
    (Modifier::UNDERLINED, "4"),
    (Modifier::SLOW_BLINK, "5"),
    (Modifier::RAPID_BLINK, "6"),
    (Modifier::REVERSED, "7"),
    (Modifier::HIDDEN, "8"),
    (Modifier::CROSSED_OUT, "9"),
];

/// The SGR code of a colour; `base` is 30 for the foreground and 40 for the background.
fn colour_code(colour: Color, base: u8) -> String {
    let mut code = String::new();
    let dark = |offset: u8| base + offset;
    let bright = |offset: u8| base + 60 + offset;
    let number = match colour {
        Color::Reset => dark(9),
        Color::Black => dark(0),
        Color::Red => dark(1),
        Color::Green => dark(2),
        Color::Yellow => dark(3),
        Color::Blue => dark(4),
        Color::Magenta => dark(5),
        Color::Cyan => dark(6),
        Color::Gray => dark(7),
        Color::DarkGray => bright(0),
        Color::LightRed => bright(1),
        Color::LightGreen => bright(2),
        Color::LightYellow => bright(3),
        Color::LightBlue => bright(4),
        Color::LightMagenta => bright(5),
        Color::LightCyan => bright(6),
        Color::White => bright(7),
        Color::Indexed(index) => return format!("{};5;{index}", dark(8)),
        Color::Rgb(r, g, b) => return format!("{};2;{r};{g};{b}", dark(8)),
    };
    let _ = write!(code, "{number}");
    code
}

impl<W: Write> Backend for Painter<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        // Blanks are held back until it is known how many there are.
        let mut blanks: Option<(Position, u16)> = None;
        for (x, y, cell) in content {
            let at = Position { x, y };
            let pen = Pen::of(cell);
            let is_blank = cell.symbol() == " " && pen.leaves_blanks();
            match blanks {
                Some((start, count)) if is_blank && start.y == y && start.x + count == x => {
                    blanks = Some((start, count + 1));
                    continue;
                }
                Some((start, count)) => self.write_blanks(start, count)?,
                None => {}
            }
            blanks = is_blank.then_some((at, 1));
            if !is_blank {
                self.move_to(at)?;
                self.set_pen(pen);
                self.write_symbol(cell.symbol(), at);
            }
        }
        if let Some((start, count)) = blanks {
            self.write_blanks(start, count)?;
        }
        Ok(())
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
        let [mut old, mut new] = [Buffer::empty(area), Buffer::empty(area)];
        old.set_string(0, 0, before.0, before.1);
        new.set_string(0, 0, after.0, after.1);
        let mut out = Vec::new();
        let mut painter = Painter::new(
            &mut out,
            Size {
                width: cells,
                height: 1,
            },
        );
        painter
            .draw(old.diff_iter(&new))
            .expect("written to memory");
        painter.flush().expect("written to memory");
        let sent = String::from_utf8(out).expect("text");
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
    fn a_frame_that_changes_nothing_sends_no_byte() {
        let mut out = Vec::new();
        let mut painter = Painter::new(
            &mut out,
            Size {
                width: 10,
                height: 2,
            },
        );
        painter.hide_cursor().expect("written to memory");
        painter.draw(std::iter::empty()).expect("written to memory");
        painter.flush().expect("written to memory");
        assert!(out.is_empty());
    }
}
