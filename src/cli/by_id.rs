//! Looking up cases by id, for `show` and `compare`.

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};

use anyhow::Result;

use crate::bundle::{Case, OpenBundle, Problem};
use crate::text::one_line;

use super::find::report_rejected;

/// The cases with these ids, in the order of the ids. Unknown ids are reported on standard error and skipped.
pub(super) fn cases_by_id(opened: &mut OpenBundle, ids: &[String]) -> Result<Vec<Case>> {
    let found = find_ids(opened, ids)?;
    let missing: Vec<&String> = ids.iter().filter(|id| !found.contains_key(*id)).collect();
    if !missing.is_empty() {
        report_rejected(opened)?;
    }
    for id in missing.iter().filter(|id| !id.is_empty()) {
        let id = one_line(id);
        writeln!(
            io::stderr(),
            "no case has the id \"{id}\"; `casebook list --ids` lists them all"
        )?;
    }
    let cases = ids.iter().filter_map(|id| found.get(id).cloned());
    Ok(cases.collect())
}

/// The cases with these ids. Stops reading once all are found.
fn find_ids(opened: &mut OpenBundle, ids: &[String]) -> Result<HashMap<String, Case>> {
    // `casebook show "$(casebook pick)"` gives an empty id if nothing was picked.
    let wanted = ids.iter().map(String::as_str).filter(|id| !id.is_empty());
    let wanted: HashSet<&str> = wanted.collect();
    let mut found = HashMap::new();
    if wanted.is_empty() {
        return Ok(found);
    }
    let read = opened.for_each_case(|case| {
        if wanted.contains(case.id.as_str()) {
            found.insert(case.id.as_str().to_owned(), case.clone());
        }
        if found.len() == wanted.len() {
            return Err(None);
        }
        Ok(())
    });
    match read {
        Err(Some(problem)) => Err(Problem::into(problem)),
        Ok(()) | Err(None) => Ok(found),
    }
}
