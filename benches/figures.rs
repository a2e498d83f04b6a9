//! Figures of programs, and the table of them.

use super::table::{none, table};

/// The figures of one program.
pub struct Report {
    pub program: &'static str,
    figures: Vec<Figure>,
}

struct Figure {
    what: String,
    unit: Unit,
    value: f64,
}

#[derive(Clone, Copy)]
pub enum Unit {
    Bytes,
    Milliseconds,
    Mebibytes,
}

impl Report {
    pub fn new(program: &'static str) -> Self {
        Self {
            program,
            figures: Vec::new(),
        }
    }

    /// Adds a figure, if there is one.
    pub fn add(&mut self, name: &str, unit: Unit, value: Option<f64>) {
        let what = format!("{name}, {}", unit.name());
        self.figures
            .extend(value.map(|value| Figure { what, unit, value }));
    }

    fn figure(&self, what: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.what == what)
    }
}

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Milliseconds => "ms",
            Self::Mebibytes => "MiB",
        }
    }

    fn shown(self, value: f64) -> String {
        match self {
            Self::Bytes => format!("{value:.0}"),
            Self::Milliseconds => format!("{value:.2}"),
            Self::Mebibytes => format!("{value:.1}"),
        }
    }
}

/// A count as a float.
pub fn in_float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// One row per figure of the program that has most, one column per program, and the ratio to the best peer.
pub fn table_of_figures(reports: &[&Report]) -> String {
    let Some((ours, peers)) = reports.split_first() else {
        return String::new();
    };
    let mut heads: Vec<String> = reports.iter().map(|one| one.program.to_owned()).collect();
    heads.push(format!("**{} / best peer**", ours.program));
    let fullest = reports.iter().max_by_key(|report| report.figures.len());
    let rows = fullest.into_iter().flat_map(|report| &report.figures);
    let rows = rows.map(|Figure { what, .. }| {
        let shown = |figure: &Figure| figure.unit.shown(figure.value);
        let mut cells: Vec<String> = reports
            .iter()
            .map(|report| report.figure(what).map_or_else(none, shown))
            .collect();
        let best = peers
            .iter()
            .filter_map(|peer| peer.figure(what))
            .map(|figure| figure.value)
            .reduce(f64::min)
            .filter(|best| *best > 0.0);
        let ratio = ours
            .figure(what)
            .zip(best)
            .map(|(ours, best)| ours.value / best);
        cells.push(ratio.map_or_else(none, |ratio| format!("**{ratio:.2}**")));
        (what.clone(), cells)
    });
    table("figure", &heads, rows)
}
