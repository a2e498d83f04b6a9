//! One source file as the rules see it: the paths that it writes and the items that it defines, without its tests.
//!
//! The file is split into tokens by `proc_macro2`, so comments, strings and lifetimes are what they are to the compiler.
//! Paths inside of macro calls are found as well, since a macro's arguments are tokens like any others.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, Ident, Spacing, TokenStream, TokenTree};

/// A file of `src`, without everything under `#[cfg(test)]`.
#[derive(Debug, Default)]
pub struct Source {
    /// From the root of the package: `src/tui/state/app.rs`.
    pub name: String,
    /// The path of the module without `crate`: `tui`, `state`, `app`; empty for `lib.rs`.
    pub module: Vec<String>,
    /// What it imports, and every other path of two segments or more.
    pub paths: Vec<Written>,
    /// What each name stands for that a `use` brings in.
    pub bound: BTreeMap<String, Vec<String>>,
    /// The modules from which everything is imported.
    pub globs: Vec<Vec<String>>,
    /// Structs, enums, unions, traits and type aliases.
    pub types: BTreeSet<String>,
    /// Functions, constants, statics and macros.
    pub values: BTreeSet<String>,
    /// The modules under `#[cfg(test)]` that have a file of their own.
    pub test_modules: Vec<Vec<String>>,
    /// First words of the items that are neither `mod name;` nor `use …;`.
    pub other_items: Vec<String>,
}

/// A path as it is written, except that `super`, `self` and `casebook` are replaced by what they stand for.
#[derive(Debug)]
pub struct Written {
    pub line: usize,
    /// Ends in `*` if everything is imported from it.
    pub segments: Vec<String>,
}

impl Source {
    /// The file of this name with this text.
    pub fn new(name: &str, text: &str) -> Self {
        let inside = name.trim_start_matches("src/").trim_end_matches(".rs");
        let module = match inside.trim_end_matches("/mod") {
            "lib" => Vec::new(),
            inside => inside.split('/').map(str::to_owned).collect(),
        };
        let mut source = Self {
            name: name.to_owned(),
            module: module.clone(),
            ..Self::default()
        };
        let tokens = tokens_of(name, text);
        source.other_items = other_items(tokens.clone());
        source.level(tokens, &module, true);
        source
    }

    /// Whether it is the file of a folder, which is the door of what stands in there.
    pub fn is_door(&self) -> bool {
        self.name.ends_with("/mod.rs") || self.name == "src/lib.rs"
    }

    /// The tokens between two brackets, or of the whole file; `items` says that items of a module stand there.
    fn level(&mut self, tokens: TokenStream, module: &[String], items: bool) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            at = self.step(&tokens, at, module, items);
        }
    }

    /// Reads what stands at a token; gives the position after it.
    fn step(&mut self, tokens: &[TokenTree], at: usize, module: &[String], items: bool) -> usize {
        if attribute(tokens, at).is_some_and(is_cfg_test) {
            return self.skip_test(tokens, at, module);
        }
        let word = match &tokens[at] {
            TokenTree::Group(group) => {
                self.level(group.stream(), module, false);
                return at + 1;
            }
            TokenTree::Ident(word) => word,
            _ => return at + 1,
        };
        let name = tokens.get(at + 1).and_then(ident);
        match (word.to_string().as_str(), name) {
            ("use", _) if !is_punct(tokens, at + 1, '<') => {
                let end = end_of_item(tokens, at);
                self.use_tree(&tokens[at + 1..end], &[], module);
                end
            }
            ("pub", _) => after_visibility(tokens, at),
            ("mod", Some(name)) if items => {
                let inner = [module, &[name.to_string()]].concat();
                if let Some(TokenTree::Group(body)) = tokens.get(at + 2) {
                    self.level(body.stream(), &inner, true);
                }
                at + 3
            }
            ("struct" | "enum" | "union" | "trait" | "type", Some(name)) if items => {
                self.types.insert(name.to_string());
                at + 2
            }
            ("fn" | "const" | "static", Some(name)) if items => {
                self.values.insert(name.to_string());
                at + 1
            }
            ("macro_rules", _) if items => {
                let name = tokens.get(at + 2).and_then(ident);
                self.values.extend(name.map(Ident::to_string));
                at + 3
            }
            _ => self.path(tokens, at, module),
        }
    }

    fn path(&mut self, tokens: &[TokenTree], mut at: usize, module: &[String]) -> usize {
        let line = tokens[at].span().start().line;
        let mut segments = Vec::new();
        while let Some(segment) = tokens.get(at).and_then(ident) {
            segments.push(segment.to_string());
            at += 1;
            if !is_double_colon(tokens, at) || tokens.get(at + 2).and_then(ident).is_none() {
                break;
            }
            at += 2;
        }
        if segments.len() > 1 {
            let segments = absolute(&segments, module);
            self.paths.push(Written { line, segments });
        }
        at
    }

    /// Reads what stands between `use` and `;`, or between the braces of a group, of which `prefix` is the path.
    fn use_tree(&mut self, tokens: &[TokenTree], prefix: &[String], module: &[String]) {
        for tree in tokens.split(|token| matches!(token, TokenTree::Punct(p) if p.as_char() == ','))
        {
            let Some(first) = tree.first() else { continue };
            let line = first.span().start().line;
            let mut segments = prefix.to_vec();
            let mut name = None;
            for (at, token) in tree.iter().enumerate() {
                match token {
                    TokenTree::Group(group) => {
                        let members: Vec<TokenTree> = group.stream().into_iter().collect();
                        self.use_tree(&members, &segments, module);
                        segments.clear();
                    }
                    TokenTree::Punct(star) if star.as_char() == '*' => {
                        segments.push("*".to_owned());
                    }
                    TokenTree::Ident(word) if *word == "as" => {
                        name = tree.get(at + 1).map(ToString::to_string);
                        break;
                    }
                    TokenTree::Ident(word) if *word == "self" && !segments.is_empty() => {}
                    TokenTree::Ident(word) => segments.push(word.to_string()),
                    _ => {}
                }
            }
            if segments.is_empty() {
                continue;
            }
            let segments = absolute(&segments, module);
            match (name, segments.split_last()) {
                (None, Some((last, globbed))) if last == "*" => self.globs.push(globbed.to_vec()),
                (name, Some((last, _))) => {
                    let name = name.unwrap_or_else(|| last.clone());
                    self.bound.insert(name, segments.clone());
                }
                _ => {}
            }
            self.paths.push(Written { line, segments });
        }
    }

    /// Passes over an item, a field or an arm that only tests have.
    fn skip_test(&mut self, tokens: &[TokenTree], at: usize, module: &[String]) -> usize {
        let at = after_attributes(tokens, at);
        let start = after_visibility(tokens, at);
        if let [TokenTree::Ident(word), TokenTree::Ident(name), ..] = &tokens[start..]
            && *word == "mod"
            && is_punct(tokens, start + 2, ';')
        {
            let path = [module, &[name.to_string()]].concat();
            self.test_modules.push(path);
        }
        end_of_item(tokens, start) + 1
    }
}

/// A Rust file's tokens.
pub fn tokens_of(name: &str, text: &str) -> TokenStream {
    text.parse()
        .unwrap_or_else(|error| panic!("{name} is not Rust: {error}"))
}

/// The first words of the items that a door may not hold, tests among them.
fn other_items(tokens: TokenStream) -> Vec<String> {
    let tokens = &tokens.into_iter().collect::<Vec<TokenTree>>();
    let mut others = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        at = after_visibility(tokens, after_attributes(tokens, at));
        let Some(first) = tokens.get(at) else { break };
        let end = end_of_item(tokens, at);
        let is_module = first.to_string() == "mod" && end == at + 2;
        if first.to_string() != "use" && !(is_module && is_punct(tokens, end, ';')) {
            let name = tokens
                .get(at + 1)
                .map_or(String::new(), |name| format!(" {name}"));
            others.push(format!("{first}{name}"));
        }
        at = end + 1;
    }
    others
}

/// Where the item, field or arm that begins at a token ends: at its `;`, its `,` or its body.
fn end_of_item(tokens: &[TokenTree], start: usize) -> usize {
    const ITEMS: [&str; 13] = [
        "async", "const", "enum", "extern", "fn", "impl", "let", "mod", "static", "struct",
        "trait", "type", "unsafe",
    ];
    let first = tokens.get(start).map_or(String::new(), ToString::to_string);
    let is_use = first == "use";
    let is_item = is_use || first == "union" || ITEMS.contains(&first.as_str());
    let ends = |token: &TokenTree| match token {
        TokenTree::Punct(punct) => match punct.as_char() {
            ';' => true,
            ',' => !is_item,
            _ => false,
        },
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace && !is_use,
        _ => false,
    };
    let rest = &tokens[start.min(tokens.len())..];
    rest.iter()
        .position(ends)
        .map_or(tokens.len(), |length| start + length)
}

/// The contents of the attribute that begins at a token.
fn attribute(tokens: &[TokenTree], at: usize) -> Option<TokenStream> {
    let inner = usize::from(is_punct(tokens, at + 1, '!'));
    match tokens.get(at + 1 + inner) {
        Some(TokenTree::Group(group)) if is_punct(tokens, at, '#') => Some(group.stream()),
        _ => None,
    }
}

fn is_cfg_test(attribute: TokenStream) -> bool {
    let tokens: Vec<TokenTree> = attribute.into_iter().collect();
    matches!(&tokens[..], [TokenTree::Ident(cfg), TokenTree::Group(condition)]
        if *cfg == "cfg" && condition.stream().to_string() == "test")
}

fn after_attributes(tokens: &[TokenTree], mut at: usize) -> usize {
    while attribute(tokens, at).is_some() {
        at += 2 + usize::from(is_punct(tokens, at + 1, '!'));
    }
    at
}

/// The position after `pub` and `pub(in crate::tui)`, whose path is no import.
fn after_visibility(tokens: &[TokenTree], at: usize) -> usize {
    if tokens
        .get(at)
        .is_none_or(|token| token.to_string() != "pub")
    {
        return at;
    }
    let restriction = match tokens.get(at + 1) {
        Some(TokenTree::Group(group)) => group.stream().to_string(),
        _ => String::new(),
    };
    let restricted = matches!(restriction.as_str(), "crate" | "super" | "self")
        || restriction.starts_with("in ");
    at + 1 + usize::from(restricted)
}

fn absolute(segments: &[String], module: &[String]) -> Vec<String> {
    let ups = segments
        .iter()
        .take_while(|s| *s == "super" || *s == "self");
    let (upwards, rest) = segments.split_at(ups.count());
    if upwards.is_empty() {
        let is_ours = segments[0] == "casebook";
        let first = if is_ours { "crate" } else { &segments[0] };
        return [&[first.to_owned()], &segments[1..]].concat();
    }
    let levels = upwards.iter().filter(|segment| *segment == "super").count();
    let above = &module[..module.len().saturating_sub(levels)];
    [&["crate".to_owned()], above, rest].concat()
}

fn ident(token: &TokenTree) -> Option<&Ident> {
    match token {
        TokenTree::Ident(ident) => Some(ident),
        _ => None,
    }
}

fn is_punct(tokens: &[TokenTree], at: usize, c: char) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == c)
}

fn is_double_colon(tokens: &[TokenTree], at: usize) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Punct(p)) if p.as_char() == ':' && p.spacing() == Spacing::Joint)
        && is_punct(tokens, at + 1, ':')
}
