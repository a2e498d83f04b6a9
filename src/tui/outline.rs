//! The list's outline: what was found, under the headings of groups that can be folded.
//!
//! ```text
//! ▾ 漳州高新区管委会关于2022年度法治政府建设的工作报告   28     a group, with how many of its cases were found
//!   ▾ 一、主要举措和成效                                 21     a group within it
//!     强化组织引领作用，构建规范法治主体                        a case
//!   ▸ 二、存在的不足和原因                                3     a folded group
//! ```
//!
//! Every case stands in it once: under its main topic, and under the latest of its years.
//!
//! Below a case that was found by something that its row does not show stands a snippet that shows it. The cursor
//! passes it over.
//!
//! Groups come in their own order (years from the latest, topics and levels as in their vocabularies,
//! regions by their codes, sources and headings as in the bundle) as long as nothing is looked for;
//! then in the order of their best hits, so that the first case is always the best.

use std::collections::{BTreeSet, HashMap};

use crate::bundle::{Bundle, Case, Lang, Word};
use crate::search::{Hit, Places};

use super::action::Action;
use super::labels::Labels;

/// By what the cases of the list are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) enum Grouping {
    /// Not at all.
    None,
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
    /// The grouping that an action asks for, if it asks for one.
    pub fn of(action: Action) -> Option<Self> {
        Some(match action {
            Action::GroupByNothing => Self::None,
            Action::GroupBySource => Self::Source,
            Action::GroupByRegion => Self::Region,
            Action::GroupByTopic => Self::Topic,
            Action::GroupByYear => Self::Year,
            Action::GroupByLevel => Self::Level,
            _ => return None,
        })
    }

    /// The groups that a case is in, the outermost first.
    fn groups_of(self, bundle: &Bundle, case: &Case, lang: Lang) -> Vec<Part> {
        let labels = Labels::of(lang);
        match self {
            Self::None => Vec::new(),
            Self::Source => {
                let title = bundle
                    .source_of(case)
                    .map_or(case.source.as_str(), |source| source.title.get(lang));
                let source = Part::new(0, case.source.as_str(), title);
                let headings = case
                    .path
                    .iter()
                    .map(|heading| Part::new(0, heading, heading));
                std::iter::once(source).chain(headings).collect()
            }
            Self::Region => {
                let code: i64 = case.region.code.parse().unwrap_or(i64::MAX);
                // A code of six digits holds province, prefecture and county in two digits each.
                let region = &case.region;
                let areas = [
                    (&region.province, code / 10_000),
                    (&region.prefecture, code / 100),
                    (&region.county, code),
                ];
                let parts = areas.into_iter().filter_map(|(area, order)| {
                    let area = area.as_ref()?;
                    Some(Part::new(order, area, area))
                });
                parts.collect()
            }
            Self::Topic => case
                .topics
                .first()
                .map(|topic| Part::word(*topic, lang))
                .into_iter()
                .collect(),
            Self::Year => vec![case.years.iter().max().map_or_else(
                || Part::new(i64::MAX, "", labels.undated),
                |year| Part::new(-i64::from(*year), &year.to_string(), &year.to_string()),
            )],
            Self::Level => vec![Part::word(case.level, lang)],
        }
    }
}

/// One of the groups that a case is in.
#[derive(Debug, Clone)]
struct Part {
    order: i64,
    key: String,
    title: String,
}

impl Part {
    fn new(order: i64, key: &str, title: &str) -> Self {
        Self {
            order,
            key: key.to_owned(),
            title: title.to_owned(),
        }
    }

    fn word<W: Word + PartialEq>(word: W, lang: Lang) -> Self {
        let order = W::ALL.iter().position(|one| *one == word).unwrap_or(0);
        let order = i64::try_from(order).unwrap_or(i64::MAX);
        Self::new(order, word.key(), word.name(lang))
    }
}

/// What a group is known by: its key behind those of the groups around it.
pub(super) type GroupKey = Vec<String>;

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Row {
    Group(Group),
    Case(Entry),
    /// Below a case: where it was found, if its row does not show that.
    Snippet(Entry),
}

/// A case in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its position among the hits.
    pub hit: usize,
    /// How many groups it is in.
    pub depth: usize,
}

/// A group of cases in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    pub key: GroupKey,
    pub title: String,
    /// The hits in it, by their positions, in the order of the list.
    pub hits: Vec<usize>,
    pub folded: bool,
}

impl Group {
    /// How many groups it is in.
    pub fn depth(&self) -> usize {
        self.key.len() - 1
    }
}

/// What decides on an outline besides the hits.
#[derive(Debug, Clone, Default)]
pub(super) struct Shape {
    pub grouping: Grouping,
    pub folded: BTreeSet<GroupKey>,
    /// While a filter is on, these are folded instead.
    pub folded_while_filtering: BTreeSet<GroupKey>,
}

impl Shape {
    /// The groups that are folded, with a filter or without.
    fn folds(&self, filtered: bool) -> &BTreeSet<GroupKey> {
        if filtered {
            &self.folded_while_filtering
        } else {
            &self.folded
        }
    }

    /// The same, to be changed.
    pub fn folds_mut(&mut self, filtered: bool) -> &mut BTreeSet<GroupKey> {
        if filtered {
            &mut self.folded_while_filtering
        } else {
            &mut self.folded
        }
    }
}

/// The rows of a list of hits. `filtered` says that something was looked for, and the hits come in the order
/// of how well they match.
pub(super) fn outline(
    bundle: &Bundle,
    hits: &[Hit],
    shape: &Shape,
    lang: Lang,
    filtered: bool,
) -> Vec<Row> {
    let members = hits.iter().enumerate().filter_map(|(position, hit)| {
        let case = bundle.cases.get(hit.case())?;
        let parts = shape.grouping.groups_of(bundle, case, lang);
        Some((position, parts.into_iter()))
    });
    let mut rows = Vec::new();
    let builder = Builder {
        folded: shape.folds(filtered),
        filtered,
    };
    builder.push(&[], members.collect(), &mut rows);
    rows
}

/// The rows with a snippet below each case that was found elsewhere than in these places.
pub(super) fn with_snippets(rows: Vec<Row>, hits: &[Hit], seen: Places) -> Vec<Row> {
    let beyond = |entry: &Entry| {
        hits.get(entry.hit)
            .is_some_and(|hit| hit.places.beyond(seen))
    };
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let snippet = match &row {
            Row::Case(entry) if beyond(entry) => Some(Row::Snippet(*entry)),
            Row::Case(_) | Row::Group(_) | Row::Snippet(_) => None,
        };
        all.push(row);
        all.extend(snippet);
    }
    all
}

struct Builder<'a> {
    folded: &'a BTreeSet<GroupKey>,
    filtered: bool,
}

/// A hit with the groups it is in, counted from the group that is being built.
type Member = (usize, std::vec::IntoIter<Part>);

/// What stands in a group: a case by itself, or a group within it.
struct Child {
    order: i64,
    part: Option<Part>,
    members: Vec<Member>,
}

impl Builder<'_> {
    fn push(&self, around: &[String], members: Vec<Member>, rows: &mut Vec<Row>) {
        let children = self.children(members);
        // Where every group within a group holds one case only, their headings would double the list.
        let headed = around.is_empty() || children.iter().any(|child| child.members.len() > 1);
        let depth = around.len();
        for child in children {
            match child.part.filter(|_| headed) {
                Some(part) => self.push_group(around, part, child.members, rows),
                None => rows.extend(
                    child
                        .members
                        .iter()
                        .map(|(hit, _)| Row::Case(Entry { hit: *hit, depth })),
                ),
            }
        }
    }

    fn push_group(&self, around: &[String], part: Part, members: Vec<Member>, rows: &mut Vec<Row>) {
        let key = [around, &[part.key]].concat();
        let folded = self.folded.contains(&key);
        let at = rows.len();
        self.push(&key, members, rows);
        let hits = rows.iter().skip(at).flat_map(|row| match row {
            // A folded group within this one has no rows for its cases.
            Row::Group(group) if group.folded => group.hits.clone(),
            Row::Group(_) => Vec::new(),
            Row::Case(entry) | Row::Snippet(entry) => vec![entry.hit],
        });
        let group = Group {
            title: part.title,
            hits: hits.collect(),
            folded,
            key,
        };
        if folded {
            rows.truncate(at);
        }
        rows.insert(at, Row::Group(group));
    }

    /// The members by the next group that each is in, in order.
    fn children(&self, members: Vec<Member>) -> Vec<Child> {
        let mut children: Vec<Child> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for (hit, mut parts) in members {
            let part = parts.next();
            let place = part.as_ref().and_then(|part| places.get(&part.key));
            if let Some(child) = place.and_then(|place| children.get_mut(*place)) {
                child.members.push((hit, parts));
                continue;
            }
            let place = children.len();
            places.extend(part.iter().map(|part| (part.key.clone(), place)));
            children.push(Child {
                order: part.as_ref().map_or(0, |part| part.order),
                part,
                members: vec![(hit, parts)],
            });
        }
        if !self.filtered {
            children.sort_by_key(|child| child.order);
        }
        children
    }
}
