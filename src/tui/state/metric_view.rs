//! State of the full-screen view of a metric: its page of lines, and the table of the indicator beside it.

use ratatui::layout::Rect;

use crate::bundle::{Case, Lang, Source};
use crate::present::{Formatter, Labels, Quotation};
use crate::text::wrap;
use crate::tui::chart::line::{Line, Tone, parted};
use crate::tui::chart::metric_list;
use crate::tui::chart::metric_page::page;
use crate::tui::input::event::Size;
use crate::tui::state::memo::Memo;
use crate::tui::state::standings::Standings;

use super::layout::WIDE;
use super::passage::PassagePane;
use super::ranking::RankingPane;
use super::scroll::Step;

/// The rows that a chart takes of its page, at least and at most.
const CHART_ROWS: (usize, usize) = (4, 14);

/// The metric of a case, by their indices; none if there is none.
pub(crate) type Place = Option<(usize, usize)>;

/// The state of the view.
#[derive(Debug, Clone, Default)]
pub(crate) struct MetricView {
    /// Whether keys act on the table.
    pub(crate) on_ranking: bool,
    pub(crate) page: Memo<MetricPageKey, Vec<Line>>,
    pub(crate) top: usize,
    pub ranking: RankingPane,
}

/// What the page of a metric depends on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MetricPageKey {
    place: Place,
    /// Whether the document is there to be quoted.
    is_read: bool,
    /// The version of the standings.
    standings: u64,
    writing: Formatter,
    size: Size,
}

/// What the view is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    /// A group: no metric, the table alone.
    Group,
    /// A metric without an indicator.
    Metric,
    /// A metric with an indicator.
    ComparedMetric,
}

/// What is shown of the model.
pub(crate) struct Viewed<'a> {
    /// The case under the cursor, with its index.
    pub case: Option<(usize, &'a Case)>,
    /// Its source.
    pub source: Option<&'a Source>,
    /// The index of its metric.
    pub metric: usize,
    pub standings: &'a Standings,
    /// Where the source's document is, if it is at hand.
    pub passage: &'a PassagePane,
}

impl MetricView {
    /// Whether keys act on the table.
    pub fn is_on_ranking(&self) -> bool {
        self.on_ranking
    }

    /// Lets keys act on the table, or on the chart.
    pub fn turn_to_ranking(&mut self, on_ranking: bool) {
        self.on_ranking = on_ranking;
    }

    /// Moves in the table, or scrolls the chart's page.
    pub fn step(&mut self, step: Step, rows: usize) {
        if self.on_ranking {
            self.ranking.step(step, rows);
        } else {
            self.top = step.scrolled(self.top, self.page.len(), rows);
        }
    }

    /// Whether the page is of another metric than this, or of none.
    pub fn shows_other_than(&self, place: Place) -> bool {
        self.page.key().map(|key| key.place) != Some(place)
    }

    /// The areas of chart and table in an area, with the divider between them; empty for what is not shown.
    pub fn areas(&self, about: About, area: Rect) -> [Rect; 3] {
        match about {
            // A group has no metric that there could be a chart of.
            About::Group => return [Rect::ZERO, Rect::ZERO, area],
            // A metric without an indicator has the whole screen, unless the table was asked for.
            About::Metric if !self.on_ranking => return [area, Rect::ZERO, Rect::ZERO],
            About::Metric | About::ComparedMetric => {}
        }
        if area.width < WIDE {
            return if self.on_ranking {
                [Rect::ZERO, Rect::ZERO, area]
            } else {
                [area, Rect::ZERO, Rect::ZERO]
            };
        }
        let chart = area.width * 11 / 20;
        let at = |x: u16, width: u16| Rect {
            x: area.x + x,
            width,
            ..area
        };
        [
            at(0, chart),
            at(chart, 1),
            at(chart + 1, area.width - chart - 1),
        ]
    }

    /// Makes the page of a metric; keeps what of it is in view unless that was another one's.
    pub fn lay_out(&mut self, viewed: &Viewed, writing: Formatter, size: Size) {
        let Viewed {
            case,
            source,
            metric,
            standings,
            passage,
        } = *viewed;
        let place = case.map(|(index, _)| (index, metric));
        let is_read = source.is_some_and(|source| passage.is_of(&source.id));
        let key = MetricPageKey {
            place,
            is_read,
            standings: standings.version(),
            writing,
            size,
        };
        if self.page.is_for(&key) {
            return;
        }
        if self.shows_other_than(place) {
            self.top = 0;
        }
        let (least, most) = CHART_ROWS;
        let rows = (usize::from(size.height) * 2 / 5).clamp(least, most);
        let cells = usize::from(size.width).saturating_sub(2);
        let shown = case.and_then(|(index, case)| Some((index, case, case.metrics.get(metric)?)));
        let mut lines = Vec::new();
        if let Some((index, case, of)) = shown {
            let standing = standings.of(of).map(|one| (one, index));
            lines = page((case, of), standing, (cells, rows), writing);
            if let Some(source) = source {
                let quoted = passage.quotations((case, source), metric, writing.lang);
                lines.extend(quoted_lines(&quoted, cells, writing.lang));
            }
            lines.extend(metric_list::lines(case, metric, cells, writing));
        }
        self.page.set(key, lines);
        let rows = usize::from(size.height);
        self.top = self.top.min(self.page.len().saturating_sub(rows));
    }
}

/// The lines in so many cells, below a heading; none if nothing is quoted.
fn quoted_lines(quotations: &[Quotation], cells: usize, lang: Lang) -> Vec<Line> {
    if quotations.is_empty() {
        return Vec::new();
    }
    let heading = Labels::of(lang).passage.to_owned();
    let mut lines = vec![Vec::new(), vec![(heading, Tone::Heading)]];
    for Quotation { text, figures } in quotations {
        for range in wrap(text, cells) {
            lines.push(parted(text, range, figures, Tone::Plain));
        }
    }
    lines
}
