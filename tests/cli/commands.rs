//! The commands for scripts.

use std::io::Read;
use std::process::Stdio;

use serde_json::Value;

use crate::support::{
    Case, Formatter, Lang, Metric, Notice, Quantity, Run, Word, casebook, casebook_in, root,
    scratch, shipped,
};

fn run(arguments: &[&str]) -> Run {
    casebook_in(&root("."), arguments)
}

fn json(text: &str) -> Vec<Value> {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn without_a_terminal_the_program_lists_the_cases() {
    let listed = run(&["list"]);
    assert_eq!(run(&[]).stdout, listed.stdout);
    assert_eq!(listed.stdout.lines().count(), shipped().cases.len());
    assert_eq!((listed.code, listed.stderr.as_str()), (Some(0), ""));
    let row = listed.stdout.lines().next().expect("a case");
    for part in [
        "luzhou-2023-awards/01",
        "全面推行投资项目“三段式”并联极速审批改革",
        "泸州市",
        "2022",
        "泸州市发展和改革委员会",
    ] {
        assert!(row.contains(part), "{part} in {row}");
    }
    assert_eq!(run(&["枫桥红"]).stdout, run(&["list", "枫桥红"]).stdout);
}

#[test]
fn an_empty_environment_variable_counts_as_unset() {
    let arguments = ["overview", "year:2022"];
    for variable in ["CASEBOOK_GLYPHS", "CASEBOOK_SOURCES"] {
        let output = casebook().env(variable, "").args(arguments).output();
        let output = output.expect("the program starts");
        let stdout = String::from_utf8(output.stdout).expect("output is UTF-8");
        assert_eq!(stdout, run(&arguments).stdout, "{variable}");
    }
}

#[test]
fn json_of_list_is_the_cases_of_the_bundle_with_scores() {
    let cases = json(&run(&["list", "--json"]).stdout);
    let expected = shipped().cases;
    assert_eq!(cases.len(), expected.len());
    for (mut case, expected) in cases.into_iter().zip(expected) {
        let score = case.as_object_mut().expect("an object").remove("score");
        assert_eq!(score, Some(Value::from(0)));
        assert_eq!(
            serde_json::from_value::<Case>(case).expect("a case as in the bundle"),
            expected
        );
    }
    let found = json(&run(&["list", "--json", "审批"]).stdout);
    let scores: Vec<i64> = found
        .iter()
        .filter_map(|case| case["score"].as_i64())
        .collect();
    assert!(
        scores.len() == found.len() && scores.is_sorted_by(|one, next| one >= next),
        "{scores:?}"
    );
}

#[test]
fn ids_are_one_per_line_and_show_accepts_them() {
    let ids = run(&["list", "--ids", "泰山石"]).stdout;
    assert_eq!(ids, "national-2021-exemplars/05\n");
    let shown = run(&["show", ids.trim()]).stdout;
    assert!(
        shown.starts_with("山东省泰安市依法保护泰山石取得积极成效\n"),
        "{shown}"
    );
    let cases = json(&run(&["show", "--json", ids.trim(), "luzhou-2023-awards/01"]).stdout);
    let ids: Vec<&str> = cases
        .iter()
        .filter_map(|case| case["id"].as_str())
        .collect();
    assert_eq!(ids, ["national-2021-exemplars/05", "luzhou-2023-awards/01"]);
}

#[test]
fn labels_in_output_include_the_period() {
    let rows: &[(&[&str], &str)] = &[
        // 724k disputes in five years are not 724k in one.
        (
            &["metrics", "内蒙古"],
            "  内蒙古受理、调处的矛盾纠纷数（近五年）  ",
        ),
        (
            &[
                "compare",
                "national-2021-exemplars/02",
                "zigong-2020-report/17",
                "--lang",
                "en",
            ],
            "Disputes accepted and handled, Inner Mongolia (in the last five years): 724k items\n",
        ),
    ];
    for (arguments, expected) in rows {
        let shown = run(arguments).stdout;
        assert!(shown.contains(expected), "{arguments:?}\n{shown}");
    }
}

#[test]
fn output_says_in_words_what_charts_show() {
    let rows: &[(&[&str], &str)] = &[
        (
            &["show", "luzhou-2023-awards/12"],
            "98%  [98%]  矛盾纠纷化解率 · 第 3 位，共 4 · 中位数 98.7%\n",
        ),
        (
            &["show", "luzhou-2023-awards/12", "--glyphs", "ascii"],
            "98%  [98%]  矛盾纠纷化解率 | 第 3 位，共 4 | 中位数 98.7%\n",
        ),
        (
            &["show", "luzhou-2023-awards/12", "--lang", "en"],
            "98%  [98%]  Share of disputes settled · rank 3 of 4 · median 98.7%\n",
        ),
        (
            &["show", "luzhou-2023-awards/07"],
            "物业纠纷 135 件  [135件]  73.0%\n",
        ),
        (
            &["show", "luzhou-2023-awards/01"],
            "压缩后 ≤30 工作日  [30个工作日以内]  降幅至少 73.2%\n",
        ),
        (
            &["compare", "luzhou-2023-awards/12", "zigong-2020-report/17"],
            "\n矛盾纠纷化解率\n  A 98%\n  B 99.5%\n    相差 1.5 个百分点\n",
        ),
        // Among the cases that match, not among all.
        (
            &["metrics", "化解率"],
            "98%      矛盾纠纷化解率 · 第 2 位，共 2 · 中位数 98.7%\n",
        ),
        (&["metrics", "街镇"], "411件   36.5%\n"),
        (&["indicators"], "1–3  ≥90%   national-2021-exemplars/03  "),
        (
            &["indicators"],
            "相差很小的不分高下。越高越好，从高到低。\n",
        ),
        (
            &["indicators", "--lang", "en"],
            " more is neither better nor worse. Neither is better; ordered by size.\n",
        ),
        (
            &["indicators", "--json"],
            "{\"case\":\"national-2021-exemplars/03\",\"value\":90,\"bound\":\"at-least\",\"place\":[1,3]}",
        ),
    ];
    for (arguments, expected) in rows {
        let output = run(arguments).stdout;
        assert!(output.contains(expected), "{expected} in {output}");
    }
    let unknown = run(&["compare", "luzhou-2023-awards/12", "nowhere/1"]);
    assert_eq!(unknown.code, Some(1));
    assert!(unknown.stdout.is_empty() && unknown.stderr.contains("\"nowhere/1\""));
    let same = run(&["compare", "luzhou-2023-awards/12", "luzhou-2023-awards/12"]);
    assert_eq!(same.code, Some(2));
    assert!(same.stderr.contains("is given twice"), "{}", same.stderr);
    let none = run(&["indicators", "茶馆"]);
    assert_eq!((none.code, none.stdout.as_str()), (Some(1), ""));
}

#[test]
fn show_prints_the_case_its_notices_and_every_figure() {
    let cases = shipped().cases;
    for (lang, code) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
        let ids = cases.iter().map(|case| case.id.as_str());
        let arguments: Vec<&str> = ["show", "--lang", code].into_iter().chain(ids).collect();
        let pages = run(&arguments).stdout;
        let mut rest = pages.as_str();
        for (at, case) in cases.iter().enumerate() {
            // A page begins with the title and ends where the next begins.
            let title = |case: &Case| format!("{}\n", case.title.get(lang));
            assert!(rest.starts_with(&title(case)), "{rest}");
            let next = cases
                .get(at + 1)
                .and_then(|next| rest.find(&format!("\n\n{}", title(next))));
            let end = next.map_or(rest.len(), |next| next + 2);
            let (shown, after) = rest.split_at(end);
            rest = after;
            assert!(
                shown.contains(case.title.zh.as_str()) && shown.contains(case.title.en.as_str())
            );
            for notice in &case.notices {
                assert!(shown.contains(notice.text.get(lang)), "{shown}");
            }
            for metric in &case.metrics {
                for point in &metric.points {
                    let value = Formatter::new(lang).point(metric, point);
                    let line = format!("{value}  [{}]", point.figure.as_str());
                    assert!(shown.contains(&line), "{line} in {shown}");
                }
            }
        }
        assert_eq!(rest, "");
    }
    let jiangyang = run(&["show", "luzhou-2023-awards/06"]).stdout;
    assert!(
        jiangyang.contains("之和为 1410，与原文总数 1126 不符"),
        "{jiangyang}"
    );
    let luxian = run(&["show", "luzhou-2023-awards/09", "--lang", "en"]).stdout;
    assert!(luxian.contains("No figures in the document"), "{luxian}");
}

#[test]
fn csv_holds_every_point_and_opens_in_a_spreadsheet() {
    let csv = run(&["metrics", "--csv"]).stdout;
    assert!(csv.starts_with('\u{feff}'), "Excel wants a byte order mark");
    assert!(csv.ends_with("\r\n") && csv.matches('\n').count() == csv.matches("\r\n").count());
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let headings = reader.headers().expect("headings").clone();
    let column = |name: &str| {
        headings
            .iter()
            .position(|heading| heading == name)
            .expect("a column")
    };
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("rows");
    let cases = shipped().cases;
    let points = cases.iter().flat_map(|case| {
        case.metrics
            .iter()
            .flat_map(move |metric| metric.points.iter().map(move |point| (case, metric, point)))
    });
    let points: Vec<_> = points.collect();
    assert_eq!(rows.len(), points.len());
    for (row, (case, metric, point)) in rows.iter().zip(points) {
        let cell = |name: &str| row.get(column(name)).expect("a cell");
        assert_eq!(cell("case"), case.id.as_str());
        assert_eq!(cell("metric_zh"), metric.label.zh.as_str());
        assert_eq!(cell("unit"), metric.unit.as_str());
        assert_eq!(cell("figure"), point.figure.as_str());
        assert_eq!(cell("bound"), point.bound.key());
        assert_eq!(cell("role"), point.role.key());
        assert_eq!(cell("relation"), metric.relation.key());
        let indicator = metric.indicator.as_deref().unwrap_or_default();
        assert_eq!(cell("indicator"), indicator);
        assert_eq!(cell("at"), point.at.to_string());
        assert_eq!(cell("value").parse().ok(), point.value.map(Quantity::get));
    }
}

#[test]
fn metrics_are_one_point_per_line_and_json_is_the_metrics_of_the_bundle() {
    let cases = shipped().cases;
    let points: usize = cases
        .iter()
        .flat_map(|case| &case.metrics)
        .map(|metric| metric.points.len())
        .sum();
    assert_eq!(run(&["metrics"]).stdout.lines().count(), points);
    let metrics = json(&run(&["metrics", "--json"]).stdout);
    let expected = cases
        .iter()
        .flat_map(|case| case.metrics.iter().map(move |metric| (case, metric)));
    assert_eq!(metrics.len(), expected.clone().count());
    for (mut metric, (case, expected)) in metrics.into_iter().zip(expected) {
        let id = metric.as_object_mut().expect("an object").remove("case");
        assert_eq!(id, Some(Value::from(case.id.as_str())));
        assert_eq!(
            serde_json::from_value::<Metric>(metric).expect("a metric"),
            *expected
        );
    }
}

#[test]
fn notices_are_one_per_line_and_json_is_the_notices_of_the_bundle() {
    let cases = shipped().cases;
    let expected: Vec<(&Case, &Notice)> = cases
        .iter()
        .flat_map(|case| case.notices.iter().map(move |notice| (case, notice)))
        .collect();
    assert!(expected.len() > 4, "sums that fail, and masked values");
    for (lang, code) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
        let listed = run(&["notices", "--lang", code]).stdout;
        assert_eq!(listed.lines().count(), expected.len());
        for (line, (case, notice)) in listed.lines().zip(&expected) {
            assert!(line.starts_with(case.id.as_str()), "{line}");
            assert!(line.contains(notice.kind.name(lang)), "{line}");
            assert!(line.ends_with(notice.text.get(lang)), "{line}");
        }
    }
    let notices = json(&run(&["notices", "--json"]).stdout);
    assert_eq!(notices.len(), expected.len());
    for (mut notice, (case, expected)) in notices.into_iter().zip(expected) {
        let id = notice.as_object_mut().expect("an object").remove("case");
        assert_eq!(id, Some(Value::from(case.id.as_str())));
        let notice: Notice = serde_json::from_value(notice).expect("a notice");
        assert_eq!(notice, *expected);
    }
    let jiangyang = run(&["notices", "三化"]).stdout;
    assert!(
        jiangyang.contains("629 + 42 + 145 + 100 + 39 + 3 + 411 + 41 之和为 1410"),
        "{jiangyang}"
    );
    assert_eq!(run(&["notices", "泰山石"]).code, Some(1));
    assert_eq!(run(&["notices", "--json", "泰山石"]).stdout, "[\n]\n");
}

#[test]
fn check_prints_every_sum_it_tried() {
    let quiet = run(&["check"]);
    assert_eq!((quiet.code, quiet.stderr.as_str()), (Some(0), ""));
    let verbose = run(&["check", "--verbose"]).stdout;
    let sums = verbose
        .strip_suffix(&quiet.stdout)
        .expect("the same at the end");
    let seeds = casebook::seed::Seeds::read(&root("seeds")).expect("the seeds are sound");
    assert_eq!(sums.lines().count(), seeds.sums.len());
    let expected = [
        "luzhou-2023-awards/06              sum      does not hold  江阳区街镇法律服务中心合法性审查量: 629 + 42 + 145 + 100 + 39 + 3 + 411 + 41 = 1410, stated 1126",
        "national-2021-exemplars/07         rate     holds          海南省司法厅行政复议案件纠错率: (82 + 25 + 55 + 1) ÷ 399 = 40.85%, stated 41%",
        "national-2021-exemplars/02         average  holds          内蒙古年均化解的矛盾纠纷数: 724000 ÷ 5 = 144800, stated ≈145000",
        "zigong-2020-report/05              subset   holds          自贡市公平竞争排查的政策措施数: 涉及市场主体 656 of 6810",
    ];
    for line in expected {
        assert!(sums.lines().any(|one| one == line), "{line}\n{sums}");
    }
    let last = quiet.stdout.lines().last().expect("a line");
    let (all, rest) = last.split_once(" sums: ").expect("how many");
    assert_eq!(all, seeds.sums.len().to_string());
    assert!(rest.contains(", does not hold 1, "), "{rest}");
    // Parallel numbers are not a sum: 45, 33 and 185 matters were put before three organs.
    assert!(!sums.contains("luzhou-2021-four-directions/07"), "{sums}");
    let bundle = run(&["check", "data/cases.json", "--verbose"]);
    assert_eq!(bundle.code, Some(2));
    assert!(bundle.stderr.contains("give the folder of the seeds"));
}

#[test]
fn exit_codes_are_those_of_fzf() {
    let rows: &[(&[&str], i32)] = &[
        (&["list"], 0),
        (&["list", "qqq"], 1),
        (&["list", "--json", "qqq"], 1),
        (&["list", "--ids", "qqq"], 1),
        (&["metrics", "qqq"], 1),
        (&["metrics", "卫生计生监督执法大队"], 1),
        (&["qqq"], 1),
        (&["notices", "qqq"], 1),
        (&["show", "qqq"], 1),
        (&["show", "luzhou-2023-awards/01", "qqq"], 1),
        (&["show"], 2),
        (&["list", "--nonsense"], 2),
        (&["list", "--json", "--ids"], 2),
        (&["check", "missing.json"], 2),
        (&["--help"], 0),
        (&["--version"], 0),
        (&["check", "data/cases.json"], 0),
        (&["check"], 0),
        (&["check", "--sources", "missing"], 2),
        (&["--bundle", "data/cases.json", "check", "seeds"], 2),
        (&["check", "missing.json", "--bundle", "data/cases.json"], 2),
        (&["build", "--check"], 0),
    ];
    for (arguments, code) in rows {
        assert_eq!(run(arguments).code, Some(*code), "{arguments:?}");
    }
    let without_figures = run(&["list", "--ids", "卫生计生监督执法大队"]).stdout;
    assert_eq!(
        without_figures, "luzhou-2023-awards/09\n",
        "a case is found, but no figure"
    );
    assert_eq!(run(&["list", "--json", "qqq"]).stdout, "[\n]\n");
    let missing = run(&["show", "q\u{1b}[2Jq"]);
    assert_eq!(
        missing.stderr,
        "no case has the id \"qq\"; `casebook list --ids` lists them all\n"
    );
}

#[test]
fn options_of_every_command_can_also_come_before_it() {
    let rows: [(&[&str], &[&str]); 4] = [
        (&["--lang", "en", "notices"], &["notices", "--lang", "en"]),
        (
            &["--bundle", "data/cases.json", "list", "审批"],
            &["list", "审批", "--bundle", "data/cases.json"],
        ),
        (
            &["--bundle", "data/cases.json", "check"],
            &["check", "data/cases.json"],
        ),
        (
            &[
                "--sources",
                "tests/fixtures/documents",
                "check",
                "tests/fixtures/minimal",
            ],
            &[
                "check",
                "tests/fixtures/minimal",
                "--sources",
                "tests/fixtures/documents",
            ],
        ),
    ];
    for (before, after) in rows {
        let (one, other) = (run(before), run(after));
        assert_eq!(
            (one.code, &one.stderr),
            (Some(0), &other.stderr),
            "{before:?}"
        );
        assert_eq!(one.stdout, other.stdout, "{before:?}");
        assert!(!one.stdout.is_empty());
    }
    // After a word that is not a command, the name of a command is a search term.
    assert_eq!(
        run(&["审批", "list"]).stdout,
        run(&["list", "审批", "list"]).stdout
    );
}

#[test]
fn a_query_that_is_the_name_of_a_command_goes_after_two_dashes() {
    assert_eq!(run(&["--", "show"]).stdout, run(&["list", "show"]).stdout);
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    for arguments in [
        ["list"].as_slice(),
        &["metrics", "--csv"],
        &["list", "--json"],
        &["completions", "bash"],
        &["schema"],
    ] {
        let mut child = casebook()
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        drop(child.stdout.take());
        let mut said = String::new();
        child
            .stderr
            .take()
            .expect("a pipe")
            .read_to_string(&mut said)
            .expect("text");
        let status = child.wait().expect("the program ends");
        assert_eq!(
            (status.code(), said.as_str()),
            (Some(0), ""),
            "{arguments:?}"
        );
    }
}

#[test]
fn completions_are_generated_for_every_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = run(&["completions", shell]);
        assert_eq!(script.code, Some(0));
        assert!(
            script.stdout.contains("metrics") && script.stdout.contains("bundle"),
            "{shell}"
        );
    }
}

#[test]
fn a_build_is_deterministic_and_a_stale_bundle_is_reported() {
    let folder = scratch();
    let seeds = root("seeds");
    let seeds = seeds.to_string_lossy();
    let build =
        |arguments: &[&str]| casebook_in(folder.path(), &[&["build", &seeds], arguments].concat());
    assert_eq!(build(&["-o", "one.json"]).code, Some(0));
    assert_eq!(build(&["-o", "two.json"]).code, Some(0));
    let read = |name: &str| std::fs::read(folder.path().join(name)).expect("built");
    assert_eq!(read("one.json"), read("two.json"));
    assert_eq!(
        read("one.json"),
        std::fs::read(root("data/cases.json")).expect("shipped")
    );
    assert_eq!(build(&["-o", "one.json", "--check"]).code, Some(0));
    std::fs::write(folder.path().join("one.json"), "{}").expect("written");
    let stale = build(&["-o", "one.json", "--check"]);
    assert_eq!(stale.code, Some(2));
    assert!(
        stale.stderr.contains("one.json: is out of date with ")
            && stale.stderr.contains("run `casebook build`")
    );
    assert_eq!(read("one.json"), b"{}", "checking writes nothing");
}

#[test]
fn a_build_follows_a_link_and_leaves_no_temporary_file() {
    let folder = scratch();
    let at = |name: &str| folder.path().join(name);
    let seeds = root("seeds");
    let build = |output: &str| {
        casebook_in(
            folder.path(),
            &["build", &seeds.to_string_lossy(), "-o", output],
        )
    };
    std::fs::write(at("real.json"), "old").expect("written");
    std::os::unix::fs::symlink("real.json", at("link.json")).expect("linked");
    assert_eq!(build("link.json").code, Some(0));
    assert!(at("link.json").is_symlink());
    assert_eq!(
        std::fs::read(at("real.json")).expect("built"),
        std::fs::read(root("data/cases.json")).expect("shipped")
    );
    std::fs::create_dir(at("folder")).expect("created");
    let failed = build("folder");
    assert_eq!(failed.code, Some(2));
    assert!(
        failed
            .stderr
            .starts_with("folder: cannot be written; check the path"),
        "{}",
        failed.stderr
    );
    let mut left: Vec<_> = std::fs::read_dir(folder.path())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    left.sort();
    assert_eq!(left, ["folder", "link.json", "real.json"]);
}
