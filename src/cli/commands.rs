//! One function for each command.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use clap::{CommandFactory, Parser};
use serde::Serialize;

use crate::bundle::{self, Bundle, Case, Lang, Metric};
use crate::search::{Hit, Index, Query};
use crate::{seed, tui};

use super::args::{Args, Command};
use super::{plain, table};

/// How a run ended, when it did not fail halfway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All was done.
    Done,
    /// Nothing matched.
    NothingMatched,
    /// The input or the world was at fault.
    Failed,
    /// The user or a signal interrupted it.
    Interrupted,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Done => 0,
            Outcome::NothingMatched => 1,
            Outcome::Failed => 2,
            Outcome::Interrupted => 130,
        })
    }
}

/// The bundle that is built in.
static BUILT_IN: &[u8] = include_bytes!("../../data/cases.json");

/// Does what the command line asks for.
///
/// # Errors
///
/// What went wrong, with place and remedy.
pub fn run() -> Result<Outcome> {
    let args = Args::parse();
    let lang = args.lang.into();
    let load = || load(args.bundle.as_deref());
    match args.command {
        None if tui::can_browse() => browse(load()?, lang, &args.query.join(" ")),
        None => list(&load()?, &args.query.join(" "), lang),
        Some(Command::List {
            query, json: true, ..
        }) => list_json(&load()?, &query.join(" ")),
        Some(Command::List {
            query, ids: true, ..
        }) => list_ids(&load()?, &query.join(" ")),
        Some(Command::List { query, .. }) => list(&load()?, &query.join(" "), lang),
        Some(Command::Show { ids, json }) => show(&load()?, &ids, json, lang),
        Some(Command::Metrics { query, csv, json }) => {
            let form = match (csv, json) {
                (true, _) => Form::Csv,
                (_, true) => Form::Json,
                (false, false) => Form::Plain,
            };
            metrics(&load()?, &query.join(" "), form, lang)
        }
        Some(Command::Build {
            seeds,
            output,
            check,
        }) => build(&seeds, &output, check),
        Some(Command::Check { file }) => check(&file),
        Some(Command::Schema) => print(&bundle::schema()),
        Some(Command::Completions { shell }) => completions(shell),
    }
}

fn load(file: Option<&Path>) -> Result<Bundle> {
    Ok(match file {
        Some(file) => bundle::read(file)?,
        None => bundle::parse(BUILT_IN, "built-in bundle")?,
    })
}

fn browse(bundle: Bundle, lang: Lang, query: &str) -> Result<Outcome> {
    // https://no-color.org: any value but an empty one.
    let colour = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let theme = if colour {
        tui::Theme::colour()
    } else {
        tui::Theme::mono()
    };
    let end = tui::browse(Arc::new(bundle), lang, theme, query).context("the terminal failed")?;
    Ok(match end {
        tui::End::Quit => Outcome::Done,
        tui::End::Interrupted => Outcome::Interrupted,
    })
}

fn list(bundle: &Bundle, query: &str, lang: Lang) -> Result<Outcome> {
    let found = find(bundle, query);
    let cases: Vec<&Case> = found.iter().map(|(case, _)| *case).collect();
    print_found(&plain::list(&cases, lang), found.len())
}

fn list_ids(bundle: &Bundle, query: &str) -> Result<Outcome> {
    let found = find(bundle, query);
    let ids: Vec<&str> = found.iter().map(|(case, _)| case.id.as_str()).collect();
    print_found(&lines(&ids), ids.len())
}

fn list_json(bundle: &Bundle, query: &str) -> Result<Outcome> {
    #[derive(Serialize)]
    struct Scored<'a> {
        #[serde(flatten)]
        case: &'a Case,
        score: i64,
    }
    let scored: Vec<Scored> = find(bundle, query)
        .into_iter()
        .map(|(case, hit)| Scored {
            case,
            score: hit.score,
        })
        .collect();
    print_found(&bundle::write_list(&scored), scored.len())
}

fn show(bundle: &Bundle, ids: &[String], json: bool, lang: Lang) -> Result<Outcome> {
    let missing: Vec<&String> = ids.iter().filter(|id| bundle.case(id).is_none()).collect();
    for id in &missing {
        let id = crate::text::one_line(id);
        writeln!(
            io::stderr(),
            "no case has the id \"{id}\"; `casebook list --ids` lists them all"
        )?;
    }
    let cases: Vec<&Case> = ids.iter().filter_map(|id| bundle.case(id)).collect();
    if json {
        print(&bundle::write_list(&cases))?;
    } else {
        let pages: Vec<String> = cases
            .iter()
            .map(|case| plain::page(bundle, case, lang, width()))
            .collect();
        print(&pages.join("\n"))?;
    }
    Ok(if missing.is_empty() {
        Outcome::Done
    } else {
        Outcome::NothingMatched
    })
}

fn metrics(bundle: &Bundle, query: &str, form: Form, lang: Lang) -> Result<Outcome> {
    let found = find(bundle, query);
    let metrics: Vec<(&Case, &Metric)> = found
        .iter()
        .flat_map(|(case, _)| case.metrics.iter().map(move |metric| (*case, metric)))
        .collect();
    let text = match form {
        Form::Plain => plain::points(&metrics, lang),
        Form::Csv => table::csv(&metrics)?,
        Form::Json => metrics_json(&metrics),
    };
    print_found(&text, metrics.len())
}

/// How figures are written.
#[derive(Debug, Clone, Copy)]
enum Form {
    Plain,
    Csv,
    Json,
}

fn metrics_json(metrics: &[(&Case, &Metric)]) -> String {
    #[derive(Serialize)]
    struct OfCase<'a> {
        case: &'a str,
        #[serde(flatten)]
        metric: &'a Metric,
    }
    let rows: Vec<OfCase> = metrics
        .iter()
        .map(|(case, metric)| OfCase {
            case: &case.id,
            metric,
        })
        .collect();
    bundle::write_list(&rows)
}

fn build(seeds: &Path, output: &Path, check: bool) -> Result<Outcome> {
    let built = seed::build(seeds)?;
    let text = bundle::write(&built);
    let name = output.display();
    if check {
        let current = std::fs::read(output)
            .with_context(|| format!("{name}: cannot be read; run `casebook build`"))?;
        if current != text.as_bytes() {
            bail!(
                "{name}: is not what {} gives; run `casebook build`",
                seeds.display()
            );
        }
        return print(&format!("{name}: up to date, {}\n", plain::extent(&built)));
    }
    // A reader sees the old bundle or the new one, never half of one.
    let unfinished = output.with_extension("json.part");
    std::fs::write(&unfinished, text)
        .and_then(|()| std::fs::rename(&unfinished, output))
        .with_context(|| format!("{name}: cannot be written; check the folder"))?;
    print(&format!("{name}: {}\n", plain::extent(&built)))
}

fn check(file: &Path) -> Result<Outcome> {
    let bundle = bundle::read(file)?;
    print(&format!(
        "{}: no problems, {}\n",
        file.display(),
        plain::extent(&bundle)
    ))
}

fn completions(shell: clap_complete::Shell) -> Result<Outcome> {
    // Into memory first: the generator panics where a pipe is closed.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "casebook", &mut script);
    io::stdout().write_all(&script)?;
    Ok(Outcome::Done)
}

fn find<'a>(bundle: &'a Bundle, query: &str) -> Vec<(&'a Case, Hit)> {
    let hits = Index::new(bundle).search(&Query::new(query));
    hits.into_iter()
        .filter_map(|hit| Some((bundle.cases.get(hit.case)?, hit)))
        .collect()
}

fn lines(lines: &[&str]) -> String {
    lines.iter().flat_map(|line| [*line, "\n"]).collect()
}

fn print_found(text: &str, count: usize) -> Result<Outcome> {
    print(text)?;
    Ok(if count == 0 {
        Outcome::NothingMatched
    } else {
        Outcome::Done
    })
}

fn print(text: &str) -> Result<Outcome> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// The cells to which running text is wrapped: those of the terminal, up to what reads well. What goes
/// into a pipe is not wrapped, so that other programs find whole paragraphs.
fn width() -> Option<usize> {
    const READABLE: usize = 100;
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout()).ok()?;
    io::stdout()
        .is_terminal()
        .then(|| usize::from(size.ws_col).clamp(20, READABLE))
}
