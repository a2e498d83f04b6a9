//! The same text for every program: the output of `casebook list` and `casebook show`, in files.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

/// Our program, built for this benchmark.
pub const CASEBOOK: &str = env!("CARGO_BIN_EXE_casebook");

/// The files, in a folder that is removed at the end.
pub struct Texts {
    /// The folder, with each case in a file named by its id.
    pub folder: TempDir,
    /// One case per line, its id first.
    pub list: PathBuf,
    /// All cases, one after the other.
    pub book: PathBuf,
    /// The beginning of the first case's title: as much as every column shows.
    pub title: String,
}

impl Texts {
    pub fn write() -> Result<Self> {
        /// The characters of a title that every program shows.
        const SHOWN: usize = 8;
        let folder = TempDir::with_prefix("casebook-bench-")?;
        let list = said(&["list"])?;
        let mut book = String::new();
        for id in list
            .lines()
            .filter_map(|line| line.split_whitespace().next())
        {
            let case = said(&["show", id])?;
            let file = folder.path().join(id);
            // An id contains a slash after its source, which becomes a folder.
            fs::create_dir_all(file.parent().unwrap_or(folder.path()))?;
            fs::write(file, &case)?;
            book += &case;
            book.push('\n');
        }
        let title = list
            .split_whitespace()
            .nth(1)
            .context("`casebook list` lists no case")?;
        let texts = Self {
            list: folder.path().join("list.txt"),
            book: folder.path().join("book.txt"),
            title: title.chars().take(SHOWN).collect(),
            folder,
        };
        fs::write(&texts.list, &list)?;
        fs::write(&texts.book, book)?;
        Ok(texts)
    }
}

fn said(args: &[&str]) -> Result<String> {
    let output = Command::new(CASEBOOK).args(args).output()?;
    ensure!(
        output.status.success(),
        "`casebook {}` failed",
        args.join(" ")
    );
    Ok(String::from_utf8(output.stdout)?)
}
