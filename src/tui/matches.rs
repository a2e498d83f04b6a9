//! What matched in the rows of the list that are in view: found once for each, before it is drawn.

use std::collections::HashMap;
use std::ops::Range;

use crate::bundle::Case;
use crate::search::{NameHighlighter, Query, Snippet, TextField};

use super::app::App;
use super::layout::Pane;
use super::outline::Row;
use super::quantity::Writing;
use crate::tui::panes::columns::names;

/// More than any screen shows; what is seen again soon need not be found again.
const MOST: usize = 2000;

/// What matched in the rows that have been in view, by their places.
pub(super) type Matches = HashMap<usize, RowMatches>;

/// What matched in the rows of a case.
#[derive(Debug, Clone, Default)]
pub(super) struct RowMatches {
    /// In each of its columns, in bytes.
    pub columns: Vec<Vec<Range<usize>>>,
    /// In what its row does not show, if it has a row below it for that.
    pub snippet: Option<Snippet>,
}

impl App {
    /// Finds what matched in the rows that came into view.
    pub(super) fn find_matches(&mut self) {
        if !self.query.is_ranked() && !self.query.may_ask_for_metrics() {
            return;
        }
        if self.matches.len() > MOST {
            self.matches.clear();
        }
        // Made only where something is to be marked, which is not in every frame.
        let mut marker = None;
        let writing = self.writing();
        for row in self.list.in_view(self.rows(Pane::List)) {
            let (Row::Case(place) | Row::Snippet(place)) = row else {
                continue;
            };
            let Some(hit) = self.hit_at(place) else {
                continue;
            };
            let (places, case) = (hit.fields, hit.case());
            let Some(case) = self.at_hand.get(case) else {
                continue;
            };
            let matches = self.matches.entry(place).or_insert_with(|| {
                let names = names(case, self.lang);
                let names = names
                    .each_ref()
                    .map(|(place, name)| (*place, name.as_str()));
                RowMatches {
                    columns: marker
                        .get_or_insert_with(NameHighlighter::default)
                        .highlight(&names, &self.query),
                    snippet: None,
                }
            });
            if matches!(row, Row::Snippet(_)) && matches.snippet.is_none() {
                let (query, seen) = (&self.query, self.list.shows());
                let marker = marker.get_or_insert_with(NameHighlighter::default);
                // Else the row is there for a word, and a metric that is only selected does not tell where that is.
                let metric = places.in_metric().then(|| asked_for(query, case, writing));
                matches.snippet = metric
                    .flatten()
                    .or_else(|| marker.snippet(case, query, places, seen, self.lang));
            }
        }
    }
}

/// The first metric that a query asks for, with the value that says why, or that which stands for it, or else all of them.
fn asked_for(query: &Query, case: &Case, writing: Writing) -> Option<Snippet> {
    let asked_for = query.metric_of(case)?;
    let metric = case.metrics.get(asked_for.metric)?;
    let mut text = format!("{} ", metric.label.get(writing.lang));
    // What stands for the metric needs no label to tell which of the points it is.
    let other = asked_for
        .point
        .filter(|point| metric.compared() != Some(point));
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
