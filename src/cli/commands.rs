//! One function for each command.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::{CommandFactory, Parser};

use crate::bundle::{self, Bundle, Case};
use crate::{seed, tui};

use super::args::{Args, Command, Reading};
use super::browser::{browse, pick};
use super::finding::{Form, list, list_ids, list_json, metrics, notices};
use super::plain;

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
static BUILT_IN: &str = include_str!("../../data/cases.json");

/// Does what the command line asks for.
///
/// # Errors
///
/// What went wrong, with place and remedy.
pub fn run() -> Result<Outcome> {
    let Args {
        query,
        reading,
        command,
    } = Args::parse();
    let reading = &reading;
    match command {
        None if tui::can_browse() => browse(reading, &query.join(" ")),
        None => list(reading, &query.join(" ")),
        Some(Command::List { query, json, ids }) => match (json, ids) {
            (true, _) => list_json(reading, &query.join(" ")),
            (_, true) => list_ids(reading, &query.join(" ")),
            (false, false) => list(reading, &query.join(" ")),
        },
        Some(Command::Pick { query, picking }) => pick(reading, &query.join(" "), &picking),
        Some(Command::Show { ids, json }) => show(reading, &ids, json),
        Some(Command::Metrics { query, csv, json }) => {
            let form = match (csv, json) {
                (true, _) => Form::Csv,
                (_, true) => Form::Json,
                (false, false) => Form::Plain,
            };
            metrics(reading, &query.join(" "), form)
        }
        Some(Command::Notices { query, json }) => notices(reading, &query.join(" "), json),
        Some(Command::Build {
            seeds,
            output,
            check,
        }) => build(&seeds, &output, check),
        Some(Command::Check { subject, verbose }) => {
            // Whoever names a bundle to read wants that one checked.
            let subject = match (&subject, &reading.bundle) {
                (Some(_), Some(_)) => bail!("both SEEDS|BUNDLE and --bundle are given; give one"),
                (Some(one), None) | (None, Some(one)) => one.as_path(),
                (None, None) => Path::new("seeds"),
            };
            check(subject, documents_folder(reading).as_deref(), verbose)
        }
        Some(Command::Schema) => print(&bundle::schema()),
        Some(Command::Completions { shell }) => completions(shell),
    }
}

pub(super) fn load(reading: &Reading) -> Result<Bundle> {
    Ok(match &reading.bundle {
        Some(file) => bundle::read(file)?,
        None => bundle::parse_text(BUILT_IN, "built-in bundle")?,
    })
}

/// The folder of the published documents, if one was given.
pub(super) fn documents_folder(reading: &Reading) -> Option<PathBuf> {
    let named = || std::env::var_os("CASEBOOK_SOURCES").filter(|folder| !folder.is_empty());
    let given = reading.sources.clone();
    given.or_else(|| named().map(PathBuf::from))
}

fn show(reading: &Reading, ids: &[String], json: bool) -> Result<Outcome> {
    let bundle = &load(reading)?;
    let lang = reading.lang.into();
    let missing: Vec<&String> = ids.iter().filter(|id| bundle.case(id).is_none()).collect();
    // An empty id is what is left of a pick that was given up.
    for id in missing.iter().filter(|id| !id.is_empty()) {
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
    replace(output, &text).with_context(|| format!("{name}: cannot be written; check the path"))?;
    print(&format!("{name}: {}\n", plain::extent(&built)))
}

/// Replaces a file at once: a reader sees the old text or the new, never half of it. A link keeps leading
/// to the file; what is no file, such as a device, is written to as it is.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if path.exists() && !path.is_file() {
        return std::fs::write(path, text);
    }
    let unfinished = path.with_extension("json.part");
    let replaced =
        std::fs::write(&unfinished, text).and_then(|()| std::fs::rename(&unfinished, &path));
    if replaced.is_err() {
        // It may not be there; then there is nothing to remove.
        let _ = std::fs::remove_file(&unfinished);
    }
    replaced
}

fn check(subject: &Path, documents: Option<&Path>, verbose: bool) -> Result<Outcome> {
    if !subject.is_dir() {
        if verbose {
            bail!(
                "{}: --verbose tells of the sums that seeds state; give the folder of the seeds",
                subject.display()
            );
        }
        return check_bundle(subject, documents);
    }
    let seeds = seed::Seeds::read(subject)?;
    let accounts = match documents {
        Some(folder) => seeds.check_against(folder)?,
        None => Vec::new(),
    };
    let parts = [
        if verbose {
            plain::sums(&seeds)
        } else {
            String::new()
        },
        format!(
            "{}: no problems, {}\n",
            subject.display(),
            plain::extent(&seeds.bundle)
        ),
        plain::sums_in_all(&seeds.sums),
        plain::accounts(&accounts),
    ];
    print(&parts.concat())
}

fn check_bundle(file: &Path, documents: Option<&Path>) -> Result<Outcome> {
    let bundle = bundle::read(file)?;
    let mut held = String::new();
    if let Some(folder) = documents {
        bundle::check_in_documents(&bundle, folder, &file.display().to_string())?;
        held = format!(
            "{}: every figure stands where the bundle says\n",
            folder.display()
        );
    }
    print(&format!(
        "{}: no problems, {}\n{held}",
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

pub(super) fn lines(lines: &[&str]) -> String {
    lines.iter().flat_map(|line| [*line, "\n"]).collect()
}

pub(super) fn print(text: &str) -> Result<Outcome> {
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
