//! Requests the cases that the screen needs with [`Effect::ReadCases`]; they are read before the next frame is drawn.

use crate::tui::input::effect::Effect;
use crate::tui::input::mode::Mode;
use crate::tui::state::app::App;
use crate::tui::state::outline::Row;

impl App {
    /// Requests the cases that are to be drawn and are not in memory.
    pub(crate) fn request_cases(&mut self) -> Option<Effect> {
        if self.library.cases.is_waiting() {
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
        self.library.cases.request(wanted).map(Effect::ReadCases)
    }
}
