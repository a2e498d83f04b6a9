//! A published document: the text that a source's cases were drawn from, and that their positions count in.
//!
//! Documents are not part of a bundle. Where somebody has them at hand, a bundle can be held against them.

use std::fs;
use std::ops::Range;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::check::{Fault, Spot};
use super::{Bundle, Case, Problem, Problems, Source, is_cut};

/// The text of a document whose bytes are those that its source was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    text: String,
    /// The byte at which each character begins, and the end of the text.
    starts: Vec<usize>,
}

impl Document {
    /// Reads a source's document from the folder of the documents.
    ///
    /// # Errors
    ///
    /// If it cannot be read, is not UTF-8, or does not have the SHA-256 that the source gives.
    pub fn read(folder: &Path, source: &Source) -> Result<Self, Problem> {
        let path = folder.join(source.document.as_str());
        let name = path.display().to_string();
        let remedy = "name the folder of the published documents";
        let bytes = fs::read(&path)
            .map_err(|error| Problem::in_file(&name, format!("cannot be read: {error}"), remedy))?;
        let digest = Sha256::digest(&bytes);
        let digits: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let hash = digits.concat();
        if !hash.eq_ignore_ascii_case(&source.sha256) {
            let message = format!(
                "has the sha256 {hash}, but source \"{}\" was made from {}",
                source.id.as_str(),
                source.sha256.as_str()
            );
            let remedy = "get the document that the source was made from, or make the source anew from this one";
            return Err(Problem::in_file(&name, message, remedy));
        }
        String::from_utf8(bytes).map(Self::new).map_err(|error| {
            Problem::in_file(
                &name,
                format!("is not UTF-8 text: {error}"),
                "convert it, and make the source anew",
            )
        })
    }

    /// A document with this text.
    #[must_use]
    pub fn new(text: String) -> Self {
        let mut starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        starts.push(text.len());
        Self { text, starts }
    }

    /// How many characters it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text, raw as it was published: not yet safe to show.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A range of characters as bytes of the text; none if it leaves the document.
    #[must_use]
    pub fn bytes(&self, characters: Range<usize>) -> Option<Range<usize>> {
        Some(*self.starts.get(characters.start)?..*self.starts.get(characters.end)?)
    }

    /// The characters of a range; none if it leaves the document.
    #[must_use]
    pub fn get(&self, characters: Range<usize>) -> Option<&str> {
        self.text.get(self.bytes(characters)?)
    }

    /// A few characters before and behind a range of characters.
    fn around(&self, characters: Range<usize>) -> (&str, &str) {
        /// As many as the longest word that belongs to a number has.
        const AROUND: usize = 3;
        let before = characters.start.saturating_sub(AROUND)..characters.start;
        let after = characters.end..(characters.end + AROUND).min(self.len());
        (
            self.get(before).unwrap_or_default(),
            self.get(after).unwrap_or_default(),
        )
    }

    /// Whether a text stands at a position, in characters.
    #[must_use]
    pub fn has_at(&self, at: usize, text: &str) -> bool {
        let from = self.starts.get(at).and_then(|at| self.text.get(*at..));
        from.is_some_and(|rest| rest.starts_with(text))
    }

    /// The positions at which a text stands within ranges of characters.
    #[must_use]
    pub fn positions(&self, text: &str, within: &[[u32; 2]]) -> Vec<usize> {
        let length = text.chars().count();
        within
            .iter()
            .map(|[from, to]| (*from as usize, (*to as usize).min(self.len())))
            .flat_map(|(from, to)| from..(to + 1).saturating_sub(length))
            .filter(|at| self.has_at(*at, text))
            .collect()
    }
}

/// Everything in which a case does not agree with its document: a span that leaves it, figures that do not
/// stand where the case says.
#[must_use]
pub fn check_in_document(case: &Case, document: &Document) -> Vec<Fault> {
    let mut faults = Vec::new();
    let length = document.len();
    if case.span.iter().any(|[_, to]| *to as usize > length) {
        faults.push(Fault {
            spot: Spot {
                field: "span",
                ..Spot::default()
            },
            message: format!("span leaves the document, which has {length} characters"),
            remedy: "correct it".to_owned(),
        });
    }
    for (metric_at, metric) in case.metrics.iter().enumerate() {
        for (point_at, point) in metric.points.iter().enumerate() {
            let (at, figure) = (point.at as usize, point.figure.as_str());
            let end = at + figure.chars().count();
            let mut fault = |field, message, remedy| {
                let spot = Spot {
                    metric: Some(metric_at),
                    point: Some(point_at),
                    field,
                };
                faults.push(Fault {
                    spot,
                    message,
                    remedy,
                });
            };
            if document.has_at(at, figure) {
                let (before, after) = document.around(at..end);
                if is_cut(before, figure, after, &metric.unit) {
                    let message = format!(
                        "figure \"{figure}\" is cut: the document has \"{before}{figure}{after}\" at {at}"
                    );
                    fault("figure", message, "take in all of it".to_owned());
                }
                continue;
            }
            let stands = document.get(at..end.min(length));
            let elsewhere: Vec<String> = document
                .positions(figure, &case.span)
                .iter()
                .map(usize::to_string)
                .collect();
            let remedy = if elsewhere.is_empty() {
                "the case's span does not hold this figure; correct it".to_owned()
            } else {
                format!(
                    "in the case's span the figure stands at {}",
                    elsewhere.join(", ")
                )
            };
            let message = format!(
                "figure \"{figure}\" is not at {at}, where the document has \"{}\"",
                stands.unwrap_or_default()
            );
            fault("at", message, remedy);
        }
    }
    faults
}

/// Holds every source of a bundle against its document in `folder`; `name` is what problems call the bundle.
///
/// # Errors
///
/// Every problem: a document that is not the one the source was made from, a span that leaves it, a figure
/// that does not stand where a case says.
pub fn check_in_documents(bundle: &Bundle, folder: &Path, name: &str) -> Result<(), Problems> {
    let mut problems = Vec::new();
    for source in &bundle.sources {
        let document = match Document::read(folder, source) {
            Ok(document) => document,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        for case in bundle.cases.iter().filter(|case| case.source == source.id) {
            problems.extend(check_in_document(case, &document).into_iter().map(|fault| {
                let message = format!("case \"{}\": {}", case.id.as_str(), fault.message);
                Problem::in_file(name, message, fault.remedy)
            }));
        }
    }
    Problems::none_in(problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_characters() {
        let document = Document::new("审查1126件，审查42件".to_owned());
        assert_eq!(document.len(), 13);
        assert_eq!(document.get(2..7), Some("1126件"));
        assert_eq!(document.get(2..99), None);
        assert!(document.has_at(10, "42件"));
        assert!(!document.has_at(99, "42件"));
        assert_eq!(document.positions("审查", &[[0, 13]]), [0, 8]);
        assert_eq!(document.positions("审查", &[[0, 9]]), [0]);
        assert_eq!(
            document.positions("审查", &[[0, u32::MAX], [13, 1]]),
            [0, 8]
        );
        assert_eq!(
            document.positions("审查审查审查审查审查", &[[0, 13]]),
            [0; 0]
        );
    }
}
