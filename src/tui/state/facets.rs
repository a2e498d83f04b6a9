//! State of the facets pane: the values of a few fields, the cursor, the first row in view.

use crate::search::{Facet, FacetValue, Field};

use super::scroll::{Step, top_for};

/// The facets, the value under the cursor and the first row in view.
#[derive(Debug, Clone, Default)]
pub(crate) struct FacetsPane {
    pub(crate) rows: Vec<FacetRow>,
    /// A position among the rows; that of a value, if there is one.
    pub(crate) selected: usize,
    pub(crate) top: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FacetRow {
    Heading(Field),
    Value(Field, FacetValue),
}

impl FacetsPane {
    /// Takes facets in; the cursor stays on its value, or is put on the first that is on.
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
            .or_else(|| self.value_from(self.selected, true));
        self.selected = place.unwrap_or(0);
    }

    pub fn selected_value(&self) -> Option<&FacetValue> {
        match self.rows.get(self.selected)? {
            FacetRow::Value(_, value) => Some(value),
            FacetRow::Heading(_) => None,
        }
    }

    /// Moves over the values; headings are passed over.
    pub fn step(&mut self, step: Step, rows: usize) {
        let to = step.from(self.selected, self.rows.len(), rows);
        let forward = to >= self.selected;
        let place = self
            .value_from(to, forward)
            .or_else(|| self.value_from(to, !forward));
        self.selected = place.unwrap_or(self.selected);
    }

    /// Goes to the first value of the next facet, or of this one or the one before.
    pub fn step_facet(&mut self, forward: bool) {
        let heading = |at: &usize| matches!(self.rows.get(*at), Some(FacetRow::Heading(_)));
        let next = if forward {
            (self.selected..self.rows.len()).find(heading)
        } else {
            (0..self.selected.saturating_sub(1)).rev().find(heading)
        };
        self.selected = next.map_or(self.selected, |at| at + 1);
    }

    fn value_from(&self, at: usize, forward: bool) -> Option<usize> {
        let is_value = |at: &usize| matches!(self.rows.get(*at), Some(FacetRow::Value(..)));
        if forward {
            (at..self.rows.len()).find(is_value)
        } else {
            (0..=at).rev().find(is_value)
        }
    }

    pub fn keep_in_view(&mut self, rows: usize) {
        // The first value of a facet comes into view with its heading.
        let heading = self.selected.checked_sub(1);
        let heading = heading
            .filter(|at| matches!(self.rows.get(*at), Some(FacetRow::Heading(_))) && rows > 1);
        let first = heading.unwrap_or(self.selected);
        self.top = top_for(self.top, first..self.selected + 1, self.rows.len(), rows);
    }
}
