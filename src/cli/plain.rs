//! Plain text for people without the browser: lists, whole cases, figures.

use std::io::{self, Write};

use crate::bundle::{Case, Indicator, Lang, Metric, Notice, Point, Source, Word};
use crate::catalogue::Totals;
use crate::present::{Formatter, Labels, Row, RowKind, Standing, lay_out, paragraphs};
use crate::seed::{Account, Seeds, Sum, SumKind, Verdict};
use crate::text::{pad, width};

/// Rows as lined-up columns, written as they come: a thousand line up with each other, so that the first are seen, and
/// their memory is free, while others are still looked for.
pub(super) struct Columns<W: Write, const N: usize> {
    out: W,
    rows: Vec<[String; N]>,
}

impl<W: Write, const N: usize> Columns<W, N> {
    const TOGETHER: usize = 1000;

    pub(super) fn new(out: W) -> Self {
        let rows = Vec::new();
        Self { out, rows }
    }

    pub(super) fn push(&mut self, row: [String; N]) -> io::Result<()> {
        self.rows.push(row);
        if self.rows.len() == Self::TOGETHER {
            self.out.write_all(columns(&self.rows).as_bytes())?;
            self.rows.clear();
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.out.write_all(columns(&self.rows).as_bytes())?;
        self.out.flush()
    }
}

/// A case in a row: id, title, region, years, organ.
pub(super) fn case_row(case: &Case, lang: Lang) -> [String; 5] {
    [
        case.id.as_str().to_owned(),
        case.title.get(lang).to_owned(),
        case.region.short().to_owned(),
        case.years_shown(),
        case.organ.as_str().to_owned(),
    ]
}

/// A point in a row: case, metric with its time, point, value with unit, figure as printed, and its share, how far the metric moved
/// with it, or where the case stands beside others.
pub(super) fn point_row(
    (case, metric, point): (&Case, &Metric, &Point),
    standing: (&[Standing], usize),
    writing: Formatter,
) -> [String; 6] {
    let lang = writing.lang;
    let label = point.label.as_ref().map_or("", |label| label.get(lang));
    [
        case.id.as_str().to_owned(),
        writing.metric(metric),
        label.to_owned(),
        writing.point(metric, point),
        point.figure.as_str().to_owned(),
        remark(metric, point, standing, writing),
    ]
}

/// What a picture shows of a point beyond its value: its share; with the last of several states, how far they moved; where
/// the case at a place stands beside others.
fn remark(
    metric: &Metric,
    point: &Point,
    (standings, case): (&[Standing], usize),
    writing: Formatter,
) -> String {
    let is_last = metric.points.last() == Some(point);
    let change = writing.change(metric).filter(|_| is_last);
    let is_compared = metric.compared() == Some(point);
    let standing = standing_of(metric, standings).filter(|_| is_compared);
    let standing = standing.and_then(|standing| {
        let mut pieces = vec![standing.indicator.label.get(writing.lang).to_owned()];
        pieces.extend(writing.standing(standing, case)?);
        Some(pieces.join(writing.glyphs.signs().and))
    });
    let remarks = [writing.share(metric, point), change, standing];
    let remarks: Vec<String> = remarks.into_iter().flatten().collect();
    remarks.join("  ")
}

/// The standing of a metric's indicator.
fn standing_of<'a>(metric: &Metric, standings: &'a [Standing]) -> Option<&'a Standing> {
    let id = metric.indicator.as_ref()?;
    standings.iter().find(|one| one.indicator.id == *id)
}

/// A notice in a row: case, what sort, what it tells.
pub(super) fn notice_row(case: &Case, notice: &Notice, lang: Lang) -> [String; 3] {
    [
        case.id.as_str().to_owned(),
        notice.kind.name(lang).to_owned(),
        notice.text.get(lang).to_owned(),
    ]
}

/// A case in full, its running text wrapped to `cells`, or not at all.
pub(super) fn page(
    (source, case): (Option<&Source>, &Case),
    standing: (&[Standing], usize),
    writing: Formatter,
    cells: Option<usize>,
) -> String {
    let lang = writing.lang;
    let paragraphs = paragraphs(source, case, lang);
    let lines = lay_out(&paragraphs, cells.unwrap_or(usize::MAX))
        .into_iter()
        .map(|line| {
            let text = paragraphs
                .get(line.paragraph)
                .and_then(|of| of.text.get(line.range));
            format!("{}{}", line.before, text.unwrap_or_default())
                .trim_end()
                .to_owned()
        });
    let mut lines: Vec<String> = lines.collect();
    let labels = Labels::of(lang);
    lines.extend([String::new(), labels.metrics.to_owned()]);
    if case.metrics.is_empty() {
        lines.push(labels.no_metrics.to_owned());
    }
    for metric in &case.metrics {
        push_metric(metric, standing, writing, &mut lines);
    }
    lines.join("\n") + "\n"
}

/// In what cases differ: each row with its label, and below it what is said of each case, or of all of them.
pub(super) fn comparison(
    cases: &[(&Case, Option<&Source>)],
    rows: &[Row],
    writing: Formatter,
) -> String {
    let [same, differs] = writing.glyphs.signs().same;
    let titles = cases.iter().map(|(case, _)| case.title.get(writing.lang));
    let mut lines = Vec::new();
    for (letter, title) in ('A'..).zip(titles) {
        lines.push(format!("{letter} {title}"));
    }
    for row in rows {
        let mark = match &row.kind {
            RowKind::Heading => {
                lines.push(String::new());
                ""
            }
            RowKind::Same => same,
            RowKind::Different => differs,
            RowKind::Compared(..) | RowKind::Text => "",
        };
        lines.push(format!("{mark} {}", row.label).trim_start().to_owned());
        let told = if row.kind == RowKind::Same {
            1
        } else {
            row.cells.len()
        };
        for (letter, cell) in ('A'..).zip(row.cells.iter().take(told)) {
            let letter = if told == 1 { ' ' } else { letter };
            for (at, line) in cell.lines().enumerate() {
                let before = if at == 0 { letter } else { ' ' };
                lines.push(format!("  {before} {line}"));
            }
        }
        if let RowKind::Compared(_, difference) = &row.kind {
            lines.push(format!("    {difference}"));
        }
    }
    lines.join("\n") + "\n"
}

/// Every sum that was tried, one a line, with its case and how it came out.
pub(super) fn sums(seeds: &Seeds) -> String {
    let rows: Vec<[String; 4]> = seeds
        .sums
        .iter()
        .map(|sum| {
            let case = seeds.bundle.cases.get(sum.case);
            [
                case.map_or("", |case| case.id.as_str()).to_owned(),
                sum.kind.key().to_owned(),
                verdict(sum.verdict).to_owned(),
                format!("{}: {}", sum.label.zh.as_str(), equation(sum)),
            ]
        })
        .collect();
    columns(&rows)
}

/// A sum as it would be written: `(82 + 25 + 55 + 1) ÷ 399 = 40.85%, stated 41%`.
fn equation(sum: &Sum) -> String {
    let percent = if sum.kind.is_percentage() { "%" } else { "" };
    let (formula, result, stated) = (&sum.formula, &sum.result, &sum.stated);
    if sum.kind == SumKind::Subset {
        format!("{formula} of {stated}")
    } else if result.is_empty() || result == formula {
        format!("{formula}{percent}, stated {stated}{percent}")
    } else {
        format!("{formula} = {result}{percent}, stated {stated}{percent}")
    }
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Holds => "holds",
        Verdict::Fails => "does not hold",
        Verdict::NotTried => "cannot be tried",
    }
}

/// How many sums there are of each outcome.
pub(super) fn sums_in_all(sums: &[Sum]) -> String {
    let of = |wanted| sums.iter().filter(|sum| sum.verdict == wanted).count();
    let parts = [Verdict::Holds, Verdict::Fails, Verdict::NotTried]
        .map(|wanted| format!("{} {}", verdict(wanted), of(wanted)));
    format!("{} sums: {}\n", sums.len(), parts.join(", "))
}

/// How the numbers of each document are accounted for, one document a line.
pub(super) fn accounts(accounts: &[Account]) -> String {
    let line = |account: &Account| {
        format!(
            "{}: {} numbers, {} in {} figures, {} explained, {} unexplained\n",
            account.document.as_str(),
            account.numbers,
            account.in_figures,
            account.points,
            account.explained,
            account.numbers - account.in_figures - account.explained,
        )
    };
    accounts.iter().map(line).collect()
}

/// How much a bundle of these sources and indicators holds.
pub(super) fn extent(sources: &[Source], indicators: &[Indicator], totals: Totals) -> String {
    let Totals {
        cases,
        metrics,
        points,
        notices,
    } = totals;
    let (sources, indicators) = (sources.len(), indicators.len());
    format!(
        "{sources} sources, {cases} cases, {metrics} metrics, {points} points, {notices} notices, {indicators} indicators"
    )
}

fn push_metric(
    metric: &Metric,
    standing: (&[Standing], usize),
    writing: Formatter,
    lines: &mut Vec<String>,
) {
    let label = writing.metric(metric);
    let shown = |point: &Point| {
        let labelled = writing.labelled(metric, point);
        let remark = remark(metric, point, standing, writing);
        let line = format!("{labelled}  [{}]  {remark}", point.figure.as_str());
        line.trim_end().to_owned()
    };
    if let [point] = metric.points.as_slice() {
        lines.push(format!("- {label}: {}", shown(point)));
        return;
    }
    lines.push(format!("- {label}: {}", metric.relation.name(writing.lang)));
    let points = metric.points.iter();
    lines.extend(points.map(|point| format!("    {}", shown(point))));
}

/// Rows as lined-up columns, two cells apart.
pub(super) fn columns<const N: usize>(rows: &[[String; N]]) -> String {
    let mut widths = [0; N];
    for row in rows {
        for (widest, text) in widths.iter_mut().zip(row) {
            *widest = width(text).max(*widest);
        }
    }
    let mut out = String::new();
    for row in rows {
        let line: Vec<String> = row
            .iter()
            .zip(widths)
            .map(|(text, cells)| pad(text, cells))
            .collect();
        out.push_str(line.join("  ").trim_end());
        out.push('\n');
    }
    out
}
