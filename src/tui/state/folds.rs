//! How the list is grouped, and which of its groups are folded.

use std::collections::BTreeSet;

use crate::catalogue::{GroupId, Grouping};
use crate::tui::input::action::Action;

/// Grouping and folds of the list.
#[derive(Debug, Clone)]
pub(crate) struct Shape {
    /// `None` if the list is not grouped.
    pub grouping: Option<Grouping>,
    folds: Folds,
    /// The folds used instead while a filter is on.
    folds_while_filtering: Folds,
}

/// Which groups are folded.
#[derive(Debug, Clone, Default)]
pub(crate) struct Folds {
    /// Whether all groups but the exceptions are folded, those of cases still to be loaded included.
    all: bool,
    except: BTreeSet<GroupId>,
}

impl Folds {
    /// Whether a group is folded.
    pub fn holds(&self, group: GroupId) -> bool {
        self.all != self.except.contains(&group)
    }

    /// Folds a group or unfolds it.
    pub fn set(&mut self, group: GroupId, folded: bool) {
        if folded == self.all {
            self.except.remove(&group);
        } else {
            self.except.insert(group);
        }
    }

    /// Folds all groups or unfolds them.
    pub fn set_all(&mut self, folded: bool) {
        self.all = folded;
        self.except.clear();
    }
}

impl Default for Shape {
    fn default() -> Self {
        Self::of(Some(Grouping::default()))
    }
}

impl Shape {
    /// The list with this grouping and nothing folded.
    pub fn of(grouping: Option<Grouping>) -> Self {
        Self {
            grouping,
            folds: Folds::default(),
            folds_while_filtering: Folds::default(),
        }
    }

    /// The shape that a grouping action asks for; `None` for any other action.
    pub fn asked_for(action: Action) -> Option<Self> {
        Some(Self::of(match action {
            Action::GroupByNothing => None,
            Action::GroupBySource => Some(Grouping::Source),
            Action::GroupByRegion => Some(Grouping::Region),
            Action::GroupByTopic => Some(Grouping::Topic),
            Action::GroupByYear => Some(Grouping::Year),
            Action::GroupByLevel => Some(Grouping::Level),
            _ => return None,
        }))
    }

    /// The folds in use, with or without a filter.
    pub fn folds(&self, filtered: bool) -> &Folds {
        if filtered {
            &self.folds_while_filtering
        } else {
            &self.folds
        }
    }

    /// The folds in use, to be changed.
    pub fn folds_mut(&mut self, filtered: bool) -> &mut Folds {
        if filtered {
            &mut self.folds_while_filtering
        } else {
            &mut self.folds
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::{Bundle, parse_text};
    use crate::catalogue::Catalogue;

    #[test]
    fn groups_that_come_after_all_were_folded_are_folded_too() {
        let shipped: Bundle =
            parse_text(include_str!("../../../data/cases.json"), "shipped").expect("sound");
        let catalogue = Catalogue::from(&shipped);
        let groups: Vec<GroupId> = catalogue.groups(Grouping::Source).all().collect();
        let mut folds = Folds::default();
        folds.set_all(true);
        assert!(folds.holds(groups[0]) && folds.holds(groups[1]));
        folds.set(groups[0], false);
        assert!(!folds.holds(groups[0]) && folds.holds(groups[1]));
        folds.set(groups[0], true);
        assert!(folds.holds(groups[0]));
        folds.set_all(false);
        assert!(!folds.holds(groups[0]) && !folds.holds(groups[1]));
    }
}
