//! Property tests of text functions, at every width from 1 to 200 cells.

use crate::support::hostile_text;
use casebook::text::{
    Folded, clean, fit, fold, graphemes, is_clean, one_line, pad, prefix, view, width, wrap,
};
use proptest::prelude::*;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Text as in a bundle: Han, ASCII, punctuation, emoji with joiners, combining marks, full-width letters.
fn bundle_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[\\u{4e00}-\\u{9fff}]{1,8}",
        3 => "[，。、；：？！“”‘’（）《》「」…—·％]{1,2}",
        2 => "[ -~]{1,10}",
        1 => "[Ａ-Ｚａ-ｚ０-９ｱ-ﾟ]{1,4}",
        1 => prop::sample::select(vec![
            "👨‍👩‍👧", "🏳️‍🌈", "👍🏽", "🇨🇳", "1️⃣", "❤️", "e\u{301}", "각", "\u{1100}\u{1161}", "नि", "ก็", "\u{301}",
        ]).prop_map(str::to_owned),
        1 => Just("\n".to_owned()),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

const CLOSING: &str = "，。、；：？！）》」”";
const OPENING: &str = "（《「“";

/// The rows of a wrapped text, padded to the width.
fn rows(text: &str, cells: usize) -> Vec<String> {
    wrap(text, cells)
        .into_iter()
        .map(|range| pad(&text[range], cells))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn rows_are_exactly_as_wide_as_said_and_hold_no_half_glyph(text in bundle_text()) {
        let text = clean(&text).into_owned();
        for cells in 1..=200 {
            for row in rows(&text, cells) {
                prop_assert_eq!(width(&row), cells, "{:?}", row);
            }
        }
    }

    #[test]
    fn wrapping_loses_nothing_but_spaces_at_line_ends(text in bundle_text()) {
        let text = clean(&text).into_owned();
        for cells in [1, 2, 3, 8, 23, 80, 200] {
            let lines = wrap(&text, cells);
            let joined: String = lines.iter().map(|line| &text[line.clone()]).collect();
            let without = |text: &str| text.replace(char::is_whitespace, "");
            prop_assert_eq!(without(&joined), without(&text));
            for pair in lines.windows(2) {
                prop_assert!(text[pair[0].end..pair[1].start].chars().all(char::is_whitespace));
            }
        }
    }

    #[test]
    fn what_is_measured_is_what_ratatui_draws(text in bundle_text()) {
        let text = one_line(&text);
        let cells = u16::try_from(width(&text)).expect("short");
        let mut buffer = Buffer::empty(Rect::new(0, 0, cells + 8, 1));
        let (end, _) = buffer.set_stringn(0, 0, &text, usize::MAX, Style::new());
        prop_assert_eq!(end, cells);
    }

    #[test]
    fn cutting_keeps_whole_graphemes(text in bundle_text(), cells in 0_usize..60) {
        let whole: Vec<usize> = graphemes(&text).map(|(at, _, _)| at).chain([text.len()]).collect();
        prop_assert!(whole.contains(&prefix(&text, cells).len()));
        prop_assert!(width(&fit(&text, cells)) <= cells);
        prop_assert_eq!(width(&pad(&text, cells)), cells);
        // The wanted part is in view if there is room for it and for the two signs of omission.
        let boundaries: Vec<usize> = graphemes(&text).map(|(at, _, _)| at).chain([text.len()]).collect();
        let (from, to) = (boundaries.len() / 3, boundaries.len() / 2);
        let seen = boundaries[from]..boundaries[to];
        let view = view(&text, seen.clone(), cells);
        let shown = width(&text[view.range.clone()]) + usize::from(view.cut_before) + usize::from(view.cut_after);
        prop_assert!(shown <= cells);
        if width(&text[seen.clone()]) + 2 <= cells {
            prop_assert!(view.range.start <= seen.start && seen.end <= view.range.end, "{:?} {:?}", view, seen);
        }
    }

    #[test]
    fn folding_with_and_without_the_map_back_is_the_same(text in prop_oneof![bundle_text(), hostile_text()]) {
        let folded = Folded::new(&text);
        prop_assert_eq!(&folded.text, &fold(&text));
        // Folding grapheme by grapheme gives the same text, if adjacent blanks are joined.
        let mut parts: String = graphemes(&text).map(|(_, grapheme, _)| fold(grapheme)).collect();
        while parts.contains("  ") {
            parts = parts.replace("  ", " ");
        }
        prop_assert_eq!(&folded.text, &parts);
        let everything = folded.shown(0..folded.text.chars().count());
        prop_assert!(everything.iter().all(|range| text.get(range.clone()).is_some()));
    }

    #[test]
    fn cleaning_leaves_nothing_to_clean(text in hostile_text()) {
        let cleaned = clean(&text).into_owned();
        prop_assert!(is_clean(&cleaned));
        let again = clean(&cleaned).into_owned();
        prop_assert_eq!(&again, &cleaned);
        let forbidden = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
        prop_assert!(!cleaned.contains(forbidden), "{:?}", cleaned);
        prop_assert!(!one_line(&text).contains('\n'));
    }
}

/// Every text of the shipped cases, at every width that has room for an unbreakable run such as `（室）”，`.
#[test]
fn no_line_of_a_case_starts_with_a_closing_or_ends_with_an_opening_mark() {
    for case in crate::support::shipped().cases {
        let texts = case.sections.iter().map(|section| section.text.as_str());
        let texts = texts.chain([case.summary.zh.as_str(), case.title.zh.as_str()]);
        for text in texts {
            // Beyond the width of its widest line a text is wrapped alike.
            let widest = text.lines().map(width).max().unwrap_or(0);
            for cells in 12..=widest.clamp(12, 120) {
                for line in wrap(text, cells) {
                    let line = &text[line];
                    assert!(
                        !line.starts_with(|c| CLOSING.contains(c)),
                        "{cells} cells: {line:?}"
                    );
                    assert!(
                        !line.ends_with(|c| OPENING.contains(c)),
                        "{cells} cells: {line:?}"
                    );
                }
            }
        }
    }
}
