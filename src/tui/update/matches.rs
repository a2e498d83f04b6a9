//! What matched in the rows of the list that are in view: found once for each, before it is drawn.

use crate::bundle::Case;
use crate::present::Formatter;
use crate::search::{NameHighlighter, Query, Snippet, TextField};
use crate::tui::state::app::App;
use crate::tui::state::layout::Pane;
use crate::tui::state::list_columns::names;
use crate::tui::state::matches::RowMatches;
use crate::tui::state::outline::Row;

/// More than any screen shows; what is seen again soon need not be found again.
const MOST: usize = 2000;

impl App {
    /// Finds what matched in the rows that came into view.
    pub(crate) fn find_matches(&mut self) {
        if !self.results.query.is_ranked() && !self.results.query.may_ask_for_metrics() {
            return;
        }
        if self.results.matches.len() > MOST {
            self.results.matches.clear();
        }
        // Made only where something is to be marked, which is not in every frame.
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
                // Else the row is there for a word, and a metric that is only selected does not tell where that is.
                let metric = places.in_metric().then(|| asked_for(query, case, writing));
                matches.snippet = metric
                    .flatten()
                    .or_else(|| marker.snippet(case, query, places, seen, self.ui.lang));
            }
        }
    }
}

/// The first metric that a query asks for, with the value that says why, or that which stands for it, or else all of them.
fn asked_for(query: &Query, case: &Case, writing: Formatter) -> Option<Snippet> {
    let asked_for = query.metric_of(case)?;
    let metric = case.metrics.get(asked_for.metric)?;
    let mut text = format!("{} ", metric.label.get(writing.lang));
    // What stands for the metric needs no label to tell which of the points it is.
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
