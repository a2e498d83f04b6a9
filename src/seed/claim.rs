//! Claims: relations between figures of a document that it should satisfy, as an author writes them down in
//! `[[check]]`.
//!
//! | kind | the stated figure should be |
//! | --- | --- |
//! | `sum` | the sum of `from` |
//! | `difference` | the first of `from` minus the others |
//! | `subset` | at least the one figure of `from` |
//! | `rate` | the sum of `from` but the last, in percent of the last |
//! | `change` | the difference of the two figures of `from`, in percent of the first |
//! | `average` | the first figure of `from` divided by the second |
//! | `equal` | the one figure of `from` |

use crate::bundle::{Bundle, Case, Lang, Metric, Point, Word, words};

use crate::text::LineColumn;

use super::toml_reader::{Fields, Value, as_number};

words! {
    /// How the stated figure of a claim should follow from others.
    SumKind {
        Sum = "sum", "求和", "sum";
        Difference = "difference", "求差", "difference";
        Subset = "subset", "部分不大于整体", "part within whole";
        Rate = "rate", "比率", "rate";
        Change = "change", "变化幅度", "change";
        Average = "average", "平均", "average";
        Equal = "equal", "前后一致", "equal";
    }
}

impl SumKind {
    /// Whether the result is a percentage.
    #[must_use]
    pub const fn is_percentage(self) -> bool {
        matches!(self, Self::Rate | Self::Change)
    }
}

/// A claim as its author wrote it down.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub kind: SumKind,
    /// The name of the point that is claimed.
    pub stated: String,
    /// What it should follow from.
    pub from: Vec<Operand>,
    /// Where the claim begins in the seed file.
    pub place: LineColumn,
}

/// What a claim is computed from.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Operand {
    /// A point, as `metric`, `metric/2`, `07:metric/2` or `source/07:metric/2`.
    Point(String),
    /// A number that the text implies without a figure, such as a count of years.
    Number(f64),
}

/// Reads one `[[check]]`.
pub(super) fn read_claim(fields: &mut Fields) -> Claim {
    Claim {
        kind: fields.word::<SumKind>("kind"),
        stated: fields.text("stated").as_str().to_owned(),
        from: fields.list("from", "a list of points' names and numbers", read_operand),
        place: fields.start(),
    }
}

/// An operand: a string is the name of a point.
fn read_operand(value: &Value) -> Option<Operand> {
    match value.get_ref().as_str() {
        Some(point) => Some(Operand::Point(point.to_owned())),
        None => Some(Operand::Number(as_number(value)?.get())),
    }
}

/// The point that a claim in the case with index `at` names, with its metric.
///
/// # Errors
///
/// What is wrong with the name.
pub(super) fn resolve<'b>(
    bundle: &'b Bundle,
    at: usize,
    written: &str,
) -> Result<(&'b Metric, &'b Point), String> {
    let (case, in_case) = match written.rsplit_once(':') {
        None => (at, written),
        Some((case, rest)) => (case_at(bundle, at, case)?, rest),
    };
    let (id, number) = match in_case.rsplit_once('/') {
        None => (in_case, None),
        Some((id, number)) => (id, Some(number)),
    };
    let metrics = bundle.cases.get(case).map_or(&[][..], |case| &case.metrics);
    let metric = metrics
        .iter()
        .find(|metric| metric.id.as_str() == id)
        .ok_or_else(|| format!("no metric has the id \"{id}\""))?;
    let count = metric.points.len();
    let point = match (number, metric.points.as_slice()) {
        (None, [point]) => Some(point),
        (None, _) => {
            return Err(format!(
                "metric \"{id}\" has {count} points; say which, as \"{id}/1\""
            ));
        }
        (Some(number), points) => {
            let number: Option<usize> = number.parse().ok();
            number.and_then(|number| points.get(number.checked_sub(1)?))
        }
    };
    point
        .map(|point| (metric, point))
        .ok_or_else(|| format!("metric \"{id}\" has points 1 to {count}, not \"{in_case}\""))
}

/// The index of a case named `07`, in the source of the case `at`, or `source/07`.
fn case_at(bundle: &Bundle, at: usize, written: &str) -> Result<usize, String> {
    let source = bundle.cases.get(at).map_or("", |case| case.source.as_str());
    let full = if written.contains('/') {
        written.to_owned()
    } else {
        format!("{source}/{written}")
    };
    bundle
        .cases
        .iter()
        .position(|case: &Case| case.id.as_str() == full)
        .ok_or_else(|| format!("no case has the id \"{full}\""))
}
