//! The checks that a bundle and its cases must pass beyond having the right fields.

use std::collections::HashSet;

use crate::text::decimal;

use super::case::{Bundle, Case, FORMAT, VERSION};
use super::comparable::{check_comparable, check_indicators};
use super::document::is_file_name;
use super::fault::{Checker, Fault, FieldPath};
use super::figure::{counts_in, parse_figure};
use super::metric::{Metric, Point, Quantity};
use super::vocabulary::{Relation, Role, Word};

/// Everything wrong with one case by itself.
#[must_use]
pub fn check_case(case: &Case) -> Vec<Fault> {
    let mut checker = Checker::default();
    checker.texts(case);
    checker.span(case);
    let mut ids = HashSet::new();
    for (index, metric) in case.metrics.iter().enumerate() {
        checker.path = FieldPath {
            metric: Some(index),
            ..FieldPath::default()
        };
        let id = metric.id.as_str();
        checker.require(
            !id.is_empty() && ids.insert(id),
            "id",
            "give each metric of the case its own id",
            || format!("metric id \"{id}\" is empty or used twice in the case"),
        );
        checker.metric(metric);
        for (index, point) in metric.points.iter().enumerate() {
            checker.path.point = Some(index);
            checker.point(metric, point);
            checker.position(case, point);
        }
    }
    checker.path = FieldPath::default();
    for notice in &case.notices {
        let metric = notice.metric.as_ref().map_or("", |metric| metric);
        let known = metric.is_empty() || ids.contains(metric);
        let remedy = "name a metric of the case, or none";
        checker.require(known, "notices", remedy, || {
            format!("a notice is about metric \"{metric}\", which the case does not have")
        });
    }
    checker.faults
}

/// Everything wrong with how the parts of a bundle refer to each other, each fault with the index of its case if it is
/// about one.
#[must_use]
pub fn check_bundle(bundle: &Bundle) -> Vec<(Option<usize>, Fault)> {
    let mut faults = Vec::new();
    let mut sources = HashSet::new();
    for source in &bundle.sources {
        let id = source.id.as_str();
        let document = source.document.as_str();
        if !is_file_name(document) {
            let message =
                format!("source \"{id}\": document \"{document}\" is not the name of a file");
            let remedy = "give the name alone, without a folder";
            faults.push((None, Fault::of_whole(message, remedy)));
        }
        if !sources.insert(id) {
            let message = format!("source id \"{id}\" is used twice");
            let remedy = "give each source its own id";
            faults.push((None, Fault::of_whole(message, remedy)));
        }
    }
    let mut ids = HashSet::new();
    for (index, case) in bundle.cases.iter().enumerate() {
        let (id, source) = (case.id.as_str(), case.source.as_str());
        if !ids.insert(id) {
            faults.push((Some(index), duplicate_id(id)));
        }
        if !sources.contains(source) {
            faults.push((Some(index), unknown_source(id, source)));
        }
    }
    faults
}

/// The fault of a case that has the id of an earlier one.
pub(super) fn duplicate_id(id: &str) -> Fault {
    let message = format!("case id \"{id}\" is used twice");
    Fault::of_whole(message, "give each case its own id")
}

/// The fault of a case that names a source which the bundle does not have.
pub(super) fn unknown_source(id: &str, source: &str) -> Fault {
    let message = format!("case \"{id}\": no source has the id \"{source}\"");
    let remedy = "add the source or correct the case's \"source\"";
    Fault::of_whole(message, remedy)
}

/// Whether a bundle has a format and version that this program reads, and references that are valid. Says nothing of
/// the cases by themselves.
pub(super) fn is_consistent(bundle: &Bundle) -> bool {
    bundle.format.as_str() == FORMAT
        && bundle.version == VERSION
        && check_bundle(bundle).is_empty()
        && check_indicators(&bundle.indicators).is_empty()
        && bundle
            .cases
            .iter()
            .all(|case| check_comparable(case, &bundle.indicators).is_empty())
}

/// The most headings above a case. No document nests them deeper.
const DEEPEST_PATH: usize = 12;

impl Checker {
    fn texts(&mut self, case: &Case) {
        self.require(!case.id.is_empty(), "id", "give the case an id", || {
            "id is empty".into()
        });
        let remedy = "give the case a title in both languages";
        self.require(case.title.is_complete(), "title", remedy, || {
            "title is empty".into()
        });
        let has_headings = case.path.len() <= DEEPEST_PATH
            && case.path.iter().all(|heading| !heading.trim().is_empty());
        let remedy = "give the headings above the case in the document";
        self.require(has_headings, "path", remedy, || {
            format!("path has an empty heading, or more than {DEEPEST_PATH} headings")
        });
        let remedy = "name the organ or government that runs the practice";
        self.require(!case.organ.trim().is_empty(), "organ", remedy, || {
            "organ is empty".into()
        });
        let remedy = "summarise the case in both languages";
        self.require(case.summary.is_complete(), "summary", remedy, || {
            "summary is empty".into()
        });
        let written = !case.sections.is_empty()
            && case
                .sections
                .iter()
                .all(|section| !section.text.trim().is_empty());
        let remedy = "write at least one section, each with its text";
        self.require(written, "section", remedy, || {
            "a section is missing or empty".into()
        });
        let remedy = "give the words that readers would search for";
        self.require(!case.tags.is_empty(), "tags", remedy, || {
            "tags is empty".into()
        });
        let code = &case.region.code;
        let has_code = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
        self.require(has_code, "region", "look the code up in GB/T 2260", || {
            format!("region code \"{}\" is not six digits", code.as_str())
        });
        let remedy = "give at least the main topic";
        self.require(!case.topics.is_empty(), "topics", remedy, || {
            "topics is empty".into()
        });
        let has_years = case.years.iter().all(|year| (1900..=2100).contains(year));
        self.require(has_years, "years", "correct the year", || {
            "a year is not between 1900 and 2100".into()
        });
    }

    fn span(&mut self, case: &Case) {
        let ranges = case.span.iter().all(|[from, to]| from < to);
        let ordered = case
            .span
            .windows(2)
            .all(|pair| matches!(pair, [[_, to], [from, _]] if to <= from));
        let remedy = "give the ranges of characters of the document in which the case stands";
        self.require(
            ranges && ordered && !case.span.is_empty(),
            "span",
            remedy,
            || "span is not a list of [from, to) ranges in order".into(),
        );
    }

    fn metric(&mut self, metric: &Metric) {
        let count = metric.points.len();
        let relation = metric.relation;
        let fits = match relation {
            Relation::Single => count == 1,
            Relation::Change
            | Relation::Parts
            | Relation::Subset
            | Relation::OverTime
            | Relation::SideBySide => count > 1,
        };
        let remedy = "\"single\" has one point, every other relation two or more";
        self.require(fits, "relation", remedy, || {
            format!(
                "relation \"{}\" does not fit {count} points",
                relation.key()
            )
        });
        let totals = metric
            .points
            .iter()
            .filter(|point| point.role == Role::Total)
            .count();
        let whole = totals <= 1 && (relation != Relation::Subset || totals == 1);
        self.require(
            whole,
            "relation",
            "a whole is one point; a subset needs one",
            || {
                format!(
                    "relation \"{}\" with {totals} points of role \"total\"",
                    relation.key()
                )
            },
        );
        // The parts of a whole may have measure words of their own, so one figure in the unit is enough.
        let unit = metric.unit.as_str();
        let in_unit = metric
            .points
            .iter()
            .any(|point| counts_in(&point.figure, unit));
        self.require(
            in_unit && !unit.is_empty(),
            "unit",
            "correct unit or figures",
            || format!("no figure of the metric is in its unit \"{unit}\""),
        );
        let remedy = "say in both languages what is counted";
        self.require(metric.label.is_complete(), "label", remedy, || {
            "label is empty".into()
        });
    }

    fn point(&mut self, metric: &Metric, point: &Point) {
        let figure = point.figure.as_str();
        let labelled = metric.relation == Relation::Single || point.label.is_some();
        let remedy = "say which of the metric's values it is";
        self.require(labelled, "label", remedy, || {
            format!("point \"{figure}\" has no label")
        });
        let reading = match parse_figure(figure) {
            Ok(reading) => reading,
            Err(message) => {
                let remedy = "copy the figure from the document";
                self.require(false, "figure", remedy, || {
                    format!("figure \"{figure}\" {message}")
                });
                return;
            }
        };
        let value = point.value.map(Quantity::get);
        self.require(
            reading.value == value,
            "value",
            "correct value or figure",
            || {
                let (reads, says) = (shown(reading.value), shown(value));
                format!("figure \"{figure}\" reads as {reads}, not {says}")
            },
        );
        self.require(
            reading.bound == point.bound,
            "bound",
            "correct bound or figure",
            || {
                let (reads, says) = (reading.bound.key(), point.bound.key());
                format!("figure \"{figure}\" reads as \"{reads}\", not \"{says}\"")
            },
        );
    }

    fn position(&mut self, case: &Case, point: &Point) {
        let length = u32::try_from(point.figure.chars().count()).unwrap_or(u32::MAX);
        let (start, end) = (point.at, point.at.saturating_add(length));
        let inside = case
            .span
            .iter()
            .any(|[from, to]| *from <= start && end <= *to);
        self.require(inside, "at", "correct at or span", || {
            format!("position {start} is outside the case's span")
        });
    }
}

/// A value in a message.
fn shown(value: Option<f64>) -> String {
    value.map_or_else(|| "a masked value".to_owned(), decimal)
}
