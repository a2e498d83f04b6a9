//! The searchable side of a bundle, folded once, and what a query means in it. How cases are looked through is in `answer`.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::bundle::{Bundle, Case, Lang, Source};

use super::answer::{Condition, Plan};
use super::column::{Column, Value, ValueId};
use super::corpus::{Columns, Corpus};
use super::field::Field;
use super::number::{Meant, Numbers};
use super::place::Place;
use super::query::{Mistake, NumberCondition, Query, Reason, Wanted, WantedValue, What};
use super::sweep::Sweep;
use super::word::Word;

/// A case that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// A million of them are sorted at a time, so they are small; no bundle has more cases than this counts.
    case: u32,
    /// How well it matches; more is better; 0 where no word was looked for.
    pub score: u32,
    /// Where the words were found, and the metrics that filters ask for.
    pub places: Places,
}

/// The places where the words of a query were found best, and whether a metric was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Places(u16);

impl Places {
    /// All running texts are one place here.
    const TEXT: u16 = 7;

    fn bit(place: Place) -> u16 {
        use crate::bundle::Lang;
        1 << match place {
            Place::Title(Lang::Zh) => 0,
            Place::Title(Lang::En) => 1,
            Place::Tag => 2,
            Place::Region => 3,
            Place::Organ => 4,
            Place::Year => 5,
            Place::Id => 6,
            Place::Metric(_) | Place::Heading | Place::Summary(_) | Place::Section(_) => Self::TEXT,
            Place::Area => 8,
            Place::EarlierYear => 9,
        }
    }

    /// A metric that a filter or a condition asks for.
    pub(super) const METRIC: Self = Self(1 << 10);

    /// These places and others.
    pub(super) fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Whether words were found in other places than these.
    #[must_use]
    pub fn beyond(self, others: Self) -> bool {
        self.0 & !others.0 != 0
    }

    /// Whether a word was found in the text only, not in a name.
    #[must_use]
    pub fn in_text(self) -> bool {
        self.0 & 1 << Self::TEXT != 0
    }

    /// Whether a filter or a condition was met by a metric, as is told of every case that it finds.
    #[must_use]
    pub fn in_metric(self) -> bool {
        self.0 & Self::METRIC.0 != 0
    }
}

impl FromIterator<Place> for Places {
    fn from_iter<I: IntoIterator<Item = Place>>(places: I) -> Self {
        Self(
            places
                .into_iter()
                .fold(0, |all, place| all | Self::bit(place)),
        )
    }
}

/// What a query finds, and what of it does not count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// The best first, equals in the bundle's order.
    pub hits: Vec<Hit>,
    /// In the order of the query.
    pub mistakes: Vec<Mistake>,
}

/// In what of each case words are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// In its names only, where words are found soonest and score most.
    Names,
    /// In all its texts.
    All,
}

/// The searchable side of every case of a bundle.
pub struct Index {
    sources: Vec<Source>,
    pub(super) corpus: Corpus,
    pub(super) columns: Columns,
    pub(super) numbers: Numbers,
}

/// What an empty query finds among these cases: each of them, in the bundle's order.
pub fn all(cases: Range<usize>) -> impl Iterator<Item = Hit> {
    cases.map(Hit::unranked)
}

impl Hit {
    pub(super) fn new(case: usize, score: u32, places: Places) -> Self {
        Self {
            case: u32::try_from(case).unwrap_or(u32::MAX),
            score,
            places,
        }
    }

    fn unranked(case: usize) -> Self {
        Self::new(case, 0, Places::default())
    }

    /// The index of the case in the bundle.
    #[must_use]
    pub fn case(&self) -> usize {
        self.case as usize
    }
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
            numbers: Numbers::default(),
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
    pub(super) fn of_metrics(case: &Case) -> Self {
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

    /// The cases that meet a query, the best first, equals in the bundle's order; and what of the query does not
    /// count.
    #[must_use]
    pub fn search(&self, query: &Query) -> Findings {
        self.search_while(query, &|| true).unwrap_or_default()
    }

    /// The same, as long as it is wanted, which is asked again and again; none if that ends before the search does.
    #[must_use]
    pub fn search_while(
        &self,
        query: &Query,
        wanted: &(dyn Fn() -> bool + Sync),
    ) -> Option<Findings> {
        let plan = self.plan(query);
        let hits = self.hits(&plan, Depth::All, &[], wanted)?;
        Some(plan.findings(&hits))
    }

    /// The same, but what names give is told before, unless that is nothing or all texts cannot give more. Every case that
    /// is told is found, and scores as much as it did, or more.
    #[must_use]
    pub fn search_telling(
        &self,
        query: &Query,
        wanted: &(dyn Fn() -> bool + Sync),
        tell: &mut dyn FnMut(Findings),
    ) -> Option<Findings> {
        let plan = self.plan(query);
        let mut known = Vec::new();
        if query.words().any(Word::may_be_beyond_names) {
            let names = self.hits(&plan, Depth::Names, &[], wanted)?;
            if !names.is_empty() {
                tell(plan.findings(&names));
            }
            if query.is_best_in_names() {
                known = names;
            }
        }
        let mut hits = self.hits(&plan, Depth::All, &known, wanted)?;
        // Both are in the order of the cases, and so this takes no longer than to copy them.
        hits.extend(known);
        hits.sort_by_key(Hit::case);
        Some(plan.findings(&hits))
    }

    /// The cases that meet a query, in the bundle's order.
    pub(super) fn cases(&self, query: &Query) -> Vec<usize> {
        let hits = self.hits(&self.plan(query), Depth::All, &[], &|| true);
        let hits = hits.unwrap_or_default().into_iter();
        hits.map(|hit| hit.case()).collect()
    }

    /// The column of a field.
    pub(super) fn column(&self, field: Field) -> &Column {
        &self.columns[field as usize]
    }

    /// What a query means here.
    pub(super) fn plan<'a>(&'a self, query: &'a Query) -> Plan<'a> {
        let mut mistakes = query.mistakes.clone();
        let mut groups = Vec::new();
        for group in &query.groups {
            let conditions = group.iter().filter_map(|term| {
                let condition = match &term.what {
                    What::Word(word) => {
                        let sweep = Sweep::new(word, &self.corpus, &self.columns);
                        Condition::Word(Box::new(sweep))
                    }
                    What::Among(field, wanted) => {
                        let values = self.values(*field, wanted, &mut mistakes)?;
                        Condition::Among(*field, self.flags(*field, values))
                    }
                    What::Number(number) => Condition::Number(self.meant(number, &mut mistakes)?),
                };
                Some((term, condition))
            });
            let conditions: Vec<_> = conditions.collect();
            if !conditions.is_empty() {
                groups.push(conditions);
            }
        }
        // What costs least leaves the fewest cases to the rest; in what order is asked, the answer is the same.
        groups.sort_by_key(|group| {
            let mut conditions = group.iter();
            conditions.any(|(_, condition)| matches!(condition, Condition::Word(_)))
        });
        mistakes.sort_by_key(|mistake| mistake.span.start);
        Plan { groups, mistakes }
    }

    fn flags(&self, field: Field, values: impl IntoIterator<Item = ValueId>) -> Vec<bool> {
        let mut flags = vec![false; self.column(field).values.len()];
        for value in values {
            if let Some(flag) = flags.get_mut(value as usize) {
                *flag = true;
            }
        }
        flags
    }

    /// The values that a filter means; none if there are none.
    pub(super) fn values(
        &self,
        field: Field,
        wanted: &[Wanted],
        mistakes: &mut Vec<Mistake>,
    ) -> Option<BTreeSet<ValueId>> {
        let mut values = BTreeSet::new();
        let mut any = false;
        for one in wanted {
            let meant = self.column(field).meant(&one.value);
            let is_range = matches!(one.value, WantedValue::Between(..));
            any |= is_range;
            // No case is of that year: that is an answer.
            if meant.is_empty() && !is_range {
                mistakes.push(Mistake {
                    span: one.span.clone(),
                    reason: Reason::NoSuchValue(field, one.text.clone()),
                });
            }
            values.extend(meant);
        }
        (any || !values.is_empty()).then_some(values)
    }

    /// Of which metrics a condition speaks, and in which units; none if there are no such metrics.
    fn meant(&self, condition: &NumberCondition, mistakes: &mut Vec<Mistake>) -> Option<Meant> {
        let labels = self.column(Field::Metric).values.iter();
        let called = |value: &Value| {
            value
                .forms()
                .iter()
                .any(|form| form.contains(&condition.label))
        };
        let labels: Vec<bool> = labels.map(called).collect();
        if !labels.contains(&true) {
            mistakes.push(Mistake {
                span: condition.label_span.clone(),
                reason: Reason::NoSuchMetric(condition.label.clone()),
            });
            return None;
        }
        let column = self.column(Field::Unit);
        let units = match &condition.unit {
            None => vec![true; column.values.len()],
            Some(unit) => {
                let named = column.meant(&WantedValue::Named(unit.clone()));
                let used = self.numbers.units_of(&labels);
                if !used.iter().any(|unit| named.contains(unit)) {
                    let used = used.iter().filter_map(|id| column.value(*id));
                    let mut used: Vec<String> =
                        used.map(|value| value.name(Lang::Zh).to_owned()).collect();
                    used.sort_unstable();
                    mistakes.push(Mistake {
                        span: condition.number_span.clone(),
                        reason: Reason::OtherUnit(unit.clone(), used),
                    });
                    return None;
                }
                self.flags(Field::Unit, named)
            }
        };
        Some(Meant {
            labels,
            units,
            comparison: condition.comparison,
            number: condition.number,
        })
    }
}
