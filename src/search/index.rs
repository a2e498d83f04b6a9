//! The searchable side of a bundle, folded once, and the search over it.

use std::collections::BTreeSet;

use crate::bundle::{Bundle, Case, Source};
use crate::text::fold;

use super::column::{Column, ValueId};
use super::field::Field;
use super::number::Numbers;
use super::place::{Place, texts};
use super::query::{Mistake, NumberCondition, Query, Reason, Term, Wanted, WantedValue, What};
use super::seek::Seeker;
use super::units::{UnitId, Units};
use super::word::Target;

/// A case that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// A million of them are sorted at a time, so they are small; no bundle has more cases than this counts.
    case: u32,
    /// How well it matches; more is better; 0 where no word was looked for.
    pub score: u32,
    /// Where the words were found.
    pub places: Places,
}

/// The places where the words of a query were found best.
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

/// The searchable side of every case of a bundle.
pub struct Index {
    sources: Vec<Source>,
    units: Units,
    entries: Vec<Entry>,
    columns: [Column; Field::ALL.len()],
}

struct Entry {
    /// The texts in which words are looked for; names first.
    texts: Vec<(Place, Vec<UnitId>)>,
    numbers: Vec<Numbers>,
}

/// What an empty query finds: every case, in the bundle's order.
#[must_use]
pub fn all(bundle: &Bundle) -> Vec<Hit> {
    (0..bundle.cases.len()).map(Hit::unranked).collect()
}

impl Hit {
    fn unranked(case: usize) -> Self {
        Self {
            case: u32::try_from(case).unwrap_or(u32::MAX),
            score: 0,
            places: Places::default(),
        }
    }

    /// The index of the case in the bundle.
    #[must_use]
    pub fn case(&self) -> usize {
        self.case as usize
    }
}

/// A query as a bundle understands it: what cannot be met by any case for a wrong name is left out.
pub(super) struct Plan<'a> {
    groups: Vec<Vec<(&'a Term, Condition<'a>)>>,
    pub mistakes: Vec<Mistake>,
}

/// What a case must meet.
pub(super) enum Condition<'a> {
    Word(Seeker<'a>),
    Among(Field, BTreeSet<ValueId>),
    Number(&'a NumberCondition),
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
            units: Units::of_many(),
            entries: Vec::new(),
            columns: Field::ALL.map(Column::new),
        }
    }

    /// Folds the texts of the next case of the bundle and takes it in.
    pub fn add(&mut self, case: &Case) {
        let mut read = |text: &str| {
            let mut ids = Vec::new();
            self.units.read(&fold(text), &mut ids);
            ids
        };
        let texts = texts(case).into_iter();
        let texts = texts.map(|(place, text)| (place, read(&text))).collect();
        let numbers = Numbers::of(case);
        self.entries.push(Entry { texts, numbers });
        for (field, column) in Field::ALL.into_iter().zip(&mut self.columns) {
            column.add(field, &self.sources, case);
        }
    }

    /// How many cases were taken in.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether no case was taken in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The cases that meet a query, the best first, equals in the bundle's order; and what of the query does not
    /// count.
    #[must_use]
    pub fn search(&self, query: &Query) -> Findings {
        self.search_while(query, &|| true).unwrap_or_default()
    }

    /// The same, as long as it is wanted, which is asked again and again; none if that ends before the search does.
    #[must_use]
    pub fn search_while(&self, query: &Query, wanted: &dyn Fn() -> bool) -> Option<Findings> {
        let plan = self.plan(query);
        let mut hits = self.hits(&plan, wanted)?;
        hits.sort_by_key(|hit| (std::cmp::Reverse(hit.score), hit.case));
        Some(Findings {
            hits,
            mistakes: plan.mistakes,
        })
    }

    /// The cases that meet a plan, in the bundle's order.
    fn hits(&self, plan: &Plan, wanted: &dyn Fn() -> bool) -> Option<Vec<Hit>> {
        /// Asking costs little, and so many cases take well below a millisecond.
        const AT_ONCE: usize = 16;
        let mut hits = Vec::new();
        for case in 0..self.entries.len() {
            if case % AT_ONCE == 0 && !wanted() {
                return None;
            }
            hits.extend(self.meets(case, plan));
        }
        Some(hits)
    }

    /// The cases that meet a query, in the bundle's order.
    pub(super) fn cases(&self, query: &Query) -> Vec<usize> {
        let hits = self.hits(&self.plan(query), &|| true);
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
                    What::Word(word) => Condition::Word(Seeker::new(word, &self.units)),
                    What::Among(field, wanted) => {
                        Condition::Among(*field, self.values(*field, wanted, &mut mistakes)?)
                    }
                    What::Number(number) => {
                        self.check_number(number, &mut mistakes)?;
                        Condition::Number(number)
                    }
                };
                Some((term, condition))
            });
            let conditions: Vec<_> = conditions.collect();
            if !conditions.is_empty() {
                groups.push(conditions);
            }
        }
        mistakes.sort_by_key(|mistake| mistake.span.start);
        Plan { groups, mistakes }
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

    fn check_number(&self, condition: &NumberCondition, mistakes: &mut Vec<Mistake>) -> Option<()> {
        let numbers = self.entries.iter().flat_map(|entry| &entry.numbers);
        let called: Vec<&Numbers> = numbers
            .filter(|numbers| numbers.is_called(&condition.label))
            .collect();
        let mistake = if called.is_empty() {
            Mistake {
                span: condition.label_span.clone(),
                reason: Reason::NoSuchMetric(condition.label.clone()),
            }
        } else if let Some(unit) = &condition.unit
            && !called
                .iter()
                .any(|numbers| self.is_unit(&numbers.unit, unit))
        {
            let mut units: Vec<String> =
                called.iter().map(|numbers| numbers.unit.clone()).collect();
            units.sort_unstable();
            units.dedup();
            Mistake {
                span: condition.number_span.clone(),
                reason: Reason::OtherUnit(unit.clone(), units),
            }
        } else {
            return Some(());
        };
        mistakes.push(mistake);
        None
    }

    /// Whether a metric's unit goes by this name.
    fn is_unit(&self, unit: &str, name: &str) -> bool {
        let column = self.column(Field::Unit);
        let named = column.meant(&WantedValue::Named(name.to_owned()));
        let mut named = named.into_iter().filter_map(|id| column.value(id));
        named.any(|value| value.name(crate::bundle::Lang::Zh) == unit)
    }

    fn meets(&self, case: usize, plan: &Plan) -> Option<Hit> {
        let mut hit = Hit::unranked(case);
        for group in &plan.groups {
            let met = group.iter().filter_map(|(term, condition)| {
                let met = self.meets_one(case, condition);
                match (met, term.negated) {
                    (Some(met), false) => Some(met),
                    (None, true) => Some((0, Places::default())),
                    (Some(_), true) | (None, false) => None,
                }
            });
            // Of equals the first counts.
            let (score, places) =
                met.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
            hit.score += score;
            hit.places.0 |= places.0;
        }
        Some(hit)
    }

    /// Whether a case meets a condition; then what it scores, and where a word was found.
    fn meets_one(&self, case: usize, condition: &Condition) -> Option<(u32, Places)> {
        let entry = self.entries.get(case)?;
        match condition {
            Condition::Word(word) => {
                let targets = entry.texts.iter().map(|(place, text)| Target {
                    place: *place,
                    text,
                });
                let found = word.find(&targets.collect::<Vec<_>>())?;
                let ways = found.ways.iter();
                let places = ways.filter_map(|(at, _)| Some(entry.texts.get(*at)?.0));
                Some((found.score, places.collect()))
            }
            Condition::Among(field, wanted) => {
                let values = self.column(*field).of(case);
                values
                    .iter()
                    .any(|value| wanted.contains(value))
                    .then_some((0, Places::default()))
            }
            Condition::Number(condition) => {
                let called = entry
                    .numbers
                    .iter()
                    .filter(|numbers| numbers.is_called(&condition.label));
                let mut counted = called.filter(|numbers| {
                    let unit = condition.unit.as_deref();
                    unit.is_none_or(|unit| self.is_unit(&numbers.unit, unit))
                });
                counted
                    .any(|numbers| numbers.meets(condition.comparison, condition.number))
                    .then_some((0, Places::default()))
            }
        }
    }
}
