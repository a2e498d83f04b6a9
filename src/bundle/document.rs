//! A published document: the text that a source's cases were drawn from, and that their positions count in.
//!
//! Documents are not part of a bundle. Where somebody has them at hand, a bundle can be held against them.

use std::fs;
use std::io::{self, Read};
use std::ops::Range;
use std::path::{Component, Path};

use sha2::{Digest, Sha256};

use super::case::{Case, Source};
use super::fault::{Fault, Spot};
use super::figure::is_cut;
use super::problem::Problem;
use super::text::Text;

/// The text of a document whose bytes are those that its source was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    text: String,
    /// The byte at which each character begins, and the end of the text.
    starts: Vec<usize>,
}

/// Why a source's document cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentError {
    /// It cannot be read, for this reason.
    Unreadable(String),
    /// It is not the one that the source was made from: it has this SHA-256.
    WrongHash(String),
    /// It is not UTF-8 text.
    NotUtf8,
}

/// The largest document that is read, in bytes: what is larger was not written by people.
const MAX_BYTES: u64 = 64 << 20;

/// Whether a name is that of a file and leads to no other folder, as a bundle that somebody sends might.
#[must_use]
pub fn is_file_name(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    let first = parts.next();
    matches!(first, Some(Component::Normal(_))) && parts.next().is_none() && !name.ends_with('/')
}

impl Document {
    /// Reads a source's document from the folder of the documents.
    ///
    /// # Errors
    ///
    /// Why it cannot be used.
    pub fn read(folder: &Path, source: &Source) -> Result<Self, DocumentError> {
        let bytes = read_file(folder, &source.document)
            .map_err(|error| DocumentError::Unreadable(error.to_string()))?;
        let digest = Sha256::digest(&bytes);
        let digits: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let hash = digits.concat();
        if !hash.eq_ignore_ascii_case(&source.sha256) {
            return Err(DocumentError::WrongHash(hash));
        }
        let text = String::from_utf8(bytes).map_err(|_| DocumentError::NotUtf8)?;
        Ok(Self::new(text))
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

/// The bytes of a document's file. Only of a file: a pipe might never end.
fn read_file(folder: &Path, name: &str) -> io::Result<Vec<u8>> {
    let wrong = |message: &str| io::Error::new(io::ErrorKind::InvalidInput, message);
    if !is_file_name(name) {
        return Err(wrong("its name is not that of a file"));
    }
    let path = folder.join(name);
    if !fs::metadata(&path)?.is_file() {
        return Err(wrong("it is not a file"));
    }
    let mut bytes = Vec::new();
    fs::File::open(&path)?
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(wrong("it is larger than any document"));
    }
    Ok(bytes)
}

impl DocumentError {
    /// The problem with a source's document, for those who check it.
    #[must_use]
    pub fn problem(&self, folder: &Path, source: &Source) -> Problem {
        let name = folder.join(source.document.as_str()).display().to_string();
        match self {
            Self::Unreadable(reason) => Problem::in_file(
                &name,
                format!("cannot be read: {reason}"),
                "name the folder of the published documents",
            ),
            Self::WrongHash(hash) => Problem::in_file(
                &name,
                format!(
                    "is not the document that source \"{}\" was made from: its sha256 is {hash}, not {}",
                    source.id.as_str(),
                    source.sha256.as_str()
                ),
                "get that document, or make the source anew from this one",
            ),
            Self::NotUtf8 => Problem::in_file(
                &name,
                "is not UTF-8 text",
                "convert it, and make the source anew",
            ),
        }
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
                if is_cut(before, figure, after) {
                    let message = format!(
                        "figure \"{figure}\" is cut: the document has \"{before}{figure}{after}\" at {at}"
                    );
                    fault("figure", message, "take in all of it".to_owned());
                }
                continue;
            }
            let stands = document.get(at..end.min(length));
            let remedy = match document.positions(figure, &case.span).as_slice() {
                [] => "the case's span does not hold this figure; correct it".to_owned(),
                [one] => format!("in the case's span the figure stands at {one}"),
                [one, .., last] => {
                    format!(
                        "in the case's span the figure stands from {one} to {last}, more than once"
                    )
                }
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

/// Holds cases against their documents in a folder, one case after the other.
pub struct DocumentCheck<'a> {
    folder: &'a Path,
    /// What problems call the bundle.
    name: &'a str,
    sources: &'a [Source],
    /// For each source, whether its document was read.
    read: Vec<bool>,
    /// The source of the last case and its document, if that can be read; the next case most likely has the same.
    at_hand: Option<(Text, Option<Document>)>,
    problems: Vec<Problem>,
}

impl<'a> DocumentCheck<'a> {
    /// Holds cases of these sources against their documents in `folder`; `name` is what problems call the bundle.
    #[must_use]
    pub fn new(folder: &'a Path, name: &'a str, sources: &'a [Source]) -> Self {
        Self {
            folder,
            name,
            sources,
            read: vec![false; sources.len()],
            at_hand: None,
            problems: Vec::new(),
        }
    }

    /// Notes a document that is not the one the source was made from, a span that leaves it, and figures that do not
    /// stand where the case says.
    pub fn check(&mut self, case: &Case) {
        let is_at_hand = self.at_hand.as_ref();
        if is_at_hand.is_none_or(|(source, _)| *source != case.source) {
            let mut sources = self.sources.iter();
            let at = sources.position(|source| source.id == case.source);
            let document = at.and_then(|at| self.document(at));
            self.at_hand = Some((case.source.clone(), document));
        }
        let Some((_, Some(document))) = &self.at_hand else {
            return;
        };
        let faults = check_in_document(case, document).into_iter();
        self.problems.extend(faults.map(|fault| {
            let message = format!("case \"{}\": {}", case.id.as_str(), fault.message);
            Problem::in_file(self.name, message, fault.remedy)
        }));
    }

    /// Reads the document of a source; what is wrong with it is noted the first time.
    fn document(&mut self, at: usize) -> Option<Document> {
        let source = self.sources.get(at)?;
        let is_new = !std::mem::replace(self.read.get_mut(at)?, true);
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

    /// Ends with the documents of the sources that have no case, and gives every problem that was noted.
    #[must_use]
    pub fn end(mut self) -> Vec<Problem> {
        for at in 0..self.sources.len() {
            if self.read.get(at) == Some(&false) {
                self.document(at);
            }
        }
        self.problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_a_file_of_the_folder_and_of_no_other() {
        for (name, is) in [
            ("demo.txt", true),
            (".hidden", true),
            ("", false),
            (".", false),
            ("..", false),
            ("sub/demo.txt", false),
            ("demo.txt/", false),
            ("../demo.txt", false),
            ("/etc/hostname", false),
        ] {
            assert_eq!(is_file_name(name), is, "{name}");
        }
    }

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
