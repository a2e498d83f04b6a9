//! README, `docs/` and CI against the program.
//!
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
//! | `seed`, `source` | `tests/golden/minimal` | adding-cases |
//! | `words` | the words that fields of a case may hold | adding-cases |
//!
//! To generate them again:
//!
//! ```sh
//! CASEBOOK_WRITE_DOCUMENTS=1 cargo test --test tests documents
//! ```
//!
//! The other tests hold everything else in the documents against the program and the files of the package.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use casebook::bundle::{Better, Bound, Case, Kind, Lang, Level, Relation, Role, Topic, Word};
use casebook::search::{Index, Query, query_table};
use casebook::seed::SumKind;
use casebook::tui::{Purpose, Theme, key_table};

use crate::support::{Pty, Story, casebook_in, read, root, scratch, shipped};

/// The languages, and how the name of a document in each ends.
const LANGS: [(Lang, &str); 2] = [(Lang::En, ".md"), (Lang::Zh, ".zh-CN.md")];

/// The documents in both languages, without the ends of their names.
const BILINGUAL: [&str; 5] = [
    "README",
    "docs/finding",
    "docs/figures",
    "docs/keys",
    "docs/commands",
];

/// Documents that are linked and not written yet.
const PLANNED: [&str; 2] = ["CONTRIBUTING.md", "docs/architecture.md"];

/// Every document: its path in the package, and its text.
fn documents() -> Vec<(String, String)> {
    let mut paths = Vec::new();
    for folder in ["", "docs/"] {
        for entry in std::fs::read_dir(root(folder)).expect("a folder") {
            let name = entry.expect("an entry").file_name();
            let name = name.to_string_lossy();
            if name.ends_with(".md") {
                paths.push(format!("{folder}{name}"));
            }
        }
    }
    paths.sort();
    paths
        .into_iter()
        .map(|path| (path.clone(), read(&path)))
        .collect()
}

/// A document, taken apart.
#[derive(Default)]
struct Parts {
    /// Headings with their `#`.
    headings: Vec<String>,
    /// The other lines outside of code blocks.
    lines: Vec<String>,
    /// Code blocks: the language, and the text.
    blocks: Vec<(String, String)>,
}

impl Parts {
    fn of(text: &str) -> Self {
        let mut parts = Self::default();
        let mut in_block = false;
        for line in text.lines() {
            match (line.strip_prefix("```"), in_block) {
                (Some(language), false) => {
                    parts.blocks.push((language.to_owned(), String::new()));
                    in_block = true;
                }
                (Some(_), true) => in_block = false,
                (None, true) => {
                    let (_, block) = parts.blocks.last_mut().expect("an open block");
                    block.push_str(line);
                    block.push('\n');
                }
                (None, false) if line.starts_with('#') => parts.headings.push(line.to_owned()),
                (None, false) => parts.lines.push(line.to_owned()),
            }
        }
        assert!(!in_block, "a code block is closed");
        parts
    }

    /// The code spans of its lines.
    fn spans(&self) -> impl Iterator<Item = &str> {
        self.lines
            .iter()
            .flat_map(|line| line.split('`').skip(1).step_by(2))
    }

    /// The lines of its blocks of shell commands, without comments.
    fn commands(&self) -> impl Iterator<Item = &str> {
        let blocks = self.blocks.iter().filter(|(language, _)| language == "sh");
        blocks.flat_map(|(_, block)| block.lines()).map(|line| {
            let end = line.find(" #").unwrap_or(line.len());
            line[..end].trim_end()
        })
    }

    /// The columns of each row of its tables.
    fn columns(&self) -> Vec<usize> {
        let rows = self.lines.iter().filter(|line| line.starts_with('|'));
        rows.map(|row| row.replace("\\|", "").matches('|').count())
            .collect()
    }

    /// The names of its generated parts.
    fn generated(&self) -> Vec<&str> {
        let names = self.lines.iter().filter_map(|line| {
            let name = line.strip_prefix("<!-- ")?.strip_suffix(" -->")?;
            (!name.starts_with('/')).then_some(name)
        });
        names.collect()
    }
}

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
            let findings = index.search(&Query::new(typed));
            assert_eq!(findings.mistakes, [], "{typed}");
            let quoted = typed.contains('"');
            assert!(quoted || !findings.hits.is_empty(), "{typed}");
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
        for (heading, rows) in key_table(lang, Purpose::ALL) {
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
        let table = key_table(lang, &[Purpose::Browse]);
        for key in TEN {
            let mut rows = table.iter().flat_map(|(_, rows)| rows);
            let row = rows.find(|(keys, _)| keys.split_whitespace().any(|one| one == key));
            let (keys, what) = row.unwrap_or_else(|| panic!("{key} is no key"));
            list.push_str(&key_row(keys, what));
        }
        list
    });
}

/// What `-h` says of the program or of a command.
fn help(arguments: &[&str]) -> String {
    casebook_in(&root("."), &[arguments, &["-h"]].concat()).stdout
}

/// The names of the commands, in the order of the help.
fn commands() -> Vec<String> {
    let text = help(&[]);
    let listed = text.lines().skip_while(|line| *line != "Commands:").skip(1);
    let listed = listed.take_while(|line| !line.is_empty());
    let names = listed.filter_map(|line| line.split_whitespace().next());
    let names: Vec<String> = names.map(str::to_owned).collect();
    assert!(names.len() > 5, "{text}");
    names
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
    casebook::seed::build(&root("tests/golden/minimal")).expect("the seeds are sound");
    for (part, file) in [("seed", "01-one.toml"), ("source", "source.toml")] {
        let seed = read(&format!("tests/golden/minimal/demo/{file}"));
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

#[test]
fn a_readme_has_at_most_150_lines() {
    for (_, end) in LANGS {
        let lines = read(&format!("README{end}")).lines().count();
        assert!(lines <= 150, "README{end} has {lines} lines");
    }
}

#[test]
fn documents_in_both_languages_have_the_same_structure() {
    for document in BILINGUAL {
        let [english, chinese] = LANGS.map(|(_, end)| read(&format!("{document}{end}")));
        let [en, zh] = [&english, &chinese].map(|text| Parts::of(text));
        let levels = |parts: &Parts| -> Vec<usize> {
            let levels = parts.headings.iter();
            levels
                .map(|heading| heading.chars().take_while(|c| *c == '#').count())
                .collect()
        };
        assert_eq!(levels(&en), levels(&zh), "{document}: headings");
        assert_eq!(
            en.generated(),
            zh.generated(),
            "{document}: generated parts"
        );
        assert_eq!(en.columns(), zh.columns(), "{document}: tables");
        let languages = |parts: &Parts| -> Vec<String> {
            parts
                .blocks
                .iter()
                .map(|(language, _)| language.clone())
                .collect()
        };
        assert_eq!(languages(&en), languages(&zh), "{document}: code blocks");
        // The titles that a pipe picks are those of the language.
        let commands = |parts: &Parts| -> Vec<String> {
            let commands = parts.commands().filter(|line| !line.contains("jq"));
            commands.map(str::to_owned).collect()
        };
        assert_eq!(commands(&en), commands(&zh), "{document}: commands");
    }
    let [english, chinese] = LANGS.map(|(_, end)| read(&format!("docs/commands{end}")));
    for shell in SHELLS {
        assert_eq!(binding(&english, shell), binding(&chinese, shell));
    }
    let translated: BTreeSet<String> = documents()
        .into_iter()
        .filter_map(|(path, _)| Some(path.strip_suffix(".zh-CN.md")?.to_owned()))
        .collect();
    assert_eq!(translated, BILINGUAL.map(str::to_owned).into());
}

/// How a link names a heading: lower case, with hyphens for blanks and without punctuation.
fn anchor(heading: &str) -> String {
    let text = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = text
        .chars()
        .filter(|c| c.is_alphanumeric() || [' ', '-', '_'].contains(c));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn links_between_documents_lead_somewhere() {
    let mut links = 0;
    for (path, text) in documents() {
        let folder = PathBuf::from(&path);
        let folder = folder.parent().expect("a folder");
        let parts = Parts::of(&text);
        let targets = parts.lines.iter().flat_map(|line| line.split("](").skip(1));
        for target in targets.filter_map(|rest| rest.split(')').next()) {
            if target.starts_with("https://") {
                continue;
            }
            links += 1;
            let (file, heading) = match target.split_once('#') {
                Some((file, heading)) => (file, Some(heading)),
                None => (target, None),
            };
            let file = if file.is_empty() {
                PathBuf::from(&path)
            } else {
                folder.join(file)
            };
            if PLANNED.iter().any(|planned| file == Path::new(planned)) {
                continue;
            }
            let full = root(".").join(&file);
            assert!(full.is_file(), "{path}: {target} is no file");
            let Some(heading) = heading else { continue };
            let there = Parts::of(&std::fs::read_to_string(full).expect("a document"));
            let headings: Vec<String> = there.headings.iter().map(|one| anchor(one)).collect();
            assert!(
                headings.iter().any(|one| one == heading),
                "{path}: {target}: {headings:?}"
            );
        }
    }
    assert!(links > 30, "there are links between the documents");
    for planned in PLANNED {
        assert!(
            !root(planned).exists(),
            "{planned} is written: remove it from PLANNED"
        );
    }
}

#[test]
fn every_document_is_linked_from_the_readme() {
    for (_, end) in LANGS {
        let readme = read(&format!("README{end}"));
        for (path, _) in documents() {
            let chinese = path.ends_with(".zh-CN.md");
            let translated = BILINGUAL.iter().any(|one| path == format!("{one}.md"));
            // The Chinese page links a Chinese page where there is one.
            let wanted = if end == ".md" {
                !chinese
            } else {
                chinese || !translated
            };
            let itself = path == format!("README{end}");
            assert!(
                !wanted || itself || readme.contains(&format!("]({path})")),
                "README{end} does not link {path}"
            );
        }
    }
}

/// The options that a help names.
fn options_of(help: &str) -> BTreeSet<String> {
    let words = help
        .split_whitespace()
        .map(|word| word.trim_end_matches(','));
    let options = words.filter(|word| word.starts_with('-') && word.len() > 1);
    options.map(str::to_owned).collect()
}

/// What is called in a line of shell or a code span: the words after each `casebook`, up to what ends a command.
fn calls(code: &str) -> Vec<Vec<String>> {
    let code = code
        .replace("cargo run --release -- ", "casebook ")
        .replace("cargo run -- ", "casebook ");
    let called = code.split("casebook ").skip(1);
    let ends = ['|', '>', ';', ')', '"', '`'];
    called
        .map(|rest| {
            let end = rest.find(ends).unwrap_or(rest.len());
            rest[..end].split_whitespace().map(str::to_owned).collect()
        })
        .collect()
}

#[test]
fn commands_and_options_that_documents_name_exist() {
    let commands = commands();
    let of_program = options_of(&help(&[]));
    let of_command = |name: &str| options_of(&help(&[name]));
    let of_all: BTreeSet<String> = commands
        .iter()
        .flat_map(|name| of_command(name))
        .chain(of_program.clone())
        .collect();
    let mut checked = 0;
    for (path, text) in documents() {
        let parts = Parts::of(&text);
        let code: Vec<&str> = parts.commands().chain(parts.spans()).collect();
        for call in code.iter().flat_map(|code| calls(code)) {
            // A query that is no word of Latin letters can be no misspelt command.
            let command = call
                .first()
                .filter(|word| word.chars().all(|c| c.is_ascii_lowercase()));
            let known = match command {
                Some(command) => {
                    assert!(commands.contains(command), "{path}: casebook {command}");
                    of_command(command)
                }
                None => of_program.clone(),
            };
            for option in call.iter().filter(|word| word.starts_with('-')) {
                let name = option.split('=').next().unwrap_or_default();
                assert!(known.contains(name), "{path}: casebook {call:?}");
            }
            checked += 1;
        }
        for span in parts.spans().filter(|span| span.starts_with("--")) {
            let name = span.split([' ', '=']).next().unwrap_or_default();
            assert!(of_all.contains(name), "{path}: {span}");
        }
        for bench in code
            .iter()
            .filter_map(|code| code.strip_prefix("cargo bench --bench "))
        {
            let name = bench.split(' ').next().unwrap_or_default();
            assert!(
                root(&format!("benches/{name}.rs")).is_file(),
                "{path}: {bench}"
            );
        }
    }
    assert!(checked > 40, "documents name commands");
}

#[test]
fn keys_that_documents_name_are_bound() {
    let mut bound = BTreeSet::new();
    for (_, rows) in key_table(Lang::En, Purpose::ALL) {
        for (keys, _) in rows {
            bound.extend(keys.split_whitespace().map(str::to_owned));
        }
    }
    let looks_like_a_key = |span: &str| {
        let chars: Vec<char> = span.chars().collect();
        match chars.as_slice() {
            [one] => one.is_ascii_alphabetic() || "/?{}".contains(*one),
            ['g' | 'z', second] => second.is_ascii_alphabetic(),
            _ => {
                span.starts_with("Ctrl-") && !span.contains(' ')
                    || ["Tab", "Enter", "Esc", "Space"].contains(&span)
            }
        }
    };
    let mut checked = 0;
    // Elsewhere a letter is a query.
    for (document, (_, end)) in BILINGUAL
        .iter()
        .flat_map(|one| LANGS.map(|lang| (one, lang)))
    {
        let parts = Parts::of(&read(&format!("{document}{end}")));
        for span in parts.spans().filter(|span| looks_like_a_key(span)) {
            assert!(bound.contains(span), "{document}{end}: {span}");
            checked += 1;
        }
    }
    assert!(checked > 100, "documents name keys");
}

#[test]
fn paths_that_documents_name_exist() {
    for (path, text) in documents() {
        for span in Parts::of(&text).spans() {
            let of_package = ["src/", "tests/", "benches/", "seeds/", "data/", "docs/"]
                .iter()
                .any(|folder| span.starts_with(folder));
            let exact = !span.contains(['<', '*', ' ']);
            assert!(
                !(of_package && exact) || root(span).exists(),
                "{path}: {span}"
            );
        }
    }
}

/// Adds the variables of this program that a text names.
fn add_variables(text: &str, variables: &mut BTreeSet<String>) {
    for rest in text.split("CASEBOOK_").skip(1) {
        let end = rest.find(|c: char| !c.is_ascii_uppercase() && c != '_');
        variables.insert(format!("CASEBOOK_{}", &rest[..end.unwrap_or(rest.len())]));
    }
}

/// Adds the variables that the Rust files of a folder name.
fn add_variables_in(folder: &Path, variables: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            add_variables_in(&path, variables);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            add_variables(&std::fs::read_to_string(&path).expect("text"), variables);
        }
    }
}

#[test]
fn variables_are_described_and_those_described_exist() {
    let mut of_program = BTreeSet::new();
    add_variables_in(&root("src"), &mut of_program);
    for (_, end) in LANGS {
        let mut described = BTreeSet::new();
        add_variables(&read(&format!("docs/commands{end}")), &mut described);
        assert_eq!(described, of_program, "docs/commands{end}");
    }
    of_program.insert("CASEBOOK_WRITE_DOCUMENTS".to_owned());
    for (path, text) in documents() {
        let mut named = BTreeSet::new();
        add_variables(&text, &mut named);
        assert!(named.is_subset(&of_program), "{path}: {named:?}");
    }
}

/// The last column is casebook's figure divided by the best of the peers', as far as the printed digits tell.
#[test]
fn the_ratios_of_the_costs_follow_from_the_figures() {
    let page = read("docs/performance.md");
    let rows = page
        .lines()
        .skip_while(|line| !line.contains("**casebook / best peer**"))
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let mut checked = 0;
    for row in rows {
        let cells: Vec<&str> = row
            .split('|')
            .map(|cell| cell.trim().trim_matches('*'))
            .collect();
        let [_, what, figures @ .., ratio, _] = cells.as_slice() else {
            panic!("{row}");
        };
        // A figure is known to half of its last digit.
        let range = |cell: &&str| -> Option<(f64, f64)> {
            let value: f64 = cell.parse().ok()?;
            let digits = cell.split_once('.').map_or(0, |(_, digits)| digits.len());
            let half = 0.5 / 10_f64.powi(i32::try_from(digits).ok()?);
            Some((value - half, value + half))
        };
        let [ours, peers @ ..] = figures else {
            panic!("{row}")
        };
        let peers = peers.iter().filter_map(range);
        let best = peers.reduce(|one, other| if other.0 < one.0 { other } else { one });
        let (Some(ours), Some(best), Some(ratio)) = (range(ours), best, range(ratio)) else {
            assert_eq!(*ratio, "–", "{what}");
            continue;
        };
        assert!(
            ours.0 / best.1 <= ratio.1 && ratio.0 <= ours.1 / best.0,
            "{what}: {ratio:?}"
        );
        checked += 1;
    }
    assert!(checked > 10, "there is a table of costs");
}

const SHELLS: [&str; 2] = ["bash", "zsh"];

/// What the page of commands puts into a shell's start-up file.
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
        std::fs::write(&file, binding(&read("docs/commands.md"), shell)).expect("written");
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
        binding(&read("docs/commands.md"), "bash")
    );
    std::fs::write(&file, start).expect("written");
    let arguments = ["--noprofile", "--rcfile", &file.to_string_lossy(), "-i"];
    let mut pty = Pty::start("bash", &arguments, &[("HISTFILE", "")], (80, 24));
    let after = "]; exit";
    pty.wait_for("ready>").send(&format!("echo [审 {after}"));
    pty.send(&"\x1b[D".repeat(after.len())).send("\x18k");
    pty.wait_for("Ctrl-T 标记").send("泰山石\x14");
    pty.wait_for("已标记 1").send("\x15枫桥红\x14");
    pty.wait_for("已标记 2").send("\r");
    let line = "[审 national-2021-exemplars/05 luzhou-2023-awards/07]";
    pty.wait_for(line).send("+\r");
    // The cursor is after the ids.
    pty.wait_for("\n[审 national-2021-exemplars/05 luzhou-2023-awards/07+]");
    assert_eq!(pty.wait_for_end(), 0);
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
