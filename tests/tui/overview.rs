//! The overview, and the command that prints it.

use serde_json::Value;

use crate::support::{
    Bundle, Lang, MEDIUM, NARROW, Story, Theme, WIDE, at_one_size, casebook_in, collection, root,
    scratch, shipped, write,
};

/// The frozen cases, but with indicators that may be added up, and with a masked figure.
fn added_up() -> Bundle {
    let mut bundle = collection();
    for indicator in &mut bundle.indicators {
        indicator.sums.may = true;
    }
    let metrics = bundle.cases.iter_mut().flat_map(|case| &mut case.metrics);
    let mut rates =
        metrics.filter(|metric| metric.indicator.as_deref() == Some("dispute-settlement-rate"));
    let masked = rates.next().and_then(|metric| metric.points.last_mut());
    let masked = masked.expect("a figure");
    masked.value = None;
    masked.figure = "***%".into();
    bundle
}

#[test]
fn the_overview_of_what_was_found() {
    let words = ["概览 4/6", "Overview 4/6"];
    let keys = "/泸州<Enter>Oj";
    at_one_size(
        "of-what-was-found",
        Story::few,
        keys,
        (MEDIUM, Lang::Zh),
        words,
    );
    let narrow = Story::few(NARROW, Lang::Zh).press(keys).screen();
    let row = "     江阳区                    1  25.0%\n";
    assert!(narrow.contains(row), "there is no room for bars: {narrow}");
}

#[test]
fn the_overview_of_the_whole_collection() {
    let words = ["概览 28/28", "Overview 28/28"];
    let kept = (WIDE, Lang::En);
    at_one_size("of-all", Story::collection, "O}jj", kept, words);
    let words = ["不合计", "not summed"];
    at_one_size(
        "figures",
        Story::collection,
        "OG",
        (MEDIUM, Lang::En),
        words,
    );
}

#[test]
fn figures_are_added_where_they_may_be() {
    let open = |size, lang| Story::of(added_up(), size, lang, Theme::colour());
    at_one_size(
        "sums",
        open,
        "OG",
        (MEDIUM, Lang::Zh),
        ["不合计", "not summed"],
    );
}

/// The row under the cursor, if there is one.
fn selected_row(story: &Story) -> Option<String> {
    let screen = story.screen();
    let row = screen.lines().find(|line| line.starts_with('>'));
    row.map(str::to_owned)
}

/// The count of a row: the word before its share.
fn count_of(row: &str) -> Option<usize> {
    let words: Vec<&str> = row.split_whitespace().collect();
    let share = words.iter().position(|word| word.ends_with('%'))?;
    words[share - 1].parse().ok()
}

/// The name of a row: the words before its count.
fn name_of(row: &str) -> String {
    let words: Vec<&str> = row.trim_start_matches('>').split_whitespace().collect();
    let share = words.iter().position(|word| word.ends_with('%'));
    let name = words.get(..share.unwrap_or(0).saturating_sub(1));
    name.unwrap_or_default().join(" ")
}

/// The numbers of matching cases and of all cases, from the title.
fn title_of(story: &Story) -> (usize, usize) {
    let screen = story.screen();
    let title = screen.split_whitespace().nth(1).expect("a title");
    let (found, all) = title.split_once('/').expect("two numbers");
    (found.parse().expect("found"), all.parse().expect("all"))
}

#[test]
fn every_row_leads_to_the_cases_that_it_counts() {
    for (filter, lang) in [
        ("", Lang::En),
        ("泸州", Lang::Zh),
        ("year:2020..2022 调解 | 审批", Lang::En),
    ] {
        let mut story = Story::collection((100, 70), lang);
        let typed = format!("/{filter}<Enter>");
        let found = title_of(story.press(&typed)).0;
        let mut rows = 0;
        let mut before = None;
        loop {
            story.press("Ogg").press(&"j".repeat(rows));
            let row = selected_row(&story);
            if row == before || !row.as_deref().is_some_and(|row| row.contains('%')) {
                break;
            }
            let row = row.expect("a row");
            let count = count_of(&row).expect("a count");
            story.press("<Enter>");
            assert_eq!(title_of(&story).0, count, "{filter}: {row}");
            // All matches then belong to the row.
            story.press("Ogg").press(&"j".repeat(rows));
            let screen = story.screen();
            let name = name_of(&row);
            let again = screen.lines().skip(1).find(|line| name_of(line) == name);
            assert_eq!(
                again.and_then(count_of),
                Some(count),
                "{filter}: {row}\n{screen}"
            );
            story.press("<Esc><Esc>").press(&typed);
            assert_eq!(title_of(&story).0, found);
            before = Some(row);
            rows += 1;
        }
        assert!(rows > 15, "{filter}: {rows}");
    }
}

#[test]
fn the_counts_of_each_section_add_up() {
    for filter in ["", "泸州", "调解", "year:2022", "has:notice"] {
        let mut story = Story::collection((100, 200), Lang::En);
        let found = title_of(story.press(&format!("/{filter}<Enter>O"))).0;
        let screen = story.screen();
        let mut sections: Vec<(&str, usize)> = Vec::new();
        for line in screen.lines().skip(1) {
            let outermost = !line.get(1..).is_some_and(|rest| rest.starts_with(' '));
            match count_of(line) {
                Some(count) if outermost => sections.last_mut().expect("a section").1 += count,
                Some(_) => {}
                None => sections.push((line, 0)),
            }
        }
        sections.retain(|(_, sum)| *sum > 0);
        assert_eq!(sections.len(), 5, "{screen}");
        for (name, sum) in sections {
            assert_eq!(sum, found, "{filter}: {name}");
        }
    }
}

#[test]
fn figures_lead_to_the_cases_that_have_them() {
    let mut story = Story::collection((100, 200), Lang::En);
    for (up, filter, found) in [
        (0, "", 28),
        (1, "metric:levels-linked", 2),
        (5, "metric:dispute-settlement-rate", 4),
        (6, "has:notice", 2),
        (7, "has:metric", 0),
        (8, "has:metric", 0),
        (9, "", 28),
    ] {
        story.press("OG").press(&"k".repeat(up)).press("<Enter>");
        assert_eq!(filter_of(&mut story), filter);
        if found > 0 {
            assert_eq!(title_of(&story).0, found, "{filter}");
        }
        story.press("<Esc>");
    }
}

/// The filter, from the title of the overview, which has room for it.
fn filter_of(story: &mut Story) -> String {
    let screen = story.press("O").screen();
    story.press("O");
    let title = screen.lines().next().unwrap_or_default();
    let filter = title.split_once(" /").map_or("", |(_, filter)| filter);
    filter.trim().to_owned()
}

#[test]
fn narrowing_further_leaves_out_redundant_filters() {
    let mut story = Story::collection((100, 200), Lang::En);
    let mut filter = |keys: &str| filter_of(story.press(keys));
    assert_eq!(filter("O}jjjjjjjj<Enter>"), "region:四川省");
    assert_eq!(filter("O}jj<Enter>"), "region:泸州市");
    assert_eq!(filter("O}}j<Enter>"), "region:泸州市 main:rules");
    // A row with all cases narrows nothing.
    assert_eq!(filter("O}<Enter>"), "region:泸州市 main:rules");
}

#[test]
fn the_overview_is_closed_by_each_of_its_keys_and_changes_nothing() {
    let mut story = Story::collection((80, 24), Lang::Zh);
    let before = story.press("/泸州<Enter>jj").screen();
    for close in ["<Esc>", "q", "O", "?jj<Esc><Esc>"] {
        assert_ne!(story.press("O").screen(), before);
        assert_eq!(story.press("jj}G").press(close).screen(), before, "{close}");
    }
    assert_eq!(story.end, None);
}

#[test]
fn keys_go_to_the_next_section_and_the_previous() {
    let mut story = Story::collection((120, 40), Lang::Zh);
    let row = |story: &mut Story, keys: &str| {
        let screen = story.press(keys).screen();
        let row = screen.split('>').nth(1).unwrap_or_default();
        row.split_whitespace().next().unwrap_or_default().to_owned()
    };
    for (keys, name) in [
        ("O}", "内蒙古自治区"),
        ("<Tab>", "政府机构职能体系"),
        ("}", "2023"),
        ("}", "省级"),
        ("}", "案例"),
        ("}", "案例"),
        ("j{", "案例"),
        ("{", "省级"),
        ("<S-Tab>", "2023"),
        ("L", "2023"),
        ("gg", "Luzhou:"),
        ("G", "Other"),
    ] {
        assert_eq!(row(&mut story, keys), name, "{keys}");
    }
}

#[test]
fn counts_grow_while_the_bundle_loads_and_the_cursor_stays() {
    let bundle = collection();
    let count = bundle.cases.len();
    let mut story = Story::loading(10, bundle, (80, 24), Lang::Zh);
    story.press("OG");
    while !selected_row(&story)
        .is_some_and(|row| row.contains("功能区级") || row.contains("区县级"))
    {
        story.press("k");
    }
    let before = selected_row(&story).expect("a row");
    assert_eq!(title_of(&story), (10, 10));
    assert!(story.screen().contains("载入"), "{}", story.screen());
    story.load(count);
    assert_eq!(title_of(&story), (count, count));
    let after = selected_row(&story).expect("a row");
    let name = |row: &str| row.split_whitespace().next().map(str::to_owned);
    assert_eq!(name(&after), name(&before));
    assert!(story.end_loading(0).screen().contains("28/28"));
}

#[test]
fn an_overview_of_nothing_says_so() {
    let mut story = Story::collection((80, 24), Lang::Zh);
    let screen = story.press("/qqq<Enter>O").screen();
    assert!(screen.contains("概览 0/28") && screen.contains("没有匹配的案例"));
    assert_eq!(title_of(story.press("jG}{<Enter>")).0, 0);
    assert_eq!(title_of(story.press("<Esc><Esc>")).0, 28);
}

fn run(arguments: &[&str]) -> (Option<i32>, String) {
    let run = casebook_in(&root("."), arguments);
    (run.code, run.stdout)
}

#[test]
fn the_command_says_what_the_screen_says() {
    for (lang, code) in [("zh", Lang::Zh), ("en", Lang::En)] {
        let (exit, text) = run(&["overview", "泸州", "--lang", lang]);
        assert_eq!(exit, Some(0));
        let mut story = Story::of(shipped(), (109, 200), code, Theme::colour());
        let screen = story.press("/泸州<Enter>O").screen();
        let solid = |text: &str| text.split_whitespace().collect::<String>();
        let all = solid(&screen);
        // The first line is the title. Bars and cuts depend on the width.
        for line in text.lines().skip(1) {
            let start: String = name_of(line).chars().take(15).collect();
            let same =
                |row: &&str| name_of(row).starts_with(&start) && count_of(row) == count_of(line);
            let is_there = match count_of(line) {
                Some(_) => screen.lines().any(|row| same(&row)),
                None => all.contains(&solid(line)),
            };
            assert!(is_there, "{line}\n{screen}");
        }
    }
    assert_eq!(
        run(&["overview", "qqq"]),
        (Some(1), "案例 0/83\n".to_owned())
    );
    assert_eq!(
        run(&["overview", "region:nowhere"]),
        (Some(2), String::new())
    );
}

#[test]
fn sums_are_numbers_as_those_of_a_bundle_are() {
    let folder = scratch();
    let file = folder.path().join("b.json");
    std::fs::write(&file, write(&added_up())).expect("written");
    let file = file.to_str().expect("a path");
    let (exit, text) = run(&["overview", "--json", "--bundle", file]);
    assert_eq!(exit, Some(0));
    for sum in [
        r#""sum":{"value":8,"bound":"exact"}"#,
        r#""sum":{"value":289.9,"bound":"at-least"}"#,
    ] {
        assert!(text.contains(sum), "{text}");
    }
}

#[test]
fn the_json_of_the_command_counts_and_leads_to_the_cases() {
    let (exit, text) = run(&["overview", "--json", "year:2022", "--lang", "en"]);
    assert_eq!(exit, Some(0));
    let object: Value = serde_json::from_str(&text).expect("JSON");
    let cases = object["cases"].as_u64().expect("a count");
    for section in ["source", "region", "main_topic", "latest_year", "level"] {
        let groups = object[section].as_array().expect("groups");
        let outermost = groups.iter().filter(|group| group["depth"] == 0);
        let sum: u64 = outermost.filter_map(|group| group["count"].as_u64()).sum();
        assert_eq!(sum, cases, "{section}");
        let first = groups.first().expect("a group");
        let query = first["query"].as_str().expect("a query");
        let (_, ids) = run(&["list", "--ids", query]);
        assert_eq!(
            Some(ids.lines().count() as u64),
            first["count"].as_u64(),
            "{query}"
        );
    }
    let (exit, text) = run(&["overview", "--json", "qqq"]);
    let object: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!((exit, &object["cases"]), (Some(1), &Value::from(0)));
}
