//! The groups of the list.

use casebook::search::{Index, Query};

use crate::support::{
    Lang, MEDIUM, NARROW, Story, Theme, WIDE, at_one_size, collection, in_both_languages,
};

/// The keys of every grouping.
const GROUPINGS: [&str; 6] = ["gs", "gr", "gt", "gy", "gl", "gn"];

fn whole_collection(height: u16) -> Story {
    Story::collection((100, height), Lang::Zh)
}

#[test]
fn cases_can_be_grouped_by_region_and_by_topic() {
    let by_region = (MEDIUM, Lang::Zh);
    at_one_size(
        "by-region",
        Story::few,
        "gr",
        by_region,
        ["▾ 四川省", "▾ 四川省"],
    );
    let words = ["▾ 政府机构职能", "▾ government functions"];
    at_one_size("by-topic", Story::few, "gtj", (WIDE, Lang::En), words);
}

#[test]
fn a_folded_group_has_a_page_of_its_own() {
    let words = [">▸ 中央依法治国办", ">▸ National notice"];
    at_one_size("folded-group", Story::few, "zMj", (WIDE, Lang::Zh), words);
}

#[test]
fn the_page_of_a_large_group_names_its_first_cases_and_counts_all() {
    let mut bundle = collection();
    bundle.cases = vec![bundle.cases; 5].concat();
    let source = bundle.sources[0].id.clone();
    for case in &mut bundle.cases {
        case.source = source.clone();
    }
    let metrics: usize = bundle.cases.iter().map(|case| case.metrics.len()).sum();
    let mut story = Story::of(bundle, (240, 250), Lang::Zh, Theme::colour());
    let screen = story.press("zM").screen();
    let words: Vec<&str> = screen.split_whitespace().collect();
    let metrics = metrics.to_string();
    assert!(words.windows(2).any(|pair| pair == ["案例", "140"]));
    assert!(words.windows(2).any(|pair| pair == ["指标", &metrics]));
    assert_eq!(screen.matches("▪ ").count(), 100);
    assert!(screen.contains("……另有 40 个案例"), "{screen}");
}

#[test]
fn the_keys_that_can_follow_a_prefix_are_shown() {
    let words = ["s 来源", "s source"];
    in_both_languages("chord-begun", Story::few, "g", MEDIUM, words);
    let narrow = Story::few(NARROW, Lang::Zh).press("g").screen();
    assert!(narrow.ends_with(" …"), "there are more: {narrow}");
    let mut story = Story::few((80, 24), Lang::Zh);
    let before = story.screen();
    assert!(story.press("z").screen().contains("a 折叠/展开"));
    assert_eq!(story.press("<Esc>").screen(), before, "Esc cancels it");
    assert_eq!(story.press("gx").screen(), before, "so does any other key");
}

#[test]
fn every_case_is_once_in_every_grouping_and_j_reaches_them_all() {
    let cases = collection().cases.len();
    for grouping in GROUPINGS {
        let mut story = whole_collection(24);
        story.press(grouping).press("gg");
        let mut seen = Vec::new();
        for _ in 0..cases {
            seen.push(story.selected().to_owned());
            story.press("j");
        }
        let last = seen.last().cloned().unwrap_or_default();
        assert_eq!(story.selected(), last, "{grouping}: there are no more");
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), cases, "{grouping}");
        // J from another pane reaches them, too.
        story.press("gg<Tab>");
        for _ in 1..cases {
            story.press("J");
        }
        assert_eq!(story.selected(), last, "{grouping}");
    }
}

/// Number of folded groups on a screen.
fn headings_of(screen: &str) -> usize {
    screen.matches('▸').count()
}

/// The top-level headings on the screen with their counts.
fn headings(story: &Story) -> Vec<(String, usize)> {
    let screen = story.screen();
    let list = screen.lines().filter_map(|line| line.split('│').next());
    let outermost = list.filter_map(|line| {
        let line = line.get(1..)?;
        line.strip_prefix("▾ ").or(line.strip_prefix("▸ "))
    });
    outermost
        .filter_map(|line| {
            let (title, count) = line.trim_end().rsplit_once(' ')?;
            Some((title.trim().to_owned(), count.parse().ok()?))
        })
        .collect()
}

#[test]
fn counts_of_groups_add_up_and_folding_hides_the_cases() {
    let cases = collection().cases.len();
    for grouping in &GROUPINGS[..5] {
        let mut story = whole_collection(200);
        let unfolded = headings(story.press(grouping));
        let folded = headings(story.press("zM"));
        assert_eq!(folded, unfolded, "{grouping}");
        assert_eq!(
            folded.iter().map(|(_, count)| count).sum::<usize>(),
            cases,
            "{grouping}: {folded:?}"
        );
        assert_eq!(
            story.screen().matches('▸').count(),
            folded.len(),
            "{grouping}: nothing but groups is left"
        );
        assert_eq!(story.selected(), "", "a group is under the cursor");
        assert_eq!(headings(story.press("zR")), unfolded);
    }
}

#[test]
fn the_cases_of_a_source_are_under_its_headings_in_its_order() {
    let mut story = whole_collection(200);
    let screen = story.press("gs").screen();
    let expected = [
        "▾ 漳州高新区管委会关于2022年度",
        "  ▾ 一、主要举措和成效",
        "    ▾ （四）完善重大决策程序",
        "强化改革，提升行政审批…",
        "    ▾ （五）力打造法治营商环境",
        "    ▾ （六）扎实开展法治宣传",
        "  ▾ 二、存在的不足和原因",
        "推进履行法治建设第一责任人…",
        "  ▾ 四、2023年工作安排",
    ];
    let mut rest = screen.as_str();
    for heading in expected {
        rest = rest
            .split_once(heading)
            .unwrap_or_else(|| panic!("{heading} does not come next in {rest}"))
            .1;
    }
}

#[test]
fn the_latest_year_comes_first_and_cases_without_a_year_last() {
    let years: Vec<String> = headings(whole_collection(200).press("gy"))
        .into_iter()
        .map(|(title, _)| title)
        .collect();
    let (last, years) = years.split_last().expect("groups");
    assert_eq!(last, "未注明年份");
    assert!(years.is_sorted_by(|one, next| one > next), "{years:?}");
}

#[test]
fn folding_and_unfolding_a_group_keeps_the_cursor_on_its_case() {
    let mut story = Story::few((80, 24), Lang::Zh);
    let before = story.press("jj").screen();
    assert_eq!(story.selected(), "luzhou-2023-awards/07");
    let folded = story.press("za").screen();
    assert!(folded.contains(">▸ 泸州市首届"), "{folded}");
    assert!(folded.contains("SHA-256"), "it says what it is: {folded}");
    // Unfolded at once, all is as before. If the cursor leaves and comes back, it starts at the first case.
    assert_eq!(story.press("za").screen(), before);
    assert_eq!(story.press("zczo").screen(), before);
    assert_eq!(story.press("zaj").selected(), "national-2021-exemplars/02");
    assert_eq!(story.press("k<Enter>").selected(), "luzhou-2023-awards/01");
}

#[test]
fn the_next_case_is_reached_even_in_a_folded_group() {
    let mut story = Story::few((80, 24), Lang::Zh);
    let all = ["01", "06", "07", "09"].map(|number| format!("luzhou-2023-awards/{number}"));
    let after = ["02", "05"].map(|number| format!("national-2021-exemplars/{number}"));
    story.press("zM");
    for case in all.iter().chain(&after) {
        assert_eq!(story.press("J").selected(), case);
    }
    assert_eq!(story.press("J").selected(), after[1], "there are no more");
    // Backwards, to the last case of the previous group.
    assert_eq!(story.press("zMK").selected(), all[3]);
    // From another pane too; that keeps the focus.
    let screen = story.press("zM<Tab>J").screen();
    assert!(screen.contains("正文 1/6"), "{screen}");
}

#[test]
fn a_group_around_a_group_can_be_folded() {
    let mut story = whole_collection(24);
    story.press("gs/创新司法服务<Enter><Esc>");
    assert_eq!(story.selected(), "zhangzhou-hightech-2022-report/20");
    let folded = |story: &mut Story, keys: &str| -> String {
        let screen = story.press(keys).screen();
        let row = screen.lines().find(|line| line.starts_with('>'));
        row.unwrap_or_default().to_owned()
    };
    assert!(folded(&mut story, "zc").contains("▸ （六）"));
    assert!(folded(&mut story, "zc").contains("▸ 一、主要举措和成效"));
    assert!(folded(&mut story, "zc").contains("▸ 漳州高新区管委会"));
    assert!(folded(&mut story, "zc").contains("▸ 漳州高新区管委会"));
    // Unfolding goes back the same way.
    assert!(folded(&mut story, "zo").contains("▸ 一、主要举措和成效"));
    assert!(folded(&mut story, "zo").contains("▸ （六）"));
    assert_eq!(
        story.press("zo").selected(),
        "zhangzhou-hightech-2022-report/20"
    );
}

#[test]
fn the_cursor_stays_on_a_folded_group() {
    let mut story = Story::few((80, 24), Lang::Zh);
    assert!(story.press("zMj").screen().contains(">▸ 中央依法治国办"));
    assert!(story.press("L").screen().contains(">▸ National notice"));
    assert_eq!(story.press("zR").selected(), "national-2021-exemplars/02");
}

#[test]
fn a_page_counts_headings_as_rows() {
    let ids: Vec<String> = collection()
        .cases
        .iter()
        .map(|case| case.id.as_str().to_owned())
        .collect();
    let mut story = whole_collection(24);
    let mut rows = whole_collection(200);
    // Row of a case in a window that shows the whole list.
    let mut row_of = |id: &str| {
        let place = ids.iter().position(|one| one == id).expect("a case");
        let screen = rows.press("gg").press(&"j".repeat(place)).screen();
        screen
            .lines()
            .position(|line| line.starts_with('>'))
            .expect("a row")
    };
    let mut at = row_of(story.selected());
    for _ in 0..8 {
        let next = row_of(story.press("<C-f>").selected());
        assert!(next - at <= 22, "from row {at} to row {next}");
        at = next;
    }
    assert_eq!(Some(story.selected()), ids.last().map(String::as_str));
    for _ in 0..8 {
        let next = row_of(story.press("<C-b>").selected());
        assert!(at - next <= 22, "from row {at} to row {next}");
        at = next;
    }
    assert_eq!(Some(story.selected()), ids.first().map(String::as_str));
}

#[test]
fn control_c_after_a_prefix_key_quits_at_once() {
    for keys in ["g<C-c>", "z<C-c>", "<C-c>"] {
        assert_eq!(
            Story::few((80, 24), Lang::Zh).press(keys).end,
            Some(true),
            "{keys}"
        );
    }
}

#[test]
fn braces_go_from_group_to_group() {
    let mut story = Story::few((80, 24), Lang::Zh);
    assert_eq!(story.press("}").selected(), "national-2021-exemplars/02");
    assert_eq!(story.press("}").selected(), "national-2021-exemplars/02");
    assert_eq!(story.press("j{").selected(), "national-2021-exemplars/02");
    assert_eq!(story.press("{").selected(), "luzhou-2023-awards/01");
    assert_eq!(story.press("{").selected(), "luzhou-2023-awards/01");
    // They stop at a folded group, too.
    assert_eq!(story.press("}zak}").selected(), "");
    assert_eq!(story.press("{").selected(), "luzhou-2023-awards/01");
}

#[test]
fn a_heading_that_is_scrolled_away_is_shown_in_the_title() {
    let mut story = whole_collection(10);
    let title = |story: &Story| story.screen().lines().next().unwrap_or_default().to_owned();
    assert!(!title(&story).contains("泸州市首届"));
    // The first topic has as many cases as there are rows.
    story.press("gtgg").press(&"j".repeat(7));
    let shown = title(&story);
    let (_, heading) = shown
        .split_once("28/28")
        .expect("the count is in the title");
    let heading = heading.split('│').next().unwrap_or_default().trim();
    assert!(!heading.is_empty(), "{shown}");
    // A taller window shows the same heading above the cursor.
    let case = story.selected().to_owned();
    story.resize(100, 200);
    let screen = story.screen();
    let above = screen
        .lines()
        .take_while(|line| !line.starts_with('>'))
        .filter(|line| line.contains('▾'));
    let last = above.last().unwrap_or_default();
    assert!(last.contains(heading), "{case}: {heading} is not {last}");
}

#[test]
fn filtering_keeps_the_grouping_and_unfolds_the_matches() {
    let mut story = whole_collection(40);
    let folded = story.press("gtzM").screen();
    story.press("/调解");
    let found = headings(&story);
    assert!(found.len() > 1, "{found:?}");
    let screen = story.screen();
    let total: usize = found.iter().map(|(_, count)| count).sum();
    assert!(screen.contains(&format!("案例 {total}/")), "{screen}");
    assert!(
        screen.contains("▾ 社会矛盾纠纷") && !screen.contains('▸'),
        "{screen}"
    );
    // Folding the matches keeps the counts, and lasts until the filter changes.
    assert_eq!(headings(story.press("<Enter>zM")), found);
    assert_eq!(story.screen().matches('▸').count(), found.len());
    assert!(!story.press("/<BS>").screen().contains('▸'));
    // Without the filter all is folded as before, except the group of the selected case.
    let found = story.selected().to_owned();
    assert_eq!(story.press("<Esc>").selected(), found);
    assert_eq!(story.screen().matches('▾').count(), 1);
    assert_eq!(story.press("za").screen().matches('▾').count(), 0);
    assert_eq!(headings(story.press("gg")).len(), headings_of(&folded));
}

#[test]
fn folds_made_while_filtering_end_with_the_filter() {
    let mut story = whole_collection(60);
    let before = story.press("/泰山石<Enter><Esc>").screen();
    assert!(story.press("/泰山石<Enter>zM").screen().contains(">▸"));
    assert_eq!(story.press("<Esc>").screen(), before);
}

#[test]
fn the_first_case_is_the_best_hit_in_every_grouping() {
    let bundle = collection();
    let index = Index::new(&bundle);
    for query in ["调解", "审批", "合法性审查", "公证", "hfxsc", "执法 2022"] {
        let best = index.search(&Query::new(query)).hits[0].case();
        let best = bundle.cases[best].id.as_str();
        for grouping in GROUPINGS {
            let mut story = whole_collection(24);
            story.press(&format!("{grouping}/{query}"));
            assert_eq!(story.selected(), best, "{query} {grouping}");
        }
    }
}

#[test]
fn a_chosen_case_stays_selected_in_every_grouping() {
    let mut story = whole_collection(24);
    story.press("/泰山石<Enter><Esc>");
    for grouping in GROUPINGS {
        assert_eq!(
            story.press(grouping).selected(),
            "national-2021-exemplars/05"
        );
        assert!(story.screen().lines().any(|line| line.starts_with('>')));
    }
}
