//! `casebook pick`: what is picked, what is marked, and leaving without a choice.

use crate::support::{Lang, MEDIUM, Purpose, Story, Theme, WIDE, at_one_size, few, plain_start};

const FIRST: &str = "luzhou-2023-awards/01";
const SECOND: &str = "luzhou-2023-awards/06";
const THIRD: &str = "luzhou-2023-awards/07";
const TAISHAN: &str = "national-2021-exemplars/05";

fn one(filter: &str) -> Story {
    Story::pick((80, 24), Lang::Zh, false, filter)
}

fn several(filter: &str) -> Story {
    Story::pick((80, 24), Lang::Zh, true, filter)
}

/// The picked ids, joined by blanks; `-` if the story did not end with a pick.
fn picked(story: &Story) -> String {
    story
        .picked
        .as_ref()
        .map_or_else(|| "-".to_owned(), |ids| ids.join(" "))
}

#[test]
fn the_screens_of_picking() {
    let open = |size, lang| Story::pick(size, lang, true, "泸州");
    let (small, large) = ((MEDIUM, Lang::Zh), (WIDE, Lang::En));
    let keep = |name, keys, kept, words| at_one_size(name, open, keys, kept, words);
    keep("prompt", "", small, ["/泸州", "/泸州"]);
    keep(
        "two-marked",
        "<C-t><Down><C-t>",
        small,
        ["已标记 2", "marked 2"],
    );
    keep("list", "<Esc>v", small, ["已标记 1", "marked 1"]);
    keep("text", "<C-o>", large, ["Enter 选定", "Enter pick"]);
    keep("nothing-found", "qqq", small, ["Enter 退出", "Enter quit"]);
    keep("help", "<Esc>?G", large, ["100%", "100%"]);
}

#[test]
fn it_starts_with_the_query_in_the_prompt_and_the_caret_after_it() {
    let story = one("泰山石");
    assert_eq!(story.cursor(), Some((7, 23)));
    assert_eq!(story.selected(), TAISHAN);
}

#[test]
fn enter_picks_the_case_under_the_cursor_wherever_it_is_pressed() {
    let rows = [
        ("", "<Enter>", FIRST),
        ("", "泰山石<Enter>", TAISHAN),
        ("泰山石", "<Enter>", TAISHAN),
        ("", "<Down><Down><Enter>", THIRD),
        ("", "<Esc><Enter>", FIRST),
        ("泰山石", "<Esc><Enter>", TAISHAN),
        ("", "<Esc>j<Enter>", SECOND),
        ("", "<Esc>jl<C-d><Enter>", SECOND),
        ("", "<Esc><Tab><Tab>J<Enter>", SECOND),
        ("", "<Down><C-o><Enter>", SECOND),
    ];
    for (filter, keys, id) in rows {
        assert_eq!(picked(one(filter).press(keys)), id, "{filter:?} {keys}");
    }
}

#[test]
fn a_case_can_be_read_and_left_before_it_is_picked() {
    for keys in ["<Esc>l", "<Esc><Right>", "<C-o>"] {
        let mut story = one("泰山石");
        let read = story.press(keys).press("<C-d>").screen();
        assert!(read.contains("q 返回"), "{keys}: {read}");
        assert_eq!(story.press("q").end, None, "{keys}");
        assert_eq!(picked(story.press("<Enter>")), TAISHAN, "{keys}");
    }
}

#[test]
fn enter_unfolds_a_folded_group_and_then_picks() {
    for keys in ["<Esc>zM", "<Esc>zM/"] {
        let mut story = one("");
        assert_eq!(story.press(keys).selected(), "");
        assert!(story.screen().contains("Enter 展开"), "{}", story.screen());
        assert_eq!(picked(story.press("<Enter>")), "-");
        assert_eq!(story.selected(), FIRST);
        assert_eq!(picked(story.press("<Enter>")), FIRST);
    }
}

#[test]
fn marked_cases_are_picked_in_the_order_of_marking() {
    let rows = [
        ("<C-t><C-t><Enter>", [FIRST, SECOND].as_slice()),
        ("<Down><C-t><Up><Up><C-t><Enter>", &[SECOND, FIRST]),
        ("<Esc>vj<C-t><Enter>", &[FIRST, THIRD]),
        // If cases are marked, the case under the cursor is not picked.
        ("<Down><C-t><Down><Enter>", &[SECOND]),
        // Marked twice is not marked.
        ("<C-t><C-t><Up><C-t><Enter>", &[FIRST]),
        ("<C-t><Up><C-t><Down><Enter>", &[THIRD]),
        // Marked again is marked last.
        ("<C-t><C-t><Up><Up><C-t><Up><C-t><Enter>", &[SECOND, FIRST]),
    ];
    for (keys, ids) in rows {
        assert_eq!(picked(several("").press(keys)), ids.join(" "), "{keys}");
    }
}

#[test]
fn marks_survive_a_change_of_filter_and_are_counted_in_the_title() {
    let mut story = several("泰山石");
    assert!(!story.screen().contains("已标记"));
    story.press("<C-t><C-u>枫桥红");
    assert!(
        story.screen().contains("案例 1/6 已标记 1"),
        "{}",
        story.screen()
    );
    assert!(!story.screen().contains(">*"));
    story.press("<C-t>");
    assert!(story.screen().contains("已标记 2") && story.screen().contains(">*"));
    assert_eq!(
        picked(story.press("<Esc><Enter>")),
        [TAISHAN, THIRD].join(" ")
    );
}

#[test]
fn a_folded_group_is_marked_with_all_of_its_cases() {
    let mut story = several("");
    story.press("<Esc>zMv");
    assert!(
        story.screen().contains(" *▸") && story.screen().contains("已标记 4"),
        "{}",
        story.screen()
    );
    assert!(!story.press("k").press("v").screen().contains("已标记"));
    story.press("kvzRgg").press("v");
    assert!(story.screen().contains("已标记 3"), "{}", story.screen());
    assert_eq!(picked(story.press("<Enter>")).split(' ').count(), 3);
}

#[test]
fn without_multi_nothing_is_marked() {
    let mut story = one("");
    let before = story.screen();
    assert_eq!(story.press("<C-t>").screen(), before);
    assert!(!before.contains("Ctrl-T"));
    let before = story.press("<Esc>").screen();
    assert_eq!(story.press("v<C-t>").screen(), before);
    assert!(!story.press("?").screen().contains("Ctrl-T"));
    // In the prompt v is a letter, even if marks are allowed.
    assert!(several("").press("v").screen().contains("/v"));
}

#[test]
fn where_nothing_matches_enter_ends_without_a_case() {
    let mut story = one("qqq");
    assert!(story.screen().contains("Enter 退出"), "{}", story.screen());
    assert_eq!(picked(story.press("<Enter>")), "");
    assert_eq!(story.remembered, [] as [&str; 0]);
    let mut story = several("泰山石");
    story.press("<C-t>qqq");
    assert!(story.screen().contains("Enter 选定"), "{}", story.screen());
    assert_eq!(picked(story.press("<Enter>")), TAISHAN);
}

#[test]
fn escape_never_leaves_and_q_and_control_c_do() {
    let mut story = several("泰山石");
    story.press("<Esc><Esc><Esc>");
    assert_eq!((story.end, picked(&story).as_str()), (None, "-"));
    assert_eq!(story.press("lq").end, None);
    assert_eq!(story.press("vq").end, Some(false));
    assert_eq!(picked(&story), "-");
    assert_eq!(one("").press("q").end, None, "in the prompt q is a letter");
    assert_eq!(one("").press("<C-c>").end, Some(true));
}

#[test]
fn while_browsing_nothing_can_be_picked() {
    let mut story = Story::few((80, 24), Lang::Zh);
    story.press("/泰山石<C-t><Enter><C-t>v<Enter><Enter>");
    assert_eq!(picked(&story), "-");
    assert!(!story.screen().contains("选定"));
    assert!(!story.press("?").screen().contains("casebook pick"));
}

#[test]
fn without_colour_marks_are_the_same_characters() {
    let screen = |theme| {
        let mut start = plain_start((80, 24), Lang::Zh, theme);
        start.purpose = Purpose::Pick { multi: true };
        Story::start(few(), start).press("<C-t>").screen()
    };
    assert_eq!(screen(Theme::mono()), screen(Theme::colour()));
    assert!(screen(Theme::mono()).contains(" * "));
}

#[test]
fn the_filter_that_was_picked_with_is_remembered() {
    let mut story = one("");
    story.press("泰山石<Enter>");
    assert_eq!(story.remembered, ["泰山石"]);
    let mut story = one("泰山石");
    story.press("<C-o><Enter>");
    assert_eq!(
        story.remembered,
        ["泰山石"],
        "once, though kept and picked with"
    );
    let mut story = one("");
    story.press("<Enter>");
    assert_eq!(story.remembered, [] as [&str; 0]);
}
