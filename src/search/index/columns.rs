//! Columns: for each field, the distinct values and which case has which.
//!
//! Filters, completion and facets are all computed on columns.

use std::sync::OnceLock;

use crate::bundle::{Case, Kind, Lang, Level, Metric, Source, Topic, Word};
use crate::search::interner::{HashIndex, KeyHash};
use crate::search::matcher::automaton::match_name;
use crate::search::matcher::loose::{is_subsequence, without_committee};
use crate::search::matcher::pattern::{Anchor, Pattern, Pinyin};
use crate::search::matcher::rank::MatchKind;
use crate::search::query::ast::Literal;
use crate::search::query::filters::{Feature, Field};

use super::packed::PackedLists;
use super::value::Value;

/// The position of a value in its column.
pub(crate) type ValueId = u32;

/// The column of every field, by the number of the field.
pub(crate) type Columns = [Column; Field::ALL.len()];

/// The values of one field, and which cases have which.
#[derive(Debug, Clone, Default)]
pub(crate) struct Column {
    pub values: Vec<Value>,
    /// The values by names and keys.
    index: HashIndex,
    /// For each value the number of cases that have it.
    counts: Vec<u32>,
    /// The number of cases with any value.
    filled: usize,
    /// For each case the values it has, in ascending order.
    of_cases: PackedLists,
    /// All values in the order of listing, sorted when first asked for.
    order: OnceLock<Vec<ValueId>>,
}

impl Column {
    /// The column of a field without cases. The values of fixed sets are there from the beginning.
    pub fn new(field: Field) -> Self {
        let mut column = Self::default();
        match field {
            Field::Level => column.all_words::<Level>(&[]),
            Field::Topic | Field::Main => column.all_words::<Topic>(&TOPICS),
            Field::Kind => column.all_words::<Kind>(&[]),
            Field::Has => column.all_words::<Feature>(&[]),
            _ => {}
        }
        column
    }

    /// Adds the values of the next case, which is from one of these sources.
    pub fn add(&mut self, field: Field, sources: &[Source], case: &Case) {
        /// Few cases have more values of a field.
        const USUAL: usize = 8;
        let mut values = Vec::with_capacity(USUAL);
        self.values_of(field, sources, case, &mut values);
        self.push(values);
    }

    /// Adds the next case, with these values in any order.
    pub fn push(&mut self, mut values: Vec<ValueId>) {
        values.sort_unstable();
        values.dedup();
        for value in &values {
            self.counts[*value as usize] += 1;
        }
        self.filled += usize::from(!values.is_empty());
        self.of_cases.push(&values);
    }

    /// The values of a case.
    pub fn of(&self, case: usize) -> impl ExactSizeIterator<Item = ValueId> {
        self.of_cases.of(case)
    }

    /// The values of all cases.
    pub fn entries(&self) -> &PackedLists {
        &self.of_cases
    }

    /// For each value the number of cases that have it.
    pub fn counts(&self) -> &[u32] {
        &self.counts
    }

    /// The number of cases with any value.
    pub fn filled(&self) -> usize {
        self.filled
    }

    /// A value by its position.
    pub fn value(&self, id: ValueId) -> Option<&Value> {
        self.values.get(id as usize)
    }

    /// The values within another, such as the counties of a province.
    pub fn within(&self, outer: ValueId) -> &[ValueId] {
        let depth = |id: ValueId| self.value(id).map(Value::depth);
        let order = self.in_order();
        let place = order.iter().position(|id| *id == outer);
        let after = place.and_then(|place| order.get(place + 1..));
        // They follow it, up to the next value that is no deeper.
        let after = after.unwrap_or_default();
        let end = after.iter().position(|id| depth(*id) <= depth(outer));
        after.get(..end.unwrap_or(after.len())).unwrap_or_default()
    }

    /// All values in the order of listing.
    pub fn in_order(&self) -> &[ValueId] {
        self.order.get_or_init(|| {
            let mut ids: Vec<ValueId> = (0..).take(self.values.len()).collect();
            ids.sort_by_key(|id| self.value(*id).map(Value::order));
            ids
        })
    }

    /// The values that a literal matches. A name matches in the best of these ways in which any value matches:
    /// exactly, as a part, by pinyin in full, by initials, by characters with gaps.
    pub fn matching(&self, wanted: &Literal) -> Vec<ValueId> {
        match wanted {
            Literal::Range(from, to) => self.find(|value| {
                let number = value.number();
                number.is_some_and(|number| (*from..=*to).contains(&number))
            }),
            Literal::Name(wanted) => self.named(wanted),
        }
    }

    fn named(&self, wanted: &str) -> Vec<ValueId> {
        let pattern = Pattern::new(wanted, Pinyin::Allowed).filter(Pattern::is_pinyin);
        let matches = |alias: &str, least: MatchKind| {
            let pattern = pattern.as_ref();
            let kind = pattern.and_then(|pattern| match_name(alias, pattern, Anchor::default()));
            kind.is_some_and(|kind| kind >= least)
        };
        let ways: [&dyn Fn(&str) -> bool; 5] = [
            &|alias| alias == wanted,
            &|alias| contains(alias, wanted),
            &|alias| matches(alias, MatchKind::Spelled),
            &|alias| matches(alias, MatchKind::Abbreviated),
            &|alias| abbreviates(wanted, alias),
        ];
        // Ways worse than the best so far need not be tried.
        let mut best = ways.len();
        let mut matching: Vec<ValueId> = Vec::new();
        for (id, value) in (0..).zip(&self.values) {
            let aliases = value.aliases();
            let mut better = ways.iter().take(best + 1);
            let way = better.position(|way| aliases.iter().any(|alias| way(alias)));
            match way {
                Some(way) if way < best => {
                    best = way;
                    matching = vec![id];
                }
                Some(_) => matching.push(id),
                None => {}
            }
        }
        matching
    }

    fn find(&self, test: impl Fn(&Value) -> bool) -> Vec<ValueId> {
        let values = (0..).zip(&self.values);
        values
            .filter(|(_, value)| test(value))
            .map(|(id, _)| id)
            .collect()
    }

    /// The value that is identified by these parts, which is made if it is new.
    fn id(
        &mut self,
        parts: &[&str],
        is_meant: impl Fn(&Value) -> bool,
        make: impl FnOnce() -> Value,
    ) -> ValueId {
        let hash = self.index.hash(parts);
        if let Some(id) = self.find_by(hash, is_meant) {
            return id;
        }
        self.index.push(hash);
        self.add_value(make())
    }

    fn find_by(&self, hash: KeyHash, is_meant: impl Fn(&Value) -> bool) -> Option<ValueId> {
        self.index
            .find(hash, |id| self.value(id).is_some_and(&is_meant))
    }

    fn add_value(&mut self, value: Value) -> ValueId {
        let id = ValueId::try_from(self.values.len()).unwrap_or(ValueId::MAX);
        self.values.push(value);
        self.counts.push(0);
        self.order.take();
        id
    }

    /// The value that is identified by its Chinese name.
    fn of_name(&mut self, name: &str, make: impl FnOnce() -> Value) -> ValueId {
        self.id(&[name], |value| value.name(Lang::Zh) == name, make)
    }

    /// Adds all values of a fixed set, so that a value's position is its position in the set.
    fn all_words<W: Word>(&mut self, aliases: &[&[&str]]) {
        for (at, word) in W::ALL.iter().enumerate() {
            let aliases = aliases.get(at).copied().unwrap_or_default();
            let order = i64::try_from(at).unwrap_or(i64::MAX);
            self.add_value(Value::word(*word, aliases).at(order));
        }
    }

    /// The value of a metric, in the column of metrics.
    pub fn metric(&self, metric: &Metric) -> Option<ValueId> {
        self.find_by(self.index.hash(&metric_parts(metric)), |value| {
            is_of(value, metric)
        })
    }

    /// The value of a metric's unit, in the column of units.
    pub fn unit(&self, metric: &Metric) -> Option<ValueId> {
        let unit: &str = &metric.unit;
        self.find_by(self.index.hash(&[unit]), |value| {
            value.name(Lang::Zh) == unit
        })
    }

    fn values_of(&mut self, field: Field, sources: &[Source], case: &Case, ids: &mut Vec<ValueId>) {
        match field {
            Field::Level => ids.extend(position_in_set(case.level)),
            Field::Kind => ids.extend(position_in_set(case.kind)),
            Field::Topic => ids.extend(
                case.topics
                    .iter()
                    .filter_map(|topic| position_in_set(*topic)),
            ),
            Field::Main => ids.extend(
                case.topics
                    .first()
                    .and_then(|topic| position_in_set(*topic)),
            ),
            Field::Has => ids.extend(features(case).filter_map(position_in_set)),
            Field::Region => self.regions(case, ids),
            Field::Year => self.years(case, ids),
            Field::Source => ids.push(self.source(sources, &case.source)),
            Field::Organ => {
                let organ: &str = &case.organ;
                ids.push(self.of_name(organ, || Value::new(organ, organ, &[])));
            }
            Field::Tag => {
                let tags = case.tags.iter();
                ids.extend(tags.map(|tag| self.of_name(tag, || Value::new(tag, tag, &[]))));
            }
            Field::Unit => {
                let units = case.metrics.iter().map(|metric| metric.unit.as_str());
                ids.extend(units.map(|unit| self.of_name(unit, || Value::unit(unit))));
            }
            Field::Metric => ids.extend(case.metrics.iter().map(|metric| {
                let [zh, en, indicator] = metric_parts(metric);
                let make = || Value::new(zh, en, &[indicator]).keyed(indicator);
                self.id(&[zh, en, indicator], |value| is_of(value, metric), make)
            })),
        }
    }

    fn source(&mut self, sources: &[Source], id: &str) -> ValueId {
        let make = || {
            let source = sources.iter().find(|source| source.id.as_str() == id);
            let value = source.map(|source| {
                let title = &source.title;
                Value::new(&title.zh, &title.en, &[id]).called(&title.zh, id)
            });
            value.unwrap_or_else(|| Value::new(id, id, &[])).keyed(id)
        };
        self.id(&[id], |value| value.key() == id, make)
    }

    /// The areas of a case, each within the one before.
    fn regions(&mut self, case: &Case, ids: &mut Vec<ValueId>) {
        let region = &case.region;
        let code: &str = &region.code;
        let mut full = String::new();
        let mut whole = String::new();
        for (area, digits) in [
            (&region.province, 2),
            (&region.prefecture, 4),
            (&region.county, 6),
        ] {
            let Some(area) = area else { continue };
            full += area;
            let part = code.get(..digits).unwrap_or(code);
            whole.clear();
            whole += part;
            // Codes have six digits.
            whole.extend(std::iter::repeat_n('0', 6usize.saturating_sub(part.len())));
            let is_meant = |value: &Value| value.key() == whole && value.name(Lang::Zh) == &**area;
            let make = || {
                let value = Value::new(area, area, &[part, &whole, &full]).keyed(&whole);
                value
                    .at(whole.parse().unwrap_or(i64::MAX))
                    .within(ids.len())
            };
            let id = self.id(&[&whole, area], is_meant, make);
            ids.push(id);
        }
    }

    fn years(&mut self, case: &Case, ids: &mut Vec<ValueId>) {
        const UNDATED: &str = "未注明";
        if case.years.is_empty() {
            ids.push(self.of_name(UNDATED, || {
                let value = Value::new(UNDATED, "undated", &["无", "none"]);
                value.called("无", "none").at(i64::MAX)
            }));
        }
        for year in &case.years {
            let shown = year.to_string();
            ids.push(self.of_name(&shown, || {
                let value = Value::new(&shown, &shown, &[]);
                value.counting(f64::from(*year)).at(-i64::from(*year))
            }));
        }
    }
}

/// The position of a value in its fixed set, and so in its column.
fn position_in_set<W: Word + PartialEq>(word: W) -> Option<ValueId> {
    let place = W::ALL.iter().position(|one| *one == word)?;
    ValueId::try_from(place).ok()
}

/// What identifies a metric: both labels and the indicator.
fn metric_parts(metric: &Metric) -> [&str; 3] {
    let indicator = metric.indicator.as_deref().unwrap_or_default();
    [&metric.label.zh, &metric.label.en, indicator]
}

/// Whether a value is that of a metric.
fn is_of(value: &Value, metric: &Metric) -> bool {
    let [zh, en, indicator] = metric_parts(metric);
    value.is_called(zh, en) && value.key() == indicator
}

/// Whether a name contains what is wanted; Latin letters only at the beginning of a word.
pub(crate) fn contains(alias: &str, wanted: &str) -> bool {
    if !wanted.is_ascii() {
        return alias.contains(wanted);
    }
    let mut words = alias.match_indices(wanted);
    words.any(|(at, _)| {
        let before = alias
            .get(..at)
            .and_then(|before| before.chars().next_back());
        before.is_none_or(|c| !c.is_ascii_alphanumeric())
    })
}

/// Whether Han characters abbreviate a name: they occur in it in their order, and the last where abbreviations
/// end.
fn abbreviates(wanted: &str, alias: &str) -> bool {
    let alias = without_committee(alias);
    let ends = wanted.chars().next_back() == alias.chars().next_back();
    !wanted.is_ascii() && ends && is_subsequence(wanted, alias.chars())
}

/// Short names of topics for queries, in the order of the vocabulary.
const TOPICS: [&[&str]; 10] = [
    &["职能"],
    &["制度"],
    &["决策"],
    &["执法"],
    &["应急"],
    &["纠纷"],
    &["监督"],
    &["科技"],
    &["领导"],
    &["宣传"],
];

fn features(case: &Case) -> impl Iterator<Item = Feature> {
    let has = |feature: &Feature| match feature {
        Feature::Notice => !case.notices.is_empty(),
        Feature::Metric => !case.metrics.is_empty(),
        Feature::Change | Feature::Masked => {
            let mut metrics = case.metrics.iter();
            metrics.any(|metric| feature.is_in(metric, case))
        }
    };
    Feature::ALL.iter().copied().filter(has)
}
