//! How the list is arranged and walked through: by what it is grouped, and which groups are folded.

use crate::search::all;

use super::action::Action;
use super::app::App;
use super::layout::Pane;
use super::outline::{Grouping, Row, Shape, outline};

impl App {
    /// Groups, folds or unfolds, as an action asks for.
    pub(super) fn arrange(&mut self, action: Action) {
        match action {
            Action::ToggleFold => self.toggle_fold(),
            Action::FoldAll => self.fold_all(),
            Action::UnfoldAll => self.unfold_all(),
            action => self.group(action),
        }
    }

    /// Makes the list's rows anew and selects the chosen case, or the first if it is not among them.
    pub(super) fn outline(&mut self) {
        let ranked = !self.query.is_empty();
        let rows = outline(&self.bundle, &self.hits, &self.shape, self.lang, ranked);
        let position = self
            .chosen
            .and_then(|chosen| self.hits.iter().position(|hit| hit.case == chosen));
        self.list.set_rows(rows, position);
    }

    fn group(&mut self, action: Action) {
        self.choose_selected();
        self.shape = Shape {
            grouping: Grouping::of(action).unwrap_or_default(),
            ..Shape::default()
        };
        self.focus = Pane::List;
        self.close_passage();
        self.outline();
    }

    /// Folds the innermost group around the cursor, or unfolds the group under it.
    pub(super) fn toggle_fold(&mut self) {
        let Some(group) = self.list.group() else {
            return;
        };
        let (key, first) = (group.key.clone(), group.hits.first().copied());
        if group.folded {
            // The cursor goes on to the group's first case.
            self.chosen = first.and_then(|hit| self.hits.get(hit)).map(|hit| hit.case);
            self.shape.folded.remove(&key);
        } else {
            self.choose_selected();
            self.shape.folded.insert(key);
        }
        self.outline();
    }

    fn fold_all(&mut self) {
        self.choose_selected();
        self.shape.folded.clear();
        // Those that the filter leaves out are folded too, and found so when it is cleared.
        let rows = outline(
            &self.bundle,
            &all(&self.bundle),
            &self.shape,
            self.lang,
            false,
        );
        let keys = rows.into_iter().filter_map(|row| match row {
            Row::Group(group) => Some(group.key),
            Row::Case(_) => None,
        });
        self.shape.folded = keys.collect();
        self.outline();
    }

    fn unfold_all(&mut self) {
        self.choose_selected();
        self.shape.folded.clear();
        self.outline();
    }

    /// Goes to the next case, or to the one before.
    pub(super) fn step_case(&mut self, forward: bool) {
        self.list.step_case(forward);
        self.choose_selected();
    }

    /// Goes to the next group, or back to the beginning of this one or the one before.
    pub(super) fn step_group(&mut self, forward: bool) {
        self.list.step_group(forward);
        self.choose_selected();
    }
}
