//! Copying a metric or the name of a case, with its source, to the clipboard of the user's terminal.

use crate::bundle::{Case, Lang};
use crate::present::Labels;
use crate::tui::input::effect::Effect;
use crate::tui::input::mode::Mode;
use crate::tui::state::app::App;
use crate::tui::state::layout::Pane;

impl App {
    /// Copies the selected metric if keys act on metrics, else the name of the case.
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
        let (text, message) = match metric {
            Some(metric) => {
                let figures = self.writing().sentence(metric);
                let text = format!("{figures}\n{}", reference(case, source, self.ui.lang));
                (text, labels.metric_copied)
            }
            None => (reference(case, source, self.ui.lang), labels.case_copied),
        };
        self.ui.message = Some(message.to_owned());
        vec![Effect::Copy(text)]
    }
}

/// The title, organ, source and id of a case, as one line.
fn reference(case: &Case, source: &str, lang: Lang) -> String {
    let (title, organ, id) = (case.title.get(lang), case.organ.as_str(), case.id.as_str());
    match lang {
        Lang::Zh => format!("{organ}：{title}（{source}，{id}）"),
        Lang::En => format!("{title}, {organ} ({source}, {id})"),
    }
}
