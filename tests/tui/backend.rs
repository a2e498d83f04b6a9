//! The backend sends as few bytes as it can; the terminal must still show what was drawn.

use std::num::NonZero;

use casebook::text;
use proptest::prelude::*;
use ratatui::backend::Backend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use crate::support::{CompactBackend, Size};

const WIDTH: u16 = 24;
const HEIGHT: u16 = 4;

/// Column, row, text and style.
type Piece = (u16, u16, String, Style);

fn style() -> impl Strategy<Value = Style> {
    prop_oneof![
        3 => Just(Style::new()),
        1 => Just(Style::new().add_modifier(Modifier::REVERSED)),
        1 => Just(Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED).fg(Color::Yellow)),
        1 => Just(Style::new().fg(Color::Red).bg(Color::Indexed(17))),
    ]
}

fn frame() -> impl Strategy<Value = Vec<Piece>> {
    let piece = (0..WIDTH, 0..HEIGHT, "[ ab审批“，０]{0,12}", style());
    prop::collection::vec(piece, 0..8)
}

fn drawn(frame: &[Piece]) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, WIDTH, HEIGHT));
    for (x, y, text, style) in frame {
        buffer.set_string(*x, *y, text, *style);
    }
    // No pane covers half a glyph of another pane, so such halves are removed here.
    for y in 0..HEIGHT {
        for x in 1..WIDTH {
            if text::width(buffer[(x - 1, y)].symbol()) == 2 && buffer[(x, y)] != Cell::default() {
                buffer[(x - 1, y)].reset();
            }
        }
    }
    buffer
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_terminal_shows_what_was_drawn(
        frames in prop::collection::vec(frame(), 1..6),
        ambiguous_wide: bool
    ) {
        let size = Size { width: WIDTH, height: HEIGHT };
        let mut sent = Vec::new();
        let mut painter = CompactBackend::new(&mut sent, size).with_ambiguous_wide(ambiguous_wide);
        let mut shown = Buffer::empty(Rect::new(0, 0, WIDTH, HEIGHT));
        for frame in &frames {
            let next = drawn(frame);
            painter.draw(shown.diff_iter(&next)).expect("written to memory");
            painter.flush().expect("written to memory");
            shown = next;
        }
        let cells = |count| NonZero::new(count).expect("not zero");
        let mut terminal = vt100::Parser::new(cells(HEIGHT), cells(WIDTH), 0);
        terminal.process(&sent);
        let screen = terminal.screen();
        for y in 0..HEIGHT {
            let mut x = 0;
            while x < WIDTH {
                let drawn = &shown[(x, y)];
                let cell = screen.cell(y, x).expect("inside of the screen");
                let symbol = if cell.contents().is_empty() { " " } else { cell.contents() };
                prop_assert_eq!(symbol, drawn.symbol(), "column {} of row {}", x, y);
                prop_assert_eq!(cell.inverse(), drawn.modifier.contains(Modifier::REVERSED));
                prop_assert_eq!(cell.underline(), drawn.modifier.contains(Modifier::UNDERLINED));
                prop_assert_eq!(cell.bgcolor() == vt100::Color::Default, drawn.bg == Color::Reset);
                if symbol != " " {
                    prop_assert_eq!(cell.fgcolor() == vt100::Color::Default, drawn.fg == Color::Reset);
                    prop_assert_eq!(cell.bold(), drawn.modifier.contains(Modifier::BOLD));
                }
                x += u16::try_from(text::width(drawn.symbol()).max(1)).expect("a narrow glyph");
            }
        }
    }
}
