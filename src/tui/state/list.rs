//! State of the list pane: its rows, the cursor, the first row in view.

use crate::bundle::Lang;
use crate::search::TextFieldSet;

use super::list_columns::Columns;
use super::outline::{Group, Outline, Row};
use super::scroll::{Direction, Step, top_for};

/// The rows of the list, the cursor, the first row in view.
#[derive(Debug, Clone, Default)]
pub(crate) struct ListPane {
    pub(crate) outline: Outline,
    /// The row under the cursor: a case or a folded group.
    pub(crate) selected: usize,
    /// The first row in view.
    pub(crate) top: usize,
    /// The place of the last chosen case, if it is in the list.
    chosen: Option<usize>,
    shows: TextFieldSet,
}

impl ListPane {
    /// Sets the width of the list in cells, less the column for marks, and the language of its titles.
    pub fn set_width(&mut self, columns: u16, lang: Lang) {
        self.shows = Columns::of(usize::from(columns)).show(lang);
    }

    /// The fields of a case that its row shows; a hit in any other field has a snippet.
    pub fn shows(&self) -> TextFieldSet {
        self.shows
    }

    /// The rows in view, in a pane of `rows` rows.
    pub fn in_view(&self, rows: usize) -> impl Iterator<Item = Row> {
        let rows = self.top..self.top.saturating_add(rows);
        rows.map_while(|at| self.outline.row(at))
    }

    /// Sets the outline. The cursor goes to the hit at position `selected`, or to the folded group that it is in;
    /// without a hit, to the first stop.
    pub fn set_outline(&mut self, outline: Outline, selected: Option<usize>) {
        self.chosen = selected.and_then(|hit| outline.place(hit));
        let stop = self.chosen.and_then(|place| outline.stop_at(place));
        let stop = stop.or_else(|| outline.stop_from(0));
        self.selected = stop.unwrap_or(0);
        self.outline = outline;
    }

    /// The same, but the selected row keeps its position on the screen.
    pub fn change_outline(&mut self, outline: Outline, selected: Option<usize>) {
        let above = self.selected.saturating_sub(self.top);
        self.set_outline(outline, selected);
        self.top = self.selected.saturating_sub(above);
    }

    /// The hit at a place.
    pub fn hit(&self, place: usize) -> Option<usize> {
        self.outline.hit(place)
    }

    /// The place under the cursor: that of a case, or in a folded group that of the last chosen case if it is in it,
    /// else of the first.
    pub fn under_cursor(&self) -> Option<usize> {
        Some(match self.selected()? {
            Row::Case(place) | Row::Snippet(place) => place,
            Row::Group(group) => {
                let chosen = self.chosen.filter(|place| group.places.contains(place));
                chosen.unwrap_or(group.places.start)
            }
        })
    }

    /// Chooses the case under the cursor, and returns its place.
    pub fn choose(&mut self) -> Option<usize> {
        let place = self.under_cursor();
        self.chosen = place.or(self.chosen);
        place
    }

    pub fn step(&mut self, step: Step, rows: usize) {
        let selected = match step {
            Step::ByPage(direction) | Step::ByHalfPage(direction) => {
                self.page(step, direction, rows)
            }
            Step::By(by) => self.beside(by),
            Step::ToTop => self.outline.stop_from(0),
            Step::ToBottom => self.outline.stop_before(self.outline.len()),
        };
        self.selected = selected.unwrap_or(self.selected);
    }

    /// The stop `by` stops further, or the last one in that direction.
    fn beside(&self, by: isize) -> Option<usize> {
        let direction = Direction::of(by);
        let next = |at: &usize| self.stop_after(*at, direction);
        let stops = std::iter::successors(Some(self.selected), next);
        stops.take(by.unsigned_abs() + 1).last()
    }

    /// The stop that a page leads to. Pages are counted in rows, headings included, so that no row is skipped.
    fn page(&self, step: Step, direction: Direction, rows: usize) -> Option<usize> {
        let target = step.from(self.selected, self.outline.len(), rows);
        let beside = self.beside(direction.sign());
        match direction {
            Direction::Forward => self.outline.stop_before(target + 1).max(beside),
            Direction::Back => self.outline.stop_from(target).min(beside),
        }
    }

    /// The next stop in a direction, by its row.
    fn stop_after(&self, row: usize, direction: Direction) -> Option<usize> {
        match direction {
            Direction::Forward => self.outline.stop_from(row + 1),
            Direction::Back => self.outline.stop_before(row),
        }
    }

    /// The stop after the cursor, or before it.
    pub fn neighbour(&self, direction: Direction) -> Option<Row> {
        self.outline.row(self.stop_after(self.selected, direction)?)
    }

    /// The 1-based place of the case under the cursor among all listed cases; `None` on a group.
    pub fn place(&self) -> Option<usize> {
        match self.selected()? {
            Row::Case(place) => Some(place + 1),
            Row::Group(_) | Row::Snippet(_) => None,
        }
    }

    /// Goes to the beginning of the next group; back, to that of this group or of the one before.
    pub fn step_group(&mut self, direction: Direction) {
        let next = self.outline.group_beginning(self.selected, direction);
        self.selected = next.unwrap_or(self.selected);
    }

    /// The row under the cursor.
    pub fn selected(&self) -> Option<Row> {
        self.outline.row(self.selected)
    }

    /// The innermost group around the row under the cursor; that row itself if it is a folded group.
    pub fn group(&self) -> Option<&Group> {
        let group = self.outline.group_around(self.selected);
        group.map(|(_, group)| group)
    }

    /// The group around the cursor, if its heading is out of view.
    pub(crate) fn group_above(&self) -> Option<&Group> {
        let (at, group) = self.outline.group_around(self.selected)?;
        (at < self.top).then_some(group)
    }

    pub fn keep_in_view(&mut self, rows: usize) {
        let at = self.selected;
        // A case comes into view with the headings right above it.
        let above = (0..at).rev();
        let headings = above.take_while(|at| self.outline.unfolded(*at).is_some());
        let first = at - headings.count().min(rows.saturating_sub(1));
        // Its snippet comes into view with it, if there is room for both.
        let below = self.outline.row(at + 1);
        let snippet = matches!(below, Some(Row::Snippet(_))) && rows > 1;
        let end = at + 1 + usize::from(snippet);
        let first = first.max(end.saturating_sub(rows));
        self.top = top_for(self.top, first..end, self.outline.len(), rows);
    }
}
