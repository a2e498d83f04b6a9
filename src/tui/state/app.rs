//! The model: everything that the screen shows, as one plain value. `update` changes it, `draw` reads it.

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
    /// State to restore when the full answer comes; `None` unless the list shows a names-first answer.
    pub(crate) aside: Option<Box<Aside>>,
}

/// What a browser starts with.
#[derive(Debug, Clone)]
pub struct Start {
    /// The language of the interface.
    pub lang: Lang,
    /// The colours and glyphs.
    pub theme: Theme,
    /// The size of the terminal.
    pub size: Size,
    /// The filter to begin with.
    pub filter: String,
    /// The filters of earlier runs, the newest last.
    pub history: Vec<String>,
    /// What the browser is opened for.
    pub purpose: Purpose,
    /// How far the bundle is loaded; `None` if it is complete.
    pub progress: Option<Progress>,
}

impl App {
    /// A browser over a catalogue, before its first event. `filter` is one line of clean text.
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
                // To pick a case, one usually types a filter first.
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

    /// Mode and purpose, in which keys are looked up.
    pub(crate) fn situation(&self) -> Situation {
        Situation {
            mode: self.mode(),
            purpose: self.ui.purpose,
        }
    }

    /// The language and glyphs in which quantities are written.
    pub(crate) fn writing(&self) -> Formatter {
        self.ui.writing()
    }

    /// The case under the cursor, if it is in memory.
    #[must_use]
    pub fn selected_case(&self) -> Option<&Case> {
        self.library.case(self.results.selected()?)
    }

    /// Whether the cases that the reader shows are in memory, or known to be unreadable.
    pub(crate) fn can_show(&self) -> bool {
        let shown = self.results.shown_cases();
        shown.into_iter().all(|case| self.library.cases.knows(case))
    }

    /// The panes that are visible with the current size and focus. Unlike `Ui::layout`, it is up to date in the middle
    /// of an event. It gives no rows to the metrics, which affects only the heights of reader and metrics.
    pub(crate) fn visible_panes(&self) -> Option<Layout> {
        Layout::of(self.ui.size, self.input.focus, None)
    }

    /// The rows of the list below its title; the metrics do not change them.
    pub(crate) fn list_rows(&self) -> usize {
        let area = self.visible_panes().map(|panes| content(panes.list));
        usize::from(area.unwrap_or_default().height)
    }

    /// The title of a group in the language of the interface.
    pub(crate) fn group_title(&self, group: &Group) -> String {
        let (lang, by) = (self.ui.lang, self.results.shape.grouping);
        let name = by.and_then(|by| self.library.catalogue.name(by, group.id, lang));
        let undated = || Labels::of(lang).undated.to_owned();
        name.map_or_else(undated, std::borrow::Cow::into_owned)
    }

    /// Whether the list has a column of marks: when several cases can be picked, and while some are marked.
    pub(crate) fn marks_cases(&self) -> bool {
        self.ui.purpose == Purpose::Pick { multi: true } || self.results.marks.count() > 0
    }

    /// The mark before a row of the list: a marked case, or a folded group whose cases are all marked. Empty if the list
    /// has no column of marks, else one cell.
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

    /// Whether picking now would end with no case.
    pub(crate) fn has_none_to_pick(&self) -> bool {
        self.results.marks.count() == 0 && self.results.list.selected().is_none()
    }

    /// Whether the list shows a names-first answer while texts are still being searched.
    pub(crate) fn shows_names_only(&self) -> bool {
        self.aside.is_some()
    }

    /// Whether the original passage takes the reader's place. It never does on a group, which has no passage.
    pub(crate) fn reads_passage(&self) -> bool {
        self.reading.original.is_some() && self.results.selected().is_some()
    }

    /// Whether the original passage is on the screen: a narrow window may show another pane.
    pub(crate) fn sees_passage(&self) -> bool {
        let panes = self.visible_panes();
        self.reads_passage() && panes.is_some_and(|panes| !panes.reader.is_empty())
    }

    /// The metric that keys act on: its case and its index. In the ranking, the one under the cursor there.
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

    /// The areas of the metric view: chart, divider, ranking. Empty where something is not shown.
    pub(crate) fn metric_areas(&self, area: Rect) -> [Rect; 3] {
        let about = match self.results.selected() {
            None => About::Group,
            Some(_) if self.standing_of_metric().is_none() => About::Metric,
            Some(_) => About::ComparedMetric,
        };
        self.overlays.metric.areas(about, area)
    }

    /// Whether the metric view shows a ranking.
    pub(crate) fn shows_ranking(&self) -> bool {
        let [_, _, ranking] = self.metric_areas(self.ui.body());
        !ranking.is_empty() && !self.library.standings.all().is_empty()
    }
}
