//! The values that the cases of a bundle have for each field, and which case has which.
//!
//! Filters, completion and facets all work on these: a filter is a set of values, and a case meets it if one of
//! the case's values is in the set.

use std::collections::HashMap;

use crate::bundle::{Case, Kind, Lang, Level, Metric, Relation, Source, Topic, Word, unit_name};
use crate::text::fold;

use super::field::{Field, Having};
use super::parts::{is_scattered, up_to_last};
use super::query::WantedValue;
use super::spelling::{Anchor, Spelling, reads};

/// A value of a field. There may be a hundred thousand of them, so what follows from its names is not kept.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Value {
    zh: Box<str>,
    /// What it is called in English, if that is something else.
    en: Option<Box<str>>,
    /// What a query calls it in both languages, if not by its names; the shortest that means nothing else.
    query: Option<Box<[String; 2]>>,
    /// What it goes by besides its names, folded.
    others: Box<[Box<str>]>,
    /// What it counts for where a range is asked for.
    number: Option<f64>,
    /// Where it stands among the others.
    order: i64,
    /// How many values it is within, such as a county within its province.
    pub depth: usize,
}

impl Value {
    fn new(zh: &str, en: &str, others: &[&str]) -> Self {
        let others = others.iter().map(|form| name(form));
        let others = others.filter(|form| !form.is_empty());
        Self {
            zh: zh.into(),
            en: (en != zh).then(|| en.into()),
            query: None,
            others: others.map(String::into_boxed_str).collect(),
            number: None,
            order: 0,
            depth: 0,
        }
    }

    /// A value of a fixed set.
    fn word<W: Word>(word: W, forms: &[&str]) -> Self {
        let (zh, en) = (word.name(Lang::Zh), word.name(Lang::En));
        let value = Self::new(zh, en, &[&[word.key()], forms].concat());
        value.called(forms.first().copied().unwrap_or(zh), word.key())
    }

    /// The same value, which queries call so.
    fn called(self, zh: &str, en: &str) -> Self {
        let query = Some(Box::new([zh.to_owned(), en.to_owned()]));
        Self { query, ..self }
    }

    /// What it is called.
    pub fn name(&self, lang: Lang) -> &str {
        match (lang, &self.en) {
            (Lang::En, Some(en)) => en,
            _ => &self.zh,
        }
    }

    /// Whether it counts for a number.
    pub fn is_number(&self) -> bool {
        self.number.is_some()
    }

    /// Where it stands among the others.
    pub fn order(&self) -> i64 {
        self.order
    }

    /// Everything it goes by, folded.
    pub fn forms(&self) -> Vec<String> {
        let mut forms: Vec<String> = self.others.iter().map(ToString::to_string).collect();
        let names = [Some(&self.zh), self.en.as_ref()];
        let names = names.into_iter().flatten().map(|form| name(form));
        forms.extend(names.filter(|form| !form.is_empty()));
        forms
    }

    /// What a query calls it, quoted where it must be.
    pub fn in_query(&self, lang: Lang) -> String {
        let called = self.query.as_ref().map(|query| match lang {
            Lang::Zh => query[0].as_str(),
            Lang::En => query[1].as_str(),
        });
        quoted(called.unwrap_or_else(|| self.name(lang)))
    }
}

/// A name as a query must write it.
pub(super) fn quoted(name: &str) -> String {
    let plain = !name.contains(|c: char| c.is_whitespace() || "\"“”,，、:：<>=≤≥|!'^$".contains(c));
    if plain {
        name.to_owned()
    } else {
        format!("\"{}\"", name.replace('"', " "))
    }
}

fn name(text: &str) -> String {
    fold(text).trim().to_owned()
}

/// The index of a value in its column.
pub(super) type ValueId = u32;

/// A field of all cases.
#[derive(Debug, Clone, Default)]
pub(super) struct Column {
    pub values: Vec<Value>,
    places: HashMap<String, ValueId>,
    /// The values of each case, those of one behind those of the case before it.
    of_cases: Vec<ValueId>,
    /// For each case where its values end in `of_cases`.
    ends: Vec<u32>,
}

impl Column {
    /// The column of a field, for no cases yet.
    pub fn new(field: Field) -> Self {
        let mut column = Self::default();
        match field {
            Field::Level => column.all_words::<Level>(&[]),
            Field::Topic => column.all_words::<Topic>(&TOPICS),
            Field::Kind => column.all_words::<Kind>(&[]),
            Field::Has => column.all_words::<Having>(&[]),
            _ => {}
        }
        column
    }

    /// Takes in the next case, which is from one of these sources.
    pub fn add(&mut self, field: Field, sources: &[Source], case: &Case) {
        let mut values = self.values_of(field, sources, case);
        values.sort_unstable();
        values.dedup();
        self.of_cases.extend(values);
        let end = u32::try_from(self.of_cases.len()).unwrap_or(u32::MAX);
        self.ends.push(end);
    }

    /// The values of a case.
    pub fn of(&self, case: usize) -> &[ValueId] {
        let end = |case: usize| self.ends.get(case).map_or(0, |end| *end as usize);
        let begin = case.checked_sub(1).map_or(0, end);
        self.of_cases.get(begin..end(case)).unwrap_or_default()
    }

    /// A value by its id.
    pub fn value(&self, id: ValueId) -> Option<&Value> {
        self.values.get(id as usize)
    }

    /// Whether a value is within another, such as a county within its province.
    pub fn is_within(&self, value: ValueId, other: ValueId) -> bool {
        let depth = |id: ValueId| self.value(id).map(|value| value.depth);
        let order = self.in_order();
        let place = |id: ValueId| order.iter().position(|one| *one == id);
        let (Some(inner), Some(outer)) = (place(value), place(other)) else {
            return false;
        };
        // Those within a value follow it, up to the next that is no deeper than it.
        let between = order.get(outer + 1..=inner).unwrap_or_default();
        !between.is_empty() && between.iter().all(|id| depth(*id) > depth(other))
    }

    /// The values in the order in which they are listed.
    pub fn in_order(&self) -> Vec<ValueId> {
        let mut ids: Vec<ValueId> = (0..).take(self.values.len()).collect();
        ids.sort_by_key(|id| self.value(*id).map(|value| value.order));
        ids
    }

    /// The values that are meant: those of that name, or else those whose name contains it, or else those whose
    /// name is read like it.
    pub fn meant(&self, wanted: &WantedValue) -> Vec<ValueId> {
        match wanted {
            WantedValue::Between(from, to) => self.find(|value| {
                value
                    .number
                    .is_some_and(|number| (*from..=*to).contains(&number))
            }),
            WantedValue::Named(wanted) => self.named(wanted),
        }
    }

    fn named(&self, wanted: &str) -> Vec<ValueId> {
        let spelling = Spelling::new(wanted, true).filter(Spelling::is_pinyin);
        let spells = |form: &str, in_full: bool| {
            let spelling = spelling.as_ref();
            let spelled = spelling.and_then(|spelling| reads(form, spelling, Anchor::default()));
            spelled.is_some_and(|spelled| spelled || !in_full)
        };
        let ways: [&dyn Fn(&str) -> bool; 5] = [
            &|form| form == wanted,
            &|form| contains(form, wanted),
            &|form| spells(form, true),
            &|form| spells(form, false),
            &|form| abbreviates(wanted, form),
        ];
        // The best of the ways counts in which any value is meant; worse ones need not be tried any longer.
        let mut best = ways.len();
        let mut meant: Vec<ValueId> = Vec::new();
        for (id, value) in (0..).zip(&self.values) {
            let forms = value.forms();
            let mut better = ways.iter().take(best + 1);
            let way = better.position(|way| forms.iter().any(|form| way(form)));
            match way {
                Some(way) if way < best => {
                    best = way;
                    meant = vec![id];
                }
                Some(_) => meant.push(id),
                None => {}
            }
        }
        meant
    }

    fn find(&self, test: impl Fn(&Value) -> bool) -> Vec<ValueId> {
        let values = (0..).zip(&self.values);
        values
            .filter(|(_, value)| test(value))
            .map(|(id, _)| id)
            .collect()
    }

    /// The id of the value of a key, which is made if there is none yet.
    fn id(&mut self, key: &str, make: impl FnOnce() -> Value) -> ValueId {
        if let Some(id) = self.places.get(key) {
            return *id;
        }
        let id = ValueId::try_from(self.values.len()).unwrap_or(ValueId::MAX);
        self.places.insert(key.to_owned(), id);
        self.values.push(make());
        id
    }

    /// The words of a fixed set are values whether or not a case has them.
    fn all_words<W: Word>(&mut self, forms: &[&[&str]]) {
        for (at, word) in W::ALL.iter().enumerate() {
            let forms = forms.get(at).copied().unwrap_or_default();
            let order = i64::try_from(at).unwrap_or(i64::MAX);
            self.id(word.key(), || Value {
                order,
                ..Value::word(*word, forms)
            });
        }
    }

    /// The value of a metric, in the column of metrics.
    pub fn metric(&self, metric: &Metric) -> Option<ValueId> {
        self.places.get(&metric_key(metric)).copied()
    }

    /// The value of a metric's unit, in the column of units.
    pub fn unit(&self, metric: &Metric) -> Option<ValueId> {
        self.places.get(metric.unit.as_str()).copied()
    }

    fn known(&self, word: impl Word) -> Option<ValueId> {
        self.places.get(word.key()).copied()
    }

    fn values_of(&mut self, field: Field, sources: &[Source], case: &Case) -> Vec<ValueId> {
        match field {
            Field::Level => self.known(case.level).into_iter().collect(),
            Field::Kind => self.known(case.kind).into_iter().collect(),
            Field::Topic => case
                .topics
                .iter()
                .filter_map(|topic| self.known(*topic))
                .collect(),
            Field::Has => havings(case)
                .filter_map(|having| self.known(having))
                .collect(),
            Field::Region => self.regions(case),
            Field::Year => self.years(case),
            Field::Source => {
                let source = sources.iter().find(|source| source.id == case.source);
                let value = |id: &str| match source {
                    Some(source) => Value::new(&source.title.zh, &source.title.en, &[id])
                        .called(&source.title.zh, id),
                    None => Value::new(id, id, &[]),
                };
                vec![self.id(&case.source, || value(&case.source))]
            }
            Field::Organ => {
                vec![self.id(&case.organ, || Value::new(&case.organ, &case.organ, &[]))]
            }
            Field::Tag => {
                let tags = case.tags.iter();
                tags.map(|tag| self.id(tag, || Value::new(tag, tag, &[])))
                    .collect()
            }
            Field::Unit => {
                let units = case.metrics.iter().map(|metric| metric.unit.as_str());
                units
                    .map(|unit| self.id(unit, || unit_value(unit)))
                    .collect()
            }
            Field::Metric => {
                let metrics = case.metrics.iter();
                metrics
                    .map(|metric| {
                        let (label, indicator) = (&metric.label, indicator(metric));
                        self.id(&metric_key(metric), || {
                            Value::new(&label.zh, &label.en, &[indicator])
                        })
                    })
                    .collect()
            }
        }
    }

    /// The areas of a case, each within the one before.
    fn regions(&mut self, case: &Case) -> Vec<ValueId> {
        let code: &str = &case.region.code;
        let mut ids: Vec<ValueId> = Vec::new();
        let mut full = String::new();
        let region = &case.region;
        for (area, digits) in [
            (&region.province, 2),
            (&region.prefecture, 4),
            (&region.county, 6),
        ] {
            let Some(area) = area else { continue };
            full += area;
            let part = code.get(..digits).unwrap_or(code);
            let whole = format!("{part:0<6}");
            let depth = ids.len();
            ids.push(self.id(&format!("{whole}{}", area.as_str()), || Value {
                order: whole.parse().unwrap_or(i64::MAX),
                depth,
                ..Value::new(area, area, &[part, &whole, &full])
            }));
        }
        ids
    }

    fn years(&mut self, case: &Case) -> Vec<ValueId> {
        if case.years.is_empty() {
            return vec![self.id("", || Value {
                order: i64::MAX,
                ..Value::new("未注明", "undated", &["无", "none"]).called("无", "none")
            })];
        }
        let mut ids = Vec::new();
        for year in &case.years {
            let shown = year.to_string();
            ids.push(self.id(&shown, || Value {
                number: Some(f64::from(*year)),
                order: -i64::from(*year),
                ..Value::new(&shown, &shown, &[])
            }));
        }
        ids
    }
}

/// What a metric is known by.
fn metric_key(metric: &Metric) -> String {
    let label = &metric.label;
    format!(
        "{}\n{}\n{}",
        label.zh.as_str(),
        label.en.as_str(),
        indicator(metric)
    )
}

fn indicator(metric: &Metric) -> &str {
    metric.indicator.as_deref().unwrap_or_default()
}

/// Whether a form contains what is wanted; of a Latin word its beginning is meant, not any letters within it.
pub(super) fn contains(form: &str, wanted: &str) -> bool {
    if !wanted.is_ascii() {
        return form.contains(wanted);
    }
    let mut words = form.match_indices(wanted);
    words.any(|(at, _)| {
        let before = form.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|c| !c.is_ascii_alphanumeric())
    })
}

/// Whether Han characters abbreviate a name: they stand in it in their order, the last of them where an abbreviation
/// ends.
fn abbreviates(wanted: &str, form: &str) -> bool {
    let form = up_to_last(form);
    let ends = wanted.chars().next_back() == form.chars().next_back();
    !wanted.is_ascii() && ends && is_scattered(wanted, form.chars())
}

/// What queries may call the topics, in the order of their vocabulary: their Chinese names are long.
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

fn havings(case: &Case) -> impl Iterator<Item = Having> {
    let metrics = || case.metrics.iter();
    let mut points = metrics().flat_map(|metric| &metric.points);
    [
        (Having::Notice, !case.notices.is_empty()),
        (Having::Metric, !case.metrics.is_empty()),
        (
            Having::Change,
            metrics().any(|metric| metric.relation == Relation::Change),
        ),
        (Having::Masked, points.any(|point| point.value.is_none())),
    ]
    .into_iter()
    .filter_map(|(having, has)| has.then_some(having))
}

/// A unit also goes by its name with 万 and 亿, as figures print it.
fn unit_value(unit: &str) -> Value {
    let myriads = ["万", "亿"].map(|myriad| format!("{myriad}{unit}"));
    let english = unit_name(unit, Lang::En);
    let english = if english.is_empty() { unit } else { english };
    Value::new(unit, english, &[&myriads[0], &myriads[1]])
}
