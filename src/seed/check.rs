//! `[[check]]`: a sum that an author says a document's figures should satisfy.

use crate::bundle::{Bundle, Case, SumKind};

use super::fields::Fields;

/// A sum as its author wrote it down.
#[derive(Debug, Clone)]
pub(super) struct Check {
    pub kind: SumKind,
    /// The figure that is claimed.
    pub stated: String,
    /// What it should follow from.
    pub from: Vec<Operand>,
    /// Line and column in the seed file.
    pub place: (usize, usize),
}

/// What a sum is made of.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Operand {
    /// A point, as `metric`, `metric/2`, `07:metric/2` or `source/07:metric/2`.
    Point(String),
    /// A number that follows from the text without being a figure, such as a count of years.
    Number(f64),
}

/// A point of a bundle by its indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PointAt {
    pub case: usize,
    pub metric: usize,
    pub point: usize,
}

impl PointAt {
    pub fn of(self, bundle: &Bundle) -> Option<(&crate::bundle::Metric, &crate::bundle::Point)> {
        let metric = bundle.cases.get(self.case)?.metrics.get(self.metric)?;
        Some((metric, metric.points.get(self.point)?))
    }
}

pub(super) fn read_check(fields: &mut Fields) -> Check {
    Check {
        kind: fields.word::<SumKind>("kind"),
        stated: fields.text("stated").as_str().to_owned(),
        from: fields.operands("from"),
        place: fields.start(),
    }
}

/// The point that an author named in the case `at`.
///
/// # Errors
///
/// What is wrong with the name.
pub(super) fn resolve(bundle: &Bundle, at: usize, written: &str) -> Result<PointAt, String> {
    let (case, in_case) = match written.rsplit_once(':') {
        None => (at, written),
        Some((case, rest)) => (case_at(bundle, at, case)?, rest),
    };
    let (id, number) = match in_case.rsplit_once('/') {
        None => (in_case, None),
        Some((id, number)) => (id, Some(number)),
    };
    let metrics = &bundle.cases.get(case).ok_or("no such case")?.metrics;
    let metric = metrics
        .iter()
        .position(|metric| metric.id.as_str() == id)
        .ok_or_else(|| format!("no metric has the id \"{id}\""))?;
    let count = metrics.get(metric).map_or(0, |metric| metric.points.len());
    let point = match number {
        None if count == 1 => 0,
        None => {
            return Err(format!(
                "metric \"{id}\" has {count} points; say which, as \"{id}/1\""
            ));
        }
        Some(number) => number
            .parse()
            .ok()
            .filter(|number| (1..=count).contains(number))
            .map(|number: usize| number - 1)
            .ok_or_else(|| format!("metric \"{id}\" has points 1 to {count}, not {number}"))?,
    };
    Ok(PointAt {
        case,
        metric,
        point,
    })
}

/// The index of a case that is named `07`, of the same source, or `source/07`.
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
