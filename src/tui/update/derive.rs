//! Derived state: the layout of the panes, and what each of them shows. Made once per event, after all other changes.

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
    /// Derives, in an order in which each step reads what earlier ones made:
    ///
    /// 1. the first row of the list in view, which decides on the cases to request;
    /// 2. the layout, which depends on whether the case has metrics;
    /// 3. standings, which metrics and the metric view show;
    /// 4. metrics, whose height the layout then follows while they have the focus;
    /// 5. reader and passage: they fill the rest, and the passage highlights the metric selected in step 4;
    /// 6. the open overlay: the metric view reads all of the above;
    /// 7. highlights and marks of the rows in view, which depend on the layout.
    pub(crate) fn derive(&mut self) {
        self.results.list.keep_in_view(self.list_rows());
        // Missing cases are read before the next frame, and derive runs again; until then the rest stays as it was.
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
            .update(&self.library.catalogue, answered, &self.results.hits);
        self.lay_out_metrics(index.zip(case));
        // With the focus, the metrics leave rows that they do not need to the reader; without it, panes do not move from
        // case to case.
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
            // A filter that asks for a metric is a reason to highlight its figures in every case.
            let marks_metric = original.marks_metric || self.reading.metrics.has_asked_for();
            let metric = marks_metric.then(|| self.reading.metrics.selected());
            self.reading
                .passage
                .lay_out(case, source, metric, self.ui.lang, reader);
        }
        match self.mode() {
            Mode::Metric => self.lay_out_metric_view(),
            Mode::Compare => self.lay_out_comparison(),
            Mode::Overview => self.lay_out_overview(),
            Mode::Browse | Mode::Filter | Mode::Complete | Mode::Facets | Mode::Help => {}
        }
        self.highlight_rows();
        self.check_marked_groups();
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

    /// Lays out the text of the case under the cursor, or the page of the folded group there.
    pub(crate) fn lay_out_reader(&mut self, size: Size) {
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

    /// The page of a folded group: its title, source, totals, and the cases that it names.
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
