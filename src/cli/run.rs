//! One function for each command.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use clap::{CommandFactory, Parser};

use crate::bundle::{
    self, Bundle, Case, InDocuments, ListWriter, Opened, Problem, Problems, Source,
};
use crate::catalogue::{Catalogue, Totals};
use crate::present::Standing;
use crate::{present, seed, tui};

use super::args::{Args, Command, Reading};
use super::browse::{browse, pick};
use super::find::{Form, list, list_ids, list_json, metrics, notices, say_left_out, standings};
use super::indicators::indicators;
use super::overview::overview;
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
        Some(Command::Compare { ids }) => compare(reading, &ids),
        Some(Command::Metrics { query, csv, json }) => {
            let form = match (csv, json) {
                (true, _) => Form::Csv,
                (_, true) => Form::Json,
                (false, false) => Form::Plain,
            };
            metrics(reading, &query.join(" "), form)
        }
        Some(Command::Indicators { query, json }) => indicators(reading, &query.join(" "), json),
        Some(Command::Notices { query, json }) => notices(reading, &query.join(" "), json),
        Some(Command::Overview { query, json }) => overview(reading, &query.join(" "), json),
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

/// Opens the bundle that is asked for.
pub(super) fn load(reading: &Reading) -> Result<Opened> {
    Ok(match &reading.bundle {
        Some(file) => bundle::open(file)?,
        None => Opened::whole(bundle::parse_text(BUILT_IN, "built-in bundle")?),
    })
}

/// The folder of the published documents, if one was given.
pub(super) fn documents_folder(reading: &Reading) -> Option<PathBuf> {
    let named = || std::env::var_os("CASEBOOK_SOURCES").filter(|folder| !folder.is_empty());
    let given = reading.sources.clone();
    given.or_else(|| named().map(PathBuf::from))
}

fn show(reading: &Reading, ids: &[String], json: bool) -> Result<Outcome> {
    let mut opened = load(reading)?;
    let (found, outcome) = named(&mut opened, ids)?;
    let cases = ids.iter().filter_map(|id| found.get(id));
    if json {
        let mut list = ListWriter::new(io::stdout().lock());
        cases.into_iter().try_for_each(|case| list.push(case))?;
        list.finish()?;
    } else {
        let (standings, places) = compared(&mut opened, &found)?;
        let (shelf, writing) = (&opened.shelf, reading.writing());
        let pages = cases.map(|case| {
            let place = places.get(case.id.as_str()).copied().unwrap_or(usize::MAX);
            let of = (shelf.source_of(case), case);
            plain::page(of, (&standings, place), writing, width())
        });
        print(&pages.collect::<Vec<_>>().join("\n"))?;
    }
    Ok(outcome)
}

/// Tells in what cases differ; nothing if one of them is not there.
fn compare(reading: &Reading, ids: &[String]) -> Result<Outcome> {
    let mut seen = HashSet::new();
    if let Some(twice) = ids.iter().find(|id| !seen.insert(*id)) {
        let twice = crate::text::one_line(twice);
        bail!("case \"{twice}\" is given twice; give two to four different ones");
    }
    let mut opened = load(reading)?;
    let (found, outcome) = named(&mut opened, ids)?;
    if outcome == Outcome::Done {
        let shelf = &opened.shelf;
        let cases = ids.iter().filter_map(|id| found.get(id));
        let cases = cases.map(|case| (case, shelf.source_of(case)));
        let cases: Vec<(&Case, Option<&Source>)> = cases.collect();
        let rows = present::compare(&cases, shelf.indicators(), reading.writing());
        print(&plain::comparison(&cases, &rows, reading.writing()))?;
    }
    Ok(outcome)
}

/// The cases with these ids. Of ids that no case has it is said on standard error.
fn named(opened: &mut Opened, ids: &[String]) -> Result<(HashMap<String, Case>, Outcome)> {
    let found = cases_of(opened, ids)?;
    let missing: Vec<&String> = ids.iter().filter(|id| !found.contains_key(*id)).collect();
    if !missing.is_empty() {
        say_left_out(opened)?;
    }
    for id in missing.iter().filter(|id| !id.is_empty()) {
        let id = crate::text::one_line(id);
        writeln!(
            io::stderr(),
            "no case has the id \"{id}\"; `casebook list --ids` lists them all"
        )?;
    }
    let outcome = if missing.is_empty() {
        Outcome::Done
    } else {
        Outcome::NothingMatched
    };
    Ok((found, outcome))
}

/// The indicators over all cases of a bundle, and the places there of these cases. Unless one of them is compared with
/// others, no case is read for that.
fn compared(
    opened: &mut Opened,
    shown: &HashMap<String, Case>,
) -> Result<(Vec<Standing>, HashMap<String, usize>)> {
    let mut metrics = shown.values().flat_map(|case| &case.metrics);
    if metrics.all(|metric| metric.indicator.is_none()) {
        return Ok((Vec::new(), HashMap::new()));
    }
    let indicators = opened.shelf.indicators().to_vec();
    let mut catalogue = Catalogue::new(opened.shelf.sources(), &indicators);
    let mut places = HashMap::new();
    opened.each(|case| {
        if shown.contains_key(case.id.as_str()) {
            places.insert(case.id.as_str().to_owned(), catalogue.len());
        }
        catalogue.add(case);
        anyhow::Ok(())
    })?;
    Ok((standings(&catalogue), places))
}

/// The cases with these ids. No more of the bundle is read than it takes to find them.
fn cases_of(opened: &mut Opened, ids: &[String]) -> Result<HashMap<String, Case>> {
    // An empty id is what is left of a pick that was given up; no case has it.
    let wanted = ids.iter().map(String::as_str).filter(|id| !id.is_empty());
    let wanted: HashSet<&str> = wanted.collect();
    let mut found = HashMap::new();
    if wanted.is_empty() {
        return Ok(found);
    }
    let looked = opened.each(|case| {
        if wanted.contains(case.id.as_str()) {
            found.insert(case.id.as_str().to_owned(), case.clone());
        }
        if found.len() == wanted.len() {
            return Err(None);
        }
        Ok(())
    });
    match looked {
        Err(Some(problem)) => Err(Problem::into(problem)),
        Ok(()) | Err(None) => Ok(found),
    }
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
        return print(&format!("{name}: up to date, {}\n", extent(&built)));
    }
    replace(output, &text).with_context(|| format!("{name}: cannot be written; check the path"))?;
    print(&format!("{name}: {}\n", extent(&built)))
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
            extent(&seeds.bundle)
        ),
        plain::sums_in_all(&seeds.sums),
        plain::accounts(&accounts),
    ];
    print(&parts.concat())
}

fn check_bundle(file: &Path, documents: Option<&Path>) -> Result<Outcome> {
    let name = file.display().to_string();
    let mut opened = bundle::open(file)?;
    let (mut totals, mut problems) = (Totals::default(), Vec::new());
    let shelf = Arc::clone(&opened.shelf);
    let mut held = documents.map(|folder| InDocuments::new(folder, &name, shelf.sources()));
    let mut take = |case: &Case| {
        totals.add(case);
        if let Some(held) = &mut held {
            held.check(case);
        }
    };
    for at in 0..shelf.len() {
        take(&*shelf.case(at)?);
    }
    if let Some(stream) = &mut opened.stream {
        while let Some(batch) = stream.next() {
            let batch = match batch {
                Ok(batch) => batch,
                Err(problem) => {
                    problems.push(problem);
                    break;
                }
            };
            batch.cases.iter().for_each(&mut take);
            let left_out = batch.left_out.iter();
            problems.extend(left_out.flat_map(|left_out| stream.problems(left_out)));
        }
        problems.extend(stream.missing_end());
    }
    problems.extend(held.into_iter().flat_map(InDocuments::end));
    Problems::none_in(problems)?;
    let extent = plain::extent(shelf.sources(), shelf.indicators(), totals);
    let mut said = format!("{name}: no problems, {extent}\n");
    if let Some(folder) = documents {
        let folder = folder.display();
        writeln!(said, "{folder}: every figure stands where the bundle says")?;
    }
    print(&said)
}

/// How much a bundle holds.
fn extent(bundle: &Bundle) -> String {
    let mut totals = Totals::default();
    bundle.cases.iter().for_each(|case| totals.add(case));
    plain::extent(&bundle.sources, &bundle.indicators, totals)
}

fn completions(shell: clap_complete::Shell) -> Result<Outcome> {
    // Into memory first: the generator panics where a pipe is closed.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "casebook", &mut script);
    io::stdout().write_all(&script)?;
    Ok(Outcome::Done)
}

pub(super) fn print(text: &str) -> Result<Outcome> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// The cells to which running text is wrapped: those of the terminal, up to what reads well. What goes
/// into a pipe is not wrapped, so that other programs find whole paragraphs.
pub(super) fn width() -> Option<usize> {
    const READABLE: usize = 100;
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout()).ok()?;
    io::stdout()
        .is_terminal()
        .then(|| usize::from(size.ws_col).clamp(20, READABLE))
}
