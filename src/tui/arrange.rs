//! How the list is arranged and walked through: by what it is grouped, and which groups are folded.

use crate::catalogue::GroupId;

use super::action::Action;
use super::app::App;
use super::labels::Labels;
use super::layout::{Layout, Pane};
use super::outline::{Group, Outline, Plan, Row};
use super::shape::{Folds, Shape};
use crate::tui::panes::scroll::Step;

impl App {
    /// Groups, folds or unfolds, as an action asks for; what comes of it is seen in the list.
    pub(super) fn arrange(&mut self, action: Action) {
        self.choose_selected();
        match action {
            Action::NextGroup | Action::PreviousGroup => {
                return self.step_group(action == Action::NextGroup);
            }
            Action::ToggleFold => self.toggle_fold(),
            Action::Fold => self.fold(),
            Action::Unfold => self.unfold(),
            Action::FoldAll => self.folds().set_all(true),
            Action::UnfoldAll => self.folds().set_all(false),
            action => self.shape = Shape::asked_for(action).unwrap_or_default(),
        }
        self.go_to(Pane::List);
        self.outline();
    }

    /// Makes the list's rows anew and selects the chosen case, or the first if it is not among them.
    pub(super) fn outline(&mut self) {
        let outline = self.new_outline();
        let hit = self.hit_of(self.chosen);
        self.list.set_outline(outline, hit);
    }

    /// The same, but with this case selected, which stays where it is on the screen.
    pub(super) fn outline_around(&mut self, case: Option<usize>) {
        let outline = self.new_outline();
        let hit = self.hit_of(case);
        self.list.change_outline(outline, hit);
    }

    fn new_outline(&mut self) -> Outline {
        let width = Layout::list_width(self.size);
        let width = width.saturating_sub(u16::from(self.marks_cases()));
        self.list.set_width(width, self.lang);
        self.matches.clear();
        self.marks.forget_groups();
        let filtered = self.filtered();
        let plan = Plan {
            groups: self.shape.grouping.map(|by| self.catalogue.groups(by)),
            folds: self.shape.folds(filtered),
            filtered,
            seen: self.list.shows(),
        };
        plan.outline(&self.hits)
    }

    /// The position of a case among the hits.
    fn hit_of(&self, case: Option<usize>) -> Option<usize> {
        let case = case?;
        self.hits.iter().position(|hit| hit.case() == case)
    }

    /// What a group is called.
    pub(super) fn group_title(&self, group: &Group) -> String {
        let by = self.shape.grouping;
        let name = by.and_then(|by| self.catalogue.name(by, group.id, self.lang));
        let undated = || Labels::of(self.lang).undated.to_owned();
        name.map_or_else(undated, std::borrow::Cow::into_owned)
    }

    fn filtered(&self) -> bool {
        !self.query.is_empty()
    }

    /// The groups that are folded.
    fn folds(&mut self) -> &mut Folds {
        let filtered = self.filtered();
        self.shape.folds_mut(filtered)
    }

    fn toggle_fold(&mut self) {
        match self.list.selected() {
            Some(Row::Group(_)) => self.unfold(),
            Some(Row::Case(_) | Row::Snippet(_)) | None => self.fold(),
        }
    }

    /// The group around a group.
    fn around(&self, group: GroupId) -> Option<GroupId> {
        self.catalogue.groups(self.shape.grouping?).parent(group)
    }

    /// Folds the innermost group around the cursor that is not folded.
    fn fold(&mut self) {
        let Some(group) = self.list.group() else {
            return;
        };
        let (id, folded) = (group.id, group.folded);
        let around = self.around(id).filter(|_| folded);
        self.folds().set(around.unwrap_or(id), true);
    }

    /// Unfolds the group under the cursor, which goes on to the case where it was folded, or to the first.
    fn unfold(&mut self) {
        if let Some(Row::Group(group)) = self.list.selected() {
            self.folds().set(group.id, false);
        }
    }

    /// Goes to the next case, or to the one before, and unfolds the groups that it is in.
    pub(super) fn step_case(&mut self, forward: bool) {
        let selected = self.list.selected();
        let on_group = matches!(selected, Some(Row::Group(_)));
        let next = if on_group && forward {
            selected
        } else {
            self.list.neighbour(forward)
        };
        let place = match next {
            Some(Row::Group(group)) if forward => group.places.start,
            Some(Row::Group(group)) => group.places.end - 1,
            Some(Row::Case(_) | Row::Snippet(_)) | None => {
                let by = if forward { 1 } else { -1 };
                return self.step_list(Step::By(by));
            }
        };
        let Some(case) = self.case_at(place) else {
            return;
        };
        self.chosen = Some(case);
        self.unfold_around(case);
    }

    /// Unfolds the groups that the chosen case is in, if it is in a folded one.
    pub(super) fn reveal(&mut self) {
        if let (Some(Row::Group(_)), Some(case)) = (self.list.selected(), self.chosen) {
            self.unfold_around(case);
        }
    }

    /// Unfolds the groups that a case is in.
    pub(super) fn unfold_around(&mut self, case: usize) {
        let by = self.shape.grouping;
        let mut group = by.and_then(|by| self.catalogue.groups(by).innermost(case));
        while let Some(id) = group {
            self.folds().set(id, false);
            group = self.around(id);
        }
        self.outline();
    }

    /// Goes to the next group, or back to the beginning of this one or the one before.
    fn step_group(&mut self, forward: bool) {
        self.list.step_group(forward);
        self.choose_selected();
    }
}
