//! Moving in something that is longer than its pane.

/// How far to move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// By so many rows.
    By(isize),
    /// By a fraction of a page: forward or back, and one what-th.
    ByPage(isize, usize),
    /// To the first row.
    ToTop,
    /// To the last row.
    ToBottom,
}

impl Step {
    /// Where a step leads from `at`, among `count` rows of which `rows` are in view.
    pub(crate) fn from(self, at: usize, count: usize, rows: usize) -> usize {
        let last = count.saturating_sub(1);
        let target = match self {
            Self::By(by) => at.saturating_add_signed(by),
            Self::ByPage(sign, fraction) => {
                let page = (rows / fraction).max(1);
                at.saturating_add_signed(sign.saturating_mul(page.cast_signed()))
            }
            Self::ToTop => 0,
            Self::ToBottom => last,
        };
        target.min(last)
    }

    /// Where a step leads the first row in view of a text of `count` rows.
    pub(crate) fn scrolled(self, top: usize, count: usize, rows: usize) -> usize {
        let last = count.saturating_sub(rows);
        match self {
            Self::ToBottom => last,
            step => step.from(top, count, rows).min(last),
        }
    }
}

/// The first row in view so that the rows `wanted` are in view, or nothing else if they are more than fit,
/// moving as little as can be.
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

/// How much has been seen when the last row in view has been read, as `60%`; nothing if all is in view.
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
    fn a_step_stays_within_what_there_is() {
        for (step, at, to) in [
            (Step::By(1), 0, 1),
            (Step::By(-1), 0, 0),
            (Step::By(1), 19, 19),
            (Step::ByPage(1, 1), 3, 8),
            (Step::ByPage(-1, 2), 3, 1),
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
