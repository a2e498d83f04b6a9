//! `casebook completions`: a script for a shell.

use std::io::{self, Write};

use anyhow::Result;
use clap::CommandFactory;

use super::args::Args;
use super::context::Outcome;

pub(super) fn completions(shell: clap_complete::Shell) -> Result<Outcome> {
    // Into memory first: the generator panics where a pipe is closed.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "casebook", &mut script);
    io::stdout().write_all(&script)?;
    Ok(Outcome::Done)
}
