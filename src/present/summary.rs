//! Summary of many cases: the names of their groups, totals, and sums of figures that may be added.
//!
//! Shared by the overview and `casebook overview`. It counts nothing itself; the catalogue does.

use crate::bundle::{Bound, Indicator, Lang};
use crate::catalogue::{Breakdown, Catalogue, GroupId, Grouping, IndicatorTotal};
use crate::search::{Feature, query_for_feature, query_for_indicator};

use super::format::Formatter;
use super::labels::Labels;

/// One line of a summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The name of what was counted.
    pub name: String,
    /// The count or sum, formatted.
    pub value: String,
    /// A remark on the value; may be empty.
    pub remark: String,
    /// The query that finds its cases; `None` for a fact about all cases, or where no query finds them.
    pub term: Option<String>,
}

/// The heading of a grouping, and a remark on which group counts a case that could be in several; the remark may be
/// empty.
#[must_use]
pub fn heading(grouping: Grouping, lang: Lang) -> (&'static str, &'static str) {
    let labels = Labels::of(lang);
    match grouping {
        Grouping::Source => (labels.source, ""),
        Grouping::Region => (labels.region, ""),
        Grouping::Topic => (labels.main_topic, labels.by_first),
        Grouping::Year => (labels.latest_year, labels.by_latest),
        Grouping::Level => (labels.level, ""),
    }
}

/// The name of a group, or of the cases without one.
#[must_use]
pub fn group_name(
    catalogue: &Catalogue,
    grouping: Grouping,
    group: Option<GroupId>,
    lang: Lang,
) -> String {
    let labels = Labels::of(lang);
    let name = group.map(|group| catalogue.name(grouping, group, lang));
    match (name, grouping) {
        (Some(Some(name)), _) => name.into_owned(),
        (Some(None), _) => labels.undated.to_owned(),
        (None, Grouping::Region) => labels.no_region.to_owned(),
        (None, _) => labels.nothing.to_owned(),
    }
}

/// The totals of the cases, then the sum of each indicator, or why its figures are not added.
#[must_use]
pub fn facts(catalogue: &Catalogue, breakdown: &Breakdown, format: Formatter) -> Vec<Fact> {
    let labels = Labels::of(format.lang);
    let totals = breakdown.totals;
    let having = |having, count| (count > 0).then(|| query_for_feature(having, format.lang));
    let metrics = || having(Feature::Metric, totals.metrics);
    let notices = || having(Feature::Notice, totals.notices);
    let of_indicators = breakdown.measured.iter();
    let of_indicators: usize = of_indicators.map(|one| one.known + one.masked).sum();
    let others = totals.metrics.saturating_sub(of_indicators);
    let fact = |name: &str, count, remark: &str, term| Fact {
        name: name.to_owned(),
        value: format.count(count),
        remark: remark.to_owned(),
        term,
    };
    let differ = |differ| if differ { labels.differ } else { "" };
    let lone = differ(of_indicators == 0 && others > 1);
    let mut facts = vec![
        fact(labels.cases, totals.cases, "", None),
        fact(labels.metrics, totals.metrics, lone, metrics()),
        fact(labels.points, totals.points, "", metrics()),
        fact(labels.notices, totals.notices, "", notices()),
    ];
    facts.extend(breakdown.measured.iter().filter_map(|measured| {
        let indicator = catalogue.indicators().get(measured.indicator)?;
        Some(summed(indicator, *measured, format))
    }));
    if of_indicators > 0 && others > 0 {
        facts.push(fact(labels.other_metrics, others, differ(others > 1), None));
    }
    facts
}

/// The sum of an indicator's figures, or why they are not added.
fn summed(indicator: &Indicator, measured: IndicatorTotal, format: Formatter) -> Fact {
    let labels = Labels::of(format.lang);
    let (known, masked) = (measured.known, measured.masked);
    let several = known + masked > 1;
    let may = indicator.sums.may;
    let value = match measured.sum {
        Some((sum, bound)) => format.quantity(bound, Some(sum), &indicator.unit),
        None if several && !may => labels.not_added.to_owned(),
        None => format.quantity(Bound::Exact, None, &indicator.unit),
    };
    let of = (labels.measured)(several && may, known, masked);
    let why = if several {
        indicator.sums.why.get(format.lang)
    } else {
        ""
    };
    Fact {
        name: indicator.label.get(format.lang).to_owned(),
        value,
        remark: format!("{of}{why}").trim_end().to_owned(),
        term: Some(query_for_indicator(&indicator.id, format.lang)),
    }
}
