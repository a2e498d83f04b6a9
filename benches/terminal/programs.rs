//! The programs that are measured, and their keys.

use std::path::Path;

use anyhow::Result;
use portable_pty::CommandBuilder;

use super::peers::{find, version};
use super::pty::settle_in;
use super::texts::{CASEBOOK, Texts};

/// A program and how to use it.
pub struct Program {
    pub name: &'static str,
    /// Its name and version.
    pub version: String,
    pub command: CommandBuilder,
    /// How often the title of the first case is on the first screen.
    pub titles: usize,
    pub strokes: &'static [Stroke],
}

/// A key that is pressed repeatedly.
pub struct Stroke {
    /// Its effect, in the same words for every program.
    pub name: &'static str,
    /// Keys to press first, so that it has that effect.
    pub before: &'static [&'static str],
    pub key: &'static str,
    /// The key that undoes `every` presses.
    pub back: &'static str,
    pub every: usize,
}

pub const LIST_DOWN: &str = "Down in the list";
const LIST_PAGE: &str = "PageDown in the list";
const READER_DOWN: &str = "line down in the text";
const READER_PAGE: &str = "page down in the text";
const TYPE: &str = "type 审";
const DELETE: &str = "delete it";

const DOWN: &str = "\x1b[B";
const PAGE_DOWN: &str = "\x1b[6~";
const ENTER: &str = "\r";
const BACKSPACE: &str = "\x7f";

const OURS: &[Stroke] = &[
    stroke(LIST_DOWN, &[], DOWN, ("gg", 15)),
    stroke(LIST_PAGE, &[], PAGE_DOWN, ("gg", 1)),
    stroke(READER_DOWN, &[ENTER], DOWN, ("gg", 10)),
    stroke(READER_PAGE, &[], PAGE_DOWN, ("gg", 1)),
    stroke(TYPE, &["q", "/"], "审", (BACKSPACE, 1)),
    stroke(DELETE, &["审"], BACKSPACE, ("审", 1)),
];

/// Adds the keys that fzf has no default binding for.
const BINDINGS: &str =
    "ctrl-t:first,ctrl-e:preview-down,ctrl-f:preview-page-down,ctrl-b:preview-top";
const FZF_FIRST: &str = "\x14";
const FZF_TEXT_DOWN: &str = "\x05";
const FZF_TEXT_PAGE: &str = "\x06";
const FZF_TEXT_TOP: &str = "\x02";

const FZF: &[Stroke] = &[
    stroke(LIST_DOWN, &[], DOWN, (FZF_FIRST, 15)),
    stroke(LIST_PAGE, &[], PAGE_DOWN, (FZF_FIRST, 1)),
    stroke(READER_DOWN, &[], FZF_TEXT_DOWN, (FZF_TEXT_TOP, 10)),
    stroke(READER_PAGE, &[], FZF_TEXT_PAGE, (FZF_TEXT_TOP, 1)),
    stroke(TYPE, &[], "审", (BACKSPACE, 1)),
    stroke(DELETE, &["审"], BACKSPACE, ("审", 1)),
];

const LESS: &[Stroke] = &[
    stroke(READER_DOWN, &[], DOWN, ("g", 10)),
    stroke(READER_PAGE, &[], PAGE_DOWN, ("g", 5)),
];

const fn stroke(
    name: &'static str,
    before: &'static [&'static str],
    key: &'static str,
    (back, every): (&'static str, usize),
) -> Stroke {
    Stroke {
        name,
        before,
        key,
        back,
        every,
    }
}

/// Our program first, then the installed peers; and the names of missing peers.
pub fn all(texts: &Texts) -> Result<(Vec<Program>, Vec<&'static str>)> {
    let mut programs = vec![casebook(texts)?];
    let mut missing = Vec::new();
    for (name, peer) in [
        ("fzf", fzf as fn(&Path, &Texts) -> Result<Program>),
        ("less", less),
    ] {
        match find(name) {
            Some(path) => programs.push(peer(&path, texts)?),
            None => missing.push(name),
        }
    }
    Ok((programs, missing))
}

fn casebook(texts: &Texts) -> Result<Program> {
    let mut command = CommandBuilder::new(CASEBOOK);
    settle_in(&mut command, texts.folder.path());
    Ok(Program {
        name: "casebook",
        version: version(Path::new(CASEBOOK))?,
        command,
        titles: 2,
        strokes: OURS,
    })
}

fn fzf(path: &Path, texts: &Texts) -> Result<Program> {
    let mut command = CommandBuilder::new("/bin/sh");
    let preview = format!("cat {}/{{1}}", texts.folder.path().display());
    // fzf reads its list from standard input and its keys from the terminal.
    let script = r#"list=$1; shift; exec "$@" <"$list""#;
    command.args(["-c", script, "sh"]);
    command.args([texts.list.as_os_str(), path.as_os_str()]);
    command.args(["--layout=reverse", "--bind", BINDINGS]);
    command.args(["--preview-window=right,50%,wrap", "--preview", &preview]);
    Ok(Program {
        name: "fzf",
        version: format!("fzf {}", version(path)?),
        command,
        titles: 2,
        strokes: FZF,
    })
}

fn less(path: &Path, texts: &Texts) -> Result<Program> {
    let mut command = CommandBuilder::new(path);
    command.arg(&texts.book);
    Ok(Program {
        name: "less",
        version: version(path)?,
        command,
        titles: 1,
        strokes: LESS,
    })
}
