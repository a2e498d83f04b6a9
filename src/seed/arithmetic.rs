//! Sums that a document's own figures should satisfy; what does not hold becomes a notice.
//!
//! Some follow from how a metric is written: parts make up their total, a part is no more than its whole.
//! The others are written down by an author as `[[check]]`, because only a reader can tell that the text
//! claims them: parallel numbers are no sums.

use crate::bundle::{
    Bilingual, Bundle, Metric, Notice, NoticeKind, Point, Relation, Role, SumKind, Text, Word,
};
use crate::text::decimal;

use super::check::{Check, Operand, PointAt, resolve};
use super::interval::Interval;

/// A sum that was tried.
#[derive(Debug, Clone, PartialEq)]
pub struct Sum {
    /// The index of its case.
    pub case: usize,
    /// How the stated figure should follow from the others.
    pub kind: SumKind,
    /// The metric that is claimed.
    pub label: Bilingual,
    /// What the document states, with the sign of its bound: `>3.6万余条` as `>36000`.
    pub stated: String,
    /// What it should follow from: `(82 + 25 + 55 + 1) ÷ 399`.
    pub formula: String,
    /// What that gives; nothing for a sum that could not be tried.
    pub result: String,
    /// How it came out.
    pub outcome: Outcome,
}

/// How a sum came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The figures agree, as far as they are printed.
    Holds,
    /// They do not.
    Fails,
    /// A figure is masked, or there is nothing to divide by.
    NotTried,
}

/// A figure or number with how it is written in a formula.
struct Term {
    shown: String,
    interval: Option<Interval>,
}

/// Every sum that a metric's relation claims.
pub(super) fn claimed_by_relation(case: usize, metric: &Metric) -> Vec<Sum> {
    let is_total = |point: &&Point| point.role == Role::Total;
    let Some(total) = metric.points.iter().find(is_total) else {
        return Vec::new();
    };
    let parts: Vec<&Point> = metric.points.iter().filter(|p| !is_total(p)).collect();
    match metric.relation {
        Relation::Parts => {
            let terms: Vec<Term> = parts.into_iter().map(term).collect();
            vec![tried(case, SumKind::Sum, metric, &term(total), &terms)]
        }
        Relation::Subset => parts
            .into_iter()
            .map(|part| tried(case, SumKind::Subset, metric, &term(total), &[term(part)]))
            .collect(),
        Relation::Single | Relation::Change | Relation::OverTime | Relation::SideBySide => {
            Vec::new()
        }
    }
}

/// The sum that an author wrote down in the case `at`.
///
/// # Errors
///
/// What is wrong with it: a name that names nothing, or too few figures.
pub(super) fn claimed_by_author(bundle: &Bundle, at: usize, check: &Check) -> Result<Sum, String> {
    let point = |written: &str| -> Result<PointAt, String> { resolve(bundle, at, written) };
    let (metric, stated) = point(&check.stated)?.of(bundle).ok_or("no such point")?;
    let mut terms = Vec::new();
    for operand in &check.from {
        terms.push(match operand {
            Operand::Number(number) => Term {
                shown: decimal(*number),
                interval: Some(Interval::exactly(*number)),
            },
            Operand::Point(written) => term(point(written)?.of(bundle).ok_or("no such point")?.1),
        });
    }
    let (least, most) = match check.kind {
        SumKind::Sum => (1, usize::MAX),
        SumKind::Difference | SumKind::Rate => (2, usize::MAX),
        SumKind::Change | SumKind::Average => (2, 2),
        SumKind::Subset | SumKind::Equal => (1, 1),
    };
    if !(least..=most).contains(&terms.len()) {
        let kind = check.kind.key();
        let count = if least == most {
            least.to_string()
        } else {
            format!("{least} or more")
        };
        return Err(format!(
            "a check of kind \"{kind}\" is made from {count} figures, not {}",
            terms.len()
        ));
    }
    Ok(tried(at, check.kind, metric, &term(stated), &terms))
}

fn term(point: &Point) -> Term {
    let shown = point.value.map_or_else(
        || "*****".to_owned(),
        |value| format!("{}{}", point.bound.sign(), decimal(value.get())),
    );
    Term {
        shown,
        interval: Interval::of(point),
    }
}

fn tried(case: usize, kind: SumKind, metric: &Metric, stated: &Term, from: &[Term]) -> Sum {
    let intervals: Option<Vec<Interval>> = from.iter().map(|term| term.interval).collect();
    let result = intervals.and_then(|intervals| compute(kind, &intervals));
    let outcome = match (stated.interval, result) {
        (Some(stated), Some(result)) => {
            let holds = match kind {
                SumKind::Subset => !result.exceeds(stated),
                _ => result.meets(stated),
            };
            if holds {
                Outcome::Holds
            } else {
                Outcome::Fails
            }
        }
        _ => Outcome::NotTried,
    };
    Sum {
        case,
        kind,
        label: metric.label.clone(),
        stated: stated.shown.clone(),
        formula: formula(kind, from),
        result: result.map_or_else(String::new, |result| rounded(result.value)),
        outcome,
    }
}

/// What the figures give; none if there is nothing to divide by.
fn compute(kind: SumKind, from: &[Interval]) -> Option<Interval> {
    let added = |terms: &[Interval]| {
        terms
            .iter()
            .fold(Interval::exactly(0.0), |sum, term| sum.plus(*term))
    };
    match (kind, from) {
        (SumKind::Sum, terms) => Some(added(terms)),
        (SumKind::Difference, [first, rest @ ..]) => Some(first.minus(added(rest))),
        (SumKind::Rate, [parts @ .., whole]) => Some(added(parts).over(*whole)?.times(100.0)),
        (SumKind::Change, [before, after]) => Some(
            after
                .over(*before)?
                .minus(Interval::exactly(1.0))
                .size()
                .times(100.0),
        ),
        (SumKind::Average, [whole, count]) => whole.over(*count),
        (SumKind::Subset | SumKind::Equal, [one]) => Some(*one),
        _ => None,
    }
}

fn formula(kind: SumKind, from: &[Term]) -> String {
    let joined = |terms: &[Term], sign: &str| {
        terms
            .iter()
            .map(|term| term.shown.as_str())
            .collect::<Vec<_>>()
            .join(sign)
    };
    match (kind, from) {
        (SumKind::Difference, terms) => joined(terms, " - "),
        (SumKind::Rate, [part, whole]) => format!("{} ÷ {}", part.shown, whole.shown),
        (SumKind::Rate, [parts @ .., whole]) => {
            format!("({}) ÷ {}", joined(parts, " + "), whole.shown)
        }
        (SumKind::Change, [before, after]) => {
            format!("|{} - {}| ÷ {}", after.shown, before.shown, before.shown)
        }
        (SumKind::Average, [whole, count]) => format!("{} ÷ {}", whole.shown, count.shown),
        (_, terms) => joined(terms, " + "),
    }
}

/// A computed number with at most two decimals.
fn rounded(value: f64) -> String {
    decimal((value * 100.0).round() / 100.0)
}

impl Sum {
    /// What a reader is told if it does not hold.
    pub(super) fn notice(&self) -> Option<Notice> {
        if self.outcome != Outcome::Fails {
            return None;
        }
        let (formula, result, stated) = (&self.formula, &self.result, &self.stated);
        let (kind, zh, en) = match self.kind {
            SumKind::Sum => (
                NoticeKind::PartsDoNotAddUp,
                format!("原文分项 {formula} 之和为 {result}，与原文总数 {stated} 不符。"),
                format!(
                    "the printed parts {formula} sum to {result}, but the document's total says {stated}."
                ),
            ),
            SumKind::Subset => (
                NoticeKind::PartExceedsWhole,
                format!("原文其中一部分为 {formula}，大于整体 {stated}。"),
                format!("the document gives {formula} as a part of {stated}, which is less."),
            ),
            SumKind::Equal => (
                NoticeKind::FiguresDisagree,
                format!("原文一处为 {stated}，另一处为 {formula}，前后不一。"),
                format!("the document says {stated} in one place and {formula} in another."),
            ),
            SumKind::Difference | SumKind::Rate | SumKind::Change | SumKind::Average => {
                let kind = match self.kind {
                    SumKind::Rate => NoticeKind::RateDoesNotMatch,
                    SumKind::Change => NoticeKind::ChangeDoesNotMatch,
                    SumKind::Average => NoticeKind::AverageDoesNotMatch,
                    _ => NoticeKind::DifferenceDoesNotMatch,
                };
                let percent = if matches!(self.kind, SumKind::Rate | SumKind::Change) {
                    "%"
                } else {
                    ""
                };
                (
                    kind,
                    format!(
                        "按原文数字 {formula} 得 {result}{percent}，原文则称 {stated}{percent}，两者不符。"
                    ),
                    format!(
                        "the printed figures give {formula} = {result}{percent}, but the document says {stated}{percent}."
                    ),
                )
            }
        };
        Some(about(kind, &self.label, &zh, &en))
    }
}

/// A notice for each metric whose figures the document masks.
pub(super) fn masked(metric: &Metric) -> Option<Notice> {
    let masked: Vec<&str> = metric
        .points
        .iter()
        .filter(|point| point.value.is_none())
        .map(|point| point.figure.as_str())
        .collect();
    if masked.is_empty() {
        return None;
    }
    Some(about(
        NoticeKind::ValueMasked,
        &metric.label,
        &format!("原文以星号遮盖了数字（{}）。", masked.join("、")),
        &format!(
            "the document masks the figure with asterisks ({}).",
            masked.join(", ")
        ),
    ))
}

/// A notice about a metric.
fn about(kind: NoticeKind, label: &Bilingual, zh: &str, en: &str) -> Notice {
    let (zh_label, en_label) = (label.zh.as_str(), label.en.as_str());
    Notice {
        kind,
        text: Bilingual {
            zh: Text::from(format!("{zh_label}：{zh}").as_str()),
            en: Text::from(format!("{en_label}: {en}").as_str()),
        },
    }
}
