//! One metric as a block of lines: label, points drawn according to the relation, standing and notices.
//!
//! ```text
//! >政府投资项目开工前审批时间                         ▼ 降幅至少 73.2%      the label and the change
//!   ██
//!   ██ ▇▇ ▄▄  法定时限 112 → 承诺时限 46 → 压缩后 ≤30 工作日                bars and values, in order
//!  以极速审批完成前期阶段审批的项目                            53 个         a single value
//! ! 各分项之和为 1410，与原文总数 1126 不符                                  a notice
//! ```

use std::cmp::Ordering;
use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::{Line as Drawn, Span};

use crate::bundle::{Better, Metric, Notice, Point, Relation, Word};
use crate::present::{Formatter, Labels, Standing};
use crate::text::{in_lines, pad, width, wrap};
use crate::tui::theme::{NOTICE_MARK, SELECTED_MARK, Theme};

use super::line::{Line, Tone, drawn, parted};
use super::sparkline::VerticalBars;
use super::{bar_table, strip_plot};

/// The lines of one metric, laid out for a width in cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MetricBlock(Vec<Line>);

/// Cells before a label, for the mark of the selected metric.
const MARK: usize = 1;
/// Longest bar, in cells; in a list read at a glance, longer bars show no more.
const LONGEST_BAR: usize = 36;
/// Cells before the points, and between bars and values.
const INDENT: usize = 2;

/// A metric with its notices, standing and matches.
pub(crate) struct MetricContext<'a> {
    pub metric: &'a Metric,
    /// All notices of its case.
    pub notices: &'a [Notice],
    /// The standing in its indicator, and the index of its case.
    pub standing: Option<(&'a Standing, usize)>,
    /// Byte ranges that match the query in the label and period as shown.
    pub hits: &'a [Range<usize>],
}

impl MetricBlock {
    pub fn new(context: &MetricContext, cells: usize, format: Formatter) -> Self {
        let MetricContext {
            metric,
            notices,
            standing,
            hits,
        } = *context;
        let mut lines = label(metric, hits, cells, format);
        let room = cells.saturating_sub(INDENT);
        let points = match metric.relation {
            Relation::Single => Vec::new(),
            Relation::Change | Relation::OverTime => states(metric, room, format),
            Relation::Parts | Relation::Subset | Relation::SideBySide => {
                bar_table::table(metric, (room, LONGEST_BAR), format).lines
            }
        };
        lines.extend(points.into_iter().map(indented));
        if let Some((standing, case)) = standing {
            let strip = strip_plot::lines(standing, case, room, format);
            lines.extend(strip.into_iter().map(indented));
        }
        lines.extend(notices_about(metric, notices, cells, format));
        Self(lines)
    }

    /// Height in rows.
    pub fn height(&self) -> usize {
        self.0.len()
    }

    /// Draws one row. `marked` is the label's style if the metric is selected; it then has the selection mark too.
    pub fn line(&self, row: usize, marked: Option<Style>, theme: &Theme) -> Drawn<'_> {
        let Some(line) = self.0.get(row) else {
            return Drawn::default();
        };
        let Some(of_label) = marked else {
            return drawn(line, theme);
        };
        let spans = line.iter().enumerate().map(|(at, (text, tone))| {
            let style = tone.style(theme);
            match tone {
                Tone::Label => Span::styled(text.as_str(), of_label),
                Tone::Hit => Span::styled(text.as_str(), of_label.patch(theme.hit)),
                // The first piece of the label is the cell of the mark.
                Tone::Plain if row == 0 && at == 0 => Span::raw(SELECTED_MARK),
                _ => Span::styled(text.as_str(), style),
            }
        });
        Drawn::from(spans.collect::<Vec<_>>())
    }
}

fn indented(mut line: Line) -> Line {
    line.insert(0, (" ".repeat(INDENT), Tone::Plain));
    line
}

/// The label of a metric, with its trailing text at the right end of its last line or, if that is full, below it.
fn label(metric: &Metric, hits: &[Range<usize>], cells: usize, format: Formatter) -> Vec<Line> {
    let text = format.metric(metric);
    let ranges = wrap(&text, cells.saturating_sub(MARK));
    let mut lines: Vec<Line> = ranges
        .into_iter()
        .map(|range| {
            let mut line = vec![(" ".repeat(MARK), Tone::Plain)];
            line.extend(parted(&text, range, hits, Tone::Label));
            line
        })
        .collect();
    let (trailing, tone) = trailing(metric, format);
    if width(&trailing) > cells {
        let parts = in_lines(&[trailing], "", cells.saturating_sub(INDENT));
        let parts = parts.into_iter().map(|part| indented(vec![(part, tone)]));
        lines.extend(parts);
        return lines;
    }
    let used = |line: &Line| line.iter().map(|(text, _)| width(text)).sum::<usize>();
    let last = lines.last().map_or(0, used);
    if last + 2 + width(&trailing) > cells {
        lines.push(Vec::new());
    }
    if let Some(line) = lines.last_mut() {
        let blank = cells.saturating_sub(used(line) + width(&trailing));
        line.push((pad("", blank), Tone::Plain));
        line.push((trailing, tone));
    }
    lines
}

/// Text at the right of a label: the value of a single point, the change, or the name of the relation.
pub(crate) fn trailing(metric: &Metric, format: Formatter) -> (String, Tone) {
    if let [point] = metric.points.as_slice() {
        return (format.labelled(metric, point), Tone::Value);
    }
    let (Some(shown), Some(change)) = (format.change(metric), metric.change()) else {
        let relation = metric.relation.name(format.lang);
        return (relation.to_owned(), Tone::Remark);
    };
    let signs = format.glyphs.signs();
    let (sign, tone) = match (change.percent, metric.better) {
        (0.0, _) => ("", Tone::Remark),
        (..0.0, Some(Better::Lower)) => (signs.fall, Tone::Good),
        (..0.0, Some(Better::Higher)) => (signs.fall, Tone::Bad),
        (..0.0, None) => (signs.fall, Tone::Remark),
        (_, Some(Better::Higher)) => (signs.rise, Tone::Good),
        (_, Some(Better::Lower)) => (signs.rise, Tone::Bad),
        (_, None) => (signs.rise, Tone::Remark),
    };
    (format!("{sign} {shown}").trim_start().to_owned(), tone)
}

/// The states of one quantity in order: bars, and beside them the values.
fn states(metric: &Metric, cells: usize, format: Formatter) -> Vec<Line> {
    let columns = VerticalBars::of(metric, cells / 3, format.glyphs);
    // The bars of many points take more cells than asked for; leave them out to make room for the values.
    let bars = columns.rows();
    let fits = bars.iter().all(|row| width(row) + INDENT <= cells / 2);
    let bars = if fits { bars } else { &[] };
    let before = bars.first().map_or(0, |row| width(row) + INDENT);
    let values = values(metric, cells.saturating_sub(before), format);
    let rows = values.len().max(bars.len());
    // Fewer lines of values than of bars are aligned at the foot.
    let lowered = rows - values.len();
    let line = |row: usize| {
        let bar = bars.get(row).map_or("", String::as_str);
        let mut line = vec![(pad(bar, before), Tone::Bar)];
        if let Some(text) = row.checked_sub(lowered).and_then(|at| values.get(at)) {
            line.push((text.clone(), Tone::Plain));
        }
        line
    };
    let mut lines: Vec<Line> = (0..rows).map(line).collect();
    let ends = ends(metric, format);
    if !ends.is_empty() {
        let ends = in_lines(&ends, format.glyphs.signs().and, cells).into_iter();
        lines.extend(ends.map(|line| vec![(line, Tone::Remark)]));
    }
    lines
}

/// The smallest and the largest state, if `MANY` or more are known, too many to compare at a glance.
fn ends(metric: &Metric, format: Formatter) -> Vec<String> {
    const MANY: usize = 4;
    let known = metric.points.iter().filter(|point| point.value.is_some());
    let mut known: Vec<&Point> = known.collect();
    // The sort is stable: of equal values the first stays first.
    known.sort_by(|one, other| {
        one.value
            .partial_cmp(&other.value)
            .unwrap_or(Ordering::Equal)
    });
    let labels = Labels::of(format.lang);
    let largest = known.last().and_then(|last| last.value);
    let largest = known.iter().find(|point| point.value == largest);
    let ends = [(labels.smallest, known.first()), (labels.largest, largest)];
    let shown = ends.into_iter().filter(|_| known.len() >= MANY);
    let shown = shown.filter_map(|(what, point)| Some((what, *point?)));
    shown
        .map(|(what, point)| format!("{what} {}", format.labelled(metric, point)))
        .collect()
}

/// The states with labels and values, as many on a line as fit; the unit comes last.
fn values(metric: &Metric, cells: usize, format: Formatter) -> Vec<String> {
    let last = metric.points.len().saturating_sub(1);
    let points = metric.points.iter().enumerate();
    let items = points.map(|(at, point)| {
        // A percentage is always written with its sign; other units once, at the end.
        let value = if at == last || metric.unit.as_str() == "%" {
            format.point(metric, point)
        } else {
            format.value(metric, point)
        };
        let label = point.label.as_ref().map_or("", |one| one.get(format.lang));
        format!("{label} {value}").trim_start().to_owned()
    });
    let items: Vec<String> = items.collect();
    in_lines(&items, format.glyphs.signs().then, cells)
}

/// The notices about a metric as lines, each after its mark and without the metric's label.
pub(crate) fn notices_about(
    metric: &Metric,
    notices: &[Notice],
    cells: usize,
    format: Formatter,
) -> Vec<Line> {
    let about = |notice: &&Notice| notice.metric.as_ref() == Some(&metric.id);
    let mut lines = Vec::new();
    for notice in notices.iter().filter(about) {
        let text = notice.text.get(format.lang);
        let text = text
            .strip_prefix(metric.label.get(format.lang))
            .map_or(text, |rest| rest.trim_start_matches(['：', ':', ' ']));
        let ranges = wrap(text, cells.saturating_sub(INDENT));
        for (at, range) in ranges.into_iter().enumerate() {
            let mark = if at == 0 { NOTICE_MARK } else { " " };
            let text = text.get(range).unwrap_or_default();
            lines.push(vec![(format!("{mark} {text}"), Tone::Notice)]);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::metric_list;
    use super::super::metric_page::page;
    use super::*;
    use crate::bundle::{
        Additivity, Bilingual, Bound, Case, Indicator, Interval, Kind, Lang, Level, Point,
        Quantity, Region, Role, Text,
    };
    use crate::catalogue::{Measurement, Ranking};
    use crate::present::Glyphs;

    /// Fewer cells than any panel has.
    const NARROW: usize = 8;

    fn bilingual(length: usize) -> Bilingual {
        let cycled = |text: &str, length| text.chars().cycle().take(length).collect::<String>();
        let zh = cycled("各区县化解矛盾纠纷", length);
        let en = cycled("in all of the many districts and counties ", 2 * length);
        Bilingual {
            zh: Text::from(zh.as_str()),
            en: Text::from(en.as_str()),
        }
    }

    fn value() -> impl Strategy<Value = Option<f64>> {
        prop_oneof![
            1 => Just(None),
            1 => Just(Some(0.0)),
            4 => (0..100_000_u32).prop_map(|value| Some(f64::from(value))),
            1 => (1..100_u32).prop_map(|value| Some(f64::from(value) / 100.0)),
            1 => (1..9_000_000_u32).prop_map(|value| Some(f64::from(value) * 1e6)),
        ]
    }

    fn metric() -> impl Strategy<Value = Metric> {
        let point = (
            value(),
            prop::sample::select(Bound::ALL),
            0..20_usize,
            0..8_u8,
        );
        let points = prop::collection::vec(point, 1..16);
        let unit = prop::sample::select(&["件", "%", "工作日", "元"][..]);
        let relation = prop::sample::select(Relation::ALL);
        let better = prop::option::of(prop::sample::select(Better::ALL));
        (points, unit, relation, better, 1..30_usize, 0..20_usize).prop_map(
            |(points, unit, relation, better, label, total)| Metric {
                id: Text::from("metric"),
                label: bilingual(label),
                unit: Text::from(unit),
                relation,
                better,
                period: None,
                indicator: None,
                points: made(&points, unit, relation, total),
            },
        )
    }

    /// Points that suit a relation; some have another measure word than the metric's.
    fn made(
        points: &[(Option<f64>, Bound, usize, u8)],
        unit: &str,
        relation: Relation,
        total: usize,
    ) -> Vec<Point> {
        let count = match relation {
            Relation::Single => 1,
            _ => points.len().max(2),
        };
        let points = points.iter().cycle().take(count).enumerate();
        let total = match relation {
            Relation::Subset => 0,
            Relation::Parts => total,
            _ => usize::MAX,
        };
        let points = points.map(|(at, &(value, bound, label, measure))| Point {
            label: (relation != Relation::Single || label > 9).then(|| bilingual(label.max(1))),
            role: if at == total { Role::Total } else { Role::Part },
            value: value.and_then(Quantity::new),
            bound,
            figure: match (value, measure) {
                (None, _) => Text::from(&*format!("***{unit}")),
                (Some(value), 0) => Text::from(&*format!("{value}个机构")),
                (Some(value), _) => Text::from(&*format!("{value}{unit}")),
            },
            at: 0,
        });
        points.collect()
    }

    fn standing(values: &[(Option<f64>, Bound)], better: Option<Better>) -> Standing {
        let indicator = Indicator {
            id: Text::from("indicator"),
            label: bilingual(9),
            unit: Text::from("件"),
            better,
            most: None,
            rule: bilingual(20),
            sums: Additivity {
                may: false,
                why: bilingual(9),
            },
        };
        let measures = values
            .iter()
            .enumerate()
            .map(|(case, (value, bound))| Measurement {
                case,
                metric: 0,
                bound: *bound,
                interval: value.map(Interval::exact),
            });
        Standing {
            ranking: Ranking::of(&indicator, measures),
            in_bundle: values.len() + 2,
            indicator,
        }
    }

    fn case() -> Case {
        Case {
            id: Text::from("demo/01"),
            source: Text::from("demo"),
            path: Vec::new(),
            kind: Kind::Case,
            title: bilingual(20),
            organ: Text::from("示例市司法局"),
            region: Region::default(),
            level: Level::County,
            years: Vec::new(),
            period: None,
            topics: Vec::new(),
            tags: Vec::new(),
            summary: bilingual(9),
            sections: Vec::new(),
            span: Vec::new(),
            metrics: Vec::new(),
            notices: Vec::new(),
        }
    }

    fn line_width(line: &Line) -> usize {
        line.iter().map(|(text, _)| width(text)).sum()
    }

    /// The text of lines, without blanks and bars.
    fn read(lines: &[Line]) -> String {
        let pieces = lines.iter().flatten();
        let texts = pieces.filter(|(_, tone)| *tone != Tone::Bar);
        let characters = texts.flat_map(|(text, _)| text.chars());
        characters.filter(|c| !c.is_whitespace()).collect()
    }

    fn writings() -> impl Iterator<Item = Formatter> {
        let langs = [Lang::Zh, Lang::En].into_iter();
        langs.flat_map(|lang| Glyphs::ALL.map(|glyphs| Formatter { lang, glyphs }))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_metric_fits_any_size_with_each_of_its_values(
            metric in metric(),
            others in prop::collection::vec((value(), prop::sample::select(Bound::ALL)), 0..30),
            cells in prop_oneof![0..40_usize, 40..141_usize], rows in 0..20_usize
        ) {
            let mut case = case();
            case.metrics = vec![metric.clone(), metric.clone()];
            let standing = standing(&others, metric.better);
            let standing = (!others.is_empty()).then_some((&standing, 0));
            for format in writings() {
                let context = MetricContext {
                    metric: &metric,
                    notices: &[],
                    standing,
                    hits: &[],
                };
                let block = MetricBlock::new(&context, cells, format).0;
                let page = page((&case, &metric), standing, (cells, rows), format);
                if cells < NARROW {
                    continue;
                }
                let others = metric_list::lines(&case, 1, cells, format);
                for line in block.iter().chain(&page).chain(&others) {
                    prop_assert!(line_width(line) <= cells, "{line:?} in {cells}");
                }
                let (block, page) = (read(&block), read(&page));
                for point in &metric.points {
                    let value = format.value(&metric, point).replace(' ', "");
                    prop_assert!(block.contains(&value), "{value} in {block}");
                    prop_assert!(page.contains(&value), "{value} in {page}");
                }
            }
        }

        #[test]
        fn shares_of_parts_that_add_up_are_a_hundred_percent_together(
            parts in prop::collection::vec(0..100_000_u32, 2..12), has_total: bool
        ) {
            let sum: u32 = parts.iter().sum();
            prop_assume!(sum > 0);
            let mut points: Vec<_> = parts.iter().map(|part| (Some(f64::from(*part)), Bound::Exact, 3, 1)).collect();
            let total = if has_total { points.len() } else { usize::MAX };
            points.extend(has_total.then_some((Some(f64::from(sum)), Bound::Exact, 3, 1)));
            let metric = Metric {
                id: Text::from("metric"),
                label: bilingual(4),
                unit: Text::from("件"),
                relation: Relation::Parts,
                better: None,
                period: None,
                indicator: None,
                points: made(&points, "件", Relation::Parts, total),
            };
            for format in writings() {
                let shares = metric.points.iter().filter_map(|point| format.share(&metric, point));
                let shares: Vec<f64> = shares
                    .map(|share| share.trim_matches(['<', '>', '%']).parse().expect("a number"))
                    .collect();
                prop_assert_eq!(shares.len(), parts.len());
                let about = 0.1 * f64::from(u32::try_from(parts.len()).expect("few"));
                let sum: f64 = shares.iter().sum();
                prop_assert!((sum - 100.0).abs() <= about, "{sum}");
            }
        }
    }
}
