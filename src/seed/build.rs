//! From a folder of seeds to a bundle.

use std::fs;
use std::path::{Path, PathBuf};

use crate::bundle::{
    Bilingual, Bundle, Fault, Notice, Problem, Problems, Source, Text, check_bundle,
    check_comparable,
};

use super::case::{CaseSeed, Origin, read_case};
use super::claim::Check;
use super::exemption::Explanation;
use super::indicator::{Indicators, read_indicators};
use super::source::{SourceSeed, read_source, read_title};
use super::sums::{Sum, claimed_by_author, claimed_by_relation, masked};
use super::toml_reader::SeedFile;

/// Builds the bundle of a folder of seeds.
///
/// # Errors
///
/// Every problem of every file.
pub fn build(folder: &Path) -> Result<Bundle, Problems> {
    Seeds::read(folder).map(|seeds| seeds.bundle)
}

/// A folder of seeds, read.
#[derive(Debug, Clone)]
pub struct Seeds {
    /// What they make: sources in the order of their documents' names, cases in the order of their files'.
    pub bundle: Bundle,
    /// Every sum that was tried, in the order of the cases.
    pub sums: Vec<Sum>,
    pub(super) sources: Vec<SourceSeed>,
    /// For each case of the bundle where its parts stand.
    origins: Vec<Origin>,
}

impl Seeds {
    /// Reads a folder of seeds.
    ///
    /// # Errors
    ///
    /// Every problem of every file.
    pub fn read(folder: &Path) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        let (mut seeds, checks) = read_folder(folder, &mut problems);
        // A file that could not be read leaves names behind that name nothing.
        if problems.is_empty() {
            seeds.try_sums(&checks, &mut problems);
        }
        Problems::ok_if_none(problems)?;
        Ok(seeds)
    }

    /// Tries every sum and writes a notice where one does not hold.
    fn try_sums(&mut self, checks: &[Vec<Check>], problems: &mut Vec<Problem>) {
        let mut notices = Vec::new();
        for (at, case) in self.bundle.cases.iter().enumerate() {
            let mut sums = Vec::new();
            for metric in &case.metrics {
                sums.extend(claimed_by_relation(at, metric));
            }
            for check in checks.get(at).into_iter().flatten() {
                match claimed_by_author(&self.bundle, at, check) {
                    Ok(sum) => sums.push(sum),
                    Err(messages) => {
                        let file = self.origins.get(at).map_or("", |origin| &origin.file);
                        problems.extend(messages.into_iter().map(|message| {
                            Problem::at(file, check.place, message, "correct the check")
                        }));
                    }
                }
            }
            let disagree = sums.iter().filter_map(Sum::notice);
            let of_case: Vec<Notice> = disagree
                .chain(case.metrics.iter().filter_map(masked))
                .collect();
            notices.push(of_case);
            self.sums.extend(sums);
        }
        for (case, notices) in self.bundle.cases.iter_mut().zip(notices) {
            case.notices.extend(notices);
        }
    }

    /// Takes in the indicators, and holds the metrics that name them against them.
    fn compare(&mut self, indicators: Indicators, problems: &mut Vec<Problem>) {
        for (at, case) in self.bundle.cases.iter().enumerate() {
            let faults = check_comparable(case, &indicators.all);
            problems.extend(faults.iter().map(|fault| self.locate(at, fault)));
        }
        // The other case may be in a file that could not be read.
        if problems.is_empty() {
            problems.extend(indicators.without_company(&self.bundle.cases));
        }
        self.bundle.indicators = indicators.all;
    }

    /// A fault of a case at its place in the case's file.
    pub(super) fn locate(&self, case: usize, fault: &Fault) -> Problem {
        match self.origins.get(case) {
            Some(origin) => origin.locate(fault),
            None => Problem::in_file("", &fault.message, &fault.remedy),
        }
    }

    /// The name of a source's file.
    pub(super) fn source_file(&self, source: usize) -> &str {
        self.sources.get(source).map_or("", |seed| &seed.file)
    }

    /// What a source's file explains of its document.
    pub(super) fn explanations(&self, source: usize) -> &[Explanation] {
        self.sources
            .get(source)
            .map_or(&[], |seed| &seed.explanations)
    }
}

fn read_folder(folder: &Path, problems: &mut Vec<Problem>) -> (Seeds, Vec<Vec<Check>>) {
    let title = open(&folder.join("bundle.toml"), problems)
        .map_or_else(Bilingual::default, |file| read_title(&file, problems));
    let indicators = open_indicators(folder, problems);
    let mut parts: Vec<(Source, SourceSeed, Vec<CaseSeed>)> = Vec::new();
    for path in entries(folder, problems)
        .into_iter()
        .filter(|path| path.is_dir())
    {
        let id = file_name(&path);
        let source = open(&path.join("source.toml"), problems)
            .and_then(|file| read_source(&file, &id, problems));
        let cases = read_cases(&path, &id, problems);
        parts.extend(source.map(|(source, seed)| (source, seed, cases)));
    }
    let whole = folder.display().to_string();
    if parts.is_empty() && problems.is_empty() {
        problems.push(Problem::in_file(
            &whole,
            "holds no source",
            "add a folder with a source.toml and one file a case",
        ));
    }
    parts.sort_by(|(one, ..), (other, ..)| {
        (&one.document, &one.id).cmp(&(&other.document, &other.id))
    });
    let mut seeds = Seeds {
        bundle: Bundle::new(title, Vec::new(), Vec::new(), Vec::new()),
        sums: Vec::new(),
        sources: Vec::new(),
        origins: Vec::new(),
    };
    let mut checks = Vec::new();
    for (source, source_seed, cases) in parts {
        seeds.bundle.sources.push(source);
        seeds.sources.push(source_seed);
        for seed in cases {
            seeds.bundle.cases.push(seed.case);
            seeds.origins.push(seed.origin);
            checks.push(seed.checks);
        }
    }
    for (case, message, remedy) in check_bundle(&seeds.bundle) {
        let file = case.and_then(|at| seeds.origins.get(at));
        let file = file.map_or(&whole, |origin| &origin.file);
        problems.push(Problem::in_file(file, message, remedy));
    }
    if let Some(indicators) = indicators {
        seeds.compare(indicators, problems);
    }
    (seeds, checks)
}

/// The indicators of a folder, which may have none; nothing, and the problems told, if they cannot be read.
fn open_indicators(folder: &Path, problems: &mut Vec<Problem>) -> Option<Indicators> {
    let path = folder.join("indicators.toml");
    if !path.exists() {
        return Some(Indicators::default());
    }
    let file = open(&path, problems)?;
    read_indicators(&file, problems)
}

/// The cases of one source. A case's id is the source's id and the number its file name begins with.
fn read_cases(folder: &Path, source: &str, problems: &mut Vec<Problem>) -> Vec<CaseSeed> {
    let mut cases = Vec::new();
    for path in entries(folder, problems) {
        let name = file_name(&path);
        if name == "source.toml" || path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let number: String = name.chars().take_while(char::is_ascii_digit).collect();
        if number.is_empty() {
            let remedy =
                "name it like 01-short-name.toml; the number is the case's place in the source";
            problems.push(Problem::in_file(
                &path.display().to_string(),
                "file name has no number",
                remedy,
            ));
            continue;
        }
        let Some(file) = open(&path, problems) else {
            continue;
        };
        let Some(mut seed) = read_case(&file, problems) else {
            continue;
        };
        seed.case.id = Text::from(format!("{source}/{number}").as_str());
        seed.case.source = Text::from(source);
        cases.push(seed);
    }
    cases
}

/// What stands in a folder, sorted by name; hidden files are left out.
fn entries(folder: &Path, problems: &mut Vec<Problem>) -> Vec<PathBuf> {
    let listed = fs::read_dir(folder).and_then(|entries| {
        entries
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<Vec<_>, _>>()
    });
    match listed {
        Ok(mut paths) => {
            paths.retain(|path| !file_name(path).starts_with('.'));
            paths.sort();
            paths
        }
        Err(error) => {
            let name = folder.display().to_string();
            problems.push(Problem::in_file(
                &name,
                format!("cannot be read: {error}"),
                "give the folder of the seeds",
            ));
            Vec::new()
        }
    }
}

fn open(path: &Path, problems: &mut Vec<Problem>) -> Option<SeedFile> {
    let name = path.display().to_string();
    let text = fs::read(path)
        .map_err(|error| format!("cannot be read: {error}"))
        .and_then(|bytes| {
            String::from_utf8(bytes).map_err(|error| format!("is not UTF-8 text: {error}"))
        });
    match text {
        Ok(text) => Some(SeedFile { name, text }),
        Err(message) => {
            problems.push(Problem::in_file(
                &name,
                message,
                "give the file as readable UTF-8 text",
            ));
            None
        }
    }
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}
