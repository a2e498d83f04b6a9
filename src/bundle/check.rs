//! The checks that a bundle must pass beyond having the right fields.
//!
//! A [`Fault`] says where in a case it is; who asked knows the file and line of that place.

use std::collections::HashSet;

use crate::text::decimal;

use super::{Bundle, Case, Metric, Point, Relation, Role, Word, read_figure};

/// A place within a case: a field of it, of one of its metrics, or of one of their points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Spot {
    /// The metric, counted from 0.
    pub metric: Option<usize>,
    /// The point of the metric, counted from 0.
    pub point: Option<usize>,
    /// The name of the field.
    pub field: &'static str,
}

/// Something wrong with a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub spot: Spot,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

impl Fault {
    fn new(spot: Spot, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { spot, message: message.into(), remedy: remedy.into() }
    }
}

/// Everything wrong with one case by itself.
#[must_use]
pub fn check_case(case: &Case) -> Vec<Fault> {
    let mut faults = Vec::new();
    check_texts(case, &mut faults);
    check_span(case, &mut faults);
    let mut ids = HashSet::new();
    for (metric, of) in case.metrics.iter().enumerate() {
        let spot = Spot { metric: Some(metric), ..Spot::default() };
        if !ids.insert(&of.id) {
            let message = format!("metric id \"{}\" is used twice in the case", of.id.as_str());
            faults.push(Fault::new(Spot { field: "id", ..spot }, message, "give each metric its own id"));
        }
        check_metric(of, spot, &mut faults);
        for (point, value) in of.points.iter().enumerate() {
            check_point(case, of, value, Spot { point: Some(point), ..spot }, &mut faults);
        }
    }
    faults
}

/// Everything wrong with how the parts of a bundle refer to each other: the index of the case, and what.
#[must_use]
pub fn check_bundle(bundle: &Bundle) -> Vec<(Option<usize>, String, String)> {
    let mut problems = Vec::new();
    let mut sources = HashSet::new();
    for source in &bundle.sources {
        if !sources.insert(source.id.as_str()) {
            let message = format!("source id \"{}\" is used twice", source.id.as_str());
            problems.push((None, message, "give each source its own id".into()));
        }
    }
    let mut ids = HashSet::new();
    for (at, case) in bundle.cases.iter().enumerate() {
        if !ids.insert(case.id.as_str()) {
            let message = format!("case id \"{}\" is used twice", case.id.as_str());
            problems.push((Some(at), message, "give each case its own id".into()));
        }
        if !sources.contains(case.source.as_str()) {
            let message = format!("no source has the id \"{}\"", case.source.as_str());
            problems.push((Some(at), message, "add the source or correct the case's \"source\"".into()));
        }
    }
    problems
}

fn check_texts(case: &Case, faults: &mut Vec<Fault>) {
    let mut want = |field: &'static str, ok: bool, message: &str, remedy: &str| {
        if !ok {
            faults.push(Fault::new(Spot { field, ..Spot::default() }, message, remedy));
        }
    };
    want("id", !case.id.is_empty(), "id is empty", "give the case an id");
    let titled = !case.title.zh.trim().is_empty() && !case.title.en.trim().is_empty();
    want("title", titled, "title is empty", "give the case a title in both languages");
    let code = &case.region.code;
    let coded = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
    want("region", coded, "region code is not six digits", "look the code up in GB/T 2260");
    want("topics", !case.topics.is_empty(), "topics is empty", "name at least the main topic");
    let dated = case.years.iter().all(|year| (1900..=2100).contains(year));
    want("years", dated, "a year is not between 1900 and 2100", "correct the year");
}

fn check_span(case: &Case, faults: &mut Vec<Fault>) {
    let ordered = case.span.iter().all(|[from, to]| from < to)
        && case.span.windows(2).all(|pair| matches!(pair, [[_, to], [from, _]] if to <= from));
    if !ordered || case.span.is_empty() {
        faults.push(Fault::new(
            Spot { field: "span", ..Spot::default() },
            "span is not a list of [from, to) ranges in order",
            "give the ranges of characters of the document in which the case stands",
        ));
    }
}

fn check_metric(metric: &Metric, spot: Spot, faults: &mut Vec<Fault>) {
    let count = metric.points.len();
    let fits = match metric.relation {
        Relation::Single => count == 1,
        Relation::Change | Relation::Parts | Relation::Subset | Relation::OverTime | Relation::SideBySide => count > 1,
    };
    if !fits {
        let message = format!("relation \"{}\" does not fit {count} points", metric.relation.key());
        let remedy = "\"single\" has one point, every other relation two or more";
        faults.push(Fault::new(Spot { field: "relation", ..spot }, message, remedy));
    }
    let totals = metric.points.iter().filter(|point| point.role == Role::Total).count();
    if totals > 1 || (metric.relation == Relation::Subset && totals == 0) {
        let message = format!("relation \"{}\" with {totals} points of role \"total\"", metric.relation.key());
        let remedy = "a whole is one point; a subset needs one";
        faults.push(Fault::new(Spot { field: "relation", ..spot }, message, remedy));
    }
    // Chinese may count the parts of one whole with several measure words, so one figure with the unit is enough.
    if !metric.points.iter().any(|point| point.figure.contains(metric.unit.as_str())) {
        let message = format!("no figure of the metric is in its unit \"{}\"", metric.unit.as_str());
        faults.push(Fault::new(Spot { field: "unit", ..spot }, message, "correct unit or figures"));
    }
    if metric.label.zh.trim().is_empty() || metric.label.en.trim().is_empty() {
        let remedy = "say in both languages what is counted";
        faults.push(Fault::new(Spot { field: "label", ..spot }, "label is empty", remedy));
    }
}

fn check_point(case: &Case, metric: &Metric, point: &Point, spot: Spot, faults: &mut Vec<Fault>) {
    let figure = point.figure.as_str();
    let value_spot = Spot { field: "value", ..spot };
    match read_figure(figure) {
        Err(message) => {
            let message = format!("figure \"{figure}\" {message}");
            faults.push(Fault::new(Spot { field: "figure", ..spot }, message, "copy the figure from the document"));
        }
        Ok(reading) => {
            let value = point.value.map(super::Quantity::get);
            if reading.value != value {
                let shown = |value: Option<f64>| value.map_or_else(|| "a masked value".into(), decimal);
                let message =
                    format!("figure \"{figure}\" reads as {}, not {}", shown(reading.value), shown(value));
                faults.push(Fault::new(value_spot, message, "correct value or figure"));
            }
            if reading.bound != point.bound {
                let message = format!(
                    "figure \"{figure}\" reads as \"{}\", not \"{}\"",
                    reading.bound.key(),
                    point.bound.key()
                );
                faults.push(Fault::new(Spot { field: "bound", ..spot }, message, "correct bound or figure"));
            }
        }
    }
    let length = u32::try_from(figure.chars().count()).unwrap_or(u32::MAX);
    let end = point.at.saturating_add(length);
    if !case.span.iter().any(|[from, to]| *from <= point.at && end <= *to) {
        let message = format!("position {} is outside the case's span", point.at);
        faults.push(Fault::new(Spot { field: "at", ..spot }, message, "correct at or span"));
    }
    if metric.relation != Relation::Single && point.label.is_none() {
        let remedy = "say which of the metric's values it is";
        faults.push(Fault::new(Spot { field: "label", ..spot }, "point has no label", remedy));
    }
}
