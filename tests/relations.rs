//! Every relation as the metrics panel and the full-screen view of a metric show it, in every set of glyphs.
//!
//! The cases stand in tests/golden/relations, one for each way in which a metric is drawn.

use std::collections::BTreeMap;

use casebook::bundle::{Case, Lang};
use casebook::present::Glyphs;
use casebook::text::is_ambiguous;
use casebook::tui::Theme;
use insta::assert_snapshot;
use ratatui::style::Style;

use crate::support::{Story, metrics_panel, relations, runs_of, text_of};

const SIZES: [(u16, u16); 3] = [(120, 40), (80, 24), (40, 12)];
const LANGS: [(Lang, &str); 2] = [(Lang::Zh, "zh"), (Lang::En, "en")];

/// The cases that are looked at, each with what its metric is an example of.
const CASES: [(&str, &str); 17] = [
    ("demo/01", "change"),
    ("demo/02", "over-time"),
    ("demo/03", "parts"),
    ("demo/04", "parts-that-fail"),
    ("demo/05", "parts-without-a-total"),
    ("demo/06", "subset"),
    ("demo/07", "side-by-side"),
    ("demo/08", "side-by-side-masked"),
    ("demo/09", "indicator-best"),
    ("demo/10", "indicator-floor"),
    ("demo/11", "indicator-equal"),
    ("demo/13", "indicator-masked"),
    ("demo/16", "range"),
    ("demo/17", "all-equal"),
    ("demo/20", "change-compared"),
    ("demo/21", "moves"),
    ("demo/22", "single"),
];

/// Opens the cases at this size with the focus on the metrics, and goes to each that is looked at in turn.
fn each_case(
    size: (u16, u16),
    lang: Lang,
    theme: Theme,
    mut see: impl FnMut(&'static str, &mut Story),
) {
    let mut story = Story::of(relations(), size, lang, theme);
    story.press("<Tab><Tab>");
    for (case, name) in CASES {
        while story.selected() != case {
            let before = story.selected().to_owned();
            assert_ne!(story.press("J").selected(), before, "{case} is there");
        }
        see(name, &mut story);
    }
}

/// Whether the metric of a case that is looked at is compared with others.
fn is_compared(name: &str) -> bool {
    let bundle = relations();
    let id = CASES
        .iter()
        .find(|(_, one)| *one == name)
        .map(|(id, _)| *id);
    let case = id.and_then(|id| bundle.case(id)).expect("a case");
    case.metrics.iter().any(|metric| metric.indicator.is_some())
}

/// The text of the metrics panel.
fn panel(story: &Story) -> String {
    let buffer = story.buffer();
    let rows = text_of(&buffer, metrics_panel(&buffer));
    rows.join("\n").trim_end().to_owned()
}

fn check(name: &str, shown: &str) {
    insta::with_settings!({ prepend_module_to_snapshot => false }, {
        assert_snapshot!(name, shown);
    });
}

#[test]
fn the_metrics_panel_shows_every_relation_in_every_set_of_glyphs() {
    for (width, height) in SIZES {
        let mut all: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (lang, code) in LANGS {
            for glyphs in Glyphs::ALL {
                let [colour, mono] = [Theme::colour(), Theme::mono()];
                let mut plain = Vec::new();
                each_case(
                    (width, height),
                    lang,
                    mono.with_glyphs(glyphs),
                    |_, story| {
                        plain.push(story.screen());
                    },
                );
                let mut plain = plain.into_iter();
                each_case(
                    (width, height),
                    lang,
                    colour.with_glyphs(glyphs),
                    |name, story| {
                        let shown = format!("== {code} {glyphs:?} ==\n{}\n", panel(story));
                        all.entry(name).or_default().push(shown);
                        assert_eq!(Some(story.screen()), plain.next(), "{name} without colour");
                    },
                );
            }
        }
        for (name, shown) in all {
            check(
                &format!("relation-{name}-{width}x{height}"),
                &shown.concat(),
            );
        }
    }
}

#[test]
fn the_full_screen_view_shows_every_relation() {
    let mut all: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (lang, code) in LANGS {
        let mut plain = Vec::new();
        each_case((80, 24), lang, Theme::mono(), |_, story| {
            plain.push([story.press("M").screen(), story.press("<Tab>").screen()]);
            story.press("<Esc>");
        });
        let mut plain = plain.into_iter();
        each_case((80, 24), lang, Theme::colour(), |name, story| {
            let [view, table] = [story.press("M").screen(), story.press("<Tab>").screen()];
            let shown = all.entry(name).or_default();
            shown.push(format!("== {code} ==\n{view}\n"));
            // The table beside a metric that is compared with none is not its own.
            if is_compared(name) {
                shown.push(format!("== {code}, the table ==\n{table}\n"));
            }
            assert_eq!(Some([view, table]), plain.next(), "{name} without colour");
            story.press("<Esc>");
        });
    }
    for (name, shown) in all {
        check(&format!("relation-{name}-view-80x24"), &shown.concat());
    }
}

#[test]
fn glyphs_that_do_not_doubt_widths_leave_no_width_in_doubt() {
    for glyphs in Glyphs::ALL.into_iter().filter(|one| one.is_width_safe()) {
        for (lang, _) in LANGS {
            for size in SIZES {
                each_case(
                    size,
                    lang,
                    Theme::colour().with_glyphs(glyphs),
                    |name, story| {
                        let shown = panel(story) + &story.press("M").screen();
                        story.press("<Esc>");
                        // What is cut ends alike in all of the program: a title in the table.
                        let doubted =
                            |c: &char| *c != '…' && is_ambiguous(c.encode_utf8(&mut [0; 4]));
                        let doubted: Vec<char> = shown.chars().filter(doubted).collect();
                        assert!(doubted.is_empty(), "{doubted:?} of {name} in {shown}");
                    },
                );
            }
        }
    }
}

#[test]
fn ascii_glyphs_draw_nothing_but_ascii() {
    for (lang, _) in LANGS {
        for size in SIZES {
            each_case(
                size,
                lang,
                Theme::colour().with_glyphs(Glyphs::Ascii),
                |name, story| {
                    let shown = panel(story) + &story.press("M").screen();
                    story.press("<Esc>");
                    // Words are in Han with their punctuation; pictures are not.
                    let is_word =
                        |c: char| c.is_ascii() || c.is_alphabetic() || "，。：（）…".contains(c);
                    let drawn: Vec<char> = shown.chars().filter(|c| !is_word(*c)).collect();
                    assert!(drawn.is_empty(), "{drawn:?} of {name} in {shown}");
                },
            );
        }
    }
}

#[test]
fn a_picture_keeps_its_meaning_without_colour() {
    let mut shown = Vec::new();
    for (theme, named) in [(Theme::colour(), "colour"), (Theme::mono(), "mono")] {
        each_case((80, 24), Lang::En, theme, |name, story| {
            if !["change", "moves", "indicator-best", "parts-that-fail"].contains(&name) {
                return;
            }
            let buffer = story.buffer();
            let runs = runs_of(&buffer, metrics_panel(&buffer)).into_iter();
            let runs = runs.map(|(text, style)| {
                format!("{text:44} {}", told(style)).trim_end().to_owned() + "\n"
            });
            shown.push(format!(
                "== {name}, {named} ==\n{}",
                runs.collect::<String>()
            ));
        });
    }
    check("relation-styles", &shown.concat());
}

/// A style in words.
fn told(style: Style) -> String {
    let colour = style
        .fg
        .map_or_else(String::new, |colour| colour.to_string());
    let modifiers = style.add_modifier;
    let modifiers = modifiers.iter_names().map(|(name, _)| name.to_lowercase());
    let words = [colour].into_iter().chain(modifiers);
    let words = words.filter(|word| !word.is_empty() && word != "Reset");
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn every_relation_has_a_case() {
    let bundle = relations();
    let shown = |case: &&Case| CASES.iter().any(|(id, _)| *id == case.id.as_str());
    let metrics = bundle
        .cases
        .iter()
        .filter(shown)
        .flat_map(|case| &case.metrics);
    let relations: Vec<_> = metrics.map(|metric| metric.relation).collect();
    for relation in <casebook::bundle::Relation as casebook::bundle::Word>::ALL {
        assert!(relations.contains(relation), "{relation:?}");
    }
}
