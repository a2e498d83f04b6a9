//! Building a bundle from a folder of seeds.

use std::fs;
use std::path::{Path, PathBuf};

use crate::bundle::{
    Bilingual, Bundle, Fault, Notice, Problem, Problems, Source, Text, check_bundle,
    check_comparable,
};

use super::case::{CaseSeed, Origin, read_case};
use super::claim::Claim;
use super::exemption::Exemption;
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

/// A folder of seeds that has been read.
#[derive(Debug, Clone)]
pub struct Seeds {
    /// The bundle: sources ordered by file name of their document, cases by name of their seed.
    pub bundle: Bundle,
    /// Every sum that was computed, in the order of the cases.
    pub sums: Vec<Sum>,
    /// Parallel to the bundle's sources.
    pub(super) sources: Vec<SourceSeed>,
    /// For each case of the bundle, its file and the places of its fields.
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
        let (mut seeds, claims) = read_folder(folder, &mut problems);
        // Claims may refer to a file that could not be read.
        if problems.is_empty() {
            seeds.compute_sums(&claims, &mut problems);
        }
        Problems::ok_if_none(problems)?;
        Ok(seeds)
    }

    /// Computes every sum, and adds a notice to the case where one does not hold. `claims` is parallel to the cases.
    fn compute_sums(&mut self, claims: &[Vec<Claim>], problems: &mut Vec<Problem>) {
        let mut notices = Vec::new();
        for (index, case) in self.bundle.cases.iter().enumerate() {
            let mut sums = Vec::new();
            for metric in &case.metrics {
                sums.extend(claimed_by_relation(index, metric));
            }
            for claim in claims.get(index).into_iter().flatten() {
                match claimed_by_author(&self.bundle, index, claim) {
                    Ok(sum) => sums.push(sum),
                    Err(messages) => {
                        let file = self.origins.get(index).map_or("", |origin| &origin.file);
                        problems.extend(messages.into_iter().map(|message| {
                            Problem::at(file, claim.place, message, "correct the check")
                        }));
                    }
                }
            }
            let failed = sums.iter().filter_map(Sum::notice);
            let of_case: Vec<Notice> = failed
                .chain(case.metrics.iter().filter_map(masked))
                .collect();
            notices.push(of_case);
            self.sums.extend(sums);
        }
        for (case, notices) in self.bundle.cases.iter_mut().zip(notices) {
            case.notices.extend(notices);
        }
    }

    /// Adds the indicators, and checks the metrics that name them.
    fn add_indicators(&mut self, indicators: Indicators, problems: &mut Vec<Problem>) {
        for (index, case) in self.bundle.cases.iter().enumerate() {
            let faults = check_comparable(case, &indicators.all);
            problems.extend(faults.iter().map(|fault| self.locate(index, fault)));
        }
        // The second case of an indicator may be in a file that could not be read.
        if problems.is_empty() {
            problems.extend(indicators.unshared(&self.bundle.cases));
        }
        self.bundle.indicators = indicators.all;
    }

    /// The problem of a fault of a case, at its place in the case's file.
    pub(super) fn locate(&self, case: usize, fault: &Fault) -> Problem {
        match self.origins.get(case) {
            Some(origin) => origin.locate(fault),
            None => Problem::in_file("", &fault.message, &fault.remedy),
        }
    }

    /// The name of a source's file in problems.
    pub(super) fn source_file(&self, source: usize) -> &str {
        self.sources.get(source).map_or("", |seed| &seed.file)
    }

    /// The exemptions of a source.
    pub(super) fn exemptions(&self, source: usize) -> &[Exemption] {
        self.sources
            .get(source)
            .map_or(&[], |seed| &seed.exemptions)
    }
}

/// Reads every file. Gives the seeds and, for each case, its claims.
fn read_folder(folder: &Path, problems: &mut Vec<Problem>) -> (Seeds, Vec<Vec<Claim>>) {
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
            "has no source",
            "add a folder with a source.toml and one file for each case",
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
    let mut claims = Vec::new();
    for (source, source_seed, cases) in parts {
        seeds.bundle.sources.push(source);
        seeds.sources.push(source_seed);
        for seed in cases {
            seeds.bundle.cases.push(seed.case);
            seeds.origins.push(seed.origin);
            claims.push(seed.claims);
        }
    }
    for (case, fault) in check_bundle(&seeds.bundle) {
        let file = case.and_then(|index| seeds.origins.get(index));
        let file = file.map_or(&whole, |origin| &origin.file);
        problems.push(Problem::in_file(file, fault.message, fault.remedy));
    }
    if let Some(indicators) = indicators {
        seeds.add_indicators(indicators, problems);
    }
    (seeds, claims)
}

/// The indicators of a folder, which may have none. `None`, with problems added, if they cannot be read.
fn open_indicators(folder: &Path, problems: &mut Vec<Problem>) -> Option<Indicators> {
    let path = folder.join("indicators.toml");
    if !path.exists() {
        return Some(Indicators::default());
    }
    let file = open(&path, problems)?;
    read_indicators(&file, problems)
}

/// The cases of a source. The id of a case is the source's id and the number at the start of its file name.
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
                "name it like 01-short-name.toml; the number is the case's position in the source";
            problems.push(Problem::in_file(
                &path.display().to_string(),
                "file name does not start with a number",
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

/// The paths in a folder, sorted by name, without hidden files.
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

/// Reads a seed file as text.
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
                "make the file readable UTF-8 text",
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
