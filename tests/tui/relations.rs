//! Every relation in the metrics panel and in the metric view, in every set of glyphs.
//!
//! The cases are in tests/fixtures/relations, one for each way in which a metric is drawn.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::LazyLock;

use casebook::text::is_ambiguous;
use ratatui::style::Style;

use crate::support::{
    Case, Formatter, Glyphs, LANGS, Lang, MEDIUM, NARROW, Relation, SIZES, Story, Theme, Window,
    Word, metrics_panel, relations, runs_of, snapshot, text_of,
};

/// The cases that are drawn, and what each is an example of.
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

/// Opens the cases at this size, focuses the metrics, and goes to each of `CASES` in turn.
fn each_case(
    size: Window,
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

/// One case, drawn.
struct Drawn {
    name: &'static str,
    size: Window,
    lang: Lang,
    glyphs: Glyphs,
    screen: String,
    panel: String,
    view: String,
    table: String,
}

/// Every case at every size, in every language and set of glyphs.
fn drawn(theme: fn() -> Theme) -> Vec<Drawn> {
    let mut all = Vec::new();
    for size in SIZES {
        for (lang, _) in LANGS {
            for glyphs in Glyphs::ALL {
                each_case(size, lang, theme().with_glyphs(glyphs), |name, story| {
                    let (screen, panel) = (story.screen(), panel(story));
                    let view = story.press("M").screen();
                    let table = story.press("<Tab>").screen();
                    story.press("<Esc>");
                    all.push(Drawn {
                        name,
                        size,
                        lang,
                        glyphs,
                        screen,
                        panel,
                        view,
                        table,
                    });
                });
            }
        }
    }
    all
}

/// The same in colour, drawn once for all tests.
fn in_colour() -> &'static [Drawn] {
    static DRAWN: LazyLock<Vec<Drawn>> = LazyLock::new(|| drawn(Theme::colour));
    &DRAWN
}

/// Whether the metric of a case has an indicator.
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

/// Whether a panel is kept: Chinese in blocks at every size; at the medium one also English, and every set of glyphs.
fn is_kept(drawn: &Drawn) -> bool {
    match (drawn.lang, drawn.glyphs) {
        (Lang::Zh, Glyphs::Blocks) => true,
        (Lang::Zh, _) | (Lang::En, Glyphs::Blocks) => drawn.size == MEDIUM,
        (Lang::En, _) => false,
    }
}

/// One snapshot for each relation: its panels, its metric view, and the table of its indicator.
#[test]
fn every_relation_is_drawn_in_the_panel_and_in_the_metric_view() {
    let mut kept: BTreeMap<&str, String> = BTreeMap::new();
    let mut keep = |name, heading: &str, shown: &str| {
        let text = kept.entry(name).or_default();
        writeln!(text, "== {heading} ==\n{shown}").expect("written to memory");
    };
    for one in in_colour().iter().filter(|one| is_kept(one)) {
        let ((width, height), lang, glyphs) = (one.size, one.lang, one.glyphs);
        let heading = format!("panel at {width}x{height}, {lang:?}, {glyphs:?}");
        keep(one.name, &heading, &one.panel);
    }
    let is_plain = |one: &&Drawn| one.size == MEDIUM && one.glyphs == Glyphs::Blocks;
    for one in in_colour().iter().filter(is_plain) {
        keep(one.name, &format!("metric view, {:?}", one.lang), &one.view);
        // A metric without an indicator has no table of its own.
        if one.lang == Lang::Zh && is_compared(one.name) {
            keep(one.name, "table", &one.table);
        }
    }
    for (name, shown) in kept {
        snapshot(name, &shown);
    }
}

#[test]
fn without_colour_every_relation_has_the_same_text() {
    for (plain, coloured) in drawn(Theme::mono).iter().zip(in_colour()) {
        let texts = |one: &Drawn| [&one.screen, &one.view, &one.table].map(String::clone);
        assert_eq!(texts(plain), texts(coloured), "{}", plain.name);
    }
}

#[test]
fn the_panel_and_the_metric_view_show_the_label_and_the_values() {
    let bundle = relations();
    let solid = |text: &str| text.split_whitespace().collect::<String>();
    for one in in_colour() {
        let case = CASES.iter().find(|(_, name)| *name == one.name);
        let case = case.and_then(|(id, _)| bundle.case(id)).expect("a case");
        let metric = &case.metrics[0];
        let label = solid(metric.label.get(one.lang));
        let writing = Formatter {
            lang: one.lang,
            glyphs: one.glyphs,
        };
        let values = metric
            .points
            .iter()
            .map(|point| writing.value(metric, point));
        let values: Vec<String> = values.map(|value| solid(&value)).collect();
        for shown in [&one.panel, &one.view].map(|shown| solid(shown)) {
            assert!(shown.contains(&label), "{label} of {} in {shown}", one.name);
            // In a small window one has to scroll.
            for value in values.iter().filter(|_| one.size != NARROW) {
                assert!(shown.contains(value), "{value} of {} in {shown}", one.name);
            }
        }
    }
}

#[test]
fn glyphs_for_terminals_of_unknown_widths_have_no_ambiguous_width() {
    for one in in_colour().iter().filter(|one| one.glyphs.is_width_safe()) {
        // A cut title in the table ends in the same sign in every set.
        let doubted = |c: &char| *c != '…' && is_ambiguous(c.encode_utf8(&mut [0; 4]));
        let shown = one.panel.chars().chain(one.view.chars());
        let doubted: Vec<char> = shown.filter(doubted).collect();
        assert!(doubted.is_empty(), "{doubted:?} of {}", one.name);
    }
}

#[test]
fn ascii_glyphs_draw_nothing_but_ascii() {
    for one in in_colour().iter().filter(|one| one.glyphs == Glyphs::Ascii) {
        // Han words and their punctuation are allowed.
        let is_word = |c: char| c.is_ascii() || c.is_alphabetic() || "，。：（）…".contains(c);
        let shown = one.panel.chars().chain(one.view.chars());
        let drawn: Vec<char> = shown.filter(|c| !is_word(*c)).collect();
        assert!(drawn.is_empty(), "{drawn:?} of {}", one.name);
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
                format!("{text:44} {}", in_words(style))
                    .trim_end()
                    .to_owned()
                    + "\n"
            });
            shown.push(format!(
                "== {name}, {named} ==\n{}",
                runs.collect::<String>()
            ));
        });
    }
    snapshot("styles", &shown.concat());
}

/// A style in words.
fn in_words(style: Style) -> String {
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
    for relation in Relation::ALL {
        assert!(relations.contains(relation), "{relation:?}");
    }
}
