//! The frozen cases of the stories are sound, and still hold what stories need.

use crate::support::{Kind, Relation, Word, casebook_in, collection, few, relations, root};

#[test]
fn the_frozen_cases_pass_every_check() {
    for folder in ["tests/fixtures/stories", "tests/fixtures/relations"] {
        let checked = casebook_in(&root("."), &["check", folder]);
        assert_eq!((checked.code, checked.stderr.as_str()), (Some(0), ""));
        let says = format!("{folder}: no problems, ");
        assert!(checked.stdout.starts_with(&says), "{}", checked.stdout);
    }
}

#[test]
fn the_frozen_cases_are_as_varied_as_stories_need() {
    let bundle = collection();
    let cases = || bundle.cases.iter();
    assert_eq!((bundle.sources.len(), bundle.cases.len()), (5, 28));
    // Groups: headings within headings, and cases below none.
    for depth in 0..=2 {
        assert!(cases().any(|case| case.path.len() == depth), "{depth}");
    }
    for kind in Kind::ALL {
        assert!(cases().any(|case| case.kind == *kind), "{kind:?}");
    }
    assert!(cases().any(|case| case.years.is_empty()));
    assert!(cases().any(|case| case.metrics.is_empty()));
    assert!(cases().any(|case| case.title.zh.chars().count() > 30));
    let metrics = || cases().flat_map(|case| &case.metrics);
    let mut points = metrics().flat_map(|metric| &metric.points);
    assert!(points.any(|point| point.value.is_none()), "a masked value");
    for indicator in &bundle.indicators {
        let compared = metrics().filter(|metric| metric.indicator.as_ref() == Some(&indicator.id));
        assert!(compared.count() >= 2, "{}", indicator.id.as_str());
    }
    // What real cases lack, made ones have.
    let made = relations();
    let made = made.cases.iter().flat_map(|case| &case.metrics);
    let all: Vec<Relation> = metrics()
        .chain(made)
        .map(|metric| metric.relation)
        .collect();
    for relation in Relation::ALL {
        assert!(all.contains(relation), "{relation:?}");
    }
    let notices = few()
        .cases
        .iter()
        .map(|case| case.notices.len())
        .sum::<usize>();
    assert!(notices > 0, "a notice");
}
