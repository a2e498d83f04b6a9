//! Copying a figure, or what a case is called, with where it comes from, to the clipboard of the user's terminal.

use crate::bundle::{Case, Lang, Metric};
use crate::present::{Labels, Writing};
use crate::tui::input::effect::Effect;
use crate::tui::input::keymap::Mode;
use crate::tui::state::app::App;
use crate::tui::state::layout::Pane;

impl App {
    /// Copies the metric that keys act on where they act on metrics, else the case.
    pub(crate) fn copy(&mut self) -> Vec<Effect> {
        let Some((case, metric)) = self.viewed_metric() else {
            return Vec::new();
        };
        let source = self.catalogue.source_of(case);
        let source = source.map_or("", |source| source.title.get(self.lang));
        let metric = case.metrics.get(metric);
        let metric = metric.filter(|_| self.focus == Pane::Metrics || self.mode == Mode::Metric);
        let labels = Labels::of(self.lang);
        let (text, said) = match metric {
            Some(metric) => {
                let figures = self.writing().sentence(metric);
                let text = format!("{figures}\n{}", reference(case, source, self.lang));
                (text, labels.metric_copied)
            }
            None => (reference(case, source, self.lang), labels.case_copied),
        };
        self.said = Some(said.to_owned());
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

impl Writing {
    /// A metric in one line: label, values with their labels and unit, change, and the figures as printed.
    #[must_use]
    pub fn sentence(self, metric: &Metric) -> String {
        let values = metric.points.iter().map(|point| {
            let share = self.share(metric, point);
            let share = share.map_or_else(String::new, |share| format!(" ({share})"));
            self.labelled(metric, point) + &share
        });
        let values: Vec<String> = values.collect();
        let signs = self.glyphs.signs();
        let between = if metric.change().is_some() {
            signs.then
        } else {
            signs.and
        };
        let values = values.join(between);
        let change = self.change(metric);
        let change = change.map_or_else(String::new, |change| format!("{}{change}", signs.and));
        let (label, figures) = (self.metric(metric), self.figures(metric));
        match self.lang {
            Lang::Zh => format!("{label}：{values}{change}［原文：{figures}］"),
            Lang::En => format!("{label}: {values}{change} [printed: {figures}]"),
        }
    }
}
