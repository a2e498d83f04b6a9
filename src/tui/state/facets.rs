//! State of the facets: the values of a few fields with their counts, the cursor, the first row in view.

use crate::search::{Facet, FacetValue, Field};

use super::scroll::{Direction, Step, top_for};

/// The facets as rows.
#[derive(Debug, Clone, Default)]
pub(crate) struct FacetsPane {
    pub(crate) rows: Vec<FacetRow>,
    /// The row under the cursor: a value, if there is any.
    pub(crate) selected: usize,
    pub(crate) top: usize,
}

/// A row of the facets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FacetRow {
    Heading(Field),
    Value(Field, FacetValue),
}

impl FacetsPane {
    /// Replaces the facets. The cursor stays on its value; the first time, it goes to the first value that is on.
    pub fn set(&mut self, facets: Vec<Facet>) {
        let key = |row: &FacetRow| match row {
            FacetRow::Value(field, value) => Some((*field, value.name.clone(), value.depth)),
            FacetRow::Heading(_) => None,
        };
        let before = self.rows.get(self.selected).and_then(key);
        self.rows = facets
            .into_iter()
            .filter(|facet| !facet.values.is_empty())
            .flat_map(|facet| {
                let field = facet.field;
                let values = facet.values.into_iter();
                let values = values.map(move |value| FacetRow::Value(field, value));
                std::iter::once(FacetRow::Heading(field)).chain(values)
            })
            .collect();
        let same = self
            .rows
            .iter()
            .position(|row| before.is_some() && key(row) == before);
        let on = |row: &FacetRow| matches!(row, FacetRow::Value(_, value) if value.on);
        let first_on = || self.rows.iter().position(on).filter(|_| before.is_none());
        let place = same
            .or_else(first_on)
            .or_else(|| self.value_from(self.selected, Direction::Forward));
        self.selected = place.unwrap_or(0);
    }

    pub fn selected_value(&self) -> Option<&FacetValue> {
        match self.rows.get(self.selected)? {
            FacetRow::Value(_, value) => Some(value),
            FacetRow::Heading(_) => None,
        }
    }

    /// Moves the cursor, skipping headings.
    pub fn step(&mut self, step: Step, rows: usize) {
        let to = step.from(self.selected, self.rows.len(), rows);
        let direction = Direction::between(self.selected, to);
        let value = self
            .value_from(to, direction)
            .or_else(|| self.value_from(to, direction.opposite()));
        self.selected = value.unwrap_or(self.selected);
    }

    /// Goes to the first value of the next facet; back, to the first value of this facet or of the one before.
    pub fn step_facet(&mut self, direction: Direction) {
        let is_heading = |at: usize| matches!(self.rows.get(at), Some(FacetRow::Heading(_)));
        let first = direction.find_section(self.selected, self.rows.len(), is_heading);
        self.selected = first.unwrap_or(self.selected);
    }

    fn value_from(&self, at: usize, direction: Direction) -> Option<usize> {
        let is_value = |at: usize| matches!(self.rows.get(at), Some(FacetRow::Value(..)));
        direction.find(at, self.rows.len(), is_value)
    }

    /// Scrolls so that the cursor is within `rows` rows.
    pub fn keep_in_view(&mut self, rows: usize) {
        // The first value of a facet brings its heading into view.
        let heading = self.selected.checked_sub(1);
        let heading = heading
            .filter(|at| matches!(self.rows.get(*at), Some(FacetRow::Heading(_))) && rows > 1);
        let first = heading.unwrap_or(self.selected);
        self.top = top_for(self.top, first..self.selected + 1, self.rows.len(), rows);
    }
}
