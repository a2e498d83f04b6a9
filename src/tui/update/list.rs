//! Actions of the list pane: grouping, folding, moving the cursor.

use crate::catalogue::GroupId;
use crate::tui::input::action::Action;
use crate::tui::state::app::App;
use crate::tui::state::folds::{Folds, Shape};
use crate::tui::state::layout::{Layout, Pane};
use crate::tui::state::outline::{Outline, Plan, Row};
use crate::tui::state::scroll::{Direction, Step};

impl App {
    /// Performs an action on groups. All but moving to another group also focus the list.
    pub(crate) fn arrange(&mut self, action: Action) {
        self.results.choose_selected();
        match action {
            Action::NextGroup => return self.step_group(Direction::Forward),
            Action::PreviousGroup => return self.step_group(Direction::Back),
            Action::ToggleFold => self.toggle_fold(),
            Action::Fold => self.fold(),
            Action::Unfold => self.unfold(),
            Action::FoldAll => self.folds().set_all(true),
            Action::UnfoldAll => self.folds().set_all(false),
            action => self.results.shape = Shape::asked_for(action).unwrap_or_default(),
        }
        self.go_to(Pane::List);
        self.outline();
    }

    /// Moves the cursor of the list and remembers the case it comes to.
    pub(crate) fn step_list(&mut self, step: Step) {
        let rows = self.ui.rows(Pane::List);
        self.results.list.step(step, rows);
        self.results.choose_selected();
    }

    /// Lays the list out again and selects the chosen case, or the first if it is not in the list.
    pub(crate) fn outline(&mut self) {
        let outline = self.new_outline();
        let hit = self.results.hit_of(self.results.chosen);
        self.results.list.set_outline(outline, hit);
    }

    /// The same, but selects this case, which keeps its position on the screen.
    pub(crate) fn outline_around(&mut self, case: Option<usize>) {
        let outline = self.new_outline();
        let hit = self.results.hit_of(case);
        self.results.list.change_outline(outline, hit);
    }

    fn new_outline(&mut self) -> Outline {
        let width = Layout::list_width(self.ui.size);
        let width = width.saturating_sub(u16::from(self.marks_cases()));
        self.results.list.set_width(width, self.ui.lang);
        self.results.matches.clear();
        self.results.marks.forget_groups();
        let filtered = self.results.is_filtered();
        let plan = Plan {
            groups: self
                .results
                .shape
                .grouping
                .map(|by| self.library.catalogue.groups(by)),
            folds: self.results.shape.folds(filtered),
            filtered,
            seen: self.results.list.shows(),
        };
        plan.outline(&self.results.hits)
    }

    /// The folds in use.
    fn folds(&mut self) -> &mut Folds {
        let filtered = self.results.is_filtered();
        self.results.shape.folds_mut(filtered)
    }

    fn toggle_fold(&mut self) {
        match self.results.list.selected() {
            Some(Row::Group(_)) => self.unfold(),
            Some(Row::Case(_) | Row::Snippet(_)) | None => self.fold(),
        }
    }

    /// The group around a group.
    fn around(&self, group: GroupId) -> Option<GroupId> {
        self.library
            .catalogue
            .groups(self.results.shape.grouping?)
            .parent(group)
    }

    /// Folds the innermost group around the cursor, or the group around it if it is folded already.
    fn fold(&mut self) {
        let Some(group) = self.results.list.group() else {
            return;
        };
        let (id, folded) = (group.id, group.folded);
        let around = self.around(id).filter(|_| folded);
        self.folds().set(around.unwrap_or(id), true);
    }

    /// Unfolds the group under the cursor; the cursor goes to the last chosen case in it, or to its first.
    fn unfold(&mut self) {
        if let Some(Row::Group(group)) = self.results.list.selected() {
            self.folds().set(group.id, false);
        }
    }

    /// Goes to the next case or the one before, and unfolds the groups around it.
    pub(crate) fn step_case(&mut self, direction: Direction) {
        let list = &self.results.list;
        let next = match (list.selected(), direction) {
            (selected @ Some(Row::Group(_)), Direction::Forward) => selected,
            _ => list.neighbour(direction),
        };
        let place = match (next, direction) {
            (Some(Row::Group(group)), Direction::Forward) => group.places.start,
            (Some(Row::Group(group)), Direction::Back) => group.places.end - 1,
            (Some(Row::Case(_) | Row::Snippet(_)) | None, _) => {
                return self.step_list(Step::By(direction.sign()));
            }
        };
        let Some(case) = self.results.case_at(place) else {
            return;
        };
        self.results.chosen = Some(case);
        self.unfold_around(case);
    }

    /// Unfolds the groups that the chosen case is in, if it is in a folded one.
    pub(crate) fn reveal(&mut self) {
        if let (Some(Row::Group(_)), Some(case)) =
            (self.results.list.selected(), self.results.chosen)
        {
            self.unfold_around(case);
        }
    }

    /// Unfolds the groups that a case is in.
    pub(crate) fn unfold_around(&mut self, case: usize) {
        let by = self.results.shape.grouping;
        let mut group = by.and_then(|by| self.library.catalogue.groups(by).innermost(case));
        while let Some(id) = group {
            self.folds().set(id, false);
            group = self.around(id);
        }
        self.outline();
    }

    /// Goes to the beginning of the next group; back, to that of this group or of the one before.
    fn step_group(&mut self, direction: Direction) {
        self.results.list.step_group(direction);
        self.results.choose_selected();
    }
}
