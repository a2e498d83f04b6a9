//! Opening the browser: to read, or to pick cases for somebody else.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};

use crate::bundle::Opened;
use crate::session::History;
use crate::text::clean;
use crate::tui::{self, Documents, End, Purpose, Start, Theme, Tty};

use super::args::{Picking, Reading};
use super::context::{Outcome, documents_folder, load, print};
use super::find::find;

/// Browses, from a first filter on.
pub(super) fn browse(reading: &Reading, query: &str) -> Result<Outcome> {
    let opened = load(reading)?;
    let tty = Tty::open().context("the terminal failed")?;
    let end = open(&tty, opened, reading, (query, Purpose::Browse))?;
    Ok(match end {
        End::Quit | End::Picked(_) => Outcome::Done,
        End::Interrupted => Outcome::Interrupted,
    })
}

/// Prints the ids of the cases that the user picks, on a terminal that need not be standard output.
pub(super) fn pick(reading: &Reading, query: &str, picking: &Picking) -> Result<Outcome> {
    let mut opened = load(reading)?;
    if picking.select_1 || picking.exit_0 {
        let found = find(&mut opened, reading, query)?;
        match found.hits.as_slice() {
            // What of the query does not count may be corrected in the prompt.
            _ if !found.understood => {}
            [] if picking.exit_0 => return Ok(Outcome::NothingMatched),
            [hit] if picking.select_1 => {
                let case = opened.shelf.case(hit.case())?;
                return print(&format!("{}\n", case.id.as_str()));
            }
            _ => {}
        }
        // What was read case by case is not in memory, so it is read again while it is browsed.
        if opened.stream.is_some() {
            opened = load(reading)?;
        }
    }
    let tty = Tty::open()
        .context("no terminal to pick on; `casebook list --ids` lists ids without one")?;
    let multi = picking.multi;
    let purpose = (query, Purpose::Pick { multi });
    let shelf = Arc::clone(&opened.shelf);
    match open(&tty, opened, reading, purpose)? {
        End::Picked(cases) if cases.is_empty() => Ok(Outcome::NothingMatched),
        End::Picked(cases) => {
            let cases = cases.iter().map(|case| shelf.case(*case));
            let ids = cases.map(|case| Ok(format!("{}\n", case?.id.as_str())));
            print(&ids.collect::<Result<String>>()?)
        }
        // Whoever waits for an id gets none, and should not take that for the end of a search.
        End::Quit | End::Interrupted => Ok(Outcome::Interrupted),
    }
}

fn open(
    tty: &Tty,
    opened: Opened,
    reading: &Reading,
    (query, purpose): (&str, Purpose),
) -> Result<End> {
    let documents = Documents::new(documents_folder(reading));
    let mut history = History::new(history_file(|name| std::env::var_os(name)));
    let start = Start {
        lang: reading.lang.into(),
        theme: theme().with_glyphs(reading.glyphs.into()),
        size: tty.size(),
        filter: query.to_owned(),
        history: history.read(),
        purpose,
        progress: None,
    };
    let end = tui::browse(tty, opened, &documents, &mut history, start);
    if let Some(problem) = history.problem() {
        // Nothing can be done if it is not read.
        let _ = writeln!(io::stderr(), "{}", clean(problem));
    }
    end.context("the terminal failed")
}

fn theme() -> Theme {
    // https://no-color.org: any value but an empty one.
    let colour = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    if colour {
        Theme::colour()
    } else {
        Theme::mono()
    }
}

/// The file of the history: the one that `CASEBOOK_HISTORY` names, none if that is empty, else the one in the
/// folder where programs keep their state.
fn history_file(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    if let Some(named) = variable("CASEBOOK_HISTORY") {
        return (!named.is_empty()).then(|| PathBuf::from(named));
    }
    // Of the variables of the XDG base directories, a path that is not absolute counts as none.
    let folder = |name| {
        variable(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let state = folder("XDG_STATE_HOME");
    let state = state.or_else(|| Some(folder("HOME")?.join(".local/state")));
    Some(state?.join(Path::new("casebook/history")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_history_is_where_its_variables_say() {
        type Row = (
            &'static [(&'static str, &'static str)],
            Option<&'static str>,
        );
        let rows: &[Row] = &[
            (
                &[("CASEBOOK_HISTORY", "/h"), ("HOME", "/home/a")],
                Some("/h"),
            ),
            (&[("CASEBOOK_HISTORY", "h")], Some("h")),
            (&[("CASEBOOK_HISTORY", ""), ("HOME", "/home/a")], None),
            (
                &[("XDG_STATE_HOME", "/state"), ("HOME", "/home/a")],
                Some("/state/casebook/history"),
            ),
            (
                &[("XDG_STATE_HOME", "state"), ("HOME", "/home/a")],
                Some("/home/a/.local/state/casebook/history"),
            ),
            (
                &[("XDG_STATE_HOME", ""), ("HOME", "/home/a")],
                Some("/home/a/.local/state/casebook/history"),
            ),
            (&[("HOME", "")], None),
            (&[], None),
        ];
        for (variables, file) in rows {
            let value = |name: &str| {
                let mut variables = variables.iter();
                variables
                    .find(|(one, _)| *one == name)
                    .map(|(_, value)| OsString::from(value))
            };
            assert_eq!(
                history_file(value),
                file.map(PathBuf::from),
                "{variables:?}"
            );
        }
    }
}
