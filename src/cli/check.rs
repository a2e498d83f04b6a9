//! `casebook check`: seeds or a bundle, and their documents.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Result, bail};

use crate::bundle::{self, Case, InDocuments, Problems};
use crate::catalogue::Totals;
use crate::seed;

use super::context::{Outcome, print};
use super::plain::{self, extent_of};

pub(super) fn check(subject: &Path, documents: Option<&Path>, verbose: bool) -> Result<Outcome> {
    if !subject.is_dir() {
        if verbose {
            bail!(
                "{}: --verbose tells of the sums that seeds state; give the folder of the seeds",
                subject.display()
            );
        }
        return check_bundle(subject, documents);
    }
    let seeds = seed::Seeds::read(subject)?;
    let accounts = match documents {
        Some(folder) => seeds.check_against(folder)?,
        None => Vec::new(),
    };
    let parts = [
        if verbose {
            plain::sums(&seeds)
        } else {
            String::new()
        },
        format!(
            "{}: no problems, {}\n",
            subject.display(),
            extent_of(&seeds.bundle)
        ),
        plain::sums_in_all(&seeds.sums),
        plain::accounts(&accounts),
    ];
    print(&parts.concat())
}

fn check_bundle(file: &Path, documents: Option<&Path>) -> Result<Outcome> {
    let name = file.display().to_string();
    let mut opened = bundle::open(file)?;
    let (mut totals, mut problems) = (Totals::default(), Vec::new());
    let shelf = Arc::clone(&opened.shelf);
    let mut held = documents.map(|folder| InDocuments::new(folder, &name, shelf.sources()));
    let mut take = |case: &Case| {
        totals.add(case);
        if let Some(held) = &mut held {
            held.check(case);
        }
    };
    for at in 0..shelf.len() {
        take(&*shelf.case(at)?);
    }
    if let Some(stream) = &mut opened.stream {
        while let Some(batch) = stream.next() {
            let batch = match batch {
                Ok(batch) => batch,
                Err(problem) => {
                    problems.push(problem);
                    break;
                }
            };
            batch.cases.iter().for_each(&mut take);
            let left_out = batch.left_out.iter();
            problems.extend(left_out.flat_map(|left_out| stream.problems(left_out)));
        }
        problems.extend(stream.missing_end());
    }
    problems.extend(held.into_iter().flat_map(InDocuments::end));
    Problems::none_in(problems)?;
    let extent = plain::extent(shelf.sources(), shelf.indicators(), totals);
    let mut said = format!("{name}: no problems, {extent}\n");
    if let Some(folder) = documents {
        let folder = folder.display();
        writeln!(said, "{folder}: every figure stands where the bundle says")?;
    }
    print(&said)
}
