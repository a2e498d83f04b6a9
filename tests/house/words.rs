//! Words that hide what is meant, refused in comments, documents and on the screen.

use std::iter;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};

use crate::support::{read, root};

use super::problems::assert_none;
use super::scan::tokens_of;
use super::tree::files_under;

/// Phrases word by word, alternatives divided by bars.
const REFUSED: &[&str] = &[
    "in vain",
    "told by|of|in",
    "anew",
    "whoever",
    "at hand",
    "held against",
    "none if",
    "so many|few of|at",
];

/// Documents beside those in `docs/`, where they exist.
const DOCUMENTS: [&str; 4] = [
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "README.md",
    "README.zh-CN.md",
];

/// Takes the place of code, so that a phrase does not reach across it.
const CODE: char = '\u{1}';

#[test]
fn no_comment_document_or_screen_has_refused_words() {
    let mut names = files_under("src", "rs");
    names.extend(files_under("docs", "md"));
    let at_the_root = DOCUMENTS.map(str::to_owned).into_iter();
    names.extend(at_the_root.filter(|name| root(name).exists()));
    let problems = names.iter().flat_map(|name| {
        let found = refused(&prose_of(name, &read(name)));
        found
            .into_iter()
            .map(move |found| format!("{name}:{found}"))
    });
    assert_none("words", &problems.collect::<Vec<_>>());
}

#[test]
fn refused_words_are_seen_in_comments_and_strings_alone() {
    for (code, problems) in [
        ("// Letters typed in vain.", 1),
        ("//! Built\n//! anew.", 1),
        ("/// It stands at\n    /// hand.\nfn f() {}", 1),
        ("/* Whoever reads,\n so few of them */", 2),
        ("const S: &str = \"Held against the document\";", 1),
        ("const S: &str = r#\"told of\"#; // told in", 2),
        ("fn f() { println!(\"in vain {}\", g()) }", 1),
        ("match x { None if y => whoever(anew), _ => {} }", 0),
        ("// in\nfn vain() {}", 0),
        ("// in veins, renewed, at handles, so many.", 0),
        ("// Stop at. Hand over.", 0),
    ] {
        let found = refused(&prose_of("src/text/width.rs", code));
        assert_eq!(found.len(), problems, "{code}: {found:?}");
    }
    assert_eq!(refused("Not here.\n\n> none\n> if asked\n").len(), 1);
}

/// A document, or the comments and strings of a Rust file, in their lines.
fn prose_of(name: &str, text: &str) -> String {
    if Path::new(name)
        .extension()
        .is_none_or(|ending| ending != "rs")
    {
        return text.to_owned();
    }
    let mut lines: Vec<Vec<char>> = text.lines().map(|line| line.chars().collect()).collect();
    hide_identifiers(tokens_of(name, text), &mut lines);
    let lines = lines.into_iter().map(String::from_iter);
    lines.collect::<Vec<String>>().join("\n")
}

fn hide_identifiers(tokens: TokenStream, lines: &mut [Vec<char>]) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => hide_identifiers(group.stream(), lines),
            TokenTree::Ident(ident) => {
                let (start, end) = (ident.span().start(), ident.span().end());
                let line = &mut lines[start.line - 1];
                // The `doc` of a documentation comment has the whole comment as its place.
                if start.line == end.line && end.column - start.column == ident.to_string().len() {
                    line[start.column..end.column].fill(CODE);
                }
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// The refused phrases of a text, each with its line.
fn refused(text: &str) -> Vec<String> {
    let words = words(text);
    let mut found = Vec::new();
    for phrase in REFUSED {
        let parts: Vec<&str> = phrase.split(' ').collect();
        for window in words.windows(parts.len()) {
            let is_phrase = iter::zip(window, &parts)
                .all(|(word, part)| part.split('|').any(|part| word.text == part));
            if is_phrase && window[1..].iter().all(|word| word.follows) {
                found.push(format!("{}: {phrase}", window[0].line));
            }
        }
    }
    found
}

struct Word {
    line: usize,
    /// In lower case.
    text: String,
    /// Whether nothing but space lies between the word before and this one.
    follows: bool,
}

fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut follows = false;
    for (line, content) in (1..).zip(text.lines()) {
        let content = content
            .trim_start()
            .trim_start_matches(['/', '!', '>', '*']);
        for piece in content.split_inclusive(|c: char| !c.is_alphanumeric()) {
            let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
            if !word.is_empty() {
                words.push(Word {
                    line,
                    text: word.to_lowercase(),
                    follows,
                });
                follows = true;
            }
            follows &= piece
                .chars()
                .last()
                .is_none_or(|c| c.is_alphanumeric() || c.is_whitespace());
        }
    }
    words
}
