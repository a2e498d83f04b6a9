//! Every figure traced to the published documents, and every number in them accounted for.
//!
//! The documents are not part of the package. Without them, the tests that need them print that they are skipped; the
//! others use tests/fixtures/documents.

use std::collections::HashSet;

use casebook::seed::Seeds;

use crate::support::{
    Document, Row, casebook_in, check_error, copy, documents_folder, replaced, root, rows, scratch,
};

#[test]
fn seeds_that_agree_with_their_document_pass_and_every_number_is_counted() {
    let run = casebook_in(
        &root("tests/fixtures"),
        &["check", "minimal", "--sources", "documents"],
    );
    assert_eq!(
        run.stdout,
        "minimal: no problems, 1 sources, 1 cases, 2 metrics, 3 points, 1 notices, 0 indicators\n\
         0 sums: holds 0, does not hold 0, cannot be tried 0\n\
         demo.txt: 23 numbers, 3 in 3 figures, 20 explained, 0 unexplained\n"
    );
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
}

#[test]
fn a_disagreement_with_the_document_is_reported_with_place_and_remedy() {
    for Row {
        name,
        file,
        find,
        put,
        says,
    } in rows("tests/golden/bad/documents.toml")
    {
        let folder = scratch();
        copy(
            &root("tests/fixtures/minimal"),
            &folder.path().join("SEEDS"),
        );
        copy(
            &root("tests/fixtures/documents"),
            &folder.path().join("DOCUMENTS"),
        );
        let file = file.expect("a file");
        let file = match file.strip_prefix("DOCUMENTS/") {
            Some(document) => folder.path().join("DOCUMENTS").join(document),
            None => folder.path().join("SEEDS").join(file),
        };
        let text = std::fs::read_to_string(&file).expect("a file of the table");
        std::fs::write(&file, replaced(&name, &text, &find, &put)).expect("written");
        let run = casebook_in(folder.path(), &["check", "SEEDS", "--sources", "DOCUMENTS"]);
        check_error(&name, &run, &says);
    }
}

#[test]
fn a_bundle_is_checked_against_the_documents_too() {
    let folder = scratch();
    let minimal = root("tests/fixtures/minimal");
    let documents = root("tests/fixtures/documents");
    let documents = documents.to_string_lossy();
    let build = ["build", &minimal.to_string_lossy(), "-o", "bundle.json"];
    assert_eq!(casebook_in(folder.path(), &build).code, Some(0));
    let check = || {
        casebook_in(
            folder.path(),
            &["check", "bundle.json", "--sources", &documents],
        )
    };
    assert_eq!(check().code, Some(0), "{}", check().stderr);
    let file = folder.path().join("bundle.json");
    let bundle = std::fs::read_to_string(&file).expect("built");
    let moved = replaced("a bundle", &bundle, "\"at\":110", "\"at\":112");
    std::fs::write(&file, moved).expect("written");
    let said = "bundle.json: case \"demo/01\": figure \"112个工作日\" is not at 112, where the document has \"2个工作日压缩\"; in the case's span the figure is at 110";
    check_error("a moved figure", &check(), &[said.to_owned()]);
}

#[test]
fn the_folder_of_documents_can_be_set_in_the_environment() {
    let run = crate::support::casebook()
        .current_dir(root("tests/fixtures"))
        .env("CASEBOOK_SOURCES", "documents")
        .args(["check", "minimal"])
        .output()
        .expect("the program starts");
    assert!(String::from_utf8_lossy(&run.stdout).contains("0 unexplained"));
    let missing = casebook_in(
        &root("tests/fixtures"),
        &["check", "minimal", "--sources", "nowhere"],
    );
    let said = "nowhere/demo.txt: cannot be read: No such file or directory (os error 2); give the folder of the published documents";
    check_error("no folder", &missing, &[said.to_owned()]);
}

#[test]
fn every_number_of_the_published_documents_is_a_figure_or_explained() {
    let Some(folder) =
        documents_folder("every_number_of_the_published_documents_is_a_figure_or_explained")
    else {
        return;
    };
    let run = casebook_in(
        &root("."),
        &["check", "--sources", &folder.to_string_lossy()],
    );
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let complete = run
        .stdout
        .lines()
        .filter(|line| line.ends_with(", 0 unexplained"));
    assert_eq!(complete.count(), 5, "{}", run.stdout);
}

/// Facts, names, titles and figures may be copied from a document; sentences may not.
#[test]
fn no_text_of_ours_shares_twelve_han_characters_in_a_row_with_its_document() {
    let Some(folder) =
        documents_folder("no_text_of_ours_shares_twelve_han_characters_in_a_row_with_its_document")
    else {
        return;
    };
    let seeds = Seeds::read(&root("seeds")).expect("the seeds are sound");
    let mut shared = Vec::new();
    for source in &seeds.bundle.sources {
        let document = Document::read(&folder, source).expect("the document is there");
        let theirs: HashSet<String> = han_runs(document.text())
            .flat_map(|run| twelves(&run))
            .collect();
        let cases = seeds.bundle.cases.iter();
        for case in cases.filter(|case| case.source == source.id) {
            let sections = case.sections.iter().map(|section| section.text.as_str());
            let labels = case.metrics.iter().map(|metric| metric.label.zh.as_str());
            let ours = std::iter::once(case.summary.zh.as_str())
                .chain(sections)
                .chain(labels);
            for text in ours {
                let text = without_names(text, &case.title.zh);
                let runs = han_runs(&text).flat_map(|run| twelves(&run));
                shared.extend(
                    runs.filter(|run| theirs.contains(run))
                        .map(|run| format!("{}: {run}", case.id.as_str())),
                );
            }
        }
    }
    assert!(shared.is_empty(), "{shared:#?}");
}

/// A text without what may be copied: titles of documents, quoted terms, and the case's own title.
fn without_names(text: &str, title: &str) -> String {
    /// Longest quoted term, in characters; what is longer counts as a sentence.
    const LONGEST_TERM: usize = 24;
    let mut out = String::new();
    let text = text.replace(title, "·");
    let mut rest = text.as_str();
    while let Some(open) = rest.find(['《', '“']) {
        let (before, from) = rest.split_at(open);
        let end = if from.starts_with('《') {
            '》'
        } else {
            '”'
        };
        let close = from.find(end).unwrap_or(from.len());
        let (name, after) = from.split_at(close);
        out.push_str(before);
        out.push('·');
        if name.starts_with('“') && name.chars().count() > LONGEST_TERM {
            out.push_str(name);
        }
        rest = after;
    }
    out + rest
}

/// The runs of Han characters of a text.
fn han_runs(text: &str) -> impl Iterator<Item = Vec<char>> {
    text.split(|c: char| !('\u{4e00}'..='\u{9fff}').contains(&c))
        .map(|run| run.chars().collect())
}

/// All substrings of twelve characters of a run.
fn twelves(run: &[char]) -> Vec<String> {
    run.windows(12)
        .map(|window| window.iter().collect())
        .collect()
}
