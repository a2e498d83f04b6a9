//! A published document: the text that cases are drawn from and that their positions count in.
//!
//! Documents are not part of a bundle; the user may have them in a folder.

use std::fs;
use std::io::{self, Read};
use std::ops::Range;
use std::path::{Component, Path};

use sha2::{Digest, Sha256};

use super::case::Source;
use super::problem::Problem;

/// The text of a document. Positions in it are characters (Unicode scalar values), 0-based.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    text: String,
    /// Byte offset of each character, then the length of the text in bytes.
    starts: Vec<usize>,
}

/// Why a source's document cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentError {
    /// It cannot be read: the message of the system.
    Unreadable(String),
    /// Its SHA-256, given here in hexadecimal, is not the one in the bundle.
    WrongHash(String),
    /// It is not UTF-8 text.
    NotUtf8,
}

/// The largest document that is read, in bytes. Nothing that people wrote is larger.
const MAX_BYTES: u64 = 64 << 20;

/// Whether a name is a plain file name, without a folder. A bundle from elsewhere might try `../`.
#[must_use]
pub fn is_file_name(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    let first = parts.next();
    matches!(first, Some(Component::Normal(_))) && parts.next().is_none() && !name.ends_with('/')
}

impl Document {
    /// Reads a source's document from the folder of documents and verifies its SHA-256.
    ///
    /// # Errors
    ///
    /// If it cannot be read, has another SHA-256, or is not UTF-8.
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

    /// Its length in characters.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text as published. It is not cleaned, so it must not be shown as it is.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A range of characters as a range of bytes; `None` if it reaches past the end.
    #[must_use]
    pub fn bytes(&self, characters: Range<usize>) -> Option<Range<usize>> {
        Some(*self.starts.get(characters.start)?..*self.starts.get(characters.end)?)
    }

    /// The text of a range of characters; `None` if it reaches past the end.
    #[must_use]
    pub fn get(&self, characters: Range<usize>) -> Option<&str> {
        self.text.get(self.bytes(characters)?)
    }

    /// A few characters before and after a range of characters.
    pub(super) fn around(&self, characters: Range<usize>) -> (&str, &str) {
        /// The length in characters of the longest word that can belong to a number.
        const AROUND: usize = 3;
        let before = characters.start.saturating_sub(AROUND)..characters.start;
        let after = characters.end..(characters.end + AROUND).min(self.len());
        (
            self.get(before).unwrap_or_default(),
            self.get(after).unwrap_or_default(),
        )
    }

    /// Whether a text occurs at a position, in characters.
    #[must_use]
    pub fn has_at(&self, at: usize, text: &str) -> bool {
        let from = self.starts.get(at).and_then(|at| self.text.get(*at..));
        from.is_some_and(|rest| rest.starts_with(text))
    }

    /// The positions at which a text occurs within ranges of characters, in characters.
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

/// The bytes of a document's file. Anything but a regular file is refused: a pipe might never end.
fn read_file(folder: &Path, name: &str) -> io::Result<Vec<u8>> {
    let wrong = |message: &str| io::Error::new(io::ErrorKind::InvalidInput, message);
    if !is_file_name(name) {
        return Err(wrong("not a plain file name"));
    }
    let path = folder.join(name);
    if !fs::metadata(&path)?.is_file() {
        return Err(wrong("not a regular file"));
    }
    let mut bytes = Vec::new();
    fs::File::open(&path)?
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(wrong("larger than any document"));
    }
    Ok(bytes)
}

impl DocumentError {
    /// The problem to report for a source's document in this folder.
    #[must_use]
    pub fn problem(&self, folder: &Path, source: &Source) -> Problem {
        let name = folder.join(source.document.as_str()).display().to_string();
        match self {
            Self::Unreadable(reason) => Problem::in_file(
                &name,
                format!("cannot be read: {reason}"),
                "give the folder of the published documents",
            ),
            Self::WrongHash(hash) => Problem::in_file(
                &name,
                format!(
                    "is not the document of source \"{}\": its sha256 is {hash}, not {}",
                    source.id.as_str(),
                    source.sha256.as_str()
                ),
                "get that document, or draw the source again from this one",
            ),
            Self::NotUtf8 => Problem::in_file(
                &name,
                "is not UTF-8 text",
                "convert it, then draw the source again",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_a_file_of_its_folder_only() {
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
