//! What a list of cases must know of every case, so that none need be read for it: in which groups it is, how much it
//! counts, and what of it is compared with others.
//!
//! ```text
//! source ─▶ heading ─▶ heading within it      province ─▶ prefecture ─▶ county      topic      year      level
//!                      └ a case is known by the innermost of its groups, one number for each sort of group
//! ```
//!
//! Invariants: cases are added in the bundle's order and never taken away; a group keeps its number, and comes behind
//! those around it; a name is kept once, however many cases have it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::ranking::Measurement;
use super::ranking::Measures;
use crate::bundle::{Case, Indicator, Lang, Level, Source, Text, Topic, Word};

/// By what cases are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Grouping {
    /// By source, and within it by the document's headings.
    #[default]
    Source,
    /// By province, and within it by prefecture and county.
    Region,
    /// By main topic.
    Topic,
    /// By the latest year.
    Year,
    /// By the level of the organ.
    Level,
}

impl Grouping {
    /// Every sort of group, in the order in which they are declared: a sort's number is its place here.
    pub const ALL: [Self; 5] = [
        Self::Source,
        Self::Region,
        Self::Topic,
        Self::Year,
        Self::Level,
    ];
}

/// A group, by its number among those of its sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupId(u32);

impl GroupId {
    /// The number as an index.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What the list must know of the cases of a bundle.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    sources: Vec<Source>,
    names: Names,
    groups: [Groups; Grouping::ALL.len()],
    counts: Vec<Counts>,
    measures: Measures,
}

/// How much a case counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Counts {
    points: u32,
    metrics: u16,
    notices: u16,
}

/// How much several cases count together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// The cases.
    pub cases: usize,
    /// Their metrics.
    pub metrics: usize,
    /// The points of these.
    pub points: usize,
    /// The notices on the cases.
    pub notices: usize,
}

impl Totals {
    /// Counts a case.
    pub fn add(&mut self, case: &Case) {
        let points = case.metrics.iter().map(|metric| metric.points.len());
        self.cases += 1;
        self.metrics += case.metrics.len();
        self.points += points.sum::<usize>();
        self.notices += case.notices.len();
    }
}

/// What stands for the year of a case without one, and for the lack of a group.
const NONE: u32 = u32::MAX;

impl Catalogue {
    /// The catalogue of a bundle of these sources and indicators whose cases are still to be added.
    #[must_use]
    pub fn new(sources: &[Source], indicators: &[Indicator]) -> Self {
        let mut names = Names::default();
        // So the number of a source's id is the place of the source.
        for source in sources {
            names.id(&source.id);
        }
        Self {
            sources: sources.to_vec(),
            names,
            measures: Measures::new(indicators),
            ..Self::default()
        }
    }

    /// Takes in the next case of the bundle.
    pub fn add(&mut self, case: &Case) {
        let names = &mut self.names;
        let headings = std::iter::once(&case.source).chain(&case.path);
        let headings = headings.map(|heading| (names.id(heading), 0));
        self.groups[Grouping::Source as usize].add(headings);
        let areas = areas(case).map(|(area, order)| (names.id(area), order));
        self.groups[Grouping::Region as usize].add(areas);
        let topic = case.topics.first().map(|topic| place(*topic));
        self.groups[Grouping::Topic as usize].add(topic.map(in_order).into_iter());
        let year = case.years.iter().max().map(|year| u32::from(*year));
        let order = year.map_or(i32::MAX, |year| -year.cast_signed());
        let year = (year.unwrap_or(NONE), order);
        self.groups[Grouping::Year as usize].add(std::iter::once(year));
        let level = in_order(place(case.level));
        self.groups[Grouping::Level as usize].add(std::iter::once(level));
        self.measures.add(self.counts.len(), case);
        let mut totals = Totals::default();
        totals.add(case);
        self.counts.push(Counts {
            points: u32::try_from(totals.points).unwrap_or(u32::MAX),
            metrics: u16::try_from(totals.metrics).unwrap_or(u16::MAX),
            notices: u16::try_from(totals.notices).unwrap_or(u16::MAX),
        });
    }

    /// How many cases were taken in.
    #[must_use]
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// Whether no case was taken in.
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

    /// What metrics of different cases are compared by.
    #[must_use]
    pub fn indicators(&self) -> &[Indicator] {
        self.measures.indicators()
    }

    /// What the cases have to be compared by an indicator, in the bundle's order.
    #[must_use]
    pub fn measurements(&self, indicator: &str) -> &[Measurement] {
        self.measures.of(indicator)
    }

    /// The groups of a sort.
    #[must_use]
    pub fn groups(&self, grouping: Grouping) -> &Groups {
        &self.groups[grouping as usize]
    }

    /// What a group is called; none for that of the cases without a year.
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

    /// The source that a group by source is, if it is not one of its headings.
    #[must_use]
    pub fn source(&self, group: GroupId) -> Option<&Source> {
        let groups = self.groups(Grouping::Source);
        let node = groups.nodes.get(group.index())?;
        let outermost = node.around == NONE;
        self.sources.get(node.name as usize).filter(|_| outermost)
    }

    /// How much these cases count together.
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

/// The areas of a case, the largest first, each with its place among those of its size.
fn areas(case: &Case) -> impl Iterator<Item = (&Text, i32)> {
    let region = &case.region;
    // A code of six digits holds province, prefecture and county in two digits each.
    let code: i32 = region.code.parse().unwrap_or(i32::MAX);
    let areas = [
        (&region.province, code / 10_000),
        (&region.prefecture, code / 100),
        (&region.county, code),
    ];
    let given = areas.into_iter();
    given.filter_map(|(area, order)| Some((area.as_ref()?, order)))
}

/// The place of a word in its vocabulary.
fn place<W: Word + PartialEq>(word: W) -> u32 {
    let place = W::ALL.iter().position(|one| *one == word);
    u32::try_from(place.unwrap_or(0)).unwrap_or(0)
}

/// A word of a vocabulary, which comes in the order of its places.
fn in_order(place: u32) -> (u32, i32) {
    (place, place.cast_signed())
}

/// The groups of one sort, and in which of them each case is.
#[derive(Debug, Clone, Default)]
pub struct Groups {
    nodes: Vec<Node>,
    /// Each group by the one around it and its name.
    ids: HashMap<(u32, u32), u32>,
    /// For each case the innermost of its groups.
    of_case: Vec<u32>,
}

/// A group.
#[derive(Debug, Clone, Copy)]
struct Node {
    around: u32,
    name: u32,
    order: i32,
}

impl Groups {
    /// Takes in the groups of the next case, the outermost first, each with its name and order.
    fn add(&mut self, names: impl Iterator<Item = (u32, i32)>) {
        let innermost = names.fold(NONE, |around, (name, order)| {
            let next = u32::try_from(self.nodes.len()).unwrap_or(NONE);
            *self.ids.entry((around, name)).or_insert_with(|| {
                self.nodes.push(Node {
                    around,
                    name,
                    order,
                });
                next
            })
        });
        self.of_case.push(innermost);
    }

    /// How many groups there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The innermost group that a case is in.
    #[must_use]
    pub fn innermost(&self, case: usize) -> Option<GroupId> {
        let group = self.of_case.get(case).copied();
        group.filter(|group| *group != NONE).map(GroupId)
    }

    /// The group around a group.
    #[must_use]
    pub fn parent(&self, group: GroupId) -> Option<GroupId> {
        let node = self.nodes.get(group.index())?;
        (node.around != NONE).then_some(GroupId(node.around))
    }

    /// A group's place among those around which the same group is; equals come in the order of their cases.
    #[must_use]
    pub fn order(&self, group: GroupId) -> i32 {
        self.nodes.get(group.index()).map_or(0, |node| node.order)
    }

    /// All groups, each behind those around it.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = GroupId> + use<> {
        (0..u32::try_from(self.nodes.len()).unwrap_or(NONE)).map(GroupId)
    }
}

/// Names, each kept once and known by a number.
#[derive(Debug, Clone, Default)]
struct Names {
    all: Vec<Arc<str>>,
    ids: HashMap<Arc<str>, u32>,
}

impl Names {
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

impl From<&crate::bundle::Bundle> for Catalogue {
    fn from(bundle: &crate::bundle::Bundle) -> Self {
        let mut catalogue = Self::new(&bundle.sources, &bundle.indicators);
        for case in &bundle.cases {
            catalogue.add(case);
        }
        catalogue
    }
}
