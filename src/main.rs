//! The program: arguments in, exit code out. What it does is in [`casebook::cli`].

use std::io::{self, Write};
use std::process::ExitCode;

use casebook::{cli, text};

fn main() -> ExitCode {
    match cli::run() {
        Ok(outcome) => outcome.into(),
        // The reader of the pipe closed it; that is not an error.
        Err(error) if is_closed_pipe(&error) => cli::Outcome::Done.into(),
        Err(error) => {
            // A message may quote its input, which may hold anything. If it cannot be written, nothing can be done.
            let _ = writeln!(io::stderr(), "{}", text::clean(&format!("{error:#}")));
            cli::Outcome::Failed.into()
        }
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}
