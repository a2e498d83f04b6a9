//! Opening the browser: to read, or for `casebook pick`.

use std::io::{self, Write};
use std::sync::Arc;

use anyhow::{Context as _, Result};

use crate::bundle::OpenBundle;
use crate::session::{History, history_file};
use crate::text::clean;
use crate::tui::{self, Documents, End, Purpose, Start, Theme, Tty};

use super::args::Picking;
use super::context::{Context, Outcome, print};
use super::find::search;

pub(super) fn browse(context: &Context, query: &str) -> Result<Outcome> {
    let opened = context.open_bundle()?;
    let tty = Tty::open().context("the terminal failed")?;
    Ok(match open(&tty, opened, context, query, Purpose::Browse)? {
        End::Quit | End::Picked(_) => Outcome::Done,
        End::Interrupted => Outcome::Interrupted,
    })
}

/// Prints the ids of the picked cases. The browser runs on the controlling terminal, as standard output may be a pipe.
pub(super) fn pick(context: &Context, query: &str, picking: &Picking) -> Result<Outcome> {
    let mut opened = context.open_bundle()?;
    if picking.select_1 || picking.exit_0 {
        let hits = search(&mut opened, context, query, |_| {})?;
        // A mistake in the query can be corrected in the prompt.
        match hits.as_deref() {
            Some([]) if picking.exit_0 => return Ok(Outcome::NothingMatched),
            Some([hit]) if picking.select_1 => {
                let case = opened.store.case(hit.case())?;
                print(&format!("{}\n", case.id.as_str()))?;
                return Ok(Outcome::Done);
            }
            _ => {}
        }
        // A stream can be read once only, and the browser needs its cases.
        if opened.stream.is_some() {
            opened = context.open_bundle()?;
        }
    }
    let tty = Tty::open()
        .context("no terminal to pick on; `casebook list --ids` lists ids without one")?;
    let multi = picking.multi;
    let store = Arc::clone(&opened.store);
    match open(&tty, opened, context, query, Purpose::Pick { multi })? {
        End::Picked(cases) if cases.is_empty() => Ok(Outcome::NothingMatched),
        End::Picked(cases) => {
            let cases = cases.iter().map(|case| store.case(*case));
            let ids = cases.map(|case| Ok(format!("{}\n", case?.id.as_str())));
            print(&ids.collect::<Result<String>>()?)?;
            Ok(Outcome::Done)
        }
        // Leaving without a case is not the same as finding none.
        End::Quit | End::Interrupted => Ok(Outcome::Interrupted),
    }
}

fn open(
    tty: &Tty,
    opened: OpenBundle,
    context: &Context,
    query: &str,
    purpose: Purpose,
) -> Result<End> {
    let documents = Documents::new(context.documents.clone());
    let mut history = History::new(history_file());
    let start = Start {
        lang: context.lang(),
        theme: theme().with_glyphs(context.writing.glyphs),
        size: tty.size(),
        filter: query.to_owned(),
        history: history.read(),
        purpose,
        progress: None,
    };
    let end = tui::browse(tty, opened, &documents, &mut history, start);
    if let Some(problem) = history.problem() {
        // If standard error is closed there is nowhere left to report to.
        let _ = writeln!(io::stderr(), "{}", clean(problem));
    }
    end.context("the terminal failed")
}

fn theme() -> Theme {
    // https://no-color.org: any value except the empty one.
    let colour = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    if colour {
        Theme::colour()
    } else {
        Theme::mono()
    }
}
