//! The cases at hand: those that the screen shows, whatever else the bundle holds.
//!
//! What is needed to draw is asked for with [`Effect::ReadCases`], and there before the next frame is drawn.

use crate::tui::input::effect::Effect;
use crate::tui::input::mode::Mode;
use crate::tui::state::app::App;
use crate::tui::state::case_cache::CaseCache;
use crate::tui::state::outline::Row;

impl App {
    /// Asks for the cases that are to be drawn and are not at hand.
    pub(crate) fn wanted_cases(&mut self) -> Option<Effect> {
        if self.library.cases.waits() {
            return None;
        }
        let rows = self.results.list.in_view(self.list_rows());
        let mut wanted: Vec<usize> = rows
            .filter_map(|row| match row {
                Row::Case(place) | Row::Snippet(place) => self.results.case_at(place),
                Row::Group(_) => None,
            })
            .collect();
        wanted.extend(self.results.shown_cases());
        if self.mode() == Mode::Compare {
            wanted.extend(self.overlays.comparison.cases());
        }
        if self.mode() == Mode::Metric {
            wanted.extend(self.ranked_cases());
        }
        wanted.sort_unstable();
        wanted.dedup();
        if wanted.iter().all(|case| self.library.cases.knows(*case)) {
            return None;
        }
        if self.library.cases.cases.len() > CaseCache::MOST {
            self.library.cases.cases.clear();
        }
        wanted.retain(|case| !self.library.cases.knows(*case));
        self.library.cases.asked.clone_from(&wanted);
        Some(Effect::ReadCases(wanted))
    }
}
