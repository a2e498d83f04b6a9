//! Copying a figure, or what a case is called, with where it comes from, to the clipboard of the user's terminal.

use crate::bundle::{Case, Lang};
use crate::present::Labels;
use crate::tui::input::effect::Effect;
use crate::tui::input::mode::Mode;
use crate::tui::state::app::App;
use crate::tui::state::layout::Pane;

impl App {
    /// Copies the metric that keys act on where they act on metrics, else the case.
    pub(crate) fn copy(&mut self) -> Vec<Effect> {
        let Some((case, metric)) = self.viewed_metric() else {
            return Vec::new();
        };
        let source = self.library.catalogue.source_of(case);
        let source = source.map_or("", |source| source.title.get(self.ui.lang));
        let metric = case.metrics.get(metric);
        let metric =
            metric.filter(|_| self.input.focus == Pane::Metrics || self.mode() == Mode::Metric);
        let labels = Labels::of(self.ui.lang);
        let (text, said) = match metric {
            Some(metric) => {
                let figures = self.writing().sentence(metric);
                let text = format!("{figures}\n{}", reference(case, source, self.ui.lang));
                (text, labels.metric_copied)
            }
            None => (reference(case, source, self.ui.lang), labels.case_copied),
        };
        self.ui.message = Some(said.to_owned());
        vec![Effect::Copy(text)]
    }
}

/// What a case is called and where it stands, in a line.
fn reference(case: &Case, source: &str, lang: Lang) -> String {
    let (title, organ, id) = (case.title.get(lang), case.organ.as_str(), case.id.as_str());
    match lang {
        Lang::Zh => format!("{organ}：{title}（{source}，{id}）"),
        Lang::En => format!("{title}, {organ} ({source}, {id})"),
    }
}
