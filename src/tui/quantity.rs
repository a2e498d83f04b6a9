//! Values as the screen shows them: with sign, unit and change.

use crate::bundle::{Bound, Lang, Metric, Point, counts_in, unit_name};
use crate::text::{in_millions, in_myriads};

use super::theme::AND;

/// What stands for a value that the document masks.
const MASKED: &str = "*****";

/// The figures of a metric as printed, in the order of its points.
#[must_use]
pub fn figures_shown(metric: &Metric) -> String {
    let figures: Vec<&str> = metric
        .points
        .iter()
        .map(|point| point.figure.as_str())
        .collect();
    figures.join(AND)
}

/// A metric's label with the time that its figures cover, if that is known.
#[must_use]
pub fn metric_shown(metric: &Metric, lang: Lang) -> String {
    let label = metric.label.get(lang);
    match (&metric.period, lang) {
        (None, _) => label.to_owned(),
        (Some(period), Lang::Zh) => format!("{label}（{}）", period.zh.as_str()),
        (Some(period), Lang::En) => format!("{label} ({})", period.en.as_str()),
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
    let sign = point.bound.sign();
    match (is_in_unit(metric, point), lang) {
        (true, Lang::Zh) => format!("{sign}{}", in_myriads(value.get())),
        (false, Lang::Zh) => point.figure.as_str().to_owned(),
        (true, Lang::En) => format!("{sign}{}", in_millions(value.get())),
        (false, Lang::En) => format!(
            "{sign}{} ({})",
            in_millions(value.get()),
            point.figure.as_str()
        ),
    }
}

/// A point's value with bound and unit: `≤30 工作日`, `98%`.
#[must_use]
pub fn point_shown(metric: &Metric, point: &Point, lang: Lang) -> String {
    let value = value_shown(metric, point, lang);
    if is_in_unit(metric, point) {
        with_unit(value, metric, lang)
    } else {
        value
    }
}

/// Whether a point's figure is printed in the unit of its metric.
fn is_in_unit(metric: &Metric, point: &Point) -> bool {
    counts_in(&point.figure, &metric.unit)
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
fn with_unit(value: String, metric: &Metric, lang: Lang) -> String {
    match unit_name(&metric.unit, lang) {
        "" => value,
        "%" => value + "%",
        "第" => format!("第 {value}"),
        "No." => format!("No. {value}"),
        unit => format!("{value} {unit}"),
    }
}

/// The change of a metric with one decimal: `-73.2%`, `down at least 73.2%`; none if it has none.
#[must_use]
pub fn change_shown(metric: &Metric, lang: Lang) -> Option<String> {
    let change = metric.change()?;
    let exact = change.bound == Bound::Exact || change.percent == 0.0;
    if exact {
        return Some(format!("{:+.1}%", change.percent));
    }
    let size = format!("{:.1}%", change.percent.abs());
    let fell = change.percent < 0.0;
    let at_least = change.bound == Bound::AtLeast;
    Some(match lang {
        Lang::Zh => {
            let (way, how) = (
                if fell { "降幅" } else { "升幅" },
                if at_least { "至少" } else { "约" },
            );
            format!("{way}{how} {size}")
        }
        Lang::En => {
            let (way, how) = (
                if fell { "down" } else { "up" },
                if at_least { "at least" } else { "about" },
            );
            format!("{way} {how} {size}")
        }
    })
}
