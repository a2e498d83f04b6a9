//! One function for each command.

use std::path::Path;

use anyhow::{Result, bail};
use clap::Parser;

use crate::{bundle, tui};

use super::args::{Args, Command};
use super::browse::{browse, pick};
use super::build::build;
use super::check::check;
use super::compare::compare;
use super::completions::completions;
use super::context::{Outcome, documents_folder, print};
use super::indicators::indicators;
use super::list::{list, list_ids, list_json};
use super::metrics::{Form, metrics};
use super::notices::notices;
use super::overview::overview;
use super::show::show;

/// Does what the command line asks for.
///
/// # Errors
///
/// What went wrong, with place and remedy.
pub fn run() -> Result<Outcome> {
    let Args {
        query,
        reading,
        command,
    } = Args::parse();
    let reading = &reading;
    match command {
        None if tui::can_browse() => browse(reading, &query.join(" ")),
        None => list(reading, &query.join(" ")),
        Some(Command::List { query, json, ids }) => match (json, ids) {
            (true, _) => list_json(reading, &query.join(" ")),
            (_, true) => list_ids(reading, &query.join(" ")),
            (false, false) => list(reading, &query.join(" ")),
        },
        Some(Command::Pick { query, picking }) => pick(reading, &query.join(" "), &picking),
        Some(Command::Show { ids, json }) => show(reading, &ids, json),
        Some(Command::Compare { ids }) => compare(reading, &ids),
        Some(Command::Metrics { query, csv, json }) => {
            let form = match (csv, json) {
                (true, _) => Form::Csv,
                (_, true) => Form::Json,
                (false, false) => Form::Plain,
            };
            metrics(reading, &query.join(" "), form)
        }
        Some(Command::Indicators { query, json }) => indicators(reading, &query.join(" "), json),
        Some(Command::Notices { query, json }) => notices(reading, &query.join(" "), json),
        Some(Command::Overview { query, json }) => overview(reading, &query.join(" "), json),
        Some(Command::Build {
            seeds,
            output,
            check,
        }) => build(&seeds, &output, check),
        Some(Command::Check { subject, verbose }) => {
            // Whoever names a bundle to read wants that one checked.
            let subject = match (&subject, &reading.bundle) {
                (Some(_), Some(_)) => bail!("both SEEDS|BUNDLE and --bundle are given; give one"),
                (Some(one), None) | (None, Some(one)) => one.as_path(),
                (None, None) => Path::new("seeds"),
            };
            check(subject, documents_folder(reading).as_deref(), verbose)
        }
        Some(Command::Schema) => print(&bundle::schema()),
        Some(Command::Completions { shell }) => completions(shell),
    }
}
