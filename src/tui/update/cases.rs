//! The cases at hand: those that the screen shows, whatever else the bundle holds.
//!
//! What is needed to draw is asked for with [`Effect::ReadCases`], and there before the next frame is drawn.


use crate::search::Hit;
use crate::tui::input::effect::Effect;
use crate::tui::input::keymap::Mode;
use crate::tui::state::app::App;
use crate::tui::state::case_cache::{AtHand, NAMED};
use crate::tui::state::layout::{Layout, Pane, content};
use crate::tui::state::outline::{Group, Row};

impl App {
    /// Asks for the cases that are to be drawn and are not at hand.
    pub(crate) fn wanted_cases(&mut self) -> Option<Effect> {
        if self.at_hand.waits() {
            return None;
        }
        let rows = self.list.in_view(self.list_rows());
        let mut wanted: Vec<usize> = rows
            .filter_map(|row| match row {
                Row::Case(place) | Row::Snippet(place) => self.case_at(place),
                Row::Group(_) => None,
            })
            .collect();
        wanted.extend(self.shown_cases());
        if self.mode == Mode::Compare {
            wanted.extend(self.comparison.cases());
        }
        if self.mode == Mode::Metric {
            wanted.extend(self.ranked_cases());
        }
        wanted.sort_unstable();
        wanted.dedup();
        if wanted.iter().all(|case| self.at_hand.knows(*case)) {
            return None;
        }
        if self.at_hand.cases.len() > AtHand::MOST {
            self.at_hand.cases.clear();
        }
        wanted.retain(|case| !self.at_hand.knows(*case));
        self.at_hand.asked.clone_from(&wanted);
        Some(Effect::ReadCases(wanted))
    }

    /// The cases that the reader shows: that under the cursor, or the first of a folded group.
    fn shown_cases(&self) -> Vec<usize> {
        match self.list.selected() {
            Some(Row::Case(place) | Row::Snippet(place)) => {
                self.case_at(place).into_iter().collect()
            }
            Some(Row::Group(group)) => {
                // Unfolded, it shows the case that was chosen last.
                let named = self.named_cases(&group);
                named.into_iter().chain(self.chosen).collect()
            }
            None => Vec::new(),
        }
    }

    /// The cases that the page of a folded group names.
    pub(crate) fn named_cases(&self, group: &Group) -> Vec<usize> {
        let places = group.places.clone().take(NAMED);
        places.filter_map(|place| self.case_at(place)).collect()
    }

    /// Whether all that the reader shows is at hand.
    pub(crate) fn can_show(&self) -> bool {
        let shown = self.shown_cases();
        shown.into_iter().all(|case| self.at_hand.knows(case))
    }

    /// The case at a place of the list.
    pub(crate) fn case_at(&self, place: usize) -> Option<usize> {
        self.hit_at(place).map(Hit::case)
    }

    /// The hit at a place of the list.
    pub(crate) fn hit_at(&self, place: usize) -> Option<&Hit> {
        self.hits.get(self.list.hit(place)?)
    }

    /// The rows of the list, whatever stands beside it.
    pub(crate) fn list_rows(&self) -> usize {
        let layout = Layout::of(self.size, self.focus, None);
        let area = layout.map(|layout| content(layout.area(Pane::List)));
        usize::from(area.unwrap_or_default().height)
    }
}
