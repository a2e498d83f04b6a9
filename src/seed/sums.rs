//! Additivity that a document's own figures should satisfy; one that does not hold becomes a notice on its case.
//!
//! Some follow from a metric's relation: parts add up to their total, a part is at most the whole. The others are
//! written down by an author as `[[check]]`, because only a reader can tell that the text claims them: adjacent numbers
//! need not add up.

use crate::bundle::{
    Bilingual, Bundle, Interval, Metric, Notice, NoticeKind, Point, Relation, Role, Text, Word,
};
use crate::text::decimal;

use super::claim::{Claim, Operand, SumKind, resolve};

/// A sum that was computed. Of a change only the size is compared, not the direction.
#[derive(Debug, Clone, PartialEq)]
pub struct Sum {
    /// Index of its case in the bundle.
    pub case: usize,
    /// How the stated figure should follow from the others.
    pub kind: SumKind,
    /// The id of the metric that is claimed.
    pub metric: Text,
    /// What that metric counts.
    pub label: Bilingual,
    /// What the document states, with the sign of its bound: `>3.6万余条` as `>36000`.
    pub stated: String,
    /// What it should follow from: `(82 + 25 + 55 + 1) ÷ 399`.
    pub formula: String,
    /// The result of the formula; empty if it cannot be computed.
    pub result: String,
    /// Whether it holds.
    pub verdict: Verdict,
}

/// Whether a sum holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The figures agree to the precision to which they are printed.
    Holds,
    /// They do not agree.
    Fails,
    /// It cannot be computed: a figure is masked, or the divisor may be 0.
    NotComputable,
}

/// An operand, and how it is written in a formula.
struct Term {
    shown: String,
    /// `None` if it is masked.
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
            vec![compute_sum(case, SumKind::Sum, metric, total, &terms)]
        }
        Relation::Subset => parts
            .into_iter()
            .map(|part| compute_sum(case, SumKind::Subset, metric, total, &[labelled(part)]))
            .collect(),
        Relation::Single | Relation::Change | Relation::OverTime | Relation::SideBySide => {
            Vec::new()
        }
    }
}

/// The sum that an author claims in the case with index `at`.
///
/// # Errors
///
/// Everything that is wrong with the claim: unknown names, too few figures or too many, figures whose units the kind of
/// sum does not compare.
pub(super) fn claimed_by_author(
    bundle: &Bundle,
    at: usize,
    claim: &Claim,
) -> Result<Sum, Vec<String>> {
    let mut wrong = Vec::new();
    let mut point = |written: &str| {
        let found = resolve(bundle, at, written);
        found.map_err(|message| wrong.push(message)).ok()
    };
    let stated = point(&claim.stated);
    let mut from = Vec::new();
    let mut terms = Vec::new();
    for operand in &claim.from {
        match operand {
            Operand::Number(number) => terms.push(Term {
                shown: decimal(*number),
                interval: Some(Interval::exact(*number)),
            }),
            Operand::Point(written) => {
                let found = point(written);
                terms.extend(found.map(|(_, point)| term(point)));
                from.extend(found);
            }
        }
    }
    wrong.extend(wrong_count(claim.kind, claim.from.len()));
    if let Some(stated) = stated {
        wrong.extend(wrong_units(claim.kind, stated, &from));
    }
    match stated {
        Some((metric, point)) if wrong.is_empty() => {
            Ok(compute_sum(at, claim.kind, metric, point, &terms))
        }
        _ => Err(wrong),
    }
}

/// What is wrong with the number of operands.
fn wrong_count(kind: SumKind, count: usize) -> Option<String> {
    let (least, most) = match kind {
        SumKind::Sum => (1, usize::MAX),
        SumKind::Difference | SumKind::Rate => (2, usize::MAX),
        SumKind::Change | SumKind::Average => (2, 2),
        SumKind::Subset | SumKind::Equal => (1, 1),
    };
    let wanted = if least == most {
        least.to_string()
    } else {
        format!("{least} or more")
    };
    let kind = kind.key();
    (!(least..=most).contains(&count))
        .then(|| format!("a check of kind \"{kind}\" takes {wanted} figures, not {count}"))
}

/// What is wrong with the figures of a sum. Undetected, a mistake of the author would be reported as the document's.
fn wrong_units(
    kind: SumKind,
    (metric, stated): (&Metric, &Point),
    from: &[(&Metric, &Point)],
) -> Option<String> {
    if from
        .iter()
        .any(|(_, point)| point.at == stated.at && point.figure == stated.figure)
    {
        return Some("the stated figure is among those that it should follow from".to_owned());
    }
    let unit = metric.unit.as_str();
    if kind.is_percentage() && unit != "%" {
        return Some(format!(
            "a check of kind \"{}\" states a percentage, not {unit}",
            kind.key()
        ));
    }
    let alike = matches!(kind, SumKind::Subset | SumKind::Equal);
    let other = from
        .iter()
        .find(|(metric, _)| alike && metric.unit.as_str() != unit);
    other.map(|(metric, _)| {
        let other = metric.unit.as_str();
        format!(
            "a check of kind \"{}\" compares like with like, not {unit} with {other}",
            kind.key()
        )
    })
}

/// The operand of a point.
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

/// The operand of a part, with its label, since a whole may have several parts.
fn labelled(point: &Point) -> Term {
    let plain = term(point);
    let shown = match &point.label {
        Some(label) => format!("{} {}", label.zh.as_str(), plain.shown),
        None => plain.shown,
    };
    Term { shown, ..plain }
}

/// Computes a sum and compares it with the stated figure.
fn compute_sum(case: usize, kind: SumKind, metric: &Metric, stated: &Point, from: &[Term]) -> Sum {
    let claimed = match kind {
        // An average of counts is rounded to a whole number.
        SumKind::Average => Interval::rounded(stated),
        SumKind::Sum
        | SumKind::Difference
        | SumKind::Subset
        | SumKind::Rate
        | SumKind::Change
        | SumKind::Equal => Interval::of(stated),
    };
    let intervals: Option<Vec<Interval>> = from.iter().map(|term| term.interval).collect();
    let result = intervals.and_then(|intervals| compute(kind, &intervals));
    let verdict = match (claimed, result) {
        (Some(claimed), Some(result)) => {
            let holds = if kind == SumKind::Subset {
                !result.exceeds(claimed)
            } else {
                result.overlaps(claimed)
            };
            if holds {
                Verdict::Holds
            } else {
                Verdict::Fails
            }
        }
        (None, _) | (_, None) => Verdict::NotComputable,
    };
    Sum {
        case,
        kind,
        metric: metric.id.clone(),
        label: metric.label.clone(),
        stated: term(stated).shown,
        formula: formula(kind, from),
        result: result.map_or_else(String::new, |result| rounded(result.value)),
        verdict,
    }
}

/// The result; `None` if the divisor may be 0.
fn compute(kind: SumKind, from: &[Interval]) -> Option<Interval> {
    let added = |terms: &[Interval]| {
        terms
            .iter()
            .fold(Interval::exact(0.0), |sum, term| sum.plus(*term))
    };
    match (kind, from) {
        (SumKind::Sum, terms) => Some(added(terms)),
        (SumKind::Difference, [first, rest @ ..]) => Some(first.minus(added(rest))),
        (SumKind::Rate, [parts @ .., whole]) => Some(added(parts).over(*whole)?.times(100.0)),
        (SumKind::Change, [before, after]) => Some(
            after
                .over(*before)?
                .minus(Interval::exact(1.0))
                .abs()
                .times(100.0),
        ),
        (SumKind::Average, [whole, count]) => whole.over(*count),
        (SumKind::Subset | SumKind::Equal, [one]) => Some(*one),
        _ => None,
    }
}

/// The formula as text.
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

/// A number rounded to two decimals.
fn rounded(value: f64) -> String {
    decimal((value * 100.0).round() / 100.0)
}

impl Sum {
    /// The notice for the reader if it does not hold.
    pub(super) fn notice(&self) -> Option<Notice> {
        if self.verdict != Verdict::Fails {
            return None;
        }
        let (formula, result, stated) = (&self.formula, &self.result, &self.stated);
        let percent = if self.kind.is_percentage() { "%" } else { "" };
        let (zh, en) = match self.kind {
            SumKind::Sum => (
                format!("原文分项 {formula} 之和为 {result}，与原文总数 {stated} 不符。"),
                format!(
                    "the printed parts {formula} sum to {result}, but the document's total says {stated}."
                ),
            ),
            SumKind::Subset => (
                format!("原文其中一部分为 {result}，大于整体 {stated}。"),
                format!("the document gives {result} as a part of {stated}, which is less."),
            ),
            SumKind::Equal => (
                format!("原文一处为 {stated}，另一处为 {formula}，前后不一。"),
                format!("the document says {stated} in one place and {formula} in another."),
            ),
            SumKind::Difference | SumKind::Rate | SumKind::Change | SumKind::Average => (
                format!(
                    "按原文数字 {formula} 得 {result}{percent}，原文则称 {stated}{percent}，两者不符。"
                ),
                format!(
                    "the printed figures give {formula} = {result}{percent}, but the document says {stated}{percent}."
                ),
            ),
        };
        let kind = match self.kind {
            SumKind::Sum => NoticeKind::PartsDoNotAddUp,
            SumKind::Difference => NoticeKind::DifferenceDoesNotMatch,
            SumKind::Subset => NoticeKind::PartExceedsWhole,
            SumKind::Rate => NoticeKind::RateDoesNotMatch,
            SumKind::Change => NoticeKind::ChangeDoesNotMatch,
            SumKind::Average => NoticeKind::AverageDoesNotMatch,
            SumKind::Equal => NoticeKind::FiguresDisagree,
        };
        Some(about(kind, &self.metric, &self.label, &zh, &en))
    }
}

/// The notice on a metric of which the document masks figures, if it does.
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
        &metric.id,
        &metric.label,
        &format!("原文以星号遮盖了数字（{}）。", masked.join("、")),
        &format!(
            "the document masks the figure with asterisks ({}).",
            masked.join(", ")
        ),
    ))
}

/// A notice about a metric.
fn about(kind: NoticeKind, metric: &Text, label: &Bilingual, zh: &str, en: &str) -> Notice {
    let (zh_label, en_label) = (label.zh.as_str(), label.en.as_str());
    Notice {
        kind,
        metric: Some(metric.clone()),
        text: Bilingual {
            zh: Text::from(format!("{zh_label}：{zh}").as_str()),
            en: Text::from(format!("{en_label}: {en}").as_str()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metric(relation: Relation, total: &str, parts: &[&str]) -> Metric {
        let total = Point {
            role: Role::Total,
            ..Point::printed(total)
        };
        let label = |text: &str| Bilingual {
            zh: Text::from(text),
            en: Text::from(text),
        };
        Metric {
            id: Text::from("metric"),
            label: label("审查量"),
            unit: Text::from("件"),
            relation,
            better: None,
            period: None,
            indicator: None,
            points: std::iter::once(total)
                .chain(parts.iter().map(|figure| Point::printed(figure)))
                .collect(),
        }
    }

    /// The verdict on a sum of these figures.
    fn verdict(kind: SumKind, stated: &str, from: &[&str]) -> Verdict {
        let metric = metric(Relation::Single, stated, &[]);
        let terms: Vec<Term> = from
            .iter()
            .map(|figure| term(&Point::printed(figure)))
            .collect();
        compute_sum(0, kind, &metric, &Point::printed(stated), &terms).verdict
    }

    use SumKind::{Average, Change, Difference, Equal, Rate, Subset};
    use Verdict::{Fails, Holds, NotComputable};

    /// The stated figure, what it should follow from, and the verdict.
    const SUMS: &[(SumKind, &str, &[&str], Verdict)] = &[
        // Counts are exact.
        (SumKind::Sum, "185件", &["135件", "30件", "20件"], Holds),
        (SumKind::Sum, "1126件", &["629件", "42件", "145件"], Fails),
        (SumKind::Sum, "186件", &["135件", "30件", "20件"], Fails),
        (
            SumKind::Sum,
            "185件",
            &["135件", "30件", "*****件"],
            NotComputable,
        ),
        // Rounded and bounded figures leave some room.
        (SumKind::Sum, "3.6万余条", &["32476条", "3789条"], Holds),
        (SumKind::Sum, "3.7万余条", &["32476条", "3789条"], Fails),
        (
            SumKind::Sum,
            "59.036万元",
            &["33.536万元", "25.5万元"],
            Holds,
        ),
        (
            SumKind::Sum,
            "59.036万元",
            &["33.536万元", "25.6万元"],
            Fails,
        ),
        (SumKind::Sum, "近20件", &["9件", "10件"], Holds),
        (SumKind::Sum, "近20件", &["9件", "3件"], Fails),
        // 近 is just below, 约 on either side.
        (SumKind::Sum, "近20件", &["9件", "12件"], Fails),
        (SumKind::Sum, "约20件", &["9件", "12件"], Holds),
        (Difference, "4个", &["5个", "1个"], Holds),
        (Difference, "4个", &["5个", "2个"], Fails),
        (Subset, "6810件", &["656件"], Holds),
        (Subset, "656件", &["6810件"], Fails),
        (Subset, "600余件", &["650件"], Holds),
        (Subset, "600余件", &["701件"], Fails),
        // A rate is rounded or truncated to the printed digits.
        (Rate, "99.4%", &["1137件", "1144件"], Holds),
        (Rate, "99.3%", &["1137件", "1144件"], Holds),
        (Rate, "99.5%", &["1137件", "1144件"], Fails),
        (
            Rate,
            "41%",
            &["82件", "25件", "55件", "1件", "399件"],
            Holds,
        ),
        (
            Rate,
            "41%",
            &["82件", "25件", "55件", "1件", "457件"],
            Fails,
        ),
        (Rate, "100%", &["63起", "63起"], Holds),
        (Rate, "100%", &["999件", "1000件"], Fails),
        (Rate, "90%以上", &["95件", "100件"], Holds),
        (Rate, "90%以上", &["85件", "100件"], Fails),
        (Rate, "50%", &["1件", "0件"], NotComputable),
        (Change, "70%以上", &["112天", "30天以内"], Holds),
        (Change, "75%", &["112天", "30天"], Fails),
        (Change, "50%", &["100件", "150件"], Holds),
        (Average, "近14.5万件", &["72.4万件", "5年"], Holds),
        (Average, "20件", &["72件", "5年"], Fails),
        // 15.07 a day is printed as 15.
        (Average, "15件", &["5500件", "365天"], Holds),
        (Average, "17件", &["5500件", "365天"], Fails),
        (Equal, "7部", &["7部"], Holds),
        (Equal, "7部", &["8部"], Fails),
        (Equal, "*****份", &["8份"], NotComputable),
    ];

    #[test]
    fn figures_agree_to_their_printed_precision() {
        for (kind, stated, from, expected) in SUMS {
            let found = verdict(*kind, stated, from);
            assert_eq!(found, *expected, "{kind:?} {stated} {from:?}");
        }
    }

    #[test]
    fn a_sum_that_fails_becomes_a_notice_that_names_the_numbers() {
        let notice = |kind, stated, from: &[&str]| {
            let terms: Vec<Term> = from
                .iter()
                .map(|figure| term(&Point::printed(figure)))
                .collect();
            let metric = metric(Relation::Single, stated, &[]);
            let sum = compute_sum(0, kind, &metric, &Point::printed(stated), &terms);
            sum.notice().map(|notice| {
                let zh = notice.text.zh.as_str().to_owned();
                (notice.kind, zh, notice.text.en.as_str().to_owned())
            })
        };
        let (kind, zh, en) = notice(SumKind::Rate, "99.5%", &["1137件", "1144件"]).expect("one");
        assert_eq!(kind, NoticeKind::RateDoesNotMatch);
        assert_eq!(
            zh,
            "审查量：按原文数字 1137 ÷ 1144 得 99.39%，原文则称 99.5%，两者不符。"
        );
        assert_eq!(
            en,
            "审查量: the printed figures give 1137 ÷ 1144 = 99.39%, but the document says 99.5%."
        );
        assert_eq!(notice(SumKind::Rate, "99.4%", &["1137件", "1144件"]), None);
        assert_eq!(notice(SumKind::Equal, "*****份", &["8份"]), None);
    }

    #[test]
    fn only_what_a_relation_claims_is_computed() {
        let claimed = |relation, total, parts: &[&str]| -> Vec<(SumKind, Verdict)> {
            claimed_by_relation(0, &metric(relation, total, parts))
                .into_iter()
                .map(|sum| (sum.kind, sum.verdict))
                .collect()
        };
        assert_eq!(
            claimed(Relation::Parts, "1126件", &["629件", "411件"]),
            [(SumKind::Sum, Verdict::Fails)]
        );
        assert_eq!(
            claimed(Relation::Subset, "10件", &["7件", "12件"]),
            [
                (SumKind::Subset, Verdict::Holds),
                (SumKind::Subset, Verdict::Fails)
            ]
        );
        for relation in [Relation::SideBySide, Relation::Change, Relation::OverTime] {
            assert_eq!(claimed(relation, "45件", &["33件", "185件"]), []);
        }
    }

    #[test]
    fn a_masked_figure_becomes_a_notice() {
        let notice = masked(&metric(Relation::Single, "*****份", &[])).expect("one");
        assert_eq!(notice.kind, NoticeKind::ValueMasked);
        assert!(notice.text.zh.contains("*****份"));
        assert_eq!(masked(&metric(Relation::Single, "8份", &[])), None);
    }
}
