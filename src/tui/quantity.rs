//! Values as the screen shows them: with sign, unit and change.

use crate::bundle::{Bound, Lang, Metric, Point, unit_name};
use crate::text::{in_millions, in_myriads};

/// What stands for a value that the document masks.
const MASKED: &str = "*****";

/// A metric's label with the time that its figures cover, if that is known.
#[must_use]
pub fn metric_shown(metric: &Metric, lang: Lang) -> String {
    let label = metric.label.get(lang);
    match (&metric.period, lang) {
        (None, _) => label.to_owned(),
        (Some(period), Lang::Zh) => format!("{label}（{}）", period.as_str()),
        (Some(period), Lang::En) => format!("{label} ({})", period.as_str()),
    }
}

/// A point's value with its bound, without the unit: `≤30`, `>5亿`, `*****`.
///
/// A figure that is printed in another measure word than its metric's is shown as printed.
#[must_use]
pub fn value_shown(metric: &Metric, point: &Point, lang: Lang) -> String {
    let Some(value) = point.value else {
        return MASKED.to_owned();
    };
    let number = match lang {
        Lang::Zh => in_myriads(value.get()),
        Lang::En => in_millions(value.get()),
    };
    let sign = point.bound.sign();
    if point.figure.contains(metric.unit.as_str()) {
        format!("{sign}{number}")
    } else {
        format!("{sign}{number}({})", point.figure.as_str())
    }
}

/// A point's value with bound and unit: `≤30 工作日`, `98%`.
#[must_use]
pub fn point_shown(metric: &Metric, point: &Point, lang: Lang) -> String {
    with_unit(value_shown(metric, point, lang), metric, lang)
}

/// A point's value with its label before it, if it has one: `法定时限 112 工作日`.
#[must_use]
pub fn labelled_point(metric: &Metric, point: &Point, lang: Lang) -> String {
    let value = point_shown(metric, point, lang);
    match &point.label {
        Some(label) => format!("{} {value}", label.get(lang)),
        None => value,
    }
}

/// A value followed by the metric's unit, if the language has a word for it.
pub(super) fn with_unit(value: String, metric: &Metric, lang: Lang) -> String {
    match unit_name(&metric.unit, lang) {
        "" => value,
        "%" => value + "%",
        unit => format!("{value} {unit}"),
    }
}

/// The change of a metric with one decimal: `-73.2%`, `at least -73.2%`; none if it does not change.
#[must_use]
pub fn change_shown(metric: &Metric, lang: Lang) -> Option<String> {
    let change = metric.change()?;
    let percent = format!("{:+.1}%", change.percent);
    Some(match (change.bound, lang) {
        (Bound::Exact, _) => percent,
        (Bound::AtLeast, Lang::Zh) => format!("至少 {percent}"),
        (Bound::AtLeast, Lang::En) => format!("at least {percent}"),
        (Bound::About | Bound::MoreThan | Bound::AtMost, Lang::Zh) => format!("约 {percent}"),
        (Bound::About | Bound::MoreThan | Bound::AtMost, Lang::En) => format!("about {percent}"),
    })
}
