//! Classifies the bytes written to a terminal by their purpose.

/// The purpose of a byte.
#[derive(Debug, Clone, Copy)]
enum Purpose {
    /// Cursor movement, carriage returns and line feeds included.
    Move,
    /// Colours and other attributes.
    Style,
    /// Erasing and scrolling.
    Erase,
    /// Modes, such as synchronized output or a hidden cursor, and other bytes that show nothing.
    Mode,
    /// A written blank.
    Blank,
    Text,
}

/// The number of bytes of each [`Purpose`].
#[derive(Debug, Default)]
pub struct Spending([usize; 6]);

impl Spending {
    /// The names of the purposes, in the order of [`Purpose`].
    pub const NAMES: [&'static str; 6] = ["moves", "styles", "erasing", "modes", "blanks", "text"];

    /// Counts the bytes that a program wrote.
    pub fn of(mut bytes: &[u8]) -> Self {
        let mut spending = Self::default();
        while let Some(first) = bytes.first() {
            let (length, purpose) = match first {
                0x1b => escape(bytes),
                b'\r' | b'\n' | b'\t' | 8 => (1, Purpose::Move),
                b' ' => (1, Purpose::Blank),
                _ => (1, Purpose::Text),
            };
            spending.0[purpose as usize] += length;
            bytes = bytes.get(length..).unwrap_or_default();
        }
        spending
    }

    /// The counts in the order of the names.
    pub fn counts(&self) -> [usize; 6] {
        self.0
    }
}

/// The length of the escape sequence at the start of some bytes, and its purpose.
fn escape(bytes: &[u8]) -> (usize, Purpose) {
    let up_to = |is_last: fn(&u8) -> bool| {
        let body = bytes.iter().skip(2).position(is_last);
        body.map_or(bytes.len(), |body| body + 3)
    };
    match bytes.get(1) {
        Some(b'[') => {
            let length = up_to(|byte| (0x40..0x7f).contains(byte));
            (length, control(bytes.get(length - 1).copied()))
        }
        // A string, such as a window's title, ends with BEL or with ESC and a backslash.
        Some(b']' | b'P') => (up_to(|byte| matches!(byte, 7 | b'\\')), Purpose::Mode),
        // Choosing a character set counts as style.
        Some(b'(' | b')') => (3, Purpose::Style),
        Some(b'7' | b'8' | b'D' | b'E') => (2, Purpose::Move),
        Some(b'M') => (2, Purpose::Erase),
        _ => (2, Purpose::Mode),
    }
}

/// The purpose of a control sequence with this final byte.
fn control(last: Option<u8>) -> Purpose {
    match last {
        Some(b'm') => Purpose::Style,
        Some(b'A'..=b'H' | b'`' | b'a' | b'd' | b'f' | b's' | b'u') => Purpose::Move,
        Some(b'@' | b'J'..=b'M' | b'P' | b'S' | b'T' | b'X' | b'r') => Purpose::Erase,
        _ => Purpose::Mode,
    }
}
