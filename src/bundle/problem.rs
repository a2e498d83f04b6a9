//! Problems: what is wrong with an input file, where, and what to do about it.

use std::fmt;

use crate::text::{LineColumn, one_line};

/// One thing wrong with an input file. Ordered by file, then by place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    file: String,
    /// `None` if the problem is with the file as a whole.
    place: Option<LineColumn>,
    message: String,
    remedy: String,
}

impl Problem {
    /// A problem with a file as a whole.
    #[must_use]
    pub fn in_file(file: &str, message: impl fmt::Display, remedy: impl fmt::Display) -> Self {
        Self::at(file, None, message, remedy)
    }

    /// A problem at a place in a file, as far as the place is known.
    #[must_use]
    pub fn at(
        file: &str,
        place: impl Into<Option<LineColumn>>,
        message: impl fmt::Display,
        remedy: impl fmt::Display,
    ) -> Self {
        // Any of these may quote the input, which may be hostile.
        Self {
            file: one_line(file),
            place: place.into(),
            message: one_line(&message.to_string()),
            remedy: one_line(&remedy.to_string()),
        }
    }

    /// The line it is at, 1-based, if known.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.place.map(|place| place.line)
    }
}

impl fmt::Display for Problem {
    /// `seeds/luzhou/03.toml:12:5: what is wrong; what to do`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.file)?;
        if let Some(LineColumn { line, column }) = self.place {
            write!(f, "{line}:{column}:")?;
        }
        write!(f, " {}; {}", self.message, self.remedy)
    }
}

impl std::error::Error for Problem {}

/// All problems of an input: at least one, sorted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// The number of problems that are written out. A file of another kind may have one on every line.
    pub(super) const SHOWN: usize = 50;

    /// `Ok` if the list is empty.
    ///
    /// # Errors
    ///
    /// All problems of the list, sorted.
    pub fn ok_if_none(mut problems: Vec<Problem>) -> Result<(), Self> {
        problems.sort();
        if problems.is_empty() {
            Ok(())
        } else {
            Err(Self(problems))
        }
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self(vec![problem])
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().take(Self::SHOWN).enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        match self.0.len().saturating_sub(Self::SHOWN) {
            0 => Ok(()),
            more => write!(f, "\n… and {more} more problems"),
        }
    }
}

impl std::error::Error for Problems {}
