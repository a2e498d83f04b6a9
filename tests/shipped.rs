//! The shipped files: the bundle, its schema, and each figure's position in the published documents.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::path::Path;

use casebook::bundle::{Quantity, Relation, Source, parse, read_figure, schema, write};
use sha2::{Digest, Sha256};

use crate::support::{document, documents_folder, read, shipped};

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
        assert!(
            case.sections
                .iter()
                .any(|section| &*section.heading.zh == "做法"),
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
fn each_document_is_the_one_that_was_read() {
    let Some(folder) = documents_folder("each_document_is_the_one_that_was_read") else {
        return;
    };
    for source in shipped().sources {
        let digest = Sha256::digest(document(&folder, &source.document));
        let digits: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let hash = digits.concat();
        assert_eq!(hash, source.sha256.as_str(), "{}", source.document.as_str());
    }
}

#[test]
fn each_figure_stands_at_its_position_and_reads_as_its_value() {
    let Some(folder) =
        documents_folder("each_figure_stands_at_its_position_and_reads_as_its_value")
    else {
        return;
    };
    let bundle = shipped();
    let mut taken: HashSet<(String, u32)> = HashSet::new();
    for source in &bundle.sources {
        let text = characters(&folder, source);
        for case in bundle.cases.iter().filter(|case| case.source == source.id) {
            for point in case.metrics.iter().flat_map(|metric| &metric.points) {
                let (at, figure) = (point.at as usize, point.figure.as_str());
                let found: String = text.iter().skip(at).take(figure.chars().count()).collect();
                assert_eq!(found, figure, "{} at {at}", case.id.as_str());
                let reading = read_figure(figure).expect("a figure");
                assert_eq!(reading.value, point.value.map(Quantity::get));
                assert!(
                    taken.insert((source.id.to_string(), point.at)),
                    "two points at {at}"
                );
            }
        }
    }
}

/// Every number in the text of a case belongs to a point; what remains is in the snapshot, each with how
/// often it is there: dates, names and idioms. It is the list that a person has to look through.
#[test]
fn no_figure_of_a_case_is_left_out() {
    let Some(folder) = documents_folder("no_figure_of_a_case_is_left_out") else {
        return;
    };
    let bundle = shipped();
    let mut left: BTreeMap<String, usize> = BTreeMap::new();
    for source in &bundle.sources {
        let text = characters(&folder, source);
        for case in bundle.cases.iter().filter(|case| case.source == source.id) {
            let points = case.metrics.iter().flat_map(|metric| &metric.points);
            let figures = points.flat_map(|point| {
                let start = point.at as usize;
                start..start + point.figure.chars().count()
            });
            let explained: HashSet<usize> = figures.collect();
            for [from, to] in &case.span {
                for run in numbers(&text[..*to as usize], *from as usize) {
                    if !explained.contains(&run.start) {
                        let shown: String = text[run.start..=run.end].iter().collect();
                        *left.entry(shown).or_default() += 1;
                    }
                }
            }
        }
    }
    let left: Vec<String> = left
        .iter()
        .map(|(run, times)| format!("{run} ×{times}"))
        .collect();
    insta::with_settings!({
        prepend_module_to_snapshot => false,
        description => "numbers that are no figures, each with the character behind it",
    }, {
        insta::assert_snapshot!("no-figures-in-documents", left.join("\n"));
    });
}

/// Runs of digits, of asterisks, and of Chinese numerals before a measure word, from a position on.
fn numbers(text: &[char], from: usize) -> Vec<Range<usize>> {
    const NUMERALS: &str = "一二两三四五六七八九十百千万";
    const MEASURES: &str = "个项份名类条件家次处种支部级大起人方机场块天年";
    let run = |at: usize, belongs: &dyn Fn(char) -> bool| {
        text[at..].iter().take_while(|c| belongs(**c)).count()
    };
    let mut found = Vec::new();
    let mut at = from;
    while at < text.len() {
        let digits = run(at, &|c| c.is_ascii_digit() || c == '.');
        let masks = run(at, &|c| c == '*');
        let numerals = run(at, &|c| NUMERALS.contains(c));
        let measured = text
            .get(at + numerals)
            .is_some_and(|c| MEASURES.contains(*c));
        let length = match (digits, masks, numerals) {
            (1.., ..) if text[at].is_ascii_digit() => digits,
            (_, 2.., _) => masks,
            (_, _, 1..) if measured => numerals,
            _ => 0,
        };
        if length > 0 && at + length < text.len() {
            found.push(at..at + length);
        }
        at += length.max(1);
    }
    found
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
        values("luzhou-2023-awards/01", "政府投资项目开工前"),
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

/// The characters of a source's document, which positions count.
fn characters(folder: &Path, source: &Source) -> Vec<char> {
    let bytes = document(folder, &source.document);
    String::from_utf8(bytes)
        .expect("documents are UTF-8")
        .chars()
        .collect()
}
