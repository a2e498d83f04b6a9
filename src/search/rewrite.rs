//! Queries that are composed for the user: those that find exactly the cases of a group of the catalogue, and narrowing.
//!
//! | group | query |
//! | --- | --- |
//! | source | `source:luzhou-2023-awards`, by id |
//! | area | `region:泸州市`, with the areas around it if several have the name |
//! | main topic | `main:disputes` |
//! | latest year | `year:2022 !year:2023..`, without the second half if nothing is later |
//! | level | `level:county` |
//! | none | all groups of the grouping, negated; empty if there are none |

use std::ops::Range;

use crate::bundle::{Lang, Word};
use crate::catalogue::{Catalogue, GroupId, Grouping};
use crate::search::index::columns::Column;
use crate::search::index::value::quoted;
use crate::search::query::ast::Query;
use crate::search::query::filters::{Feature, Field};

use super::facet::closed;

/// The query that finds the cases of a group; those in no group for `None`.
#[must_use]
pub fn query_for_group(
    catalogue: &Catalogue,
    grouping: Grouping,
    group: Option<GroupId>,
    lang: Lang,
) -> String {
    let name = |group| name(catalogue, grouping, group, lang);
    let term = |names: &[String]| format!("{}:{}", field(grouping).name(lang), names.join(","));
    let groups = catalogue.groups(grouping);
    let Some(group) = group else {
        let outermost = groups.all().filter(|one| groups.parent(*one).is_none());
        let names: Vec<String> = outermost.map(name).collect();
        // If no case is in any group, every case is wanted.
        return if names.is_empty() {
            String::new()
        } else {
            format!("!{}", term(&names))
        };
    };
    let found = term(&[name(group)]);
    let later = Some(group).filter(|_| grouping == Grouping::Year);
    match later.and_then(|group| year_after(catalogue, group)) {
        Some(year) => format!("{found} !{}", term(&[format!("{year}..")])),
        None => found,
    }
}

/// The year after that of a group, if a case is from then or later.
fn year_after(catalogue: &Catalogue, group: GroupId) -> Option<u16> {
    let years = catalogue.groups(Grouping::Year);
    // The latest year comes first.
    let mut all = years.all();
    let has_later = all.any(|one| years.order(one) < years.order(group));
    let name = catalogue.name(Grouping::Year, group, Lang::Zh)?;
    // The group of undated cases has no number.
    let year: u16 = name.parse().ok().filter(|_| has_later)?;
    Some(year + 1)
}

/// The query that finds the cases with a feature.
#[must_use]
pub fn query_for_feature(feature: Feature, lang: Lang) -> String {
    let column = Column::new(Field::Has);
    let value = word(&column, feature.name(Lang::Zh), lang);
    format!("{}:{value}", Field::Has.name(lang))
}

/// The query that finds the cases with a metric of an indicator.
#[must_use]
pub fn query_for_indicator(indicator: &str, lang: Lang) -> String {
    format!("{}:{}", Field::Metric.name(lang), quoted(indicator))
}

/// A query narrowed by a term. Clauses that it makes `needless`, such as the province of a county, are left
/// out.
#[must_use]
pub fn narrow_query(typed: &str, term: &str, needless: &[String]) -> String {
    let typed = closed(typed);
    let is_needless = |span: &Range<usize>| {
        let text = typed.get(span.clone());
        needless.iter().any(|one| Some(one.as_str()) == text)
    };
    let (mut parts, mut from) = (Vec::new(), 0);
    for group in Query::new(&typed).groups {
        if let [lone] = group.as_slice()
            && is_needless(&lone.span)
        {
            parts.push(typed.get(from..lone.span.start).unwrap_or_default());
            from = lone.span.end;
        }
    }
    parts.extend([typed.get(from..).unwrap_or_default(), term]);
    let parts = parts.into_iter().map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    // The space separates what is typed next.
    parts.join(" ") + " "
}

fn field(grouping: Grouping) -> Field {
    match grouping {
        Grouping::Source => Field::Source,
        Grouping::Region => Field::Region,
        Grouping::Topic => Field::Main,
        Grouping::Year => Field::Year,
        Grouping::Level => Field::Level,
    }
}

/// A group's name in queries.
fn name(catalogue: &Catalogue, grouping: Grouping, group: GroupId, lang: Lang) -> String {
    let shown = |group| {
        catalogue
            .name(grouping, group, Lang::Zh)
            .unwrap_or_default()
    };
    match grouping {
        Grouping::Source => match catalogue.source(group) {
            Some(source) => quoted(&source.id),
            None => quoted(&shown(group)),
        },
        Grouping::Region => region(catalogue, group),
        Grouping::Topic | Grouping::Level => {
            word(&Column::new(field(grouping)), &shown(group), lang)
        }
        Grouping::Year => match (catalogue.name(grouping, group, lang), lang) {
            (Some(year), _) => year.into_owned(),
            (None, Lang::Zh) => "无".to_owned(),
            (None, Lang::En) => "none".to_owned(),
        },
    }
}

/// A fixed value's name in queries, by its Chinese name.
fn word(column: &Column, zh: &str, lang: Lang) -> String {
    let mut words = column.values.iter();
    let word = words.find(|word| word.name(Lang::Zh) == zh);
    word.map_or_else(String::new, |word| word.in_query(lang))
}

/// The name of an area; after those of the areas around it if others have the same name.
fn region(catalogue: &Catalogue, group: GroupId) -> String {
    let groups = catalogue.groups(Grouping::Region);
    let name = |group| {
        catalogue
            .name(Grouping::Region, group, Lang::Zh)
            .unwrap_or_default()
    };
    let own = name(group);
    let mut others = groups.all().filter(|one| *one != group);
    if !others.any(|one| name(one) == own) {
        return quoted(&own);
    }
    let around = std::iter::successors(Some(group), |inner| groups.parent(*inner));
    let mut names: Vec<_> = around.map(name).collect();
    names.reverse();
    quoted(&names.concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::{Bundle, parse_text};
    use crate::search::index::index::Index;
    use crate::search::scan::hit::Hit;

    /// The shipped bundle, with two areas of one name, a case without any area, and a source whose title has a
    /// space.
    fn bundle() -> Bundle {
        let text = include_str!("../../data/cases.json");
        let mut bundle: Bundle = parse_text(text, "shipped").expect("sound");
        let regions = bundle.cases.iter().map(|case| case.region.clone());
        let mut county = regions
            .clone()
            .find(|region| region.county.is_some())
            .expect("a county");
        let elsewhere = bundle
            .cases
            .iter()
            .position(|case| case.region.province.as_deref() == Some("福建省"));
        let other = &mut bundle.cases[elsewhere.expect("there")].region;
        other.county = county.county.take();
        other.code = "350699".into();
        let region = &mut bundle.cases[3].region;
        (region.province, region.prefecture, region.county) = (None, None, None);
        bundle
    }

    #[test]
    fn the_query_of_a_group_finds_exactly_its_cases() {
        let bundle = bundle();
        let catalogue = Catalogue::from(&bundle);
        let index = Index::new(&bundle);
        let found = |typed: &str| -> Vec<usize> {
            let result = index.search(&Query::new(typed));
            let mut cases: Vec<usize> = result.hits.iter().map(Hit::case).collect();
            cases.sort_unstable();
            cases
        };
        for typed in [
            "",
            "四川",
            "'审批 | 调解",
            "year:2020..2022 \"矛盾 纠纷",
            "!topic:disputes |",
            "region:泸州 region:",
            "化解率>=",
        ] {
            let all = found(typed);
            let breakdown = catalogue.breakdown(all.iter().copied());
            for (by, lang) in Grouping::ALL
                .iter()
                .flat_map(|by| [(*by, Lang::Zh), (*by, Lang::En)])
            {
                for tally in breakdown.tallies(by) {
                    let term = query_for_group(&catalogue, by, tally.group, lang);
                    let narrow_query = narrow_query(typed, &term, &[]);
                    let cases = found(&narrow_query);
                    assert_eq!(cases.len(), tally.count, "{narrow_query}");
                    let again = catalogue.breakdown(cases.iter().copied());
                    let same = again
                        .tallies(by)
                        .iter()
                        .find(|one| one.group == tally.group);
                    assert_eq!(
                        same.map(|one| one.count),
                        Some(tally.count),
                        "{narrow_query}"
                    );
                    assert!(
                        cases.iter().all(|case| all.contains(case)),
                        "{narrow_query}"
                    );
                }
            }
        }
    }

    #[test]
    fn if_no_case_is_in_a_group_all_cases_are_found() {
        let mut bundle = bundle();
        for case in &mut bundle.cases {
            let region = &mut case.region;
            (region.province, region.prefecture, region.county) = (None, None, None);
        }
        let catalogue = Catalogue::from(&bundle);
        let term = query_for_group(&catalogue, Grouping::Region, None, Lang::En);
        for (typed, after) in [("", ""), ("审批", "审批")] {
            let narrow_query = narrow_query(typed, &term, &[]);
            assert_eq!(narrow_query.trim(), after);
            let query = Query::new(&narrow_query);
            assert_eq!(Index::new(&bundle).search(&query).mistakes, []);
        }
    }

    #[test]
    fn narrowing_drops_clauses_that_become_needless() {
        let needless = ["region:四川省".to_owned()];
        for (typed, after) in [
            ("", "region:泸州市 "),
            ("审批 \"三张  清单 ", "审批 \"三张  清单 \" region:泸州市 "),
            ("审批 region:四川省", "审批 region:泸州市 "),
            ("region:四川省 审批 ", "审批 region:泸州市 "),
            ("!region:四川省 审批", "!region:四川省 审批 region:泸州市 "),
            (
                "region:四川省 | 审批",
                "region:四川省 | 审批 region:泸州市 ",
            ),
            ("审批 |", "审批 region:泸州市 "),
        ] {
            assert_eq!(narrow_query(typed, "region:泸州市", &needless), after);
        }
    }
}
