//! Search benchmark: our search beside other matching engines, all in memory and over the same cases.
//!
//! Run it with `cargo bench --bench finding`, or `cargo bench --bench finding -- 10000 1000000` for other numbers of
//! cases than 10 000 and 100 000. The cases are made up (`made`). If fzf is missing, the benchmark says how to install
//! it and leaves it out; the other engines are crates built with this benchmark.
//!
//! What is measured is the complete answer to a query, from its text to every match in order:
//!
//! - *names*: casebook over the names of a case (titles in both languages, organ, areas, years, tags, id) and their
//!   pinyin, which the browser searches first with many cases;
//! - *all texts*: casebook's full answer, which adds labels of metrics, headings, summaries and sections, three times
//!   as much text, and characters scattered over names;
//! - *frizbee*, *skim* (`SkimMatcherV2` of fuzzy-matcher, line by line) and *nucleo* (nucleo-matcher, on lines
//!   converted to UTF-32 beforehand): the lines of the cases, which are title, organ, years and tags. None of them
//!   knows pinyin or sees the English titles, so letters find little there. Each is measured on one thread and on two,
//!   and the faster counts;
//! - *fzf*: the same lines, in a process of its own on two threads; it reports the mean time itself (`fzf --bench`).
//!
//! The engines take turns, query by query and round by round, so that other load on the machine affects all of them. A
//! cell is the median of its rounds, and the number of matches. `~` marks a cell whose first and second half of rounds
//! disagree by more than a third. The last columns are the time of a peer divided by that of *names*. Nothing is
//! asserted.

#![expect(
    clippy::print_stdout,
    reason = "the figures are what this program is for"
)]

mod asked;
#[path = "finding/engines.rs"]
mod engines;
mod made;
#[path = "finding/ours.rs"]
mod ours;
mod peers;
mod table;

use std::time::{Duration, Instant};

use anyhow::Result;

use engines::{Answer, Engine};
use made::Made;
use table::{median, milliseconds, none, table};

/// Rounds of all queries and engines.
const ROUNDS: usize = 8;
/// An engine that has spent this long on a query gets no more rounds of it, but at least two.
const ENOUGH: Duration = Duration::from_secs(4);

/// The queries, each with a description.
const QUERIES: &[(&str, &str)] = &[
    ("市", "one Han character"),
    ("审批", "two Han characters"),
    ("泸审批", "scattered Han characters"),
    ("s", "a letter"),
    ("sp", "two letters"),
    ("hfxsc", "initials of 合法性审查"),
    ("hefaxingshencha", "pinyin of 合法性审查"),
    ("2022", "a year"),
    ("approval", "an English word"),
    ("zzqqxx", "letters, no match"),
    ("龘靐", "Han characters, no match"),
];

fn main() -> Result<()> {
    let (rounds, sizes) = match asked::sizes() {
        Some(sizes) => (ROUNDS, sizes),
        None => (2, vec![1000]),
    };
    for size in sizes {
        measure(size, rounds)?;
    }
    Ok(())
}

fn measure(size: usize, rounds: usize) -> Result<()> {
    let made = Made::of(size)?;
    println!("\n{size} cases: {}", made.bundle.display());
    let begun = Instant::now();
    let lines = std::fs::read_to_string(&made.lines)?;
    let lines: Vec<&str> = lines.lines().collect();
    let (ours, preparing) = ours::load(&made)?;
    println!("{preparing}");
    let (mut engines, missing) = engines::peers(&lines, &made)?;
    engines.splice(0..0, ours.engines());
    for name in missing {
        println!("{name}: missing; {}", peers::fetching(name));
    }
    println!("all prepared after {:.1} s", begun.elapsed().as_secs_f64());
    let answers = take_turns(&engines, rounds)?;
    println!("\n{}", table_of_answers(&engines, &answers));
    Ok(())
}

/// The answers of each engine to each query, round by round.
type Answers = Vec<Vec<Vec<Answer>>>;

fn take_turns(engines: &[Engine], rounds: usize) -> Result<Answers> {
    let mut answers: Answers = vec![vec![Vec::new(); engines.len()]; QUERIES.len()];
    for _ in 0..rounds {
        for ((query, _), answers) in QUERIES.iter().zip(&mut answers) {
            for (engine, answers) in engines.iter().zip(answers) {
                let taken: Duration = answers.iter().map(|answer| answer.time).sum();
                if answers.len() < 2 || taken < ENOUGH {
                    answers.push(engine.answer(query)?);
                }
            }
        }
    }
    Ok(answers)
}

/// How fast an engine answers a query.
struct Speed {
    milliseconds: f64,
    found: usize,
    steady: bool,
}

impl Speed {
    fn of(answers: &[Answer]) -> Option<Self> {
        let middle = |answers: &[Answer]| {
            let times = answers.iter().map(|answer| milliseconds(answer.time));
            median(times.collect())
        };
        let (first, second) = answers.split_at(answers.len() / 2);
        let (first, second) = (middle(first)?, middle(second)?);
        Some(Self {
            milliseconds: middle(answers)?,
            found: answers.last()?.found,
            steady: first.max(second) <= first.min(second) * 4.0 / 3.0,
        })
    }

    fn shown(&self) -> String {
        let doubt = if self.steady { "" } else { "~" };
        format!("{doubt}{:.3} ({})", self.milliseconds, self.found)
    }
}

/// The peers whose times are compared with ours.
const COMPARED: [&str; 3] = ["frizbee", "skim", "fzf"];

/// One row per query, one column per engine on its faster number of threads, and the ratios of peers to *names*.
fn table_of_answers(engines: &[Engine], answers: &Answers) -> String {
    let mut names: Vec<&str> = engines.iter().map(|engine| engine.name).collect();
    names.dedup();
    let rows = QUERIES.iter().zip(answers).map(|((query, what), answers)| {
        let best = |name: &&str| {
            let all = engines.iter().zip(answers);
            all.filter(|(engine, _)| engine.name == *name)
                .filter_map(|(_, answers)| Speed::of(answers))
                .min_by(|one, other| one.milliseconds.total_cmp(&other.milliseconds))
        };
        let speeds: Vec<Option<Speed>> = names.iter().map(best).collect();
        let mut cells: Vec<String> = speeds
            .iter()
            .map(|speed| speed.as_ref().map_or_else(none, Speed::shown))
            .collect();
        let time = |wanted: &str| {
            let mut all = names.iter().zip(&speeds);
            let (_, speed) = all.find(|(name, _)| **name == wanted)?;
            Some(speed.as_ref()?.milliseconds)
        };
        cells.extend(COMPARED.map(|peer| {
            let ratio = time(peer)
                .zip(time("names"))
                .map(|(theirs, ours)| theirs / ours);
            ratio.map_or_else(none, |ratio| format!("**{ratio:.1}**"))
        }));
        (format!("`{query}` {what}"), cells)
    });
    let mut heads: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    heads.extend(COMPARED.map(|peer| format!("**{peer} / names**")));
    table("query, ms (matches)", &heads, rows)
}
