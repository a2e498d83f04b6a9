//! `casebook check`: whether seeds or a bundle are sound, and agree with their documents.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Result, bail};

use crate::bundle::{self, Case, DocumentCheck, Problems, Word};
use crate::catalogue::Totals;
use crate::seed::{Coverage, Seeds, Sum, SumKind, Verdict};

use super::context::{Context, Outcome, print};
use super::plain::{columns, extent, extent_of};

/// Checks the subject, the bundle of `--bundle`, or the seeds in `seeds`; with `verbose` lists every sum.
pub(super) fn check(context: &Context, subject: Option<&Path>, verbose: bool) -> Result<Outcome> {
    let subject = match (subject, context.bundle.as_deref()) {
        (Some(_), Some(_)) => bail!("both SEEDS|BUNDLE and --bundle are given; give one"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => Path::new("seeds"),
    };
    let documents = context.documents.as_deref();
    if subject.is_dir() {
        return check_seeds(subject, documents, verbose);
    }
    if verbose {
        bail!(
            "{}: --verbose lists the sums of seeds; give the folder of the seeds",
            subject.display()
        );
    }
    check_bundle(subject, documents)
}

fn check_seeds(folder: &Path, documents: Option<&Path>, verbose: bool) -> Result<Outcome> {
    let seeds = Seeds::read(folder)?;
    let accounts = match documents {
        Some(documents) => seeds.check_coverage(documents)?,
        None => Vec::new(),
    };
    let mut report = String::new();
    if verbose {
        report += &sums(&seeds);
    }
    let (name, extent) = (folder.display(), extent_of(&seeds.bundle));
    writeln!(report, "{name}: no problems, {extent}")?;
    report += &sums_in_all(&seeds.sums);
    report += &coverage(&accounts);
    print(&report)?;
    Ok(Outcome::Done)
}

fn check_bundle(file: &Path, documents: Option<&Path>) -> Result<Outcome> {
    let name = file.display().to_string();
    let mut opened = bundle::open(file)?;
    let (mut totals, mut problems) = (Totals::default(), Vec::new());
    let store = Arc::clone(&opened.store);
    let mut in_documents =
        documents.map(|folder| DocumentCheck::new(folder, &name, store.sources()));
    let mut take = |case: &Case| {
        totals.add(case);
        if let Some(documents) = &mut in_documents {
            documents.check(case);
        }
    };
    for at in 0..store.len() {
        take(&*store.case(at)?);
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
            let left_out = batch.rejected.iter();
            problems.extend(left_out.flat_map(|left_out| stream.problems(left_out)));
        }
        problems.extend(stream.missing_end());
    }
    problems.extend(in_documents.into_iter().flat_map(DocumentCheck::end));
    Problems::ok_if_none(problems)?;
    let extent = extent(store.sources(), store.indicators(), totals);
    let mut report = format!("{name}: no problems, {extent}\n");
    if let Some(folder) = documents {
        let folder = folder.display();
        writeln!(
            report,
            "{folder}: every figure stands where the bundle says"
        )?;
    }
    print(&report)?;
    Ok(Outcome::Done)
}

/// Every sum that was tried, one a line, with its case and result.
fn sums(seeds: &Seeds) -> String {
    let rows: Vec<[String; 4]> = seeds
        .sums
        .iter()
        .map(|sum| {
            let case = seeds.bundle.cases.get(sum.case);
            [
                case.map_or("", |case| case.id.as_str()).to_owned(),
                sum.kind.key().to_owned(),
                verdict(sum.verdict).to_owned(),
                format!("{}: {}", sum.label.zh.as_str(), equation(sum)),
            ]
        })
        .collect();
    columns(&rows)
}

/// A sum as an equation: `(82 + 25 + 55 + 1) ÷ 399 = 40.85%, stated 41%`.
fn equation(sum: &Sum) -> String {
    let percent = if sum.kind.is_percentage() { "%" } else { "" };
    let (formula, result, stated) = (&sum.formula, &sum.result, &sum.stated);
    if sum.kind == SumKind::Subset {
        format!("{formula} of {stated}")
    } else if result.is_empty() || result == formula {
        format!("{formula}{percent}, stated {stated}{percent}")
    } else {
        format!("{formula} = {result}{percent}, stated {stated}{percent}")
    }
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Holds => "holds",
        Verdict::Fails => "does not hold",
        Verdict::NotComputable => "cannot be tried",
    }
}

/// The number of sums with each verdict.
fn sums_in_all(sums: &[Sum]) -> String {
    let of = |wanted| sums.iter().filter(|sum| sum.verdict == wanted).count();
    let parts = [Verdict::Holds, Verdict::Fails, Verdict::NotComputable]
        .map(|wanted| format!("{} {}", verdict(wanted), of(wanted)));
    format!("{} sums: {}\n", sums.len(), parts.join(", "))
}

/// How many numbers of each document are in figures, explained or neither, one document a line.
fn coverage(accounts: &[Coverage]) -> String {
    let line = |account: &Coverage| {
        format!(
            "{}: {} numbers, {} in {} figures, {} explained, {} unexplained\n",
            account.document.as_str(),
            account.numbers,
            account.in_figures,
            account.points,
            account.exempt,
            account.numbers - account.in_figures - account.exempt,
        )
    };
    accounts.iter().map(line).collect()
}
