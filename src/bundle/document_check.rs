//! Checking cases against the published documents that they were drawn from: spans lie inside the document, and every
//! figure stands where its case says.

use std::path::Path;

use super::case::{Case, Source};
use super::document::Document;
use super::fault::{Fault, FieldPath};
use super::figure::is_cut;
use super::metric::Point;
use super::problem::Problem;
use super::text::Text;

/// Everything in which a case disagrees with its document: spans that reach past the end, and figures that are cut or
/// do not stand at their position.
#[must_use]
pub fn check_in_document(case: &Case, document: &Document) -> Vec<Fault> {
    let mut faults = Vec::new();
    let length = document.len();
    if case.span.iter().any(|[_, to]| *to as usize > length) {
        let path = FieldPath {
            field: "span",
            ..FieldPath::default()
        };
        let message = format!("span reaches past the end of the document at {length} characters");
        faults.push(Fault::at(path, message, "correct the span"));
    }
    for (metric_index, metric) in case.metrics.iter().enumerate() {
        for (point_index, point) in metric.points.iter().enumerate() {
            let wrong = check_point(point, &case.span, document);
            faults.extend(wrong.map(|(field, message, remedy)| {
                let path = FieldPath {
                    metric: Some(metric_index),
                    point: Some(point_index),
                    field,
                };
                Fault::at(path, message, remedy)
            }));
        }
    }
    faults
}

/// The field of a point that disagrees with the document, what is wrong and what to do.
fn check_point(
    point: &Point,
    span: &[[u32; 2]],
    document: &Document,
) -> Option<(&'static str, String, String)> {
    let (start, figure) = (point.at as usize, point.figure.as_str());
    let end = start + figure.chars().count();
    if document.has_at(start, figure) {
        let (before, after) = document.around(start..end);
        return is_cut(before, figure, after).then(|| {
            let message = format!(
                "figure \"{figure}\" is cut: the document has \"{before}{figure}{after}\" at {start}"
            );
            ("figure", message, "copy all of it".to_owned())
        });
    }
    let remedy = match document.positions(figure, span).as_slice() {
        [] => "the figure is nowhere in the case's span; correct figure or span".to_owned(),
        [one] => format!("in the case's span the figure is at {one}"),
        [first, .., last] => {
            format!("in the case's span the figure occurs several times, from {first} to {last}")
        }
    };
    let found = document.get(start..end.min(document.len()));
    let message = format!(
        "figure \"{figure}\" is not at {start}, where the document has \"{}\"",
        found.unwrap_or_default()
    );
    Some(("at", message, remedy))
}

/// Checks the cases of a bundle against their documents in a folder, one case after the other.
pub struct DocumentCheck<'a> {
    folder: &'a Path,
    /// Name of the bundle in problems.
    name: &'a str,
    sources: &'a [Source],
    /// For each source, whether its document was read.
    read: Vec<bool>,
    /// The source of the last case and its document, if that can be read. The next case most likely has the same one.
    last: Option<(Text, Option<Document>)>,
    problems: Vec<Problem>,
}

impl<'a> DocumentCheck<'a> {
    /// A check of cases of these sources against their documents in `folder`; `name` is the bundle's name in problems.
    #[must_use]
    pub fn new(folder: &'a Path, name: &'a str, sources: &'a [Source]) -> Self {
        Self {
            folder,
            name,
            sources,
            read: vec![false; sources.len()],
            last: None,
            problems: Vec::new(),
        }
    }

    /// Checks a case, and its document if no case before had the same.
    pub fn check(&mut self, case: &Case) {
        let last = self.last.as_ref();
        if last.is_none_or(|(source, _)| *source != case.source) {
            let mut sources = self.sources.iter();
            let index = sources.position(|source| source.id == case.source);
            let document = index.and_then(|index| self.document(index));
            self.last = Some((case.source.clone(), document));
        }
        let Some((_, Some(document))) = &self.last else {
            return;
        };
        let faults = check_in_document(case, document).into_iter();
        self.problems.extend(faults.map(|fault| {
            let message = format!("case \"{}\": {}", case.id.as_str(), fault.message);
            Problem::in_file(self.name, message, fault.remedy)
        }));
    }

    /// Reads the document of a source. What is wrong with it is reported only the first time.
    fn document(&mut self, index: usize) -> Option<Document> {
        let source = self.sources.get(index)?;
        let is_new = !std::mem::replace(self.read.get_mut(index)?, true);
        match Document::read(self.folder, source) {
            Ok(document) => Some(document),
            Err(reason) => {
                if is_new {
                    self.problems.push(reason.problem(self.folder, source));
                }
                None
            }
        }
    }

    /// Checks the documents of the sources without cases, and gives every problem found.
    #[must_use]
    pub fn end(mut self) -> Vec<Problem> {
        for index in 0..self.sources.len() {
            if self.read.get(index) == Some(&false) {
                self.document(index);
            }
        }
        self.problems
    }
}
