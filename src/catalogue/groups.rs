//! The catalogue: what a list must know of every case without reading it. Its groups, its counts, and its values by
//! indicator.
//!
//! ```text
//! source ─▶ heading ─▶ heading within it      province ─▶ prefecture ─▶ county      topic      year      level
//!                      └ a case is stored as its innermost group, one number for each grouping
//! ```
//!
//! Invariants: cases are added in the bundle's order and never removed; the id of a group does not change and is larger
//! than its parent's; a name is stored once, however many cases have it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::ranking::{Measurement, MeasurementTable};
use crate::bundle::{Bundle, Case, Indicator, Lang, Level, Source, Text, Topic, Word};

/// A way to group cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Grouping {
    /// By source, then by the document's headings.
    #[default]
    Source,
    /// By province, then by prefecture and county.
    Region,
    /// By main topic.
    Topic,
    /// By the latest year.
    Year,
    /// By the level of the organ.
    Level,
}

impl Grouping {
    /// Every grouping, in the order of declaration, so that `grouping as usize` is its index.
    pub const ALL: [Self; 5] = [
        Self::Source,
        Self::Region,
        Self::Topic,
        Self::Year,
        Self::Level,
    ];
}

/// A group, by its index among those of its grouping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupId(u32);

impl GroupId {
    /// The index.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a list must know of the cases of a bundle.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    sources: Vec<Source>,
    names: Interner,
    groups: [Groups; Grouping::ALL.len()],
    counts: Vec<Counts>,
    measurements: MeasurementTable,
}

/// Counts of one case. Points beyond `u32` and others beyond `u16` are capped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Counts {
    points: u32,
    metrics: u16,
    notices: u16,
}

/// Counts of several cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Cases.
    pub cases: usize,
    /// Metrics of the cases.
    pub metrics: usize,
    /// Points of the metrics.
    pub points: usize,
    /// Notices on the cases.
    pub notices: usize,
}

impl Totals {
    /// Adds a case.
    pub fn add(&mut self, case: &Case) {
        let points = case.metrics.iter().map(|metric| metric.points.len());
        self.cases += 1;
        self.metrics += case.metrics.len();
        self.points += points.sum::<usize>();
        self.notices += case.notices.len();
    }
}

/// Stands for no group, and as a name for no year.
const NONE: u32 = u32::MAX;

impl Catalogue {
    /// The catalogue of a bundle with these sources and indicators, without cases yet.
    #[must_use]
    pub fn new(sources: &[Source], indicators: &[Indicator]) -> Self {
        let mut names = Interner::default();
        // Interned first, so the number of a source's id is the index of the source.
        for source in sources {
            names.id(&source.id);
        }
        Self {
            sources: sources.to_vec(),
            names,
            measurements: MeasurementTable::new(indicators),
            ..Self::default()
        }
    }

    /// Adds the next case of the bundle.
    pub fn add(&mut self, case: &Case) {
        let names = &mut self.names;
        let headings = std::iter::once(&case.source).chain(&case.path);
        let headings = headings.map(|heading| (names.id(heading), 0));
        self.groups[Grouping::Source as usize].add(headings);
        let areas = areas(case).map(|(area, order)| (names.id(area), order));
        self.groups[Grouping::Region as usize].add(areas);
        let topic = case.topics.first().map(|topic| index_of(*topic));
        self.groups[Grouping::Topic as usize].add(topic.map(in_order).into_iter());
        let year = case.years.iter().max().map(|year| u32::from(*year));
        let order = year.map_or(i32::MAX, |year| -year.cast_signed());
        let year = (year.unwrap_or(NONE), order);
        self.groups[Grouping::Year as usize].add(std::iter::once(year));
        let level = in_order(index_of(case.level));
        self.groups[Grouping::Level as usize].add(std::iter::once(level));
        self.measurements.add(self.counts.len(), case);
        let mut totals = Totals::default();
        totals.add(case);
        self.counts.push(Counts {
            points: u32::try_from(totals.points).unwrap_or(u32::MAX),
            metrics: u16::try_from(totals.metrics).unwrap_or(u16::MAX),
            notices: u16::try_from(totals.notices).unwrap_or(u16::MAX),
        });
    }

    /// The number of cases.
    #[must_use]
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// Whether there are no cases.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// The source a case was drawn from.
    #[must_use]
    pub fn source_of(&self, case: &Case) -> Option<&Source> {
        self.sources
            .get(*self.names.ids.get(&*case.source)? as usize)
    }

    /// What metrics of different cases may be compared by.
    #[must_use]
    pub fn indicators(&self) -> &[Indicator] {
        self.measurements.indicators()
    }

    /// The values of an indicator, given by id, in the bundle's order.
    #[must_use]
    pub fn measurements(&self, indicator: &str) -> &[Measurement] {
        self.measurements.of(indicator)
    }

    /// The groups of a grouping.
    #[must_use]
    pub fn groups(&self, grouping: Grouping) -> &Groups {
        &self.groups[grouping as usize]
    }

    /// The name of a group; `None` for that of the cases without a year.
    #[must_use]
    pub fn name(&self, grouping: Grouping, group: GroupId, lang: Lang) -> Option<Cow<'_, str>> {
        let name = self.groups(grouping).nodes.get(group.index())?.name;
        Some(match grouping {
            Grouping::Source => match self.source(group) {
                Some(source) => source.title.get(lang).into(),
                None => self.names.get(name).into(),
            },
            Grouping::Region => self.names.get(name).into(),
            Grouping::Topic => Topic::ALL.get(name as usize)?.name(lang).into(),
            Grouping::Year if name == NONE => return None,
            Grouping::Year => name.to_string().into(),
            Grouping::Level => Level::ALL.get(name as usize)?.name(lang).into(),
        })
    }

    /// The source of an outermost group by source; `None` for a heading.
    #[must_use]
    pub fn source(&self, group: GroupId) -> Option<&Source> {
        let groups = self.groups(Grouping::Source);
        let node = groups.nodes.get(group.index())?;
        let outermost = node.parent == NONE;
        self.sources.get(node.name as usize).filter(|_| outermost)
    }

    /// Counts of these cases, given by index.
    #[must_use]
    pub fn totals(&self, cases: impl Iterator<Item = usize>) -> Totals {
        cases.fold(Totals::default(), |totals, case| {
            let counts = self.counts.get(case).copied().unwrap_or_default();
            Totals {
                cases: totals.cases + 1,
                metrics: totals.metrics + usize::from(counts.metrics),
                points: totals.points + counts.points as usize,
                notices: totals.notices + usize::from(counts.notices),
            }
        })
    }
}

/// The areas of a case, the largest first, each with its order among areas of its size: the digits of its division
/// code.
fn areas(case: &Case) -> impl Iterator<Item = (&Text, i32)> {
    let region = &case.region;
    // Of its six digits, two each are for province, prefecture and county.
    let code: i32 = region.code.parse().unwrap_or(i32::MAX);
    let areas = [
        (&region.province, code / 10_000),
        (&region.prefecture, code / 100),
        (&region.county, code),
    ];
    let given = areas.into_iter();
    given.filter_map(|(area, order)| Some((area.as_ref()?, order)))
}

/// The index of a word in its vocabulary.
fn index_of<W: Word + PartialEq>(word: W) -> u32 {
    let place = W::ALL.iter().position(|one| *one == word);
    u32::try_from(place.unwrap_or(0)).unwrap_or(0)
}

/// Name and order of a word, which is ordered by its index.
fn in_order(index: u32) -> (u32, i32) {
    (index, index.cast_signed())
}

/// The groups of one grouping, and the innermost group of each case.
#[derive(Debug, Clone, Default)]
pub struct Groups {
    nodes: Vec<Node>,
    /// Groups by parent and name.
    ids: HashMap<(u32, u32), u32>,
    /// The innermost group of each case, or [`NONE`].
    of_case: Vec<u32>,
}

/// A group.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// The parent, or [`NONE`].
    parent: u32,
    /// What it means depends on the grouping: an interned name, the index of a word, or a year.
    name: u32,
    /// Position among its siblings.
    order: i32,
}

impl Groups {
    /// Adds the groups of the next case, the outermost first, each as name and order.
    fn add(&mut self, names: impl Iterator<Item = (u32, i32)>) {
        let innermost = names.fold(NONE, |parent, (name, order)| {
            let next = u32::try_from(self.nodes.len()).unwrap_or(NONE);
            *self.ids.entry((parent, name)).or_insert_with(|| {
                self.nodes.push(Node {
                    parent,
                    name,
                    order,
                });
                next
            })
        });
        self.of_case.push(innermost);
    }

    /// The number of groups.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there are no groups.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The innermost group of a case.
    #[must_use]
    pub fn innermost(&self, case: usize) -> Option<GroupId> {
        let group = self.of_case.get(case).copied();
        group.filter(|group| *group != NONE).map(GroupId)
    }

    /// The group that a group is directly within.
    #[must_use]
    pub fn parent(&self, group: GroupId) -> Option<GroupId> {
        let node = self.nodes.get(group.index())?;
        (node.parent != NONE).then_some(GroupId(node.parent))
    }

    /// Position of a group among its siblings; equal ones keep the order of their first cases.
    #[must_use]
    pub fn order(&self, group: GroupId) -> i32 {
        self.nodes.get(group.index()).map_or(0, |node| node.order)
    }

    /// All groups, each after its parent.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = GroupId> + use<> {
        (0..u32::try_from(self.nodes.len()).unwrap_or(NONE)).map(GroupId)
    }
}

/// String interner: each name is stored once and known by a number.
#[derive(Debug, Clone, Default)]
struct Interner {
    all: Vec<Arc<str>>,
    ids: HashMap<Arc<str>, u32>,
}

impl Interner {
    fn id(&mut self, name: &str) -> u32 {
        if let Some(id) = self.ids.get(name) {
            return *id;
        }
        let id = u32::try_from(self.all.len()).unwrap_or(NONE);
        let name: Arc<str> = Arc::from(name);
        self.all.push(Arc::clone(&name));
        self.ids.insert(name, id);
        id
    }

    fn get(&self, id: u32) -> &str {
        self.all.get(id as usize).map_or("", |name| name)
    }
}

impl From<&Bundle> for Catalogue {
    fn from(bundle: &Bundle) -> Self {
        let mut catalogue = Self::new(&bundle.sources, &bundle.indicators);
        for case in &bundle.cases {
            catalogue.add(case);
        }
        catalogue
    }
}
