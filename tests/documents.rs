//! READMEs and CI against the program: what can be generated is compared with what is generated.

use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use casebook::bundle::{Case, Lang};
use casebook::search::{Index, Query, query_table};
use casebook::tui::{Purpose, Theme, key_table};

use crate::support::{Pty, Story, casebook_in, read, root, scratch, shipped};

const READMES: [(&str, Lang); 2] = [("README.md", Lang::En), ("README.zh-CN.md", Lang::Zh)];

/// Compares what stands between `<!-- name -->` and `<!-- /name -->` in a README with what belongs there;
/// with `CASEBOOK_WRITE_README=1` writes it there instead.
fn check(file: &str, name: &str, belongs: &str) {
    let text = read(file);
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (before, rest) = text
        .split_once(&open)
        .unwrap_or_else(|| panic!("{file} has no {open}"));
    let (stands, after) = rest
        .split_once(&close)
        .unwrap_or_else(|| panic!("{file} has no {close}"));
    if std::env::var_os("CASEBOOK_WRITE_README").is_some() {
        std::fs::write(root(file), format!("{before}{open}{belongs}{close}{after}"))
            .expect("written");
    } else {
        assert_eq!(
            stands, belongs,
            "{file}: run `CASEBOOK_WRITE_README=1 cargo test readme -- --test-threads=1`"
        );
    }
}

#[test]
fn the_screenshots_are_what_the_program_shows() {
    for (file, lang) in READMES {
        let mut story = Story::of(shipped(), (108, 36), lang, Theme::colour());
        let screen = story.press("/枫桥红<Enter><Esc><Tab><Tab>jjj").screen();
        check(file, "screen", &format!("```text\n{screen}\n```\n"));
    }
}

#[test]
fn the_screenshots_of_a_metric_are_what_the_program_shows() {
    for (file, lang) in READMES {
        let mut story = Story::of(shipped(), (108, 18), lang, Theme::colour());
        let screen = story
            .press("/调解成功率<Enter><Esc><Tab><Tab>ggjM<Tab>")
            .screen();
        check(file, "metric", &format!("```text\n{screen}\n```\n"));
    }
}

#[test]
fn the_screenshots_of_a_search_are_what_the_program_shows() {
    for (file, lang) in READMES {
        let mut story = Story::of(shipped(), (96, 16), lang, Theme::colour());
        let screen = story.press("/lzsp").screen();
        check(file, "search", &format!("```text\n{screen}\n```\n"));
    }
}

#[test]
fn the_tables_of_queries_are_what_the_program_knows() {
    for (file, lang) in READMES {
        let mut table = match lang {
            Lang::Zh => "| 输入 | 找到 |\n| --- | --- |\n",
            Lang::En => "| typed | finds |\n| --- | --- |\n",
        }
        .to_owned();
        for (example, finds) in query_table(lang) {
            let example = example.replace('|', "\\|");
            writeln!(table, "| `{example}` | {finds} |").expect("written to memory");
        }
        check(file, "query", &table);
    }
}

#[test]
fn every_example_of_a_query_counts_and_finds_something() {
    let bundle = shipped();
    let index = Index::new(&bundle);
    for (example, _) in READMES.iter().flat_map(|(_, lang)| query_table(*lang)) {
        let parts: Vec<&str> = match example.as_str() {
            // Several examples of one form.
            example if !example.contains(['|', '"']) => example.split(' ').collect(),
            example => vec![example],
        };
        for typed in parts {
            let findings = index.search(&Query::new(typed));
            assert_eq!(findings.mistakes, [], "{typed}");
            let quoted = typed.contains('"');
            assert!(quoted || !findings.hits.is_empty(), "{typed}");
        }
    }
}

#[test]
fn the_lists_of_keys_are_the_table_of_keys() {
    for (file, lang) in READMES {
        let mut list = String::new();
        for (heading, rows) in key_table(lang, Purpose::ALL) {
            writeln!(list, "\n| {heading} | |\n| --- | --- |").expect("written to memory");
            for (keys, what) in rows {
                let keys: Vec<String> = keys
                    .split_whitespace()
                    .map(|key| format!("`{key}`"))
                    .collect();
                writeln!(list, "| {} | {what} |", keys.join(" ")).expect("written to memory");
            }
        }
        check(file, "keys", &format!("{list}\n"));
    }
}

#[test]
fn the_commands_and_options_are_what_help_says() {
    let help = |arguments: &[&str]| casebook_in(&root("."), &[arguments, &["-h"]].concat()).stdout;
    let mut text = help(&[]);
    let listed = text.lines().skip_while(|line| *line != "Commands:").skip(1);
    let listed = listed.take_while(|line| !line.is_empty());
    let commands = listed.filter_map(|line| line.split_whitespace().next());
    let commands: Vec<String> = commands.map(str::to_owned).collect();
    assert!(commands.len() > 5, "{text}");
    for command in commands.iter().filter(|command| *command != "help") {
        // The options of the program stand above; a command's own are what is left.
        let own: Vec<String> = help(&[command])
            .lines()
            .filter(|line| {
                !["--bundle", "--lang", "--sources", "--glyphs", "--help"]
                    .iter()
                    .any(|option| line.contains(option))
            })
            .map(str::to_owned)
            .collect();
        let own = own.join("\n");
        let own = own.trim_end().trim_end_matches("\n\nOptions:");
        writeln!(text, "\n$ casebook {command} -h\n{own}").expect("written to memory");
    }
    for (file, _) in READMES {
        check(
            file,
            "options",
            &format!("```text\n$ casebook -h\n{text}```\n"),
        );
    }
}

#[test]
fn both_readmes_have_the_same_commands_and_figures() {
    let [english, chinese] = READMES.map(|(file, _)| read(file));
    let commands = |text: &str| -> Vec<String> {
        let code = text
            .split("```sh\n")
            .skip(1)
            .filter_map(|rest| rest.split("```").next());
        code.flat_map(str::lines)
            .map(|line| {
                line.split('#')
                    .next()
                    .unwrap_or_default()
                    .trim_end()
                    .to_owned()
            })
            .collect()
    };
    let in_both = |line: &String| !line.contains("jq");
    let of = |text: &str| {
        commands(text)
            .into_iter()
            .filter(in_both)
            .collect::<Vec<_>>()
    };
    assert_eq!(of(&english), of(&chinese));
    for shell in SHELLS {
        assert_eq!(binding(&english, shell), binding(&chinese, shell));
    }
    let cost = |text: &str| -> Vec<String> {
        let table = text
            .split("<!-- cost -->")
            .nth(1)
            .and_then(|rest| rest.split("<!-- /cost -->").next());
        let digits = |line: &str| {
            line.chars()
                .filter(|c| c.is_ascii_digit() || *c == '.')
                .collect::<String>()
        };
        table
            .unwrap_or_default()
            .lines()
            .filter(|line| line.starts_with('|'))
            .map(digits)
            .collect()
    };
    assert!(cost(&english).len() > 10, "there is a table of costs");
    assert_eq!(cost(&english), cost(&chinese));
}

const SHELLS: [&str; 2] = ["bash", "zsh"];

/// What a README says to put into a shell's start-up file.
fn binding(text: &str, shell: &str) -> String {
    let blocks: Vec<&str> = text.split(&format!("```{shell}\n")).skip(1).collect();
    assert_eq!(blocks.len(), 1, "there is one binding for {shell}");
    let end = blocks[0].find("```").expect("its end");
    blocks[0][..end].to_owned()
}

#[test]
fn shells_can_read_the_bindings() {
    let folder = scratch();
    for shell in SHELLS {
        let file = folder.path().join(shell);
        std::fs::write(&file, binding(&read("README.md"), shell)).expect("written");
        // What is written for zsh, bash can read too.
        for reader in SHELLS {
            match Command::new(reader).arg("-n").arg(&file).output() {
                Ok(run) => assert_eq!(
                    (
                        run.status.code(),
                        String::from_utf8_lossy(&run.stderr).as_ref()
                    ),
                    (Some(0), ""),
                    "{reader} -n on what is for {shell}"
                ),
                Err(error) => assert!(reader != "bash", "bash: {error}"),
            }
        }
    }
}

#[test]
fn the_key_in_bash_puts_picked_ids_at_the_cursor() {
    let folder = scratch();
    let file = folder.path().join("bashrc");
    let program = Path::new(env!("CARGO_BIN_EXE_casebook"));
    let start = format!(
        "PATH={}:$PATH\nPS1='ready> '\n{}",
        program.parent().expect("a folder").display(),
        binding(&read("README.md"), "bash")
    );
    std::fs::write(&file, start).expect("written");
    let arguments = ["--noprofile", "--rcfile", &file.to_string_lossy(), "-i"];
    let mut pty = Pty::start("bash", &arguments, &[("HISTFILE", "")], (80, 24));
    let behind = "]; exit";
    pty.wait_for("ready>").send(&format!("echo [审 {behind}"));
    pty.send(&"\x1b[D".repeat(behind.len())).send("\x18k");
    pty.wait_for("Ctrl-T 标记").send("泰山石\x14");
    pty.wait_for("已标记 1").send("\x15枫桥红\x14");
    pty.wait_for("已标记 2").send("\r");
    let line = "[审 national-2021-exemplars/05 luzhou-2023-awards/07]";
    pty.wait_for(line).send("+\r");
    // The cursor stood behind the ids.
    pty.wait_for("\n[审 national-2021-exemplars/05 luzhou-2023-awards/07+]");
    assert_eq!(pty.wait_for_end(), 0);
}

/// One row a source, and one for all of them.
#[test]
fn the_tables_of_sources_count_what_is_shipped() {
    let bundle = shipped();
    for (file, lang) in READMES {
        let mut table = String::from(match lang {
            Lang::En => "| source | published | cases | metrics | points | notices |\n",
            Lang::Zh => "| 来源 | 发布 | 案例 | 指标 | 数据点 | 提示 |\n",
        });
        table.push_str("| --- | --- | ---: | ---: | ---: | ---: |\n");
        let mut row = |title: &str, published: &str, of: &dyn Fn(&Case) -> bool| {
            let cases: Vec<&Case> = bundle.cases.iter().filter(|case| of(case)).collect();
            let metrics = || cases.iter().flat_map(|case| &case.metrics);
            let points: usize = metrics().map(|metric| metric.points.len()).sum();
            let notices: usize = cases.iter().map(|case| case.notices.len()).sum();
            writeln!(
                table,
                "| {title} | {published} | {} | {} | {points} | {notices} |",
                cases.len(),
                metrics().count()
            )
            .expect("written to memory");
        };
        for source in &bundle.sources {
            let title = source.title.get(lang);
            let published = source.published.as_deref().unwrap_or("–");
            row(title, published, &|case| case.source == source.id);
        }
        let all = match lang {
            Lang::En => "**all**",
            Lang::Zh => "**合计**",
        };
        row(all, "", &|_| true);
        check(file, "sources", &table);
    }
}

#[test]
fn continuous_integration_runs_the_readmes_test_command() {
    let readme = read("README.md");
    assert!(readme.lines().any(|line| line.starts_with("cargo test")));
    assert!(
        readme
            .lines()
            .any(|line| line.starts_with("cargo run --release"))
    );
    let script = read(".ci/run");
    for part in [
        "grep -m 1 '^cargo test' README.md",
        "cargo fmt --check",
        "-D warnings",
        "cargo doc",
        "build --check",
    ] {
        assert!(script.contains(part), "{part}");
    }
}
