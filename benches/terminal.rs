//! Terminal benchmark: the browser beside fzf with a preview window and less, over the same text.
//!
//! Run it with `cargo bench --bench terminal`; it takes about two minutes. If a peer is missing, the benchmark says how
//! to install it and leaves it out. The variable `FZF` names another fzf.
//!
//! Each program runs in a pseudo-terminal of 120×40 cells. A thread reads its output and notes the times; a terminal
//! parser keeps track of the screen. fzf lists the output of `casebook list`, and previews that of `casebook show` for
//! a case; less shows that of `casebook show` for all cases, one after the other. The figures, each a median of
//! [`ROUNDS`]:
//!
//! - *first case*: from the start of the process until the title of the first case is on the screen, in the list and in
//!   the text if there are both. The programs take turns. fzf is started by a shell that opens its list, which takes
//!   about a millisecond.
//! - *a key*: the bytes written for one press, and the time from the press to the last of them. A key is answered when
//!   the program has been silent and at rest for [`pty::SILENCE`]. less has no list, so its `Down` and `PageDown` are
//!   compared with those of the reader; its text has the whole width of the screen.
//! - *peak memory*: the peak of the process and its children (`VmHWM`), after all those keys.
//! - *idle*: the bytes written while no key is pressed.
//!
//! Times depend on the machine and its load, so nothing is asserted; the ratios are what counts. A second table breaks
//! down the bytes of a `Down` in the list.

#![expect(
    clippy::print_stdout,
    reason = "the figures are what this program is for"
)]

#[path = "terminal/bytes.rs"]
mod bytes;
mod figures;
mod peers;
#[path = "terminal/programs.rs"]
mod programs;
#[path = "terminal/pty.rs"]
mod pty;
mod table;
#[path = "terminal/texts.rs"]
mod texts;

use std::time::Duration;

use anyhow::Result;

use bytes::Spending;
use figures::{Report, Unit, in_float, table_of_figures};
use programs::{LIST_DOWN, Program, Stroke};
use pty::Session;
use table::{median, milliseconds, table};
use texts::Texts;

/// Presses of each key, and starts of each program.
const ROUNDS: usize = 30;
/// Starts that do not count, to warm caches.
const WARM_UPS: usize = 2;
/// How long a program is watched while it has nothing to do.
const IDLE: Duration = Duration::from_secs(2);

fn main() -> Result<()> {
    // `cargo test --all-targets` runs this too, but only checks that it works.
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
        println!("{name}: missing; {}", peers::fetching(name));
    }
    let starts = first_cases(&programs, &texts, rounds)?;
    let mut all = Vec::new();
    for (program, start) in programs.iter().zip(starts) {
        all.push(Watched::of(program, start, &texts, rounds)?);
    }
    let reports: Vec<&Report> = all.iter().map(|watched| &watched.report).collect();
    println!("\n{}", table_of_figures(&reports));
    println!("{}", table_of_spending(&all));
    Ok(())
}

/// The median time to the first case of each program, in milliseconds. The programs take turns.
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
struct Watched {
    report: Report,
    /// What the bytes for `Down` in the list were spent on, and how often it was pressed.
    spending: Option<(Spending, usize)>,
}

impl Watched {
    /// Presses every key of a program and watches what it does.
    fn of(program: &Program, first_case: f64, texts: &Texts, rounds: usize) -> Result<Self> {
        let mut watched = Self {
            report: Report::new(program.name),
            spending: None,
        };
        let report = &mut watched.report;
        report.add("first case", Unit::Milliseconds, Some(first_case));
        let mut session = Session::start(program.command.clone())?;
        session.wait_for(&texts.title, program.titles)?;
        session.settle();
        for stroke in program.strokes {
            watched.press(stroke, &mut session, rounds)?;
        }
        let report = &mut watched.report;
        let peak = session.peak_memory()?;
        report.add("peak memory", Unit::Mebibytes, Some(peak));
        let idle = session.listen(IDLE);
        report.add("idle for 2 s", Unit::Bytes, Some(in_float(idle)));
        Ok(watched)
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
        self.report.add(stroke.name, Unit::Bytes, median(sizes));
        self.report
            .add(stroke.name, Unit::Milliseconds, median(times));
        if stroke.name == LIST_DOWN {
            self.spending = Some((Spending::of(&written), rounds));
        }
        Ok(())
    }
}

/// One row per program that has a list, one column per purpose of the bytes.
fn table_of_spending(all: &[Watched]) -> String {
    let rows = all.iter().filter_map(|watched| {
        let (spending, presses) = watched.spending.as_ref()?;
        let means = spending.counts().map(|count| (count / presses).to_string());
        Some((watched.report.program.to_owned(), means.to_vec()))
    });
    let heads = Spending::NAMES.map(str::to_owned);
    table(&format!("bytes of a `{LIST_DOWN}`, mean"), &heads, rows)
}
