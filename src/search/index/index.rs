//! The index: everything that is searched of a bundle. How it is searched stands in [`crate::search::scan`].

use crate::bundle::{Bundle, Case, Source};
use crate::search::mechanisms::Without;
use crate::search::query::filters::Field;

use super::columns::{Column, Columns};
use super::corpus::Corpus;
use super::numbers::MetricNumbers;

/// The index of a bundle. Cases are known by their positions in the bundle.
pub struct Index {
    sources: Vec<Source>,
    pub(crate) corpus: Corpus,
    pub(crate) columns: Columns,
    pub(crate) numbers: MetricNumbers,
    /// The mechanism that searches do without, if any.
    pub(crate) without: Without,
}

impl Index {
    /// Indexes a bundle.
    #[must_use]
    pub fn new(bundle: &Bundle) -> Self {
        let mut index = Self::of_sources(bundle.sources.clone());
        for case in &bundle.cases {
            index.add(case);
        }
        index
    }

    /// An index without cases, of a bundle with these sources.
    #[must_use]
    pub fn of_sources(sources: Vec<Source>) -> Self {
        Self {
            sources,
            corpus: Corpus::default(),
            columns: Field::ALL.map(Column::new),
            numbers: MetricNumbers::default(),
            without: Without::from_env(),
        }
    }

    /// Searches without a mechanism from here on.
    #[cfg(any(test, feature = "ablation"))]
    pub fn search_without(&mut self, without: Without) {
        self.without = without;
    }

    /// Adds the next case of the bundle.
    pub fn add(&mut self, case: &Case) {
        for (field, column) in Field::ALL.into_iter().zip(&mut self.columns) {
            column.add(field, &self.sources, case);
        }
        self.corpus.add(case, &self.columns);
        self.add_numbers(case);
    }

    fn add_numbers(&mut self, case: &Case) {
        let column = |field: Field| &self.columns[field as usize];
        self.numbers
            .add(case, column(Field::Metric), column(Field::Unit));
    }

    /// An index of the metrics of one case only: filters and comparisons on metrics can be planned on it,
    /// nothing else.
    pub(crate) fn of_metrics(case: &Case) -> Self {
        let mut index = Self::of_sources(Vec::new());
        for field in [Field::Metric, Field::Unit] {
            index.columns[field as usize].add(field, &[], case);
        }
        index.add_numbers(case);
        index
    }

    /// The number of cases.
    #[must_use]
    pub fn len(&self) -> usize {
        self.corpus.len()
    }

    /// Whether there are no cases.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The column of a field.
    pub(crate) fn column(&self, field: Field) -> &Column {
        &self.columns[field as usize]
    }
}
