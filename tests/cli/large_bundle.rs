//! Bundles too large to be read whole before anything is shown: their cases are streamed.

use std::fs;
use std::time::{Duration, Instant};

use crate::support::{Pty, Run, casebook_in, read, scratch};

/// Enough copies to exceed the size up to which a bundle is read whole.
const COPIES: usize = 15;

/// A folder with `large.json`, which holds many copies of the shipped cases under other ids, and the ids. `change` may edit
/// the text of the file.
fn large(change: impl Fn(String) -> String) -> (tempfile::TempDir, Vec<String>) {
    let shipped = read("data/cases.json");
    let (header, lines) = shipped
        .split_once("\"cases\":[\n")
        .expect("the list of cases");
    let lines = lines.strip_suffix("]}\n").expect("its end").split(",\n");
    let lines: Vec<&str> = lines.collect();
    let (mut cases, mut ids) = (Vec::new(), Vec::new());
    for copy in 0..COPIES {
        for line in &lines {
            let (id, rest) = line.split_once("\",\"source\"").expect("id and source");
            cases.push(format!("{id}-{copy}\",\"source\"{rest}"));
            let id = id.strip_prefix("{\"id\":\"").expect("the id is first");
            ids.push(format!("{id}-{copy}"));
        }
    }
    let text = format!("{header}\"cases\":[\n{}]}}\n", cases.join(",\n"));
    let folder = scratch();
    fs::write(folder.path().join("large.json"), change(text)).expect("written");
    (folder, ids)
}

fn run(folder: &tempfile::TempDir, arguments: &[&str]) -> Run {
    casebook_in(
        folder.path(),
        &[arguments, &["--bundle", "large.json"]].concat(),
    )
}

fn lines(ids: &[String]) -> String {
    ids.iter().flat_map(|id| [id, "\n"]).collect()
}

#[test]
fn every_command_finds_in_a_large_bundle_what_it_finds_in_a_small_one() {
    let (folder, ids) = large(|text| text);
    let listed = run(&folder, &["list", "--ids"]);
    assert_eq!((listed.code, listed.stdout), (Some(0), lines(&ids)));
    let found: Vec<String> = (0..COPIES)
        .map(|copy| format!("national-2021-exemplars/05-{copy}"))
        .collect();
    let listed = run(&folder, &["list", "--ids", "泰山石"]);
    assert_eq!((listed.code, listed.stdout), (Some(0), lines(&found)));
    let in_small = |arguments: &[&str]| casebook_in(folder.path(), arguments).stdout;
    let bare = |text: &str| text.replace("-7", "");
    for arguments in [["list", "泰山石"].as_slice(), &["metrics", "泰山石"]] {
        let many = run(&folder, arguments).stdout;
        let one = many.lines().filter(|line| line.contains("/05-7 "));
        let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        let one: Vec<String> = one.map(|line| words(&bare(line))).collect();
        let expected: Vec<String> = in_small(arguments).lines().map(words).collect();
        assert_eq!(one, expected, "{arguments:?}");
    }
    let id = "national-2021-exemplars/05";
    let shown = run(&folder, &["show", &format!("{id}-7"), &format!("{id}-7")]);
    let page = in_small(&["show", id]);
    assert_eq!(
        (shown.code, bare(&shown.stdout)),
        (Some(0), format!("{page}\n{page}"))
    );
    let missing = run(&folder, &["show", "nothing"]);
    assert_eq!((missing.code, missing.stdout.as_str()), (Some(1), ""));
    let checked = run(&folder, &["check"]);
    let says = format!("large.json: no problems, 5 sources, {} cases, ", ids.len());
    assert_eq!(checked.code, Some(0), "{}", checked.stderr);
    assert!(checked.stdout.starts_with(&says), "{}", checked.stdout);
}

#[test]
fn unreadable_cases_are_left_out_and_counted_and_check_says_why() {
    let (folder, mut ids) = large(|text| {
        text.replacen("/02-3\",", "/01-3\",", 1).replacen(
            "/03-3\",\"source\"",
            "/03-3\",\"from\"",
            1,
        )
    });
    let (twice, unknown) = (3 * 83 + 1, 3 * 83 + 2);
    let first = ids[3 * 83].clone();
    ids.drain(twice..=unknown);
    let warned = "large.json: skipped 2 of its cases, which cannot be read; run `casebook check large.json` to see why\n";
    for arguments in [
        ["list", "--ids"].as_slice(),
        &["list", "--ids", "kind:案例|kind:!案例"],
        // These read the cases twice.
        &["metrics"],
        &["indicators"],
    ] {
        let listed = run(&folder, arguments);
        let mut messages = listed.stderr.lines();
        assert_eq!(messages.next(), Some(warned.trim_end()), "{arguments:?}");
        assert!(
            messages.all(|line| line != warned.trim_end()),
            "{arguments:?}"
        );
    }
    let listed = run(&folder, &["list", "--ids"]);
    assert_eq!((listed.code, listed.stdout), (Some(0), lines(&ids)));
    let checked = run(&folder, &["check"]);
    assert_eq!((checked.code, checked.stdout.as_str()), (Some(2), ""));
    let text = fs::read_to_string(folder.path().join("large.json")).expect("text");
    let line = text
        .lines()
        .position(|line| line.contains("\"from\""))
        .expect("the line")
        + 1;
    let said: Vec<&str> = checked.stderr.lines().collect();
    let duplicate = format!(
        "large.json:{}:1: case id \"{first}\" is used twice; give each case its own id",
        line - 1
    );
    assert_eq!(said[0], duplicate);
    assert!(
        said[1..]
            .iter()
            .all(|said| said.starts_with(&format!("large.json:{line}:")))
    );
    assert!(
        said.len() == 3
            && said[1].contains(&format!("cases[{unknown}]: field \"source\" is missing")),
        "{said:?}"
    );
}

#[test]
fn without_an_id_no_case_is_read() {
    let (folder, _) = large(|text| text.replacen("/02-3\",", "/01-3\",", 1));
    let shown = run(&folder, &["show", ""]);
    // Reading would have reported the invalid case.
    let none = (Some(1), String::new(), String::new());
    assert_eq!((shown.code, shown.stdout, shown.stderr), none);
}

#[test]
fn problems_of_cases_and_of_documents_are_reported_together() {
    let (folder, _) = large(|text| text.replacen("/02-3\",", "/01-3\",", 1));
    let checked = run(&folder, &["check", "--sources", "."]);
    let said = |what: &str| {
        checked
            .stderr
            .lines()
            .filter(|said| said.contains(what))
            .count()
    };
    assert_eq!(checked.code, Some(2));
    assert_eq!(
        (said("is used twice"), said(".txt: cannot be read")),
        (1, 5)
    );
    assert_eq!(checked.stderr.lines().count(), 6, "{}", checked.stderr);
}

#[test]
fn the_cases_of_a_truncated_bundle_are_listed_and_the_missing_end_is_reported() {
    let (folder, ids) = large(|text| {
        let last = text.rfind("\n{").expect("a case") + 1;
        text[..last].to_owned()
    });
    let text = fs::read_to_string(folder.path().join("large.json")).expect("text");
    let says = format!(
        "large.json:{}:1: the list of cases is not closed; the file is truncated; copy it again or build it with `casebook build`\n",
        text.lines().count() + 1
    );
    let listed = run(&folder, &["list", "--ids"]);
    let others = lines(&ids[..ids.len() - 1]);
    assert_eq!(
        (listed.code, listed.stdout, listed.stderr.as_str()),
        (Some(0), others, says.as_str())
    );
    let checked = run(&folder, &["check"]);
    assert_eq!(
        (checked.code, checked.stderr.as_str()),
        (Some(2), says.as_str())
    );
}

#[test]
fn a_large_bundle_can_be_browsed_while_it_loads() {
    let (folder, ids) = large(|text| text);
    let file = folder.path().join("large.json");
    let mut pty = Pty::casebook(&["--bundle", &file.to_string_lossy()], 120, 40);
    // The first cases are listed while more are loading.
    pty.wait_for("全面推行投资项目").wait_for("载入");
    pty.send("/泰山石").wait_for("/泰山石").wait_for("泰安市");
    pty.wait_until("the end", |screen| !screen.contents().contains("载入"));
    pty.wait_for(&format!("案例 {COPIES}/{}", ids.len()));
    // The last match can be read.
    pty.send("\r")
        .send("G")
        .wait_until("the last case", |screen| {
            screen.contents().contains(&format!("{COPIES}/{COPIES}"))
        });
    assert_eq!(pty.send("q").wait_for_end(), 0);
    pty.assert_restored();
}

#[test]
fn quitting_does_not_wait_for_the_rest_to_load() {
    let (folder, _) = large(|text| {
        // About a hundred megabytes.
        let (before, cases) = text.split_once("\"cases\":[\n").expect("the list of cases");
        let cases = cases.strip_suffix("]}\n").expect("its end");
        format!(
            "{before}\"cases\":[\n{}{cases}]}}\n",
            format!("{cases},\n").repeat(20)
        )
    });
    let file = folder.path().join("large.json");
    let mut pty = Pty::casebook(&["--bundle", &file.to_string_lossy()], 80, 24);
    pty.wait_for("全面推行投资项目").wait_for("载入");
    let start = Instant::now();
    assert_eq!(pty.send("q").wait_for_end(), 0);
    assert!(
        start.elapsed() < Duration::from_secs(2),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn cases_are_picked_from_a_large_bundle() {
    let (folder, _) = large(|text| text);
    for command in [["list", "--ids"], ["pick", "-1"]] {
        let picked = run(
            &folder,
            &[command.as_slice(), &["exemplars/05-3$"]].concat(),
        );
        let id = "national-2021-exemplars/05-3\n";
        assert_eq!(
            (picked.code, picked.stdout.as_str()),
            (Some(0), id),
            "{command:?}"
        );
    }
}
