//! The checks that a bundle must pass beyond having the right fields.
//!
//! A [`Fault`] says where in a case it is; who asked knows the file and line of that place.

use std::collections::HashSet;

use crate::text::decimal;

use super::case::{Bundle, Case, FORMAT, VERSION};
use super::comparable::{check_comparable, check_indicators};
use super::document::is_file_name;
use super::fault::{Check, Fault, Spot};
use super::figure::{counts_in, parse_figure};
use super::metric::{Metric, Point, Quantity};
use super::vocabulary::{Relation, Role, Word};

/// Everything wrong with one case by itself.
#[must_use]
pub fn check_case(case: &Case) -> Vec<Fault> {
    let mut check = Check::default();
    check.texts(case);
    check.span(case);
    let mut ids = HashSet::new();
    for (at, metric) in case.metrics.iter().enumerate() {
        check.spot = Spot {
            metric: Some(at),
            ..Spot::default()
        };
        let id = metric.id.as_str();
        check.want(
            !id.is_empty() && ids.insert(id),
            "id",
            "give each metric of the case its own id",
            || format!("metric id \"{id}\" is empty or used twice in the case"),
        );
        check.metric(metric);
        for (point_at, point) in metric.points.iter().enumerate() {
            check.spot.point = Some(point_at);
            check.point(metric, point);
            check.position(case, point);
        }
    }
    check.spot = Spot::default();
    for notice in &case.notices {
        let about = notice.metric.as_ref().map_or("", |metric| metric);
        let known = about.is_empty() || ids.contains(about);
        let remedy = "name a metric of the case, or none";
        check.want(known, "notices", remedy, || {
            format!("a notice is about metric \"{about}\", which the case does not have")
        });
    }
    check.faults
}

/// Everything wrong with how the parts of a bundle refer to each other: the index of the case if it is
/// about one, what is wrong, and what to do.
#[must_use]
pub fn check_bundle(bundle: &Bundle) -> Vec<(Option<usize>, String, String)> {
    let mut problems = Vec::new();
    let mut sources = HashSet::new();
    for source in &bundle.sources {
        let id = source.id.as_str();
        let document = source.document.as_str();
        if !is_file_name(document) {
            let message =
                format!("source \"{id}\": document \"{document}\" is not the name of a file");
            let remedy = "give the name alone, without a folder".to_owned();
            problems.push((None, message, remedy));
        }
        if !sources.insert(id) {
            let message = format!("source id \"{id}\" is used twice");
            problems.push((None, message, "give each source its own id".to_owned()));
        }
    }
    let mut ids = HashSet::new();
    for (at, case) in bundle.cases.iter().enumerate() {
        let (id, source) = (case.id.as_str(), case.source.as_str());
        if !ids.insert(id) {
            let (message, remedy) = twice(id);
            problems.push((Some(at), message, remedy.to_owned()));
        }
        if !sources.contains(source) {
            let (message, remedy) = no_source(id, source);
            problems.push((Some(at), message, remedy.to_owned()));
        }
    }
    problems
}

/// What is wrong with a case that has the id of another, and what to do.
pub(super) fn twice(id: &str) -> (String, &'static str) {
    let message = format!("case id \"{id}\" is used twice");
    (message, "give each case its own id")
}

/// What is wrong with a case that names a source which is not there, and what to do.
pub(super) fn no_source(id: &str, source: &str) -> (String, &'static str) {
    let message = format!("case \"{id}\": no source has the id \"{source}\"");
    (message, "add the source or correct the case's \"source\"")
}

/// Whether a bundle is one that this program reads, and its parts refer to each other as they should.
pub(super) fn holds_together(bundle: &Bundle) -> bool {
    let is_known = bundle.format.as_str() == FORMAT && bundle.version == VERSION;
    is_known
        && check_bundle(bundle).is_empty()
        && check_indicators(&bundle.indicators).is_empty()
        && bundle
            .cases
            .iter()
            .all(|case| check_comparable(case, &bundle.indicators).is_empty())
}

/// No document has as many headings one within the other.
const DEEPEST_PATH: usize = 12;

impl Check {
    fn texts(&mut self, case: &Case) {
        self.want(!case.id.is_empty(), "id", "give the case an id", || {
            "id is empty".into()
        });
        let titled = !case.title.zh.trim().is_empty() && !case.title.en.trim().is_empty();
        let remedy = "give the case a title in both languages";
        self.want(titled, "title", remedy, || "title is empty".into());
        let headed = case.path.len() <= DEEPEST_PATH
            && case.path.iter().all(|heading| !heading.trim().is_empty());
        let remedy = "give the headings above the case in the document";
        self.want(headed, "path", remedy, || {
            format!("path has an empty heading, or more than {DEEPEST_PATH} headings")
        });
        let remedy = "name the organ or government that runs the practice";
        self.want(!case.organ.trim().is_empty(), "organ", remedy, || {
            "organ is empty".into()
        });
        let summed_up = !case.summary.zh.trim().is_empty() && !case.summary.en.trim().is_empty();
        let remedy = "sum the case up in both languages";
        self.want(summed_up, "summary", remedy, || "summary is empty".into());
        let told = !case.sections.is_empty()
            && case
                .sections
                .iter()
                .all(|section| !section.text.trim().is_empty());
        let remedy = "tell the case in at least one section, each with its text";
        self.want(told, "section", remedy, || {
            "a section is missing or empty".into()
        });
        let remedy = "give the words that readers would look for";
        self.want(!case.tags.is_empty(), "tags", remedy, || {
            "tags is empty".into()
        });
        let code = &case.region.code;
        let coded = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
        self.want(coded, "region", "look the code up in GB/T 2260", || {
            format!("region code \"{}\" is not six digits", code.as_str())
        });
        let remedy = "name at least the main topic";
        self.want(!case.topics.is_empty(), "topics", remedy, || {
            "topics is empty".into()
        });
        let dated = case.years.iter().all(|year| (1900..=2100).contains(year));
        self.want(dated, "years", "correct it", || {
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
        self.want(
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
        self.want(fits, "relation", remedy, || {
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
        self.want(
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
        // Chinese may count the parts of one whole with several measure words, so one figure is enough.
        let unit = metric.unit.as_str();
        let in_unit = metric
            .points
            .iter()
            .any(|point| counts_in(&point.figure, unit));
        self.want(
            in_unit && !unit.is_empty(),
            "unit",
            "correct unit or figures",
            || format!("no figure of the metric is in its unit \"{unit}\""),
        );
        let labelled = !metric.label.zh.trim().is_empty() && !metric.label.en.trim().is_empty();
        let remedy = "say in both languages what is counted";
        self.want(labelled, "label", remedy, || "label is empty".into());
    }

    fn point(&mut self, metric: &Metric, point: &Point) {
        let figure = point.figure.as_str();
        let labelled = metric.relation == Relation::Single || point.label.is_some();
        let remedy = "say which of the metric's values it is";
        self.want(labelled, "label", remedy, || {
            format!("point \"{figure}\" has no label")
        });
        let reading = match parse_figure(figure) {
            Ok(reading) => reading,
            Err(message) => {
                let remedy = "copy the figure from the document";
                self.want(false, "figure", remedy, || {
                    format!("figure \"{figure}\" {message}")
                });
                return;
            }
        };
        let value = point.value.map(Quantity::get);
        self.want(
            reading.value == value,
            "value",
            "correct value or figure",
            || {
                let (reads, says) = (shown(reading.value), shown(value));
                format!("figure \"{figure}\" reads as {reads}, not {says}")
            },
        );
        self.want(
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
        self.want(inside, "at", "correct at or span", || {
            format!("position {start} is outside of the case's span")
        });
    }
}

fn shown(value: Option<f64>) -> String {
    value.map_or_else(|| "a masked value".to_owned(), decimal)
}
