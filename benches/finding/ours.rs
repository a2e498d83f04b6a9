//! Our engine: all that this benchmark knows of it.

use std::time::Instant;

use anyhow::Result;
use casebook::bundle::parse;
use casebook::search::{Index, Query};

use super::engines::Engine;
use super::made::Made;

/// Our engine, ready to answer.
pub struct Ours(Index);

/// Reads a bundle and makes it searchable; tells how long that took.
pub fn load(made: &Made) -> Result<(Ours, String)> {
    let begun = Instant::now();
    let bytes = std::fs::read(&made.bundle)?;
    let bundle = parse(&bytes, "made.json")?;
    let read = begun.elapsed();
    let begun = Instant::now();
    let index = Index::new(&bundle);
    let told = format!(
        "casebook: {:.3} s to read {:.1} MB, {:.3} s to index",
        read.as_secs_f64(),
        f64::from(u32::try_from(bytes.len() / 1000)?) / 1000.0,
        begun.elapsed().as_secs_f64()
    );
    Ok((Ours(index), told))
}

impl Ours {
    /// How many cases a query finds, all of them in order.
    fn find(&self, typed: &str) -> usize {
        self.0.search(&Query::new(typed)).hits.len()
    }

    pub fn engine(&self) -> Engine<'_> {
        Engine::here("casebook", |typed| self.find(typed))
    }
}
