//! The filter: completion, facets, snippets, mistakes, matches in the text.

use crate::support::{Event, Lang, MEDIUM, NARROW, Story, WIDE, at_one_size, in_both_languages};

fn zh() -> Story {
    Story::collection((80, 24), Lang::Zh)
}

/// The text in the prompt.
fn prompt(story: &Story) -> String {
    let screen = story.screen();
    let last = screen.lines().last().unwrap_or_default();
    let typed = last
        .strip_prefix('/')
        .unwrap_or_else(|| panic!("no prompt: {last}"));
    typed
        .split("  ")
        .next()
        .unwrap_or_default()
        .trim_end()
        .to_owned()
}

/// The row of a pane that begins with this text, after the cursor mark.
fn row(story: &Story, begins: &str) -> String {
    let screen = story.screen();
    let mut rows = screen.lines().flat_map(|row| row.split('│'));
    let row = rows.find(|row| row.trim_start_matches([' ', '>']).starts_with(begins));
    row.unwrap_or_else(|| panic!("no row {begins}:\n{screen}"))
        .to_owned()
}

/// Number of matching cases in the title of the list.
fn shown(story: &Story) -> usize {
    let screen = story.screen();
    let count = screen
        .split("案例 ")
        .nth(1)
        .and_then(|rest| rest.split('/').next());
    count
        .and_then(|count| count.parse().ok())
        .unwrap_or_else(|| panic!("no count:\n{screen}"))
}

#[test]
fn the_wanted_case_is_found_in_five_keys() {
    for (typed, id) in [
        ("lzsp", "luzhou-2023-awards/01"),
        ("hfxs", "luzhou-2023-awards/02"),
        ("审批", "luzhou-2023-awards/01"),
        ("fzcg", "luzhou-2023-awards/10"),
        ("dmqh", "national-2021-exemplars/08"),
        ("tea", "luzhou-2023-awards/10"),
    ] {
        let mut story = zh();
        assert_eq!(story.press(&format!("/{typed}")).selected(), id, "{typed}");
        assert!(typed.chars().count() < 5);
    }
}

#[test]
fn letters_highlight_the_han_characters_they_stand_for() {
    for (typed, highlighted) in [
        ("hfxsc", "合法性审查"),
        ("hefaxing", "合法性"),
        ("he法xing审cha", "合法性审查"),
        ("fzcg", "法治茶馆"),
    ] {
        let mut story = Story::collection((120, 40), Lang::Zh);
        let highlights = story.press(&format!("/{typed}")).highlights();
        assert!(
            highlights.iter().filter(|run| *run == highlighted).count() > 1,
            "{typed}: {highlights:?}"
        );
    }
    let mut story = Story::collection((120, 40), Lang::Zh);
    let highlights = story.press("/lzsp").highlights();
    assert!(
        highlights.contains(&"泸州".to_owned()) && highlights.contains(&"审批".to_owned()),
        "{highlights:?}"
    );
}

#[test]
fn a_title_that_is_cut_shows_its_beginning_and_where_it_matches() {
    let listed = |story: &Story| {
        let screen = story.screen();
        let row = screen
            .lines()
            .find(|row| row.starts_with('>'))
            .unwrap_or_default();
        row.split('│').next().unwrap_or_default().to_owned()
    };
    let mut story = zh();
    let title = listed(story.press("/最后一公里"));
    assert!(
        title.contains("深化") && title.contains("最后一公里"),
        "{title}"
    );
    assert!(listed(story.press("<C-u>深化合法")).contains("深化合法性审查"));
}

#[test]
fn a_match_that_the_row_does_not_show_has_a_snippet_below_it() {
    let keys = "/首违不罚<Enter>";
    let words = ["标签", "Tags"];
    at_one_size("snippets", Story::collection, keys, (WIDE, Lang::Zh), words);
    let mut story = zh();
    assert!(row(story.press("/首违不罚"), "标签：首违不罚").contains("首违不罚"));
    // Every matching case shows its match: in its row, or in a snippet.
    for typed in [
        "包容审慎",
        "tiaojie",
        "意见",
        "mediation",
        "2018",
        "化解率>=98",
        "unit:万元",
    ] {
        let mut story = Story::collection((120, 200), Lang::Zh);
        story.press(&format!("/{typed}"));
        let listed: Vec<String> = story.list_highlights();
        assert!(
            listed.len() >= shown(&story),
            "{typed}: {listed:?}\n{}",
            story.screen()
        );
    }
}

#[test]
fn a_condition_shows_and_selects_the_metric_that_meets_it() {
    let keys = "/时间<=30个工作日<Enter>";
    let words = ["≤30 工作日", "≤30 working days"];
    at_one_size(
        "conditions",
        Story::collection,
        keys,
        (WIDE, Lang::En),
        words,
    );
    let rows = [
        // Of a change its last value, of other metrics the first value that meets the condition.
        ("开工前审批时间<=30", "≤30 工作日"),
        ("金额>1亿", "≈4亿 元"),
        // A filter by itself shows a metric too.
        ("metric:化解率", "98%"),
        ("unit:家", "家"),
        ("has:masked", "*****"),
    ];
    for (typed, shown) in rows {
        let mut story = Story::collection((120, 200), Lang::Zh);
        story.press(&format!("/{typed}<Enter>"));
        assert!(
            story
                .list_highlights()
                .iter()
                .any(|hit| hit.contains(shown)),
            "{typed}: {:?}\n{}",
            story.list_highlights(),
            story.screen()
        );
    }
}

#[test]
fn a_word_has_its_snippet_even_if_the_query_has_filters() {
    for (typed, word) in [
        ("has:notice 服务中心", "服务中心"),
        ("has:notice,change 中介", "中介"),
    ] {
        let mut story = Story::collection((80, 24), Lang::Zh);
        story.press(&format!("/{typed}<Enter>"));
        assert_eq!(story.list_highlights(), [word], "{}", story.screen());
    }
}

#[test]
fn an_english_label_is_shown_from_its_beginning() {
    let mut story = Story::collection((120, 200), Lang::En);
    let screen = story.press("/unit:yuan").screen();
    for shown in [
        "Metrics: Estimated fines",
        "Metrics: Investment in the… 7bn · 5bn yuan",
    ] {
        assert!(screen.contains(shown), "{shown}\n{screen}");
    }
}

#[test]
fn the_value_that_meets_a_condition_has_room_beside_a_long_label() {
    let mut story = Story::collection((80, 24), Lang::En);
    for (typed, shown) in [
        // A point with a label leaves out the label for its value.
        ("率>=98", "Metrics: Share of areas l… 100%"),
        // Side-by-side values are all shown, or cut with a sign.
        ("unit:项", "Metrics: Ite… 71 · 48 · 50 ite…"),
        ("审批时间<=30", "Metrics: Appr… ≤30 working days"),
    ] {
        let screen = story.press(&format!("<Esc>/{typed}<Enter>")).screen();
        assert!(screen.contains(shown), "{typed}: {screen}");
    }
}

#[test]
fn the_metric_of_the_condition_is_marked_while_the_list_has_the_focus() {
    let marked = |story: &Story| {
        let rows = story.screen();
        let mut rows = rows.lines().filter_map(|row| row.split_once("│>"));
        rows.next().map(|(_, label)| label.trim_end().to_owned())
    };
    let mut story = zh();
    assert_eq!(marked(&story), None);
    story.press("/时间<=30个工作日<Enter>");
    let label = "泸州市政府投资项目的开工前审批时间（目前）";
    assert_eq!(marked(&story).as_deref(), Some(label));
    // The metric view opens on it.
    assert!(story.press("M").screen().contains(label));
}

#[test]
fn the_cursor_skips_snippets_and_scrolls_them_into_view() {
    let mut story = Story::collection((80, 12), Lang::Zh);
    story.press("/首违不罚");
    for _ in 0..shown(&story) {
        let selected = story.selected().to_owned();
        let screen = story.screen();
        let rows: Vec<&str> = screen.lines().collect();
        let at = rows
            .iter()
            .position(|row| row.starts_with('>'))
            .expect("a selected row");
        let below = rows[at + 1].trim_start();
        assert!(
            below.starts_with("标签")
                || below.starts_with("指标")
                || below.starts_with("摘要")
                || below.starts_with("做法"),
            "{selected}: {screen}"
        );
        story.press("<Down>");
    }
}

#[test]
fn the_title_counts_matches_in_names_and_matches_in_texts() {
    let mut story = Story::collection((120, 40), Lang::Zh);
    story.press("/调解");
    let screen = story.screen();
    let numbers: Vec<usize> = screen
        .lines()
        .next()
        .unwrap_or_default()
        .split('│')
        .next()
        .unwrap_or_default()
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|number| number.parse().ok())
        .collect();
    let [found, all, named, texts] = numbers[..] else {
        panic!("{screen}")
    };
    assert_eq!((all, found), (28, named + texts));
    assert!(named > 0 && texts > 0);
    // A filter by itself has no matches in texts.
    assert!(!story.press("<C-u>地区:泸州").screen().contains("名称"));
}

#[test]
fn tab_completes_names_and_values_and_counts_the_cases_of_each() {
    let keys = "/topic:<Tab><Tab>";
    let words = ["依法行政", "rules"];
    at_one_size(
        "completion",
        Story::collection,
        keys,
        (WIDE, Lang::Zh),
        words,
    );
    // A single candidate is inserted at once; typing or completing goes on after it.
    let mut story = zh();
    assert_eq!(prompt(story.press("/kin<Tab>")), "kind:");
    assert_eq!(prompt(story.press("<Tab>")), "kind:案例");
    let leaves: usize = row(&story, "案例    ")
        .split_whitespace()
        .last()
        .and_then(|count| count.parse().ok())
        .expect("a count");
    assert_eq!(shown(&story), leaves);
    assert_eq!(prompt(story.press("<Tab>")), "kind:经验做法");
    assert_eq!(prompt(story.press("<S-Tab><S-Tab>")), "kind:计划");
    assert_eq!(shown(&story), 1);
    // Esc restores what was typed and leaves the prompt open.
    assert_eq!(prompt(story.press("<Esc>")), "kind:");
    assert_eq!(prompt(story.press("<Tab><Enter> 调解")), "kind:案例 调解");
    // Typing continues after the candidate.
    assert_eq!(
        prompt(story.press("<C-u>年份:<Tab>,<Tab>")),
        "年份:2023,2022"
    );
    assert_eq!(
        prompt(story.press("<C-u>！qy:<BS><BS><BS>地区：lz<Tab>")),
        "！地区：泸州市"
    );
    assert_eq!(shown(&story), 28 - 11);
}

#[test]
fn completion_knows_pinyin_and_metrics_and_says_when_nothing_fits() {
    let mut story = zh();
    assert_eq!(prompt(story.press("/diq<Tab>")), "地区:");
    assert_eq!(prompt(story.press("<C-u>专题:jf<Tab>")), "专题:纠纷");
    story.press("<C-u>化解率<Tab>");
    assert!(prompt(&story).ends_with(">="), "{}", story.screen());
    // If no value fits, all values are offered; for a word that nothing contains there is no candidate.
    story.press("<Enter><C-u>地区:火星<Tab>");
    assert_eq!(prompt(&story), "地区:内蒙古自治区");
    story.press("<Enter><C-u>龘靐<Tab>");
    assert!(
        story
            .screen()
            .lines()
            .last()
            .unwrap_or_default()
            .contains("没有可补全的项")
    );
    assert!(!story.press("x").screen().contains("没有可补全的项"));
}

#[test]
fn pasted_text_goes_after_the_candidate() {
    let mut story = zh();
    story
        .press("/地区:lz<Tab>")
        .happens(Event::Paste(" 审批\n改革".to_owned()));
    assert_eq!(prompt(&story), "地区:泸州市 审批 改革");
}

#[test]
fn facets_set_the_filter_and_follow_it() {
    let keys = "f<Space>jj<Space>}";
    let words = [">[ ] 内蒙古自治区", ">[ ] 内蒙古自治区"];
    at_one_size("facets", Story::collection, keys, (WIDE, Lang::Zh), words);
    let narrow = Story::collection(NARROW, Lang::Zh).press(keys).screen();
    let title = narrow.lines().next().unwrap_or_default();
    assert!(
        title.starts_with(" 分类 ") && title.ends_with(" 案例 16/28"),
        "{narrow}"
    );
    let mut story = zh();
    story.press("f<Space>");
    assert!(story.screen().contains("/专题:职能"), "{}", story.screen());
    assert!(row(&story, "[x] 政府机构职能体系").contains("12"));
    assert_eq!(shown(&story), 12);
    // Other facets count within the filter; the facet itself counts each value as if it were chosen alone.
    assert!(row(&story, "[ ] 内蒙古自治区").trim_end().ends_with('0'));
    assert!(
        row(&story, "[ ] 依法行政制度体系")
            .trim_end()
            .ends_with('6')
    );
    story.press("<Space>");
    assert_eq!(shown(&story), 28);
    // What was typed stays, and filters written in other words are recognised.
    story.press("q/调解 topic:disputes,rules year:2020..2022<Enter>f");
    assert!(row(&story, "[x] 社会矛盾纠纷").contains("[x]"));
    story.press("}}}jj<Space>");
    let screen = story.screen();
    assert!(
        screen.contains("/调解 topic:dis") || screen.contains("/调解"),
        "{screen}"
    );
    story.press("q/");
    let typed = prompt(&story);
    assert!(
        typed.starts_with("调解 topic:disputes,rules 年份:"),
        "{typed}"
    );
}

#[test]
fn facets_close_with_escape_and_keep_their_cursor() {
    let mut story = zh();
    story.press("fjjj");
    let under = |story: &Story| {
        let screen = story.screen();
        let rows = screen.lines().filter_map(|row| row.split('│').nth(1));
        rows.filter(|row| row.starts_with('>'))
            .map(str::to_owned)
            .next()
            .unwrap_or_default()
    };
    let before = under(&story);
    assert!(before.contains("行政执法"), "{before}");
    assert_eq!(under(story.press("<Esc>f")), before);
    assert!(under(story.press("}")).contains("内蒙古"));
    assert!(under(story.press("{")).contains("职能"));
    assert_eq!(story.end, None);
    assert!(!story.press("<Esc>").screen().contains("[ ]"));
}

#[test]
fn a_mistake_is_underlined_and_explained_while_the_rest_filters() {
    let words = ["没有取值", "unknown value"];
    in_both_languages(
        "mistake",
        Story::collection,
        "/调解 地区:火星",
        MEDIUM,
        words,
    );
    let mut story = zh();
    story.press("/泰山石 年份:abc");
    assert_eq!(shown(&story), 1);
    assert_eq!(story.highlights().last().map(String::as_str), Some("abc"));
    assert!(
        story
            .screen()
            .lines()
            .last()
            .unwrap_or_default()
            .contains("“年份:”没有取值“abc”")
    );
    // After Enter the message stays, in the list.
    assert!(
        story
            .press("<Enter>")
            .screen()
            .lines()
            .last()
            .unwrap_or_default()
            .contains("!“年份:”没有取值“abc”")
    );
    // An unfinished filter is not a mistake yet.
    let mut story = zh();
    story.press("/泰山石 年份:");
    assert!(
        !story.highlights().iter().any(|run| run.contains("年份")),
        "{:?}",
        story.highlights()
    );
    assert!(
        story
            .press(" 石")
            .highlights()
            .iter()
            .any(|run| run.contains("年份"))
    );
}

#[test]
fn n_goes_through_the_matches_in_the_text_and_wraps_around() {
    let mut story = zh();
    story.press("/泰山石<Enter>");
    let place = |story: &Story| {
        let screen = story.screen();
        let title = screen
            .lines()
            .next()
            .and_then(|row| row.split('│').nth(1))
            .unwrap_or_default()
            .to_owned();
        let place = title
            .split_whitespace()
            .find(|word| word.contains('/') && !word.starts_with("1/1 "));
        title
            .split_whitespace()
            .filter(|word| word.contains('/'))
            .nth(1)
            .or(place)
            .unwrap_or_default()
            .to_owned()
    };
    let first = place(story.press("n"));
    let count: usize = first
        .split('/')
        .nth(1)
        .and_then(|count| count.parse().ok())
        .unwrap_or_else(|| panic!("{}", story.screen()));
    assert!(count > 3, "{first}");
    for hit in 2..=count {
        assert_eq!(place(story.press("n")), format!("{hit}/{count}"));
        assert_eq!(story.current_match(), "泰山石");
    }
    assert_eq!(place(story.press("n")), format!("1/{count}"));
    assert_eq!(place(story.press("N")), format!("{count}/{count}"));
    // In a narrow window it opens the text; without a filter it does nothing.
    let mut story = Story::collection((40, 12), Lang::Zh);
    assert!(
        story
            .press("/泰山石<Enter>n")
            .screen()
            .contains(&format!("1/{count}"))
    );
    let before = zh().screen();
    assert_eq!(zh().press("nN").screen(), before);
}

#[test]
fn full_width_keys_open_facets_and_go_through_matches() {
    let mut story = zh();
    assert!(story.press("ｆ").screen().contains("分类"));
    story.press("ｆ、泰山石<Enter>ｎ");
    assert_eq!(story.current_match(), "泰山石");
    // Full-width signs in a filter count as their ASCII forms.
    story.press("<Esc>、地区：泸州，自贡　！专题：执法<Enter>");
    let mut other = zh();
    other.press("/地区:泸州,自贡 !专题:执法<Enter>");
    assert_eq!(shown(&story), shown(&other));
    assert!(shown(&story) < 15);
}
