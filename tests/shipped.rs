//! The shipped files: the bundle and its schema.

use casebook::bundle::{Kind, Quantity, Relation, parse, schema, write};

use crate::support::{read, shipped};

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
        "the schema tells a wrong bundle"
    );
}

#[test]
fn a_bundle_that_is_read_and_written_is_the_same_bytes() {
    let text = read("data/cases.json");
    let bundle = parse(text.as_bytes(), "data/cases.json").expect("sound");
    assert_eq!(write(&bundle), text);
}

#[test]
fn every_case_has_all_that_a_reader_expects() {
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
fn the_figures_that_are_hard_to_read_are_read_right() {
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
