//! The shipped files: the bundle, its schema, its indicators.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::support::{
    Bound, Catalogue, Kind, Metric, Notice, NoticeKind, Quantity, Ranking, Relation, parse, read,
    schema, shipped, write,
};

#[test]
fn the_schema_is_current_and_the_bundle_satisfies_it() {
    let shipped_schema = read("data/bundle.schema.json");
    assert_eq!(
        shipped_schema,
        schema(),
        "run `casebook schema > data/bundle.schema.json`"
    );
    let schema = serde_json::from_str(&shipped_schema).expect("the schema is JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("the schema is a schema");
    let bundle: serde_json::Value = serde_json::from_str(&read("data/cases.json")).expect("JSON");
    let errors: Vec<String> = validator
        .iter_errors(&bundle)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let mut wrong = bundle;
    wrong["cases"][0]["metrics"][0]["points"][0]["bound"] = "roughly".into();
    assert!(
        !validator.is_valid(&wrong),
        "the schema refuses an invalid bundle"
    );
}

#[test]
fn a_bundle_that_is_read_and_written_is_the_same_bytes() {
    let text = read("data/cases.json");
    let bundle = parse(text.as_bytes(), "data/cases.json").expect("sound");
    assert_eq!(write(&bundle), text);
}

#[test]
fn every_case_has_tags_a_summary_and_the_sections_of_its_kind() {
    for case in shipped().cases {
        let id = case.id.as_str();
        assert!(!case.tags.is_empty() && !case.organ.is_empty(), "{id}");
        assert!(
            !case.summary.zh.is_empty() && !case.summary.en.is_empty(),
            "{id}"
        );
        let heading = match case.kind {
            Kind::Plan => "安排",
            Kind::Shortcoming => "表现",
            Kind::Case | Kind::Practice | Kind::Item => "做法",
        };
        assert!(
            case.sections
                .iter()
                .any(|section| &*section.heading.zh == heading),
            "{id}"
        );
        assert!(
            case.sections.iter().all(|section| !section.text.is_empty()),
            "{id}"
        );
        let han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        assert!(
            !han(&case.title.en) && !han(&case.summary.en),
            "{id}: Chinese in English"
        );
        for metric in &case.metrics {
            assert!(!han(&metric.label.en), "{id}: {}", metric.id.as_str());
        }
    }
}

#[test]
fn figures_that_are_hard_to_parse_have_the_right_values() {
    let bundle = shipped();
    let values = |case: &str, metric: &str| -> Vec<Option<f64>> {
        let case = bundle.case(case).expect("a case");
        let metric = case
            .metrics
            .iter()
            .find(|one| one.label.zh.contains(metric))
            .expect("a metric");
        metric
            .points
            .iter()
            .map(|point| point.value.map(Quantity::get))
            .collect()
    };
    assert_eq!(
        values("luzhou-2023-awards/01", "政府投资项目的开工前"),
        [Some(112.0), Some(46.0), Some(30.0)]
    );
    assert_eq!(
        values("luzhou-2023-awards/04", "赔偿金"),
        [Some(1_646_120.0)]
    );
    assert_eq!(
        values("luzhou-2023-awards/12", "经济损失"),
        [Some(500_000_000.0)]
    );
    assert_eq!(
        values("national-2021-exemplars/01", "总标的额"),
        [Some(314_360_000_000.0)]
    );
    let disputes = bundle
        .case("luzhou-2023-awards/07")
        .expect("a case")
        .metrics
        .iter();
    let parts = disputes
        .into_iter()
        .find(|metric| metric.relation == Relation::Parts)
        .expect("parts");
    let parts: Vec<f64> = parts
        .points
        .iter()
        .filter_map(|point| point.value)
        .map(Quantity::get)
        .collect();
    assert_eq!(parts, [185.0, 135.0, 30.0, 20.0]);
}

/// Only what the documents claim: parallel numbers are not a sum, and a subset is not all of the parts.
#[test]
fn relations_are_those_that_the_documents_claim() {
    let bundle = shipped();
    let relation = |case: &str, values: &[f64]| -> Option<Relation> {
        let case = bundle.case(case).expect("a case");
        let of = |metric: &Metric| -> Vec<f64> {
            let values = metric.points.iter().filter_map(|point| point.value);
            values.map(Quantity::get).collect()
        };
        let metric = case.metrics.iter().find(|metric| of(metric) == values);
        metric.map(|metric| metric.relation)
    };
    let rows: [(&str, &[f64], Relation); 7] = [
        (
            "luzhou-2021-four-directions/07",
            &[45.0, 33.0, 185.0],
            Relation::SideBySide,
        ),
        ("zigong-2020-report/05", &[6810.0, 656.0], Relation::Subset),
        (
            "zigong-2020-report/12",
            &[36_000.0, 32_476.0, 3789.0],
            Relation::Parts,
        ),
        (
            "zhangzhou-hightech-2022-report/13",
            &[21.0, 2.0, 19.0],
            Relation::Parts,
        ),
        (
            "zhangzhou-hightech-2022-report/06",
            &[97.6, 79.34, 95.32, 93.46],
            Relation::SideBySide,
        ),
        (
            "zhangzhou-hightech-2022-report/20",
            &[299.0, 137.0],
            Relation::Subset,
        ),
        (
            "zhangzhou-hightech-2022-report/21",
            &[1144.0, 1137.0],
            Relation::Subset,
        ),
    ];
    for (case, values, expected) in rows {
        assert_eq!(relation(case, values), Some(expected), "{case} {values:?}");
    }
}

#[test]
fn masked_values_are_points_without_a_value_and_each_has_a_notice() {
    let bundle = shipped();
    let mut masked = Vec::new();
    for case in &bundle.cases {
        for metric in &case.metrics {
            for point in metric.points.iter().filter(|point| point.value.is_none()) {
                assert!(point.figure.contains("*****"), "{}", case.id.as_str());
                masked.push(point.figure.as_str());
                let is_about = |notice: &Notice| {
                    notice.kind == NoticeKind::ValueMasked
                        && notice.metric.as_ref() == Some(&metric.id)
                };
                assert!(case.notices.iter().any(is_about), "{}", case.id.as_str());
            }
        }
    }
    assert_eq!(masked, ["*****份", "*****份", "*****元", "约*****人次"]);
}

#[test]
fn shortcomings_and_plans_have_kinds_of_their_own_and_unknown_dates_are_not_guessed() {
    let bundle = shipped();
    let count = |kind: Kind| bundle.cases.iter().filter(|case| case.kind == kind).count();
    assert_eq!((count(Kind::Shortcoming), count(Kind::Plan)), (3, 4));
    let published = |id: &str| {
        let source = bundle.sources.iter().find(|source| &*source.id == id);
        source
            .expect("a source")
            .published
            .as_deref()
            .map(str::to_owned)
    };
    assert_eq!(published("zigong-2020-report"), None);
    assert_eq!(published("zhangzhou-hightech-2022-report"), None);
    assert_eq!(
        published("luzhou-2021-four-directions").as_deref(),
        Some("2021-01-08")
    );
}

/// The metrics that a person judged comparable, and those that only sound alike.
#[test]
fn only_comparable_metrics_share_an_indicator() {
    let golden: toml::Table =
        toml::from_str(&read("tests/golden/indicators.toml")).expect("the table is TOML");
    let text = |of: &toml::Value| of.as_str().expect("a text").to_owned();
    let list = |of: &toml::Value| of.as_array().expect("a list").clone();
    let bundle = shipped();
    let mut held: BTreeMap<String, Option<String>> = BTreeMap::new();
    for case in &bundle.cases {
        for metric in &case.metrics {
            let name = format!("{} {}", case.id.as_str(), metric.id.as_str());
            let indicator = metric.indicator.as_ref();
            held.insert(name, indicator.map(|of| of.as_str().to_owned()));
        }
    }
    let mut members = BTreeMap::new();
    let mut indicators = Vec::new();
    for indicator in list(&golden["indicator"]) {
        let id = text(&indicator["id"]);
        let metrics = list(&indicator["metric"]);
        assert!(metrics.len() >= 3, "{id}: two cases are too few to compare");
        for metric in metrics {
            let name = text(&metric["metric"]);
            assert!(!text(&metric["why"]).is_empty(), "{name}");
            members.insert(name, id.clone());
        }
        indicators.push(id);
    }
    let defined = bundle.indicators.iter().map(|one| one.id.as_str());
    assert_eq!(defined.collect::<Vec<_>>(), indicators);
    let compared = held.clone().into_iter();
    let compared = compared.filter_map(|(name, of)| Some((name, of?)));
    assert_eq!(compared.collect::<BTreeMap<_, _>>(), members);
    for left_out in list(&golden["left-out"]) {
        assert!(!text(&left_out["why"]).is_empty());
        let such = left_out.get("indicator").map(text);
        assert!(such.iter().all(|id| indicators.contains(id)), "{such:?}");
        for metric in list(&left_out["metrics"]) {
            let name = text(&metric);
            let indicator = held.get(&name).unwrap_or_else(|| panic!("no {name}"));
            let is_out = indicator.is_none() || such.is_some() && *indicator != such;
            assert!(is_out, "{name} is compared");
        }
    }
}

/// Bounds count in the rankings of the shipped bundle.
#[test]
fn a_floor_is_ranked_from_the_best_to_the_worst_place_it_may_have() {
    let bundle = shipped();
    let catalogue = Catalogue::from(&bundle);
    let ranking = |id: &str| {
        let mut indicators = catalogue.indicators().iter();
        let indicator = indicators.find(|one| one.id.as_str() == id).expect(id);
        Ranking::of(indicator, catalogue.measurements(id).iter().copied())
    };
    let places = |ranking: &Ranking| -> Vec<(String, Option<RangeInclusive<usize>>)> {
        let measures = ranking.measurements().iter();
        let named = measures.map(|one| {
            let case = bundle.cases[one.case].id.as_str().to_owned();
            (case, ranking.rank(one.case))
        });
        named.collect()
    };
    let approval = ranking("service-approval-rate");
    let named = |case: &str, place| (case.to_owned(), Some(place));
    assert_eq!(
        places(&approval),
        [
            named("zhangzhou-hightech-2022-report/06", 1..=1),
            named("zigong-2020-report/07", 2..=3),
            named("national-2021-exemplars/03", 1..=3),
        ]
    );
    assert_eq!(approval.median(), Some((99.9, Bound::About)));
    let settled = ranking("dispute-settlement-rate");
    assert_eq!(settled.median(), Some((98.7, Bound::Exact)));
    let levels = ranking("levels-linked");
    assert_eq!(levels.rank(levels.measurements()[3].case), Some(3..=3));
}
