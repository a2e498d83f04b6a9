//! The model: everything that the screen shows. `update` changes it, `draw` reads it.

use ratatui::layout::Rect;

use std::sync::Arc;

use crate::bundle::{Case, Lang};
use crate::catalogue::Catalogue;
use crate::present::{Formatter, Labels, Standing};
use crate::tui::input::event::{Progress, Size};
use crate::tui::input::keymap::Keymap;
use crate::tui::input::mode::{Mode, Purpose, Situation};
use crate::tui::state::standings::Standings;
use crate::tui::theme::{PICK_MARK, Theme};

use super::case_cache::CaseCache;
use super::input::{Input, Queue};
use super::input_history::InputHistory;
use super::layout::{Layout, Pane, content};
use super::library::Library;
use super::loading::Loading;
use super::metric_view::About;
use super::outline::{Group, Row};
use super::overlay::Overlays;
use super::prompt::Prompt;
use super::reading::Reading;
use super::results::{Aside, Results};
use super::ui::Ui;

/// The browser's state.
#[derive(Debug, Clone)]
pub struct App {
    pub(crate) library: Library,
    pub(crate) ui: Ui,
    pub(crate) input: Input,
    pub(crate) results: Results,
    pub(crate) reading: Reading,
    pub(crate) overlays: Overlays,
    /// While the list shows a names-first answer: what it showed before.
    pub(crate) aside: Option<Box<Aside>>,
}

/// With what a browser starts.
#[derive(Debug, Clone)]
pub struct Start {
    /// The language of the interface.
    pub lang: Lang,
    /// How it looks.
    pub theme: Theme,
    /// The size of the terminal.
    pub size: Size,
    /// The first filter.
    pub filter: String,
    /// The filters of earlier runs, the newest last.
    pub history: Vec<String>,
    /// What it is opened for.
    pub purpose: Purpose,
    /// How far the bundle is loaded; `None` if all of it is there.
    pub progress: Option<Progress>,
}

impl App {
    /// A browser of a catalogue, before its first event. `filter` is one line of clean text.
    pub(crate) fn start(catalogue: Catalogue, start: Start, filter: &str) -> Self {
        Self {
            library: Library {
                catalogue,
                cases: CaseCache::default(),
                loading: Loading::new(start.progress),
                standings: Standings::default(),
            },
            ui: Ui {
                lang: start.lang,
                theme: start.theme,
                size: start.size,
                layout: None,
                purpose: start.purpose,
                message: None,
            },
            input: Input {
                keymap: Arc::new(Keymap::default()),
                // A pick begins with typing.
                is_typing: start.purpose != Purpose::Browse,
                chords: Vec::new(),
                focus: Pane::List,
                prompt: Prompt::new(filter),
                history: InputHistory::new(start.history),
                queue: Queue::default(),
            },
            results: Results::default(),
            reading: Reading::default(),
            overlays: Overlays::default(),
            aside: None,
        }
    }

    /// The terminal's size.
    #[must_use]
    pub fn size(&self) -> Size {
        self.ui.size
    }

    /// Whether a question has no answer yet.
    #[must_use]
    pub fn awaits_answer(&self) -> bool {
        self.input.queue.awaits_answer()
    }

    /// Whether the terminal may draw ambiguous characters two cells wide.
    pub(crate) fn ambiguous_wide(&self) -> bool {
        self.ui.theme.glyphs.is_width_safe()
    }

    /// The mode in which keys are looked up.
    pub(crate) fn mode(&self) -> Mode {
        match &self.overlays.open {
            Some(overlay) => overlay.mode(),
            None if self.input.is_typing => Mode::Filter,
            None => Mode::Browse,
        }
    }

    /// Mode and purpose, which decide what a key means.
    pub(crate) fn situation(&self) -> Situation {
        Situation {
            mode: self.mode(),
            purpose: self.ui.purpose,
        }
    }

    /// How quantities are written.
    pub(crate) fn writing(&self) -> Formatter {
        self.ui.writing()
    }

    /// The case under the cursor, if it is in memory.
    #[must_use]
    pub fn selected_case(&self) -> Option<&Case> {
        self.library.case(self.results.selected()?)
    }

    /// Whether all that the reader shows is in memory.
    pub(crate) fn can_show(&self) -> bool {
        let shown = self.results.shown_cases();
        shown.into_iter().all(|case| self.library.cases.knows(case))
    }

    /// The rows of the list, whatever stands beside it.
    pub(crate) fn list_rows(&self) -> usize {
        let layout = Layout::of(self.ui.size, self.input.focus, None);
        let area = layout.map(|layout| content(layout.area(Pane::List)));
        usize::from(area.unwrap_or_default().height)
    }

    /// The name of a group.
    pub(crate) fn group_title(&self, group: &Group) -> String {
        let (lang, by) = (self.ui.lang, self.results.shape.grouping);
        let name = by.and_then(|by| self.library.catalogue.name(by, group.id, lang));
        let undated = || Labels::of(lang).undated.to_owned();
        name.map_or_else(undated, std::borrow::Cow::into_owned)
    }

    /// Whether the list has a column for marks: where several cases can be picked, and while some are marked.
    pub(crate) fn marks_cases(&self) -> bool {
        self.ui.purpose == Purpose::Pick { multi: true } || self.results.marks.count() > 0
    }

    /// The mark of a row of the list: of a marked case, and of a folded group whose cases are all marked; empty if the
    /// list has no column for marks.
    pub(crate) fn mark_of(&self, row: &Row) -> &'static str {
        let marks = &self.results.marks;
        let is_marked = match row {
            Row::Case(place) | Row::Snippet(place) => {
                let case = self.results.case_at(*place);
                case.is_some_and(|case| marks.contains(case))
            }
            Row::Group(group) => group.folded && marks.are_all_marked(group.places.start),
        };
        match self.marks_cases() {
            true if is_marked => PICK_MARK,
            true => " ",
            false => "",
        }
    }

    /// Whether picking would end with nothing picked.
    pub(crate) fn has_none_to_pick(&self) -> bool {
        self.results.marks.count() == 0 && self.results.list.selected().is_none()
    }

    /// Whether the list shows a names-first answer, and texts are still being searched.
    pub(crate) fn shows_names_only(&self) -> bool {
        self.aside.is_some()
    }

    /// Whether the original passage stands in the reader's place. On a group there is none.
    pub(crate) fn reads_passage(&self) -> bool {
        self.reading.original.is_some() && self.results.selected().is_some()
    }

    /// Whether the original passage is on the screen, which in a narrow window may show another pane.
    pub(crate) fn sees_passage(&self) -> bool {
        self.reads_passage() && self.ui.shows_reader()
    }

    /// The metric that keys act on, with its case: in the table the one under its cursor, else the selected one.
    pub(crate) fn viewed_metric(&self) -> Option<(&Case, usize)> {
        if self.mode() == Mode::Metric && self.overlays.metric.is_on_ranking() {
            let measure = self.overlays.metric.ranking.selected()?;
            return Some((self.library.case(measure.case)?, measure.metric));
        }
        Some((self.selected_case()?, self.reading.metrics.selected()))
    }

    /// The standing of the selected metric, if it has an indicator.
    pub(crate) fn standing_of_metric(&self) -> Option<&Standing> {
        let metrics = &self.selected_case()?.metrics;
        let metric = metrics.get(self.reading.metrics.selected())?;
        self.library.standings.of(metric)
    }

    /// The areas of the metric view's chart, divider and table in an area.
    pub(crate) fn metric_areas(&self, area: Rect) -> [Rect; 3] {
        let about = match self.results.selected() {
            None => About::Group,
            Some(_) if self.standing_of_metric().is_none() => About::Metric,
            Some(_) => About::ComparedMetric,
        };
        self.overlays.metric.areas(about, area)
    }

    /// Whether the metric view has room for the table, and one to show.
    pub(crate) fn shows_ranking(&self) -> bool {
        let [_, _, ranking] = self.metric_areas(self.ui.body());
        !ranking.is_empty() && !self.library.standings.all().is_empty()
    }
}
