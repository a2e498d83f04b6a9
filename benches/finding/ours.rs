//! Our engine: all that this benchmark knows of it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use anyhow::Result;
use casebook::bundle::open;
use casebook::search::{Index, Query};

use super::engines::Engine;
use super::made::Made;

/// Our engine, with all cases indexed.
pub struct Ours(Index);

/// Loads and indexes a bundle. Also returns a line on the time and the memory that this took.
pub fn load(made: &Made) -> Result<(Ours, String)> {
    let begun = Instant::now();
    let mut opened = open(&made.bundle)?;
    let mut index = Index::of_sources(opened.store.sources().to_vec());
    let before = resident()?;
    opened.for_each_case(|case| {
        index.add(case);
        anyhow::Ok(())
    })?;
    let bytes = (resident()? - before) * 1024.0;
    let cases = f64::from(u32::try_from(index.len())?);
    let told = format!(
        "casebook: {:.2} s to read and index, {:.0} bytes of memory a case",
        begun.elapsed().as_secs_f64(),
        bytes / cases
    );
    Ok((Ours(index), told))
}

/// The resident memory of this process, in KiB.
fn resident() -> Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let words = line.and_then(|line| line.split_whitespace().next());
    Ok(words.unwrap_or("0").parse()?)
}

impl Ours {
    /// The number of cases whose names match, all sorted; if there are none, of cases with a match in any text. Also
    /// returns when that number was known.
    fn find_names(&self, typed: &str) -> (usize, Instant) {
        let told = AtomicBool::new(false);
        let mut found = None;
        let rest = self.0.search_names_first(
            &Query::new(typed),
            &|| !told.load(Ordering::Relaxed),
            &mut |first| {
                found = Some((first.hits.len(), Instant::now()));
                told.store(true, Ordering::Relaxed);
            },
        );
        found.unwrap_or_else(|| (rest.map_or(0, |rest| rest.hits.len()), Instant::now()))
    }

    /// The number of cases with a match in any text, all sorted.
    fn find(&self, typed: &str) -> usize {
        self.0.search(&Query::new(typed)).hits.len()
    }

    /// Our search over names, which corresponds to the lines of the peers, and over all texts.
    pub fn engines(&self) -> [Engine<'_>; 2] {
        [
            Engine::telling("names", |typed| self.find_names(typed)),
            Engine::here("all texts", |typed| self.find(typed)),
        ]
    }
}
