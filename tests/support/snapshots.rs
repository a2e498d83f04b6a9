//! Snapshots: `tests/snapshots/MODULE/NAME.snap`, where MODULE is the file of the test.
//!
//! The four main screens (the first screen, a filter being typed, a case being read, the metrics of a case) are kept at
//! every size and in both languages. Everything else is kept once, at the size that shows most, and in both languages only
//! where the words are the point; at the other sizes and in the other language it must show certain words.
//!
//! To accept changes run the tests with `INSTA_UPDATE=always`, then read `git diff`.

use std::panic::Location;
use std::path::Path;

use casebook::bundle::Lang;

use super::Story;

/// Columns and rows of a window.
pub type Window = (u16, u16);

/// List, text and metrics side by side.
pub const WIDE: Window = (120, 40);
/// What terminals open with.
pub const MEDIUM: Window = (80, 24);
/// One pane at a time.
pub const NARROW: Window = (40, 12);

pub const SIZES: [Window; 3] = [WIDE, MEDIUM, NARROW];

pub const LANGS: [(Lang, &str); 2] = [(Lang::Zh, "zh"), (Lang::En, "en")];

/// Compares a text with a snapshot.
#[track_caller]
pub fn snapshot(name: &str, shown: &str) {
    let test = Path::new(Location::caller().file());
    let module = test.file_stem().expect("a test is in a file");
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(super::root("tests/snapshots").join(module));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, shown));
}

/// Compares a main screen at every size and in both languages: `NAME-120x40-zh` and so on.
#[track_caller]
pub fn at_every_size(name: &str, open: impl Fn(Window, Lang) -> Story, keys: &str) {
    for (width, height) in SIZES {
        for (lang, code) in LANGS {
            let screen = open((width, height), lang).press(keys).screen();
            snapshot(&format!("{name}-{width}x{height}-{code}"), &screen);
        }
    }
}

/// Compares a screen at one size in both languages, `NAME-zh` and `NAME-en`; at every size it must show these words.
#[track_caller]
pub fn in_both_languages(
    name: &str,
    open: impl Fn(Window, Lang) -> Story,
    keys: &str,
    kept: Window,
    words: [&str; 2],
) {
    for (lang, code) in LANGS {
        let screen = open(kept, lang).press(keys).screen();
        snapshot(&format!("{name}-{code}"), &screen);
    }
    shows_everywhere(name, open, keys, words);
}

/// Compares a screen at one size in one language; at every size and in both languages it must show these words.
#[track_caller]
pub fn at_one_size(
    name: &str,
    open: impl Fn(Window, Lang) -> Story,
    keys: &str,
    kept: (Window, Lang),
    words: [&str; 2],
) {
    snapshot(name, &open(kept.0, kept.1).press(keys).screen());
    shows_everywhere(name, open, keys, words);
}

/// Fails unless a screen shows these words, in Chinese and in English, at every size.
fn shows_everywhere(
    name: &str,
    open: impl Fn(Window, Lang) -> Story,
    keys: &str,
    words: [&str; 2],
) {
    for size in SIZES {
        for ((lang, _), words) in LANGS.into_iter().zip(words) {
            let screen = open(size, lang).press(keys).screen();
            assert!(
                screen.contains(words),
                "{name} at {size:?}: no {words}\n{screen}"
            );
        }
    }
}
