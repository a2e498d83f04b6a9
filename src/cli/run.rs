//! From the command line to the function of the command.

use anyhow::Result;
use clap::Parser;

use crate::tui;

use super::args::{Args, Command, ListFormat};
use super::browse::{browse, pick};
use super::build::build;
use super::check::check;
use super::compare::compare;
use super::completions::completions;
use super::context::{Context, Outcome};
use super::indicators::indicators;
use super::list::list;
use super::metrics::metrics;
use super::notices::notices;
use super::overview::overview;
use super::schema::schema;
use super::show::show;

/// Runs the command on the command line.
///
/// # Errors
///
/// A problem with its place and remedy.
pub fn run() -> Result<Outcome> {
    let args = Args::parse();
    let context = &Context::new(args.options);
    let Some(command) = args.command else {
        let query = &args.query.join(" ");
        return if tui::can_browse() {
            browse(context, query)
        } else {
            list(context, query, ListFormat::Text)
        };
    };
    match command {
        Command::List { query, format } => list(context, &query.join(" "), format.into()),
        Command::Pick { query, picking } => pick(context, &query.join(" "), &picking),
        Command::Show { ids, format } => show(context, &ids, format),
        Command::Compare { ids } => compare(context, &ids),
        Command::Metrics { query, format } => metrics(context, &query.join(" "), format.into()),
        Command::Indicators { query, format } => indicators(context, &query.join(" "), format),
        Command::Notices { query, format } => notices(context, &query.join(" "), format),
        Command::Overview { query, format } => overview(context, &query.join(" "), format),
        Command::Build {
            seeds,
            output,
            check,
        } => build(&seeds, &output, check),
        Command::Check { subject, verbose } => check(context, subject.as_deref(), verbose),
        Command::Schema => schema(),
        Command::Completions { shell } => completions(shell),
    }
}
