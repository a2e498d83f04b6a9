//! What is wrong with an input: where, what, and what to do about it.

use std::fmt;

use crate::text::one_line;

/// One thing wrong with an input.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    file: String,
    line: usize,
    column: usize,
    message: String,
    remedy: String,
}

impl Problem {
    /// A problem with a file as a whole.
    #[must_use]
    pub fn in_file(file: &str, message: impl fmt::Display, remedy: impl fmt::Display) -> Self {
        Self::at(file, (0, 0), message, remedy)
    }

    /// A problem at a place: line and column, the latter in characters, both from 1; 0 means not known.
    #[must_use]
    pub fn at(
        file: &str,
        (line, column): (usize, usize),
        message: impl fmt::Display,
        remedy: impl fmt::Display,
    ) -> Self {
        // The words may quote the input, which may be hostile.
        Self {
            file: one_line(file),
            line,
            column,
            message: one_line(&message.to_string()),
            remedy: one_line(&remedy.to_string()),
        }
    }
}

impl Problem {
    /// The line it is at; 0 if that is not known.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }
}

impl fmt::Display for Problem {
    /// `seeds/luzhou/03.toml:12:5: what is wrong; what to do`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.file)?;
        if self.line > 0 {
            write!(f, "{}:", self.line)?;
        }
        if self.column > 0 {
            write!(f, "{}:", self.column)?;
        }
        write!(f, " {}; {}", self.message, self.remedy)
    }
}

/// All problems of an input, at least one, in the order of their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// How many are written out; a file of another kind may have one on every line.
    pub(super) const SHOWN: usize = 50;

    /// `Ok` if there are none.
    ///
    /// # Errors
    ///
    /// All of them, sorted.
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
        for (at, problem) in self.0.iter().take(Self::SHOWN).enumerate() {
            if at > 0 {
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

impl std::error::Error for Problem {}
