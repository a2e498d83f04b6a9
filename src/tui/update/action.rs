//! Dispatches actions by category, and performs movement and the actions of the program as a whole.

use crate::tui::input::action::{Action, Category};
use crate::tui::input::effect::Effect;
use crate::tui::input::mode::Mode;
use crate::tui::state::app::App;
use crate::tui::state::help::HelpPane;
use crate::tui::state::layout::Pane;
use crate::tui::state::overlay::Overlay;
use crate::tui::state::scroll::{Direction, Step};

impl App {
    /// Performs an action and returns the effects that it asks for.
    pub(crate) fn run_action(&mut self, action: Action) -> Vec<Effect> {
        match action.category() {
            Category::Move => self.move_action(action),
            Category::Groups => self.arrange(action),
            Category::Filter => return self.filter_action(action),
            Category::Compare => self.compare_action(action),
            Category::View => return self.metric_view_action(action),
            Category::Facets => return self.facets_action(action),
            Category::Overview => return self.overview_action(action),
            Category::Panes | Category::Lookup | Category::Program => {
                return self.program_action(action);
            }
        }
        Vec::new()
    }

    fn move_action(&mut self, action: Action) {
        match action {
            Action::Down => self.step(Step::By(1)),
            Action::Up => self.step(Step::By(-1)),
            Action::HalfPageDown => self.step(Step::ByHalfPage(Direction::Forward)),
            Action::HalfPageUp => self.step(Step::ByHalfPage(Direction::Back)),
            Action::PageDown => self.step(Step::ByPage(Direction::Forward)),
            Action::PageUp => self.step(Step::ByPage(Direction::Back)),
            Action::Top => self.step(Step::ToTop),
            Action::Bottom => self.step(Step::ToBottom),
            Action::NextCase => self.step_case(Direction::Forward),
            _ => self.step_case(Direction::Back),
        }
    }

    /// Moves within the open overlay, or else within the pane that has the focus.
    fn step(&mut self, step: Step) {
        let page = usize::from(self.ui.page_size().height);
        match (self.mode(), self.input.focus) {
            (Mode::Help, _) => self.overlays.help.step(step, page),
            (Mode::Facets, _) => self.overlays.facets.step(step, self.ui.facet_rows()),
            (Mode::Compare, _) => self.overlays.comparison.step(step, page),
            (Mode::Metric, _) => self.overlays.metric.step(step, self.metric_view_rows()),
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

    /// Closes overlay and prompt, so that keys act on the panes again.
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

    /// Moves the focus, or performs an action of the program as a whole.
    fn program_action(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::NextPane => self.cycle_focus(Direction::Forward),
            Action::PreviousPane => self.cycle_focus(Direction::Back),
            Action::Open if self.input.focus == Pane::List => self.open(),
            Action::Open if self.input.focus == Pane::Metrics => {
                return self.metric_view_action(Action::ViewMetric);
            }
            Action::ToList => self.go_to(Pane::List),
            Action::OpenSource => self.toggle_passage(),
            Action::Copy => return self.copy(),
            Action::Back => return self.back(),
            Action::SwitchLanguage => {
                self.ui.lang = self.ui.lang.other();
                self.outline();
                return self.refresh_facets().into_iter().collect();
            }
            Action::Help => {
                self.overlays.help = HelpPane::beginning_with(own_category(self.mode()));
                let back = self.overlays.open.take().map(Box::new);
                self.overlays.open = Some(Overlay::Help { back });
            }
            Action::CloseHelp => self.close_help(),
            Action::Redraw => return vec![Effect::Repaint],
            Action::Leave => return vec![Effect::Interrupt],
            Action::Pick => return self.pick(),
            _ => {}
        }
        Vec::new()
    }
}

/// The category of the keys that only this mode has; help begins with them.
fn own_category(mode: Mode) -> Option<Category> {
    match mode {
        Mode::Metric => Some(Category::View),
        Mode::Compare => Some(Category::Compare),
        Mode::Overview => Some(Category::Overview),
        Mode::Facets => Some(Category::Facets),
        Mode::Browse | Mode::Filter | Mode::Complete | Mode::Help => None,
    }
}
