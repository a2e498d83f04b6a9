//! Faults: what is wrong with a case or an indicator, at which of its fields.
//!
//! A fault knows no file. The reader of a file turns it into a [`Problem`](super::problem::Problem) by finding the
//! field's line and column.

use std::fmt;

/// A field of a case, of one of its metrics, or of one of their points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct FieldPath {
    /// 0-based index of the metric.
    pub metric: Option<usize>,
    /// 0-based index of the point in its metric.
    pub point: Option<usize>,
    /// The field's name in files; empty for the case, metric or point as a whole.
    pub field: &'static str,
}

impl fmt::Display for FieldPath {
    /// `metrics[0].points[1].value`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(metric) = self.metric {
            write!(f, "metrics[{metric}].")?;
            if let Some(point) = self.point {
                write!(f, "points[{point}].")?;
            }
        }
        f.write_str(self.field)
    }
}

/// Something wrong with a case or an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where it is.
    pub path: FieldPath,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

impl Fault {
    /// A fault at a field.
    #[must_use]
    pub fn at(path: FieldPath, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            path,
            message: message.into(),
            remedy: remedy.into(),
        }
    }

    /// A fault of the whole, at no field in particular.
    #[must_use]
    pub fn of_whole(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::at(FieldPath::default(), message, remedy)
    }
}

/// Collects the faults of a case or an indicator.
#[derive(Default)]
pub(super) struct Checker {
    /// The metric and the point that are being checked.
    pub path: FieldPath,
    pub faults: Vec<Fault>,
}

impl Checker {
    /// Adds a fault at a field unless the condition holds.
    pub fn require(
        &mut self,
        holds: bool,
        field: &'static str,
        remedy: &str,
        message: impl FnOnce() -> String,
    ) {
        if !holds {
            let path = FieldPath { field, ..self.path };
            self.faults.push(Fault::at(path, message(), remedy));
        }
    }
}
