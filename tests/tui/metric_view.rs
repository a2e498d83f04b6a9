//! The full-screen view of a metric.

use std::collections::HashSet;

use crate::support::{
    Bundle, Case, Catalogue, Lang, Measurement, Ranking, SIZES, Story, Theme, collection,
    metrics_panel, relations, shipped,
};

/// The first row of the screen.
fn title(story: &Story) -> String {
    let screen = story.screen();
    screen.lines().next().unwrap_or_default().to_owned()
}

/// The title of the focused metrics panel.
fn panel_title(story: &Story) -> String {
    let row = usize::from(metrics_panel(&story.buffer()).y - 1);
    let screen = story.screen();
    screen.lines().nth(row).unwrap_or_default().to_owned()
}

/// The measures of each indicator of a bundle, the best first.
fn rankings(bundle: &Bundle) -> Vec<Vec<Measurement>> {
    let catalogue = Catalogue::from(bundle);
    let measures = bundle.indicators.iter().map(|indicator| {
        let measures = catalogue.measurements(&indicator.id).iter().copied();
        Ranking::of(indicator, measures).measurements().to_vec()
    });
    measures.collect()
}

#[test]
fn enter_lands_on_the_case_and_the_metric_of_every_row_of_every_indicator() {
    let bundle = shipped();
    for size in SIZES {
        let mut story = Story::of(shipped(), size, Lang::Zh, Theme::colour());
        for (at, ranking) in rankings(&bundle).iter().enumerate() {
            for (row, measure) in ranking.iter().enumerate() {
                // From a metric without an indicator, the table shows the first indicator.
                story.press("<Esc>gg<Esc>M<Tab>");
                while !title(&story).contains(bundle.indicators[at].label.get(Lang::Zh)) {
                    story.press("i");
                }
                story.press("gg").press(&"j".repeat(row)).press("<Enter>");
                let case = &bundle.cases[measure.case];
                assert_eq!(story.selected(), case.id.as_str(), "row {row} at {size:?}");
                let place = format!("{}/{}", measure.metric + 1, case.metrics.len());
                assert!(panel_title(&story).ends_with(&place), "{}", story.screen());
            }
        }
    }
}

#[test]
fn the_table_can_be_sorted_and_reversed() {
    let bundle = collection();
    let ranking = rankings(&bundle).swap_remove(0);
    let id = |measure: &Measurement| bundle.cases[measure.case].id.as_str().to_owned();
    let mut in_bundle = ranking.clone();
    in_bundle.sort_by_key(|measure| measure.case);
    let year = |measure: &Measurement| bundle.cases[measure.case].years.iter().max().copied();
    let mut by_year = in_bundle.clone();
    by_year.sort_by_key(|measure| std::cmp::Reverse(year(measure)));
    for (keys, order, said) in [
        ("", &ranking, "按数值"),
        ("s", &in_bundle, "按来源"),
        ("sss", &by_year, "按年份"),
        ("ssss", &ranking, "按数值"),
    ] {
        for (turned, row) in [("", 0), ("", 1), ("S", 0), ("S", 1)] {
            let mut story = Story::collection((80, 24), Lang::Zh);
            story.press("M<Tab>").press(keys).press(turned);
            assert!(title(&story).contains(said), "{}", story.screen());
            assert_eq!(title(&story).contains("倒序"), turned == "S");
            let at = if turned == "S" {
                order.len() - 1 - row
            } else {
                row
            };
            story.press(&"j".repeat(row)).press("<Enter>");
            assert_eq!(
                story.selected(),
                id(&order[at]),
                "row {row} after {keys}{turned}"
            );
        }
    }
}

#[test]
fn l_and_h_go_to_the_next_metric_and_the_previous() {
    let mut story = Story::relations((80, 30), Lang::En);
    story.press("/Up and<Enter>");
    assert_eq!(story.selected(), "demo/21");
    for (keys, place, label) in [
        ("M", "1/3", "Firms that take part"),
        ("l", "2/3", "Visits to firms"),
        ("l", "3/3", "Training"),
        // There is no other case, neither after this one nor before.
        ("l", "3/3", "Training"),
        ("hh", "1/3", "Firms that take part"),
        ("h", "1/3", "Firms that take part"),
    ] {
        story.press(keys);
        let shown = title(&story);
        assert!(shown.contains(place), "{keys}: {shown}");
        let screen = story.screen();
        assert_eq!(screen.lines().nth(1).map(str::trim), Some(label), "{keys}");
        // Below is a list of all metrics of the case, with this one marked.
        let marked: Vec<&str> = screen
            .lines()
            .filter(|row| row.starts_with(" > "))
            .collect();
        assert!(
            marked.len() == 1 && marked[0].contains(label),
            "{keys}: {screen}"
        );
    }
    // The panel then has the same metric selected.
    assert!(panel_title(story.press("l<Enter>")).ends_with("2/3"));
}

#[test]
fn one_key_leads_through_every_metric_of_every_case() {
    let bundle = shipped();
    let metrics = |case: &Case| case.metrics.len().max(1);
    let pages: usize = bundle.cases.iter().map(metrics).sum();
    let mut story = Story::of(shipped(), (120, 40), Lang::Zh, Theme::colour());
    story.press("M");
    let mut seen = vec![(story.selected().to_owned(), title(&story))];
    for _ in 1..pages {
        story.press("l");
        seen.push((story.selected().to_owned(), title(&story)));
    }
    // Next to a metric with an indicator is the table of that.
    let all = bundle.cases.iter().flat_map(|case| &case.metrics);
    let indicators = all.filter(|metric| metric.indicator.is_some()).count();
    let tables = seen.iter().filter(|(_, title)| title.contains('│'));
    assert_eq!(tables.count(), indicators);
    let all: HashSet<_> = seen.iter().collect();
    assert_eq!(all.len(), pages);
    let cases: HashSet<_> = seen.iter().map(|(case, _)| case).collect();
    assert_eq!(cases.len(), bundle.cases.len());
    // The last one has no next, and the way back is the same.
    story.press("l");
    for before in seen.iter().rev() {
        assert_eq!(
            (story.selected(), &title(&story)),
            (before.0.as_str(), &before.1)
        );
        story.press("h");
    }
}

#[test]
fn closing_the_view_restores_the_screen() {
    for size in SIZES {
        for place in [
            "",
            "j",
            "jj<Enter>",
            "jj<Enter>j",
            "<Tab><Tab>",
            "/1<Enter>j",
        ] {
            let mut story = Story::relations(size, Lang::Zh);
            let before = story.press(place).screen();
            for view in ["M", "Mjjk", "M<Tab>jG", "M<Tab>isS<Tab>", "Mi", "M<C-l>"] {
                for close in ["<Esc>", "q", "M"] {
                    let viewed = story.press(view).screen();
                    assert_ne!(before, viewed, "{place}{view} at {size:?}");
                    let after = story.press(close).screen();
                    assert_eq!(before, after, "{place} {view} {close} at {size:?}");
                    assert_eq!(story.end, None);
                }
            }
        }
    }
}

#[test]
fn the_passage_opens_from_the_view_with_the_figures_of_its_metric() {
    for size in SIZES {
        for (keys, figures) in [
            ("Mo", "112个工作日30个工作日以内"),
            ("Mlo", "*****份"),
            ("M<Tab>o", "112个工作日30个工作日以内"),
        ] {
            let mut story = Story::minimal(size, Lang::Zh);
            let opened = story.press(keys).strong_highlights().concat();
            assert_eq!(opened, figures, "{keys} at {size:?}\n{}", story.screen());
        }
    }
}

#[test]
fn y_copies_a_metric_with_value_unit_and_source_or_else_the_name_of_the_case() {
    let zh = "示例市司法局：缩短审批时间（示例文件，demo/01）";
    let en = "Shorter approval, 示例市司法局 (Example document, demo/01)";
    let values_zh = "审批时间：法定 112 工作日 → 压缩后 ≤30 工作日 · 降幅至少 73.2%［原文：112个工作日 · 30个工作日以内］";
    let values_en = "Approval time: statutory 112 working days → after ≤30 working days · down at least 73.2% [printed: 112个工作日 · 30个工作日以内]";
    for (lang, name, values) in [(Lang::Zh, zh, values_zh), (Lang::En, en, values_en)] {
        for (keys, expected) in [
            ("y", name.to_owned()),
            ("<Enter>y", name.to_owned()),
            ("<Tab><Tab>y", format!("{values}\n{name}")),
            ("My", format!("{values}\n{name}")),
            ("<Enter>My", format!("{values}\n{name}")),
        ] {
            let mut story = Story::minimal((80, 24), lang);
            let of_metric = expected != name;
            assert_eq!(story.press(keys).copied, [expected], "{keys}");
            // The message says which.
            let message = match (lang, of_metric) {
                (Lang::Zh, false) => "案例名称已发送到终端剪贴板",
                (Lang::Zh, true) => "指标已发送到终端剪贴板",
                (Lang::En, false) => "case name sent",
                (Lang::En, true) => "metric sent",
            };
            assert!(story.screen().contains(message), "{}", story.screen());
        }
    }
}

#[test]
fn a_filter_changes_ranks_and_counts() {
    // The floor may be anything up to 100 %. Without it, the best is certain.
    for (filter, standing, count) in [
        ("", "第 1–2 位，共 4 · 中位数 ≈98% · 1 个被遮盖", "5/5"),
        (
            "year:2020..2022",
            "第 1 位，共 3 · 中位数 98% · 1 个被遮盖 · 筛选外 1",
            "4/5",
        ),
        (
            "year:2020..2021",
            "第 1 位，共 2 · 中位数 98.75% · 筛选外 3",
            "2/5",
        ),
        ("year:2021", "筛选结果中仅此一例，筛选外还有 4 个", "1/5"),
    ] {
        let mut story = Story::relations((120, 40), Lang::Zh);
        story.press(&format!("/{filter}<Enter>"));
        while story.selected() != "demo/09" {
            story.press("j");
        }
        let screen = story.press("M").screen();
        assert!(
            screen.contains(&format!(" 纠纷化解率 · {standing} ")),
            "{screen}"
        );
        assert!(screen.contains(count), "{screen}");
        // The panel says the same.
        let panel = story.press("<Esc>").screen();
        assert!(panel.contains(standing), "{panel}");
    }
}

#[test]
fn the_matching_metric_is_highlighted_and_selected() {
    let mut story = Story::collection((120, 40), Lang::Zh);
    story.press("/司法确认<Enter><Tab><Tab>");
    let screen = story.screen();
    assert!(
        screen.contains(">自贡市调解协议申请司法确认件数"),
        "{screen}"
    );
    let marked = story.strong_highlights().concat() + &story.highlights().concat();
    assert!(marked.matches("司法确认").count() > 1, "{marked}");
    // It stays selected when the filter is cleared.
    let screen = story.press("<Esc><Esc>").press("<Tab><Tab>").screen();
    assert!(
        screen.contains(">自贡市调解协议申请司法确认件数"),
        "{screen}"
    );
}

/// Moves down to a case.
fn go_to(story: &mut Story, case: &str) {
    while story.selected() != case {
        story.press("j");
    }
}

#[test]
fn the_metric_of_the_next_case_has_the_table_of_its_own_indicator() {
    let mut story = Story::relations((120, 40), Lang::En);
    go_to(&mut story, "demo/13");
    for (keys, label) in [
        ("M", "Disputes settled"),
        ("J", "Disputes in a year"),
        ("K", "Disputes settled"),
        // While the table has the focus, it stays.
        ("<Tab>J", "Disputes settled"),
    ] {
        story.press(keys);
        assert!(title(&story).contains(label), "{keys}: {}", title(&story));
    }
}

#[test]
fn the_rule_of_an_indicator_can_be_scrolled_to_its_end_in_a_small_window() {
    for lang in [Lang::Zh, Lang::En] {
        let mut story = Story::of(shipped(), (40, 12), lang, Theme::colour());
        for indicator in shipped().indicators {
            let written = |text: &str| -> String { text.split_whitespace().collect() };
            let rule = written(indicator.rule.get(lang));
            let end = rule.char_indices().rev().nth(5).map_or(0, |(at, _)| at);
            story.press("<Esc>gg<Esc>M<Tab>");
            while !title(&story).contains(&indicator.label.get(lang)[..6]) {
                story.press("i");
            }
            let mut seen = String::new();
            for _ in 0..40 {
                seen += &written(&story.press("j").screen());
            }
            assert!(seen.contains(&rule[end..]), "{rule}: {}", story.screen());
            // The cases scroll back into view.
            assert!(story.press(&"k".repeat(40)).screen().contains('>'));
        }
    }
}

#[test]
fn the_title_of_the_table_says_that_its_order_is_reversed() {
    for lang in [Lang::Zh, Lang::En] {
        for size in SIZES {
            let mut story = Story::collection(size, lang);
            let turned = title(story.press("M<Tab>issS")).trim_end().to_owned();
            let said = match lang {
                Lang::Zh => "按地区，倒序",
                Lang::En => "by region, reversed",
            };
            assert!(turned.ends_with(said), "{turned}");
        }
    }
}

#[test]
fn on_a_group_the_view_is_the_table_alone() {
    for size in SIZES {
        let mut story = Story::collection(size, Lang::En);
        let table = story.press("zMM").screen();
        assert!(title(&story).starts_with(" Share of disputes"), "{table}");
        for key in ["l", "h", "<Tab>"] {
            assert_eq!(story.press(key).screen(), table, "{key} at {size:?}");
        }
    }
}

#[test]
fn in_the_table_y_and_o_act_on_the_case_under_the_cursor() {
    let mut story = Story::collection((80, 24), Lang::En);
    story.press("M<Tab>jy");
    let copied = story.copied.concat();
    assert!(copied.contains("99.4%"), "{copied}");
    assert!(copied.contains("zhangzhou-hightech-2022-report/21"));
    story.press("o");
    assert_eq!(story.selected(), "zhangzhou-hightech-2022-report/21");
}

#[test]
fn hints_offer_only_keys_that_do_something() {
    let hints = |story: &mut Story, keys: &str| {
        let screen = story.press(keys).screen();
        screen.lines().last().unwrap_or_default().to_owned()
    };
    // These metrics have no indicator.
    let mut story = Story::minimal((120, 40), Lang::En);
    let offered = hints(&mut story, "M");
    assert!(
        !offered.contains("table") && !offered.contains("order"),
        "{offered}"
    );
    assert!(!offered.contains("indicator"), "{offered}");
    // The chart of a metric without an indicator has no table next to it to sort.
    let mut story = Story::collection((120, 40), Lang::En);
    assert!(!hints(&mut story, "M").contains("order"));
    assert!(hints(&mut story, "<Tab>").contains("order"));
    let offered = hints(&mut story, "<Esc>/zzzqq<Enter>O");
    assert!(
        offered.contains("close") && !offered.contains("narrow"),
        "{offered}"
    );
    // With marked cases, the hints say how to compare them.
    let mut story = Story::collection((80, 24), Lang::En);
    assert!(hints(&mut story, "vv").contains("= compare"));
    // More than four cannot be compared; one key clears all marks.
    let offered = hints(&mut story, "vvv");
    assert!(
        !offered.contains("= compare") && offered.contains("V clear marks"),
        "{offered}"
    );
    assert!(!hints(&mut story, "V").contains("clear marks"));
}

#[test]
fn hints_keep_the_next_metric_and_the_passage_where_room_is_scarce() {
    for (size, lang, offered) in [
        ((80, 24), Lang::En, ["l next metric", "o original"]),
        ((40, 12), Lang::Zh, ["l 下一指标", "o 原文"]),
    ] {
        let mut story = Story::collection(size, lang);
        let screen = story.press("M").screen();
        let hints = screen.lines().last().unwrap_or_default();
        assert!(offered.iter().all(|key| hints.contains(key)), "{hints}");
    }
}

#[test]
fn cases_that_arrive_later_and_do_not_match_count_as_outside_the_filter() {
    let bundle = relations();
    let first = bundle
        .cases
        .iter()
        .position(|case| case.id.as_str() == "demo/09");
    let first = first.expect("a case with an indicator") + 1;
    let count = bundle.cases.len();
    let mut story = Story::loading(first, bundle, (120, 40), Lang::En);
    story.press("/'demo/09<Enter>").load(count);
    let screen = story.screen();
    assert!(screen.contains("Disputes settled"), "{screen}");
    assert!(screen.contains("4 more"), "{screen}");
}
