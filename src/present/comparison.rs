//! Comparison of cases, row by row: facts, shared indicators, summaries, metrics and notices. Shared by the browser and
//! `casebook compare`.

use crate::bundle::{Bound, Case, Indicator, Lang, Point, Quantity, Source};
use crate::text::trim_float_error;

use super::case_page::{facts, origins};
use super::format::Formatter;
use super::labels::Labels;

/// A row of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What is compared, or the text of a row without cells.
    pub label: String,
    /// One text per case, empty if the case has none. No cells in a heading or a remark.
    pub cells: Vec<String>,
    /// What the row contains.
    pub kind: RowKind,
}

/// What a row contains.
#[derive(Debug, Clone, PartialEq)]
pub enum RowKind {
    /// A fact that is the same for all cases.
    Same,
    /// A fact that differs.
    Different,
    /// Values of an indicator: the fraction of a full bar that each fills, `None` if unknown, and their difference as
    /// text.
    Compared(Vec<Option<f64>>, String),
    /// Texts, which are not expected to be the same.
    Text,
    /// A heading above rows.
    Heading,
}

/// The most cases in one comparison.
pub const MOST_COMPARED: usize = 4;

/// Compares cases, given with their sources, row by row.
#[must_use]
pub fn compare(
    cases: &[(&Case, Option<&Source>)],
    indicators: &[Indicator],
    format: Formatter,
) -> Vec<Row> {
    let lang = format.lang;
    let labels = Labels::of(lang);
    let mut rows = vec![heading(labels.facts)];
    let facts = cases.iter().map(|(case, source)| {
        let facts = facts(case, lang).into_iter();
        facts
            .chain(origins(*source, case, lang))
            .collect::<Vec<_>>()
    });
    rows.extend(transposed(&facts.collect::<Vec<_>>()));
    let compared = indicators
        .iter()
        .filter_map(|one| shared(cases, one, format));
    let compared: Vec<Row> = compared.collect();
    rows.push(heading(labels.shared_indicators));
    if compared.is_empty() {
        rows.push(Row {
            label: labels.none_shared.to_owned(),
            cells: Vec::new(),
            kind: RowKind::Text,
        });
    }
    rows.extend(compared);
    rows.push(heading(labels.contents));
    rows.push(text(labels.summary, cases, |case| {
        case.summary.get(lang).to_owned()
    }));
    rows.push(text(labels.metrics, cases, |case| metrics(case, format)));
    rows.push(text(labels.notices, cases, |case| {
        let notices = case.notices.iter().map(|notice| notice.text.get(lang));
        notices.collect::<Vec<_>>().join("\n")
    }));
    rows.retain(|row| row.cells.is_empty() || row.cells.iter().any(|cell| !cell.is_empty()));
    rows
}

fn heading(label: &str) -> Row {
    Row {
        label: label.to_owned(),
        cells: Vec::new(),
        kind: RowKind::Heading,
    }
}

fn text(label: &str, cases: &[(&Case, Option<&Source>)], of: impl Fn(&Case) -> String) -> Row {
    Row {
        label: label.to_owned(),
        cells: cases.iter().map(|(case, _)| of(case)).collect(),
        kind: RowKind::Text,
    }
}

/// Turns the facts of each case into one row per fact.
fn transposed(facts: &[Vec<(&'static str, String)>]) -> Vec<Row> {
    let Some(first) = facts.first() else {
        return Vec::new();
    };
    let labels = first.iter().map(|(label, _)| *label).enumerate();
    labels
        .map(|(at, label)| {
            let cells = facts.iter();
            let cells = cells.map(|of_case| of_case.get(at).map_or("", |(_, text)| text));
            let cells: Vec<String> = cells.map(str::to_owned).collect();
            let same = cells
                .windows(2)
                .all(|pair| matches!(pair, [one, other] if one == other));
            Row {
                label: label.to_owned(),
                cells,
                kind: if same {
                    RowKind::Same
                } else {
                    RowKind::Different
                },
            }
        })
        .collect()
}

/// The metrics of a case, one per line.
fn metrics(case: &Case, format: Formatter) -> String {
    let between = format.glyphs.signs().and;
    let lines = case.metrics.iter().map(|metric| {
        let points = metric.points.iter();
        let points: Vec<String> = points.map(|point| format.labelled(metric, point)).collect();
        // The label includes the period, because the cases may cover different ones.
        let (label, points) = (format.metric(metric), points.join(between));
        let colon = Labels::of(format.lang).colon;
        format!("{label}{colon}{points}")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// An indicator as a row; `None` if fewer than two of the cases have it.
fn shared(
    cases: &[(&Case, Option<&Source>)],
    indicator: &Indicator,
    format: Formatter,
) -> Option<Row> {
    let points = cases.iter().map(|(case, _)| compared(case, indicator));
    let points: Vec<Option<&Point>> = points.collect();
    if points.iter().flatten().count() < 2 {
        return None;
    }
    let shown = |point: &Point| {
        let value = point.value.map(Quantity::get);
        format.quantity(point.bound, value, &indicator.unit)
    };
    let values = points
        .iter()
        .map(|point| point.and_then(|point| point.value));
    let values: Vec<Option<f64>> = values.map(|value| value.map(Quantity::get)).collect();
    let largest = values.iter().flatten().copied().fold(0.0, f64::max);
    let parts = values
        .iter()
        .map(|value| value.map(|value| indicator.part(value, largest)));
    let cells = points
        .iter()
        .map(|point| point.map_or_else(String::new, shown));
    Some(Row {
        label: indicator.label.get(format.lang).to_owned(),
        cells: cells.collect(),
        kind: RowKind::Compared(parts.collect(), difference(&points, indicator, format)),
    })
}

fn compared<'a>(case: &'a Case, indicator: &Indicator) -> Option<&'a Point> {
    let mut metrics = case.metrics.iter();
    let metric = metrics.find(|metric| metric.indicator.as_ref() == Some(&indicator.id))?;
    metric.compared_point()
}

/// The difference between the largest and the smallest value, approximate if any value is. Says that it is uncertain if
/// a value is masked or only a bound.
fn difference(points: &[Option<&Point>], indicator: &Indicator, format: Formatter) -> String {
    let points: Vec<&Point> = points.iter().flatten().copied().collect();
    let is_near = |point: &&Point| matches!(point.bound, Bound::Exact | Bound::About);
    let values: Option<Vec<f64>> = points
        .iter()
        .map(|point| point.value.filter(|_| is_near(point)).map(Quantity::get))
        .collect();
    let Some(values) = values else {
        return Labels::of(format.lang).difference_unknown.to_owned();
    };
    let largest = values.iter().copied().fold(f64::MIN, f64::max);
    let least = values.iter().copied().fold(f64::MAX, f64::min);
    // Remove the float error of the subtraction. Six decimals, not fifteen significant digits: where two values nearly
    // cancel, fewer digits of the difference are reliable than of either.
    let difference = ((largest - least) * 1e6).round() / 1e6;
    let exact = points.iter().all(|point| point.bound == Bound::Exact);
    if exact && difference <= 0.0 {
        return Labels::of(format.lang).equal.to_owned();
    }
    let (bound, difference) = if exact {
        (Bound::Exact, difference)
    } else {
        let steps = points.iter().filter_map(|point| point.rounding_step());
        let step = steps.fold(0.0, f64::max);
        (Bound::About, in_steps(difference, step))
    };
    let number = format.bounded(bound, difference);
    match (indicator.unit.as_str(), format.lang) {
        ("%", Lang::Zh) => format!("相差 {number} 个百分点"),
        ("%", Lang::En) => format!("{number} percentage points apart"),
        (unit, Lang::Zh) => format!("相差 {}", format.with_unit(number, unit)),
        (unit, Lang::En) => format!("{} apart", format.with_unit(number, unit)),
    }
}

/// Rounds a number to a multiple of `step`; a step of 0 leaves it as it is.
fn in_steps(number: f64, step: f64) -> f64 {
    if step > 0.0 {
        trim_float_error((number / step).round() * step)
    } else {
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::parse_text;

    #[test]
    fn a_difference_is_no_more_exact_than_what_it_is_of() {
        let bundle = parse_text(include_str!("../../data/cases.json"), "shipped").expect("sound");
        let mut indicators = bundle.indicators.iter();
        let indicator = indicators.find(|one| one.unit.as_str() == "件");
        let indicator = indicator.expect("there");
        for (one, other, apart) in [
            ("近14.5万件", "1144件", "≈144k items apart"),
            ("近2000件", "1234件", "≈800 items apart"),
            ("约150件", "约149件", "≈0 items apart"),
            ("145件", "144件", "1 item apart"),
            ("145件", "145件", "equal"),
            ("145件", "*****件", "difference uncertain"),
            ("145件", "100余件", "difference uncertain"),
        ] {
            let points = [one, other].map(Point::printed);
            let points = points.each_ref().map(Some);
            let said = difference(&points, indicator, Formatter::new(Lang::En));
            assert_eq!(said, apart, "{one} {other}");
        }
    }
}
