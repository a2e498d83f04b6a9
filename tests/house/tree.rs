//! All files of `src`, and what each of their paths leads to.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::OnceLock;

use crate::support::{files_below, read, root};

use super::scan::Source;

/// A path may be bound to a path that is bound in turn, but not for ever.
const MOST_HOPS: usize = 16;

/// Files by the path of their module.
pub struct Tree(BTreeMap<Vec<String>, Source>);

/// A path in a file, and what it leads to.
pub struct Edge<'a> {
    pub from: &'a Source,
    pub line: usize,
    pub leads_to: Target<'a>,
}

/// What a path leads to.
pub enum Target<'a> {
    Ours(Place<'a>),
    /// The path of something in no file of ours: another crate's item, the standard library's, or a local type's.
    Elsewhere(Vec<String>),
}

/// The file that defines an item of ours, and the way to it.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    pub file: &'a Source,
    /// The `mod.rs` that gave the item to the path.
    pub door: Option<&'a Source>,
    /// How many modules the path names before the item or a door's name for it.
    pub modules: usize,
}

impl Edge<'_> {
    /// File and line, for a message.
    pub fn place(&self) -> String {
        format!("{}:{}", self.from.name, self.line)
    }
}

impl Tree {
    /// The files of the package, read once.
    pub fn of_the_package() -> &'static Self {
        static TREE: OnceLock<Tree> = OnceLock::new();
        TREE.get_or_init(|| {
            let mut sources = Vec::new();
            for name in files_under("src", "rs") {
                sources.push(Source::new(&name, &read(&name)));
            }
            Self::new(sources)
        })
    }

    /// Made-up files, their names and their texts, beside an empty `lib.rs`.
    pub fn made_up(files: &[(&str, &str)]) -> Self {
        let files = files.iter().chain(&[("src/lib.rs", "")]);
        let sources = files.map(|(name, text)| Source::new(name, text));
        Self::new(sources.collect())
    }

    fn new(sources: Vec<Source>) -> Self {
        let tests: Vec<Vec<String>> = sources
            .iter()
            .flat_map(|source| source.test_modules.clone())
            .collect();
        let is_code = |source: &Source| !tests.iter().any(|test| source.module.starts_with(test));
        let code = sources.into_iter().filter(is_code);
        Self(code.map(|source| (source.module.clone(), source)).collect())
    }

    pub fn files(&self) -> impl Iterator<Item = &Source> {
        self.0.values()
    }

    /// Every path that a file writes; of a door too, whose re-exports are paths as well.
    pub fn edges(&self) -> impl Iterator<Item = Edge<'_>> {
        let paths = self
            .files()
            .flat_map(|from| from.paths.iter().map(move |path| (from, path)));
        paths.map(|(from, path)| Edge {
            from,
            line: path.line,
            leads_to: self.target(from, &path.segments, MOST_HOPS),
        })
    }

    fn target<'a>(&'a self, from: &Source, segments: &[String], hops: usize) -> Target<'a> {
        let (Some((first, rest)), true) = (segments.split_first(), hops > 0) else {
            return Target::Elsewhere(segments.to_vec());
        };
        if first == "crate" {
            return self.walk(rest, hops);
        }
        let child = [from.module.as_slice(), std::slice::from_ref(first)].concat();
        if self.0.contains_key(&child) && !from.module.is_empty() {
            return self.walk(&[&child, rest].concat(), hops);
        }
        match from.bound.get(first) {
            Some(bound) if bound[0] != *first => {
                self.target(from, &[bound, rest].concat(), hops - 1)
            }
            _ => Target::Elsewhere(segments.to_vec()),
        }
    }

    /// Follows a path from the root of the crate, file by file.
    fn walk<'a>(&'a self, segments: &[String], hops: usize) -> Target<'a> {
        let mut module = Vec::new();
        for (at, segment) in segments.iter().enumerate() {
            let Some(file) = self.0.get(&module) else {
                break;
            };
            let child = [module.as_slice(), std::slice::from_ref(segment)].concat();
            let is_last = at + 1 == segments.len();
            let bound = file.bound.get(segment);
            if self.0.contains_key(&child) && !(is_last && bound.is_some()) {
                module = child;
                continue;
            }
            let bound = bound.cloned().or_else(|| self.globbed(file, segment, hops));
            let place = Place {
                file,
                door: Some(file).filter(|file| file.is_door()),
                modules: module.len(),
            };
            let Some(bound) = bound else {
                return Target::Ours(place);
            };
            let whole = [&bound, &segments[at + 1..]].concat();
            return match self.target(file, &whole, hops - 1) {
                Target::Ours(found) => Target::Ours(Place {
                    file: found.file,
                    door: place.door.or(found.door),
                    modules: place.modules,
                }),
                elsewhere @ Target::Elsewhere(_) => elsewhere,
            };
        }
        match self.0.get(&module) {
            Some(file) => Target::Ours(Place {
                file,
                door: None,
                modules: module.len(),
            }),
            None => Target::Elsewhere(segments.to_vec()),
        }
    }

    /// The path of a name that a file imports together with everything beside it.
    fn globbed(&self, file: &Source, name: &String, hops: usize) -> Option<Vec<String>> {
        file.globs.iter().find_map(|glob| {
            let Target::Ours(place) = self.target(file, glob, hops - 1) else {
                return None;
            };
            let defines = place.file.types.contains(name)
                || place.file.values.contains(name)
                || place.file.bound.contains_key(name);
            let is_other = place.file.module != file.module;
            (is_other && defines).then(|| [glob.as_slice(), std::slice::from_ref(name)].concat())
        })
    }
}

/// The names of the files with an ending in a folder of the package and in all folders inside of it.
pub fn files_under(folder: &str, ending: &str) -> Vec<String> {
    let mut files = files_below(&root(folder));
    files.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == ending)
    });
    let name = |path: PathBuf| {
        let name = path.strip_prefix(root("")).expect("a path of the package");
        name.display().to_string()
    };
    files.into_iter().map(name).collect()
}
