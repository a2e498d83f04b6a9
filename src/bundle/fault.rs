//! A fault: something wrong with a case or an indicator, at a field of it.
//!
//! Whoever reads the case knows the file and line of that field.

use std::fmt;

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

impl fmt::Display for Spot {
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

/// Something wrong with a case, or an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub spot: Spot,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

/// A check under way: the metric or point it is at, and what it has found.
#[derive(Default)]
pub(super) struct Check {
    pub spot: Spot,
    pub faults: Vec<Fault>,
}

impl Check {
    /// Notes a fault with a field unless all is well.
    pub fn want(
        &mut self,
        well: bool,
        field: &'static str,
        remedy: &str,
        message: impl FnOnce() -> String,
    ) {
        if !well {
            let spot = Spot { field, ..self.spot };
            self.faults.push(Fault {
                spot,
                message: message(),
                remedy: remedy.to_owned(),
            });
        }
    }
}
