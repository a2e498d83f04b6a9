//! What the browser costs on a terminal, beside fzf with a preview window and less, on the same text.
//!
//! Run it with `cargo bench --bench terminal`; it takes about two minutes. The peers are found in
//! `PATH`, or fzf where the variable `FZF` says; one that is not there is left out.
//!
//! Each program runs in a pseudo-terminal of 120×40 cells. A thread reads what it writes and notes when;
//! a parser of terminal output says what would be on the screen. fzf has the lines of `casebook list`, and
//! previews what `casebook show` says of a case; less has all of what `casebook show` says, one case behind
//! the other. The figures, each a median of [`ROUNDS`]:
//!
//! - *first case*: from the start of the process until the title of the first case is on the screen, in
//!   the list and in the text where there are both. The programs take turns. fzf is started by a shell
//!   that opens its list, which takes it about a millisecond.
//! - *a key*: the bytes that are written for one press, and the time from the press to the last of them.
//!   A key is answered when the program has been silent for [`pty::SILENCE`]. less has no list, so its
//!   `Down` and `PageDown` stand beside those of the reader; its text is the whole screen wide.
//! - *peak memory*: what the process itself held at most (`VmHWM`), after all those keys.
//! - *idle*: the bytes written while no key is pressed.
//!
//! Times depend on the machine and what else it does, so nothing is asserted and the ratios are what
//! counts. A second table tells what the bytes of a `Down` in the list are spent on.

#![expect(
    clippy::print_stdout,
    reason = "the figures are what this program is for"
)]

#[path = "terminal/bytes.rs"]
mod bytes;
#[path = "terminal/programs.rs"]
mod programs;
#[path = "terminal/pty.rs"]
mod pty;
#[path = "terminal/texts.rs"]
mod texts;

use std::time::Duration;

use anyhow::Result;

use bytes::Spending;
use programs::{LIST_DOWN, Program, Stroke};
use pty::Session;
use texts::Texts;

/// Presses of each key, and starts of each program.
const ROUNDS: usize = 30;
/// Starts before those that count, while caches fill.
const WARM_UPS: usize = 2;
/// How long a program is watched while it has nothing to do.
const IDLE: Duration = Duration::from_secs(2);

fn main() -> Result<()> {
    // `cargo test --all-targets` comes here too, and asks whether it runs rather than how fast.
    let rounds = if std::env::args().any(|arg| arg == "--bench") {
        ROUNDS
    } else {
        1
    };
    let texts = Texts::write()?;
    let (programs, missing) = programs::all(&texts)?;
    let versions: Vec<&str> = programs.iter().map(|one| one.version.as_str()).collect();
    println!("{}; 120×40, medians of {rounds}", versions.join("; "));
    for name in missing {
        println!("{name}: missing");
    }
    let starts = first_cases(&programs, &texts, rounds)?;
    let mut reports = Vec::new();
    for (program, start) in programs.iter().zip(starts) {
        reports.push(Report::of(program, start, &texts, rounds)?);
    }
    println!("\n{}", table_of_figures(&reports));
    println!("{}", table_of_spending(&reports));
    Ok(())
}

/// The median time to the first case of each program, which take turns.
fn first_cases(programs: &[Program], texts: &Texts, rounds: usize) -> Result<Vec<f64>> {
    let mut times = vec![Vec::new(); programs.len()];
    for round in 0..WARM_UPS + rounds {
        for (program, times) in programs.iter().zip(&mut times) {
            let mut session = Session::start(program.command.clone())?;
            let time = session.wait_for(&texts.title, program.titles)?;
            if round >= WARM_UPS {
                times.push(milliseconds(time));
            }
        }
    }
    Ok(times.into_iter().filter_map(median).collect())
}

/// What was measured of a program.
struct Report {
    program: &'static str,
    figures: Vec<Figure>,
    /// What the bytes for `Down` in the list were spent on, and how often it was pressed.
    spending: Option<(Spending, usize)>,
}

struct Figure {
    what: String,
    unit: Unit,
    value: f64,
}

#[derive(Clone, Copy)]
enum Unit {
    Bytes,
    Milliseconds,
    Mebibytes,
}

impl Report {
    /// Presses every key of a program and watches what it does.
    fn of(program: &Program, first_case: f64, texts: &Texts, rounds: usize) -> Result<Self> {
        let mut report = Self {
            program: program.name,
            figures: Vec::new(),
            spending: None,
        };
        report.add("first case", Unit::Milliseconds, Some(first_case));
        let mut session = Session::start(program.command.clone())?;
        session.wait_for(&texts.title, program.titles)?;
        session.settle();
        for stroke in program.strokes {
            report.press(stroke, &mut session, rounds)?;
        }
        let peak = session.peak_memory()?;
        report.add("peak memory", Unit::Mebibytes, Some(peak));
        let idle = session.listen(IDLE);
        report.add("idle for 2 s", Unit::Bytes, Some(in_float(idle)));
        Ok(report)
    }

    fn press(&mut self, stroke: &Stroke, session: &mut Session, rounds: usize) -> Result<()> {
        for key in stroke.before {
            session.press(key)?;
        }
        let (mut sizes, mut times, mut written) = (Vec::new(), Vec::new(), Vec::new());
        for round in 1..=rounds {
            let answer = session.press(stroke.key)?;
            sizes.push(in_float(answer.bytes.len()));
            times.extend(answer.settled.map(milliseconds));
            written.extend(answer.bytes);
            if round % stroke.every == 0 || round == rounds {
                session.press(stroke.back)?;
            }
        }
        self.add(stroke.name, Unit::Bytes, median(sizes));
        self.add(stroke.name, Unit::Milliseconds, median(times));
        if stroke.name == LIST_DOWN {
            self.spending = Some((Spending::of(&written), rounds));
        }
        Ok(())
    }

    fn add(&mut self, name: &str, unit: Unit, value: Option<f64>) {
        let what = format!("{name}, {}", unit.name());
        self.figures
            .extend(value.map(|value| Figure { what, unit, value }));
    }

    fn figure(&self, what: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.what == what)
    }
}

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Milliseconds => "ms",
            Self::Mebibytes => "MiB",
        }
    }

    fn shown(self, value: f64) -> String {
        match self {
            Self::Bytes => format!("{value:.0}"),
            Self::Milliseconds => format!("{value:.2}"),
            Self::Mebibytes => format!("{value:.1}"),
        }
    }
}

/// A row for each figure of the first program, a column for each program, and the ratio to the best peer.
fn table_of_figures(reports: &[Report]) -> String {
    let Some((ours, peers)) = reports.split_first() else {
        return String::new();
    };
    let mut heads: Vec<String> = reports.iter().map(|one| one.program.to_owned()).collect();
    heads.push(format!("**{} / best peer**", ours.program));
    let rows = ours.figures.iter().map(|Figure { what, value, .. }| {
        let shown = |figure: &Figure| figure.unit.shown(figure.value);
        let mut cells: Vec<String> = reports
            .iter()
            .map(|report| report.figure(what).map_or_else(none, shown))
            .collect();
        let best = peers
            .iter()
            .filter_map(|peer| peer.figure(what))
            .map(|figure| figure.value)
            .reduce(f64::min)
            .filter(|best| *best > 0.0);
        cells.push(best.map_or_else(none, |best| format!("**{:.2}**", value / best)));
        (what.clone(), cells)
    });
    table("figure", &heads, rows)
}

/// A row for each program that has a list, a column for each thing that bytes are spent on.
fn table_of_spending(reports: &[Report]) -> String {
    let rows = reports.iter().filter_map(|report| {
        let (spending, presses) = report.spending.as_ref()?;
        let means = spending.counts().map(|count| (count / presses).to_string());
        Some((report.program.to_owned(), means.to_vec()))
    });
    let heads = Spending::NAMES.map(str::to_owned);
    table(&format!("bytes of a `{LIST_DOWN}`, mean"), &heads, rows)
}

/// A table in Markdown: a name and cells in each row.
fn table(
    corner: &str,
    heads: &[String],
    rows: impl Iterator<Item = (String, Vec<String>)>,
) -> String {
    let line = |name: &str, cells: &[String]| format!("| {name} | {} |\n", cells.join(" | "));
    let mut table = line(corner, heads);
    table += &line("---", &vec!["---:".to_owned(); heads.len()]);
    table.extend(rows.map(|(name, cells)| line(&name, &cells)));
    table
}

/// Stands where there is no figure.
fn none() -> String {
    "–".to_owned()
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let upper = values.get(values.len() / 2)?;
    let lower = values.get(values.len().saturating_sub(1) / 2)?;
    Some(f64::midpoint(*lower, *upper))
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn in_float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
