//! What follows from the rest of the model: where the panes stand, and what they show.

use ratatui::layout::Rect;

use crate::bundle::Case;
use crate::catalogue::Grouping;
use crate::present::{Paragraph, group_paragraphs};
use crate::tui::input::event::Size;
use crate::tui::input::keymap::Mode;
use crate::tui::state::app::App;
use crate::tui::state::layout::{Layout, Pane, content};
use crate::tui::state::metrics::Measured;
use crate::tui::state::outline::{Group, Row};
use crate::tui::state::reader::{Shown, ShownGroup, Subject};

impl App {
    /// Brings all that follows from the rest of the model up to date.
    pub(crate) fn refresh(&mut self) {
        self.list.keep_in_view(self.list_rows());
        // What is not at hand yet will be before anything is drawn; until then all stays as it was.
        if !self.can_show() {
            return;
        }
        let index = self.selected_index();
        let case = index.and_then(|index| self.at_hand.get(index)).cloned();
        let case = case.as_deref();
        let has_metrics = case.map(|case| !case.metrics.is_empty());
        self.layout = Layout::of(self.size, self.focus, has_metrics);
        let answered = self.answered.as_ref();
        self.standings.follow(&self.catalogue, answered, &self.hits);
        self.lay_out_metrics(index.zip(case));
        // While the metrics are read, the text keeps what they do not need; else the panes stay in their places.
        if let Some(layout) = self.layout.as_mut().filter(|_| self.focus == Pane::Metrics) {
            layout.shrink_metrics(self.metrics.rows());
            self.lay_out_metrics(index.zip(case));
        }
        let reader = self.area_size(Pane::Reader);
        self.lay_out_reader(reader);
        if let Some((original, case)) = self.original.zip(case)
            && let Some(source) = self.catalogue.source_of(case)
        {
            // Who asks for a metric goes from case to case to see its figures.
            let marks_metric = original.marks_metric || self.metrics.has_asked_for();
            let metric = marks_metric.then(|| self.metrics.selected());
            self.passage
                .lay_out((case, source), metric, self.lang, reader);
        }
        match self.mode {
            Mode::Metric => self.lay_out_view(),
            Mode::Compare => self.lay_out_comparison(),
            Mode::Overview => self.lay_out_overview(),
            Mode::Browse | Mode::Filter | Mode::Complete | Mode::Facets | Mode::Help => {}
        }
        self.find_matches();
        self.see_marked_groups();
        let rows = self.facet_rows();
        self.facets.keep_in_view(rows);
        if self.mode == Mode::Help {
            let size = self.help_size();
            self.help.lay_out(self.lang, self.purpose, size);
        }
    }

    fn lay_out_metrics(&mut self, case: Option<(usize, &Case)>) {
        let (writing, size) = (self.writing(), self.area_size(Pane::Metrics));
        let measured = Measured {
            case,
            standings: &self.standings,
            query: &self.query,
        };
        self.metrics.lay_out(&measured, writing, size);
    }

    fn lay_out_reader(&mut self, size: Size) {
        let mut reader = std::mem::take(&mut self.reader);
        let (app, page, group);
        let shown = match (self.selected_index(), self.list.selected()) {
            (Some(index), _) => match self.at_hand.get(index) {
                Some(case) => Shown::Case(case, self.catalogue.source_of(case)),
                None => Shown::Unreadable(index),
            },
            (None, Some(Row::Group(of))) => {
                let (by, id, cases) = (self.shape.grouping, of.id, of.places.len());
                app = &*self;
                page = move || app.group_page(&of);
                group = ShownGroup {
                    key: format!("{by:?} {id:?}"),
                    cases,
                    page: &page,
                };
                Shown::Group(&group)
            }
            (None, _) => Shown::Nothing,
        };
        let subject = Subject {
            shown,
            lang: self.lang,
            query: &self.query,
        };
        reader.lay_out(&subject, size);
        self.reader = reader;
    }

    /// What the page of a folded group says.
    fn group_page(&self, group: &Group) -> Vec<Paragraph> {
        let by_source = self.shape.grouping == Some(Grouping::Source);
        let source = self.catalogue.source(group.id).filter(|_| by_source);
        let cases = group.places.clone();
        let totals = self
            .catalogue
            .totals(cases.filter_map(|place| self.case_at(place)));
        let named = self.named_cases(group).into_iter();
        let named: Vec<&Case> = named
            .filter_map(|case| Some(&**self.at_hand.get(case)?))
            .collect();
        let title = self.group_title(group);
        group_paragraphs(&title, source, (totals, &named), self.lang)
    }

    /// The rows in which the facets are shown.
    pub(crate) fn facet_rows(&self) -> usize {
        let area = self.layout.map(|layout| content(layout.facets()));
        usize::from(area.unwrap_or_default().height)
    }

    /// The rows in which a pane shows its content.
    pub(crate) fn rows(&self, pane: Pane) -> usize {
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

    /// All rows but the status row.
    pub(crate) fn body(&self) -> Rect {
        let Size { width, height } = self.size;
        Rect::new(0, 0, width, height.saturating_sub(1))
    }

    /// The cells in which help or the overview shows its content: all but its title and the status row.
    pub(crate) fn help_size(&self) -> Size {
        Size {
            height: self.size.height.saturating_sub(2),
            ..self.size
        }
    }
}
