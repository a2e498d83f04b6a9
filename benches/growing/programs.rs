//! The programs that are measured.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};
use portable_pty::CommandBuilder;

use super::made::Made;
use super::peers::{find, version};
use super::pty::settle_in;

/// Our program, built for this benchmark.
const CASEBOOK: &str = env!("CARGO_BIN_EXE_casebook");

/// A program and how to use it.
pub struct Program {
    pub name: &'static str,
    /// Its name and version.
    pub version: String,
    pub command: CommandBuilder,
    /// Keys to press first, so that typed characters are a query.
    pub before: &'static [&'static str],
}

/// Our program first, then the installed peers; and the names of missing peers.
pub fn all(made: &Made, home: &Path) -> Result<(Vec<Program>, Vec<&'static str>)> {
    let mut programs = vec![casebook(made, home)?];
    let mut missing = Vec::new();
    match find("fzf") {
        Some(path) => programs.push(fzf(&path, made)?),
        None => missing.push("fzf"),
    }
    match find("tv") {
        Some(path) => programs.push(television(&path, made, home)?),
        None => missing.push("tv"),
    }
    Ok((programs, missing))
}

fn casebook(made: &Made, home: &Path) -> Result<Program> {
    let mut command = CommandBuilder::new(CASEBOOK);
    command.arg("--bundle");
    command.arg(&made.bundle);
    settle_in(&mut command, home);
    Ok(Program {
        name: "casebook",
        version: version(Path::new(CASEBOOK))?,
        command,
        before: &["/"],
    })
}

fn fzf(path: &Path, made: &Made) -> Result<Program> {
    Ok(Program {
        name: "fzf",
        version: format!("fzf {}", version(path)?),
        command: with_lines(path, &["--layout=reverse"], made),
        before: &[],
    })
}

fn television(path: &Path, made: &Made, home: &Path) -> Result<Program> {
    let mut command = with_lines(path, &["--no-preview", "--no-remote"], made);
    settle_in(&mut command, home);
    if std::thread::available_parallelism().is_ok_and(|count| count.get() <= 3) {
        command.env("LD_PRELOAD", more_processors()?);
    }
    Ok(Program {
        name: "television",
        version: version(path)?,
        command,
        before: &[],
    })
}

/// A program that reads lines from standard input and keys from the terminal.
fn with_lines(path: &Path, args: &[&str], made: &Made) -> CommandBuilder {
    let mut command = CommandBuilder::new("/bin/sh");
    let script = r#"lines=$1; shift; exec "$@" <"$lines""#;
    command.args(["-c", script, "sh"]);
    command.args([made.lines.as_os_str(), path.as_os_str()]);
    command.args(args);
    command
}

/// Builds `cpus.c` as a library that can be preloaded.
fn more_processors() -> Result<PathBuf> {
    let library = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cpus.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/growing/cpus.c");
    let mut compiler = Command::new("cc");
    compiler.args(["-shared", "-fPIC", "-O2", "-o"]);
    let status = compiler.arg(&library).arg(source).status()?;
    ensure!(status.success(), "cc cannot build cpus.c");
    Ok(library)
}
