//! Input that is wrong. The rows stand in `tests/golden/bad`.

use std::fs;
use std::os::unix::fs::FileExt;

use crate::support::{Row, casebook_in, check_error, copy, replaced, root, rows, scratch};

fn check_bytes(name: &str, bytes: &[u8], says: &[&str]) {
    let folder = scratch();
    fs::write(folder.path().join("bundle.json"), bytes).expect("written");
    let says: Vec<String> = says
        .iter()
        .map(|line| line.replace("FILE", "bundle.json"))
        .collect();
    for arguments in [
        ["check", "bundle.json"].as_slice(),
        &["--bundle", "bundle.json"],
    ] {
        check_error(name, &casebook_in(folder.path(), arguments), &says);
    }
}

/// The bundle of the seeds of a folder of tests/golden.
fn bundle_of(seeds: &str) -> String {
    let seeds = root("tests/golden").join(seeds);
    let bundle = casebook::seed::build(&seeds).expect("the seeds are sound");
    casebook::bundle::write(&bundle)
}

fn minimal_bundle() -> String {
    bundle_of("minimal")
}

#[test]
fn a_wrong_bundle_is_reported_with_place_and_remedy() {
    for (seeds, table) in [
        ("minimal", "tests/golden/bad/bundles.toml"),
        ("compared", "tests/golden/bad/indicators-of-bundles.toml"),
    ] {
        let bundle = bundle_of(seeds);
        for row in rows(table) {
            let wrong = replaced(&row.name, &bundle, &row.find, &row.put);
            let says: Vec<&str> = row.says.iter().map(String::as_str).collect();
            check_bytes(&row.name, wrong.as_bytes(), &says);
        }
    }
}

#[test]
fn bytes_that_are_no_bundle_are_reported_with_place_and_remedy() {
    let cut = minimal_bundle();
    let cut = &cut[..cut.find("\"sections\"").expect("there are sections")];
    let last_column = cut.lines().last().expect("a line").chars().count();
    let cut_says = format!(
        "FILE:6:{last_column}: is not a bundle: EOF while parsing a value; the file looks cut short; copy it again or build it with `casebook build`"
    );
    let rows: &[(&str, &[u8], &str)] = &[
        (
            "empty",
            b"",
            "FILE: is empty; build it with `casebook build`",
        ),
        (
            "blank",
            b" \n\t",
            "FILE: is empty; build it with `casebook build`",
        ),
        (
            "cut short",
            cut.as_bytes(),
            &cut_says.replace("a value", "an object"),
        ),
        (
            "a list",
            b"[]",
            "FILE:1:1: is not a bundle: invalid type: sequence, expected an object; give a bundle as `casebook build` writes it",
        ),
        (
            "no JSON",
            "案例".as_bytes(),
            "FILE:1:1: is not a bundle: expected value; give a bundle as `casebook build` writes it",
        ),
        (
            "no UTF-8",
            b"{\"format\":\n\"\xff\"}",
            "FILE:2:2: is not UTF-8 text; save the bundle as UTF-8, or build it again from its seeds",
        ),
    ];
    for (name, bytes, says) in rows {
        check_bytes(name, bytes, &[says]);
    }
}

#[test]
fn deep_nesting_is_an_error_and_no_overflow() {
    let deep = format!(
        "{{\"format\":\"casebook\",\"version\":1,\"title\":{}",
        "[".repeat(200_000)
    );
    let shut = format!("{deep}{}}}", "]".repeat(200_000));
    let missing = |field| {
        format!("FILE: field \"{field}\" is missing; give a bundle as `casebook build` writes it")
    };
    let deep_says = [
        missing("cases"),
        missing("sources"),
        "FILE:1:42: title[0]: invalid type: sequence, expected a string; correct it; data/bundle.schema.json describes every field".to_owned(),
    ];
    check_bytes(
        "shut",
        shut.as_bytes(),
        &deep_says.each_ref().map(String::as_str),
    );
    let cut_says = "FILE:1:200041: is not a bundle: EOF while parsing a list; the file looks cut short; copy it again or build it with `casebook build`";
    check_bytes("cut", deep.as_bytes(), &[cut_says]);
}

#[test]
fn a_duplicate_id_is_reported_at_its_second_place() {
    let bundle = minimal_bundle();
    let case = bundle
        .lines()
        .find(|line| line.starts_with("{\"id\":\"demo/01\""))
        .expect("a case");
    let case = case.strip_suffix("]}").expect("the end of the bundle");
    let twice = bundle.replace(case, &format!("{case},\n{case}"));
    check_bytes(
        "twice",
        twice.as_bytes(),
        &["FILE:7:1: case id \"demo/01\" is used twice; give each case its own id"],
    );
}

#[test]
fn a_file_that_cannot_be_read_is_reported_with_a_remedy() {
    let folder = scratch();
    let run = |file: &str| casebook_in(folder.path(), &["--bundle", file]);
    let missing = "missing.json: cannot be read: No such file or directory (os error 2); check the path, or build a bundle with `casebook build`";
    check_error("missing", &run("missing.json"), &[missing.to_owned()]);
    let directory =
        ".: cannot be read: Is a directory (os error 21); give the path of a bundle file";
    check_error("a directory", &run("."), &[directory.to_owned()]);
}

#[test]
fn a_file_that_claims_gigabytes_is_refused_without_reading_it() {
    let folder = scratch();
    let file = fs::File::create(folder.path().join("huge.json")).expect("created");
    file.set_len(8 << 30)
        .expect("a file with a hole of eight gigabytes");
    let says = "huge.json: is not laid out one case a line as `casebook build` writes it, and with 8589934592 bytes too large for any other way; build it again from its seeds, or put each case on a line of its own";
    let check = |name: &str, says: &str| {
        let run = casebook_in(folder.path(), &["check", "huge.json"]);
        check_error(name, &run, &[says.to_owned()]);
    };
    check("a hole", says);
    let bundle = minimal_bundle().replace("\"version\":1", "\"version\":2");
    file.write_all_at(bundle.as_bytes(), 0).expect("written");
    let newer = "huge.json: is of version 2, this program reads version 1; update casebook";
    check("a newer version", newer);
    file.set_len(17 << 30).expect("a larger hole");
    let larger = "huge.json: has 18253611008 bytes or more, the limit is 17179869184; split the collection into several bundles";
    check("a larger hole", larger);
}

#[test]
fn wrong_seeds_are_reported_with_file_line_column_and_remedy() {
    for (seeds, table) in [
        ("minimal", "tests/golden/bad/seeds.toml"),
        ("compared", "tests/golden/bad/indicators-of-seeds.toml"),
    ] {
        for row in rows(table) {
            check_seeds(seeds, &row);
        }
    }
}

/// Checks what is said of the seeds of a folder of tests/golden with one file changed.
fn check_seeds(seeds: &str, row: &Row) {
    let folder = scratch();
    let changed = folder.path().join("seeds");
    copy(&root("tests/golden").join(seeds), &changed);
    let file = changed.join(row.file.as_deref().expect("a file"));
    let text = fs::read_to_string(&file).expect("a seed");
    fs::write(&file, replaced(&row.name, &text, &row.find, &row.put)).expect("written");
    let says: Vec<String> = row
        .says
        .iter()
        .map(|line| line.replace("SEEDS", "seeds"))
        .collect();
    let run = casebook_in(folder.path(), &["build", "-o", "out.json"]);
    check_error(&row.name, &run, &says);
    assert!(
        !folder.path().join("out.json").exists(),
        "{}: nothing is written",
        row.name
    );
}

#[test]
fn missing_seeds_are_reported() {
    let folder = scratch();
    fs::create_dir(folder.path().join("seeds")).expect("created");
    let run = casebook_in(folder.path(), &["build"]);
    assert!(
        run.stderr
            .starts_with("seeds/bundle.toml: cannot be read: No such file"),
        "{}",
        run.stderr
    );
    assert_eq!(run.code, Some(2));
    let run = casebook_in(folder.path(), &["build", "elsewhere"]);
    assert!(
        run.stderr.contains("elsewhere: cannot be read"),
        "{}",
        run.stderr
    );
}

/// Texts that would act on a terminal, in every kind of field.
#[test]
fn nothing_in_a_bundle_acts_on_the_terminal() {
    const BAD: &str = r"\u001b]0;owned\u0007\u001b[2J\u009b31m\u202e\u0008\u0000";
    let mut bundle = minimal_bundle();
    for text in [
        "缩短审批时间",
        "Shorter approval",
        "示例市司法局",
        "示例省",
        "审批时间缩短",
        "并联审批",
        "法定",
        "112个工作日",
        "案例一",
    ] {
        assert!(bundle.contains(text), "{text}");
        bundle = bundle.replace(text, &format!("{BAD}{text}"));
    }
    let folder = scratch();
    fs::write(folder.path().join("bad.json"), &bundle).expect("written");
    let acts = |text: &str| {
        text.chars()
            .any(|c| (c.is_control() && c != '\n' && c != '\r') || c == '\u{202e}')
    };
    for arguments in [
        ["list"].as_slice(),
        &["list", "--json"],
        &["show", "demo/01"],
        &["show", "demo/01", "--lang", "en"],
        &["show", "demo/01", "--json"],
        &["metrics"],
        &["metrics", "--csv"],
        &["metrics", "--json"],
        &["notices"],
        &["notices", "--json"],
    ] {
        let run = casebook_in(
            folder.path(),
            &[arguments, &["--bundle", "bad.json"]].concat(),
        );
        assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.stderr);
        assert!(
            !acts(&run.stdout) && !run.stdout.contains("u001b"),
            "{arguments:?}: {:?}",
            run.stdout
        );
        assert!(
            !run.stdout.contains("owned"),
            "{arguments:?}: {:?}",
            run.stdout
        );
    }
    let file = folder.path().join("bad.json");
    let mut pty = crate::support::Pty::casebook(&["--bundle", &file.to_string_lossy()], 120, 40);
    pty.wait_for("缩短审批时间")
        .wait_for("q 退出")
        .send("L")
        .wait_for("q quit")
        .send("q");
    pty.wait_for_end();
    assert!(!String::from_utf8_lossy(&pty.written).contains("owned"));
}

#[test]
fn a_line_break_in_a_bundle_cannot_forge_a_row() {
    let bundle = minimal_bundle();
    let bundle = bundle
        .replace("缩短审批时间", r"缩短\ndemo/99  假案例")
        .replace("\"法定\"", r#""法\u2028定""#);
    let folder = scratch();
    fs::write(folder.path().join("bad.json"), &bundle).expect("written");
    let lines = |arguments: &[&str]| {
        casebook_in(
            folder.path(),
            &[arguments, &["--bundle", "bad.json"]].concat(),
        )
        .stdout
        .lines()
        .count()
    };
    assert_eq!(
        (
            lines(&["list"]),
            lines(&["list", "--ids"]),
            lines(&["metrics"])
        ),
        (1, 1, 3)
    );
}

#[test]
fn two_seeds_with_one_number_are_reported_by_name() {
    let folder = scratch();
    copy(&root("tests/golden/minimal"), &folder.path().join("seeds"));
    let demo = folder.path().join("seeds/demo");
    fs::copy(demo.join("01-one.toml"), demo.join("01-two.toml")).expect("copied");
    let says =
        "seeds/demo/01-two.toml: case id \"demo/01\" is used twice; give each case its own id";
    check_error(
        "twice",
        &casebook_in(folder.path(), &["build"]),
        &[says.to_owned()],
    );
}
