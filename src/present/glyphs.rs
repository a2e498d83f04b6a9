//! Character sets for charts and signs.
//!
//! ```text
//! blocks   ▂▅█ ▇▊   ▼ ≤30 → 12 · 4     braille  ⣀⣶⣿ ⣿⡇   digits  259   ascii  .:|  ##
//! ```
//!
//! Blocks look best, but East Asian terminals may draw them, and the signs of that set, two cells wide, and some fonts
//! lack them. The other sets have no characters of ambiguous width; their signs are ASCII.

use crate::bundle::Bound;

/// A character set for charts and signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Glyphs {
    /// Eighths of blocks.
    #[default]
    Blocks,
    /// Braille dots, four heights in a row.
    Braille,
    /// Bars as digits from 0 to 9.
    Digits,
    /// ASCII only.
    Ascii,
}

/// Signs used in texts and charts.
#[derive(Debug)]
pub struct Signs {
    /// Before a decrease.
    pub fall: &'static str,
    /// Before an increase.
    pub rise: &'static str,
    /// Between the states of one quantity.
    pub then: &'static str,
    /// Between quantities.
    pub and: &'static str,
    /// Between the ends of a range.
    pub to: &'static str,
    /// Before the label of a subset of the total.
    pub within: &'static str,
    /// Before a row that is the same for all compared cases, and one that differs.
    pub same: [&'static str; 2],
    /// The line between panes.
    pub divider: &'static str,
    /// Before a group whose cases are shown.
    pub unfolded: &'static str,
    /// Before a group whose cases are not shown.
    pub folded: &'static str,
    /// A filled cell of a progress bar.
    pub done: char,
    /// An empty cell of a progress bar.
    pub left: char,
    /// Left end, line and right end of a horizontal scale.
    pub scale: [&'static str; 3],
    /// A tick of a horizontal scale.
    pub tick: &'static str,
    /// Line, tick and foot of a vertical scale.
    pub upright: [&'static str; 3],
    /// A case in a strip plot, and the current case.
    pub dots: [&'static str; 2],
}

const DRAWN: Signs = Signs {
    fall: "▼",
    rise: "▲",
    then: " → ",
    and: " · ",
    to: "–",
    within: "└ ",
    same: ["=", "≠"],
    divider: "│",
    unfolded: "▾ ",
    folded: "▸ ",
    done: '▆',
    left: '▁',
    scale: ["├", "─", "┤"],
    tick: "┼",
    upright: ["│", "┤", "┼"],
    dots: ["●", "◆"],
};

const PLAIN: Signs = Signs {
    fall: "v",
    rise: "^",
    then: " -> ",
    and: " | ",
    to: "-",
    within: "- ",
    same: ["=", "#"],
    divider: "|",
    unfolded: "- ",
    folded: "+ ",
    done: '#',
    left: '.',
    scale: ["|", "-", "|"],
    tick: "+",
    upright: ["|", "+", "+"],
    dots: ["o", "@"],
};

impl Glyphs {
    /// Every set.
    pub const ALL: [Self; 4] = [Self::Blocks, Self::Braille, Self::Digits, Self::Ascii];

    /// The signs of the set.
    #[must_use]
    pub const fn signs(self) -> &'static Signs {
        match self {
            Self::Blocks => &DRAWN,
            Self::Braille | Self::Digits | Self::Ascii => &PLAIN,
        }
    }

    /// The sign that stands before a number with this bound.
    #[must_use]
    pub const fn bound(self, bound: Bound) -> &'static str {
        match (self, bound) {
            (Self::Blocks, bound) => bound.sign(),
            (_, Bound::Exact) => "",
            (_, Bound::About) => "~",
            (_, Bound::MoreThan) => ">",
            (_, Bound::AtLeast) => ">=",
            (_, Bound::AtMost) => "<=",
        }
    }

    /// Whether it is safe on terminals that draw ambiguous characters two cells wide.
    #[must_use]
    pub const fn is_width_safe(self) -> bool {
        !matches!(self, Self::Blocks)
    }

    /// The cells of a vertical bar, indexed by the eighths filled, 0 to 8; `None` for digits, where a bar is a single
    /// digit.
    pub(crate) const fn levels(self) -> Option<[&'static str; 9]> {
        match self {
            Self::Blocks => Some([" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]),
            Self::Braille => Some(four_levels(["⣀", "⣤", "⣶", "⣿"])),
            Self::Ascii => Some(four_levels([".", ":", "i", "|"])),
            Self::Digits => None,
        }
    }

    /// A cell of a vertical bar with `eighths` eighths filled; more than 8 count as 8.
    pub(crate) fn level(self, eighths: usize) -> &'static str {
        let levels = self.levels().unwrap_or(four_levels(["#"; 4]));
        levels[eighths.min(8)]
    }

    /// A horizontal bar between two positions in cells, with blanks before it. It is visible, however short, if `to` is
    /// greater than `from`.
    pub(crate) fn bar(self, from: f64, to: f64) -> String {
        const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
        let (whole, part, parts): (&str, &[&str], f64) = match self {
            Self::Blocks => ("█", &EIGHTHS, 8.0),
            Self::Braille => ("⣿", &["", "⡇"], 2.0),
            Self::Digits | Self::Ascii => ("#", &[""], 1.0),
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a number of cells, from 0 on"
        )]
        let units = |cells: f64| (cells.max(0.0) * parts).round() as usize;
        // A bar starts at a cell boundary, because there are no glyphs for a cell filled from its middle on. A short
        // bar must not start past its end, where there may be no room for it.
        let (mut begin, mut until) = (from.max(0.0).round(), to);
        if begin >= to {
            begin = from.max(0.0).floor();
            until = begin + (to - from);
        }
        let length = units(until - begin).max(usize::from(to > from));
        let (full, rest) = (length / part.len(), length % part.len());
        let blank = " ".repeat(units(begin) / part.len());
        blank + &whole.repeat(full) + part[rest]
    }
}

/// Nine levels of a set that has four: a blank, then each glyph twice.
const fn four_levels(of: [&'static str; 4]) -> [&'static str; 9] {
    [" ", of[0], of[0], of[1], of[1], of[2], of[2], of[3], of[3]]
}
