//! The main screens; moving, opening, going back, leaving.

use crate::support::{
    Event, Lang, MEDIUM, NARROW, SIZES, Story, Theme, WIDE, at_every_size, at_one_size, collection,
    few, in_both_languages,
};

#[test]
fn the_first_screen() {
    at_every_size("first-screen", Story::few, "");
}

#[test]
fn a_filter_being_typed() {
    at_every_size("filter-being-typed", Story::few, "/审查");
}

#[test]
fn reading_a_case_with_a_notice() {
    at_every_size("reading-a-case", Story::few, "j<Enter><C-d>");
}

#[test]
fn the_metrics_of_a_case() {
    at_every_size("metrics-of-a-case", Story::few, "<Tab><Tab>jj");
}

#[test]
fn a_case_without_figures_says_so() {
    let keys = "/泸县<Enter><Tab><Tab>";
    // Next to the text the panel has room for its title only.
    let words = ["指标", "Metrics"];
    at_one_size("no-figures", Story::few, keys, (NARROW, Lang::Zh), words);
    let english = Story::few(NARROW, Lang::En).press(keys).screen();
    assert!(english.contains("No figures in the document"), "{english}");
}

#[test]
fn help_lists_every_key() {
    in_both_languages("help", Story::few, "?", WIDE, ["移动", "Move"]);
    // Without room for two columns, the description is below the key.
    let narrow = Story::few(NARROW, Lang::Zh).press("?").screen();
    assert!(
        narrow.contains("   j  Down  Ctrl-N\n     下移一行"),
        "{narrow}"
    );
}

#[test]
fn nothing_found() {
    let words = ["没有匹配的案例", "No matching cases"];
    at_one_size(
        "nothing-found",
        Story::few,
        "/qqq<Enter>",
        (MEDIUM, Lang::Zh),
        words,
    );
}

#[test]
fn matches_are_highlighted_in_list_and_text() {
    let mut story = Story::few((120, 40), Lang::Zh);
    let highlights = story.press("/矛盾纠纷").highlights();
    assert!(highlights.len() > 3, "{highlights:?}");
    assert!(
        highlights.iter().all(|run| run == "矛盾纠纷"),
        "{highlights:?}"
    );
    // A word that matches scattered characters highlights each of them.
    let highlights = story.press("<Esc>/投项速").highlights();
    assert_eq!(highlights[..3], ["投", "项", "速"]);
}

#[test]
fn the_selection_stays_on_its_case_while_the_filter_changes() {
    let mut story = Story::few((120, 40), Lang::Zh);
    story.press("jj");
    assert_eq!(story.selected(), "luzhou-2023-awards/07");
    // It stays selected while it matches; when it matches again, it is selected again.
    assert_eq!(story.press("/泸州").selected(), "luzhou-2023-awards/07");
    assert_eq!(story.press(" 合法性").selected(), "luzhou-2023-awards/06");
    assert_eq!(
        story.press("<BS><BS><BS><BS>").selected(),
        "luzhou-2023-awards/07"
    );
    assert_eq!(story.press("<Esc>").selected(), "luzhou-2023-awards/07");
}

#[test]
fn the_match_stays_selected_when_the_filter_is_cleared() {
    let mut story = Story::few((120, 40), Lang::Zh);
    assert_eq!(
        story.press("/泰山石").selected(),
        "national-2021-exemplars/05"
    );
    assert_eq!(
        story.press("<Esc>").selected(),
        "national-2021-exemplars/05"
    );
    assert!(story.screen().contains("6/6"));
}

#[test]
fn escape_never_quits_and_q_goes_back_before_it_quits() {
    let mut story = Story::few((80, 24), Lang::Zh);
    assert_eq!(story.press("<Esc><Esc>").end, None);
    // In the text Esc goes back and keeps the filter; in the list it clears the filter.
    assert!(
        story
            .press("/泸州<Enter><Enter><Esc>")
            .screen()
            .contains("/泸州")
    );
    assert!(!story.press("<Esc>").screen().contains("/泸州"));
    assert_eq!(story.press("<Enter>q").end, None);
    assert_eq!(story.press("?q").end, None);
    assert_eq!(story.press("q").end, Some(false));
    assert_eq!(
        Story::few((80, 24), Lang::Zh).press("/q").end,
        None,
        "in a filter q is a letter"
    );
    assert_eq!(
        Story::few((80, 24), Lang::Zh).press("/q<C-c>").end,
        Some(true)
    );
}

#[test]
fn every_way_of_moving_moves() {
    let rows = [
        ("j", "luzhou-2023-awards/06"),
        ("<Down><Down>", "luzhou-2023-awards/07"),
        ("jjk", "luzhou-2023-awards/06"),
        ("G", "national-2021-exemplars/05"),
        ("<End><Up>", "national-2021-exemplars/02"),
        ("Ggg", "luzhou-2023-awards/01"),
        ("G<Home>", "luzhou-2023-awards/01"),
        ("<PageDown>", "national-2021-exemplars/05"),
        ("<PageDown><PageUp>", "luzhou-2023-awards/01"),
        ("<C-d>", "national-2021-exemplars/05"),
        ("<C-d><C-u>", "luzhou-2023-awards/01"),
        ("<Enter>J", "luzhou-2023-awards/06"),
        ("<Tab><Tab>JJK", "luzhou-2023-awards/06"),
        ("ｊ", "luzhou-2023-awards/06"),
    ];
    for (keys, selected) in rows {
        assert_eq!(
            Story::few((80, 24), Lang::Zh).press(keys).selected(),
            selected,
            "{keys}"
        );
    }
}

#[test]
fn the_reader_scrolls_and_the_next_case_starts_at_its_top() {
    let mut story = Story::few((80, 24), Lang::Zh);
    let first = story.press("<Enter>").screen();
    let end = story.press("G").screen();
    assert!(
        end.contains("100%") && end.contains("luzhou-2023-awards/01"),
        "{end}"
    );
    assert_ne!(first, end);
    assert_eq!(story.press("gg").screen(), first);
    let next = story.press("GJ").screen();
    assert!(
        next.contains("“三化”统管助推街镇合法性审查全覆盖"),
        "{next}"
    );
}

#[test]
fn the_language_is_switched_in_place() {
    let mut story = Story::few((120, 40), Lang::Zh);
    let before = story.press("j").screen();
    let english = story.press("L").screen();
    assert!(
        english.contains("District-run legality review")
            && english.contains("the document's total says 1126")
    );
    assert_eq!(story.press("L").screen(), before);
}

#[test]
fn the_cursor_stands_on_the_caret_while_a_filter_is_typed() {
    let mut story = Story::few((80, 24), Lang::Zh);
    assert_eq!(story.cursor(), None);
    assert_eq!(story.press("/审a").cursor(), Some((4, 23)));
    assert_eq!(story.press("<Left>").cursor(), Some((3, 23)));
    assert_eq!(story.press("<Left>").cursor(), Some((1, 23)));
    assert_eq!(story.press("<Enter>").cursor(), None);
}

#[test]
fn pasted_text_goes_into_the_filter_as_one_line_and_runs_no_commands() {
    let mut story = Story::few((80, 24), Lang::Zh);
    story.happens(Event::Paste("qqq".into()));
    assert_eq!(story.end, None);
    story
        .press("/")
        .happens(Event::Paste("泰山石\n\x1b[2J".into()));
    assert!(story.screen().contains("/泰山石"));
}

#[test]
fn redraw_asks_for_a_whole_screen() {
    assert_eq!(
        Story::few((80, 24), Lang::Zh).press("<C-l>/<C-l>").repaints,
        2
    );
}

#[test]
fn no_size_panics_and_small_ones_say_so() {
    let mut story = Story::few((80, 24), Lang::Zh);
    for keys in [
        "",
        "/审",
        "<Enter><Enter>",
        "<Tab>",
        "?",
        "<Esc>",
        "M",
        "<Tab>",
        "l",
        "<Esc>",
        "vv=",
        "<Esc>V",
        "O",
        "<Esc><Esc><Esc>O",
    ] {
        story.press(keys);
        for width in [0, 1, 2, 39, 40, 41, 59, 60, 61, 99, 100, 101, 300] {
            for height in [0, 1, 2, 9, 10, 11, 24, 100] {
                story.resize(width, height).press("jGk");
                let screen = story.screen();
                let small = width < 40 || height < 10;
                assert_eq!(
                    screen.starts_with('窗'),
                    small && width > 1 && height > 0,
                    "{width}×{height}\n{screen}"
                );
            }
        }
        story.resize(80, 24);
    }
}

#[test]
fn a_frame_larger_than_the_terminal_is_clipped() {
    // The terminal has shrunk, but the resize event has not arrived yet.
    let mut story = Story::few((120, 40), Lang::Zh);
    for keys in ["", "M", "<Tab>"] {
        story.press(keys);
        for (width, height) in [(0, 0), (1, 1), (50, 40), (120, 3), (49, 2)] {
            story.draw_at(width, height);
        }
    }
}

#[test]
fn an_empty_bundle_can_be_browsed() {
    let mut bundle = few();
    bundle.cases.clear();
    for size in SIZES {
        let mut story = Story::of(bundle.clone(), size, Lang::Zh, Theme::colour());
        assert!(story.screen().contains("0/0"));
        assert_eq!(
            story.press("jkGg<Enter><Tab>j<Tab>j/a<Esc>L").selected(),
            ""
        );
    }
}

#[test]
fn without_colour_the_text_is_the_same_and_no_cell_has_a_colour() {
    let story = Story::of(collection(), (120, 40), Lang::Zh, Theme::mono());
    let coloured = Story::collection((120, 40), Lang::Zh);
    assert_eq!(story.screen(), coloured.screen(), "the same text");
    let buffer = story.buffer();
    assert!(buffer.content.iter().all(|cell| {
        cell.fg == ratatui::style::Color::Reset && cell.bg == ratatui::style::Color::Reset
    }));
}

#[test]
fn every_figure_of_a_tall_metric_can_be_seen_in_a_small_window() {
    for (width, height) in [(40, 10), (40, 12), (60, 12)] {
        for keys in ["j", "<C-d>", "<PageDown>"] {
            let mut story = Story::few((width, height), Lang::En);
            story.press("/江阳<Enter><Tab><Tab>");
            let mut seen = story.screen();
            for _ in 0..40 {
                seen.push_str(&story.press(keys).screen());
            }
            for value in ["1,126", "629", "42", "145", "100", "39", "3", "411", "41"] {
                assert!(
                    seen.contains(&format!(" {value}")),
                    "{value} with {keys} at {width}×{height}"
                );
            }
            for _ in 0..60 {
                story.press("k");
            }
            assert!(story.screen().contains("1/4"));
        }
    }
}

#[test]
fn the_count_stays_in_view_however_long_the_filter_is() {
    let mut story = Story::few((80, 24), Lang::Zh);
    assert!(
        story
            .press("/枫桥红模式商业区矛盾纠纷多元化解法")
            .screen()
            .contains("案例 0/6")
    );
}

#[test]
fn a_very_long_paste_is_cut_and_does_no_harm() {
    let mut story = Story::few((80, 24), Lang::Zh);
    story.press("/").happens(Event::Paste("审".repeat(100_000)));
    assert!(story.screen().contains("案例 0/6"));
    assert_eq!(story.press("<C-c>").end, Some(true));
}

#[test]
fn the_figures_of_the_selected_metric_are_shown_as_printed() {
    let mut story = Story::few((120, 40), Lang::Zh);
    let screen = story.press("<Tab><Tab>jj").screen();
    assert!(
        screen.contains("原文：112个工作日 · 46个工作日 · 30个工作日以内"),
        "{screen}"
    );
}
