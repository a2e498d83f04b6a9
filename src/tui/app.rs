//! The model: everything that the screen shows, and what an event changes in it.

use std::sync::Arc;

use crate::bundle::{Bundle, Case, Lang};
use crate::search::{Hit, Query};
use crate::text::one_line;

use super::action::Action;
use super::effect::Effect;
use super::event::{Event, Size};
use super::keymap::{Chord, Mode, resolve};
use super::layout::{Layout, Pane, content};
use super::panes::{HelpPane, ListPane, MetricsPane, Prompt, ReaderPane, Step, Subject};
use super::theme::Theme;

/// The browser's state.
#[derive(Debug, Clone)]
pub struct App {
    pub(super) bundle: Arc<Bundle>,
    pub(super) lang: Lang,
    pub(super) theme: Theme,
    pub(super) size: Size,
    pub(super) mode: Mode,
    pub(super) focus: Pane,
    /// What is typed. The list shows the answer to `query`, which may be older.
    pub(super) prompt: Prompt,
    pub(super) query: Query,
    pub(super) hits: Vec<Hit>,
    /// The case that the user last chose; a filter that leaves it out does not make it forgotten.
    chosen: Option<usize>,
    pub(super) list: ListPane,
    pub(super) reader: ReaderPane,
    pub(super) metrics: MetricsPane,
    pub(super) help: HelpPane,
    /// None if the terminal is too small to show anything.
    pub(super) layout: Option<Layout>,
}

impl App {
    /// A browser of a bundle, filtered by `filter`, and what it asks for first.
    #[must_use]
    pub fn new(
        bundle: Arc<Bundle>,
        lang: Lang,
        theme: Theme,
        size: Size,
        filter: &str,
    ) -> (Self, Vec<Effect>) {
        let mut app = Self {
            bundle,
            lang,
            theme,
            size,
            mode: Mode::Browse,
            focus: Pane::List,
            prompt: Prompt::new(&one_line(filter)),
            query: Query::default(),
            hits: Vec::new(),
            chosen: None,
            list: ListPane::default(),
            reader: ReaderPane::default(),
            metrics: MetricsPane::default(),
            help: HelpPane::default(),
            layout: None,
        };
        app.refresh();
        let effects = vec![app.search()];
        (app, effects)
    }

    /// Takes in an event and gives what it asks for in turn.
    #[must_use]
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        let effects = match event {
            Event::Key(chord) => self.key(chord),
            Event::Paste(text) if self.mode == Mode::Filter => self.type_text(&one_line(&text)),
            Event::Paste(_) => Vec::new(),
            Event::Resize(size) => {
                self.size = size;
                // Even at the same size: whatever resized the terminal may have disturbed what it shows.
                vec![Effect::Repaint]
            }
            Event::Found { query, hits } => {
                self.found(&query, hits);
                Vec::new()
            }
            Event::Interrupted => vec![Effect::Quit { interrupted: true }],
        };
        self.refresh();
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
        self.bundle.cases.get(self.selected_index()?)
    }

    fn selected_index(&self) -> Option<usize> {
        self.hits.get(self.list.selected).map(|hit| hit.case)
    }

    fn key(&mut self, chord: Chord) -> Vec<Effect> {
        match (resolve(self.mode, chord), self.mode, chord.typed()) {
            (Some(action), _, _) => self.act(action),
            (None, Mode::Filter, Some(c)) => self.type_text(&one_line_of(c)),
            (None, _, _) => Vec::new(),
        }
    }

    fn type_text(&mut self, text: &str) -> Vec<Effect> {
        if self.prompt.insert(text) {
            vec![self.search()]
        } else {
            Vec::new()
        }
    }

    fn act(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Down => self.step(Step::By(1)),
            Action::Up => self.step(Step::By(-1)),
            Action::HalfPageDown => self.step(Step::ByPage(1, 2)),
            Action::HalfPageUp => self.step(Step::ByPage(-1, 2)),
            Action::PageDown => self.step(Step::ByPage(1, 1)),
            Action::PageUp => self.step(Step::ByPage(-1, 1)),
            Action::Top => self.step(Step::ToTop),
            Action::Bottom => self.step(Step::ToBottom),
            Action::NextCase => self.step_list(Step::By(1)),
            Action::PreviousCase => self.step_list(Step::By(-1)),
            Action::NextPane => self.turn_focus(1),
            Action::PreviousPane => self.turn_focus(Pane::ALL.len() - 1),
            Action::Open if self.focus == Pane::List && !self.hits.is_empty() => {
                self.choose_selected();
                self.focus = Pane::Reader;
            }
            Action::Open => {}
            Action::ToList => self.focus = Pane::List,
            Action::Back => return self.back(),
            Action::Filter => {
                // What is found is seen in the list, which a narrow window shows only with the focus.
                self.focus = Pane::List;
                self.mode = Mode::Filter;
            }
            Action::ClearFilter => return self.clear_filter(),
            Action::KeepFilter => {
                self.choose_selected();
                self.mode = Mode::Browse;
                self.focus = Pane::List;
            }
            Action::SwitchLanguage => self.lang = self.lang.other(),
            Action::Help => {
                self.mode = Mode::Help;
                self.help = HelpPane::default();
            }
            Action::CloseHelp => self.mode = Mode::Browse,
            Action::Redraw => return vec![Effect::Repaint],
            Action::Leave => return vec![Effect::Quit { interrupted: true }],
            Action::CaretLeft
            | Action::CaretRight
            | Action::CaretHome
            | Action::CaretEnd
            | Action::DeleteBefore
            | Action::DeleteAfter
            | Action::DeleteWord
            | Action::DeleteLine => {
                if self.prompt.edit(action) {
                    return vec![self.search()];
                }
            }
        }
        Vec::new()
    }

    /// Moves within what the keys act on.
    fn step(&mut self, step: Step) {
        match (self.mode, self.focus) {
            (Mode::Help, _) => self.help.step(step, usize::from(self.help_size().height)),
            (Mode::Filter, _) | (Mode::Browse, Pane::List) => self.step_list(step),
            (Mode::Browse, Pane::Reader) => self.reader.step(step, self.rows(Pane::Reader)),
            (Mode::Browse, Pane::Metrics) => self.metrics.step(step, self.rows(Pane::Metrics)),
        }
    }

    fn step_list(&mut self, step: Step) {
        self.list.step(step, self.hits.len(), self.rows(Pane::List));
        self.choose_selected();
    }

    fn choose_selected(&mut self) {
        self.chosen = self.selected_index().or(self.chosen);
    }

    fn turn_focus(&mut self, by: usize) {
        let at = Pane::ALL
            .iter()
            .position(|pane| *pane == self.focus)
            .unwrap_or(0);
        self.focus = Pane::ALL[(at + by) % Pane::ALL.len()];
    }

    fn back(&mut self) -> Vec<Effect> {
        match (self.mode, self.focus) {
            (Mode::Help, _) => self.mode = Mode::Browse,
            (_, Pane::Reader | Pane::Metrics) => self.focus = Pane::List,
            (_, Pane::List) => return vec![Effect::Quit { interrupted: false }],
        }
        Vec::new()
    }

    /// From another pane goes back to the list. In the list clears the filter, and stays at the chosen case,
    /// or at the one found if none was chosen before.
    fn clear_filter(&mut self) -> Vec<Effect> {
        if self.mode == Mode::Browse && self.focus != Pane::List {
            self.focus = Pane::List;
            return Vec::new();
        }
        self.mode = Mode::Browse;
        if self.prompt.is_empty() {
            return Vec::new();
        }
        self.chosen = self.chosen.or_else(|| self.selected_index());
        self.prompt = Prompt::default();
        vec![self.search()]
    }

    fn search(&self) -> Effect {
        Effect::Search(self.prompt.text().to_owned())
    }

    /// Takes in what was found, unless something else was typed meanwhile.
    fn found(&mut self, query: &str, hits: Vec<Hit>) {
        if query != self.prompt.text() {
            return;
        }
        self.query = Query::new(query);
        self.hits = hits;
        let position = self
            .chosen
            .and_then(|chosen| self.hits.iter().position(|hit| hit.case == chosen));
        self.list.select(position.unwrap_or(0));
    }

    /// Brings all that follows from the rest of the model up to date.
    fn refresh(&mut self) {
        let bundle = Arc::clone(&self.bundle);
        let case = self
            .selected_index()
            .and_then(|index| bundle.cases.get(index));
        let has_metrics = case.is_some_and(|case| !case.metrics.is_empty());
        self.layout = Layout::of(self.size, self.focus, has_metrics);
        self.list
            .keep_in_view(self.hits.len(), self.rows(Pane::List));
        let (reader, metrics) = (self.area_size(Pane::Reader), self.area_size(Pane::Metrics));
        let subject = Subject {
            bundle: &bundle,
            case,
            lang: self.lang,
            query: &self.query,
        };
        self.reader.lay_out(&subject, reader);
        self.metrics.lay_out(case, self.lang, metrics);
        if self.mode == Mode::Help {
            self.help.lay_out(self.lang, self.help_size());
        }
    }

    /// The rows in which a pane shows its content.
    fn rows(&self, pane: Pane) -> usize {
        usize::from(self.area_size(pane).height)
    }

    fn area_size(&self, pane: Pane) -> Size {
        let area = self
            .layout
            .map(|layout| content(layout.area(pane)))
            .unwrap_or_default();
        Size {
            width: area.width,
            height: area.height,
        }
    }

    /// The cells in which help shows its content: all but its title and the status row.
    fn help_size(&self) -> Size {
        Size {
            height: self.size.height.saturating_sub(2),
            ..self.size
        }
    }
}

/// A typed character as text that may be shown; a control character types nothing.
fn one_line_of(c: char) -> String {
    if c.is_whitespace() {
        " ".to_owned()
    } else {
        one_line(&c.to_string())
    }
}
