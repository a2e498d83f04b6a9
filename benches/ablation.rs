//! What each mechanism of the search is worth: queries with all of them, and with each one switched off.
//!
//! Run it with `cargo bench --bench ablation --features ablation`, or add `-- 10000 1000000` for other numbers of cases than
//! 10 000 and 100 000, and names of mechanisms if not all are to be measured. The cases are made up (`made`).
//!
//! Two things are measured for each query and each mechanism:
//!
//! - *in memory*: from the text of the query to all matches in order, names first, as the browser searches many cases;
//! - *on a terminal*: from the last key of the query to the last byte that the browser writes.
//!
//! A cell is how many times as long the query takes without the mechanism that gains most by it, and that query: the median of the
//! rounds without it, divided by the median with all. A mechanism below 1.2 does not pay for its code. In memory the answers
//! are compared too; one that differs ends the benchmark with an error.

#![expect(
    clippy::print_stdout,
    reason = "the figures are what this program is for"
)]

mod asked;
mod made;
#[expect(dead_code, reason = "other benchmarks need more of it")]
#[path = "terminal/pty.rs"]
mod pty;
mod table;

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use casebook::bundle::open;
use casebook::search::{Index, Mechanism, Query, Without};
use portable_pty::CommandBuilder;
use tempfile::TempDir;

use made::Made;
use pty::{Session, settle_in};
use table::{median, milliseconds, table};

/// Rounds of all queries and mechanisms in memory.
const ROUNDS: usize = 3;
/// Rounds of each query on a terminal.
const ROUNDS_ON_TERMINAL: usize = 3;

/// What is looked for: a query of each kind.
const QUERIES: [&str; 13] = [
    "市",
    "审",
    "审批",
    "泸审批",
    "泸州审批",
    "s",
    "sp",
    "hfxsc",
    "hefaxingshencha",
    "2022",
    "approval",
    "apprvl",
    "zzqqxx",
];
/// Deletes what is typed.
const CLEAR: &str = "\x15";

fn main() -> Result<()> {
    let (rounds, sizes) = match asked::sizes() {
        Some(sizes) => (ROUNDS, sizes),
        None => (1, vec![1000]),
    };
    for size in sizes {
        measure(size, rounds)?;
    }
    Ok(())
}

fn measure(size: usize, rounds: usize) -> Result<()> {
    let made = Made::of(size)?;
    println!("\n{size} cases: {}", made.bundle.display());
    let mechanisms = mechanisms();
    let variants: Vec<Without> = std::iter::once(Without::default())
        .chain(mechanisms.iter().copied().map(Without::one))
        .collect();
    let in_memory = in_memory(&made, &variants, rounds)?;
    println!("\n{}", table_of_times("in memory", &mechanisms, &in_memory));
    let rounds = rounds.min(ROUNDS_ON_TERMINAL);
    let on_terminal = variants
        .iter()
        .map(|without| on_terminal(&made, *without, rounds));
    let on_terminal: Vec<Vec<f64>> = on_terminal.collect::<Result<_>>()?;
    println!(
        "\n{}",
        table_of_gains(&mechanisms, &in_memory, &on_terminal)
    );
    println!(
        "\n{}",
        table_of_times("on a terminal", &mechanisms, &on_terminal)
    );
    Ok(())
}

/// The mechanisms named on the command line, or else all.
fn mechanisms() -> Vec<Mechanism> {
    let args: Vec<String> = std::env::args().collect();
    let is_named = |one: &Mechanism| args.contains(&one.to_string());
    let named: Vec<Mechanism> = Mechanism::ALL.into_iter().filter(is_named).collect();
    if named.is_empty() {
        Mechanism::ALL.to_vec()
    } else {
        named
    }
}

/// For each variant, the median time of each query in milliseconds.
type Times = Vec<Vec<f64>>;

fn in_memory(made: &Made, variants: &[Without], rounds: usize) -> Result<Times> {
    let mut opened = open(&made.bundle)?;
    let mut index = Index::of_sources(opened.store.sources().to_vec());
    opened.for_each_case(|case| {
        index.add(case);
        anyhow::Ok(())
    })?;
    let mut times = vec![vec![Vec::new(); QUERIES.len()]; variants.len()];
    // The variants take turns, so that what else the machine does hits all of them.
    for _ in 0..rounds {
        for (at, typed) in QUERIES.iter().enumerate() {
            let mut answer = None;
            for (without, times) in variants.iter().zip(&mut times) {
                index.search_without(*without);
                let query = Query::new(typed);
                let begun = Instant::now();
                let found = index.search_names_first(&query, &|| true, &mut |_| {});
                times[at].push(milliseconds(begun.elapsed()));
                let first = answer.get_or_insert_with(|| found.clone());
                ensure!(
                    *first == found,
                    "{typed}: another answer without {without:?}"
                );
            }
        }
    }
    let medians = |queries: Vec<Vec<f64>>| queries.into_iter().map(median_or_none).collect();
    Ok(times.into_iter().map(medians).collect())
}

/// The median; not a number without times.
fn median_or_none(times: Vec<f64>) -> f64 {
    median(times).unwrap_or(f64::NAN)
}

fn on_terminal(made: &Made, without: Without, rounds: usize) -> Result<Vec<f64>> {
    let home = TempDir::with_prefix("casebook-bench-")?;
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
    command.arg("--bundle");
    command.arg(&made.bundle);
    settle_in(&mut command, home.path());
    if let Some(mechanism) = without.mechanism() {
        command.env("ABLATION", mechanism.to_string());
    }
    let mut session = Session::start(command)?;
    session.settle();
    session.press("/")?;
    let mut times = vec![Vec::new(); QUERIES.len()];
    for _ in 0..rounds {
        for (query, times) in QUERIES.iter().zip(&mut times) {
            let last = query.char_indices().next_back();
            let (last, _) = last.context("an empty query")?;
            let (before, last) = query.split_at(last);
            if !before.is_empty() {
                session.press(before)?;
            }
            let answer = session.press(last)?;
            times.extend(answer.settled.map(milliseconds));
            session.press(CLEAR)?;
        }
    }
    Ok(times.into_iter().map(median_or_none).collect())
}

/// For each mechanism the query that gains most by it, and how many times as long it takes without.
fn table_of_gains(mechanisms: &[Mechanism], in_memory: &Times, on_terminal: &Times) -> String {
    let rows = (1..).zip(mechanisms).map(|(variant, mechanism)| {
        let cells = [in_memory, on_terminal].map(|times| most_gained(times, variant));
        (mechanism.to_string(), cells.to_vec())
    });
    let heads = ["in memory", "on a terminal"].map(str::to_owned);
    table("without", &heads, rows)
}

fn most_gained(times: &Times, variant: usize) -> String {
    let (Some(all), Some(without)) = (times.first(), times.get(variant)) else {
        return table::none();
    };
    let gains = QUERIES.iter().zip(all.iter().zip(without));
    let gains = gains.map(|(query, (all, without))| (without / all, query));
    let most = gains.max_by(|(one, _), (other, _)| one.total_cmp(other));
    most.map_or_else(table::none, |(gain, query)| format!("{gain:.2} `{query}`"))
}

/// The time of every query, with all mechanisms and without each.
fn table_of_times(corner: &str, mechanisms: &[Mechanism], times: &Times) -> String {
    let names =
        std::iter::once("all".to_owned()).chain(mechanisms.iter().map(Mechanism::to_string));
    let rows = names.zip(times).map(|(name, times)| {
        let cells = times.iter().map(|time| format!("{time:.1}"));
        (name, cells.collect())
    });
    let heads = QUERIES.map(|query| format!("`{query}`"));
    table(&format!("{corner}, ms"), &heads, rows)
}
