use std::collections::BTreeSet;

use casebook::bundle::{Case, Lang};
use casebook::present::{Formatter, RowKind, compare};
use casebook::tui::Theme;

use crate::stories::check;
use crate::support::{Story, shipped};

#[test]
fn two_marked_cases_stand_side_by_side() {
    check("compare-two", |story| {
        story.press("/枫桥<Enter>vv=<PageDown>");
    });
}

#[test]
fn four_marked_cases_stand_side_by_side() {
    check("compare-four", |story| {
        story.press("vvvv=");
    });
}

#[test]
fn what_is_compared_is_said_to_be_the_same_only_if_it_is() {
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
    let mut story = Story::of(shipped(), (80, 24), Lang::Zh, Theme::colour());
    let before = story.screen();
    assert!(last_row(story.press("=")).contains("已标记 0 个"));
    story.press("v");
    assert!(story.screen().contains("已标记 1"), "{}", story.screen());
    // One that is marked is compared with the one under the cursor.
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
        let mut story = Story::of(shipped(), (80, 24), lang, Theme::colour());
        for keys in ["", "v", "v"] {
            let screen = story.press(keys).screen();
            assert!(screen.contains("龙马潭区 │"), "{screen}");
        }
    }
}

#[test]
fn help_begins_with_the_keys_of_where_it_is_opened() {
    let mut story = Story::of(shipped(), (80, 24), Lang::Zh, Theme::colour());
    for (opened, heading) in [
        ("?", "移动"),
        ("<Esc>M?", "全屏看指标"),
        ("<Esc><Esc>O?", "概览"),
        ("<Esc><Esc>vv=?", "标记与对比"),
    ] {
        let screen = story.press(opened).screen();
        assert_eq!(screen.lines().nth(1).map(str::trim), Some(heading));
    }
    // What comes before is there, too.
    let screen = story.press("gg").screen();
    assert_eq!(screen.lines().nth(1).map(str::trim), Some("移动"));
}

#[test]
fn help_leads_back_to_where_it_was_opened() {
    let mut story = Story::of(shipped(), (80, 24), Lang::Zh, Theme::colour());
    for opened in ["M", "<Esc>vv="] {
        let before = story.press(opened).screen();
        assert_ne!(story.press("?").screen(), before);
        assert_eq!(story.press("q").screen(), before);
        assert_eq!(story.press("?<Esc>").screen(), before);
    }
}
