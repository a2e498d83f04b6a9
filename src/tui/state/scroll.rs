//! Scrolling: steps of the cursor, and the first row in view of something longer than its pane.

/// A way through a list or a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Forward,
    Back,
}

impl Direction {
    /// The direction from one position to another; forward if they are the same.
    pub fn between(from: usize, to: usize) -> Self {
        if to >= from {
            Self::Forward
        } else {
            Self::Back
        }
    }

    /// The direction of a signed distance; forward if that is 0.
    pub fn of(distance: isize) -> Self {
        if distance >= 0 {
            Self::Forward
        } else {
            Self::Back
        }
    }

    /// 1 forward, -1 back.
    pub fn sign(self) -> isize {
        match self {
            Self::Forward => 1,
            Self::Back => -1,
        }
    }

    pub fn opposite(self) -> Self {
        match self {
            Self::Forward => Self::Back,
            Self::Back => Self::Forward,
        }
    }

    /// The first of `count` positions that satisfies `is`, going from `at`, itself included.
    pub fn find(self, at: usize, count: usize, is: impl Fn(usize) -> bool) -> Option<usize> {
        let is = |at: &usize| is(*at);
        match self {
            Self::Forward => (at..count).find(is),
            Self::Back => (0..=at).rev().find(is),
        }
    }

    /// The row below the next heading. Back, the row below the heading of this section, or of the section before if
    /// `at` is that row already.
    pub fn find_section(
        self,
        at: usize,
        count: usize,
        is_heading: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let is_heading = |at: &usize| is_heading(*at);
        let heading = match self {
            Self::Forward => (at..count).find(is_heading),
            Self::Back => (0..at.saturating_sub(1)).rev().find(is_heading),
        };
        heading.map(|at| at + 1)
    }
}

/// How far to move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// By a number of rows; negative is up.
    By(isize),
    ByPage(Direction),
    ByHalfPage(Direction),
    /// To the first row.
    ToTop,
    /// To the last row.
    ToBottom,
}

impl Step {
    /// The row that a step from row `at` leads to, among `count` rows of which `rows` are in view.
    pub(crate) fn from(self, at: usize, count: usize, rows: usize) -> usize {
        let last = count.saturating_sub(1);
        let target = match self {
            Self::ToTop => 0,
            Self::ToBottom => last,
            step => at.saturating_add_signed(step.distance(rows).unwrap_or(0)),
        };
        target.min(last)
    }

    /// The signed distance in rows, of a pane with `rows` rows; `None` to the first or last row.
    pub(crate) fn distance(self, rows: usize) -> Option<isize> {
        let pages =
            |direction: Direction, rows: usize| direction.sign() * rows.max(1).cast_signed();
        match self {
            Self::By(by) => Some(by),
            Self::ByPage(direction) => Some(pages(direction, rows)),
            Self::ByHalfPage(direction) => Some(pages(direction, rows / 2)),
            Self::ToTop | Self::ToBottom => None,
        }
    }

    /// The first row in view after a step, of a text of `count` rows; the last page is always full.
    pub(crate) fn scrolled(self, top: usize, count: usize, rows: usize) -> usize {
        let last = count.saturating_sub(rows);
        match self {
            Self::ToBottom => last,
            step => step.from(top, count, rows).min(last),
        }
    }
}

/// The first row in view after scrolling as little as possible so that the rows `wanted` are in view. If they do not
/// fit, only they are in view.
pub(crate) fn top_for(
    top: usize,
    wanted: std::ops::Range<usize>,
    count: usize,
    rows: usize,
) -> usize {
    let (one, other) = (wanted.start, wanted.end.saturating_sub(rows));
    top.clamp(one.min(other), one.max(other))
        .min(count.saturating_sub(rows))
}

/// The position of the last row in view, as `60%`; empty if all rows are in view.
pub(crate) fn percent(top: usize, count: usize, rows: usize) -> String {
    if count <= rows {
        return String::new();
    }
    format!("{}%", (top + rows).min(count) * 100 / count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_stays_within_the_rows() {
        for (step, at, to) in [
            (Step::By(1), 0, 1),
            (Step::By(-1), 0, 0),
            (Step::By(1), 19, 19),
            (Step::ByPage(Direction::Forward), 3, 8),
            (Step::ByHalfPage(Direction::Back), 3, 1),
            (Step::ToBottom, 3, 19),
            (Step::ToTop, 3, 0),
        ] {
            assert_eq!(step.from(at, 20, 5), to, "{step:?}");
        }
        assert_eq!(Step::By(1).from(0, 0, 0), 0);
    }

    #[test]
    fn the_view_moves_no_more_than_it_must() {
        for (top, wanted, new_top) in [
            (0, 4..5, 0),
            (0, 5..6, 1),
            (3, 2..3, 2),
            (3, 4..5, 3),
            (18, 19..20, 15),
            (0, 6..14, 6),
            (8, 6..14, 8),
            (12, 6..14, 9),
        ] {
            assert_eq!(top_for(top, wanted.clone(), 20, 5), new_top, "{wanted:?}");
        }
    }
}
