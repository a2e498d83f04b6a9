//! A bundle that is still loading.

use crate::support::{
    Event, Lang, MEDIUM, Progress, SlowStory, Story, Theme, collection, few, in_both_languages,
    plain_start,
};

fn loading(count: usize) -> Story {
    Story::loading(count, few(), (80, 24), Lang::Zh)
}

#[test]
fn a_bundle_that_is_loading() {
    let open = |size, lang| Story::loading(2, few(), size, lang);
    in_both_languages("loading", open, "", MEDIUM, ["载入", "oading"]);
    let open = |size, lang| {
        let mut story = Story::loading(2, few(), size, lang);
        story.load(6).end_loading(3);
        story
    };
    in_both_languages("unreadable-cases", open, "", MEDIUM, ["3 个", "3 "]);
}

#[test]
fn a_bundle_loaded_in_parts_looks_like_one_opened_whole() {
    let cases = collection().cases.len();
    for keys in ["", "gr", "gt", "gy", "gl", "gn", "zM", "L"] {
        let mut whole = Story::collection((100, 120), Lang::Zh);
        let mut parts = Story::loading(0, collection(), (100, 120), Lang::Zh);
        parts.press(keys);
        for count in [1, 2, 14, 15, cases] {
            parts.load(count);
        }
        parts.end_loading(0);
        assert_eq!(
            parts.press("gg").screen(),
            whole.press(keys).press("gg").screen(),
            "{keys}"
        );
    }
}

#[test]
fn the_cursor_stays_on_its_case_and_row_while_cases_arrive() {
    let row = |story: &Story| {
        let screen = story.screen();
        screen.lines().position(|line| line.starts_with('>'))
    };
    for keys in ["", "j", "gr", "grG", "gyj", "zM", "zMj"] {
        let mut story = Story::loading(10, collection(), (80, 12), Lang::Zh);
        story.press(keys);
        let (case, at) = (story.selected().to_owned(), row(&story));
        story.load(20);
        assert_eq!((story.selected(), row(&story)), (&*case, at), "{keys}");
        story.load(28);
        assert_eq!(story.selected(), case, "{keys}");
    }
}

#[test]
fn a_filter_matches_cases_that_arrive_later() {
    let mut story = loading(2);
    story.press("/泰山石");
    assert_eq!(story.selected(), "");
    assert_eq!(story.load(4).selected(), "");
    assert_eq!(story.load(6).selected(), "national-2021-exemplars/05");
    // The cursor is on the best match until a case is chosen; then it stays there.
    let mut story = loading(2);
    story.press("/审");
    let first = story.selected().to_owned();
    story.press("<Enter>").load(6);
    assert_eq!(story.selected(), first);
}

#[test]
fn open_facets_count_cases_that_arrive_later() {
    let mut story = loading(2);
    assert!(!story.press("f").screen().contains("山东省"));
    assert!(story.load(6).screen().contains("山东省"));
}

#[test]
fn a_bundle_that_cannot_be_read_to_its_end_says_so() {
    for (lang, says) in [
        (Lang::Zh, "案例包不完整；请运行 casebook check FILE"),
        (Lang::En, "bundle is truncated; run `casebook check FILE`"),
    ] {
        for unreadable in [0, 3] {
            let mut story = Story::loading(2, few(), (80, 24), lang);
            story.happens(Event::LoadedAll {
                unreadable,
                ends_early: true,
            });
            assert!(story.screen().contains(says), "{}", story.screen());
        }
    }
}

#[test]
fn no_key_waits_for_a_repeated_search_and_only_one_is_pending() {
    let mut slow = SlowStory::new(few(), plain_start((80, 24), Lang::Zh, Theme::colour()));
    slow.press("/审<Enter>");
    slow.answer_all();
    let before = slow.screen();
    for _ in 0..3 {
        let cases = few().cases.into();
        let progress = Progress { done: 1, total: 2 };
        slow.happens(Event::Loaded { cases, progress });
    }
    assert_eq!(slow.asked(), 1, "the first is unanswered");
    slow.press("j");
    assert_ne!(slow.screen(), before);
    slow.answer_one();
    assert_eq!(
        slow.asked(),
        1,
        "one more, for the cases that arrived meanwhile"
    );
    slow.answer_one();
    assert_eq!(slow.asked(), 0);
}

#[test]
fn a_case_that_cannot_be_read_says_so_and_the_others_are_read() {
    let mut bundle = few();
    let more = bundle.cases.clone();
    bundle.cases.truncate(2);
    // Two cases can be read, the others only are listed.
    let mut story = Story::of(bundle, (80, 24), Lang::En, Theme::colour());
    let progress = Progress { done: 1, total: 1 };
    let cases = more[2..].into();
    story.happens(Event::Loaded { cases, progress });
    let screen = story.press("G").screen();
    assert!(screen.contains("Cannot read this case"), "{screen}");
    assert_eq!(story.selected(), "");
    assert_eq!(story.press("gg").selected(), "luzhou-2023-awards/01");
}
