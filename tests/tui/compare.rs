//! Marked cases and their comparison; help.

use std::collections::BTreeSet;

use crate::support::{
    Case, Formatter, Lang, MEDIUM, RowKind, Story, WIDE, at_one_size, compare, shipped,
};

#[test]
fn two_marked_cases_stand_side_by_side() {
    let keys = "/枫桥<Enter>vv=<PageDown>";
    at_one_size(
        "two-cases",
        Story::few,
        keys,
        (WIDE, Lang::Zh),
        [" 对比", " Compare"],
    );
}

#[test]
fn four_marked_cases_stand_side_by_side() {
    // Without room for columns, one below the other.
    let words = ["≠ 机关", "≠ Organ"];
    at_one_size("four-cases", Story::few, "vvvv=", (MEDIUM, Lang::En), words);
    let wide = Story::few(WIDE, Lang::Zh).press("vvvv=").screen();
    let row = wide
        .lines()
        .find(|row| row.contains("≠ 机关"))
        .expect("a row");
    assert_eq!(row.matches("人民政府").count(), 3, "side by side: {wide}");
}

#[test]
fn a_row_is_marked_as_equal_only_if_its_cells_are() {
    let bundle = shipped();
    let writing = Formatter::new(Lang::Zh);
    let indicators = |case: &Case| -> BTreeSet<String> {
        let metrics = case.metrics.iter();
        let named = metrics.filter_map(|metric| metric.indicator.as_ref());
        named.map(|id| id.as_str().to_owned()).collect()
    };
    let mut compared = 0;
    for (at, one) in bundle.cases.iter().enumerate() {
        for other in bundle.cases.iter().skip(at + 1) {
            let source = |case: &Case| bundle.sources.iter().find(|one| one.id == case.source);
            let cases = [(one, source(one)), (other, source(other))];
            let rows = compare(&cases, &bundle.indicators, writing);
            let mut shared = 0;
            for row in &rows {
                match (&row.kind, row.cells.as_slice()) {
                    (RowKind::Same, [one, other]) => assert_eq!(one, other),
                    (RowKind::Different, [one, other]) => assert_ne!(one, other),
                    (RowKind::Compared(parts, _), [_, _]) => {
                        assert_eq!(parts.len(), 2);
                        shared += 1;
                    }
                    (RowKind::Heading, []) | (RowKind::Text, _) => {}
                    _ => panic!("{row:?}"),
                }
            }
            let both = indicators(one).intersection(&indicators(other)).count();
            assert_eq!(shared, both);
            compared += both;
            let organ = rows.iter().find(|row| row.label == "机关").expect("a row");
            let same = one.organ == other.organ;
            assert_eq!(organ.kind == RowKind::Same, same);
        }
    }
    assert!(compared > 10);
}

/// The status row.
fn last_row(story: &Story) -> String {
    story.screen().lines().last().unwrap_or_default().to_owned()
}

#[test]
fn marks_come_and_go_and_two_to_four_are_compared() {
    let mut story = Story::collection((80, 24), Lang::Zh);
    let before = story.screen();
    assert!(last_row(story.press("=")).contains("已标记 0 个"));
    story.press("v");
    assert!(story.screen().contains("已标记 1"), "{}", story.screen());
    // A single marked case is compared with the case under the cursor.
    assert!(story.press("=").screen().contains(" 对比"));
    story.press("<Esc>");
    assert!(last_row(story.press("vvvv=")).contains("已标记 5 个"));
    assert!(last_row(story.press("v=")).contains("已标记 6 个"));
    story.press("Vgg");
    assert_eq!(story.screen(), before);
}

#[test]
fn regions_stay_in_the_list_when_a_case_is_marked() {
    for lang in [Lang::Zh, Lang::En] {
        let mut story = Story::collection((80, 24), lang);
        for keys in ["", "v", "v"] {
            let screen = story.press(keys).screen();
            assert!(screen.contains("龙马潭区 │"), "{screen}");
        }
    }
}

#[test]
fn help_opens_at_the_keys_of_the_current_screen() {
    let mut story = Story::collection((80, 24), Lang::Zh);
    for (opened, heading) in [
        ("?", "移动"),
        ("<Esc>M?", "全屏指标"),
        ("<Esc><Esc>O?", "概览"),
        ("<Esc><Esc>vv=?", "标记与对比"),
    ] {
        let screen = story.press(opened).screen();
        assert_eq!(screen.lines().nth(1).map(str::trim), Some(heading));
    }
    // The other keys are above.
    let screen = story.press("gg").screen();
    assert_eq!(screen.lines().nth(1).map(str::trim), Some("移动"));
}

#[test]
fn help_leads_back_to_where_it_was_opened() {
    let mut story = Story::collection((80, 24), Lang::Zh);
    for opened in ["M", "<Esc>vv="] {
        let before = story.press(opened).screen();
        assert_ne!(story.press("?").screen(), before);
        assert_eq!(story.press("q").screen(), before);
        assert_eq!(story.press("?<Esc>").screen(), before);
    }
}
