//! The searchable side of a bundle, folded once.

use crate::bundle::{Bundle, Case, Source};

use super::columns::{Column, Columns};
use super::corpus::Corpus;
use super::numbers::MetricNumbers;
use crate::search::query::filters::Field;

/// The searchable side of every case of a bundle.
pub struct Index {
    sources: Vec<Source>,
    pub(crate) corpus: Corpus,
    pub(crate) columns: Columns,
    pub(crate) numbers: MetricNumbers,
}

impl Index {
    /// Folds the texts of a bundle.
    #[must_use]
    pub fn new(bundle: &Bundle) -> Self {
        let mut index = Self::of_sources(bundle.sources.clone());
        for case in &bundle.cases {
            index.add(case);
        }
        index
    }

    /// The searchable side of a bundle of these sources whose cases are still to be added.
    #[must_use]
    pub fn of_sources(sources: Vec<Source>) -> Self {
        Self {
            sources,
            corpus: Corpus::default(),
            columns: Field::ALL.map(Column::new),
            numbers: MetricNumbers::default(),
        }
    }

    /// Folds the texts of the next case of the bundle and takes it in.
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

    /// What of one case filters and conditions on metrics are answered from; nothing else can be looked for in it.
    pub(crate) fn of_metrics(case: &Case) -> Self {
        let mut index = Self::of_sources(Vec::new());
        for field in [Field::Metric, Field::Unit] {
            index.columns[field as usize].add(field, &[], case);
        }
        index.add_numbers(case);
        index
    }

    /// How many cases were taken in.
    #[must_use]
    pub fn len(&self) -> usize {
        self.corpus.len()
    }

    /// Whether no case was taken in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The column of a field.
    pub(crate) fn column(&self, field: Field) -> &Column {
        &self.columns[field as usize]
    }
}
