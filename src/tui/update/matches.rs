//! Highlights of the rows of the list in view. Each row is matched once, before it is first drawn.

use crate::bundle::Case;
use crate::present::Formatter;
use crate::search::{NameHighlighter, Query, Snippet, TextField};
use crate::tui::state::app::App;
use crate::tui::state::layout::Pane;
use crate::tui::state::list_columns::names;
use crate::tui::state::matches::RowMatches;
use crate::tui::state::outline::Row;

/// The cache is cleared when it holds more rows than this: more than any screen shows, so that rows shown a moment ago
/// need not be matched again.
const MOST: usize = 2000;

impl App {
    /// Finds the highlights and snippets of the rows that came into view.
    pub(crate) fn highlight_rows(&mut self) {
        if !self.results.query.is_ranked() && !self.results.query.may_ask_for_metrics() {
            return;
        }
        if self.results.matches.len() > MOST {
            self.results.matches.clear();
        }
        // Made on demand: most frames bring no new row into view.
        let mut marker = None;
        let writing = self.writing();
        for row in self.results.list.in_view(self.ui.rows(Pane::List)) {
            let (Row::Case(place) | Row::Snippet(place)) = row else {
                continue;
            };
            let Some(hit) = self.results.hit_at(place) else {
                continue;
            };
            let (places, case) = (hit.fields, hit.case());
            let Some(case) = self.library.cases.get(case) else {
                continue;
            };
            let matches = self.results.matches.entry(place).or_insert_with(|| {
                let names = names(case, self.ui.lang);
                let names = names
                    .each_ref()
                    .map(|(place, name)| (*place, name.as_str()));
                RowMatches {
                    columns: marker
                        .get_or_insert_with(NameHighlighter::default)
                        .highlight(&names, &self.results.query),
                    snippet: None,
                }
            });
            if matches!(row, Row::Snippet(_)) && matches.snippet.is_none() {
                let (query, seen) = (&self.results.query, self.results.list.shows());
                let marker = marker.get_or_insert_with(NameHighlighter::default);
                // If the hit is in a metric, show the metric that the query asks for; else show where the terms
                // matched.
                let metric = places
                    .in_metric()
                    .then(|| metric_snippet(query, case, writing));
                matches.snippet = metric
                    .flatten()
                    .or_else(|| marker.snippet(case, query, places, seen, self.ui.lang));
            }
        }
    }
}

/// A snippet of the first metric that a query asks for: its label, and the point that satisfies the query; without one,
/// all its values.
fn metric_snippet(query: &Query, case: &Case, writing: Formatter) -> Option<Snippet> {
    let asked_for = query.metric_of(case)?;
    let metric = case.metrics.get(asked_for.metric)?;
    let mut text = format!("{} ", metric.label.get(writing.lang));
    // The point that represents the metric needs no label of its own.
    let other = asked_for
        .point
        .filter(|point| metric.compared_point() != Some(point));
    if let Some(label) = other.and_then(|point| point.label.as_ref()) {
        text.push_str(label.get(writing.lang));
        text.push(' ');
    }
    let value = text.len();
    text.push_str(&match asked_for.point {
        Some(point) => writing.point(metric, point),
        None => writing.values(metric),
    });
    Some(Snippet {
        field: TextField::Metric(writing.lang),
        ranges: std::iter::once(value..text.len()).collect(),
        text,
    })
}
