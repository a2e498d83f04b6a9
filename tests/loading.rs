//! A bundle that is being loaded.

use casebook::bundle::Lang;
use casebook::tui::{Event, Progress};
use insta::assert_snapshot;

use crate::support::{Story, shipped, story_cases};
use crate::waiting::Slow;

const SIZES: [(u16, u16); 3] = [(120, 40), (80, 24), (40, 12)];

fn loading(count: usize) -> Story {
    Story::loading(count, story_cases(), (80, 24), Lang::Zh)
}

#[test]
fn what_is_seen_while_a_bundle_is_loaded() {
    for (size, (lang, code)) in SIZES
        .into_iter()
        .flat_map(|size| [(Lang::Zh, "zh"), (Lang::En, "en")].map(|lang| (size, lang)))
    {
        let mut story = Story::loading(2, story_cases(), size, lang);
        let check = |name: &str, story: &Story| {
            insta::with_settings!({ prepend_module_to_snapshot => false }, {
                let name = format!("{name}-{}x{}-{code}", size.0, size.1);
                assert_snapshot!(name, story.screen());
            });
        };
        check("loading", &story);
        check("loading-unreadable", story.load(6).end_loading(3));
    }
}

#[test]
fn loaded_in_parts_it_is_what_it_is_when_it_is_opened_whole() {
    let cases = shipped().cases.len();
    for keys in ["", "gr", "gt", "gy", "gl", "gn", "zM", "L"] {
        let mut whole = Story::of(
            shipped(),
            (100, 120),
            Lang::Zh,
            casebook::tui::Theme::colour(),
        );
        let mut parts = Story::loading(0, shipped(), (100, 120), Lang::Zh);
        parts.press(keys);
        for count in [1, 2, 40, 41, cases] {
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
fn the_cursor_stays_on_its_case_and_its_row_while_more_come() {
    let row = |story: &Story| {
        let screen = story.screen();
        screen.lines().position(|line| line.starts_with('>'))
    };
    for keys in ["", "j", "gr", "grG", "gyj", "zM", "zMj"] {
        let mut story = Story::loading(30, shipped(), (80, 24), Lang::Zh);
        story.press(keys);
        let (case, at) = (story.selected().to_owned(), row(&story));
        story.load(60);
        assert_eq!((story.selected(), row(&story)), (&*case, at), "{keys}");
        story.load(83);
        assert_eq!(story.selected(), case, "{keys}");
    }
}

#[test]
fn a_filter_finds_what_comes_later() {
    let mut story = loading(2);
    story.press("/泰山石");
    assert_eq!(story.selected(), "");
    assert_eq!(story.load(4).selected(), "");
    assert_eq!(story.load(6).selected(), "national-2021-exemplars/05");
    // Until a case is chosen the best is under the cursor; then that case is.
    let mut story = loading(2);
    story.press("/审");
    let first = story.selected().to_owned();
    story.press("<Enter>").load(6);
    assert_eq!(story.selected(), first);
}

#[test]
fn open_facets_count_what_comes_later() {
    let mut story = loading(2);
    assert!(!story.press("f").screen().contains("山东省"));
    assert!(story.load(6).screen().contains("山东省"));
}

#[test]
fn a_bundle_that_cannot_be_read_to_its_end_says_so() {
    for (lang, says) in [
        (
            Lang::Zh,
            "案例包没有读到末尾；casebook check FILE 会说明原因",
        ),
        (
            Lang::En,
            "The bundle cannot be read to its end; `casebook check FILE` tells why",
        ),
    ] {
        for unreadable in [0, 3] {
            let mut story = Story::loading(2, story_cases(), (80, 24), lang);
            story.happens(Event::LoadedAll {
                unreadable,
                ends_early: true,
            });
            assert!(story.screen().contains(says), "{}", story.screen());
        }
    }
}

#[test]
fn no_key_waits_for_what_is_asked_again_and_nothing_is_asked_twice() {
    let mut slow = Slow::new(
        story_cases(),
        crate::support::plain_start((80, 24), Lang::Zh, casebook::tui::Theme::colour()),
    );
    slow.type_keys("/审<Enter>");
    slow.answer_all();
    let before = slow.screen();
    for _ in 0..3 {
        let cases = story_cases().cases.into();
        let progress = Progress { done: 1, total: 2 };
        slow.happens(Event::Loaded { cases, progress });
    }
    assert_eq!(slow.asked(), 1, "the first is not answered");
    slow.type_keys("j");
    assert_ne!(slow.screen(), before);
    slow.answer_one();
    assert_eq!(slow.asked(), 1, "what came meanwhile");
    slow.answer_one();
    assert_eq!(slow.asked(), 0);
}

#[test]
fn a_case_that_cannot_be_read_says_so_and_the_others_are_read() {
    let mut bundle = story_cases();
    let more = bundle.cases.clone();
    bundle.cases.truncate(2);
    // The bundle grew, but on its store there are only two cases.
    let mut story = Story::of(bundle, (80, 24), Lang::En, casebook::tui::Theme::colour());
    let progress = Progress { done: 1, total: 1 };
    let cases = more[2..].into();
    story.happens(Event::Loaded { cases, progress });
    let screen = story.press("G").screen();
    assert!(screen.contains("This case cannot be read"), "{screen}");
    assert_eq!(story.selected(), "");
    assert_eq!(story.press("gg").selected(), "luzhou-2023-awards/01");
}
