//! Sums that a document's own figures should satisfy; what does not hold becomes a notice.

use crate::bundle::{
    Bilingual, Bound, Case, Metric, Notice, NoticeKind, Quantity, Relation, Role, Text,
};
use crate::text::decimal;

/// The notices of a case: for each metric of parts whose exact parts do not sum to its exact total.
pub(super) fn notices(case: &Case) -> Vec<Notice> {
    case.metrics
        .iter()
        .filter_map(parts_against_total)
        .collect()
}

fn parts_against_total(metric: &Metric) -> Option<Notice> {
    if metric.relation != Relation::Parts
        || metric
            .points
            .iter()
            .any(|point| point.bound != Bound::Exact)
    {
        return None;
    }
    let total = metric
        .points
        .iter()
        .find(|point| point.role == Role::Total)?
        .value?
        .get();
    let parts: Option<Vec<f64>> = metric
        .points
        .iter()
        .filter(|point| point.role != Role::Total)
        .map(|point| point.value.map(Quantity::get))
        .collect();
    let parts = parts?;
    let sum: f64 = parts.iter().sum();
    // Printed figures have few decimals; what differs by less than this differs by rounding alone.
    if (sum - total).abs() <= 1e-6 * total.abs().max(1.0) {
        return None;
    }
    let shown: Vec<String> = parts.iter().map(|part| decimal(*part)).collect();
    let (sum_of, sum, total) = (shown.join("+"), decimal(sum), decimal(total));
    let (zh, en) = (&metric.label.zh, &metric.label.en);
    let text = Bilingual {
        zh: Text::from(
            format!("{}：原文分项 {sum_of} 之和为 {sum}，与原文总数 {total} 不符。", zh.as_str()).as_str(),
        ),
        en: Text::from(
            format!(
                "{}: the printed parts {sum_of} sum to {sum}, but the document's total says {total}.",
                en.as_str()
            )
            .as_str(),
        ),
    };
    Some(Notice {
        kind: NoticeKind::PartsDoNotAddUp,
        text,
    })
}
