//! From a folder of seeds to a bundle.

use std::fs;
use std::path::{Path, PathBuf};

use crate::bundle::{Bilingual, Bundle, Case, Problem, Problems, Source, Text, check_bundle};

use super::arithmetic::notices;
use super::case::read_case;
use super::fields::SeedFile;
use super::source::{read_source, read_title};

/// Builds the bundle of a folder of seeds.
///
/// Sources come in the order of their documents' names, cases in the order of their files' names.
///
/// # Errors
///
/// Every problem of every file.
pub fn build(folder: &Path) -> Result<Bundle, Problems> {
    let mut problems = Vec::new();
    let bundle = read_folder(folder, &mut problems);
    Problems::none_in(problems)?;
    Ok(bundle)
}

fn read_folder(folder: &Path, problems: &mut Vec<Problem>) -> Bundle {
    let title = open(&folder.join("bundle.toml"), problems)
        .map_or_else(Bilingual::default, |file| read_title(&file, problems));
    let mut parts: Vec<(Source, Vec<(Case, String)>)> = Vec::new();
    for path in entries(folder, problems)
        .into_iter()
        .filter(|path| path.is_dir())
    {
        let id = file_name(&path);
        let source = open(&path.join("source.toml"), problems)
            .and_then(|file| read_source(&file, &id, problems));
        let cases = read_cases(&path, &id, problems);
        parts.extend(source.map(|source| (source, cases)));
    }
    if parts.is_empty() && problems.is_empty() {
        let name = folder.display().to_string();
        problems.push(Problem::in_file(
            &name,
            "holds no source",
            "add a folder with a source.toml and one file a case",
        ));
    }
    parts.sort_by(|(one, _), (other, _)| {
        (&one.document, &one.id).cmp(&(&other.document, &other.id))
    });
    let (sources, cases): (Vec<Source>, Vec<_>) = parts.into_iter().unzip();
    let (cases, files): (Vec<Case>, Vec<String>) = cases.into_iter().flatten().unzip();
    let bundle = Bundle::new(title, sources, cases);
    let whole = folder.display().to_string();
    for (case, message, remedy) in check_bundle(&bundle) {
        let file = case.and_then(|at| files.get(at)).unwrap_or(&whole);
        problems.push(Problem::in_file(file, message, remedy));
    }
    bundle
}

/// The cases of one source, each with the name of its file. A case's id is the source's id and the number its file name begins with.
fn read_cases(folder: &Path, source: &str, problems: &mut Vec<Problem>) -> Vec<(Case, String)> {
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
        let Some(mut case) = read_case(&file, problems) else {
            continue;
        };
        case.id = Text::from(format!("{source}/{number}").as_str());
        case.source = Text::from(source);
        case.notices.extend(notices(&case));
        cases.push((case, file.name));
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
