//! Keys pressed while a search is running do what they do once it is answered.

use proptest::prelude::*;

use crate::support::{Effect, Lang, Purpose, SlowStory, Start, Theme, few, plain_start};

fn start(purpose: Purpose) -> Start {
    let mut start = plain_start((80, 24), Lang::Zh, Theme::colour());
    start.purpose = purpose;
    start
}

#[test]
fn enter_acts_on_the_matches_of_all_that_was_typed_before_it() {
    let mut slow = SlowStory::new(few(), start(Purpose::Pick { multi: false }));
    slow.press("泰山石<Enter>");
    assert_eq!(slow.picked, None);
    slow.answer_all();
    assert_eq!(
        slow.picked.as_deref(),
        Some(&["national-2021-exemplars/05".to_owned()][..])
    );
}

#[test]
fn typing_is_shown_at_once_and_escape_discards_waiting_keys() {
    let mut slow = SlowStory::new(few(), start(Purpose::Pick { multi: false }));
    for key in ["泰", "山", "石"] {
        slow.press(key);
        assert!(slow.awaits_answer());
    }
    assert!(slow.screen().contains("/泰山石"));
    slow.press("<Enter><Esc>");
    slow.answer_all();
    assert_eq!(slow.picked, None);
    assert!(!slow.awaits_answer());
}

#[test]
fn control_c_never_waits() {
    let mut slow = SlowStory::new(few(), start(Purpose::Browse));
    slow.press("/泰山石<Enter>");
    assert_eq!(slow.effects_of("<C-c>"), [Effect::Interrupt]);
}

#[test]
fn matches_in_names_are_shown_first_and_keys_that_act_on_matches_wait_for_the_rest() {
    let mut slow = SlowStory::new(few(), start(Purpose::Pick { multi: false }));
    slow.press("审");
    assert!(slow.answer_first());
    let first = slow.screen();
    assert!(first.contains("案例 2…/6  名称 2 内容 …"), "{first}");
    assert!(slow.awaits_answer());
    // The last match is in a text.
    slow.press("<Down><Down><Enter>");
    assert_eq!((slow.screen(), &slow.picked), (first, &None));
    slow.answer_all();
    assert_eq!(
        slow.picked.as_deref(),
        Some(&["national-2021-exemplars/05".to_owned()][..])
    );
}

#[test]
fn a_first_answer_leaves_no_trace() {
    let mut slow = SlowStory::new(few(), start(Purpose::Browse));
    slow.press("jljj");
    let before = slow.screen();
    slow.press("/审");
    assert!(slow.answer_first());
    let first = slow.screen();
    assert_ne!(first, before);
    // Its matches stay while more is typed.
    slow.press("批");
    assert_eq!(slow.screen().lines().nth(3), first.lines().nth(3));
    assert!(slow.answer_first());
    slow.press("<BS><BS><Enter>l");
    slow.answer_all();
    assert_eq!(slow.screen(), before);
}

#[test]
fn a_first_answer_hides_no_earlier_match() {
    let mut slow = SlowStory::new(few(), start(Purpose::Browse));
    slow.press("/审批");
    slow.answer_all();
    // Without the title and the prompt, which show what is typed.
    let list = |slow: &SlowStory| {
        let screen = slow.screen();
        let lines = screen.lines().skip(1).take(22).map(str::to_owned);
        lines.collect::<Vec<String>>()
    };
    let all = list(&slow);
    slow.press("<Space>");
    assert!(slow.answer_first());
    assert_eq!(list(&slow), all);
    // Nor if an answer to another query came between.
    slow.press("<BS>法");
    slow.press("<BS><BS>");
    assert!(slow.answer_first());
    assert_ne!(list(&slow), all);
    slow.press("批");
    assert!(slow.answer_first());
    assert_eq!(list(&slow), all);
}

/// The list without the text pane: the text starts at its top whenever another case was shown in between, and such a case
/// may be skipped.
fn list_of(screen: &str) -> String {
    let lines = screen.lines().map(|line| {
        let list = line.split_once('│').map_or(line, |(list, _)| list);
        format!("{list}\n")
    });
    lines.collect()
}

/// Random keys, except for folding: which groups are folded after a filter is cleared depends on what was shown before.
fn keys() -> impl Strategy<Value = Vec<&'static str>> {
    let key = prop::sample::select(vec![
        "/", "l", "z", "s", "p", "审", "批", "市", "<Space>", "<BS>", "<Enter>", "<Tab>",
        "<S-Tab>", "<Down>", "<Up>", "j", "k", "f", "n", "N", "}", "J", "gg", "gr", "<C-t>",
        "<C-u>", "地区:", "L", "h", "?",
    ]);
    prop::collection::vec(key, 1..24)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn slow_answers_change_nothing(keys in keys(), answered in prop::collection::vec(0..4, 24), multi in any::<bool>()) {
        let purpose = if multi { Purpose::Pick { multi } } else { Purpose::Browse };
        let mut prompt = SlowStory::new(few(), start(purpose));
        let mut slow = SlowStory::new(few(), start(purpose));
        for (key, answered) in keys.iter().zip(&answered) {
            prompt.press_and_answer(key);
            slow.press(key);
            match answered {
                0 => slow.answer_one(),
                1 => _ = slow.answer_first(),
                _ => {}
            }
            if prompt.picked.is_some() {
                break;
            }
        }
        slow.answer_all();
        prop_assert_eq!(&slow.picked, &prompt.picked, "{:?}", keys);
        if prompt.picked.is_none() {
            prop_assert_eq!(list_of(&slow.screen()), list_of(&prompt.screen()), "{:?}", keys);
        }
    }

    #[test]
    fn first_answers_leave_no_trace(keys in keys(), answered in prop::collection::vec((any::<bool>(), any::<bool>()), 24)) {
        let mut without = SlowStory::new(few(), start(Purpose::Browse));
        let mut with = SlowStory::new(few(), start(Purpose::Browse));
        for (key, (first, all)) in keys.iter().zip(&answered) {
            without.press(key);
            with.press(key);
            if *first {
                with.answer_first();
            }
            if *all {
                without.answer_all();
                with.answer_all();
                prop_assert_eq!(with.screen(), without.screen(), "{:?}", keys);
            }
        }
    }
}
