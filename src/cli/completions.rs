//! `casebook completions`: a completion script for a shell.

use anyhow::Result;
use clap::CommandFactory;
use clap_complete::Shell;

use super::args::Args;
use super::context::{Outcome, print};

pub(super) fn completions(shell: Shell) -> Result<Outcome> {
    // Into memory first: the generator panics if standard output is a closed pipe.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "casebook", &mut script);
    print(&String::from_utf8(script)?)?;
    Ok(Outcome::Done)
}
