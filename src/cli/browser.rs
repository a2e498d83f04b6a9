//! Opening the browser.

use std::sync::Arc;

use anyhow::{Context, Result};

use crate::tui::{self, End, Start, Theme, Tty};

use super::args::Reading;
use super::commands::{Outcome, documents_folder, load};

/// Browses, from a first filter on.
pub(super) fn browse(reading: &Reading, query: &str) -> Result<Outcome> {
    let bundle = Arc::new(load(reading)?);
    let tty = Tty::open().context("the terminal failed")?;
    let start = Start {
        lang: reading.lang.into(),
        theme: theme(),
        size: tty.size(),
        filter: query.to_owned(),
    };
    let documents = tui::Documents::new(documents_folder(reading));
    let end = tui::browse(&tty, bundle, documents, start).context("the terminal failed")?;
    Ok(match end {
        End::Quit => Outcome::Done,
        End::Interrupted => Outcome::Interrupted,
    })
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
