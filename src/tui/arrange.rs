//! How the list is arranged and walked through: by what it is grouped, and which groups are folded.

use std::collections::BTreeSet;

use crate::search::all;

use super::action::Action;
use super::app::App;
use super::layout::{Layout, Pane};
use super::outline::{GroupKey, Grouping, Row, Shape, outline, with_snippets};
use super::panes::Step;

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
            Action::FoldAll => self.fold_all(),
            Action::UnfoldAll => self.folds().clear(),
            action => {
                if let Some(grouping) = Grouping::of(action) {
                    self.shape = Shape {
                        grouping,
                        ..Shape::default()
                    };
                }
            }
        }
        self.go_to(Pane::List);
        self.outline();
    }

    /// Makes the list's rows anew and selects the chosen case, or the first if it is not among them.
    pub(super) fn outline(&mut self) {
        let filtered = self.filtered();
        let rows = outline(&self.bundle, &self.hits, &self.shape, self.lang, filtered);
        let width = Layout::list_width(self.size);
        let width = width.saturating_sub(u16::from(self.marks_cases()));
        self.list.set_width(width, self.lang);
        let rows = with_snippets(rows, &self.hits, self.list.shows());
        self.matches.clear();
        let position = self
            .chosen
            .and_then(|chosen| self.hits.iter().position(|hit| hit.case() == chosen));
        self.list.set_rows(rows, position);
    }

    fn filtered(&self) -> bool {
        !self.query.is_empty()
    }

    /// The groups that are folded.
    fn folds(&mut self) -> &mut BTreeSet<GroupKey> {
        let filtered = self.filtered();
        self.shape.folds_mut(filtered)
    }

    fn toggle_fold(&mut self) {
        match self.list.selected() {
            Some(Row::Group(_)) => self.unfold(),
            Some(Row::Case(_) | Row::Snippet(_)) | None => self.fold(),
        }
    }

    /// Folds the innermost group around the cursor that is not folded.
    fn fold(&mut self) {
        let Some(group) = self.list.group() else {
            return;
        };
        let mut key = group.key.clone();
        if group.folded && key.len() > 1 {
            key.pop();
        }
        self.folds().insert(key);
    }

    /// Unfolds the group under the cursor, which goes on to the case where it was folded, or to the first.
    fn unfold(&mut self) {
        if let Some(Row::Group(group)) = self.list.selected() {
            let key = group.key.clone();
            self.folds().remove(&key);
        }
    }

    /// Folds every group, with those that a filter leaves out.
    fn fold_all(&mut self) {
        let (bundle, lang) = (&self.bundle, self.lang);
        let unfolded = Shape {
            grouping: self.shape.grouping,
            ..Shape::default()
        };
        let rows = outline(bundle, &all(bundle), &unfolded, lang, false);
        let keys = rows.into_iter().filter_map(|row| match row {
            Row::Group(group) => Some(group.key),
            Row::Case(_) | Row::Snippet(_) => None,
        });
        *self.folds() = keys.collect();
    }

    /// The case of a hit, by their positions.
    pub(super) fn case_of(&self, hit: Option<usize>) -> Option<usize> {
        Some(self.hits.get(hit?)?.case())
    }

    /// Goes to the next case, or to the one before, and unfolds the groups that it is in.
    pub(super) fn step_case(&mut self, forward: bool) {
        let on_group = matches!(self.list.selected(), Some(Row::Group(_)));
        let next = if on_group && forward {
            self.list.selected()
        } else {
            self.list.neighbour(forward)
        };
        let hit = match next {
            Some(Row::Group(group)) if forward => group.hits.first().copied(),
            Some(Row::Group(group)) => group.hits.last().copied(),
            Some(Row::Case(_) | Row::Snippet(_)) | None => {
                let by = if forward { 1 } else { -1 };
                return self.step_list(Step::By(by));
            }
        };
        let Some(case) = self.case_of(hit) else {
            return;
        };
        self.chosen = Some(case);
        self.outline();
        self.reveal();
    }

    /// Unfolds the groups that the chosen case is in.
    pub(super) fn reveal(&mut self) {
        while let Some(Row::Group(group)) = self.list.selected() {
            let key = group.key.clone();
            if !self.folds().remove(&key) {
                return;
            }
            self.outline();
        }
    }

    /// Goes to the next group, or back to the beginning of this one or the one before.
    fn step_group(&mut self, forward: bool) {
        self.list.step_group(forward);
        self.choose_selected();
    }
}
