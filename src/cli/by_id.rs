//! Cases by their ids.

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};

use anyhow::Result;

use crate::bundle::{Case, Opened, Problem};

use super::context::Outcome;
use super::find::say_left_out;

/// The cases with these ids. Of ids that no case has it is said on standard error.
pub(super) fn named(
    opened: &mut Opened,
    ids: &[String],
) -> Result<(HashMap<String, Case>, Outcome)> {
    let found = cases_of(opened, ids)?;
    let missing: Vec<&String> = ids.iter().filter(|id| !found.contains_key(*id)).collect();
    if !missing.is_empty() {
        say_left_out(opened)?;
    }
    for id in missing.iter().filter(|id| !id.is_empty()) {
        let id = crate::text::one_line(id);
        writeln!(
            io::stderr(),
            "no case has the id \"{id}\"; `casebook list --ids` lists them all"
        )?;
    }
    let outcome = if missing.is_empty() {
        Outcome::Done
    } else {
        Outcome::NothingMatched
    };
    Ok((found, outcome))
}

/// The cases with these ids. No more of the bundle is read than it takes to find them.
fn cases_of(opened: &mut Opened, ids: &[String]) -> Result<HashMap<String, Case>> {
    // An empty id is what is left of a pick that was given up; no case has it.
    let wanted = ids.iter().map(String::as_str).filter(|id| !id.is_empty());
    let wanted: HashSet<&str> = wanted.collect();
    let mut found = HashMap::new();
    if wanted.is_empty() {
        return Ok(found);
    }
    let looked = opened.each(|case| {
        if wanted.contains(case.id.as_str()) {
            found.insert(case.id.as_str().to_owned(), case.clone());
        }
        if found.len() == wanted.len() {
            return Err(None);
        }
        Ok(())
    });
    match looked {
        Err(Some(problem)) => Err(Problem::into(problem)),
        Ok(()) | Err(None) => Ok(found),
    }
}
