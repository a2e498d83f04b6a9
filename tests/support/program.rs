//! Runs the program as a script does.

use std::path::Path;
use std::process::{Command, Stdio};

/// Exit code and output of a run.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

/// A command for the program, without the tester's environment variables.
pub fn casebook() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
    command
        .env_remove("NO_COLOR")
        .env_remove("CASEBOOK_SOURCES")
        .env_remove("CASEBOOK_GLYPHS")
        .env_remove("RUST_BACKTRACE")
        .env("CASEBOOK_HISTORY", "")
        .env("TERM", "xterm-256color");
    command.current_dir(super::root("."));
    command
}

/// Runs the program in a folder with these arguments; standard output is not a terminal.
pub fn casebook_in(folder: &Path, arguments: &[&str]) -> Run {
    let output = casebook()
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("output is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("messages are UTF-8"),
    }
}

/// A temporary folder, removed on drop.
pub fn scratch() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder for temporary files")
}
