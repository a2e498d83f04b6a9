//! Formats metrics, points and numbers for people: values with bound and unit, shares, changes.

use crate::bundle::{
    Bound, Lang, Metric, Point, Quantity, Relation, Role, counts_in, measure_of, unit_after,
};
use crate::text::{grouped, in_millions, in_myriads};

use super::glyphs::Glyphs;

/// Placeholder for a value that the document masks.
const MASKED: &str = "*****";

/// Formatter for a language and a set of glyphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Formatter {
    /// The language.
    pub lang: Lang,
    /// The signs.
    pub glyphs: Glyphs,
}

impl Formatter {
    /// Width of the longest [`part`](Self::part), `>99.9%`, in cells.
    pub const PERCENT_CELLS: usize = 6;

    /// Formatter for a language, with the default glyphs.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        Self {
            lang,
            glyphs: Glyphs::Blocks,
        }
    }

    /// The figures of a metric as printed, in the order of its points.
    #[must_use]
    pub fn figures(self, metric: &Metric) -> String {
        let figures = metric.points.iter().map(|point| point.figure.as_str());
        figures.collect::<Vec<_>>().join(self.glyphs.signs().and)
    }

    /// A metric's label, with its period if there is one.
    #[must_use]
    pub fn metric(self, metric: &Metric) -> String {
        let label = metric.label.get(self.lang);
        match (&metric.period, self.lang) {
            (None, _) => label.to_owned(),
            (Some(period), Lang::Zh) => format!("{label}（{}）", period.zh.as_str()),
            (Some(period), Lang::En) => format!("{label} ({})", period.en.as_str()),
        }
    }

    /// A metric in one line: label, values with their labels and unit, change, and the figures as printed.
    #[must_use]
    pub fn sentence(self, metric: &Metric) -> String {
        let values = metric.points.iter().map(|point| {
            let share = self.share(metric, point);
            let share = share.map_or_else(String::new, |share| format!(" ({share})"));
            self.labelled(metric, point) + &share
        });
        let values: Vec<String> = values.collect();
        let signs = self.glyphs.signs();
        let between = if metric.change().is_some() {
            signs.then
        } else {
            signs.and
        };
        let values = values.join(between);
        let change = self.change(metric);
        let change = change.map_or_else(String::new, |change| format!("{}{change}", signs.and));
        let (label, figures) = (self.metric(metric), self.figures(metric));
        match self.lang {
            Lang::Zh => format!("{label}：{values}{change}［原文：{figures}］"),
            Lang::En => format!("{label}: {values}{change} [printed: {figures}]"),
        }
    }

    /// A number, abbreviated where that loses no digits: `23万`, `724k`.
    #[must_use]
    pub fn number(self, value: f64) -> String {
        match self.lang {
            Lang::Zh => in_myriads(value),
            Lang::En => in_millions(value),
        }
    }

    /// A number with its bound: `≤30`, `>5亿`.
    #[must_use]
    pub fn bounded(self, bound: Bound, value: f64) -> String {
        format!("{}{}", self.glyphs.bound(bound), self.number(value))
    }

    /// A number with its bound and unit: `≤30 工作日`, `98%`; `*****` for a masked value.
    #[must_use]
    pub fn quantity(self, bound: Bound, value: Option<f64>, unit: &str) -> String {
        let Some(value) = value else {
            return MASKED.to_owned();
        };
        self.with_unit(self.bounded(bound, value), unit)
    }

    /// A point's value with its bound, without the unit: `≤30`, `>5亿`, `*****`.
    ///
    /// A figure that is printed in another measure word than its metric's is shown as printed.
    #[must_use]
    pub fn value(self, metric: &Metric, point: &Point) -> String {
        let Some(value) = point.value else {
            return MASKED.to_owned();
        };
        let value = self.bounded(point.bound, value.get());
        match (is_in_unit(metric, point), self.lang) {
            (true, _) => value,
            (false, Lang::Zh) => point.figure.as_str().to_owned(),
            (false, Lang::En) => format!("{value} ({})", point.figure.as_str()),
        }
    }

    /// A point's value with bound and unit: `≤30 工作日`, `98%`.
    #[must_use]
    pub fn point(self, metric: &Metric, point: &Point) -> String {
        let value = self.value(metric, point);
        if is_in_unit(metric, point) {
            self.with_unit(value, &metric.unit)
        } else {
            value
        }
    }

    /// A point's value with its label before it, if it has one: `法定时限 112 工作日`.
    #[must_use]
    pub fn labelled(self, metric: &Metric, point: &Point) -> String {
        let value = self.point(metric, point);
        match &point.label {
            Some(label) => format!("{} {value}", label.get(self.lang)),
            None => value,
        }
    }

    /// The values of all points, with their unit once: `71 · 48 · 50 项`.
    #[must_use]
    pub fn values(self, metric: &Metric) -> String {
        let values = metric.points.iter().map(|point| self.value(metric, point));
        let values: Vec<String> = values.collect();
        self.with_unit(values.join(self.glyphs.signs().and), &metric.unit)
    }

    /// A value with its unit, if the language has a word for it.
    #[must_use]
    pub fn with_unit(self, value: String, unit: &str) -> String {
        match unit_after(&value, unit, self.lang) {
            "" => value,
            "%" => value + "%",
            "第" => format!("第 {value}"),
            "No." => format!("No. {value}"),
            unit => format!("{value} {unit}"),
        }
    }

    /// A point's value with all its digits, with bound and unit: `145,000 件`. `None` if [`point`](Self::point) does not
    /// abbreviate it.
    #[must_use]
    pub fn in_full(self, metric: &Metric, point: &Point) -> Option<String> {
        let value = point.value?.get();
        let full = grouped(value);
        (is_in_unit(metric, point) && full != self.number(value)).then(|| {
            let sign = self.glyphs.bound(point.bound);
            self.with_unit(format!("{sign}{full}"), &metric.unit)
        })
    }

    /// A point's share of the whole of its metric, with one decimal: `73.0%`, `<14.8%`. `None` for the total itself, or
    /// if either value is unknown.
    #[must_use]
    pub fn share(self, metric: &Metric, point: &Point) -> Option<String> {
        let (whole, of) = whole(metric)?;
        let part = point.value?.get();
        if point.role == Role::Total || whole <= 0.0 {
            return None;
        }
        let sign = match (point.bound, of) {
            (Bound::Exact, Bound::Exact) => "",
            (Bound::Exact, Bound::MoreThan) => "<",
            (Bound::Exact, Bound::AtLeast) => self.glyphs.bound(Bound::AtMost),
            (Bound::Exact, Bound::AtMost) => self.glyphs.bound(Bound::AtLeast),
            (bound, Bound::Exact) => self.glyphs.bound(bound),
            _ => self.glyphs.bound(Bound::About),
        };
        Some(bounded_percent(sign, part / whole * 100.0))
    }

    /// A count with thousands separators: `1,126`.
    #[must_use]
    pub fn count(self, count: usize) -> String {
        grouped(as_number(count))
    }

    /// `count` as a percentage of `of`, with one decimal: `14.5%`.
    #[must_use]
    pub fn part(self, count: usize, of: usize) -> String {
        percent(ratio(count, of) * 100.0)
    }

    /// A bar for a count, `cells` wide for the largest count, `most`.
    #[must_use]
    pub fn bar(self, count: usize, most: usize, cells: usize) -> String {
        self.glyphs.bar(0.0, ratio(count, most) * as_number(cells))
    }

    /// The change of a metric with one decimal: `-73.2%`, `down at least 73.2%`; `None` for other relations.
    #[must_use]
    pub fn change(self, metric: &Metric) -> Option<String> {
        let change = metric.change()?;
        if change.percent == 0.0 {
            // A change of zero has no direction; the only sign is that of the bound.
            let bound = match change.bound {
                Bound::Exact => Bound::Exact,
                _ => Bound::About,
            };
            return Some(format!("{}0.0%", self.glyphs.bound(bound)));
        }
        if change.bound == Bound::Exact {
            let sign = if change.percent < 0.0 { '-' } else { '+' };
            return Some(format!("{sign}{}", percent(change.percent.abs())));
        }
        let size = change.percent.abs();
        let fell = change.percent < 0.0;
        let at_least = change.bound == Bound::AtLeast;
        let size = match rounded_down(size) {
            // A lower bound is rounded down: at least 66.66… % does not imply at least 66.7 %.
            floor if at_least && floor > 0.0 => percent(floor),
            _ => percent(size),
        };
        Some(match self.lang {
            Lang::Zh => {
                let (way, how) = (
                    if fell { "降幅" } else { "升幅" },
                    if at_least { "至少" } else { "约" },
                );
                format!("{way}{how} {size}")
            }
            Lang::En => {
                let (way, how) = (
                    if fell { "down" } else { "up" },
                    if at_least { "at least" } else { "about" },
                );
                format!("{way} {how} {size}")
            }
        })
    }
}

/// The whole that the points of a metric are shares of, and its bound: the printed total, otherwise the sum of the
/// parts. `None` if the points are not parts, or if the total or a part of the sum is masked.
#[must_use]
pub(crate) fn whole(metric: &Metric) -> Option<(f64, Bound)> {
    match metric.relation {
        Relation::Parts | Relation::Subset => {}
        Relation::Single | Relation::Change | Relation::OverTime | Relation::SideBySide => {
            return None;
        }
    }
    let mut totals = metric.points.iter().filter(|one| one.role == Role::Total);
    if let Some(total) = totals.next() {
        return Some((total.value?.get(), total.bound));
    }
    let values = metric.points.iter().map(|point| point.value);
    let values: Option<Vec<f64>> = values.map(|value| value.map(Quantity::get)).collect();
    let exact = metric.points.iter().all(|one| one.bound == Bound::Exact);
    let bound = if exact { Bound::Exact } else { Bound::About };
    Some((values?.iter().sum(), bound))
}

/// Whether a point's figure is printed in its metric's unit or without one: in 1至2个月 the 1 counts months too.
fn is_in_unit(metric: &Metric, point: &Point) -> bool {
    let is_bare = measure_of(&point.figure) == ("", "");
    is_bare || counts_in(&point.figure, &metric.unit)
}

/// `count` divided by `of`; 0 if both are 0.
fn ratio(count: usize, of: usize) -> f64 {
    as_number(count) / as_number(of).max(1.0)
}

/// A count as a float. It saturates at 2³² - 1, far above any bundle.
fn as_number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// A percentage with the sign of its bound. A lower bound is rounded down and an upper bound up, so that each stays
/// true. `<0.1%` and `>99.9%` have a sign already and take no other; a bound that contradicts it becomes `>0%` or
/// `<100%`.
fn bounded_percent(sign: &str, of: f64) -> String {
    let shown = percent(of);
    let is_floor = sign.starts_with(['>', '≥']);
    let is_ceiling = sign.starts_with(['<', '≤']);
    match (shown.chars().next(), rounded_down(of)) {
        (Some('<'), _) if is_floor => ">0%".to_owned(),
        (Some('>'), _) if is_ceiling => "<100%".to_owned(),
        (Some('<' | '>'), _) => shown,
        (_, 0.0) if is_floor => ">0%".to_owned(),
        (_, floor) if is_floor => sign.to_owned() + &percent(floor),
        _ if is_ceiling => sign.to_owned() + &percent(-rounded_down(-of)),
        _ => format!("{sign}{shown}"),
    }
}

/// A percentage rounded down to one decimal.
fn rounded_down(of: f64) -> f64 {
    // Tolerance in tenths: a division may leave a multiple of 0.1 just short of it.
    const NEARLY: f64 = 1e-6;
    (of * 10.0 + NEARLY).floor() / 10.0
}

/// A percentage with one decimal, never rounded to 0 % or 100 %.
fn percent(of: f64) -> String {
    match of {
        0.0 => "0%".to_owned(),
        100.0 => "100%".to_owned(),
        ..0.05 => "<0.1%".to_owned(),
        99.95..100.0 => ">99.9%".to_owned(),
        of => format!("{of:.1}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::parse_text;

    fn shipped_metric(case: &str, id: &str) -> Metric {
        let bundle = parse_text(include_str!("../../data/cases.json"), "shipped").expect("sound");
        let mut cases = bundle.cases.into_iter();
        let case = cases.find(|one| one.id.as_str() == case).expect("there");
        let mut metrics = case.metrics.into_iter();
        metrics.find(|one| one.id.as_str() == id).expect("there")
    }

    #[test]
    fn a_percentage_is_not_rounded_over_its_bound() {
        for (sign, of, shown) in [
            ("", 73.04, "73.0%"),
            ("≥", 73.04, "≥73.0%"),
            ("", 0.01, "<0.1%"),
            ("≤", 0.01, "<0.1%"),
            (">", 0.01, ">0%"),
            ("", 99.99, ">99.9%"),
            (">", 99.99, ">99.9%"),
            ("<", 99.99, "<100%"),
            ("≈", 99.99, ">99.9%"),
            ("≤", 100.0, "≤100%"),
            // 100 of more than 680 may be just less than 14.706 %, and so more than 14.7 %.
            ("<", 14.705_88, "<14.8%"),
            ("≤", 70.000_000_000_000_01, "≤70.0%"),
            ("≥", 66.666_67, "≥66.6%"),
            (">", 0.299_999_999_999_999_9, ">0.3%"),
            ("≥", 0.07, ">0%"),
            ("≤", 99.92, "≤100%"),
            ("≈", 66.666_67, "≈66.7%"),
        ] {
            assert_eq!(bounded_percent(sign, of), shown, "{sign}{of}");
        }
    }
    #[test]
    fn a_bound_that_is_reckoned_from_a_bound_is_rounded_to_its_own_side() {
        let format = Formatter::new(Lang::En);
        // From 30 days to at most 10: two thirds less, which is not at least 66.7 %.
        let change = shipped_metric("luzhou-2023-awards/01", "completion-acceptance");
        let change = format.change(&change);
        assert_eq!(change.as_deref(), Some("down at least 66.6%"));
        // 32476 and 3789 of more than 36000.
        let parts = shipped_metric("zigong-2020-report/12", "credit-site-items");
        let shares = parts
            .points
            .iter()
            .filter_map(|point| format.share(&parts, point));
        assert_eq!(shares.collect::<Vec<_>>(), ["<90.3%", "<10.6%"]);
    }

    #[test]
    fn what_is_printed_without_a_measure_word_is_shown_with_the_unit() {
        let metric = shipped_metric(
            "zhangzhou-hightech-2022-report/12",
            "project-application-cut",
        );
        for (lang, shown) in [
            (Lang::Zh, ["1 个月", "2 个月"]),
            (Lang::En, ["1 month", "2 months"]),
        ] {
            let points = metric.points.iter();
            let points = points.map(|point| Formatter::new(lang).point(&metric, point));
            assert_eq!(points.collect::<Vec<_>>(), shown);
        }
        let reviews = shipped_metric("luzhou-2023-awards/02", "reviews");
        let in_all = Formatter::new(Lang::Zh).labelled(&reviews, &reviews.points[0]);
        assert_eq!(in_all, "合计 4427件次");
    }
}
