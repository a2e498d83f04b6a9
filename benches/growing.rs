//! Terminal benchmark with growing bundles: the browser beside fzf and television, over the same cases.
//!
//! Run it with `cargo bench --bench growing`, or `cargo bench --bench growing -- 10000 1000000` for other numbers of
//! cases than 10 000 and 100 000. The cases are made up (`made`). The peers read them as lines from a file
//! on standard input and show no preview, while the browser also shows the case under the cursor and its metrics. If a
//! peer is missing, the benchmark says how to install it and leaves it out.
//!
//! Each program runs in a pseudo-terminal of 120×40 cells. The figures, each a median:
//!
//! - *first case*: from the start of the process until the title of the first case is on the screen. The programs take
//!   turns;
//! - *settled*: from the start to the last byte written before the program came to rest: silent for [`pty::SILENCE`],
//!   with hardly any processor time used;
//! - *a key*: from the press to the last byte written before the program came to rest, and the number of bytes. Two Han
//!   characters are typed, then two letters; the second of each pair is then deleted;
//! - *memory*: the peak of the process and its children (`VmHWM`), when it has settled and at the end;
//! - *idle*: the bytes written while no key is pressed.
//!
//! With three processors or fewer, television is made to see five (`growing/cpus.c`), since it does not work otherwise;
//! it then matches on two threads.
//!
//! Times depend on the machine and its load, so nothing is asserted; the ratios are what counts.

#![expect(
    clippy::print_stdout,
    reason = "the figures are what this program is for"
)]

mod asked;
mod figures;
mod made;
mod peers;
#[path = "growing/programs.rs"]
mod programs;
#[path = "terminal/pty.rs"]
mod pty;
mod table;

use std::io::{BufRead, BufReader};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tempfile::TempDir;

use figures::{Report, Unit, in_float, table_of_figures};
use made::Made;
use programs::Program;
use pty::{Answer, Session};
use table::{median, milliseconds};

/// Starts of each program, and presses of each key; each of [`TYPED`] has as many pairs.
const ROUNDS: usize = 10;
/// The same with [`MANY`] cases or more.
const ROUNDS_WITH_MANY: usize = 4;
const MANY: usize = 500_000;

/// A program that has spent this long on its keys gets no more rounds, but at least [`LEAST_ROUNDS`].
const ENOUGH: Duration = Duration::from_mins(1);
const LEAST_ROUNDS: usize = 3;
/// How long a program is watched while it has nothing to do.
const IDLE: Duration = Duration::from_secs(2);

/// What is typed, one character after the other. Each round types another pair, since fzf caches the results of a
/// query.
const TYPED: &[Typed] = &[
    Typed {
        what: "Han character",
        pairs: "审批 执法 调解 政务 改革 平台 纠纷 普法 监督 企业",
    },
    Typed {
        what: "letter",
        pairs: "sp zf tj gw dx ry jf pn hk qb",
    },
];
const BACKSPACE: &str = "\x7f";

struct Typed {
    what: &'static str,
    pairs: &'static str,
}

fn main() -> Result<()> {
    let Some(sizes) = asked::sizes() else {
        return measure(1000, 1);
    };
    for size in sizes {
        let rounds = if size < MANY {
            ROUNDS
        } else {
            ROUNDS_WITH_MANY
        };
        measure(size, rounds)?;
    }
    Ok(())
}

fn measure(size: usize, rounds: usize) -> Result<()> {
    let made = Made::of(size)?;
    let home = TempDir::with_prefix("casebook-bench-")?;
    let (programs, missing) = programs::all(&made, home.path())?;
    let versions: Vec<&str> = programs.iter().map(|one| one.version.as_str()).collect();
    println!(
        "\n{size} cases; {}; 120×40, medians of {rounds}",
        versions.join("; ")
    );
    for name in missing {
        println!("{name}: missing; {}", peers::fetching(name));
    }
    let title = first_title(&made)?;
    let mut watched: Vec<Watched> = programs.iter().map(Watched::new).collect();
    // One more round than counts, to warm caches.
    for round in 0..=rounds {
        for one in &mut watched {
            one.start(&title, round > 0);
        }
    }
    for one in &mut watched {
        one.press_all(&title, rounds);
    }
    for one in &watched {
        if let Some(failure) = &one.failure {
            println!("{}: {failure}", one.program.name);
        }
    }
    let reports: Vec<Report> = watched.iter().map(Watched::report).collect();
    let reports: Vec<&Report> = reports.iter().collect();
    println!("\n{}", table_of_figures(&reports));
    Ok(())
}

/// The beginning of the first case's title: as much as every program shows.
fn first_title(made: &Made) -> Result<String> {
    /// The characters of a title that every program shows.
    const SHOWN: usize = 8;
    let lines = BufReader::new(std::fs::File::open(&made.lines)?).lines();
    let first = lines.map_while(Result::ok).next();
    let first = first.context("there are no cases")?;
    Ok(first.chars().take(SHOWN).collect())
}

/// What was measured of a program.
struct Watched<'a> {
    program: &'a Program,
    first_case: Vec<f64>,
    settled: Vec<f64>,
    memory: Vec<f64>,
    last_memory: Option<f64>,
    idle: Option<f64>,
    keys: Vec<Key>,
    /// Why figures are missing.
    failure: Option<String>,
}

/// A key, and the figures of the answers to it.
struct Key {
    name: String,
    times: Vec<f64>,
    bytes: Vec<f64>,
}

impl<'a> Watched<'a> {
    fn new(program: &'a Program) -> Self {
        let keys = TYPED.iter().flat_map(|Typed { what, .. }| {
            [
                format!("type a {what}"),
                format!("type a second {what}"),
                format!("delete that {what}"),
            ]
        });
        let key = |name| Key {
            name,
            times: Vec::new(),
            bytes: Vec::new(),
        };
        Self {
            program,
            first_case: Vec::new(),
            settled: Vec::new(),
            memory: Vec::new(),
            last_memory: None,
            idle: None,
            keys: keys.map(key).collect(),
            failure: None,
        }
    }

    /// Starts the program and waits until it has come to rest.
    fn start(&mut self, title: &str, counts: bool) {
        if self.failure.is_none() {
            let tried = self.try_start(title, counts);
            self.failure = tried.err().map(|error| error.to_string());
        }
    }

    fn try_start(&mut self, title: &str, counts: bool) -> Result<()> {
        let mut session = Session::start(self.program.command.clone())?;
        let first_case = session.wait_for(title, 1)?;
        let settled = session.settle().unwrap_or(first_case);
        if counts {
            self.first_case.push(milliseconds(first_case));
            self.settled.push(milliseconds(settled));
            self.memory.push(session.peak_memory()?);
        }
        Ok(())
    }

    /// Presses every key, round by round.
    fn press_all(&mut self, title: &str, rounds: usize) {
        if self.failure.is_none() {
            let tried = self.try_press_all(title, rounds);
            self.failure = tried.err().map(|error| error.to_string());
        }
    }

    fn try_press_all(&mut self, title: &str, rounds: usize) -> Result<()> {
        let mut session = Session::start(self.program.command.clone())?;
        session.wait_for(title, 1)?;
        session.settle();
        for key in self.program.before {
            session.press(key)?;
        }
        let begun = Instant::now();
        for round in 0..rounds {
            if round >= LEAST_ROUNDS && begun.elapsed() > ENOUGH {
                break;
            }
            for (typed, keys) in TYPED.iter().zip(self.keys.chunks_mut(3)) {
                let pair = typed.pairs.split(' ').nth(round).unwrap_or_default();
                let strokes = pair.chars().map(String::from).chain([BACKSPACE.to_owned()]);
                for (stroke, key) in strokes.zip(keys) {
                    key.add(&session.press(&stroke)?);
                }
                session.press(BACKSPACE)?;
            }
        }
        self.last_memory = Some(session.peak_memory()?);
        self.idle = Some(in_float(session.listen(IDLE)));
        Ok(())
    }

    fn report(&self) -> Report {
        let mut report = Report::new(self.program.name);
        let middle = |values: &[f64]| median(values.to_vec());
        report.add("first case", Unit::Milliseconds, middle(&self.first_case));
        report.add("settled", Unit::Milliseconds, middle(&self.settled));
        for key in &self.keys {
            report.add(&key.name, Unit::Milliseconds, middle(&key.times));
            report.add(&key.name, Unit::Bytes, middle(&key.bytes));
        }
        report.add("memory when settled", Unit::Mebibytes, middle(&self.memory));
        report.add("memory in the end", Unit::Mebibytes, self.last_memory);
        report.add("idle for 2 s", Unit::Bytes, self.idle);
        report
    }
}

impl Key {
    fn add(&mut self, answer: &Answer) {
        self.bytes.push(in_float(answer.bytes.len()));
        self.times.extend(answer.settled.map(milliseconds));
    }
}
