//! The query language over the frozen cases: what each form finds, and the message for each mistake.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use casebook::search::{Hit, Index, Query, Reason};
use proptest::prelude::*;
use serde::Deserialize;

use crate::support::{Bundle, Case, Kind, Lang, Level, Topic, collection, hostile_text};

static BUNDLE: LazyLock<Bundle> = LazyLock::new(collection);

thread_local! {
    static INDEX: Index = Index::new(&BUNDLE);
    /// A few cases of every source, for properties of any index.
    static FEW: Index = {
        let mut bundle = BUNDLE.clone();
        bundle.cases = bundle.cases.into_iter().step_by(3).collect();
        Index::new(&bundle)
    };
}

/// Ids of the hits of a query, in order. The query must have no mistakes.
fn found(typed: &str) -> Vec<&'static str> {
    let result = INDEX.with(|index| index.search(&Query::new(typed)));
    assert!(result.mistakes.is_empty(), "{typed}: {:?}", result.mistakes);
    ids(result.hits.iter().map(Hit::case))
}

fn ids(cases: impl Iterator<Item = usize>) -> Vec<&'static str> {
    cases.map(|case| BUNDLE.cases[case].id.as_str()).collect()
}

/// Ids of the cases for which a predicate holds.
fn with(test: impl Fn(&Case) -> bool) -> Vec<&'static str> {
    let cases = BUNDLE.cases.iter().filter(|case| test(case));
    cases.map(|case| case.id.as_str()).collect()
}

/// The ignored parts of a query, each with its message.
fn said(typed: &str) -> Vec<(String, String)> {
    let result = INDEX.with(|index| index.search(&Query::new(typed)));
    let mistakes = result.mistakes.iter();
    mistakes
        .map(|mistake| {
            assert!(!mistake.reason.say(Lang::Zh).is_empty());
            (
                typed[mistake.span.clone()].to_owned(),
                mistake.reason.say(Lang::En),
            )
        })
        .collect()
}

fn holds(case: &Case, word: &str) -> bool {
    let sections = case
        .sections
        .iter()
        .any(|section| section.text.contains(word));
    let metrics = case
        .metrics
        .iter()
        .any(|metric| metric.label.zh.contains(word));
    let names = [
        &*case.title.zh,
        &*case.organ,
        &case.region.full(),
        &*case.summary.zh,
    ];
    let headings = case.path.iter().any(|heading| heading.contains(word));
    let tags = case.tags.iter().any(|tag| tag.contains(word));
    names.iter().any(|name| name.contains(word)) || sections || metrics || headings || tags
}

#[test]
fn every_spelling_of_a_word_finds_the_same_cases_as_the_word() {
    for (word, spellings) in [
        (
            "合法性审查",
            &[
                "hefaxingshencha",
                "he法xingshen查",
                "'hefaxingshencha",
                "合fa性shencha",
            ][..],
        ),
        ("调解", &["tiaojie", "tiao解", "调jie"]),
        ("重大决策", &["zhongdajuece", "重da决ce"]),
        ("法律服务", &["falvfuwu", "falufuwu", "法lvfu务"]),
        ("行政复议", &["xingzhengfuyi", "xingzheng复议"]),
    ] {
        let mut meant = with(|case| holds(case, word));
        meant.sort_unstable();
        for spelling in spellings.iter().chain(&[word]) {
            let mut found = found(&format!("'{}", spelling.trim_start_matches('\'')));
            found.sort_unstable();
            assert_eq!(found, meant, "{spelling}");
        }
    }
}

/// Index of cases that are equal but for these titles.
fn titled(titles: &[&str]) -> Index {
    let mut bundle = BUNDLE.clone();
    bundle.cases = vec![bundle.cases[0].clone(); titles.len()];
    for (case, title) in bundle.cases.iter_mut().zip(titles) {
        case.title.zh = (*title).into();
    }
    Index::new(&bundle)
}

#[test]
fn heteronyms_match_any_of_their_readings() {
    let index = titled(&["重庆市行业调解"]);
    for typed in [
        "chongqing",
        "cq",
        "zhongqing",
        "hangye",
        "tiaojie",
        "tj",
        "chongqinghangye",
        "cqhy",
    ] {
        assert_eq!(index.search(&Query::new(typed)).hits.len(), 1, "{typed}");
    }
    for typed in [
        "chongqingx",
        "qingchong",
        "hangyetiaojiee",
        "Chongqing",
        "CQ",
    ] {
        assert_eq!(index.search(&Query::new(typed)).hits.len(), 0, "{typed}");
    }
}

#[test]
fn forms_of_words_mean_what_they_mean_in_fzf() {
    let zh = |case: &Case| case.title.zh.to_string();
    assert_eq!(
        found("^全面推行"),
        ["luzhou-2023-awards/01", "zigong-2020-report/12"]
    );
    assert!(found("机制$").contains(&"luzhou-2021-four-directions/07"));
    assert_eq!(
        found("^泸州市文明行为促进条例$"),
        ["luzhou-2021-four-directions/01"]
    );
    assert_eq!(
        found("^创新司法服务保障方式$"),
        found("title:^创新司法服务保障方式$")
    );
    let without = found("!泸州");
    assert_eq!(without, with(|case| !holds(case, "泸州")));
    let either: BTreeSet<_> = found("茶馆 | 泰山石").into_iter().collect();
    let each: BTreeSet<_> = found("茶馆").into_iter().chain(found("泰山石")).collect();
    assert_eq!(either, each);
    assert_eq!(found("title:茶馆 | title:泰山石").len(), 2);
    // `|` binds tighter than a blank: (茶馆 or 泰山石) and 山东.
    assert_eq!(
        found("茶馆 | 泰山石 region:山东"),
        ["national-2021-exemplars/05"]
    );
    let quoted = found("\"rule of law\"");
    assert!(!quoted.is_empty() && quoted.len() < found("rule of law").len() + 1);
    let chars = with(|case| zh(case).contains("三段式"));
    assert_eq!(found("“三段式”并联"), chars);
}

#[test]
fn filters_find_the_cases_with_the_value_in_either_language() {
    let luzhou = with(|case| case.region.prefecture.as_deref() == Some("泸州市"));
    for typed in [
        "region:泸州",
        "地区:泸州市",
        "地区：泸州",
        "region:luzhou",
        "region:lzs",
        "region:5105",
    ] {
        assert_eq!(found(typed), luzhou, "{typed}");
    }
    let disputes = with(|case| case.topics.contains(&Topic::Disputes));
    for typed in [
        "topic:disputes",
        "topic:dispute",
        "专题:纠纷",
        "主题：社会矛盾",
        "topic:jiufen",
    ] {
        assert_eq!(found(typed), disputes, "{typed}");
    }
    let county = with(|case| case.level == Level::County);
    for typed in ["level:county", "层级:区县", "level:quxianji"] {
        assert_eq!(found(typed), county, "{typed}");
    }
    let plans = with(|case| matches!(case.kind, Kind::Plan | Kind::Shortcoming));
    for typed in ["kind:plan,shortcoming", "类型:计划,不足"] {
        assert_eq!(found(typed), plans, "{typed}");
    }
    assert_eq!(found("kind:plan | kind:shortcoming"), plans);
}

#[test]
fn years_are_single_ranges_or_none() {
    let between = with(|case| case.years.iter().any(|year| (2016..=2018).contains(year)));
    for typed in [
        "year:2016..2018",
        "年份:2016-2018",
        "年:2016年至2018年",
        "year:..2018",
        "year<=2018",
        "year:2016,2017,2018",
        "年份≤2018",
    ] {
        assert_eq!(found(typed), between, "{typed}");
    }
    assert_eq!(
        found("year>=2023"),
        with(|case| case.years.iter().any(|year| *year >= 2023))
    );
    assert_eq!(found("year:none"), with(|case| case.years.is_empty()));
    assert_eq!(found("!year:none"), with(|case| !case.years.is_empty()));
}

#[test]
fn filters_know_notices_units_tags_and_sources() {
    assert_eq!(found("has:notice"), with(|case| !case.notices.is_empty()));
    assert_eq!(found("含:提示"), found("has:notice"));
    let yuan = with(|case| {
        case.metrics
            .iter()
            .any(|metric| metric.unit.as_str() == "元")
    });
    for typed in ["unit:万元", "unit:元", "单位:亿元", "unit:yuan"] {
        assert_eq!(found(typed), yuan, "{typed}");
    }
    assert_eq!(
        found("tag:枫桥经验"),
        with(|case| case.tags.iter().any(|tag| tag.contains("枫桥经验")))
    );
    assert_eq!(found("source:zigong-2020-report").len(), 4);
}

#[test]
fn negation_and_alternatives_are_understood_wherever_they_stand() {
    for (typed, same) in [
        ("level:!county", "!level:county"),
        ("地区：！泸州", "!region:泸州"),
        ("!title:!审批", "title:审批"),
        ("化解率!=100", "!化解率=100"),
        ("title:茶馆|title:泰山石", "title:茶馆 | title:泰山石"),
        ("title:茶馆｜title:泰山石", "title:茶馆 | title:泰山石"),
        ("title:茶馆 |title:泰山石", "title:茶馆 | title:泰山石"),
        ("region:泸州|自贡", "region:泸州,自贡"),
        ("化解率>= 98", "化解率>=98"),
        ("化解率 >= 98", "化解率>=98"),
        ("year:>=2020", "year>=2020"),
        ("region:四川省泸州市", "region:泸州市"),
        ("organ:发改委", "organ:泸州市发展和改革委员会"),
        ("茶馆 |", "茶馆"),
    ] {
        assert_eq!(found(typed), found(same), "{typed}");
        assert!(!found(typed).is_empty(), "{typed}");
    }
    // A year without cases is a valid value, and half a Latin word does not match inside another.
    assert_eq!(found("year:1999"), [""; 0]);
    assert_eq!(found("level:shi"), found("level:市级"));
}

#[test]
fn parts_of_a_word_do_not_overlap_and_rare_readings_come_last() {
    for typed in ["泸州泸州", "审批审批"] {
        assert_eq!(found(typed), [""; 0], "{typed}");
    }
    // Dictionaries give 积 the rare reading `zhi`, and 包 the rare reading `p`.
    let index = titled(&["积极服务企业", "智机服务企业"]);
    let first = |typed: &str| index.search(&Query::new(typed)).hits[0].case();
    assert_eq!((first("jiji"), first("zhiji")), (0, 1));
    let bao = found("lzsp");
    assert!(!bao.contains(&"luzhou-2023-awards/03"), "{bao:?}");
    assert_eq!(found("fgw"), ["luzhou-2023-awards/01"]);
    assert_eq!(found("scjgj").first(), Some(&"luzhou-2023-awards/03"));
}

#[test]
fn words_can_be_restricted_to_titles_or_texts() {
    let titles = found("title:调解");
    assert_eq!(titles, ["zhangzhou-hightech-2022-report/21"]);
    let texts = found("text:调解");
    assert!(texts.len() > titles.len());
    assert!(texts.iter().all(|id| found("调解").contains(id)));
    assert!(found("标题：sp").contains(&"luzhou-2023-awards/01"));
}

#[test]
fn conditions_are_met_only_by_figures_that_certainly_meet_them() {
    let meets = |label: &str, test: &dyn Fn(f64) -> bool| {
        with(|case| {
            let mut metrics = case
                .metrics
                .iter()
                .filter(|metric| metric.label.zh.contains(label));
            metrics.any(|metric| {
                let mut values = metric.points.iter().filter_map(|point| point.value);
                values.any(|value| test(value.get()))
            })
        })
    };
    let high = meets("化解率", &|value| value >= 98.0);
    assert!(high.len() > 1);
    for typed in ["化解率>=98", "化解率≥98", "化解率＞＝98%", "\"化解率\">=98"] {
        assert_eq!(found(typed), high, "{typed}");
    }
    // Printed as 30个工作日以内, at most 30: certainly <= 30, not certainly >= 30.
    assert!(found("开工前审批时间<=30").contains(&"luzhou-2023-awards/01"));
    assert!(found("开工前审批时间<=30个工作日").contains(&"luzhou-2023-awards/01"));
    // The value before the change does not count.
    assert!(!found("政府投资项目的开工前审批时间>=100").contains(&"luzhou-2023-awards/01"));
    assert_eq!(found("!化解率>=98").len(), BUNDLE.cases.len() - high.len());
}

#[derive(Deserialize)]
struct WrongQueries {
    row: Vec<WrongQuery>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrongQuery {
    typed: String,
    /// The part that is ignored.
    wrong: String,
    says: String,
    /// A valid query with the same hits.
    leaves: String,
}

#[test]
fn a_mistake_is_reported_with_its_place_and_the_rest_still_filters() {
    let table: WrongQueries =
        toml::from_str(include_str!("../golden/bad/queries.toml")).expect("a table");
    for row in &table.row {
        let typed = row.typed.as_str();
        assert_eq!(
            said(typed),
            [(row.wrong.clone(), row.says.clone())],
            "{typed}"
        );
        let result = INDEX.with(|index| index.search(&Query::new(typed)));
        let left = ids(result.hits.iter().map(Hit::case));
        assert_eq!(left, found(&row.leaves), "{typed}");
    }
}

#[test]
fn text_that_is_not_query_syntax_is_plain_text() {
    for typed in [
        "漳州：高新区",
        "“最后一公里”",
        "(审批|改革)",
        ".*",
        "[a-z]+",
        "😀",
        "\u{0}",
        "a | ",
        "| a",
        "||",
        "\\",
        "a=",
        "'",
        "$",
        "^$",
    ] {
        let query = Query::new(typed);
        let known = |reason: &Reason| matches!(reason, Reason::Unfinished | Reason::NoClosingQuote);
        assert!(
            query
                .mistakes()
                .iter()
                .all(|mistake| known(&mistake.reason)),
            "{typed}: {:?}",
            query.mistakes()
        );
    }
    assert!(found("泸州：审批").contains(&"luzhou-2023-awards/01"));
}

#[test]
fn a_query_of_ten_thousand_characters_is_answered() {
    for typed in [
        "审".repeat(10_000),
        "审 ".repeat(5_000),
        "s".repeat(10_000),
        "region:".repeat(1_500),
        "\"".repeat(10_000),
        "!".repeat(10_000),
        "a | ".repeat(2_500),
    ] {
        let result = INDEX.with(|index| index.search(&Query::new(&typed)));
        assert!(result.hits.len() <= BUNDLE.cases.len());
    }
    let many = INDEX.with(|index| index.search(&Query::new(&"审 ".repeat(5_000))));
    assert_eq!(many.mistakes.len(), 1);
    assert_eq!(many.mistakes[0].reason, Reason::TooMany(64));
    assert!(!many.hits.is_empty());
}

/// Random text out of pieces of query syntax.
fn query_text() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "审批",
        "lzsp",
        "合fa",
        "!",
        "'",
        "^",
        "$",
        "|",
        " ",
        "　",
        "\"",
        "“",
        "：",
        ":",
        "地区",
        "year",
        "2020..2022",
        "..",
        ">=",
        "≤",
        "＝",
        "98%",
        "1.5万",
        ",",
        "、",
        "topic:disputes",
        "化解率",
        "has:",
        "é",
        "ﬁ",
        "👨\u{200d}👩",
        "\u{301}",
        "\u{0}",
        "1e999",
        "-",
    ]);
    prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_parses_and_its_mistakes_have_places(typed in prop_oneof![query_text(), hostile_text()]) {
        let result = FEW.with(|index| index.search(&Query::new(&typed)));
        for mistake in &result.mistakes {
            prop_assert!(typed.get(mistake.span.clone()).is_some(), "{:?}", mistake);
        }
        let order = |hit: &Hit| (std::cmp::Reverse(hit.score), hit.case());
        let sorted = result.hits.is_sorted_by(|one, next| order(one) < order(next));
        prop_assert!(sorted);
    }

    #[test]
    fn any_text_can_be_completed_anywhere(typed in prop_oneof![query_text(), hostile_text()], part in 0.0..=1.0) {
        let boundaries: Vec<usize> = typed.char_indices().map(|(at, _)| at).chain([typed.len()]).collect();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in a short text")]
        let caret = boundaries[(part * (boundaries.len() - 1) as f64) as usize];
        let completion = FEW.with(|index| index.complete(&typed, caret, Lang::Zh));
        prop_assert!(typed.get(completion.span.clone()).is_some());
        for candidate in completion.candidates.iter().take(3) {
            let mut completed = typed.clone();
            completed.replace_range(completion.span.clone(), &candidate.text);
            let _ = FEW.with(|index| index.search(&Query::new(&completed)));
        }
    }

    #[test]
    fn turning_a_facet_on_leaves_as_many_cases_as_it_says(typed in query_text(), at in 0usize..40) {
        let facets = FEW.with(|index| index.facets(&typed, Lang::Zh));
        let mut values = facets.iter().flat_map(|facet| facet.values.iter().map(move |value| (facet, value)));
        let Some((facet, value)) = values.nth(at) else { return Ok(()) };
        let alone = facet.values.iter().all(|value| !value.on);
        // An unclosed quote would swallow what follows.
        if alone && Query::new(&typed).mistakes().is_empty() {
            let result = FEW.with(|index| index.search(&Query::new(&value.toggled)));
            prop_assert_eq!(result.hits.len(), value.count, "{} -> {}", typed, value.toggled);
        }
    }
}
