//! The model: everything that the screen shows, and what an event changes in it.

use std::collections::VecDeque;

use crate::bundle::{Case, Lang};
use crate::catalogue::Catalogue;
use crate::present::{Standings, Writing};
use crate::search::{Hit, Mistake, Query};
use crate::text::one_line;
use crate::tui::input::effect::{Effect, Question};
use crate::tui::input::event::{Event, Progress, Size};
use crate::tui::input::key::Chord;
use crate::tui::input::keymap::{Mode, Purpose, Resolved, Situation, resolve};
use crate::tui::state::case_cache::AtHand;
use crate::tui::state::compare::ComparePane;
use crate::tui::state::completion::Completing;
use crate::tui::state::facets::FacetsPane;
use crate::tui::state::help::HelpPane;
use crate::tui::state::list::ListPane;
use crate::tui::state::loading::Loading;
use crate::tui::state::marks::Marks;
use crate::tui::state::matches::Matches;
use crate::tui::state::metric_view::MetricView;
use crate::tui::state::metrics::MetricsPane;
use crate::tui::state::original::Original;
use crate::tui::state::overview::OverviewPane;
use crate::tui::state::passage::PassagePane;
use crate::tui::state::reader::ReaderPane;
use crate::tui::state::results::Aside;
use crate::tui::theme::Theme;

use super::folds::Shape;
use super::input_history::Recall;
use super::layout::{Layout, Pane};
use super::outline::Row;
use super::prompt::Prompt;
use super::scroll::Step;

/// The browser's state.
#[derive(Debug, Clone)]
pub struct App {
    pub(crate) catalogue: Catalogue,
    pub(crate) at_hand: AtHand,
    pub(crate) loading: Loading,
    pub(crate) lang: Lang,
    pub(crate) theme: Theme,
    pub(crate) size: Size,
    pub(crate) mode: Mode,
    pub(crate) purpose: Purpose,
    /// What was typed of a key of several chords.
    pub(crate) pending: Vec<Chord>,
    pub(crate) focus: Pane,
    /// What is typed. The list shows the answer to `query`, which may be older.
    pub(crate) prompt: Prompt,
    pub(crate) recall: Recall,
    /// While what completes the filter is chosen.
    pub(crate) completing: Option<Completing>,
    pub(crate) query: Query,
    /// What `query` was made from; none before the first answer.
    pub(crate) answered: Option<String>,
    pub(crate) hits: Vec<Hit>,
    /// How many of them were found by something in the text.
    pub(crate) in_text: usize,
    /// What of the query does not count.
    pub(crate) mistakes: Vec<Mistake>,
    /// While the list shows a first answer: what it showed before.
    pub(crate) aside: Option<Box<Aside>>,
    /// The case that the user last chose; a filter that leaves it out does not make it forgotten.
    pub(crate) chosen: Option<usize>,
    pub(crate) marks: Marks,
    /// Questions that are not answered yet, and keys that wait for the answers.
    pub(crate) asked: Vec<Question>,
    pub(crate) put_off: VecDeque<Event>,
    pub(crate) shape: Shape,
    pub(crate) list: ListPane,
    pub(crate) matches: Matches,
    pub(crate) reader: ReaderPane,
    pub(crate) passage: PassagePane,
    /// The original passage, while it is open.
    pub(crate) original: Option<Original>,
    pub(crate) metrics: MetricsPane,
    pub(crate) standings: Standings,
    pub(crate) view: MetricView,
    pub(crate) comparison: ComparePane,
    /// What is said of the last key, until the next.
    pub(crate) said: Option<String>,
    pub(crate) facets: FacetsPane,
    pub(crate) overview: OverviewPane,
    pub(crate) help: HelpPane,
    /// The mode to which closing help leads back.
    pub(crate) behind_help: Mode,
    /// None if the terminal is too small to show anything.
    pub(crate) layout: Option<Layout>,
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
    /// What was looked for in earlier runs, the newest last.
    pub history: Vec<String>,
    /// What it is opened for.
    pub purpose: Purpose,
    /// How far the bundle is loaded; none if all of it is there.
    pub progress: Option<Progress>,
}

impl App {
    /// A browser of the cases of a catalogue, and what it asks for first.
    #[must_use]
    pub fn new(catalogue: Catalogue, start: Start) -> (Self, Vec<Effect>) {
        let prompt = Prompt::new(&one_line(&start.filter));
        let mut app = Self {
            catalogue,
            at_hand: AtHand::default(),
            loading: Loading::new(start.progress),
            lang: start.lang,
            theme: start.theme,
            size: start.size,
            // Whoever picks begins by typing.
            mode: match start.purpose {
                Purpose::Browse => Mode::Browse,
                Purpose::Pick { .. } => Mode::Filter,
            },
            purpose: start.purpose,
            pending: Vec::new(),
            focus: Pane::List,
            prompt,
            recall: Recall::new(start.history),
            completing: None,
            query: Query::default(),
            answered: None,
            hits: Vec::new(),
            in_text: 0,
            mistakes: Vec::new(),
            aside: None,
            chosen: None,
            marks: Marks::default(),
            asked: Vec::new(),
            put_off: VecDeque::new(),
            shape: Shape::default(),
            list: ListPane::default(),
            matches: Matches::default(),
            reader: ReaderPane::default(),
            passage: PassagePane::default(),
            original: None,
            metrics: MetricsPane::default(),
            standings: Standings::default(),
            view: MetricView::default(),
            said: None,
            comparison: ComparePane::default(),
            facets: FacetsPane::default(),
            overview: OverviewPane::default(),
            help: HelpPane::default(),
            behind_help: Mode::Browse,
            layout: None,
        };
        app.refresh();
        let effects = vec![app.search()];
        (app, effects)
    }

    /// Takes in an event and gives what it asks for in turn.
    #[must_use]
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        if self.puts_off(&event) {
            return Vec::new();
        }
        let mut effects = self.take_in(event);
        while let Some(event) = self.next_put_off() {
            effects.extend(self.take_in(event));
        }
        effects
    }

    fn take_in(&mut self, event: Event) -> Vec<Effect> {
        self.note_answer(&event);
        let finds = matches!(event, Event::Found { .. } | Event::Loaded { .. });
        let mut effects = match event {
            Event::Key(chord) => self.key(chord),
            Event::Paste(text) => self.paste(&text),
            Event::Resize(size) => {
                self.size = size;
                // What the rows of the list show depends on its columns.
                self.outline();
                // Even at the same size: whatever resized the terminal may have disturbed what it shows.
                vec![Effect::Repaint]
            }
            Event::Found {
                query,
                findings,
                depth,
            } => {
                self.found(&query, findings, depth);
                Vec::new()
            }
            Event::Cases(cases) => {
                self.at_hand.take(cases);
                Vec::new()
            }
            Event::Loaded { cases, progress } => {
                self.loaded(&cases, progress);
                Vec::new()
            }
            Event::LoadedAll {
                unreadable,
                ends_early,
            } => {
                self.loading.end(unreadable, ends_early);
                Vec::new()
            }
            Event::Completes { typed, completion } => self.completes(&typed, completion),
            Event::Facets { typed, facets } => {
                if typed == self.prompt.text() {
                    self.facets.set(facets);
                }
                Vec::new()
            }
            Event::Document { source, document } => {
                self.passage.take(&source, document);
                Vec::new()
            }
            Event::Interrupted => vec![Effect::Quit { interrupted: true }],
        };
        if finds && self.has_overview() {
            self.count_groups();
        }
        effects.extend(self.ask_anew());
        effects.extend(self.wanted_document());
        self.refresh();
        effects.extend(self.wanted_cases());
        effects
    }

    /// The terminal's size.
    #[must_use]
    pub fn size(&self) -> Size {
        self.size
    }

    /// The case under the cursor.
    #[must_use]
    pub fn selected_case(&self) -> Option<&Case> {
        self.at_hand.get(self.selected_index()?).map(|case| &**case)
    }

    pub(crate) fn selected_index(&self) -> Option<usize> {
        match self.list.selected()? {
            Row::Case(place) | Row::Snippet(place) => self.case_at(place),
            Row::Group(_) => None,
        }
    }

    /// Whether the terminal may draw ambiguous characters two cells wide.
    pub(crate) fn doubts_widths(&self) -> bool {
        self.theme.glyphs.doubts_widths()
    }

    /// How quantities are written.
    pub(crate) fn writing(&self) -> Writing {
        Writing {
            lang: self.lang,
            glyphs: self.theme.glyphs,
        }
    }

    pub(crate) fn situation(&self) -> Situation {
        Situation {
            mode: self.mode,
            purpose: self.purpose,
        }
    }

    fn key(&mut self, chord: Chord) -> Vec<Effect> {
        self.said = None;
        let mut pending = std::mem::take(&mut self.pending);
        // Whatever is no key of the candidates goes on from the one that was chosen.
        if self.mode == Mode::Complete
            && resolve(self.situation(), &pending, chord) == Resolved::Nothing
        {
            self.close_candidates();
        }
        // A key that types nothing, such as Ctrl-C, means what it always means; but Esc forgets what was begun.
        let forgets = chord.typed().is_some() || chord.is_escape();
        let situation = self.situation();
        if resolve(situation, &pending, chord) == Resolved::Nothing && !forgets {
            pending.clear();
        }
        match (
            resolve(situation, &pending, chord),
            self.mode,
            chord.typed(),
        ) {
            (Resolved::Action(action), _, _) => self.act(action),
            (Resolved::Begun, _, _) => {
                self.pending = pending;
                self.pending.push(chord);
                Vec::new()
            }
            (Resolved::Nothing, Mode::Filter, Some(c)) => self.type_char(c),
            (Resolved::Nothing, _, _) => Vec::new(),
        }
    }

    fn paste(&mut self, text: &str) -> Vec<Effect> {
        if !matches!(self.mode, Mode::Filter | Mode::Complete) {
            return Vec::new();
        }
        self.close_candidates();
        // A blank before what is pasted parts it from what was typed.
        let blank = if text.starts_with(char::is_whitespace) {
            " "
        } else {
            ""
        };
        self.type_text(&format!("{blank}{}", one_line(text)))
    }

    pub(crate) fn switch_language(&mut self) {
        self.lang = self.lang.other();
        self.outline();
    }

    /// Moves within what the keys act on.
    pub(crate) fn step(&mut self, step: Step) {
        match (self.mode, self.focus) {
            (Mode::Help, _) => self.help.step(step, usize::from(self.help_size().height)),
            (Mode::Facets, _) => self.facets.step(step, self.facet_rows()),
            (Mode::Compare, _) => {
                let rows = usize::from(self.help_size().height);
                self.comparison.step(step, rows);
            }
            (Mode::Metric, _) => self.view.step(step, self.view_rows()),
            (Mode::Overview, _) => self
                .overview
                .step(step, usize::from(self.help_size().height)),
            (Mode::Filter | Mode::Complete, _) | (Mode::Browse, Pane::List) => self.step_list(step),
            (Mode::Browse, Pane::Reader) if self.reads_passage() => {
                self.passage.step(step, self.rows(Pane::Reader));
            }
            (Mode::Browse, Pane::Reader) => self.reader.step(step, self.rows(Pane::Reader)),
            (Mode::Browse, Pane::Metrics) => self.metrics.step(step, self.rows(Pane::Metrics)),
        }
    }

    pub(crate) fn step_list(&mut self, step: Step) {
        self.list.step(step, self.rows(Pane::List));
        self.choose_selected();
    }

    /// Remembers what is under the cursor: a case, or for a folded group one of its cases, the one that was
    /// chosen before if it is among them.
    pub(crate) fn choose_selected(&mut self) {
        let place = self.list.choose();
        let case = place.and_then(|place| self.case_at(place));
        self.chosen = case.or(self.chosen);
    }

    pub(crate) fn search(&mut self) -> Effect {
        self.ask(Question::Search(self.prompt.text().to_owned()))
    }
}
