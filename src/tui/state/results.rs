//! The answer to the query: hits, the list that shows them, what matched in its rows, marks.

use crate::search::{Hit, Mistake, Query};

use super::folds::Shape;
use super::list::ListPane;
use super::marks::Marks;
use super::matches::Matches;
use super::outline::{Group, Row};
use super::reading::Reading;

/// What the query found and how the list shows it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Results {
    pub query: Query,
    /// The text that `query` was parsed from; `None` before the first answer.
    pub answered: Option<String>,
    pub hits: Vec<Hit>,
    /// How many hits match in a text, not in a name.
    pub in_text: usize,
    /// The parts of the query that were ignored, and why.
    pub mistakes: Vec<Mistake>,
    pub matches: Matches,
    /// How the list is grouped, and which groups are folded.
    pub shape: Shape,
    pub list: ListPane,
    /// The case that the user chose last, by its index in the bundle; kept while a filter leaves it out.
    pub chosen: Option<usize>,
    pub marks: Marks,
}

/// State to restore when the full answer comes after a names-first one, so that the first leaves no trace.
#[derive(Debug, Clone)]
pub(crate) struct Aside {
    pub results: Results,
    pub reading: Reading,
}

impl Results {
    /// Whether the list is filtered.
    pub fn is_filtered(&self) -> bool {
        !self.query.is_empty()
    }

    /// The hit at a place of the list.
    pub fn hit_at(&self, place: usize) -> Option<&Hit> {
        self.hits.get(self.list.hit(place)?)
    }

    /// The case at a place of the list, by its index in the bundle.
    pub fn case_at(&self, place: usize) -> Option<usize> {
        self.hit_at(place).map(Hit::case)
    }

    /// The case under the cursor, by its index in the bundle; `None` on a group.
    pub fn selected(&self) -> Option<usize> {
        match self.list.selected()? {
            Row::Case(place) | Row::Snippet(place) => self.case_at(place),
            Row::Group(_) => None,
        }
    }

    /// The position of a case among the hits: its own index if there is no query, else found by a linear search.
    pub fn hit_of(&self, case: Option<usize>) -> Option<usize> {
        let case = case?;
        let is_case = |hit: &Hit| hit.case() == case;
        if self.hits.get(case).is_some_and(is_case) {
            return Some(case);
        }
        self.hits.iter().position(is_case)
    }

    /// The cases that the page of a folded group names, at most [`NAMED`].
    pub fn named_cases(&self, group: &Group) -> Vec<usize> {
        let places = group.places.clone().take(NAMED);
        places.filter_map(|place| self.case_at(place)).collect()
    }

    /// The cases that the reader shows: the one under the cursor, or those that the page of a folded group names.
    pub fn shown_cases(&self) -> Vec<usize> {
        match self.list.selected() {
            Some(Row::Case(place) | Row::Snippet(place)) => {
                self.case_at(place).into_iter().collect()
            }
            Some(Row::Group(group)) => {
                // When the group is unfolded, the cursor goes to the last chosen case.
                let named = self.named_cases(&group);
                named.into_iter().chain(self.chosen).collect()
            }
            None => Vec::new(),
        }
    }

    /// Remembers the case under the cursor. On a folded group, that is the last chosen case if the group contains it,
    /// else its first case.
    pub fn choose_selected(&mut self) {
        let place = self.list.choose();
        let case = place.and_then(|place| self.case_at(place));
        self.chosen = case.or(self.chosen);
    }
}

/// The maximum number of cases that the page of a folded group names.
const NAMED: usize = 100;
