//! The characters with which pictures and signs are drawn.
//!
//! ```text
//! blocks   ▂▅█ ▇▊   ▼ ≤30 → 12 · 4     braille  ⣀⣶⣿ ⣿⡇   digits  259   ascii  .:|  ##
//! ```
//!
//! Blocks are what looks best, but East Asian terminals may draw them, and the signs beside them, two cells wide, and
//! some fonts lack them. The other sets have nothing in them whose width anybody doubts; their signs are ASCII.

use crate::bundle::Bound;

/// A set of characters for pictures and signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Glyphs {
    /// Eighths of blocks.
    #[default]
    Blocks,
    /// Braille dots, four heights in a row.
    Braille,
    /// Bars as digits from 0 to 9.
    Digits,
    /// Nothing but ASCII.
    Ascii,
}

/// Signs that stand in texts.
#[derive(Debug)]
pub struct Signs {
    /// Before a change for less.
    pub fall: &'static str,
    /// Before a change for more.
    pub rise: &'static str,
    /// Between the states of one quantity.
    pub then: &'static str,
    /// Between quantities.
    pub and: &'static str,
    /// From one number to another.
    pub to: &'static str,
    /// Before a part of what stands above it.
    pub within: &'static str,
    /// Before what is the same of several cases, and what is not.
    pub same: [&'static str; 2],
    /// The line between panes.
    pub divider: &'static str,
    /// Before a group whose cases are shown.
    pub unfolded: &'static str,
    /// Before a group whose cases are not shown.
    pub folded: &'static str,
    /// A cell of what is done, in a bar of how far something is.
    pub done: char,
    /// A cell of what is left.
    pub left: char,
    /// The beginning of a scale along a row, a cell of it, and its end.
    pub scale: [&'static str; 3],
    /// A tick of such a scale.
    pub tick: &'static str,
    /// A cell of a scale that grows upwards, one with a tick, and its foot.
    pub upright: [&'static str; 3],
    /// A case on a scale, and the case under the cursor.
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

    /// The cells of an upright bar by how many eighths of them are filled, from 0 to 8; `None` for digits, which are
    /// written as they are.
    pub(crate) const fn levels(self) -> Option<[&'static str; 9]> {
        match self {
            Self::Blocks => Some([" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]),
            Self::Braille => Some(four_levels(["⣀", "⣤", "⣶", "⣿"])),
            Self::Ascii => Some(four_levels([".", ":", "i", "|"])),
            Self::Digits => None,
        }
    }

    /// A cell of an upright bar of which `eighths` are filled; more than 8 count as 8.
    pub(crate) fn level(self, eighths: usize) -> &'static str {
        let levels = self.levels().unwrap_or(four_levels(["#"; 4]));
        levels[eighths.min(8)]
    }

    /// A bar from a cell on, so many cells of `cells` long; what is above zero is seen, however little it is.
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
        // A bar begins where a cell does, so that it need not be drawn from the middle of one; a short one does not begin
        // behind its end, where there may be no room for it.
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

/// The nine levels of a set that has four.
const fn four_levels(of: [&'static str; 4]) -> [&'static str; 9] {
    [" ", of[0], of[0], of[1], of[1], of[2], of[2], of[3], of[3]]
}
