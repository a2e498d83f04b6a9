//! What follows from the rest of the model: where the panes stand, and what they show.

use crate::bundle::Case;
use crate::catalogue::Grouping;
use crate::present::{Paragraph, group_paragraphs};
use crate::tui::input::event::Size;
use crate::tui::input::mode::Mode;
use crate::tui::state::app::App;
use crate::tui::state::layout::{Layout, Pane};
use crate::tui::state::metrics::Measured;
use crate::tui::state::outline::{Group, Row};
use crate::tui::state::reader::{Shown, ShownGroup, Subject};

impl App {
    /// Brings all that follows from the rest of the model up to date.
    pub(crate) fn derive(&mut self) {
        self.results.list.keep_in_view(self.list_rows());
        // What is not at hand yet will be before anything is drawn; until then all stays as it was.
        if !self.can_show() {
            return;
        }
        let index = self.results.selected();
        let case = index
            .and_then(|index| self.library.cases.get(index))
            .cloned();
        let case = case.as_deref();
        let has_metrics = case.map(|case| !case.metrics.is_empty());
        self.ui.layout = Layout::of(self.ui.size, self.input.focus, has_metrics);
        let answered = self.results.answered.as_ref();
        self.library
            .standings
            .follow(&self.library.catalogue, answered, &self.results.hits);
        self.lay_out_metrics(index.zip(case));
        // While the metrics are read, the text keeps what they do not need; else the panes stay in their places.
        if let Some(layout) = self
            .ui
            .layout
            .as_mut()
            .filter(|_| self.input.focus == Pane::Metrics)
        {
            layout.shrink_metrics(self.reading.metrics.rows());
            self.lay_out_metrics(index.zip(case));
        }
        let reader = self.ui.content_size(Pane::Reader);
        self.lay_out_reader(reader);
        if let Some((original, case)) = self.reading.original.zip(case)
            && let Some(source) = self.library.catalogue.source_of(case)
        {
            // Who asks for a metric goes from case to case to see its figures.
            let marks_metric = original.marks_metric || self.reading.metrics.has_asked_for();
            let metric = marks_metric.then(|| self.reading.metrics.selected());
            self.reading
                .passage
                .lay_out((case, source), metric, self.ui.lang, reader);
        }
        match self.mode() {
            Mode::Metric => self.lay_out_view(),
            Mode::Compare => self.lay_out_comparison(),
            Mode::Overview => self.lay_out_overview(),
            Mode::Browse | Mode::Filter | Mode::Complete | Mode::Facets | Mode::Help => {}
        }
        self.find_matches();
        self.see_marked_groups();
        let rows = self.ui.facet_rows();
        self.overlays.facets.keep_in_view(rows);
        if self.mode() == Mode::Help {
            let size = self.ui.page_size();
            let (lang, purpose) = (self.ui.lang, self.ui.purpose);
            let keymap = &self.input.keymap;
            self.overlays.help.lay_out(keymap, lang, purpose, size);
        }
    }

    fn lay_out_metrics(&mut self, case: Option<(usize, &Case)>) {
        let (writing, size) = (self.writing(), self.ui.content_size(Pane::Metrics));
        let measured = Measured {
            case,
            standings: &self.library.standings,
            query: &self.results.query,
        };
        self.reading.metrics.lay_out(&measured, writing, size);
    }

    fn lay_out_reader(&mut self, size: Size) {
        let mut reader = std::mem::take(&mut self.reading.reader);
        let (app, page, group);
        let shown = match (self.results.selected(), self.results.list.selected()) {
            (Some(index), _) => match self.library.cases.get(index) {
                Some(case) => Shown::Case(case, self.library.catalogue.source_of(case)),
                None => Shown::Unreadable(index),
            },
            (None, Some(Row::Group(of))) => {
                let (by, id, cases) = (self.results.shape.grouping, of.id, of.places.len());
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
            lang: self.ui.lang,
            query: &self.results.query,
        };
        reader.lay_out(&subject, size);
        self.reading.reader = reader;
    }

    /// What the page of a folded group says.
    fn group_page(&self, group: &Group) -> Vec<Paragraph> {
        let by_source = self.results.shape.grouping == Some(Grouping::Source);
        let source = self
            .library
            .catalogue
            .source(group.id)
            .filter(|_| by_source);
        let cases = group.places.clone();
        let totals = self
            .library
            .catalogue
            .totals(cases.filter_map(|place| self.results.case_at(place)));
        let named = self.results.named_cases(group).into_iter();
        let named: Vec<&Case> = named
            .filter_map(|case| Some(&**self.library.cases.get(case)?))
            .collect();
        let title = self.group_title(group);
        group_paragraphs(&title, source, (totals, &named), self.ui.lang)
    }
}
