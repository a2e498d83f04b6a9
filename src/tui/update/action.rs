//! What each action does, or who does it.

use crate::tui::input::action::{Action, Category};
use crate::tui::input::effect::Effect;
use crate::tui::input::mode::Mode;
use crate::tui::state::app::App;
use crate::tui::state::help::HelpPane;
use crate::tui::state::layout::Pane;
use crate::tui::state::overlay::Overlay;
use crate::tui::state::scroll::Step;

impl App {
    /// Does what an action asks for.
    pub(crate) fn act(&mut self, action: Action) -> Vec<Effect> {
        match action.category() {
            Category::Move => self.move_by(action),
            Category::Groups => self.arrange(action),
            Category::Filter => return self.prompted(action),
            Category::Compare => self.compared(action),
            Category::View => return self.viewed(action),
            Category::Facets => return self.facetted(action),
            Category::Overview => return self.overviewed(action),
            Category::Panes | Category::Lookup | Category::Program => return self.turn(action),
        }
        Vec::new()
    }

    fn move_by(&mut self, action: Action) {
        match action {
            Action::Down => self.step(Step::By(1)),
            Action::Up => self.step(Step::By(-1)),
            Action::HalfPageDown => self.step(Step::ByPage(1, 2)),
            Action::HalfPageUp => self.step(Step::ByPage(-1, 2)),
            Action::PageDown => self.step(Step::ByPage(1, 1)),
            Action::PageUp => self.step(Step::ByPage(-1, 1)),
            Action::Top => self.step(Step::ToTop),
            Action::Bottom => self.step(Step::ToBottom),
            action => self.step_case(action == Action::NextCase),
        }
    }

    /// Moves within what the keys act on.
    fn step(&mut self, step: Step) {
        let page = usize::from(self.ui.page_size().height);
        match (self.mode(), self.input.focus) {
            (Mode::Help, _) => self.overlays.help.step(step, page),
            (Mode::Facets, _) => self.overlays.facets.step(step, self.ui.facet_rows()),
            (Mode::Compare, _) => self.overlays.comparison.step(step, page),
            (Mode::Metric, _) => self.overlays.metric.step(step, self.view_rows()),
            (Mode::Overview, _) => self.overlays.overview.step(step, page),
            (Mode::Filter | Mode::Complete, _) | (Mode::Browse, Pane::List) => self.step_list(step),
            (Mode::Browse, Pane::Reader) => {
                let rows = self.ui.rows(Pane::Reader);
                if self.reads_passage() {
                    self.reading.passage.step(step, rows);
                } else {
                    self.reading.reader.step(step, rows);
                }
            }
            (Mode::Browse, Pane::Metrics) => {
                let rows = self.ui.rows(Pane::Metrics);
                self.reading.metrics.step(step, rows);
            }
        }
    }

    /// Closes overlay and prompt: keys act on the panes again.
    pub(crate) fn browse(&mut self) {
        self.overlays.open = None;
        self.input.is_typing = false;
    }

    /// Closes help and returns to the overlay under it.
    pub(crate) fn close_help(&mut self) {
        if let Some(Overlay::Help { back }) = self.overlays.open.take() {
            self.overlays.open = back.map(|back| *back);
        }
    }

    /// Goes to another pane, or does what concerns the program as a whole.
    fn turn(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::NextPane => self.turn_focus(1),
            Action::PreviousPane => self.turn_focus(Pane::ALL.len() - 1),
            Action::Open if self.input.focus == Pane::List => self.open(),
            Action::Open if self.input.focus == Pane::Metrics => {
                return self.viewed(Action::ViewMetric);
            }
            Action::ToList => self.go_to(Pane::List),
            Action::OpenSource => self.toggle_passage(),
            Action::Copy => return self.copy(),
            Action::Back => return self.back(),
            Action::SwitchLanguage => {
                self.ui.lang = self.ui.lang.other();
                self.outline();
                return self.recount().into_iter().collect();
            }
            Action::Help => {
                self.overlays.help = HelpPane::beginning_with(keys_of(self.mode()));
                let back = self.overlays.open.take().map(Box::new);
                self.overlays.open = Some(Overlay::Help { back });
            }
            Action::CloseHelp => self.close_help(),
            Action::Redraw => return vec![Effect::Repaint],
            Action::Leave => return vec![Effect::Quit { interrupted: true }],
            Action::Pick => return self.pick(),
            _ => {}
        }
        Vec::new()
    }
}

/// The keys that a mode has for itself.
fn keys_of(mode: Mode) -> Option<Category> {
    match mode {
        Mode::Metric => Some(Category::View),
        Mode::Compare => Some(Category::Compare),
        Mode::Overview => Some(Category::Overview),
        Mode::Facets => Some(Category::Facets),
        Mode::Browse | Mode::Filter | Mode::Complete | Mode::Help => None,
    }
}
