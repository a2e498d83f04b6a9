//! The list's outline: the hits, under the headings of groups that can be folded.
//!
//! ```text
//! ▾ 漳州高新区管委会关于2022年度法治政府建设的工作报告   28     a group, with the number of its hits
//!   ▾ 一、主要举措和成效                                 21     a group within it
//!     强化组织引领作用，构建规范法治主体                        a case
//!   ▸ 二、存在的不足和原因                                3     a folded group
//! ```
//!
//! Every case is listed once: under its main topic, or under the latest of its years.
//!
//! If a case matched in a text that its row does not show, a snippet row below it shows the match. The cursor skips
//! snippets.
//!
//! Without a query, groups come in their own order: years from the latest, topics and levels as in their vocabularies,
//! regions by code, sources and headings as in the bundle. With a query, they come in the order of their best hits, so
//! that the first case is always the best.
//!
//! Each hit has a *place*: its position in the list if no group were folded. The hits of a group are a range of places.
//!
//! No row is stored: a row is made when it is asked for, by binary search over the headings, over the runs of cases
//! between them, and over the places of a run. Memory: 4 bytes per hit in a grouped list, none in an ungrouped one, and
//! 16 bytes per 64 hits if there are snippets. Invariant: places never decrease from row to row.

use std::ops::Range;

use crate::catalogue::{GroupId, Groups};
use crate::search::{Hit, TextFieldSet};

use super::folds::Folds;
use super::scroll::Direction;

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Row {
    Group(Group),
    /// A case, by its place.
    Case(usize),
    /// Below the case at this place: where it matched, if its row does not show that.
    Snippet(usize),
}

/// A group of cases in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    pub id: GroupId,
    /// The number of groups around it.
    pub depth: usize,
    /// The places of the hits in it; never empty.
    pub places: Range<usize>,
    pub folded: bool,
    row: usize,
    /// The index of the group around it.
    around: Option<usize>,
}

/// The rows of a list of hits.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outline {
    /// The position of the hit at each place; empty in an ungrouped list, where place and position are equal.
    order: Vec<u32>,
    /// The places with a snippet.
    snippets: SnippetBits,
    /// The groups that have a row, in the order of their rows.
    groups: Vec<Group>,
    /// The runs of cases that have rows, in the order of their rows.
    runs: Vec<CaseRun>,
    /// The number of rows.
    rows: usize,
}

/// Consecutive cases without a heading between them, up to the next heading.
#[derive(Debug, Clone, Copy)]
struct CaseRun {
    row: usize,
    place: usize,
}

impl Outline {
    /// The number of rows.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// The row at an index.
    pub fn row(&self, at: usize) -> Option<Row> {
        if at >= self.rows {
            return None;
        }
        if let Some(group) = self.heading(at) {
            return Some(Row::Group(group.clone()));
        }
        let run = last(&self.runs, |run| run.row <= at)?;
        let (mut place, mut end) = (run.place, run.place + at - run.row + 1);
        while end - place > 1 {
            let middle = place.midpoint(end);
            if self.row_in(run, middle) <= at {
                place = middle;
            } else {
                end = middle;
            }
        }
        Some(if self.row_in(run, place) == at {
            Row::Case(place)
        } else {
            Row::Snippet(place)
        })
    }

    /// The row of the case at a place of a run.
    fn row_in(&self, run: &CaseRun, place: usize) -> usize {
        run.row + place - run.place + self.snippets.count(run.place..place)
    }

    /// The group whose heading is at a row.
    fn heading(&self, at: usize) -> Option<&Group> {
        last(&self.groups, |group| group.row <= at).filter(|group| group.row == at)
    }

    /// The hit at a place.
    pub fn hit(&self, place: usize) -> Option<usize> {
        if self.order.is_empty() {
            return Some(place);
        }
        self.order.get(place).map(|hit| *hit as usize)
    }

    /// The place of a hit.
    pub fn place(&self, hit: usize) -> Option<usize> {
        if self.order.is_empty() {
            return Some(hit);
        }
        let hit = u32::try_from(hit).ok()?;
        self.order.iter().position(|one| *one == hit)
    }

    /// The group whose heading is at a row, if it is not folded.
    pub fn unfolded(&self, at: usize) -> Option<&Group> {
        self.heading(at).filter(|group| !group.folded)
    }

    /// Whether the cursor stops at a row: a case or a folded group.
    fn is_stop(&self, at: usize) -> bool {
        match self.row(at) {
            Some(Row::Case(_)) => true,
            Some(Row::Group(group)) => group.folded,
            Some(Row::Snippet(_)) | None => false,
        }
    }

    /// The first stop at or after a row.
    pub fn stop_from(&self, at: usize) -> Option<usize> {
        (at..self.rows).find(|at| self.is_stop(*at))
    }

    /// The last stop before a row.
    pub fn stop_before(&self, at: usize) -> Option<usize> {
        let mut rows = (0..at.min(self.rows)).rev();
        rows.find(|at| self.is_stop(*at))
    }

    /// The row of the stop for a place: its case, or the folded group that it is in.
    pub fn stop_at(&self, place: usize) -> Option<usize> {
        let group = last(&self.groups, |group| group.places.start <= place);
        if let Some(group) = group.filter(|group| group.folded && group.places.contains(&place)) {
            return Some(group.row);
        }
        let run = last(&self.runs, |run| run.place <= place)?;
        Some(self.row_in(run, place))
    }

    /// The first stop of the next group after a row; back, of the last group before it.
    pub fn group_beginning(&self, at: usize, direction: Direction) -> Option<usize> {
        let beginning = |group: &Group| {
            let first = group.row + usize::from(!group.folded);
            self.is_stop(first).then_some(first)
        };
        match direction {
            Direction::Forward => {
                let after = self.groups.partition_point(|group| group.row <= at);
                let mut groups = self.groups.get(after..)?.iter();
                groups.find_map(beginning)
            }
            Direction::Back => {
                let before = self.groups.partition_point(|group| group.row < at);
                let mut groups = self.groups.get(..before)?.iter().rev();
                groups.find_map(|group| beginning(group).filter(|first| *first < at))
            }
        }
    }

    /// The innermost group around a row, or the group whose heading the row is; with the row of its heading.
    pub fn group_around(&self, at: usize) -> Option<(usize, &Group)> {
        let place = match self.row(at)? {
            Row::Group(_) => None,
            Row::Case(place) | Row::Snippet(place) => Some(place),
        };
        let mut group = last(&self.groups, |group| group.row <= at)?;
        while place.is_some_and(|place| !group.places.contains(&place)) {
            group = self.groups.get(group.around?)?;
        }
        Some((group.row, group))
    }

    /// The number of groups around a case's row.
    pub fn depth(&self, at: usize) -> usize {
        let group = self.group_around(at);
        group.map_or(0, |(_, group)| group.depth + 1)
    }

    /// Appends cases, the hits at these positions; without rows if they are `hidden` in a folded group.
    fn push_cases(&mut self, hits: &[u32], snippets: &SnippetBits, hidden: bool) {
        if hits.is_empty() {
            return;
        }
        let place = self.order.len();
        self.order.extend_from_slice(hits);
        if snippets.total > 0 {
            let has_snippet = |hit: &u32| snippets.contains(*hit as usize);
            self.snippets.extend(hits.iter().map(has_snippet));
        }
        if hidden {
            return;
        }
        // Hidden cases always follow the heading of a folded group, so a heading since the last run is the only reason
        // for a new one.
        let headed = self.groups.last().map(|group| group.row);
        if self.runs.last().map(|run| run.row) <= headed {
            let row = self.rows;
            self.runs.push(CaseRun { row, place });
        }
        self.rows += hits.len() + self.snippets.count(place..self.order.len());
    }
}

/// The last item that satisfies a condition. The items that satisfy it come first.
fn last<T>(items: &[T], condition: impl Fn(&T) -> bool) -> Option<&T> {
    items.get(items.partition_point(condition).checked_sub(1)?)
}

/// One bit per hit: whether it has a snippet. Counts the bits of a range in constant time. Empty if no hit has a
/// snippet.
#[derive(Debug, Clone, Default)]
struct SnippetBits {
    /// 64 bits each, with the number of bits set before them.
    words: Vec<(u64, usize)>,
    len: usize,
    total: usize,
}

impl SnippetBits {
    fn of(hits: &[Hit], seen: TextFieldSet) -> Self {
        let mut bits = Self::default();
        let has_snippet = |hit: &Hit| hit.fields.beyond(seen);
        if hits.iter().any(has_snippet) {
            bits.words.reserve(hits.len().div_ceil(64));
            for hits in hits.chunks(64) {
                let each = hits.iter().enumerate();
                let word = each.fold(0, |word, (at, hit)| {
                    word | u64::from(has_snippet(hit)) << at
                });
                bits.words.push((word, bits.total));
                bits.total += word.count_ones() as usize;
            }
            bits.len = hits.len();
        }
        bits
    }

    fn extend(&mut self, bits: impl Iterator<Item = bool>) {
        for bit in bits {
            let at = self.len % 64;
            if at == 0 {
                self.words.push((0, self.total));
            }
            if let Some((word, _)) = self.words.last_mut() {
                *word |= u64::from(bit) << at;
            }
            self.total += usize::from(bit);
            self.len += 1;
        }
    }

    fn contains(&self, at: usize) -> bool {
        let word = self.words.get(at / 64);
        word.is_some_and(|(word, _)| word >> (at % 64) & 1 == 1)
    }

    /// The number of bits set in a range.
    fn count(&self, range: Range<usize>) -> usize {
        let before = |end: usize| match self.words.get(end / 64) {
            Some((word, before)) => {
                let word = word & ((1 << (end % 64)) - 1);
                before + word.count_ones() as usize
            }
            None => self.total,
        };
        before(range.end) - before(range.start)
    }
}

/// What an outline depends on besides the hits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan<'a> {
    /// `None` for an ungrouped list.
    pub groups: Option<&'a Groups>,
    pub folds: &'a Folds,
    /// Whether there is a query; hits then come in the order of their scores.
    pub filtered: bool,
    /// The fields that a row shows; a hit in any other field has a snippet.
    pub seen: TextFieldSet,
}

impl Plan<'_> {
    /// Builds the outline of these hits.
    pub fn outline(self, hits: &[Hit]) -> Outline {
        let snippets = SnippetBits::of(hits, self.seen);
        match self.groups {
            Some(groups) => Builder::new(groups, self, (hits, snippets)).outline(),
            None => Outline {
                runs: vec![CaseRun { row: 0, place: 0 }],
                rows: hits.len() + snippets.total,
                snippets,
                ..Outline::default()
            },
        }
    }
}

/// Builds the outline of a grouped list: counts the hits of each group, sorts the hits by group with these counts, and
/// copies them group by group.
struct Builder<'a> {
    plan: Plan<'a>,
    /// The hits of each group. Index 0 is the list itself; groups count from 1.
    counts: Vec<GroupCount>,
    /// The groups with hits, sorted.
    children: Vec<Child>,
    /// Positions of hits, sorted by innermost group.
    by_group: Vec<u32>,
    /// The hits with a snippet.
    snippets: SnippetBits,
    outline: Outline,
}

/// The hits of a group.
#[derive(Debug, Clone, Default)]
struct GroupCount {
    /// The number of hits in it, groups within it included.
    size: usize,
    /// The position of the first of these.
    first: u32,
    /// The range of `by_group` with the hits that are in no group within it.
    own: Range<usize>,
}

/// A group within another, and what it is sorted by there: its own order (0 if there is a query), then its first hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Child {
    around: usize,
    order: i32,
    first: u32,
    id: GroupId,
}

impl Child {
    /// The index of the group in `Builder::counts`.
    fn group(self) -> usize {
        self.id.index() + 1
    }
}

impl<'a> Builder<'a> {
    fn new(groups: &Groups, plan: Plan<'a>, (hits, snippets): (&[Hit], SnippetBits)) -> Self {
        let group_of = |hit: &Hit| groups.innermost(hit.case()).map_or(0, |id| id.index() + 1);
        let mut counts = vec![GroupCount::default(); groups.len() + 1];
        for (at, hit) in (0..).zip(hits) {
            let count = &mut counts[group_of(hit)];
            if count.size == 0 {
                count.first = at;
            }
            count.size += 1;
        }
        let mut start = 0;
        for count in &mut counts {
            count.own = start..start;
            start += count.size;
        }
        let mut by_group = vec![0; hits.len()];
        for (at, hit) in (0..).zip(hits) {
            let end = &mut counts[group_of(hit)].own.end;
            by_group[*end] = at;
            *end += 1;
        }
        let mut children = Vec::new();
        // Each group comes after the one around it; in reverse, inner groups are counted before outer ones.
        for id in groups.all().rev() {
            let GroupCount { size, first, .. } = counts[id.index() + 1];
            if size == 0 {
                continue;
            }
            let around = groups.parent(id).map_or(0, |around| around.index() + 1);
            let outer = &mut counts[around];
            outer.first = if outer.size == 0 {
                first
            } else {
                first.min(outer.first)
            };
            outer.size += size;
            let order = if plan.filtered { 0 } else { groups.order(id) };
            children.push(Child {
                around,
                order,
                first,
                id,
            });
        }
        children.sort_unstable();
        let outline = Outline {
            order: Vec::with_capacity(hits.len()),
            ..Outline::default()
        };
        Self {
            plan,
            counts,
            children,
            by_group,
            snippets,
            outline,
        }
    }

    fn outline(mut self) -> Outline {
        self.push(0, None, false);
        self.outline
    }

    /// Appends the content of a group, its own cases and the groups within it. `index` is that of its row in
    /// `Outline::groups`, if it has one.
    fn push(&mut self, group: usize, index: Option<usize>, hidden: bool) {
        let start = self.children.partition_point(|child| child.around < group);
        let end = self.children.partition_point(|child| child.around <= group);
        let is_large = |child: &Child| self.counts[child.group()].size > 1;
        // If each group within a group has one case only, their headings would double the list, so they are left out.
        let headed = group == 0 || self.children[start..end].iter().any(is_large);
        let mut own = self.counts[group].own.clone();
        for at in start..end {
            let child = self.children[at];
            let before = |hit: &u32| (0, *hit) < (child.order, child.first);
            let middle = own.start + self.by_group[own.clone()].partition_point(before);
            self.push_own(own.start..middle, hidden);
            own.start = middle;
            if headed {
                self.push_group(child, index, hidden);
            } else {
                self.outline
                    .push_cases(&[child.first], &self.snippets, hidden);
            }
        }
        self.push_own(own, hidden);
    }

    fn push_own(&mut self, own: Range<usize>, hidden: bool) {
        let hits = &self.by_group[own];
        self.outline.push_cases(hits, &self.snippets, hidden);
    }

    /// Appends a group with its content; if `hidden` in a folded group, only the places.
    fn push_group(&mut self, child: Child, around: Option<usize>, hidden: bool) {
        let group = child.group();
        if hidden {
            return self.push(group, around, hidden);
        }
        let folded = self.plan.folds.holds(child.id);
        let outline = &mut self.outline;
        let (index, start) = (outline.groups.len(), outline.order.len());
        let outer = around.and_then(|around| outline.groups.get(around));
        let depth = outer.map_or(0, |outer| outer.depth + 1);
        outline.groups.push(Group {
            id: child.id,
            depth,
            places: start..start + self.counts[group].size,
            folded,
            row: outline.rows,
            around,
        });
        outline.rows += 1;
        self.push(group, Some(index), folded);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::bundle::{Bundle, Case, Text, parse_text};
    use crate::catalogue::{Catalogue, Grouping};
    use crate::search::{TextField, unranked_hits};

    /// The expected outline, built as simply as possible.
    struct Plainly<'a> {
        folded: &'a [GroupId],
        groups: &'a Groups,
        filtered: bool,
        has_snippet: &'a dyn Fn(usize) -> bool,
        /// A line for each row.
        rows: Vec<String>,
        /// The hit at each place.
        order: Vec<usize>,
    }

    /// A hit, and the groups that it is in, from some depth on.
    type Member = (usize, Vec<GroupId>);

    impl Plainly<'_> {
        fn push(&mut self, depth: usize, members: &[Member], hidden: bool) {
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
                    for (hit, _) in members {
                        self.push_case(depth, hit, hidden);
                    }
                    continue;
                };
                let folded = self.folded.contains(&group);
                let (row, place, count) = (self.rows.len(), self.order.len(), members.len());
                self.push(depth + 1, &members, hidden || folded);
                if !hidden {
                    let first = self.order[place];
                    let line = format!("{depth} {group:?}: {count} from {first}, {folded}");
                    self.rows.insert(row, line);
                }
            }
        }

        fn push_case(&mut self, depth: usize, hit: usize, hidden: bool) {
            self.order.push(hit);
            if !hidden {
                self.rows.push(format!("{depth} case {hit}"));
                let snippet = (self.has_snippet)(hit);
                self.rows
                    .extend(snippet.then(|| format!("snippet of {hit}")));
            }
        }
    }

    fn written(outline: &Outline) -> Vec<String> {
        let rows = (0..outline.len()).filter_map(|at| Some((at, outline.row(at)?)));
        let hit = |place| outline.hit(place).expect("a hit");
        let rows = rows.map(|(at, row)| match row {
            Row::Group(group) => {
                let (depth, id, folded) = (group.depth, group.id, group.folded);
                let (count, first) = (group.places.len(), hit(group.places.start));
                format!("{depth} {id:?}: {count} from {first}, {folded}")
            }
            Row::Case(place) => format!("{} case {}", outline.depth(at), hit(place)),
            Row::Snippet(place) => format!("snippet of {}", hit(place)),
        });
        rows.collect()
    }

    thread_local! {
        static SHIPPED: Bundle =
            parse_text(include_str!("../../../data/cases.json"), "shipped").expect("sound");
    }

    /// Cases in groups of every kind: some are in no group, some are alone in theirs.
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
            drawn in prop::collection::vec(any::<[u8; 5]>(), 0..90),
            order in any::<prop::sample::Index>(),
            filtered in any::<bool>(),
            in_texts in prop::collection::vec(any::<bool>(), 90),
            folds in prop::collection::vec(any::<u8>(), 0..6),
        ) {
            let catalogue = SHIPPED.with(|shipped| cases(shipped, &drawn));
            let mut hits: Vec<Hit> = unranked_hits(0..catalogue.len()).collect();
            if filtered && !hits.is_empty() {
                let middle = order.index(hits.len());
                hits.rotate_left(middle);
                hits.truncate(middle + 5);
                for (hit, in_text) in hits.iter_mut().zip(&in_texts) {
                    let place = if *in_text { TextField::Heading } else { TextField::Organ };
                    hit.fields = [place].into_iter().collect();
                }
            }
            for by in Grouping::ALL.map(Some).into_iter().chain([None]) {
                let groups = catalogue.groups(by.unwrap_or_default());
                let folded: Vec<GroupId> =
                    groups.all().filter(|one| folds.iter().any(|fold| usize::from(*fold) % 9 == one.index())).collect();
                let mut folds = Folds::default();
                for group in &folded { folds.set(*group, true); }
                let seen = [TextField::Organ].into_iter().collect();
                let plan = Plan { groups: by.map(|_| groups), folds: &folds, filtered, seen };
                let outline = plan.outline(&hits);
                let members: Vec<Member> = hits.iter().enumerate().map(|(at, hit)| {
                    let innermost = by.and_then(|_| groups.innermost(hit.case()));
                    let chain = std::iter::successors(innermost, |group| groups.parent(*group));
                    let mut chain: Vec<GroupId> = chain.collect();
                    chain.reverse();
                    (at, chain)
                }).collect();
                let has_snippet = |hit: usize| filtered && in_texts[hit];
                let (rows, order) = (Vec::new(), Vec::new());
                let mut plainly = Plainly { folded: &folded, groups, filtered, has_snippet: &has_snippet, rows, order };
                plainly.push(0, &members, false);
                prop_assert_eq!(written(&outline), plainly.rows, "{:?}", by);
                for (place, hit) in plainly.order.iter().enumerate() {
                    prop_assert_eq!(outline.hit(place), Some(*hit), "{:?}", by);
                    prop_assert_eq!(outline.place(*hit), Some(place), "{:?}", by);
                }
                check_stops(&outline, hits.len());
            }
        }
    }

    /// Checks that every place has a stop, and that the searches for stops and groups find what a linear search finds.
    fn check_stops(outline: &Outline, hits: usize) {
        let rows: Vec<Row> = (0..outline.len())
            .filter_map(|at| outline.row(at))
            .collect();
        for place in 0..hits {
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
            assert_eq!(
                outline.group_beginning(at, Direction::Forward),
                next,
                "after row {at}"
            );
            let before = (0..at).rev().find(begins);
            assert_eq!(
                outline.group_beginning(at, Direction::Back),
                before,
                "before row {at}"
            );
        }
    }
}
