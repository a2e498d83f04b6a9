//! The engines that are measured, each as one function from a query to its answer.

use std::cmp::Reverse;
use std::fs::File;
use std::hint::black_box;
use std::ops::Range;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32String};

use super::made::Made;
use super::peers;

/// A matching engine.
pub struct Engine<'a> {
    pub name: &'static str,
    answer: Ask<'a>,
}

/// Answers a query.
type Ask<'a> = Box<dyn Fn(&str) -> Result<Answer> + 'a>;

/// The time that an answer took, and the number of matches.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    pub time: Duration,
    pub found: usize,
}

/// The numbers of threads that peers are measured on.
const THREADS: [usize; 2] = [1, 2];

impl<'a> Engine<'a> {
    /// An engine in this process: a function that finds all matches and returns their number.
    pub fn here(name: &'static str, find: impl Fn(&str) -> usize + 'a) -> Self {
        Self::telling(name, move |query| (find(query), Instant::now()))
    }

    /// An engine in this process that may go on after its answer: a function that returns the number of matches, and
    /// when it was known.
    pub fn telling(name: &'static str, find: impl Fn(&str) -> (usize, Instant) + 'a) -> Self {
        let answer = move |query: &str| {
            let begun = Instant::now();
            let (found, told) = find(black_box(query));
            let time = told - begun;
            Ok(Answer { time, found })
        };
        Self {
            name,
            answer: Box::new(answer),
        }
    }

    pub fn answer(&self, query: &str) -> Result<Answer> {
        (self.answer)(query)
    }
}

/// The peers, those of one name next to each other, and the names of missing peers.
pub fn peers<'a>(
    lines: &'a [&'a str],
    made: &'a Made,
) -> Result<(Vec<Engine<'a>>, Vec<&'static str>)> {
    let mut engines = Vec::new();
    for threads in THREADS {
        engines.push(Engine::here("frizbee", move |query| {
            frizbee(lines, query, threads)
        }));
    }
    for threads in THREADS {
        engines.push(Engine::here("skim", move |query| {
            skim(lines, query, threads)
        }));
    }
    let wide: std::rc::Rc<[Utf32String]> = lines.iter().map(|line| (*line).into()).collect();
    for threads in THREADS {
        let wide = wide.clone();
        engines.push(Engine::here("nucleo", move |query| {
            nucleo(&wide, query, threads)
        }));
    }
    let Some(path) = peers::find("fzf") else {
        return Ok((engines, vec!["fzf"]));
    };
    println!("fzf {}", peers::version(&path)?);
    engines.push(Engine {
        name: "fzf",
        answer: Box::new(move |query| fzf(&path, &made.lines, query)),
    });
    Ok((engines, Vec::new()))
}

/// The score and the index of a line; sorts in the order of an answer.
type Scored = (Reverse<i64>, usize);

/// Scores lines in one part per thread, and sorts all matches.
fn in_order<F>(count: usize, threads: usize, score: F) -> Vec<Scored>
where
    F: Fn(Range<usize>) -> Vec<Scored> + Sync,
{
    let part = |number: usize| {
        let range = count * number / threads..count * (number + 1) / threads;
        let mut scored = score(range);
        scored.sort_unstable();
        scored
    };
    let mut all = Vec::new();
    thread::scope(|scope| {
        let others: Vec<_> = (1..threads)
            .map(|number| scope.spawn(move || part(number)))
            .collect();
        all = part(0);
        for other in others {
            all.extend(other.join().unwrap_or_default());
        }
    });
    // The parts are sorted, so this only merges them.
    all.sort();
    black_box(all)
}

fn skim(lines: &[&str], query: &str, threads: usize) -> usize {
    let score = |range: Range<usize>| {
        let matcher = SkimMatcherV2::default();
        let scored = |at: usize| Some((Reverse(matcher.fuzzy_match(lines[at], query)?), at));
        range.filter_map(scored).collect()
    };
    in_order(lines.len(), threads, score).len()
}

fn nucleo(lines: &[Utf32String], query: &str, threads: usize) -> usize {
    let pattern = Pattern::parse(query, CaseMatching::Smart, Normalization::Smart);
    let score = |range: Range<usize>| {
        let mut matcher = Matcher::new(Config::DEFAULT);
        let scored = |at: usize| {
            let score = pattern.score(lines[at].slice(..), &mut matcher)?;
            Some((Reverse(i64::from(score)), at))
        };
        range.filter_map(scored).collect()
    };
    in_order(lines.len(), threads, score).len()
}

fn frizbee(lines: &[&str], query: &str, threads: usize) -> usize {
    let mut frizbee = frizbee::Matcher::new(query, &frizbee::Config::default());
    let matches = match threads {
        1 => frizbee.match_list(lines),
        threads => frizbee.match_list_parallel(lines, threads),
    };
    black_box(matches).len()
}

/// Has fzf answer a query repeatedly for 300 ms, and reads the mean time from its output.
///
/// ```text
///   102 iterations  avg: 1.25ms  min: 1.01ms  max: 1.92ms  total: 0.96s  items: 10000  matches: 512 (5.12%) …
/// ```
fn fzf(path: &Path, lines: &Path, query: &str) -> Result<Answer> {
    let output = Command::new(path)
        .args(["--threads=2", "--bench=300ms", "--filter", query])
        .env_remove("FZF_DEFAULT_OPTS")
        .stdin(File::open(lines)?)
        .output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    let value = |name: &str| {
        let (_, rest) = said.split_once(&format!("{name}: "))?;
        rest.split_whitespace().next()
    };
    let milliseconds = value("avg").and_then(|value| value.strip_suffix("ms"));
    let failed = || {
        format!(
            "fzf says no time: {said}{}",
            String::from_utf8_lossy(&output.stderr)
        )
    };
    ensure!(output.status.success() || milliseconds.is_some(), failed());
    Ok(Answer {
        time: Duration::from_secs_f64(milliseconds.with_context(failed)?.parse::<f64>()? / 1e3),
        found: value("matches").with_context(failed)?.parse()?,
    })
}
