//! State of the full-screen view of a metric: its page of lines, and the ranking of its indicator.

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

/// The least and the greatest height of a chart, in rows.
const CHART_ROWS: (usize, usize) = (4, 14);

/// The metric that a page shows: indices of case and metric; `None` if there is none.
pub(crate) type Place = Option<(usize, usize)>;

/// The state of the view.
#[derive(Debug, Clone, Default)]
pub(crate) struct MetricView {
    /// Whether keys act on the ranking, not on the chart.
    pub(crate) on_ranking: bool,
    pub(crate) page: Memo<MetricPageKey, Vec<Line>>,
    /// The first line of the page in view.
    pub(crate) top: usize,
    pub ranking: RankingPane,
}

/// What the page of a metric depends on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MetricPageKey {
    place: Place,
    /// Whether the document is in memory, so that it is quoted.
    is_read: bool,
    /// The version of the standings.
    standings: u64,
    writing: Formatter,
    size: Size,
}

/// What the view shows, which determines its areas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    /// A group: the ranking alone.
    Group,
    /// A metric without an indicator.
    Metric,
    /// A metric with an indicator.
    ComparedMetric,
}

/// What the page of a metric is made from.
pub(crate) struct Viewed<'a> {
    /// The case under the cursor, with its index.
    pub case: Option<(usize, &'a Case)>,
    /// Its source.
    pub source: Option<&'a Source>,
    /// The index of its metric.
    pub metric: usize,
    pub standings: &'a Standings,
    /// Holds the document of the source, if it is in memory.
    pub passage: &'a PassagePane,
}

impl MetricView {
    /// Whether keys act on the ranking, not on the chart.
    pub fn is_on_ranking(&self) -> bool {
        self.on_ranking
    }

    /// Directs keys to the ranking, or to the chart.
    pub fn focus_ranking(&mut self, on_ranking: bool) {
        self.on_ranking = on_ranking;
    }

    /// Moves in the ranking, or scrolls the page of the chart.
    pub fn step(&mut self, step: Step, rows: usize) {
        if self.on_ranking {
            self.ranking.step(step, rows);
        } else {
            self.top = step.scrolled(self.top, self.page.len(), rows);
        }
    }

    /// Whether the page shows another metric, or has not been laid out.
    pub fn shows_other_than(&self, place: Place) -> bool {
        self.page.key().map(|key| key.place) != Some(place)
    }

    /// The areas of chart, divider and ranking; empty for what is not shown.
    pub fn areas(&self, about: About, area: Rect) -> [Rect; 3] {
        match about {
            // A group has no metric to chart.
            About::Group => return [Rect::ZERO, Rect::ZERO, area],
            // A metric without an indicator has the whole area, unless the ranking was asked for.
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

    /// Lays out the page of a metric in `size` cells. Scrolls to its beginning if it shows another metric than before.
    pub fn lay_out(&mut self, viewed: &Viewed, writing: Formatter, size: Size) {
        let Viewed {
            case,
            source,
            metric,
            standings,
            passage,
        } = *viewed;
        let place = case.map(|(index, _)| (index, metric));
        let is_read = source.is_some_and(|source| passage.has_document(&source.id));
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
                let quoted = passage.quotations(case, source, metric, writing.lang);
                lines.extend(quoted_lines(&quoted, cells, writing.lang));
            }
            lines.extend(metric_list::lines(case, metric, cells, writing));
        }
        self.page.set(key, lines);
        let rows = usize::from(size.height);
        self.top = self.top.min(self.page.len().saturating_sub(rows));
    }
}

/// Quotations as lines of at most `cells` cells below a heading; empty if there are none.
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
