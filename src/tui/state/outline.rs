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
//!
//! Each hit has a *place*: that in the list if no group were folded. So the hits of a group are a range of places, and
//! a million rows are eight bytes each. Invariant: from row to row places never go back.

use std::ops::Range;

use crate::catalogue::{GroupId, Groups};
use crate::search::{Hit, TextFieldSet};

use super::folds::Folds;

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Row {
    Group(Group),
    /// A case, by its place.
    Case(usize),
    /// Below the case at this place: where it was found, if its row does not show that.
    Snippet(usize),
}

/// A group of cases in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    pub id: GroupId,
    /// How many groups it is in.
    pub depth: usize,
    /// The places of the hits in it.
    pub places: Range<usize>,
    pub folded: bool,
    row: usize,
    /// The group around it, as an index.
    around: Option<usize>,
}

/// The rows of a list of hits.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outline {
    /// The hit at each place, by its position.
    hits: Vec<u32>,
    rows: Vec<PackedRow>,
    /// The groups that have a row, in the order of their rows.
    groups: Vec<Group>,
}

/// A row in four bytes: two bits for its sort, the others for a place or the index of a group.
#[derive(Debug, Clone, Copy)]
struct PackedRow(u32);

impl PackedRow {
    const CASE: u32 = 0;
    const SNIPPET: u32 = 1;
    const GROUP: u32 = 2;
    /// No bundle has as many cases as this counts.
    const BITS: u32 = 30;

    fn new(sort: u32, at: u32) -> Self {
        Self(sort << Self::BITS | at)
    }

    fn sort(self) -> u32 {
        self.0 >> Self::BITS
    }

    fn at(self) -> usize {
        (self.0 & ((1 << Self::BITS) - 1)) as usize
    }
}

impl Outline {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// A row, counted from the first.
    pub fn row(&self, at: usize) -> Option<Row> {
        let row = self.rows.get(at)?;
        Some(match row.sort() {
            PackedRow::CASE => Row::Case(row.at()),
            PackedRow::SNIPPET => Row::Snippet(row.at()),
            _ => Row::Group(self.groups.get(row.at())?.clone()),
        })
    }

    /// The hit at a place.
    pub fn hit(&self, place: usize) -> Option<usize> {
        self.hits.get(place).map(|hit| *hit as usize)
    }

    /// The place of a hit.
    pub fn place(&self, hit: usize) -> Option<usize> {
        let hit = u32::try_from(hit).ok()?;
        self.hits.iter().position(|one| *one == hit)
    }

    /// The group whose heading a row is, if that group is not folded.
    pub fn unfolded(&self, at: usize) -> Option<&Group> {
        let row = self
            .rows
            .get(at)
            .filter(|row| row.sort() > PackedRow::SNIPPET)?;
        self.groups.get(row.at()).filter(|group| !group.folded)
    }

    /// Whether the cursor stops at a row: a case or a folded group.
    fn is_stop(&self, at: usize) -> bool {
        let row = self.rows.get(at);
        row.is_some_and(|row| row.sort() != PackedRow::SNIPPET) && self.unfolded(at).is_none()
    }

    /// The first stop from a row on.
    pub fn stop_from(&self, at: usize) -> Option<usize> {
        (at..self.rows.len()).find(|at| self.is_stop(*at))
    }

    /// The last stop before a row.
    pub fn stop_before(&self, at: usize) -> Option<usize> {
        let mut rows = (0..at.min(self.rows.len())).rev();
        rows.find(|at| self.is_stop(*at))
    }

    /// The stop at which the hit of a place is, or the folded group that it is in.
    pub fn stop_at(&self, place: usize) -> Option<usize> {
        let first = |row: &PackedRow| match row.sort() {
            PackedRow::GROUP => self
                .groups
                .get(row.at())
                .map_or(0, |group| group.places.start),
            _ => row.at(),
        };
        let beyond = self.rows.partition_point(|row| first(row) <= place);
        self.stop_before(beyond)
    }

    /// The first stop of the next group behind a row, or of the last before it.
    pub fn group_beginning(&self, at: usize, forward: bool) -> Option<usize> {
        let beginning = |group: &Group| {
            let first = group.row + usize::from(!group.folded);
            self.is_stop(first).then_some(first)
        };
        if forward {
            let behind = self.groups.partition_point(|group| group.row <= at);
            let mut groups = self.groups.get(behind..)?.iter();
            groups.find_map(beginning)
        } else {
            let before = self.groups.partition_point(|group| group.row < at);
            let mut groups = self.groups.get(..before)?.iter().rev();
            groups.find_map(|group| beginning(group).filter(|first| *first < at))
        }
    }

    /// The innermost group around a row; that row itself if it is one. With its row.
    pub fn group_around(&self, at: usize) -> Option<(usize, &Group)> {
        let row = self.rows.get(at)?;
        let above = self.groups.partition_point(|group| group.row <= at);
        let mut index = Some(above.checked_sub(1)?);
        while let Some(group) = self.groups.get(index?) {
            let holds = row.sort() != PackedRow::GROUP && group.places.contains(&row.at());
            if holds || group.row == at {
                return Some((group.row, group));
            }
            index = group.around;
        }
        None
    }

    /// How many groups a case's row is in.
    pub fn depth(&self, at: usize) -> usize {
        let group = self.group_around(at);
        group.map_or(0, |(_, group)| group.depth + 1)
    }
}

/// What an outline is made with besides the hits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan<'a> {
    /// None if the list is not grouped.
    pub groups: Option<&'a Groups>,
    pub folds: &'a Folds,
    /// Something was looked for, and the hits come in the order of how well they match.
    pub filtered: bool,
    /// A case that was found elsewhere has a snippet below it.
    pub seen: TextFieldSet,
}

/// Makes an outline in time that grows with the hits as little as can be: they are counted group by group, sorted by
/// these counts, and written once.
struct Builder<'a> {
    hits: &'a [Hit],
    plan: Plan<'a>,
    /// The hits by their innermost groups. Where those of a group begin stands in `starts`; those without one
    /// come first. Groups are counted from 1 here, since 0 is the list itself.
    sorted: Vec<u32>,
    starts: Vec<u32>,
    /// For each group how many hits it has with those within it, and the first of them.
    sizes: Vec<u32>,
    firsts: Vec<u32>,
    /// For each group the first of those within it, and the next beside it.
    within: Vec<u32>,
    beside: Vec<u32>,
    outline: Outline,
}

/// No hit, and no group.
const NONE: u32 = u32::MAX;

impl Plan<'_> {
    /// The outline of these hits.
    pub fn outline(self, hits: &[Hit]) -> Outline {
        let count = self.groups.map_or(0, Groups::len) + 1;
        let mut builder = Builder {
            hits,
            plan: self,
            sorted: vec![0; hits.len()],
            starts: vec![0; count + 1],
            sizes: vec![0; count],
            firsts: vec![NONE; count],
            within: vec![NONE; count],
            beside: vec![NONE; count],
            outline: Outline {
                hits: Vec::with_capacity(hits.len()),
                rows: Vec::with_capacity(hits.len()),
                groups: Vec::new(),
            },
        };
        builder.sort();
        builder.join();
        builder.push(0, None, false);
        builder.outline
    }

    /// The innermost group of a hit, counted from 1; 0 if there is none.
    fn group_of(&self, hit: &Hit) -> usize {
        let group = self.groups.and_then(|groups| groups.innermost(hit.case()));
        group.map_or(0, |group| group.index() + 1)
    }

    /// A group that is counted from 1.
    fn group(&self, group: usize) -> Option<(&Groups, GroupId)> {
        let groups = self.groups?;
        Some((groups, groups.all().nth(group.checked_sub(1)?)?))
    }
}

impl Builder<'_> {
    /// Sorts the hits by their innermost groups; those of a group keep their order.
    fn sort(&mut self) {
        for (at, hit) in (0..).zip(self.hits) {
            let group = self.plan.group_of(hit);
            self.sizes[group] += 1;
            self.firsts[group] = self.firsts[group].min(at);
        }
        let mut next = self.starts.clone();
        for (group, size) in self.sizes.iter().enumerate() {
            next[group + 1] = next[group] + size;
        }
        self.starts.clone_from(&next);
        for (at, hit) in (0..).zip(self.hits) {
            let next = &mut next[self.plan.group_of(hit)];
            self.sorted[*next as usize] = at;
            *next += 1;
        }
    }

    /// Adds up what is in each group, and notes the groups with hits that are in each.
    fn join(&mut self) {
        let Some(groups) = self.plan.groups else {
            return;
        };
        // Each group comes behind the one around it.
        for id in groups.all().rev() {
            let group = id.index() + 1;
            if self.sizes[group] == 0 {
                continue;
            }
            let around = groups.parent(id).map_or(0, |around| around.index() + 1);
            self.sizes[around] += self.sizes[group];
            self.firsts[around] = self.firsts[around].min(self.firsts[group]);
            self.beside[group] = self.within[around];
            self.within[around] = u32::try_from(group).unwrap_or(NONE);
        }
    }

    /// The groups in a group, each with what it comes by: its own order, if nothing is looked for, and its first hit.
    fn within(&self, group: usize) -> Vec<((i32, u32), usize)> {
        let mut groups = Vec::new();
        let mut next = self.within[group];
        while next != NONE {
            let at = next as usize;
            let in_order = self.plan.group(at).filter(|_| !self.plan.filtered);
            let order = in_order.map_or(0, |(groups, id)| groups.order(id));
            groups.push(((order, self.firsts[at]), at));
            next = self.beside[at];
        }
        groups.sort_unstable();
        groups
    }

    /// Writes what is in a group that stands in the group `around`: cases by themselves, and groups within it.
    fn push(&mut self, group: usize, around: Option<usize>, hidden: bool) {
        let within = self.within(group);
        // Where every group within a group holds one case only, their headings would double the list.
        let headed = group == 0 || within.iter().any(|(_, one)| self.sizes[*one] > 1);
        let mut own = self.starts[group]..self.starts[group + 1];
        for (order, one) in within {
            while !own.is_empty() && (0, self.sorted[own.start as usize]) < order {
                self.push_case(self.sorted[own.start as usize], hidden);
                own.start += 1;
            }
            if headed {
                self.push_group(one, around, hidden);
            } else {
                self.push_case(self.firsts[one], hidden);
            }
        }
        for at in own {
            self.push_case(self.sorted[at as usize], hidden);
        }
    }

    /// Writes a group with what is in it; in a group that is folded only the places.
    fn push_group(&mut self, group: usize, around: Option<usize>, hidden: bool) {
        let start = self.outline.hits.len();
        let Some((_, id)) = self.plan.group(group).filter(|_| !hidden) else {
            return self.push(group, around, hidden);
        };
        let folded = self.plan.folds.holds(id);
        let index = self.outline.groups.len();
        let depth = around.and_then(|around| self.outline.groups.get(around));
        self.outline.groups.push(Group {
            id,
            depth: depth.map_or(0, |around| around.depth + 1),
            places: start..start + self.sizes[group] as usize,
            folded,
            row: self.outline.rows.len(),
            around,
        });
        self.push_row(PackedRow::GROUP, index);
        self.push(group, Some(index), folded);
    }

    fn push_case(&mut self, hit: u32, hidden: bool) {
        let place = self.outline.hits.len();
        self.outline.hits.push(hit);
        if hidden {
            return;
        }
        self.push_row(PackedRow::CASE, place);
        let places = self.hits.get(hit as usize).map(|hit| hit.fields);
        if places.is_some_and(|places| places.beyond(self.plan.seen)) {
            self.push_row(PackedRow::SNIPPET, place);
        }
    }

    fn push_row(&mut self, sort: u32, at: usize) {
        let at = u32::try_from(at).unwrap_or(NONE);
        self.outline.rows.push(PackedRow::new(sort, at));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::bundle::{Bundle, Case, Text, parse_text};
    use crate::catalogue::{Catalogue, Grouping};
    use crate::search::{TextField, unranked_hits};

    /// What an outline should be, made as simply as can be: a line for each row, indented by its depth.
    struct Plainly<'a> {
        folded: &'a [GroupId],
        groups: &'a Groups,
        filtered: bool,
    }

    /// A hit, and the groups that it is in from some depth on.
    type Member = (usize, Vec<GroupId>);

    impl Plainly<'_> {
        fn push(&self, depth: usize, members: &[Member], rows: &mut Vec<String>) {
            let mut children: Vec<(Option<GroupId>, Vec<Member>)> = Vec::new();
            for (hit, groups) in members {
                let group = groups.first().copied();
                let same = |(of, _): &&mut (Option<GroupId>, _)| group.is_some() && *of == group;
                let rest = groups.get(1..).unwrap_or_default().to_vec();
                match children.iter_mut().find(same) {
                    Some((_, members)) => members.push((*hit, rest)),
                    None => children.push((group, vec![(*hit, rest)])),
                }
            }
            if !self.filtered {
                children.sort_by_key(|(group, _)| group.map_or(0, |one| self.groups.order(one)));
            }
            let headed = depth == 0 || children.iter().any(|(_, members)| members.len() > 1);
            for (group, members) in children {
                let Some(group) = group.filter(|_| headed) else {
                    let cases = members.iter().map(|(hit, _)| format!("{depth} case {hit}"));
                    rows.extend(cases);
                    continue;
                };
                let folded = self.folded.contains(&group);
                let count = members.len();
                rows.push(format!("{depth} {group:?} of {count} folded {folded}"));
                if !folded {
                    self.push(depth + 1, &members, rows);
                }
            }
        }
    }

    fn written(outline: &Outline) -> Vec<String> {
        let rows = (0..outline.len()).filter_map(|at| Some((at, outline.row(at)?)));
        let rows = rows.map(|(at, row)| match row {
            Row::Group(group) => {
                let (depth, id, count) = (group.depth, group.id, group.places.len());
                format!("{depth} {id:?} of {count} folded {}", group.folded)
            }
            Row::Case(place) => {
                let hit = outline.hit(place).expect("a hit");
                format!("{} case {hit}", outline.depth(at))
            }
            Row::Snippet(_) => "snippet".to_owned(),
        });
        rows.collect()
    }

    thread_local! {
        static SHIPPED: Bundle =
            parse_text(include_str!("../../../data/cases.json"), "shipped").expect("sound");
    }

    /// Cases in groups of every sort: some of each in none, some alone in theirs.
    fn cases(shipped: &Bundle, drawn: &[[u8; 5]]) -> Catalogue {
        let mut catalogue = Catalogue::new(&shipped.sources, &[]);
        let name = |number: u8| Text::from(format!("{number}").as_str());
        for (drawn, case) in drawn.iter().zip(shipped.cases.iter().cycle()) {
            let mut case: Case = case.clone();
            let [source, path, area, topic, year] = *drawn;
            case.source = shipped.sources[usize::from(source) % 3].id.clone();
            case.path = (0..path % 4).map(|at| name(path / 4 % (at + 2))).collect();
            case.region.province = (area % 3 > 0).then(|| name(area % 3));
            case.region.county = (area % 5 > 1).then(|| name(area % 5));
            case.region.code = name(area);
            case.topics.truncate(usize::from(topic % 2));
            case.years.truncate(usize::from(year % 3));
            catalogue.add(&case);
        }
        catalogue
    }

    proptest! {
        #[test]
        fn an_outline_is_what_it_is_when_it_is_made_plainly(
            drawn in prop::collection::vec(any::<[u8; 5]>(), 0..40),
            order in any::<prop::sample::Index>(),
            filtered in any::<bool>(),
            folds in prop::collection::vec(any::<u8>(), 0..6),
        ) {
            let catalogue = SHIPPED.with(|shipped| cases(shipped, &drawn));
            let mut hits: Vec<Hit> = unranked_hits(0..catalogue.len()).collect();
            if filtered && !hits.is_empty() {
                let middle = order.index(hits.len());
                hits.rotate_left(middle);
                hits.truncate(middle + 5);
            }
            for by in [Grouping::Source, Grouping::Region, Grouping::Topic, Grouping::Year, Grouping::Level] {
                let groups = catalogue.groups(by);
                let folded: Vec<GroupId> =
                    groups.all().filter(|one| folds.iter().any(|fold| usize::from(*fold) % 9 == one.index())).collect();
                let mut folds = Folds::default();
                for group in &folded { folds.set(*group, true); }
                let seen = [TextField::Organ].into_iter().collect();
                let plan = Plan { groups: Some(groups), folds: &folds, filtered, seen };
                let outline = plan.outline(&hits);
                let members: Vec<Member> = hits.iter().enumerate().map(|(at, hit)| {
                    let innermost = groups.innermost(hit.case());
                    let chain = std::iter::successors(innermost, |group| groups.parent(*group));
                    let mut chain: Vec<GroupId> = chain.collect();
                    chain.reverse();
                    (at, chain)
                }).collect();
                let mut rows = Vec::new();
                Plainly { folded: &folded, groups, filtered }.push(0, &members, &mut rows);
                prop_assert_eq!(written(&outline), rows, "{:?}", by);
                check_stops(&outline);
            }
        }
    }

    /// Every place has a stop, and what leads to stops and groups by halving leads there row by row.
    fn check_stops(outline: &Outline) {
        let rows: Vec<Row> = (0..outline.len())
            .filter_map(|at| outline.row(at))
            .collect();
        for place in 0..outline.hits.len() {
            let holds = |row: &Row| match row {
                Row::Case(at) => *at == place,
                Row::Group(group) => group.folded && group.places.contains(&place),
                Row::Snippet(_) => false,
            };
            assert_eq!(outline.stop_at(place), rows.iter().position(holds));
        }
        let is_heading = |row: &Row| matches!(row, Row::Group(group) if !group.folded);
        let begins = |at: &usize| {
            let folded = matches!(&rows[*at], Row::Group(group) if group.folded);
            let headed = *at > 0 && is_heading(&rows[at - 1]) && !is_heading(&rows[*at]);
            folded || headed
        };
        for at in (0..rows.len()).filter(|at| !is_heading(&rows[*at])) {
            let next = (at + 1..rows.len()).find(begins);
            assert_eq!(outline.group_beginning(at, true), next, "behind row {at}");
            let before = (0..at).rev().find(begins);
            assert_eq!(
                outline.group_beginning(at, false),
                before,
                "before row {at}"
            );
        }
    }
}
