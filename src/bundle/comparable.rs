//! The checks on indicators and on the metrics that share one.
//!
//! The author of a bundle decides which metrics may honestly be compared, and states in the indicator's rule with what
//! reservation. The checks here only make sure that such metrics can stand side by side: one figure each, in one unit.

use std::collections::HashSet;

use crate::text::decimal;

use super::case::Case;
use super::fault::{Checker, Fault};
use super::figure::counts_in;
use super::indicator::Indicator;
use super::interval::Interval;
use super::metric::Metric;
use super::vocabulary::{Bound, Word};

/// Everything wrong with indicators by themselves, each fault with the index of its indicator.
#[must_use]
pub fn check_indicators(indicators: &[Indicator]) -> Vec<(usize, Fault)> {
    let mut ids = HashSet::new();
    let mut faults = Vec::new();
    for (at, indicator) in indicators.iter().enumerate() {
        let mut checker = Checker::default();
        let id = indicator.id.as_str();
        checker.require(
            !id.is_empty() && ids.insert(id),
            "id",
            "give each indicator its own id",
            || format!("indicator id \"{id}\" is empty or used twice"),
        );
        let remedy = "give the unit of all its metrics";
        checker.require(!indicator.unit.is_empty(), "unit", remedy, || {
            "unit is empty".into()
        });
        let label = "say in both languages what is compared";
        let rule =
            "say in both languages what may be compared, per what, and with what reservation";
        let sums = "say in both languages why values of different cases may be added, or not";
        for (field, text, remedy) in [
            ("label", &indicator.label, label),
            ("rule", &indicator.rule, rule),
            ("sums.why", &indicator.sums.why, sums),
        ] {
            checker.require(text.is_complete(), field, remedy, || {
                format!("{field} is empty")
            });
        }
        faults.extend(checker.faults.into_iter().map(|fault| (at, fault)));
    }
    faults
}

/// Everything that keeps the metrics of a case from being compared by the indicators that they name.
#[must_use]
pub fn check_comparable(case: &Case, indicators: &[Indicator]) -> Vec<Fault> {
    let mut checker = Checker::default();
    let mut named = HashSet::new();
    for (at, metric) in case.metrics.iter().enumerate() {
        let Some(id) = &metric.indicator else {
            continue;
        };
        checker.path.metric = Some(at);
        let Some(indicator) = indicators.iter().find(|indicator| indicator.id == *id) else {
            let remedy = "define it among the indicators, or correct the metric's \"indicator\"";
            checker.require(false, FIELD, remedy, || {
                format!("no indicator has the id \"{}\"", id.as_str())
            });
            continue;
        };
        let remedy = "keep the one that stands for the case";
        checker.require(named.insert(id), FIELD, remedy, || {
            format!(
                "two metrics of the case belong to indicator \"{}\"",
                id.as_str()
            )
        });
        check_metric(&mut checker, metric, indicator);
    }
    checker.faults
}

/// The field of a metric that names its indicator.
const FIELD: &str = "indicator";

/// Checks that a metric can be compared by an indicator.
fn check_metric(checker: &mut Checker, metric: &Metric, indicator: &Indicator) {
    let (id, unit) = (indicator.id.as_str(), indicator.unit.as_str());
    let ways = metric.better.zip(indicator.better);
    let remedy = "leave the indicator out, or correct \"better\"";
    checker.require(ways.is_none_or(|(of, is)| of == is), FIELD, remedy, || {
        let (of, is) = ways.map_or(("", ""), |(of, is)| (of.key(), is.key()));
        format!("\"{of}\" is better for the metric, and \"{is}\" for indicator \"{id}\"")
    });
    if metric.unit != indicator.unit {
        let remedy = "leave the indicator out, or correct the unit";
        checker.require(false, FIELD, remedy, || {
            let of = metric.unit.as_str();
            format!("unit \"{of}\" is not that of indicator \"{id}\", \"{unit}\"")
        });
        return;
    }
    let Some(point) = metric.compared_point() else {
        let remedy = "leave the indicator out, or make the point to compare a metric of its own";
        checker.require(false, FIELD, remedy, || {
            format!("indicator \"{id}\" compares one point, but no point stands for the metric")
        });
        return;
    };
    let figure = point.figure.as_str();
    if !counts_in(figure, unit) {
        let remedy = "leave the indicator out, or correct unit or figure";
        checker.require(false, FIELD, remedy, || {
            format!("figure \"{figure}\" is not in the unit of indicator \"{id}\", \"{unit}\"")
        });
        return;
    }
    let least = Interval::as_printed(point).map(|of| of.low);
    let excess = least.zip(indicator.most).filter(|(least, most)| {
        let reaches = point.bound == Bound::MoreThan && *least >= most.get();
        reaches || *least > most.get()
    });
    let remedy = "correct the figure or its indicator";
    checker.require(excess.is_none(), FIELD, remedy, || {
        let most = excess.map_or(0.0, |(_, most)| most.get());
        format!(
            "figure \"{figure}\" is above the maximum of indicator \"{id}\", {}",
            decimal(most)
        )
    });
}
