//! Parts of the documents are generated: they stand between `<!-- name -->` and `<!-- /name -->`, and a test compares each
//! with what the program gives.
//!
//! | part | generated from | document |
//! | --- | --- | --- |
//! | `screen`, `search`, `metric` | the screen after some keys | README, finding, figures |
//! | `collection`, `sources` | the shipped bundle | README, figures |
//! | `query` | the table of filters | finding |
//! | `keys`, `ten-keys` | the table of keys | keys, README |
//! | `options` | `casebook -h` and that of every command | commands |
//! | `seed`, `source` | `tests/fixtures/minimal` | adding-cases |
//! | `words` | the words that fields of a case may hold | adding-cases |
//!
//! To generate them again:
//!
//! ```sh
//! CASEBOOK_WRITE_DOCUMENTS=1 cargo test --test tests documents
//! ```

use std::fmt::Write;
use std::sync::Mutex;

use casebook::bundle::{Better, Bound, Case, Kind, Lang, Level, Relation, Role, Topic, Word};
use casebook::search::{Index, Query, query_table};
use casebook::seed::SumKind;
use casebook::tui::{Keymap, Purpose, Theme};

use super::{LANGS, commands, help};
use crate::support::{Story, read, root, shipped};

/// Compares a generated part of a document with what belongs there, or writes it there.
fn check(document: &str, part: &str, belongs: &str) {
    // Tests run at the same time, and several write to one document.
    static WRITING: Mutex<()> = Mutex::new(());
    let (open, close) = (format!("<!-- {part} -->\n"), format!("<!-- /{part} -->"));
    let writing = WRITING.lock();
    let text = read(document);
    let (before, rest) = text
        .split_once(&open)
        .unwrap_or_else(|| panic!("{document} has no {open}"));
    let (stands, after) = rest
        .split_once(&close)
        .unwrap_or_else(|| panic!("{document} has no {close}"));
    if std::env::var_os("CASEBOOK_WRITE_DOCUMENTS").is_some() {
        let text = format!("{before}{open}{belongs}{close}{after}");
        std::fs::write(root(document), text).expect("written");
        return;
    }
    drop(writing);
    assert_eq!(
        stands, belongs,
        "{document}: run `CASEBOOK_WRITE_DOCUMENTS=1 cargo test --test tests documents`"
    );
}

/// The same for a document in both languages.
fn check_both(document: &str, part: &str, belongs: impl Fn(Lang) -> String) {
    for (lang, end) in LANGS {
        check(&format!("{document}{end}"), part, &belongs(lang));
    }
}

/// The screen of the shipped bundle after some keys, as a code block.
fn screen(lang: Lang, size: (u16, u16), keys: &str) -> String {
    let mut story = Story::of(shipped(), size, lang, Theme::colour());
    format!("```text\n{}\n```\n", story.press(keys).screen())
}

#[test]
fn the_screens_are_what_the_program_shows() {
    check_both("README", "screen", |lang| {
        screen(lang, (100, 24), "/枫桥红<Enter><Esc><Tab><Tab>jjj")
    });
    check_both("docs/finding", "search", |lang| {
        screen(lang, (96, 16), "/lzsp")
    });
    check_both("docs/figures", "metric", |lang| {
        screen(
            lang,
            (108, 18),
            "/调解成功率<Enter><Esc><Tab><Tab>ggjM<Tab>",
        )
    });
}

#[test]
fn the_table_of_queries_is_what_the_program_knows() {
    check_both("docs/finding", "query", |lang| {
        let mut table = match lang {
            Lang::Zh => "| 输入 | 找到 |\n| --- | --- |\n",
            Lang::En => "| typed | finds |\n| --- | --- |\n",
        }
        .to_owned();
        for (example, finds) in query_table(lang) {
            let example = example.replace('|', "\\|");
            writeln!(table, "| `{example}` | {finds} |").expect("written to memory");
        }
        table
    });
}

#[test]
fn every_example_of_a_query_counts_and_finds_something() {
    let bundle = shipped();
    let index = Index::new(&bundle);
    for (example, _) in LANGS.iter().flat_map(|(lang, _)| query_table(*lang)) {
        let parts: Vec<&str> = match example.as_str() {
            // Several examples of one form.
            example if !example.contains(['|', '"']) => example.split(' ').collect(),
            example => vec![example],
        };
        for typed in parts {
            let result = index.search(&Query::new(typed));
            assert_eq!(result.mistakes, [], "{typed}");
            let quoted = typed.contains('"');
            assert!(quoted || !result.hits.is_empty(), "{typed}");
        }
    }
}

/// A row of a table of keys.
fn key_row(keys: &str, what: &str) -> String {
    let keys: Vec<String> = keys
        .split_whitespace()
        .map(|key| format!("`{key}`"))
        .collect();
    format!("| {} | {what} |\n", keys.join(" "))
}

#[test]
fn the_list_of_keys_is_the_table_of_keys() {
    check_both("docs/keys", "keys", |lang| {
        let mut list = String::new();
        for (heading, rows) in Keymap::default().table(lang, Purpose::ALL) {
            writeln!(list, "\n| {heading} | |\n| --- | --- |").expect("written to memory");
            list.extend(rows.iter().map(|(keys, what)| key_row(keys, what)));
        }
        list + "\n"
    });
}

#[test]
fn the_ten_keys_are_rows_of_the_table_of_keys() {
    const TEN: [&str; 10] = ["j", "k", "Enter", "Tab", "/", "M", "o", "L", "?", "q"];
    check_both("README", "ten-keys", |lang| {
        let mut list = match lang {
            Lang::Zh => "| 按键 | 作用 |\n| --- | --- |\n",
            Lang::En => "| keys | what they do |\n| --- | --- |\n",
        }
        .to_owned();
        let table = Keymap::default().table(lang, &[Purpose::Browse]);
        for key in TEN {
            let mut rows = table.iter().flat_map(|(_, rows)| rows);
            let row = rows.find(|(keys, _)| keys.split_whitespace().any(|one| one == key));
            let (keys, what) = row.unwrap_or_else(|| panic!("{key} is no key"));
            list.push_str(&key_row(keys, what));
        }
        list
    });
}

#[test]
fn the_commands_and_options_are_what_help_says() {
    let mut text = format!("$ casebook -h\n{}", help(&[]));
    for command in commands().iter().filter(|command| *command != "help") {
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
    check_both("docs/commands", "options", |_| {
        format!("```text\n{text}```\n")
    });
}

/// One row for each source, and one for all of them.
#[test]
fn the_table_of_sources_counts_what_is_shipped() {
    let bundle = shipped();
    check_both("docs/figures", "sources", |lang| {
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
        table
    });
}

#[test]
fn the_size_of_the_collection_is_that_of_what_is_shipped() {
    let bundle = shipped();
    let (sources, cases) = (bundle.sources.len(), bundle.cases.len());
    let metrics: usize = bundle.cases.iter().map(|case| case.metrics.len()).sum();
    check_both("README", "collection", |lang| match lang {
        Lang::En => format!(
            "The built-in collection holds {cases} cases with {metrics} metrics, from {sources} published documents.\n"
        ),
        Lang::Zh => {
            format!("内置案例包收录 {sources} 份公开文件中的 {cases} 个案例、{metrics} 项指标。\n")
        }
    });
}

#[test]
fn the_examples_of_seeds_are_some_that_build() {
    casebook::seed::build(&root("tests/fixtures/minimal")).expect("the seeds are sound");
    for (part, file) in [("seed", "01-one.toml"), ("source", "source.toml")] {
        let seed = read(&format!("tests/fixtures/minimal/demo/{file}"));
        check(
            "docs/adding-cases.md",
            part,
            &format!("```toml\n{seed}```\n"),
        );
    }
}

#[test]
fn the_words_of_a_seed_are_those_of_the_vocabulary() {
    fn row<W: Word>(field: &str) -> String {
        let words = W::ALL
            .iter()
            .map(|word| format!("`{}` {}", word.key(), word.name(Lang::Zh)));
        let words: Vec<String> = words.collect();
        format!("| `{field}` | {} |\n", words.join(", "))
    }
    let rows = [
        row::<Kind>("kind"),
        row::<Level>("level"),
        row::<Topic>("topics"),
        row::<Relation>("relation"),
        row::<Better>("better"),
        row::<Role>("role"),
        row::<Bound>("bound"),
    ];
    let table = format!("| field | words |\n| --- | --- |\n{}", rows.concat());
    check("docs/adding-cases.md", "words", &table);
    let page = read("docs/adding-cases.md");
    for kind in SumKind::ALL {
        assert!(page.contains(&format!("| `{}` |", kind.key())), "{kind:?}");
    }
}
