//! Colours and modifiers of a terminal, and the SGR sequences that change them.
//!
//! crossterm is not used for this: its release 0.29 turns colours into resets under `NO_COLOR`.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// Colours and modifiers that apply to the next character written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SgrState {
    foreground: Color,
    background: Color,
    modifier: Modifier,
}

impl SgrState {
    /// The state after a reset.
    pub const PLAIN: Self = Self {
        foreground: Color::Reset,
        background: Color::Reset,
        modifier: Modifier::empty(),
    };

    /// The state that a cell is drawn with.
    pub const fn of(cell: &Cell) -> Self {
        Self {
            foreground: cell.fg,
            background: cell.bg,
            modifier: cell.modifier,
        }
    }

    /// Whether a blank in this style looks like an unstyled blank.
    pub const fn is_plain_on_blank(self) -> bool {
        const VISIBLE_ON_BLANK: Modifier = Modifier::REVERSED
            .union(Modifier::UNDERLINED)
            .union(Modifier::CROSSED_OUT);
        matches!(self.background, Color::Reset) && !self.modifier.intersects(VISIBLE_ON_BLANK)
    }

    /// The escape sequence that changes this state to `next`, starting with a reset if a modifier must be switched off;
    /// empty if they are equal.
    pub fn transition_to(self, next: Self) -> String {
        let mut from = self;
        let mut codes: Vec<String> = Vec::new();
        if !next.modifier.contains(from.modifier) {
            codes.push("0".to_owned());
            from = Self::PLAIN;
        }
        let switched_on = MODIFIERS.iter().filter(|(modifier, _)| {
            next.modifier.contains(*modifier) && !from.modifier.contains(*modifier)
        });
        codes.extend(switched_on.map(|(_, code)| (*code).to_owned()));
        if next.foreground != from.foreground {
            codes.push(colour_code(next.foreground, 30));
        }
        if next.background != from.background {
            codes.push(colour_code(next.background, 40));
        }
        if codes.is_empty() {
            String::new()
        } else {
            format!("\x1b[{}m", codes.join(";"))
        }
    }
}

/// Each modifier with its SGR code.
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
    number.to_string()
}
